"""The pages everyone reads: a programme, a region, a commune, an indicator."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.masking import share
from tadafor.kernel.together import ahead
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.people.rules import AgeBand, Sex
from tadafor.programme import queries, rules
from tadafor.programme.context import TONES, programme_of, shown, tabs, there
from tadafor.programme.queries import Commune, Indicator, Line, Profile, Programme, Region
from tadafor.programme.views.activities import drawn_rows, row_of, rows_of
from tadafor.ui import formatting
from tadafor.ui.components import Bar
from tadafor.ui.maps import Place, Quarter

LATE_SHOWN = 8
PAGE_OF_ROWS = 20
SMALLEST = 5


@require_safe
def index(request: Request) -> HttpResponse:
    """Every programme."""
    return shown(request, "index", found=list(queries.programmes()))


@require_safe
def board(request: Request, slug: str) -> HttpResponse:
    """A programme at a glance: regions, indicators against targets, time, what is late."""
    programme, today = programme_of(slug), clock.today()
    with ahead(queries.wanted_of_board(programme, today, late=LATE_SHOWN + 1)):
        return _board(request, programme, today)


def _board(request: Request, programme: Programme, today: date) -> HttpResponse:
    found = queries.lines(programme, queries.whole(programme), today)
    late = queries.late_in(programme, today, most=LATE_SHOWN + 1)
    regions = queries.region_lines(programme)
    return shown(
        request,
        "board",
        programme,
        tabs=tabs(programme, "board"),
        partners=queries.partners_of(programme),
        regions=regions,
        quarters=_quarters(programme, regions),
        framework=[_branch(one) for one in queries.framework(programme, found)],
        standings=_standings(found),
        years=_years(queries.timeline(programme)),
        late=late[:LATE_SHOWN],
        more_late=len(late) > LATE_SHOWN,
        committees=queries.committees_of(programme),
        communes=sum(one.joined.communes + one.joined.left for one in regions),
        unnamed=sum(one.joined.unnamed for one in regions),
        on_platform=sum(one.joined.on_platform for one in regions),
        left=sum(one.joined.left for one in regions),
        counted_at=queries.oldest_count(programme),
        today=today,
    )


def _quarters(programme: Programme, regions: list[queries.RegionLine]) -> list[Quarter]:
    """Return the regions with a point for each commune that takes part."""
    return [
        _quarter(
            one.region,
            count=one.joined.communes,
            dots=one.region.points,
            href=reverse("programme:region", args=[programme.slug, one.region.place_id]),
        )
        for one in regions
        if one.region.latitude is not None
    ]


def _quarter(one: Region, **told: Any) -> Quarter:  # noqa: ANN401 -- what a Quarter holds
    shape = queries.borders().get(one.place_id, ())
    return Quarter(one.place.name, float(one.latitude or 0), float(one.longitude or 0), shape, **told)


def _branch(one: queries.Branch) -> dict[str, Any]:
    """Return a pillar with its results and the indicators of each, ready to be drawn."""
    results = [result for objective in one.below for result in objective.below]
    return {
        "node": one.node,
        "objectives": [
            {
                "node": objective.node,
                "results": [
                    {"node": result.node, "lines": [_line(line) for line in result.lines]}
                    for result in objective.below
                ],
            }
            for objective in one.below
        ],
        "count": sum(len(result.lines) for result in results),
    }


def _line(line: Line) -> dict[str, Any]:
    tone, icon = TONES[line.standing]
    return {"line": line, "word": word(line.standing), "tone": tone, "icon": icon}


def _standings(found: list[Line]) -> list[Bar]:
    """Return how many indicators stand where."""
    counts = {one: sum(line.standing is one for line in found) for one in rules.Standing}
    return [Bar(word(one), count, TONES[one][0]) for one, count in counts.items() if count]


def _years(found: list[queries.Year]) -> list[Bar]:
    return [
        Bar(
            str(one.year),
            one.planned,
            note=_("أُنجز %(done)s من %(planned)s") % {"done": one.done, "planned": one.planned},
        )
        for one in found
    ]


# ---- a region, a commune


@require_safe
def region(request: Request, slug: str, code: str) -> HttpResponse:
    """A region of a programme: its communes on a map and in a list, its figures, what is late."""
    programme, today = programme_of(slug), clock.today()
    found: Region = there(queries.region_at(programme, code))
    with ahead(queries.wanted_of_region(programme, found, today, late=LATE_SHOWN)):
        return _region(request, programme, found, today)


def _region(request: Request, programme: Programme, found: Region, today: date) -> HttpResponse:
    communes = queries.communes_of(found)
    figures = queries.sums(programme, region=found.pk)
    return shown(
        request,
        "region",
        programme,
        region=found,
        places=_places(programme, communes),
        around=[_quarter(found)] if found.latitude is not None else [],
        communes=list(enumerate(communes, start=1)),
        lines=[_of_region(one) for one in queries.lines(programme, figures, today)],
        years=_years(queries.timeline(programme, found)),
        late=queries.late_in(programme, today, found, most=LATE_SHOWN),
        today=today,
    )


def _of_region(line: Line) -> tuple[str, str, str]:
    """Return an indicator with what this region alone brought: targets are the programme's."""
    brought = line.value - line.indicator.baseline
    href = reverse("programme:indicator", args=[line.indicator.programme.slug, line.indicator.code])
    return line.indicator.name, formatting.number(brought), href


def _places(programme: Programme, communes: list[Commune]) -> list[Place]:
    return [
        Place(
            one.place.title,
            float(one.latitude),
            float(one.longitude or 0),
            number=at,
            href=reverse("programme:commune", args=[programme.slug, one.place.digits]),
            tone="green" if queries.is_on_platform(one) else "saffron",
        )
        for at, one in enumerate(communes, start=1)
        if one.latitude is not None
    ]


