"""The kinds of plans, their periods, what a plan needs to be published (``docs/rules/commitments.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
LONGEST_LINE = 300
HIGHEST_WEIGHT = 100


class PlanKind(StrEnum):
    """What a territory binds itself by."""

    ACTION_PROGRAMME = "action_programme"
    CHARTER = "charter"
    OPENNESS = "openness"
    PARTICIPATION_PLAN = "participation_plan"
    STRATEGY = "strategy"


class Principle(StrEnum):
    """The four principles of open development, as the card of the national network names them."""

    INFORMATION = "information"
    ACCOUNTABILITY = "accountability"
    DIGITAL = "digital"
    PARTICIPATION = "participation"


class Gender(StrEnum):
    """What a commitment does for the equality of women and men."""

    NEUTRAL = "neutral"
    MAINSTREAMED = "mainstreamed"
    TARGETED = "targeted"


class MemberGroup(StrEnum):
    """Whom a member of the follow-up committee speaks for."""

    ELECTED = "elected"
    BODY = "body"
    ASSOCIATIONS = "associations"
    STAFF = "staff"
    CITIZENS = "citizens"


class PlanRefusal(StrEnum):
    """Why a plan, or a part of one, is not written."""

    NOT_STAFF = "not_staff"
    ENDS_BEFORE = "ends_before"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ADOPTED_LATER = "adopted_later"
    NOTHING_IN_IT = "nothing_in_it"
    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    NO_TITLE = "no_title"
    WEIGHT = "weight"
    ELSEWHERE = "elsewhere"
    POINT_OUTSIDE = "point_outside"
    NUMBER_TAKEN = "number_taken"
    PLACE_TAKEN = "place_taken"
    NOT_AN_AGENT = "not_an_agent"
    NOT_EMPTY = "not_empty"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Shape:
    """How long a plan of one kind runs, in months, and what its parts are called."""

    fewest_months: int
    most_months: int
    has_chapters: bool = False


# Six years for the action programme (organic law 113.14, article 78), two for an openness programme.
SHAPES: dict[PlanKind, Shape] = {
    PlanKind.ACTION_PROGRAMME: Shape(60, 72),
    PlanKind.CHARTER: Shape(12, 72, has_chapters=True),
    PlanKind.OPENNESS: Shape(12, 30),
    PlanKind.PARTICIPATION_PLAN: Shape(6, 36),
    PlanKind.STRATEGY: Shape(12, 72),
}


def months(starts_on: date, ends_on: date) -> int:
    """Return how many whole months a period lasts, its last day counted."""
    after = ends_on.toordinal() + 1
    end = date.fromordinal(after)
    whole = (end.year - starts_on.year) * 12 + end.month - starts_on.month
    return whole if end.day >= starts_on.day else whole - 1


def refuse_period(
    kind: PlanKind, *, starts_on: date, ends_on: date, adopted_on: date | None, today: date
) -> PlanRefusal | None:
    """Return why a plan of this kind may not run over this period (§ commitments-1)."""
    if ends_on < starts_on:
        return PlanRefusal.ENDS_BEFORE
    shape, lasts = SHAPES[kind], months(starts_on, ends_on)
    if lasts < shape.fewest_months:
        return PlanRefusal.TOO_SHORT
    if lasts > shape.most_months:
        return PlanRefusal.TOO_LONG
    return PlanRefusal.ADOPTED_LATER if adopted_on and adopted_on > today else None


def refuse_publication(*, is_published: bool, commitments: int) -> PlanRefusal | None:
    """Return why a plan is not shown to everybody (§ commitments-2)."""
    if is_published:
        return PlanRefusal.PUBLISHED
    return None if commitments else PlanRefusal.NOTHING_IN_IT


def refuse_weight(weight: float) -> PlanRefusal | None:
    """A weight is a number from 0, which does not count, to 100 (§ commitments-7)."""
    return None if 0 <= weight <= HIGHEST_WEIGHT else PlanRefusal.WEIGHT
