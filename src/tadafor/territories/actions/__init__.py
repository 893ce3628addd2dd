"""The verbs of the ground."""

from tadafor.territories.actions.joining import join
from tadafor.territories.actions.reference import load_holidays, load_places

__all__ = [
    "join",
    "load_holidays",
    "load_places",
]
