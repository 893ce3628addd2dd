"""The pages everyone reads: the editions of a territory, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.budgets import queries
from tadafor.budgets.context import here, kept_list, read, stated_rules
from tadafor.budgets.queries import voting
from tadafor.budgets.queries.in_language import RULES
from tadafor.documents import queries as documents
from tadafor.kernel import clock
from tadafor.kernel.pages import given_again
from tadafor.people.actor import Request
from tadafor.traces import queries as traces


def index(request: Request, territory: str) -> HttpResponse:
    """The editions of a territory, the newest first."""
    rows, tongues = queries.listed_in_language(queries.editions_listed(today=clock.today()))
    context = {"territory": request.territory, "rows": rows, "tongues": tongues}
    return kept_list(request, render(request, "budgets/index.html", context))


def edition(request: Request, territory: str, slug: str) -> HttpResponse:
    """One edition: where it stands, what may be done now, its regulation and its money."""
    place = here(slug)
    one = place.edition
    tongue = queries.tongue_of(one)
    envelopes = [tongue.envelope(each) for each in queries.envelopes_of(one)]
    ideas, projects = queries.sizes_of(one)
    page = read(
        request,
        "budgets/edition.html",
        place,
        tongue,
        edition=tongue.told(RULES, worded=("study_criteria", "score_grid")),
        envelopes=envelopes,
        money=sum(each.amount for each in envelopes),
        stated=stated_rules(place),
        days=place.cycle.ordered,
        extensions=tongue.extensions(queries.extensions_of(one)),
        voided=tongue.voided(voting.voided_votes(one)),
        ideas_count=ideas,
        projects_count=projects,
        documents=documents.of_trace(one.trace),
        follows=traces.follows(one.trace, request.actor.person_id),
    )
    return given_again(page)
