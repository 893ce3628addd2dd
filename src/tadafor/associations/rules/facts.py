"""The closed lists in which an actor is described."""

from enum import StrEnum


class Kind(StrEnum):
    """What an actor is (§ associations-kinds)."""

    ASSOCIATION = "association"
    WOMEN = "women"
    YOUTH = "youth"
    COOPERATIVE = "cooperative"
    HUB = "hub"
    ACADEMIC = "academic"
    SERVICE = "service"
    PARTNER = "partner"


# Those that exist by a declaration, and hold its receipt (or their number in a register).
NEEDS_RECEIPT = frozenset({Kind.ASSOCIATION, Kind.WOMEN, Kind.YOUTH, Kind.COOPERATIVE})


class Receipt(StrEnum):
    """What the authority gave for the declaration (dahir of 15 November 1958, article 5)."""

    NONE = "none"
    TEMPORARY = "temporary"
    FINAL = "final"


class Presence(StrEnum):
    """How an actor stands in the territory."""

    SEAT = "seat"
    BRANCH = "branch"
    ACTIVITY = "activity"


class Theme(StrEnum):
    """What an actor works on."""

    ENVIRONMENT = "environment"
    CULTURE = "culture"
    SPORT = "sport"
    EDUCATION = "education"
    HEALTH = "health"
    SOCIAL = "social"
    DISABILITY = "disability"
    WOMEN = "women"
    YOUTH = "youth"
    CHILDHOOD = "childhood"
    ECONOMY = "economy"
    AGRICULTURE = "agriculture"
    NEIGHBOURHOOD = "neighbourhood"
    CITIZENSHIP = "citizenship"
    DIGITAL = "digital"


class Capacity(StrEnum):
    """In which capacity somebody sits on the board; nobody is named."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    TREASURER = "treasurer"
    DEPUTY_TREASURER = "deputy_treasurer"
    ADVISER = "adviser"


class Paper(StrEnum):
    """What a private file proves."""

    RECEIPT = "receipt"
    STATUTES = "statutes"
    BOARD = "board"
    ASSEMBLY = "assembly"
    MANDATE = "mandate"


class Check(StrEnum):
    """What staff look at before they confirm (§ associations-checks)."""

    NAME = "name"
    RECEIPT = "receipt"
    STATUTES = "statutes"
    BOARD = "board"
    PRESENCE = "presence"
    REPRESENTATIVE = "representative"
