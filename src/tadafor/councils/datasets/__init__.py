"""What leaves the room as a file: the papers of the council, and its register of decisions as data."""

from tadafor.councils.datasets.decided import COLUMNS, FORMATS, LICENCE, about, register, rows
from tadafor.councils.datasets.papers import session_file, volunteer_paper

__all__ = [
    "COLUMNS",
    "FORMATS",
    "LICENCE",
    "about",
    "register",
    "rows",
    "session_file",
    "volunteer_paper",
]
