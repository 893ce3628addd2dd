"""How a plan of each kind came to be: its steps, in their order (``docs/rules/commitments.md``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.commitments.rules.plans import PlanKind
from tadafor.commitments.rules.standing import LONGEST_REASON, SHORTEST_REASON

ESTIMATED_YEARS = 3


class StepKind(StrEnum):
    """A step on the way of a plan."""

    DECISION = "decision"
    LAUNCH = "launch"
    DIAGNOSIS = "diagnosis"
    PRIORITIES = "priorities"
    RESOURCES = "resources"
    TRAINING = "training"
    IDEAS = "ideas"
    DRAFT = "draft"
    CONSULTATIONS = "consultations"
    DRAFT_CONSULTATION = "draft_consultation"
    COMMUNICATION = "communication"
    VOTE = "vote"
    VISA = "visa"
    COMMITTEE = "committee"
    YEARLY_PLAN = "yearly_plan"
    SELF_ASSESSMENT = "self_assessment"
    ACHIEVEMENTS = "achievements"


class StepRefusal(StrEnum):
    """Why a step is not taken, or not taken back."""

    NOT_OF_THIS_KIND = "not_of_this_kind"
    IN_FUTURE = "in_future"
    SKIPPED = "skipped"
    OUT_OF_ORDER = "out_of_order"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    LATER_TAKEN = "later_taken"
    WORDS_NEEDED = "words_needed"
    WORDS_TOO_LONG = "words_too_long"
    PROOF_NEEDED = "proof_needed"
    NO_YEAR = "no_year"
    YEAR_OUTSIDE = "year_outside"
    YEAR_TOO_EARLY = "year_too_early"
    NO_ESTIMATE = "no_estimate"
    NO_SEATS = "no_seats"
    NO_MESSAGES = "no_messages"
    SECTIONS_LEFT = "sections_left"


# Organic law 113.14, articles 78 to 82, and decree 2.16.301 for the action programme.
PATHS: dict[PlanKind, tuple[StepKind, ...]] = {
    PlanKind.ACTION_PROGRAMME: (
        StepKind.DECISION,
        StepKind.DIAGNOSIS,
        StepKind.PRIORITIES,
        StepKind.RESOURCES,
        StepKind.CONSULTATIONS,
        StepKind.VOTE,
        StepKind.VISA,
        StepKind.YEARLY_PLAN,
    ),
    PlanKind.CHARTER: (StepKind.DRAFT, StepKind.CONSULTATIONS, StepKind.VOTE, StepKind.COMMITTEE),
    PlanKind.OPENNESS: (
        StepKind.LAUNCH,
        StepKind.PRIORITIES,
        StepKind.TRAINING,
        StepKind.IDEAS,
        StepKind.CONSULTATIONS,
        StepKind.DRAFT_CONSULTATION,
        StepKind.VOTE,
        StepKind.SELF_ASSESSMENT,
        StepKind.ACHIEVEMENTS,
    ),
    PlanKind.PARTICIPATION_PLAN: (StepKind.DIAGNOSIS, StepKind.DRAFT, StepKind.VOTE),
    PlanKind.STRATEGY: (
        StepKind.DIAGNOSIS,
        StepKind.DRAFT,
        StepKind.CONSULTATIONS,
        StepKind.COMMUNICATION,
        StepKind.VOTE,
    ),
}
YEARLY = frozenset({StepKind.YEARLY_PLAN})
TOLD = frozenset({StepKind.DIAGNOSIS, StepKind.PRIORITIES})
HEARD = frozenset({StepKind.IDEAS, StepKind.CONSULTATIONS, StepKind.DRAFT_CONSULTATION})

# What was taken: each step, the year for those taken every year (0 for the others), and its day.
Taken = Mapping[tuple[StepKind, int], date]


@dataclass(frozen=True)
class Held:
    """What a plan holds that a step needs."""

    estimated_years: frozenset[int] = frozenset()
    seats: int = 0
    messages: int = 0
    sections_left: int = 0


@dataclass(frozen=True)
class Stride:
    """A step as somebody says it was taken."""

    step: StepKind
    on: date
    year: int = 0
    words: str = ""
    has_origin: bool = False  # a consultation that stands here


def estimated_years(starts_on: date) -> range:
    """Return the years whose resources are estimated: the first three (§ commitments-17)."""
    return range(starts_on.year, starts_on.year + ESTIMATED_YEARS)


def missing_before(kind: PlanKind, step: StepKind, taken: Taken) -> StepKind | None:
    """Return the first step that comes before and was not taken."""
    done = {one for one, _ in taken}
    before = PATHS[kind][: PATHS[kind].index(step)]
    return next((one for one in before if one not in done), None)


def last_before(kind: PlanKind, step: StepKind, taken: Taken) -> date | None:
    """Return the day of the last step taken among those that come before."""
    before = PATHS[kind][: PATHS[kind].index(step)]
    return max((on for (one, _), on in taken.items() if one in before), default=None)


def refuse_step(
    kind: PlanKind,
    stride: Stride,
    *,
    taken: Taken,
    held: Held,
    starts_on: date,
    ends_on: date,
    today: date,
) -> StepRefusal | None:
    """Return why a step is not taken so (§ commitments-17): none is skipped, none lies in the future."""
    if stride.step not in PATHS[kind]:
        return StepRefusal.NOT_OF_THIS_KIND
    if refusal := _refuse_year(stride, starts_on=starts_on, ends_on=ends_on, today=today):
        return refusal
    if (stride.step, stride.year) in taken:
        return StepRefusal.TAKEN
    if missing_before(kind, stride.step, taken):
        return StepRefusal.SKIPPED
    if stride.on > today:
        return StepRefusal.IN_FUTURE
    last = last_before(kind, stride.step, taken)
    if last and stride.on < last:
        return StepRefusal.OUT_OF_ORDER
    return _refuse_words(stride) or _refuse_held(stride.step, held, starts_on)


def _refuse_year(stride: Stride, *, starts_on: date, ends_on: date, today: date) -> StepRefusal | None:
    if stride.step not in YEARLY:
        return None
    if not stride.year:
        return StepRefusal.NO_YEAR
    if not starts_on.year <= stride.year <= ends_on.year:
        return StepRefusal.YEAR_OUTSIDE
    return StepRefusal.YEAR_TOO_EARLY if stride.year > today.year + 1 else None


def _refuse_words(stride: Stride) -> StepRefusal | None:
    is_short = len(stride.words) < SHORTEST_REASON
    if stride.step in TOLD and is_short:
        return StepRefusal.WORDS_NEEDED
    if stride.step in HEARD and is_short and not stride.has_origin:
        return StepRefusal.PROOF_NEEDED
    return StepRefusal.WORDS_TOO_LONG if len(stride.words) > LONGEST_REASON else None


def _refuse_held(step: StepKind, held: Held, starts_on: date) -> StepRefusal | None:
    if step is StepKind.RESOURCES and not held.estimated_years >= set(estimated_years(starts_on)):
        return StepRefusal.NO_ESTIMATE
    if step is StepKind.COMMITTEE and not held.seats:
        return StepRefusal.NO_SEATS
    if step is StepKind.COMMUNICATION and not held.messages:
        return StepRefusal.NO_MESSAGES
    if step is StepKind.SELF_ASSESSMENT and held.sections_left:
        return StepRefusal.SECTIONS_LEFT
    return None


def refuse_taking_back(kind: PlanKind, step: StepKind, year: int, taken: Taken) -> StepRefusal | None:
    """Return why a step is not taken back: only the last one is (§ commitments-17)."""
    if (step, year) not in taken:
        return StepRefusal.NOT_TAKEN
    after = PATHS[kind][PATHS[kind].index(step) + 1 :]
    return StepRefusal.LATER_TAKEN if any(one in after for one, _ in taken) else None


# ---- the self-assessment of an openness programme


class Section(StrEnum):
    """What an open-government plan is asked of how it was made and followed."""

    FORUM = "forum"
    CALENDAR = "calendar"
    INVITATION = "invitation"
    BALANCE = "balance"
    ANSWERS = "answers"
    PUBLICATION = "publication"
    EVIDENCE = "evidence"
    REVIEW = "review"


class Degree(StrEnum):
    """How far something holds, as the commune itself says."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class AssessmentRefusal(StrEnum):
    """Why an answer of the self-assessment is not kept."""

    NOT_OPENNESS = "not_openness"
    WORDS_NEEDED = "words_needed"
    WORDS_TOO_LONG = "words_too_long"
    EVIDENCE_NEEDED = "evidence_needed"
    CLOSED = "closed"


