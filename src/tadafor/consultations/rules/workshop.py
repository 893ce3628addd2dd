"""A workshop: what is told of it, and what its sheets may be (``docs/rules/consultations.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.kernel.masking import masked

SHORTEST_REASON = 10
MOST_TABLES = 40


class WorkshopRefusal(StrEnum):
    """Why a workshop may not be told so."""

    WOMEN_MORE_THAN_PARTICIPANTS = "women_more_than_participants"
    WOMEN_WITHOUT_PARTICIPANTS = "women_without_participants"
    COUNTS_BEFORE_IT_IS_HELD = "counts_before_it_is_held"
    NOT_HELD_YET = "not_held_yet"
    ALREADY_PUBLISHED = "already_published"
    REASON_MISSING = "reason_missing"
    TOO_MANY_TABLES = "too_many_tables"
    TABLE_WITH_SHEETS = "table_with_sheets"
    CHANGED_MEANWHILE = "changed_meanwhile"


class Counted(StrEnum):
    """Who is counted in a workshop, as the sources report it."""

    ASSOCIATIONS = "associations"
    WOMEN = "women"
    PARTICIPANTS = "participants"


@dataclass(frozen=True)
class HeadCounts:
    """Who came, as the source reports it; what it does not say is None."""

    associations: int | None = None
    women: int | None = None
    participants: int | None = None

    @property
    def told(self) -> bool:
        return any(count is not None for count in (self.associations, self.women, self.participants))


def refuse_workshop(*, held_on: date, counts: HeadCounts, tables: int, today: date) -> WorkshopRefusal | None:
    """Return why these facts make no workshop (§ consultations-workshop, § consultations-head-counts)."""
    if tables > MOST_TABLES:
        return WorkshopRefusal.TOO_MANY_TABLES
    if counts.told and held_on > today:
        return WorkshopRefusal.COUNTS_BEFORE_IT_IS_HELD
    if counts.women is not None and counts.participants is None:
        return WorkshopRefusal.WOMEN_WITHOUT_PARTICIPANTS
    if (counts.women or 0) > (counts.participants or 0):
        return WorkshopRefusal.WOMEN_MORE_THAN_PARTICIPANTS
    return None


def refuse_change(*, is_published: bool, reason: str, seen: int, revision: int) -> WorkshopRefusal | None:
    """Return why what is told of a workshop may not be changed (§ consultations-workshop).

    Until it is published it changes freely; afterwards with a reason that everybody reads.
    """
    if seen != revision:
        return WorkshopRefusal.CHANGED_MEANWHILE
    if is_published and len(reason) < SHORTEST_REASON:
        return WorkshopRefusal.REASON_MISSING
    return None


def refuse_publication(*, is_published: bool, held_on: date, today: date) -> WorkshopRefusal | None:
    """Return why a workshop may not be published (§ consultations-workshop)."""
    if is_published:
        return WorkshopRefusal.ALREADY_PUBLISHED
    return WorkshopRefusal.NOT_HELD_YET if held_on > today else None


@dataclass(frozen=True)
class ShownCount:
    """A count as the public reads it; ``masked`` stands for a small one."""

    name: Counted
    count: int | None
    masked: bool


def shown_counts(counts: HeadCounts) -> list[ShownCount]:
    """Return what the public reads of who came, masked as every table is (§ consultations-head-counts).

    Women alone would give away the others by subtraction: both are masked together.
    """
    women, everybody = counts.women or 0, counts.participants or 0
    hidden = set()
    if masked({"all": {"all": everybody}})["all"]["all"] is None:
        hidden |= {Counted.PARTICIPANTS, Counted.WOMEN}
    if masked({"sex": {"women": women, "others": everybody - women}})["sex"]["women"] is None:
        hidden.add(Counted.WOMEN)
    told = {
        Counted.ASSOCIATIONS: counts.associations,
        Counted.WOMEN: counts.women,
        Counted.PARTICIPANTS: counts.participants,
    }
    return [
        ShownCount(name, None if name in hidden else count, name in hidden)
        for name, count in told.items()
        if count is not None
    ]
