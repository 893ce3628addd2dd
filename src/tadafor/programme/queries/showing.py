"""What the dashboards show: indicators against their targets, regions, time, what is late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tadafor.programme import rules
from tadafor.programme.models import Claim, Commune, Indicator, Node, Programme, Region
from tadafor.programme.queries import board
from tadafor.programme.queries.figures import Sums, Total


@dataclass(frozen=True)
class Line:
    """An indicator against its target (§ programme-9)."""

    indicator: Indicator
    value: int
    women: int
    young: int
    from_rows: int
    years: dict[int, int]
    targets: dict[int, int]
    aimed: int
    standing: rules.Standing

    @property
    def whole(self) -> int:
        return self.indicator.baseline + sum(self.targets.values())

    @property
    def percent(self) -> int:
        return rules.percent(self.value, self.whole)

    @property
    def entered(self) -> int:
        """How much of it was entered by hand."""
        return self.value - self.indicator.baseline - self.from_rows


def line_of(indicator: Indicator, total: Total, programme: Programme, today: date) -> Line:
    """Return where an indicator stands today."""
    targets = {one.year: one.value for one in indicator.targets.all()}
    value = indicator.baseline + total.count
    aimed = rules.aimed_at(
        targets,
        baseline=indicator.baseline,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        today=today,
    )
    return Line(
        indicator=indicator,
        value=value,
        women=total.women,
        young=total.young,
        from_rows=total.from_rows,
        years=dict(total.years),
        targets=targets,
        aimed=round(aimed),
        standing=rules.standing(value, targets=targets, aimed=aimed, baseline=indicator.baseline),
    )


def lines(programme: Programme, figures: Sums, today: date) -> list[Line]:
    """Return every indicator of a programme against its target."""
    totals = figures.by_indicator()
    found = figures.indicators or board.indicators_of(programme)
    return [line_of(one, totals.get(one.pk, Total()), programme, today) for one in found]


@dataclass(frozen=True)
class Branch:
    """A pillar with its objectives, their results, and the indicators of each."""

    node: Node
    below: "list[Branch]" = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def framework(programme: Programme, found: Iterable[Line]) -> list[Branch]:
    """Return the logical framework as a tree, its indicators at its leaves."""
    by_result: dict[int, list[Line]] = defaultdict(list)
    for line in found:
        by_result[line.indicator.result_id].append(line)
    branches = {one.pk: Branch(one, lines=by_result[one.pk]) for one in board.nodes_of(programme)}
    for branch in branches.values():
        if branch.node.above_id:
            branches[branch.node.above_id].below.append(branch)
    return [branch for branch in branches.values() if branch.node.above_id is None]


@dataclass(frozen=True)
class RegionLine:
    """A region: how many communes joined, how many of them use the platform, what was done there."""

    region: Region
    joined: board.Joined
    activities: int


_NONE = board.Joined(0, 0, 0, 0)


def region_lines(programme: Programme) -> list[RegionLine]:
    """Return the regions of a programme with who joined and what was done in each."""
    done, joined = board.held_by_region(programme), board.joined_by_region(programme)
    return [
        RegionLine(one, joined.get(one.pk, _NONE), done.get(one.pk, 0)) for one in board.regions_of(programme)
    ]


def is_on_platform(commune: Commune) -> bool:
    """Whether a commune uses the platform; its place is loaded with its territory."""
    return hasattr(commune.place, "territory")


@dataclass(frozen=True)
class Year:
    """The activities of a year: those told and approved, and those planned."""

    year: int
    done: int
    planned: int


def timeline(programme: Programme, region: Region | None = None) -> list[Year]:
    """Return the activities of each year of the programme."""
    counts = board.by_year(programme, region)
    return [Year(year, *counts.get(year, (0, 0))) for year in programme.years]


@dataclass(frozen=True)
class Published:
    """A figure published elsewhere, its parts, and what does not add up (§ programme-15)."""

    claim: Claim
    parts: list[Claim]
    difference: rules.Difference | None


def published(programme: Programme) -> list[Published]:
    """Return the published figures of a programme with what they are said to be made of."""
    claims = list(programme.claims.select_related("indicator"))
    parts: dict[int, list[Claim]] = defaultdict(list)
    for one in claims:
        if one.above_id:
            parts[one.above_id].append(one)
    return [
        Published(one, parts[one.pk], rules.difference(one.value, [part.value for part in parts[one.pk]]))
        for one in claims
        if one.above_id is None
    ]