def refuse_assessment(
    kind: PlanKind, *, degree: Degree, words: str, evidence: str, is_closed: bool
) -> AssessmentRefusal | None:
    """Return why this is not said of a plan: what is claimed is shown (§ commitments-18)."""
    if kind is not PlanKind.OPENNESS:
        return AssessmentRefusal.NOT_OPENNESS
    if is_closed:
        return AssessmentRefusal.CLOSED
    if len(words) < SHORTEST_REASON:
        return AssessmentRefusal.WORDS_NEEDED
    if len(words) > LONGEST_REASON:
        return AssessmentRefusal.WORDS_TOO_LONG
    if degree is not Degree.NO and not evidence:
        return AssessmentRefusal.EVIDENCE_NEEDED
    return None


# ---- the communication plan of a strategy, the estimate of an action programme


class PartRefusal(StrEnum):
    """Why a line of the communication plan, or of the estimate, is not kept."""

    NOT_STRATEGY = "not_strategy"
    DAY_OUTSIDE = "day_outside"
    PLACE_TAKEN = "place_taken"
    NOT_ACTION_PROGRAMME = "not_action_programme"
    YEAR_NOT_ESTIMATED = "year_not_estimated"
    TOO_LARGE = "too_large"
    CLOSED = "closed"


def refuse_message(kind: PlanKind, *, on: date | None, starts_on: date, ends_on: date) -> PartRefusal | None:
    """Return why a line is not written into a communication plan (§ commitments-19)."""
    if kind is not PlanKind.STRATEGY:
        return PartRefusal.NOT_STRATEGY
    return PartRefusal.DAY_OUTSIDE if on and not starts_on <= on <= ends_on else None


def refuse_estimate(kind: PlanKind, *, year: int, starts_on: date) -> PartRefusal | None:
    """Return why resources are not estimated for a year (§ commitments-17)."""
    if kind is not PlanKind.ACTION_PROGRAMME:
        return PartRefusal.NOT_ACTION_PROGRAMME
    return None if year in estimated_years(starts_on) else PartRefusal.YEAR_NOT_ESTIMATED
