"""Answering a form page by page, without a script and without a session.

What was answered travels in the page itself and is stored nowhere before the last button (§ surveys-carried);
it stands in no session, no address and no report of an error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request
from tadafor.surveys import actions, queries
from tadafor.surveys.context import SEE_OTHER, Asked, asked, read, shown
from tadafor.surveys.forms import CodeForm, PageForm
from tadafor.surveys.queries import SurveyVersion
from tadafor.surveys.rules import answering, standing
from tadafor.surveys.rules.questions import Form
from tadafor.surveys.rules.standing import Audience, SurveyRefusal

CONFLICT = 409
LONGEST_CARRIED = 400_000


@dataclass
class Carried:
    """What a browser brings from page to page; nothing of it is believed."""

    told: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    code: str = ""
    version: int = 0
    page: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Carried":
        """Read what came; what cannot be read is as if it had not come."""
        try:
            told = json.loads(sent.get("told", "{}")[:LONGEST_CARRIED])
        except ValueError:
            told = {}
        number = sent.get("version", "")
        return cls(
            told=told if isinstance(told, dict) else {},
            token=sent.get("token", "")[:40] or token(),
            code=sent.get("code", "")[:40],
            version=int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0,  # noqa: PLR2004
            page=sent.get("page", "")[:40],
        )

    @property
    def packed(self) -> str:
        return json.dumps(self.told, ensure_ascii=False)


@dataclass(frozen=True)
class Turn:
    """One page being answered."""

    place: Asked
    version: SurveyVersion
    carried: Carried

    @property
    def form(self) -> Form:
        return self.version.form

    @property
    def values(self) -> dict[str, answering.Value]:
        """What was answered so far, as far as it answers."""
        return answering.whole(
            self.form, self.carried.told, places=[key for key, _name in self.places]
        ).values

    @property
    def places(self) -> list[tuple[str, str]]:
        return queries.places(self.place.one)

    def boxes(self, at: int, data: Any = None) -> PageForm:  # noqa: ANN401 -- a QueryDict or nothing
        """Return page ``at`` as boxes to fill in."""
        page = self.form.pages[at]
        return PageForm(
            data,
            questions=answering.shown(page, self.values),
            typed=self.carried.told,
            places=self.places,
            seed=self.carried.token,
        )


@sensitive_post_parameters()
@sensitive_variables()
def answer(request: Request, territory: str, slug: str) -> HttpResponse:
    """Answer a form: a code where one is asked, then page by page, then once for all."""
    place = asked(slug)
    carried = Carried.of(request.POST)
    version = queries.asked_version(place.one)
    refusal = _refused(request, place, carried)
    asks_code = place.one.asks is Audience.INVITED and place.is_open
    if asks_code and refusal in {SurveyRefusal.INVITATION_NEEDED, SurveyRefusal.INVITATION_UNKNOWN}:
        return _ask_code(request, place, carried, refusal)
    if refusal is not None or version is None:
        return _closed(request, place, refusal or SurveyRefusal.NOT_OPEN)
    turn = Turn(place, version, carried)
    if not carried.page:
        return _draw(request, turn, answering.first(turn.form, {}) or 0)
    at = turn.form.at(carried.page)
    if carried.version != version.number or at is None:
        return _draw(request, turn, answering.first(turn.form, {}) or 0, said=SurveyRefusal.ANOTHER_VERSION)
    return _turned(request, turn, at)


def _refused(request: Request, place: Asked, carried: Carried) -> SurveyRefusal | None:
    survey = place.one
    who = queries.answerer(survey, request.actor, code=carried.code)
    return standing.refuse_answer(place.phase, survey.asks, who, several=survey.is_repeated)


def _turned(request: Request, turn: Turn, at: int) -> HttpResponse:
    boxes = turn.boxes(at, request.POST)
    turn.carried.told |= boxes.typed()
    if request.POST.get("go") == "back":
        way = answering.path(turn.form, turn.values)
        before = [one for one in way if one < at]
        return _draw(request, turn, before[-1] if before else at)
    if not boxes.is_valid():
        return _draw(request, turn, at, boxes=boxes)
    onward = answering.following(turn.form, at, turn.values)
    return _sent(request, turn, at) if onward is None else _draw(request, turn, onward)


def _sent(request: Request, turn: Turn, at: int) -> HttpResponse:
    """Take the whole form; what is refused leads back to where it is wrong, with what was typed."""
    carried, survey = turn.carried, turn.place.one
    sent = actions.Sent(carried.version, carried.told, carried.token, carried.code)
    try:
        actions.answer(survey=survey, sent=sent, actor=request.actor, now=turn.place.now)
    except Refused as refused:
        if refused.refusal is SurveyRefusal.ANOTHER_VERSION:
            fresh = queries.asked_version(survey) or turn.version
            again = Turn(turn.place, fresh, carried)
            return _draw(request, again, answering.first(again.form, {}) or 0, said=refused.refusal)
        if refused.refusal is SurveyRefusal.UNREADABLE:
            found = answering.whole(turn.form, carried.told, places=[key for key, _name in turn.places])
            return _draw(
                request, turn, at if found.page is None else found.page, said=SurveyRefusal.UNREADABLE
            )
        return _closed(request, turn.place, refused.refusal)
    where = reverse("surveys:done", args=[request.territory.slug, survey.slug])
    return HttpResponseRedirect(where, status=SEE_OTHER)


def _draw(
    request: Request,
    turn: Turn,
    at: int,
    *,
    boxes: PageForm | None = None,
    said: SurveyRefusal | None = None,
) -> HttpResponse:
    turn.carried.page, turn.carried.version = turn.form.pages[at].key, turn.version.number
    way = answering.path(turn.form, turn.values)
    return shown(
        request,
        "surveys/answer.html",
        turn.place,
        form=boxes or turn.boxes(at),
        page=turn.form.pages[at],
        carried=turn.carried,
        said=sentence(said) if said else "",
        is_first=not way or at == way[0],
        number=way.index(at) + 1 if at in way else 1,
        is_last=answering.following(turn.form, at, turn.values) is None,
        status=400 if said or (boxes is not None and boxes.errors) else 200,
    )


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