@require_safe
def commune(request: Request, slug: str, digits: str) -> HttpResponse:
    """A commune in a programme: what is active, who takes part, answers in time, communes alike."""
    programme = programme_of(slug)
    one: Commune = there(queries.commune_at(programme, digits))
    with ahead(queries.wanted_of_commune(programme, one, most=PAGE_OF_ROWS)):
        return _commune(request, programme, one)


def _commune(request: Request, programme: Programme, one: Commune) -> HttpResponse:
    told = queries.profile(one)
    beside = queries.comparison(one)
    return shown(
        request,
        "commune",
        programme,
        commune=one,
        territory_page=_page_of(one),
        active=[(word(measure), value) for measure, value in told.active],
        sexes=_came(told, "sex"),
        ages=_came(told, "age"),
        sex_headers=[_("الجنس"), _("من حضروا")],
        age_headers=[_("السن"), _("من حضروا")],
        answers=_answers(told),
        promises=_promises(one),
        comparison=beside,
        compared_headers=[_("لكل ألف نسمة"), one.place.name, _("وسط الأخريات"), _("من أدناها إلى أعلاها")],
        compared=_compared(beside),
        grids=[(grid, queries.grid_points(grid)) for grid in queries.grids_of(one)],
        most_points=rules.MOST_POINTS,
        lines=[
            _of_region(line)
            for line in queries.lines(programme, queries.sums(programme, commune=one), clock.today())
            if line.value != line.indicator.baseline
        ],
        activities=[row_of(activity) for activity in queries.held_in(one, most=PAGE_OF_ROWS)],
        drawn=_drawn_in(programme, one, told),
    )


def _drawn_in(programme: Programme, one: Commune, told: Profile) -> list[dict[str, Any]]:
    """Return what the commune's records tell, of the kinds of which some were counted."""
    kinds = [kind for kind, measure in rules.DRAWN.items() if told.totals.get(measure.value)]
    if not kinds:
        return []
    territory = one.place.territory.pk
    return drawn_rows(queries.drawn_in(programme, territory, kinds, clock.today(), most=LATE_SHOWN))


def _page_of(one: Commune) -> str:
    """Return the page of a commune that uses the platform."""
    return in_language(f"/{one.place.territory.slug}/") if queries.is_on_platform(one) else ""


def _came(told: Profile, fact: str) -> list[tuple[str, str]]:
    kinds = Sex if fact == "sex" else AgeBand
    counts = told.came(fact)
    return [
        (
            word(kind),
            _("أقل من 5 أو محجوب") if (count := counts[kind.value]) is None else formatting.number(count),
        )
        for kind in kinds
        if kind.value in counts
    ]


def _compared(beside: "queries.Comparison | None") -> list[tuple[str, str, str, str]]:
    """Return the measures of a commune beside those alike, each for a thousand inhabitants."""
    return [
        (
            word(one.measure),
            _once(one.here),
            _once(one.middle),
            f"{_once(one.lowest)} – {_once(one.highest)}",
        )
        for one in (beside.lines if beside else [])
    ]


def _once(value: float) -> str:
    """Write a number with one decimal."""
    return formatting.number(value, 1)


def _answers(told: Profile) -> dict[str, int] | None:
    """Return the share of answers given in time; nothing where there are too few to tell."""
    given, in_time = told.answered
    return {"given": given, "in_time": in_time, "share": share(in_time, given)} if given >= SMALLEST else None


def _promises(one: Commune) -> dict[str, int] | None:
    """Return how many commitments are done, where the commune made some."""
    done, every = queries.promises(one) if queries.is_on_platform(one) else (0, 0)
    return {"done": done, "all": every} if every else None


# ---- an indicator and the rows behind it


@require_safe
def indicator(request: Request, slug: str, code: str) -> HttpResponse:
    """An indicator: what it counts, each year against its target, each region, and the rows behind it."""
    programme, today = programme_of(slug), clock.today()
    one: Indicator = there(queries.indicator_at(programme, code))
    with ahead(queries.wanted_of_indicator(programme, one, most=PAGE_OF_ROWS)):
        return _indicator(request, programme, one, today)


def _indicator(request: Request, programme: Programme, one: Indicator, today: date) -> HttpResponse:
    queries.give_targets(one)
    figures = queries.sums(programme, indicator=one)
    total = figures.by_indicator().get(one.pk, queries.Total())
    line = queries.line_of(one, total, programme, today)
    regions = {region.pk: region for region in queries.regions_of(programme)}
    found = _sources(programme, one.measure)
    page = pages.page_of(found, request.GET.get("page")) if found is not None else None
    return shown(
        request,
        "indicator",
        programme,
        indicator=one,
        shown=_line(line),
        years=[
            (str(year), formatting.number(line.years.get(year, 0)), _target(line.targets.get(year)))
            for year in programme.years
        ],
        regions=[
            Bar(region.place.name, count)
            for key, region in regions.items()
            if (count := figures.of(one.pk, region=key))
        ],
        year_headers=[_("السنة"), _("ما تحقق"), _("الهدف")],
        page=page,
        rows=rows_of(page.object_list) if page else [],
        entered=[(row_of(activity), count) for activity, count in queries.entered(one, PAGE_OF_ROWS)],
    )


def _target(value: int | None) -> str:
    return "—" if value is None else formatting.number(value)


def _sources(programme: Programme, measure: str) -> "queries.Sources | None":
    if not measure:
        return None
    return queries.sources(measure, queries.spans_of(programme), clock.today())
