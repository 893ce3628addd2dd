"""At the door: who came, entered once whatever the device; the counts that outlive the list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tadafor.kernel.masking import masked
from tadafor.meetings.rules.meeting import SHORTEST_REASON, Stage
from tadafor.people.rules import AgeBand, Sex

OPENS_BEFORE = timedelta(hours=12)
CLOSES_AFTER = timedelta(days=14)
UNDO_WITHIN = timedelta(hours=2)
CLOCK_MAY_DIFFER = timedelta(minutes=10)
LISTS_KEPT = timedelta(days=90)
MOST_PEOPLE = 100_000


class Quality(StrEnum):
    """In what quality a person came, as the sources count them."""

    CITIZEN = "citizen"
    ASSOCIATION = "association"
    ELECTED = "elected"
    STAFF = "staff"
    BODY_MEMBER = "body_member"
    ACADEMIC = "academic"
    EXTERNAL_SERVICE = "external_service"
    PARTNER = "partner"


class Fact(StrEnum):
    """By what those who came are counted."""

    ALL = "all"
    SEX = "sex"
    AGE = "age"
    QUALITY = "quality"
    ASSOCIATIONS = "associations"


class DoorRefusal(StrEnum):
    """Why an arrival is not entered, not undone, or the list not closed."""

    NOT_OPEN_YET = "not_open_yet"
    OVER = "over"
    NOT_ANNOUNCED = "not_announced"
    IS_CANCELLED = "is_cancelled"
    LIST_CLOSED = "list_closed"
    UNKNOWN_TICKET = "unknown_ticket"
    CANCELLED_TICKET = "cancelled_ticket"
    ASSOCIATION_MISSING = "association_missing"
    SAME_NAME = "same_name"
    NOT_YOURS = "not_yours"
    UNDONE_ALREADY = "undone_already"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    NOT_STARTED = "not_started"
    NOTHING_TO_COUNT = "nothing_to_count"
    COUNTS_DISAGREE = "counts_disagree"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True)
class Arrival:
    """What is known of a person at the door; only the quality is asked."""

    quality: Quality = Quality.CITIZEN
    name: str = ""
    association: str = ""
    sex: Sex | None = None
    age: AgeBand | None = None
    photo_consent: bool = False
    is_another: bool = False


Counts = dict[tuple[Fact, str], int]


def refuse_door(
    at: Stage, *, starts_at: datetime, ends_at: datetime, is_closed: bool, now: datetime
) -> DoorRefusal | None:
    """Return why nobody may be entered now (§ meetings-door).

    The door opens half a day before, and sheets may be entered two weeks after.
    """
    if at is Stage.DRAFT:
        return DoorRefusal.NOT_ANNOUNCED
    if at is Stage.CANCELLED:
        return DoorRefusal.IS_CANCELLED
    if is_closed:
        return DoorRefusal.LIST_CLOSED
    if now < starts_at - OPENS_BEFORE:
        return DoorRefusal.NOT_OPEN_YET
    return DoorRefusal.OVER if now > ends_at + CLOSES_AFTER else None


def refuse_arrival(arrival: Arrival, *, is_known_name: bool) -> DoorRefusal | None:
    """Return why a walk-in may not be entered (§ meetings-walk-in)."""
    if arrival.quality is Quality.ASSOCIATION and not arrival.association:
        return DoorRefusal.ASSOCIATION_MISSING
    return DoorRefusal.SAME_NAME if is_known_name and not arrival.is_another else None


def refuse_undo(
    *, is_own: bool, is_undone: bool, is_closed: bool, entered_at: datetime, now: datetime
) -> DoorRefusal | None:
    """Return why an arrival entered by mistake may not be taken back (§ meetings-undo)."""
    if is_undone:
        return DoorRefusal.UNDONE_ALREADY
    if is_closed:
        return DoorRefusal.LIST_CLOSED
    if not is_own:
        return DoorRefusal.NOT_YOURS
    return DoorRefusal.TOO_LATE_TO_UNDO if now - entered_at > UNDO_WITHIN else None


def clock_is_off(told: datetime | None, *, now: datetime) -> bool:
    """Whether the clock of the device that sends is wrong; only ours counts (§ meetings-clock)."""
    return told is not None and abs(told - now) > CLOCK_MAY_DIFFER


def counted(arrivals: Iterable[Arrival]) -> Counts:
    """Count those who came as the sources do (§ meetings-counts)."""
    found: Counter[tuple[Fact, str]] = Counter()
    associations = set()
    for one in arrivals:
        found[Fact.ALL, ""] += 1
        found[Fact.QUALITY, one.quality.value] += 1
        if one.sex:
            found[Fact.SEX, one.sex.value] += 1
        if one.age:
            found[Fact.AGE, one.age.value] += 1
        if one.association:
            associations.add(one.association.casefold())
    if associations:
        found[Fact.ASSOCIATIONS, ""] = len(associations)
    return dict(found)


def refuse_closing(at: Stage, *, is_closed: bool, arrivals: int) -> DoorRefusal | None:
    """Return why the list may not be closed into its counts (§ meetings-closing)."""
    if at is Stage.CANCELLED:
        return DoorRefusal.IS_CANCELLED
    if at not in {Stage.NOW, Stage.HELD}:
        return DoorRefusal.NOT_STARTED
    if is_closed:
        return DoorRefusal.LIST_CLOSED
    return None if arrivals else DoorRefusal.NOTHING_TO_COUNT


def refuse_telling(
    at: Stage, counts: Mapping[tuple[Fact, str], int], *, is_closed: bool, reason: str
) -> DoorRefusal | None:
    """Return why counts taken otherwise may not be told (§ meetings-told).

    Counts already told are corrected with a reason that everybody reads.
    """
    if at is Stage.CANCELLED:
        return DoorRefusal.IS_CANCELLED
    if at not in {Stage.NOW, Stage.HELD}:
        return DoorRefusal.NOT_STARTED
    if not counts:
        return DoorRefusal.NOTHING_TO_COUNT
    if _disagree(counts):
        return DoorRefusal.COUNTS_DISAGREE
    return DoorRefusal.REASON_MISSING if is_closed and len(reason) < SHORTEST_REASON else None


def _disagree(counts: Mapping[tuple[Fact, str], int]) -> bool:
    """Whether a part is larger than the whole, or stands without it."""
    whole = counts.get((Fact.ALL, ""))
    for fact in (Fact.SEX, Fact.AGE, Fact.QUALITY):
        parts = sum(count for (of, _value), count in counts.items() if of is fact)
        if whole is not None and parts > whole:
            return True
    return False


@dataclass(frozen=True)
class Shown:
    """A count as the public reads it; None stands for one from 1 to 4, and for what would give it back."""

    fact: Fact
    value: str
    count: int | None


def shown(counts: Mapping[tuple[Fact, str], int]) -> list[Shown]:
    """Return the counts as everybody reads them (§ meetings-masking).

    What nobody said of themselves stands in each table as one more cell: a subtraction from the whole gives
    nobody away. Associations are no persons, and are never masked.
    """
    whole = counts.get((Fact.ALL, ""))
    lines = []
    for fact in (Fact.ALL, Fact.SEX, Fact.AGE, Fact.QUALITY):
        told = {value: count for (of, value), count in counts.items() if of is fact}
        rest = (whole or 0) - sum(told.values())
        hidden = masked({fact: told | ({_REST: rest} if fact is not Fact.ALL and rest > 0 else {})})[fact]
        lines += [Shown(fact, value, hidden[value]) for value in told]
    if (Fact.ASSOCIATIONS, "") in counts:
        lines.append(Shown(Fact.ASSOCIATIONS, "", counts[Fact.ASSOCIATIONS, ""]))
    return lines


_REST = "\0rest"


def erased_on(ends_on: date) -> date:
    """Return the day on which the lists of a meeting are erased; its counts stay (§ meetings-erasure)."""
    return ends_on + LISTS_KEPT
