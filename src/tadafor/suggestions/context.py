"""What the pages of suggestions share: finding one, what its reader may see, its frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.moderation.queries import tombstones_of_traces
from tadafor.people.actor import Request
from tadafor.suggestions import queries, rules
from tadafor.suggestions.queries import Suggestion
from tadafor.territories import queries as territories
from tadafor.traces import queries as traces
from tadafor.ui.components import Step, StepState
from tadafor.ui.maps import Place, Quarter

SEE_OTHER = 303


@dataclass(frozen=True)
class Here:
    """One suggestion as a page meets it: now, and how much of it this reader sees."""

    one: Suggestion
    now: datetime
    today: date
    pace: rules.Pace
    is_own: bool

    @property
    def is_public(self) -> bool:
        return rules.is_public(self.one.sort) and self.one.trace.visibility == "visible"

    @property
    def is_read(self) -> bool:
        """Whether the words are shown: to everybody, or to who wrote them."""
        return self.is_own or self.is_public

    @property
    def is_late(self) -> bool:
        return self.pace is rules.Pace.LATE and self.one.is_open


def here(request: Request, number: int, *, is_own: bool = False) -> Here:
    """Find a suggestion by its public number, or raise Http404."""
    one = queries.at(number)
    if one is None:
        raise Http404
    return seen(request, one, is_own=is_own or queries.is_author(one, request.actor))


def seen(request: Request, one: Suggestion, *, is_own: bool) -> Here:
    now = clock.now()
    today = clock.day_of(now)
    off = queries.days_off(request.territory.pk, one.due_from)
    return Here(one, now, today, rules.pace(one.delay, today=today, off=off), is_own)


def steps(place: Here) -> list[Step]:
    """Return the stepper: received, with the service, answered."""
    one = place.one
    reached = 0 if one.standing is rules.State.RECEIVED else 1 if not one.answered_at and one.is_open else 2
    late = place.is_late and reached < _ANSWERED
    service = one.service.name if one.service else _("مصالح الجماعة")
    when = [one.received_on, None, one.answered_on or one.due_on]
    titles = [_("تم التوصل"), _("لدى المصلحة"), word(one.standing) if reached == _ANSWERED else _("الجواب")]
    who = [_("أنتم"), service, service]
    done = reached == _ANSWERED and one.standing is not rules.State.PLANNED
    return [
        Step(
            title=titles[at],
            state=_state(at, reached, late=late, done=done),
            when=when[at],
            who=who[at],
        )
        for at in range(_ANSWERED + 1)
    ]


_ANSWERED = 2


def _state(at: int, reached: int, *, late: bool, done: bool) -> StepState:
    if at < reached or (done and at == reached):
        return StepState.DONE
    if at == reached:
        return StepState.LATE if late else StepState.NOW
    return StepState.NEXT


def frame(request: Request, place: Here) -> dict[str, Any]:
    """Return what every page of a suggestion shows."""
    one = place.one
    stones = tombstones_of_traces([one.trace], today=place.today)
    return {
        "place": place,
        "suggestion": one,
        "territory": request.territory,
        "tombstone": None if one.kind == rules.Kind.COMPLAINT else stones.get(one.trace_id),
        "history": queries.steps_of(one) if place.is_read else [],
        "documents": documents.of_trace(one.trace) if place.is_read else [],
        "story": traces.story_of(one.trace),
        "merged": queries.merged_with(one) if place.is_public else [],
        "backs": queries.backs(one, request.actor.person_id),
        "steps": steps(place),
    }


def in_tongue(told: dict[str, Any]) -> dict[str, Any]:
    """Return a frame whose words are in the reader's language, where they are shown (§ suggestions-23)."""
    return told | queries.in_language(told) if told["place"].is_read else told


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


def kept_until_midnight(request: Request, response: pages.Answer, now: datetime) -> pages.Answer:
    """Let a visitor's copy be kept a minute, never past midnight, when the clock of replies moves."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=midnight)


def go(request: Request, name: str, number: int, said: str = "") -> HttpResponse:
    """Lead to another page of a suggestion, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    address = reverse(f"suggestions:{name}", args=[request.territory.slug, number])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def points_of(things: Iterable[Suggestion]) -> list[Place]:
    """Return what a map can show: at its own point, else at the centre of its neighbourhood."""
    found = []
    for one in things:
        at = one if one.latitude is not None else one.neighbourhood
        if at is not None and at.latitude is not None and at.longitude is not None:
            tone = "saffron" if one.is_open else "green"
            point = float(at.latitude), float(at.longitude)
            found.append(Place(one.title, *point, one.number, in_language(one.trace.address), tone))
    return found


def quarters(request: Request, counts: Mapping[int | None, int]) -> list[Quarter]:
    """Return the neighbourhoods with how much was told in each, leading to the list narrowed to it."""
    asked = request.GET.copy()
    for name in (pages.BEFORE, pages.AFTER):
        asked.pop(name, None)
    address = reverse("suggestions:index", args=[request.territory.slug])
    found = []
    for one in territories.quarters(request.territory.pk):
        asked["neighbourhood"] = str(one.key)
        count = counts.get(one.key, 0)
        found.append(replace(one, count=count, href=f"{address}?{asked.urlencode()}" if count else ""))
    return found
