"""Named reads of petitions."""

from tadafor.petitions.queries.law import (
    asked_of,
    council_of,
    kept,
    law_rows,
    laws_of,
    limits_of,
    national_laws,
    place_of,
    taken_up,
)

__all__ = [
    "asked_of",
    "council_of",
    "kept",
    "law_rows",
    "laws_of",
    "limits_of",
    "national_laws",
    "place_of",
    "taken_up",
]
