"""A session of the council: its agenda, its sittings, its votes, its minutes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.councils.rules.quorum import QuorumFact, has_quorum, is_far

SHORTEST_REASON = 10


class Phase(StrEnum):
    """Where a session stands; derived from its acts."""

    PREPARED = "prepared"
    CONVENED = "convened"
    WITHOUT_QUORUM = "without_quorum"
    HELD = "held"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """What stands on the agenda."""

    PETITION = "petition"
    OPINION = "opinion"
    CONSULTATION = "consultation"
    OTHER = "other"


class Outcome(StrEnum):
    """What the council made of an item."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    NOTED = "noted"


class SessionRefusal(StrEnum):
    """Why a session is not made, convened, put off, held or closed."""

    SAME_DAY = "same_day"
    FAR = "far"
    ALREADY_PREPARED = "already_prepared"
    ALREADY_CONVENED = "already_convened"
    NO_AGENDA = "no_agenda"
    NOT_CONVENED = "not_convened"
    ALREADY_HELD = "already_held"
    SAT = "sat"
    NOT_HELD = "not_held"
    ALREADY_CLOSED = "already_closed"
    TOLD = "told"
    TAKEN_OUT = "taken_out"
    NO_REASON = "no_reason"
    NOT_LATER = "not_later"
    NO_MEMBERS = "no_members"
    MORE_THAN_MEMBERS = "more_than_members"
    EXCUSED_BEYOND = "excused_beyond"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_SESSION = "before_the_session"
    UNDECIDED = "undecided"


class ItemRefusal(StrEnum):
    """Why the agenda is not changed."""

    AGENDA_CLOSED = "agenda_closed"
    ALREADY_ON_AGENDA = "already_on_agenda"
    ELSEWHERE = "elsewhere"
    DECIDED = "decided"
    NO_DESCRIPTION = "no_description"
    UNKNOWN = "unknown"
    NOT_ACCEPTED = "not_accepted"
    NOT_CONCLUDED = "not_concluded"
    REASON_FOR_SESSION = "reason_for_session"


class VoteRefusal(StrEnum):
    """Why a vote or a step after it is not kept."""

    NO_SITTING = "no_sitting"
    NO_QUORUM = "no_quorum"
    MORE_THAN_PRESENT = "more_than_present"
    NO_VOICES = "no_voices"
    NO_MAJORITY = "no_majority"
    NOT_REJECTED = "not_rejected"
    NO_NUMBER = "no_number"
    NUMBER_TAKEN = "number_taken"
    ALREADY_DECIDED = "already_decided"
    PETITION_ANSWER = "petition_answer"
    NO_DECISION = "no_decision"
    STEP_DONE = "step_done"
    STEP_ORDER = "step_order"
    STEP_DATE = "step_date"
    NO_VISA_NEEDED = "no_visa_needed"
    SENT_BACK = "sent_back"
    ALREADY_IN_FORCE = "already_in_force"
    NO_REFUSAL_REASON = "no_refusal_reason"
    ALL_STEPS = "all_steps"


class MinutesRefusal(StrEnum):
    """Why minutes are not published."""

    EMPTY = "empty"
    NOT_ENDED = "not_ended"
    PERSONAL_DATA = "personal_data"
    ALREADY_PUBLISHED = "already_published"


@dataclass(frozen=True)
class Sitting:
    """One sitting of a session: which convening, when, how many were there."""

    convening: int
    held_on: date
    present: int
    has_quorum: bool


@dataclass(frozen=True)
class Vote:
    """Voices in figures."""

    present: int
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    tie_broken: bool = False

    @property
    def voices(self) -> int:
        return self.in_favour + self.against + self.abstained


def phase(*, convened_on: date | None, sittings: Collection[Sitting], closed_on: date | None) -> Phase:
    """Return where the session stands (§ councils-1)."""
    if closed_on is not None:
        return Phase.CLOSED
    if any(sitting.has_quorum for sitting in sittings):
        return Phase.HELD
    if sittings:
        return Phase.WITHOUT_QUORUM
    return Phase.CONVENED if convened_on is not None else Phase.PREPARED


def refuse_day(day: date, *, taken: Collection[date], today: date) -> SessionRefusal | None:
    """Two sessions of one council never open on the same day, nor on one of another age (§ councils-3)."""
    if is_far(day, today):
        return SessionRefusal.FAR
    return SessionRefusal.SAME_DAY if day in taken else None


def refuse_convening(phase: Phase, *, items: int, members: int) -> SessionRefusal | None:
    """Return why the members may not be convened (§ councils-4)."""
    if phase is not Phase.PREPARED:
        return SessionRefusal.ALREADY_CONVENED
    if items == 0:
        return SessionRefusal.NO_AGENDA
    return SessionRefusal.NO_MEMBERS if members < 1 else None


def bars_change(phase: Phase) -> SessionRefusal | None:
    """Return why hour, place and members stay: by them the council sat (§ councils-34)."""
    return None if phase in {Phase.PREPARED, Phase.CONVENED} else SessionRefusal.SAT


def refuse_change(phase: Phase, *, members: int) -> SessionRefusal | None:
    """Return why a session is not changed so (§ councils-34)."""
    return bars_change(phase) or (SessionRefusal.NO_MEMBERS if members < 1 else None)


def refuse_postponement(
    phase: Phase, *, opens_on: date, to: date, reason: str, taken: Collection[date], today: date
) -> SessionRefusal | None:
    """A session is put off before it is held, to a later free day, for a public reason (§ councils-5)."""
    if phase in {Phase.HELD, Phase.CLOSED}:
        return SessionRefusal.ALREADY_HELD
    if to <= opens_on:
        return SessionRefusal.NOT_LATER
    if not reason:
        return SessionRefusal.NO_REASON
    return refuse_day(to, taken=taken, today=today)


