"""The frame of a programme: its period, who is charged with what, its logical framework."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_MONTHS = 240
LAST_SHORT_DAY = 28
MONTHS = 12


class PartnerKind(StrEnum):
    """What a partner is to the programme."""

    DONOR = "donor"
    CARRIER = "carrier"
    INSTITUTION = "institution"
    CIVIL = "civil"


class Charge(StrEnum):
    """What somebody is charged with in a programme."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    FOCAL_POINT = "focal_point"


class Level(StrEnum):
    """How far a charge or a committee reaches."""

    PROGRAMME = "programme"
    REGION = "region"
    COMMUNE = "commune"


class NodeKind(StrEnum):
    """The steps of the logical framework."""

    PILLAR = "pillar"
    OBJECTIVE = "objective"
    RESULT = "result"


class Unit(StrEnum):
    """What an indicator counts."""

    PEOPLE = "people"
    ASSOCIATIONS = "associations"
    COMMUNES = "communes"
    SPACES = "spaces"
    OPINIONS = "opinions"
    EXCHANGES = "exchanges"
    PETITIONS = "petitions"
    PROJECTS = "projects"
    ACTIVITIES = "activities"
    OTHER = "other"


class Act(StrEnum):
    """What a charge may allow."""

    FRAME = "frame"
    ENTER = "enter"
    APPROVE = "approve"
    ASSESS = "assess"
    CONFIRM = "confirm"
    REPORT = "report"


class FrameRefusal(StrEnum):
    """Why the frame of a programme is not kept so."""

    SLUG_TAKEN = "slug_taken"
    PERIOD = "period"
    NOT_A_REGION = "not_a_region"
    NOT_A_COMMUNE = "not_a_commune"
    OTHER_REGION = "other_region"
    ALREADY_IN = "already_in"
    OUTSIDE_PERIOD = "outside_period"
    NO_SUCH_ACCOUNT = "no_such_account"
    REACH = "reach"
    ALREADY_CHARGED = "already_charged"
    LAST_OFFICER = "last_officer"
    ENDED = "ended"
    NOT_UNDER = "not_under"
    CODE_TAKEN = "code_taken"
    YEAR = "year"
    HAS_ROWS = "has_rows"
    NOT_YOURS = "not_yours"
    NOT_YET = "not_yet"
    LEFT = "left"
    NOT_LEFT = "not_left"
    BEFORE_JOINING = "before_joining"
    NOT_HAPPENED = "not_happened"
    NO_CAUSE = "no_cause"
    HAS_SITTINGS = "has_sittings"
    HAS_LATER = "has_later"
    HAS_EARLIER = "has_earlier"


REACH: dict[Charge, Level] = {
    Charge.OFFICER: Level.PROGRAMME,
    Charge.COORDINATOR: Level.REGION,
    Charge.FACILITATOR: Level.REGION,
    Charge.FOCAL_POINT: Level.COMMUNE,
}
ALLOWED: dict[Charge, frozenset[Act]] = {
    Charge.OFFICER: frozenset({Act.FRAME, Act.ENTER, Act.APPROVE, Act.CONFIRM, Act.REPORT}),
    Charge.COORDINATOR: frozenset({Act.ENTER, Act.APPROVE, Act.CONFIRM}),
    Charge.FACILITATOR: frozenset({Act.ENTER}),
    Charge.FOCAL_POINT: frozenset({Act.ENTER, Act.ASSESS}),
}
ABOVE: dict[NodeKind, NodeKind | None] = {
    NodeKind.PILLAR: None,
    NodeKind.OBJECTIVE: NodeKind.PILLAR,
    NodeKind.RESULT: NodeKind.OBJECTIVE,
}


@dataclass(frozen=True)
class Held:
    """A charge as it is held: with the region or the commune it reaches."""

    charge: Charge
    region: str = ""
    commune: int | None = None


@dataclass(frozen=True)
class Where:
    """Where an act falls: one commune, one region, or the whole programme."""

    region: str = ""
    commune: int | None = None


EVERYWHERE = Where()


def last_day(starts_on: date, months: int) -> date:
    """Return the last day of a period told in months (§ programme-1)."""
    years, month = divmod(starts_on.month - 1 + months, MONTHS)
    year, month = starts_on.year + years, month + 1
    day = starts_on.day
    while True:
        try:
            return date(year, month, day) - timedelta(days=1)
        except ValueError:  # the month it would end in is shorter
            day -= 1


def years_of(starts_on: date, months: int) -> list[int]:
    """Return the civil years that a period touches."""
    return list(range(starts_on.year, last_day(starts_on, months).year + 1))


def reaches(held: Held, where: Where) -> bool:
    """Whether a charge reaches there: everywhere, its own region, its own commune (§ programme-3)."""
    level = REACH[held.charge]
    if level is Level.PROGRAMME:
        return True
    if level is Level.REGION:
        return bool(where.region) and held.region == where.region
    return where.commune is not None and held.commune == where.commune


def refuse_act(act: Act, held: Iterable[Held], where: Where = EVERYWHERE) -> FrameRefusal | None:
    """Return why somebody with these charges may not do this there (§ programme-3)."""
    allowed = any(act in ALLOWED[one.charge] and reaches(one, where) for one in held)
    return None if allowed else FrameRefusal.NOT_YOURS


def refuse_programme(*, months: int, is_taken: bool) -> FrameRefusal | None:
    """Return why a programme may not be kept so (§ programme-1)."""
    if is_taken:
        return FrameRefusal.SLUG_TAKEN
    return None if 0 < months <= MOST_MONTHS else FrameRefusal.PERIOD


