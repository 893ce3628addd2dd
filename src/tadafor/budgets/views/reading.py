"""The pages everyone reads: the editions of a territory, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.budgets import queries
from tadafor.budgets.context import Here, here, kept_list, read
from tadafor.budgets.queries import voting
from tadafor.budgets.queries.in_language import RULES
from tadafor.budgets.rules.voting import BallotRule
from tadafor.documents import queries as documents
from tadafor.kernel import clock
from tadafor.kernel.words import word
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
    return read(
        request,
        "budgets/edition.html",
        place,
        tongue,
        edition=tongue.told(RULES, worded=("study_criteria", "score_grid")),
        envelopes=envelopes,
        money=sum(each.amount for each in envelopes),
        stated=_stated(place),
        days=place.cycle.ordered,
        extensions=tongue.extensions(queries.extensions_of(one)),
        voided=tongue.voided(voting.voided_votes(one)),
        ideas_count=ideas,
        projects_count=projects,
        documents=documents.of_trace(one.trace),
        follows=traces.follows(one.trace, request.actor.person_id),
    )


def _stated(place: Here) -> list[tuple[str, object]]:
    one = place.edition
    rows: list[tuple[str, object]] = [
        (_("كيف نصوت؟"), word(BallotRule(one.ballot_rule))),
        (_("من يصوت؟"), _("من بلغ %(age)s سنة وتأكدت صلته بالجماعة") % {"age": one.minimum_age}),
    ]
    if one.most_choices:
        rows.append((_("عدد الاختيارات"), _("%(most)s على الأكثر") % {"most": one.most_choices}))
    if one.ballot_rule == BallotRule.POINTS:
        rows.append((_("رصيد النقط"), one.points))
    return rows
