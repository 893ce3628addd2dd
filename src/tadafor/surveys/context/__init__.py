"""What the pages of forms and conversations share: finding one, how long a page is kept, where it leads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.surveys import queries
from tadafor.surveys.queries import Conversation, Survey
from tadafor.surveys.rules.questions import Fault
from tadafor.surveys.rules.standing import Phase

SEE_OTHER = 303
One = TypeVar("One", Survey, Conversation)


@dataclass(frozen=True)
class Here:
    """One form or conversation as a page meets it: now."""

    one: Survey | Conversation
    now: datetime
    today: date

    @property
    def phase(self) -> Phase:
        return self.one.days.phase(self.today)

    @property
    def is_open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def until(self) -> date | None:
        """The last day, for the clock of a page."""
        return self.one.closes_on if self.is_open else None


@dataclass(frozen=True)
class Asked(Here):
    """A form, now."""

    one: Survey


@dataclass(frozen=True)
class Talk(Here):
    """A conversation, now."""

    one: Conversation


def _now() -> tuple[datetime, date]:
    now = clock.now()
    return now, clock.day_of(now)


def asked(slug: str) -> Asked:
    """Find the opened form at this address, or raise Http404."""
    return _asked(queries.survey_at(slug))


def any_asked(slug: str) -> Asked:
    """Find the form at this address, opened or not: for staff only."""
    return _asked(queries.any_survey_at(slug))


def _asked(found: Survey | None) -> Asked:
    if found is None:
        raise Http404
    return Asked(found, *_now())


def talk(slug: str) -> Talk:
    """Find the opened conversation at this address, or raise Http404."""
    return _talk(queries.conversation_at(slug))


def any_talk(slug: str) -> Talk:
    """Find the conversation at this address, opened or not: for staff only."""
    return _talk(queries.any_conversation_at(slug))


def _talk(found: Conversation | None) -> Talk:
    if found is None:
        raise Http404
    return Talk(found, *_now())


def listed(things: list[One]) -> list[tuple[One, Phase, date | None]]:
    """Return rows of a list in the reader's language: the thing, where it stands, its last day if open."""
    _, today = _now()
    rows = [(one, one.days.phase(today)) for one in queries.in_language(things)[0]]
    return [(one, phase, one.closes_on if phase is Phase.OPEN else None) for one, phase in rows]


def frame(request: Request, place: Here) -> dict[str, Any]:
    """Return what every page shows around its content; ``one`` in the language of its reader."""
    (one,), tongues = queries.in_language([place.one])
    return {"place": place, "one": one, "tongues": tongues, "territory": request.territory}


def shown(
    request: Request,
    template: str,
    place: Here,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page that is never stored: forms, and the pages of those who act."""
    return pages.never_stored(render(request, template, frame(request, place) | context, status=status))


def read(request: Request, template: str, place: Here, **context: Any) -> HttpResponse:  # noqa: ANN401
    """Answer with a public page; a visitor's copy may be kept, never past midnight."""
    return kept(request, render(request, template, frame(request, place) | context))


def kept(request: Request, response: pages.Answer) -> pages.Answer:
    """Say how long an answer may be kept: a visitor's until midnight at most, a person's never."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    now, today = _now()
    return pages.keep(response, now=now, until=clock.start_of(today + timedelta(days=1)))


def go(request: Request, name: str, place: Here, said: str = "", *args: object) -> HttpResponse:
    """Lead to another page, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    where = [request.territory.slug, place.one.slug, *args]
    return HttpResponseRedirect(reverse(f"surveys:{name}", args=where), status=SEE_OTHER)


def fault_words(fault: Fault) -> str:
    """Return what keeps a form from opening in words, with where it is."""
    return f"\u2068{fault.where}\u2069: {word(fault.refusal)}" if fault.where else word(fault.refusal)