def refuse_region(*, is_region: bool, is_in: bool) -> FrameRefusal | None:
    """Return why a region may not be added (§ programme-2)."""
    if not is_region:
        return FrameRefusal.NOT_A_REGION
    return FrameRefusal.ALREADY_IN if is_in else None


def refuse_commune(
    *, is_commune: bool, region: str, regions: Collection[str], is_in: bool, joined_on: date, ends_on: date
) -> FrameRefusal | None:
    """Return why a commune may not join: it lies in a region of the programme (§ programme-2)."""
    checks = (
        (not is_commune, FrameRefusal.NOT_A_COMMUNE),
        (region not in regions, FrameRefusal.OTHER_REGION),
        (is_in, FrameRefusal.ALREADY_IN),
        (joined_on > ends_on, FrameRefusal.OUTSIDE_PERIOD),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_membership(
    joined_on: date, *, left_on: date | None, ends_on: date, first: date | None
) -> FrameRefusal | None:
    """The day of joining is corrected within what came after: figures, leaving, the end (§ programme-2)."""
    checks = (
        (joined_on > ends_on, FrameRefusal.OUTSIDE_PERIOD),
        (left_on is not None and joined_on > left_on, FrameRefusal.BEFORE_JOINING),
        (first is not None and joined_on > first, FrameRefusal.HAS_EARLIER),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_leaving(
    day: date, *, joined_on: date, left_on: date | None, last: date | None, today: date, because: str
) -> FrameRefusal | None:
    """A commune leaves once, on a day that came, after its last figures, with a reason (§ programme-18).

    ``last`` is the day of the last figures entered of it.
    """
    checks = (
        (left_on is not None, FrameRefusal.LEFT),
        (day < joined_on, FrameRefusal.BEFORE_JOINING),
        (day > today, FrameRefusal.NOT_HAPPENED),
        (last is not None and day < last, FrameRefusal.HAS_LATER),
        (not because, FrameRefusal.NO_CAUSE),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_coming_back(left_on: date | None) -> FrameRefusal | None:
    """Only a leaving that was recorded is taken back (§ programme-18)."""
    return FrameRefusal.NOT_LEFT if left_on is None else None


@dataclass(frozen=True)
class Span:
    """The days of whose rows a commune's figures are made; none where the last comes before the first."""

    first: date
    last: date


def span(joined_on: date, left_on: date | None, *, starts_on: date, ends_on: date) -> Span:
    """Return the months in which a commune took part, the first and the last whole (§ programme-11)."""
    first = max(joined_on, starts_on).replace(day=1)
    last = min(left_on or ends_on, ends_on)
    return Span(first, last_day(last.replace(day=1), 1))


def narrowed(one: Span, within: Span) -> Span:
    """Return the days of a span that lie within another; none where the last then comes first."""
    return Span(max(one.first, within.first), min(one.last, within.last))


def refuse_period(*, months: int, ends_on: date, last: date | None) -> FrameRefusal | None:
    """A period is changed so that nothing that was entered or joined falls outside (§ programme-1)."""
    if not 0 < months <= MOST_MONTHS:
        return FrameRefusal.PERIOD
    return FrameRefusal.HAS_LATER if last is not None and ends_on < last else None


def refuse_removal(*, sittings: int) -> FrameRefusal | None:
    """A committee that sat stays: what it decided is read (§ programme-5)."""
    return FrameRefusal.HAS_SITTINGS if sittings else None


def refuse_charge(
    charge: Charge, *, region: str, commune: int | None, is_held: bool, region_is_in: bool = True
) -> FrameRefusal | None:
    """A charge names what it reaches, and nothing more (§ programme-3)."""
    level = REACH[charge]
    fits = (bool(region), commune is not None) == (level is Level.REGION, level is Level.COMMUNE)
    if not fits or not region_is_in:
        return FrameRefusal.REACH
    return FrameRefusal.ALREADY_CHARGED if is_held else None


def refuse_end_of_charge(charge: Charge, *, has_ended: bool, officers: int) -> FrameRefusal | None:
    """The last officer names another before leaving (§ programme-3)."""
    if has_ended:
        return FrameRefusal.ENDED
    return FrameRefusal.LAST_OFFICER if charge is Charge.OFFICER and officers < 2 else None  # noqa: PLR2004


def refuse_node(kind: NodeKind, *, above: NodeKind | None, is_taken: bool) -> FrameRefusal | None:
    """A result serves an objective, an objective a pillar (§ programme-4)."""
    if ABOVE[kind] is not above:
        return FrameRefusal.NOT_UNDER
    return FrameRefusal.CODE_TAKEN if is_taken else None


def refuse_indicator(*, on: NodeKind | None, is_taken: bool) -> FrameRefusal | None:
    """An indicator tells of a result, and bears a code of its own (§ programme-4)."""
    if on is not NodeKind.RESULT:
        return FrameRefusal.NOT_UNDER
    return FrameRefusal.CODE_TAKEN if is_taken else None


def refuse_target(year: int, *, years: Collection[int]) -> FrameRefusal | None:
    """A target is set for a year of the programme (§ programme-4)."""
    return None if year in years else FrameRefusal.YEAR


def refuse_sitting(held_on: date, *, today: date) -> FrameRefusal | None:
    """A sitting of a committee is recorded once it was held (§ programme-5)."""
    return FrameRefusal.NOT_YET if held_on > today else None
