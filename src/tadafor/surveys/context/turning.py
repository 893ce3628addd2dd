"""A form answered page by page, without a script and without a session; for the public and for who tries it.

What was answered travels in the page itself and is stored nowhere before the last button (§ surveys-carried);
it stands in no session, no address and no report of an error.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request
from tadafor.surveys import actions, queries
from tadafor.surveys.context import Asked, shown
from tadafor.surveys.forms import PageForm
from tadafor.surveys.queries import SurveyVersion
from tadafor.surveys.rules import answering
from tadafor.surveys.rules.questions import Form
from tadafor.surveys.rules.standing import SurveyRefusal

LONGEST_CARRIED = 400_000
Send = Callable[[actions.Sent], HttpResponse]


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
    template: str = "surveys/answer.html"

    @cached_property
    def form(self) -> Form:
        """The questions in the language of who answers; their keys stay."""
        return queries.form_in_language(self.version, self.place.one.language)[0]

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


def turned(request: Request, turn: Turn, send: Send) -> HttpResponse:
    """Go one page on or back; after the last page ``send`` takes the whole."""
    carried, number = turn.carried, turn.version.number
    if not carried.page:
        return draw(request, turn, answering.first(turn.form, {}) or 0)
    at = turn.form.at(carried.page)
    if carried.version != number or at is None:
        return draw(request, turn, answering.first(turn.form, {}) or 0, said=SurveyRefusal.ANOTHER_VERSION)
    boxes = turn.boxes(at, request.POST)
    carried.told |= boxes.typed()
    if request.POST.get("go") == "back":
        before = [one for one in answering.path(turn.form, turn.values) if one < at]
        return draw(request, turn, before[-1] if before else at)
    if not boxes.is_valid():
        return draw(request, turn, at, boxes=boxes)
    onward = answering.following(turn.form, at, turn.values)
    return draw(request, turn, onward) if onward is not None else _sent(request, turn, at, send)


def _sent(request: Request, turn: Turn, at: int, send: Send) -> HttpResponse:
    """Send the whole form; what is refused leads back to where it is wrong, with what was typed."""
    carried = turn.carried
    try:
        return send(actions.Sent(carried.version, carried.told, carried.token, carried.code))
    except Refused as refused:
        if refused.refusal is SurveyRefusal.ANOTHER_VERSION:
            fresh = queries.asked_version(turn.place.one) or turn.version
            again = Turn(turn.place, fresh, carried)
            return draw(request, again, answering.first(again.form, {}) or 0, said=refused.refusal)
        if refused.refusal is SurveyRefusal.UNREADABLE:
            found = answering.whole(turn.form, carried.told, places=[key for key, _name in turn.places])
            wrong = at if found.page is None else found.page
            return draw(request, turn, wrong, said=SurveyRefusal.UNREADABLE)
        raise


def draw(
    request: Request,
    turn: Turn,
    at: int,
    *,
    boxes: PageForm | None = None,
    said: SurveyRefusal | None = None,
) -> HttpResponse:
    """Show one page of a form."""
    turn.carried.page, turn.carried.version = turn.form.pages[at].key, turn.version.number
    way = answering.path(turn.form, turn.values)
    return shown(
        request,
        turn.template,
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
