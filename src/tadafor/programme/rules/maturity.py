"""The maturity grid: what a commune says of itself, with evidence, and what a second person confirms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Criterion(StrEnum):
    """What participation in a commune rests on."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    PETITIONS = "petitions"
    BODIES = "bodies"
    BUDGET = "budget"
    ASSOCIATIONS = "associations"
    ANSWERS = "answers"
    INCLUSION = "inclusion"


class Degree(IntEnum):
    """How far a commune is."""

    NONE = 0
    BEGUN = 1
    WORKING = 2
    ROOTED = 3


class DegreeName(StrEnum):
    """The same, as it is said."""

    NONE = "none"
    BEGUN = "begun"
    WORKING = "working"
    ROOTED = "rooted"


class GridState(StrEnum):
    """Where a grid stands."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class GridRefusal(StrEnum):
    """Why a grid is not sent or not confirmed."""

    NOT_WHOLE = "not_whole"
    NO_EVIDENCE = "no_evidence"
    NOT_SENT = "not_sent"
    ALREADY_SENT = "already_sent"
    CONFIRMED = "confirmed"
    OWN_GRID = "own_grid"
    HIGHER = "higher"
    NO_REASON = "no_reason"
    NO_CAUSE = "no_cause"
    CHANGED = "changed"
    OTHER_YEAR = "other_year"


NAMES = dict(zip(Degree, DegreeName, strict=True))


@dataclass(frozen=True)
class Said:
    """What is said of one criterion: how far, and what shows it, in words or by a file."""

    degree: Degree
    evidence: str = ""
    has_file: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether nothing more is needed: only what works or is rooted must be shown."""
        return self.degree < Degree.WORKING or bool(self.evidence) or self.has_file


def name_of(degree: int) -> DegreeName:
    return NAMES[Degree(degree)]


def refuse_filling(state: GridState, *, year: int, years: Iterable[int]) -> GridRefusal | None:
    """A grid is filled for a year of the programme, until it is sent (§ programme-12)."""
    if year not in years:
        return GridRefusal.OTHER_YEAR
    if state is GridState.CONFIRMED:
        return GridRefusal.CONFIRMED
    return GridRefusal.ALREADY_SENT if state is GridState.SENT else None


def missing(said: Mapping[Criterion, Said]) -> dict[Criterion, GridRefusal]:
    """Return what each criterion still lacks before the grid is sent (§ programme-12)."""
    lacks = {one: GridRefusal.NOT_WHOLE for one in Criterion if one not in said}
    return lacks | {one: GridRefusal.NO_EVIDENCE for one, told in said.items() if not told.is_shown}


def refuse_sending(said: Mapping[Criterion, Said]) -> GridRefusal | None:
    """Every criterion is answered, and what is said to work is shown (§ programme-12)."""
    return next(iter(missing(said).values()), None)


def is_evidence_open(state: GridState, *, is_public: bool) -> bool:
    """Whether everybody reads a file: said public, of a grid that was confirmed (§ programme-19)."""
    return is_public and state is GridState.CONFIRMED


def refuse_confirming(
    state: GridState,
    *,
    filled_by: Collection[int | None],
    decided_by: int,
    said: Mapping[Criterion, Said],
    confirmed: Mapping[Criterion, Degree],
    reasons: Mapping[Criterion, str],
    revision: int,
    seen: int,
) -> GridRefusal | None:
    """A second person confirms, or lowers with a reason; never raises (§ programme-13).

    ``filled_by`` are those who filled the grid or brought its files.
    """
    lowered = [one for one in Criterion if one in confirmed and confirmed[one] < said[one].degree]
    checks = (
        (state is not GridState.SENT, GridRefusal.NOT_SENT),
        (decided_by in filled_by, GridRefusal.OWN_GRID),
        (revision != seen, GridRefusal.CHANGED),
        (any(one not in confirmed for one in Criterion), GridRefusal.NOT_WHOLE),
        (any(confirmed[one] > said[one].degree for one in confirmed), GridRefusal.HIGHER),
        (any(not reasons.get(one) for one in lowered), GridRefusal.NO_REASON),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def points(degrees: Iterable[int]) -> int:
    """Return the degrees added up."""
    return sum(degrees)


MOST_POINTS = int(Degree.ROOTED) * len(Criterion)
