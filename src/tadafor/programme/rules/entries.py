"""Activities and the figures entered with them: proof, a second person, never a second count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_COUNTED = 1_000_000


class Measure(StrEnum):
    """What the rooms count by themselves; the values are the keys of ``kernel.measures``."""

    CONSULTATIONS = "consultations.opened"
    CONTRIBUTIONS = "consultations.contributions"
    PETITIONS = "petitions.deposited"
    TRAININGS = "meetings.trainings"
    TRAINED = "meetings.trained"
    MEETINGS = "meetings.held"
    ATTENDED = "meetings.attended"
    EXCHANGES = "meetings.exchanges"
    SPACES = "councils.spaces"
    OPINIONS = "councils.opinions"
    IDEAS = "budgets.ideas"
    SUGGESTIONS = "suggestions.received"
    ANSWERED = "suggestions.answered"
    ON_TIME = "suggestions.on_time"


class ActivityKind(StrEnum):
    """What an activity is."""

    TRAINING = "training"
    WORKSHOP = "workshop"
    EXCHANGE = "exchange"
    SUPPORT = "support"
    STUDY = "study"
    EVENT = "event"


# What communes hold and tell in their own records is an activity of the programme, and is never typed.
DRAWN = {ActivityKind.TRAINING: Measure.TRAININGS, ActivityKind.EXCHANGE: Measure.EXCHANGES}


class State(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    CALLED_OFF = "called_off"


class EntryRefusal(StrEnum):
    """Why an activity or its figures are not kept so."""

    NO_PROOF = "no_proof"
    IN_THE_FUTURE = "in_the_future"
    OUTSIDE_PERIOD = "outside_period"
    OWN_ENTRY = "own_entry"
    NOT_WAITING = "not_waiting"
    APPROVED = "approved"
    COUNTED_THERE = "counted_there"
    PARTS = "parts"
    NO_FIGURE = "no_figure"
    TWICE = "twice"
    NO_REASON = "no_reason"
    CHANGED = "changed"
    BEFORE_JOINING = "before_joining"
    AFTER_LEAVING = "after_leaving"
    CALLED_OFF = "called_off"
    NO_CAUSE = "no_cause"
    ALREADY_TOLD = "already_told"
    TOO_MANY_FILES = "too_many_files"
    SAME_FILE = "same_file"


@dataclass(frozen=True)
class Number:
    """A figure entered: how many, and how many of them are women and young people where it was counted."""

    count: int
    women: int | None = None
    young: int | None = None


def refuse_number(number: Number) -> EntryRefusal | None:
    """Women and young people are among those counted (§ programme-7)."""
    parts = [part for part in (number.women, number.young) if part is not None]
    return EntryRefusal.PARTS if any(part > number.count for part in parts) else None


def refuse_entry(
    *,
    held_on: date,
    today: date,
    starts_on: date,
    ends_on: date,
    proof: str,
    numbers: Mapping[int, Number],
    counted: Mapping[int, bool],
    is_on_platform: bool,
    joined_on: date | None = None,
    left_on: date | None = None,
) -> EntryRefusal | None:
    """Return why what was done is not entered so (§ programme-6, § programme-8).

    ``counted`` says which indicators the rooms count by themselves: such a figure is entered only for a
    commune that does not use the platform, or it would be counted twice.
    """
    checks = (
        (held_on > today, EntryRefusal.IN_THE_FUTURE),
        (not starts_on <= held_on <= ends_on, EntryRefusal.OUTSIDE_PERIOD),
        (joined_on is not None and held_on < joined_on, EntryRefusal.BEFORE_JOINING),
        (left_on is not None and held_on > left_on, EntryRefusal.AFTER_LEAVING),
        (not proof, EntryRefusal.NO_PROOF),
        (not numbers, EntryRefusal.NO_FIGURE),
        (is_on_platform and any(counted[key] for key in numbers), EntryRefusal.COUNTED_THERE),
    )
    found = next((refusal for refused, refusal in checks if refused), None)
    return found or next(filter(None, map(refuse_number, numbers.values())), None)


def refuse_plan(
    planned_on: date, *, starts_on: date, ends_on: date, left_on: date | None = None
) -> EntryRefusal | None:
    """An activity is planned within the period, and before its commune left (§ programme-6)."""
    if not starts_on <= planned_on <= ends_on:
        return EntryRefusal.OUTSIDE_PERIOD
    return EntryRefusal.AFTER_LEAVING if left_on is not None and planned_on > left_on else None


def refuse_change(state: State) -> EntryRefusal | None:
    """What was approved stands as it is, and nothing is told of what was called off (§ programme-7)."""
    if state is State.CALLED_OFF:
        return EntryRefusal.CALLED_OFF
    return EntryRefusal.APPROVED if state is State.APPROVED else None


def refuse_replanning(state: State) -> EntryRefusal | None:
    """A plan moves while nothing was told of it (§ programme-6)."""
    return refuse_change(state) or (EntryRefusal.ALREADY_TOLD if state is State.WAITING else None)


def refuse_calling_off(state: State, *, because: str) -> EntryRefusal | None:
    """What will not be held is called off, with its reason (§ programme-6)."""
    return refuse_replanning(state) or (None if because else EntryRefusal.NO_CAUSE)


MOST_FILES = 5


def refuse_files(state: State, *, known: Collection[str], brought: Sequence[str]) -> EntryRefusal | None:
    """Files are brought until the approval, five at most, each once; by their marks (§ programme-17)."""
    if refusal := refuse_change(state):
        return refusal
    if len(known) + len(brought) > MOST_FILES:
        return EntryRefusal.TOO_MANY_FILES
    twice = len(set(brought)) < len(brought) or any(one in known for one in brought)
    return EntryRefusal.SAME_FILE if twice else None


def is_proof_open(state: State, *, is_public: bool) -> bool:
    """Whether everybody reads a file: said public, of an activity that was approved (§ programme-17)."""
    return is_public and state is State.APPROVED


def refuse_decision(
    state: State, *, entered_by: int | None, decided_by: int, revision: int, seen: int
) -> EntryRefusal | None:
    """A second person decides, on what they saw (§ programme-7)."""
    if state is not State.WAITING:
        return EntryRefusal.NOT_WAITING
    if entered_by == decided_by:
        return EntryRefusal.OWN_ENTRY
    return None if revision == seen else EntryRefusal.CHANGED


def is_late(state: State, planned_on: date, *, today: date) -> bool:
    """Whether an activity should have been told by now: a plan whose day is past (§ programme-6)."""
    return state in {State.PLANNED, State.RETURNED} and planned_on < today
