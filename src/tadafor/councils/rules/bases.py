"""What the rules of this room rest on: the text, its article where it is known, whether somebody read it.

From general knowledge where ``is_verified`` is false: pages of staff say so (§ councils-32).
"""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.territories.rules import PlaceKind


class Matter(StrEnum):
    """What a rule of this room is about."""

    MONTHS = "months"
    AGENDA = "agenda"
    MAJORITY = "majority"
    AFTER_THE_VOTE = "after_the_vote"
    PETITIONS = "petitions"
    EQUALITY = "equality"
    REGIONAL_BODIES = "regional_bodies"
    OTHER_BODIES = "other_bodies"
    OPINIONS = "opinions"
    PERSONAL_DATA = "personal_data"


class Text(StrEnum):
    """Where a rule is written."""

    COMMUNES = "lo_113_14"
    PROVINCES = "lo_112_14"
    REGIONS = "lo_111_14"
    PRIVACY = "law_09_08"
    OWN_RULES = "internal_rules"


@dataclass(frozen=True)
class Basis:
    """One matter, the text it rests on and its articles, none where they are not known."""

    matter: Matter
    text: Text
    articles: tuple[str, ...] = ()
    is_verified: bool = False


_OF_ALL = (
    Basis(Matter.OPINIONS, Text.OWN_RULES),
    Basis(Matter.PERSONAL_DATA, Text.PRIVACY, ("3", "4", "9")),
)
_OF_COMMUNES = (
    Basis(Matter.MONTHS, Text.COMMUNES, ("33",), is_verified=True),
    Basis(Matter.AGENDA, Text.COMMUNES, ("38",)),
    Basis(Matter.MAJORITY, Text.COMMUNES, ("43",)),
    Basis(Matter.AFTER_THE_VOTE, Text.COMMUNES, ("115-118",)),
    Basis(Matter.PETITIONS, Text.COMMUNES, ("125",)),
    Basis(Matter.EQUALITY, Text.COMMUNES, ("120",), is_verified=True),
    Basis(Matter.OTHER_BODIES, Text.COMMUNES, ("119",)),
)


def _alike(text: Text, article: str, bodies: tuple[Matter, ...]) -> tuple[Basis, ...]:
    """The same matters under a law whose articles nobody looked up yet, but that of petitions."""
    unknown = (Matter.MONTHS, Matter.AGENDA, Matter.MAJORITY, Matter.AFTER_THE_VOTE)
    return (
        *(Basis(one, text) for one in unknown),
        Basis(Matter.PETITIONS, text, (article,)),
        *(Basis(one, text) for one in bodies),
    )


_PROVINCES = _alike(Text.PROVINCES, "116", (Matter.EQUALITY, Matter.OTHER_BODIES))
_OTHERS = {
    PlaceKind.PROVINCE: _PROVINCES,
    PlaceKind.PREFECTURE: _PROVINCES,
    PlaceKind.REGION: _alike(Text.REGIONS, "122", (Matter.REGIONAL_BODIES, Matter.OTHER_BODIES)),
}


def bases_of(kind: PlaceKind) -> tuple[Basis, ...]:
    """Return what the rules of a council of this kind rest on, each under its own law (§ councils-32)."""
    return (*_OTHERS.get(kind, _OF_COMMUNES), *_OF_ALL)
