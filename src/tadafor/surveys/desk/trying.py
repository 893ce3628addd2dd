"""Trying the questions that are being written, and what the trials say together (§ surveys-trial)."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import Asked, any_asked, go, shown
from tadafor.surveys.context.results import rows_told
from tadafor.surveys.context.turning import Carried, Turn, turned
from tadafor.surveys.queries import SurveyVersion
from tadafor.surveys.rules.questions import faults
from tadafor.surveys.rules.standing import ORGANISERS


def _draft(slug: str) -> tuple[Asked, SurveyVersion]:
    place = any_asked(slug)
    draft = queries.draft_of(place.one)
    if draft is None:
        raise Http404
    return place, draft


@staff_only(*ORGANISERS)
def try_form(request: Request, territory: str, slug: str) -> HttpResponse:
    """Answer the draft as people will, page by page; nothing of it is counted."""
    place, draft = _draft(slug)
    if found := faults(draft.form, takes_files=queries.may_take_files(place.one)):
        return go(request, "desk_questions", place, sentence(found[0].refusal))
    marks = [queries.trial_mark(place.one, request.actor)]
    turn = Turn(place, draft, Carried.of(request.POST), marks, "surveys/desk/try.html", is_trial=True)
    try:
        return turned(request, turn, lambda sent: _send(request, place, sent))
    except Refused as refused:
        return go(request, "desk_overview", place, sentence(refused.refusal))


def _send(request: Request, place: Asked, sent: actions.Sent) -> HttpResponse:
    actions.try_form(survey=place.one, sent=sent, actor=request.actor, now=place.now)
    return go(request, "desk_trials", place, _("وصل جواب التجربة. يُمحى عند الإعلان."))


@staff_only(*ORGANISERS)
def trials(request: Request, territory: str, slug: str) -> HttpResponse:
    """What the trials say together, as the result would show it."""
    place, draft = _draft(slug)
    found = queries.trial_result(place.one, draft.form)
    rows = rows_told(found, dict(queries.places(place.one)))
    return shown(request, "surveys/desk/trials.html", place, many=found.answers, rows=rows, comparable=[])
