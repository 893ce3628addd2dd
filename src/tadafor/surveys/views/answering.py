"""Answering a form: a code where one is asked, then page by page, then once for all."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request
from tadafor.surveys import actions, queries
from tadafor.surveys.context import SEE_OTHER, Asked, asked, read, shown
from tadafor.surveys.context.turning import Carried, Turn, turned
from tadafor.surveys.forms import CodeForm
from tadafor.surveys.rules import standing
from tadafor.surveys.rules.standing import Audience, SurveyRefusal

CONFLICT = 409


@sensitive_post_parameters()
@sensitive_variables()
def answer(request: Request, territory: str, slug: str) -> HttpResponse:
    """Answer a form: a code where one is asked, then page by page, then once for all."""
    place = asked(slug)
    carried = Carried.of(request.POST)
    if request.method == "GET":
        carried.told = _picked(request)
    version = queries.asked_version(place.one)
    refusal = _refused(request, place, carried)
    asks_code = place.one.asks is Audience.INVITED and place.is_open
    if asks_code and refusal in {SurveyRefusal.INVITATION_NEEDED, SurveyRefusal.INVITATION_UNKNOWN}:
        return _ask_code(request, place, carried, refusal)
    if refusal is not None or version is None:
        return _closed(request, place, refusal or SurveyRefusal.NOT_OPEN)
    try:
        marks = queries.marks_of(place.one, request.actor, code=carried.code, token=carried.token)
        turn = Turn(place, version, carried, marks)
        return turned(request, turn, lambda sent: _send(request, place, sent))
    except Refused as refused:
        return _closed(request, place, refused.refusal)


def _picked(request: Request) -> dict[str, Any]:
    """Return what was picked on the page that asks a poll; it is shown again before it is sent."""
    return {key[:40]: said[:40] for key, said in list(request.GET.items())[:5] if key != "code"}


def _send(request: Request, place: Asked, sent: actions.Sent) -> HttpResponse:
    actions.answer(survey=place.one, sent=sent, actor=request.actor, now=place.now)
    where = reverse("surveys:done", args=[request.territory.slug, place.one.slug])
    return HttpResponseRedirect(where, status=SEE_OTHER)


def _refused(request: Request, place: Asked, carried: Carried) -> SurveyRefusal | None:
    survey = place.one
    who = queries.answerer(survey, request.actor, code=carried.code)
    return standing.refuse_answer(place.phase, survey.asks, who, several=survey.is_repeated)


def _ask_code(request: Request, place: Asked, carried: Carried, refusal: SurveyRefusal) -> HttpResponse:
    came = request.method == "POST"
    form = CodeForm(request.POST if came else None)
    if came and form.is_valid():
        form.add_error("code", sentence(refusal))
    return shown(request, "surveys/code.html", place, form=form, status=400 if came else 200)


def _closed(request: Request, place: Asked, refusal: Any) -> HttpResponse:  # noqa: ANN401 -- a refusal
    signs_in = refusal is SurveyRefusal.SIGN_IN
    status = 200 if request.method == "GET" else CONFLICT
    said = sentence(refusal)
    return shown(request, "surveys/closed.html", place, said=said, signs_in=signs_in, status=status)


def done(request: Request, territory: str, slug: str) -> HttpResponse:
    """Thanks; the same page for everybody."""
    return read(request, "surveys/done.html", asked(slug), title=_("وصل جوابكم"))
