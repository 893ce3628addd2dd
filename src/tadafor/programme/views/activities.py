"""Activities: what the team told, what the communes' own records tell; figures published elsewhere."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.programme import queries, rules
from tadafor.programme.context import STATES, programme_of, shown, tabs, there
from tadafor.programme.forms import FilterForm
from tadafor.programme.queries import Activity
from tadafor.territories import queries as territories


def rows_of(sources: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- a page of sources
    names = territories.names_of({one.territory_id for one in sources})
    return [
        {
            "day": one.day,
            "value": one.value,
            "place": names.get(one.territory_id, ""),
            "title": one.title,
            "href": in_language(one.address) if one.address else "",
        }
        for one in sources
    ]


@require_safe
def activities(request: Request, slug: str) -> HttpResponse:
    """What the programme did and plans to do, the latest first."""
    programme, today = programme_of(slug), clock.today()
    form = FilterForm(request.GET)
    kind, is_drawn = form.asked()
    if is_drawn:
        kinds = [rules.ActivityKind(kind)] if kind else list(rules.DRAWN)
        page = pages.page_of(queries.drawn(programme, today, kinds=kinds), request.GET.get("page"))
    else:
        found = queries.activities(programme)
        page = pages.page_of(found.filter(kind=kind) if kind else found, request.GET.get("page"))
    return shown(
        request,
        "activities",
        programme,
        tabs=tabs(programme, "activities"),
        page=page,
        is_drawn=is_drawn,
        rows=drawn_rows(list(page.object_list))
        if is_drawn
        else [row_of(one) | {"late": one.is_late(today)} for one in page],
        form=form,
    )


def drawn_rows(found: list[queries.Drawn]) -> list[dict[str, Any]]:
    """Return what communes' records tell, as lines show it."""
    rows = rows_of([one.source for one in found])
    return [row | {"kind": word(one.kind)} for row, one in zip(rows, found, strict=True)]


def row_of(one: Activity) -> dict[str, Any]:
    """Return an activity as a line shows it."""
    place = one.commune.place.title if one.commune else one.region.place.title if one.region else ""
    return {"one": one, "place": place, "tone": STATES[one.standing]}


@require_safe
def activity(request: Request, slug: str, number: int) -> HttpResponse:
    """One activity, its proof and its figures once they were approved."""
    programme = programme_of(slug)
    one = there(queries.activity_numbered(programme, number))
    approved = one.standing is rules.State.APPROVED
    return shown(
        request,
        "activity",
        programme,
        row=row_of(one) | {"late": one.is_late(clock.today())},
        entries=list(one.entries.all()) if approved else [],
        proofs=[proof for proof in queries.proofs(one) if approved and proof.is_public],
        approved=approved,
    )


@require_safe
def published(request: Request, slug: str) -> HttpResponse:
    """The figures published elsewhere, as their sources say them, and what does not add up."""
    programme = programme_of(slug)
    found = queries.published(programme)
    figures = queries.whole(programme)
    counted = [(one, figures.of(one.claim.indicator_id) if one.claim.indicator_id else None) for one in found]
    return shown(request, "published", programme, tabs=tabs(programme, "published"), rows=counted)
