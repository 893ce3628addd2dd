"""A consultative body: its seats, its members, its bureau, its meetings."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.councils.rules.quorum import is_far


class BodyKind(StrEnum):
    """The kinds of bodies and dialogue spaces of the sources."""

    EQUALITY = "equality"
    YOUTH = "youth"
    NEIGHBOURHOOD = "neighbourhood"
    CITIZENS = "citizens"
    CIVIL_DIALOGUE = "civil_dialogue"
    FOLLOW_UP = "follow_up"
    STEERING = "steering"
    ECONOMIC = "economic"


class Charge(StrEnum):
    """What a member is charged with."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    RAPPORTEUR = "rapporteur"
    DEPUTY_RAPPORTEUR = "deputy_rapporteur"
    MEMBER = "member"


class MemberSex(StrEnum):
    """For the balance of the seats, shown as a count."""

    WOMAN = "woman"
    MAN = "man"
    UNSAID = "unsaid"


class MemberAge(StrEnum):
    """For the balance of the seats, shown as a count."""

    UNDER_18 = "under_18"
    FROM_18 = "18_30"
    FROM_31 = "31_45"
    FROM_46 = "46_60"
    FROM_61 = "61_more"
    UNSAID = "unsaid"


class BodyRefusal(StrEnum):
    """Why a body is not founded or changed."""

    SLUG_TAKEN = "slug_taken"
    NO_SEATS = "no_seats"
    FEWER_SEATS = "fewer_seats"
    ENDED = "ended"
    PERCENT = "percent"


class MemberRefusal(StrEnum):
    """Why a member is not seated or does not leave."""

    NO_CAPACITY = "no_capacity"
    SEATS_FULL = "seats_full"
    CHARGE_TAKEN = "charge_taken"
    PERIOD = "period"
    NO_CONSENT = "no_consent"
    BODY_ENDED = "body_ended"
    ALREADY_SEATED = "already_seated"
    ALREADY_LEFT = "already_left"
    NO_REASON = "no_reason"
    NO_SUCH_ACCOUNT = "no_such_account"


class MeetingRefusal(StrEnum):
    """Why a meeting is not called, held or its minutes kept."""

    SAME_DAY = "same_day"
    FAR = "far"
    BODY_ENDED = "body_ended"
    NO_MEMBERS = "no_members"
    ALREADY_HELD = "already_held"
    NOT_A_MEMBER = "not_a_member"
    IN_THE_FUTURE = "in_the_future"
    TOO_SOON = "too_soon"
    NO_AGENDA = "no_agenda"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"
    NO_REASON = "no_reason"


# One person at a time; the others may be several, as the rules of procedure say.
ALONE = frozenset({Charge.PRESIDENT, Charge.RAPPORTEUR})
BUREAU = tuple(charge for charge in Charge if charge is not Charge.MEMBER)
WRITERS = frozenset({Charge.PRESIDENT, Charge.RAPPORTEUR, Charge.DEPUTY_RAPPORTEUR})


@dataclass(frozen=True)
class Mandate:
    """From when to when somebody sits; open when no end is known."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Both days belong to it (§ councils-13)."""
        return self.since <= day and (self.until is None or day <= self.until)


def refuse_body(*, seats: int, seated: int, quorum_percent: int | None, is_taken: bool) -> BodyRefusal | None:
    """Return why a body may not be kept so (§ councils-12)."""
    if is_taken:
        return BodyRefusal.SLUG_TAKEN
    if seats < 1:
        return BodyRefusal.NO_SEATS
    if seats < seated:
        return BodyRefusal.FEWER_SEATS
    whole = 100
    if quorum_percent is not None and not 0 <= quorum_percent < whole:
        return BodyRefusal.PERCENT
    return None


def refuse_member(
    charge: Charge,
    mandate: Mandate,
    *,
    capacity: str,
    name: str,
    consents: bool,
    seats: int,
    seated: int,
    held: Collection[Charge],
    has_ended: bool,
    is_seated: bool,
) -> MemberRefusal | None:
    """Return why somebody may not be seated (§ councils-13). ``held``: charges held on those days."""
    checks = (
        (has_ended, MemberRefusal.BODY_ENDED),
        (not capacity, MemberRefusal.NO_CAPACITY),
        (bool(name) and not consents, MemberRefusal.NO_CONSENT),
        (mandate.until is not None and mandate.until < mandate.since, MemberRefusal.PERIOD),
        (is_seated, MemberRefusal.ALREADY_SEATED),
        (charge in ALONE and charge in held, MemberRefusal.CHARGE_TAKEN),
        (seated >= seats, MemberRefusal.SEATS_FULL),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_leaving(mandate: Mandate, *, on: date, reason: str, has_left: bool) -> MemberRefusal | None:
    """A mandate ends inside its days, never later: its seat may be somebody else's (§ councils-13)."""
    if has_left:
        return MemberRefusal.ALREADY_LEFT
    if on < mandate.since or (mandate.until is not None and on > mandate.until):
        return MemberRefusal.PERIOD
    return None if reason else MemberRefusal.NO_REASON


def refuse_meeting(
    *, agenda: str, has_ended: bool, members: int, day: date, taken: Collection[date], today: date
) -> MeetingRefusal | None:
    """Return why a body may not be called to meet that day (§ councils-14)."""
    if has_ended:
        return MeetingRefusal.BODY_ENDED
    if is_far(day, today):
        return MeetingRefusal.FAR
    if not agenda:
        return MeetingRefusal.NO_AGENDA
    if members == 0:
        return MeetingRefusal.NO_MEMBERS
    return MeetingRefusal.SAME_DAY if day in taken else None


class Call(StrEnum):
    """What became of a call to meet; derived from its facts."""

    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


def call(*, is_held: bool, is_cancelled: bool) -> Call:
    """Return what became of a call."""
    if is_cancelled:
        return Call.CANCELLED
    return Call.HELD if is_held else Call.OPEN


_SETTLED = {Call.HELD: MeetingRefusal.ALREADY_HELD, Call.CANCELLED: MeetingRefusal.CANCELLED}


def bars_call(call: Call) -> MeetingRefusal | None:
    """Return why a call neither changes nor is cancelled: it was answered, or taken back (§ councils-36)."""
    return _SETTLED.get(call)


def refuse_taking_back(call: Call, *, reason: str) -> MeetingRefusal | None:
    """A call is cancelled before the body met by it, for a public reason (§ councils-36)."""
    return bars_call(call) or (None if reason else MeetingRefusal.NO_REASON)


def bars_attendance(call: Call, *, held_on: date, today: date) -> MeetingRefusal | None:
    """Attendance is recorded once, when the day has come, of a call that stands (§ councils-15)."""
    return bars_call(call) or (MeetingRefusal.IN_THE_FUTURE if held_on > today else None)


def refuse_attendance(
    call: Call, *, held_on: date, today: date, present: Collection[int], members: Collection[int]
) -> MeetingRefusal | None:
    """Only members whose mandate holds that day are counted (§ councils-15)."""
    if barred := bars_attendance(call, held_on=held_on, today=today):
        return barred
    return MeetingRefusal.NOT_A_MEMBER if set(present) - set(members) else None


def balance(values: Iterable[StrEnum], order: Iterable[StrEnum]) -> list[tuple[StrEnum, int]]:
    """Return how many seats each value has, in the order given; all are counted (§ councils-16)."""
    counts = Counter(values)
    return [(value, counts[value]) for value in order if counts[value]]
