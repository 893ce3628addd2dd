"""A conversation: its page, one statement at a time, adding one, and the map."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, signed_in_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import SEE_OTHER, go, read, shown, talk
from tadafor.surveys.context.showing import groups_of, lines_of, picture
from tadafor.surveys.forms import StatementForm
from tadafor.surveys.rules import standing
from tadafor.surveys.rules.opinions import LEAST_PEOPLE, LEAST_VOTES, OpinionMap, Vote
from tadafor.ui.boxes import status_of, tried, typed_in

SAID = {"agree": Vote.AGREE, "disagree": Vote.DISAGREE, "pass": Vote.PASS}


def page(request: Request, territory: str, slug: str) -> HttpResponse:
    """What a conversation is about, and its statements with how everybody answered."""
    place = talk(slug)
    snapshot = queries.snapshot_of(place.one)
    return read(
        request,
        "surveys/conversation.html",
        place,
        tallies=_tallies(place.one),
        snapshot=snapshot,
        progress=queries.progress_of(place.one, request.actor),
    )


def _tallies(one: queries.Conversation) -> list[queries.Counted]:
    rows = queries.tallies(one)
    said = queries.statements_in_language([row.statement for row in rows])
    return [replace(row, statement=twin) for row, twin in zip(rows, said, strict=True)]


@signed_in_only
def vote(request: Request, territory: str, slug: str) -> HttpResponse:
    """Agree, disagree or pass, one statement at a time."""
    place = talk(slug)
    if request.method == "POST":
        return _voted(request, slug)
    refusal = _refused(request, place)
    found = None if refusal else queries.next_statement(place.one, request.actor)
    statement = queries.statements_in_language([found])[0] if found else None
    progress = queries.progress_of(place.one, request.actor)
    said = sentence(refusal) if refusal else ""
    return shown(request, "surveys/vote.html", place, statement=statement, progress=progress, said=said)


def _refused(request: Request, place: Any) -> standing.SurveyRefusal | None:  # noqa: ANN401 -- a Talk
    if not place.is_open:
        return standing.WHEN_CLOSED[place.phase]
    linked = request.actor.linked_to(request.territory.pk)
    return standing.refuse_person(place.one.asks, standing.Answerer(signed_in=True, linked=linked))


def _voted(request: Request, slug: str) -> HttpResponse:
    place = talk(slug)
    said = SAID.get(request.POST.get("said", ""))
    number = request.POST.get("statement", "")
    found = next((one for one in queries.statements_of(place.one) if str(one.number) == number), None)
    if said is None or found is None:
        return shown(
            request, "surveys/vote.html", place, said=_("لم نفهم ما أُرسل. عودوا وأعيدوا."), status=400
        )
    found.conversation = place.one
    try:
        actions.vote(statement=found, said=said, actor=request.actor, now=place.now)
    except Refused as refused:
        return shown(request, "surveys/vote.html", place, said=refused.sentence, status=409)
    where = reverse("surveys:vote", args=[request.territory.slug, slug])
    return HttpResponseRedirect(where, status=SEE_OTHER)


@signed_in_only
def add(request: Request, territory: str, slug: str) -> HttpResponse:
    """Add a statement; what is refused is said above it, and what was typed stays."""
    place = talk(slug)
    form = StatementForm(typed_in(request), initial={"token": token()})
    facts: dict[str, Any] = {"conversation": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.propose_statement(**form.cleaned_data, **facts))
    ):
        return go(request, "vote", place, _("وصل رأيكم. يظهر للجميع بعد أن يقرأه المشرفون."))
    return shown(request, "surveys/add.html", place, form=form, status=status_of(form))


def statement(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One statement, where it can be linked to and reported."""
    place = talk(slug)
    found = next((one for one in _tallies(place.one) if one.statement.number == number), None)
    if found is None:
        raise Http404
    return read(request, "surveys/statement.html", place, row=found)


def opinion_map(request: Request, territory: str, slug: str) -> HttpResponse:
    """The map: words first, the picture beside, and how far both can be believed."""
    place = talk(slug)
    snapshot = queries.snapshot_of(place.one)
    told = OpinionMap.taken_up(snapshot.drawn) if snapshot is not None and snapshot.drawn else None
    facts: dict[str, Any] = {
        "snapshot": snapshot,
        "told": told,
        "least": LEAST_PEOPLE,
        "least_votes": LEAST_VOTES,
    }
    if told is not None:
        said = queries.statements_in_language(queries.statements_of(place.one))
        known = {one.number: one for one in said}
        facts |= {
            "shown": 100 * told.shown,
            "groups": groups_of(told, known),
            "shared": lines_of(told.shared, known),
            "dividing": lines_of(told.dividing, known),
            "picture": picture(told, _("صورة المجموعات: من يجيبون بالطريقة نفسها قريبون بعضهم من بعض")),
        }
    return read(request, "surveys/map.html", place, **facts)