def refuse_sitting(
    phase: Phase,
    fact: QuorumFact | None,
    *,
    held_on: date,
    opens_on: date,
    last: Sitting | None,
    present: int,
    members: int,
    today: date,
    excused: int = 0,
) -> SessionRefusal | None:
    """Return why a sitting may not be recorded so (§ councils-6).

    After one without quorum, the next convening waits as its text says.
    """
    if phase is Phase.PREPARED:
        return SessionRefusal.NOT_CONVENED
    if phase is Phase.CLOSED:
        return SessionRefusal.ALREADY_CLOSED
    if held_on > today:
        return SessionRefusal.IN_THE_FUTURE
    if held_on < opens_on:
        return SessionRefusal.BEFORE_THE_SESSION
    heads = refuse_heads(present=present, excused=excused, members=members)
    return heads or (_refuse_wait(fact, held_on, last) if last else None)


def refuse_heads(*, present: int, excused: int, members: int) -> SessionRefusal | None:
    """Those present and those excused are members, each one of the two (§ councils-6)."""
    if present > members:
        return SessionRefusal.MORE_THAN_MEMBERS
    return SessionRefusal.EXCUSED_BEYOND if present + excused > members else None


def _refuse_wait(fact: QuorumFact | None, held_on: date, last: Sitting) -> SessionRefusal | None:
    if held_on < last.held_on:
        return SessionRefusal.TOO_SOON
    if last.has_quorum or fact is None:
        return None
    if held_on < last.held_on + timedelta(days=fact.shortest_wait):
        return SessionRefusal.TOO_SOON
    if fact.longest_wait is not None and held_on > last.held_on + timedelta(days=fact.longest_wait):
        return SessionRefusal.TOO_LATE
    return None


def next_convening(sittings: Iterable[Sitting], *, most: int) -> int:
    """Return which convening a new sitting answers: the next one after each without quorum (§ councils-6)."""
    convening = 1
    for sitting in sittings:
        if sitting.has_quorum:
            return sitting.convening
        convening = min(sitting.convening + 1, most)
    return convening


def sits(fact: QuorumFact | None, *, present: int, members: int) -> bool:
    """Whether the council may deliberate (§ councils-2)."""
    return has_quorum(fact, present=present, in_office=members)


def refuse_agenda(phase: Phase, *, is_decided: bool = False) -> ItemRefusal | None:
    """The agenda changes until the members are convened; a decided item stays (§ councils-7)."""
    if is_decided:
        return ItemRefusal.DECIDED
    return None if phase is Phase.PREPARED else ItemRefusal.AGENDA_CLOSED


def refuse_petition_session(
    *, opens_on: date, expected: date | None, placed_on: date | None, reason: str
) -> ItemRefusal | None:
    """A petition goes to the next ordinary session; to another with a reason (§ councils-27)."""
    if opens_on in {expected, placed_on} or expected is None:
        return None
    return ItemRefusal.REASON_FOR_SESSION if len(reason.strip()) < SHORTEST_REASON else None


def bars_vote(sitting: Sitting | None, *, is_decided: bool) -> VoteRefusal | None:
    """Return why no vote on a point can be kept now, or any more; ``sitting`` is the last (§ councils-8)."""
    if is_decided:
        return VoteRefusal.ALREADY_DECIDED
    if sitting is None:
        return VoteRefusal.NO_SITTING
    return None if sitting.has_quorum else VoteRefusal.NO_QUORUM


def refuse_vote(
    outcome: Outcome,
    vote: Vote,
    sitting: Sitting | None,
    *,
    number: str,
    is_decided: bool,
    is_petition: bool = False,
) -> VoteRefusal | None:
    """Return why this vote makes no decision (§ councils-8); a petition is never only noted."""
    barred = bars_vote(sitting, is_decided=is_decided)
    if barred is not None or sitting is None:
        return barred
    if is_petition and outcome is Outcome.NOTED:
        return VoteRefusal.PETITION_ANSWER
    if vote.present > sitting.present or vote.voices > vote.present:
        return VoteRefusal.MORE_THAN_PRESENT
    if outcome in {Outcome.ADOPTED, Outcome.REJECTED}:
        return _refuse_majority(outcome, vote) or (None if number else VoteRefusal.NO_NUMBER)
    return None


def _refuse_majority(outcome: Outcome, vote: Vote) -> VoteRefusal | None:
    """The side with more voices wins; at equality the side of the president, if that is said."""
    if vote.voices == 0:
        return VoteRefusal.NO_VOICES
    if vote.in_favour == vote.against and vote.tie_broken:
        return None
    if outcome is Outcome.ADOPTED:
        return None if vote.in_favour > vote.against else VoteRefusal.NO_MAJORITY
    return None if vote.against > vote.in_favour else VoteRefusal.NOT_REJECTED


def refuse_closing(phase: Phase, *, undecided: int) -> SessionRefusal | None:
    """A session closes once each item has its outcome, were it to be put off (§ councils-10)."""
    if phase is Phase.CLOSED:
        return SessionRefusal.ALREADY_CLOSED
    if phase is not Phase.HELD:
        return SessionRefusal.NOT_HELD
    return SessionRefusal.UNDECIDED if undecided else None


def refuse_publication(
    *, text: str, has_ended: bool, is_published: bool, found: int, kept_because: str
) -> MinutesRefusal | None:
    """Minutes are published once no personal data is left, or it is said why it stays (§ councils-11)."""
    if is_published:
        return MinutesRefusal.ALREADY_PUBLISHED
    if not text:
        return MinutesRefusal.EMPTY
    if not has_ended:
        return MinutesRefusal.NOT_ENDED
    return MinutesRefusal.PERSONAL_DATA if found and not kept_because else None
