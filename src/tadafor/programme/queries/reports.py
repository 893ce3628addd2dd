"""What a report says: counted from the rows between two days, in both languages, ready to be frozen."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import QuerySet, Sum
from django.utils import translation

from tadafor.kernel.measures import measured
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.models import Activity, Commune, Entry, Indicator, Programme, Report
from tadafor.programme.queries import frame
from tadafor.programme.queries.drawn import drawn
from tadafor.programme.queries.figures import spans_of, within_days
from tadafor.programme.queries.showing import is_on_platform
from tadafor.programme.queries.tallies import WOMEN, YOUNG

Said = dict[str, Any]
Parts = dict[tuple[str, str], int]
MOST_DRAWN = 2_000


def reports(programme: Programme, *, drafts: bool = False) -> QuerySet[Report]:
    """Return the reports of a programme, published ones unless ``drafts`` are wanted too."""
    things = programme.reports.all()
    return things if drafts else things.filter(state=rules.ReportState.PUBLISHED)


def report_numbered(programme: Programme, number: int, *, drafts: bool = False) -> Report | None:
    return reports(programme, drafts=drafts).select_related("programme").filter(number=number).first()


def frozen(programme: Programme, since: date, until: date, today: date) -> Said:
    """Count everything between two days, both included, from the rows themselves (§ programme-14)."""
    everyone = list(frame.communes(programme))
    communes = [
        one for one in everyone if one.joined_on <= until and not (one.left_on and one.left_on < since)
    ]
    counted = _counted(programme, communes, since, until, today)
    entered = _entered(programme, since, until)
    held = frame.activities(programme).filter(
        state=rules.State.APPROVED, held_on__gte=since, held_on__lte=until
    )
    activities = list(held.order_by("held_on", "number"))
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "counted_on": today.isoformat(),
        "communes": len(communes),
        "on_platform": sum(map(is_on_platform, communes)),
        "indicators": [_indicator(one, counted, entered) for one in frame.indicators(programme)],
        "regions": _regions(programme, communes, activities),
        "activities": [_activity(one) for one in activities],
        "drawn": _drawn(programme, communes, since, until, today),
    }


def _drawn(
    programme: Programme, communes: list[Commune], since: date, until: date, today: date
) -> list[Said]:
    """Return what the communes' own records tell of these days, the first first."""
    named = {one.place.territory.pk: one.place for one in communes if is_on_platform(one)}
    within = rules.Span(since, until)
    return [
        {
            "held_on": one.source.day.isoformat(),
            "title": one.source.title,
            "address": one.source.address,
            "kind": _both(lambda one=one: word(one.kind)),
            "place": _both(lambda one=one: named[one.source.territory_id].title),
        }
        for one in reversed(drawn(programme, today, within=within, territories=named)[:MOST_DRAWN])
    ]


def _counted(
    programme: Programme, communes: Iterable[Commune], since: date, until: date, today: date
) -> Parts:
    """Add up the rows of the communes that use the platform, while each took part."""
    ours = {one.place.territory.pk for one in communes if is_on_platform(one)}
    spans = spans_of(programme, rules.Span(since, until), territories=ours)
    wanted = set(programme.indicators.exclude(measure="").values_list("measure", flat=True))
    found: Parts = defaultdict(int)
    with everywhere():
        for one in measured(today):
            for span, keys in spans.items() if one.key in wanted else ():
                for part, value in within_days(one, keys, span.first, span.last):
                    found[one.key, part] += value
    return found


def _entered(programme: Programme, since: date, until: date) -> dict[int, tuple[int, int, int]]:
    things = Entry.objects.filter(
        activity__programme=programme,
        activity__state=rules.State.APPROVED,
        activity__held_on__gte=since,
        activity__held_on__lte=until,
    )
    sums = [Sum(name, default=0) for name in ("count", "women", "young")]
    rows = things.order_by().values_list("indicator_id").annotate(*sums)
    return {key: (count, women, young) for key, count, women, young in rows}


def _indicator(one: Indicator, counted: Parts, entered: dict[int, tuple[int, int, int]]) -> Said:
    count, women, young = entered.get(one.pk, (0, 0, 0))
    from_rows = counted.get((one.measure, ""), 0) if one.measure else 0
    if one.measure:
        women += counted.get((one.measure, WOMEN), 0)
        young += sum(counted.get((one.measure, part), 0) for part in YOUNG)
    return {
        "code": one.code,
        "ar": one.name_ar,
        "fr": one.name_fr,
        "unit": one.unit,
        "count": count + from_rows,
        "from_rows": from_rows,
        "women": women if one.by_sex else None,
        "young": young if one.by_age else None,
        "target": sum(target.value for target in one.targets.all()),
    }


def _both(say: Any) -> dict[str, str]:  # noqa: ANN401 -- something that names itself in the reader's language
    found = {}
    for language in ("ar", "fr"):
        with translation.override(language):
            found[language] = say()
    return found


def _regions(programme: Programme, communes: list[Commune], activities: list[Activity]) -> list[Said]:
    return [
        _both(lambda one=one: one.place.title)
        | {
            "communes": sum(commune.region_id == one.pk for commune in communes),
            "activities": sum(activity.region_id == one.pk for activity in activities),
        }
        for one in programme.regions.select_related("place").annotate(_n=CountOf("pk"))
    ]


def _activity(one: Activity) -> Said:
    place = one.commune or one.region
    where = _both(lambda: place.place.title) if place else {"ar": "", "fr": ""}
    return {
        "number": one.number,
        "ar": one.title_ar,
        "fr": one.title_fr or one.title_ar,
        "kind": _both(lambda: word(rules.ActivityKind(one.kind))),
        "held_on": one.held_on.isoformat() if one.held_on else "",
        "place": where,
    }
