"""A form answered page by page, without a script and without a session; for the public and for who tries it.

What was answered travels in the page itself and is stored nowhere before the last button (§ surveys-carried);
it stands in no session, no address and no report of an error.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat

from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Kind
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.surveys import actions, queries
from tadafor.surveys.context import Asked, shown
from tadafor.surveys.forms import PageForm
from tadafor.surveys.queries import SurveyVersion
from tadafor.surveys.rules import answering
from tadafor.surveys.rules.questions import Form, Question
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
        except (ValueError, RecursionError):
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


def file_words(file: Any) -> str:  # noqa: ANN401 -- a file that came, or its row
    """Return what a file is, never what it was called."""
    return f"{word(Kind(file.kind))} · {filesizeformat(file.size)}"


@dataclass(frozen=True)
class Turn:
    """One page being answered."""

    place: Asked
    version: SurveyVersion
    carried: Carried
    marks: Sequence[str] = ()
    template: str = "surveys/answer.html"
    is_trial: bool = False

    @cached_property
    def form(self) -> Form:
        """The questions in the language of who answers; their keys stay."""
        return queries.form_in_language(self.version, self.place.one.language)[0]

    @property
    def values(self) -> dict[str, answering.Value]:
        """What was answered so far, as far as it answers."""
        return self.whole.values

    @property
    def whole(self) -> answering.Whole:
        """What was carried, read again."""
        return answering.whole(self.form, self.carried.told, known=self.known)

    @cached_property
    def known(self) -> answering.Known:
        """What an answer may name, before this page."""
        return queries.known(self.place.one, self.form, self.marks)

    @cached_property
    def held(self) -> dict[str, str]:
        """The files that came on earlier pages, by code."""
        waiting = queries.files_waiting(self.place.one, self.form, self.marks)
        return {one.document.code: file_words(one.document) for one in waiting}

    def keep(self, request: Request, question: Question, file: CleanFile) -> tuple[str, str]:
        """Keep a file that came with a page; return its code, and what it is in words."""
        code = actions.keep_file(
            survey=self.place.one,
            question=question,
            file=file,
            mark=self.marks[0] if self.marks else "",
            actor=request.actor,
            now=self.place.now,
            is_trial=self.is_trial,
        )
        return code, file_words(file)

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        return queries.places(self.place.one)

    def boxes(self, at: int, data: Any = None, files: Any = None) -> PageForm:  # noqa: ANN401 -- a QueryDict or nothing
        """Return page ``at`` as boxes to fill in."""
        page = self.form.pages[at]
        return PageForm(
            data,
            questions=answering.shown(page, self.values),
            typed=self.carried.told,
            files=files,
            places=self.places,
            quarters=queries.quarters(self.place.one, page.questions),
            held=self.held,
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
    boxes = turn.boxes(at, request.POST, request.FILES)
    boxes.receive(lambda question, file: turn.keep(request, question, file))
    carried.told |= boxes.typed()
    turn = replace(turn) if request.FILES else turn  # what it knew was without the files of this page
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
            again = replace(turn, version=fresh)
            return draw(request, again, answering.first(again.form, {}) or 0, said=refused.refusal)
        if refused.refusal is SurveyRefusal.UNREADABLE:
            found = turn.whole
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
