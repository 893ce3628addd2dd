"""What the pages of meetings share: finding one, its frame, how long a page is kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.masking import SMALLEST_SHOWN
from tadafor.kernel.words import word
from tadafor.meetings import queries, rules
from tadafor.meetings.queries import Meeting, Room
from tadafor.people.actor import Request
from tadafor.people.rules import AgeBand, Sex

SEE_OTHER = 303


@dataclass(frozen=True)
class Here:
    """One meeting as a page meets it: now."""

    meeting: Meeting
    now: datetime
    today: date
    stage: rules.Stage

    @property
    def takes(self) -> bool:
        """Whether one may register now."""
        meeting = self.meeting
        is_open = self.stage is rules.Stage.COMING and self.now < meeting.registration_ends_at
        return meeting.takes_registrations and is_open


def here(code: str) -> Here:
    """Find the announced meeting with this code, or raise Http404."""
    return _found(queries.meeting_at(code))


def at_desk(code: str) -> Here:
    """Find the meeting with this code, drafts too, or raise Http404."""
    return _found(queries.any_meeting_at(code))


def _found(meeting: Meeting | None) -> Here:
    if meeting is None:
        raise Http404
    now = clock.now()
    return Here(meeting, now, clock.day_of(now), meeting.stage(now))


def frame(request: Request, place: Here) -> dict[str, Any]:
    """Return what every page of a meeting shows around its content."""
    meeting = place.meeting
    return {
        "place": place,
        "meeting": meeting,
        "stage": place.stage,
        "territory": request.territory,
        "one_day": clock.day_of(meeting.starts_at) == clock.day_of(meeting.ends_at - timedelta.resolution),
        "last_moment": meeting.ends_at - timedelta.resolution,
    }


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


@dataclass(frozen=True)
class CountLine:
    """A count as the public reads it, with the words of what it counts."""

    fact: rules.Fact
    of: str
    count: int | None


def counts_shown(meeting: Meeting) -> list[CountLine]:
    """Return the counts of a meeting as everybody reads them, small ones masked (§ meetings-masking)."""
    values: dict[rules.Fact, Any] = {
        rules.Fact.SEX: Sex,
        rules.Fact.AGE: AgeBand,
        rules.Fact.QUALITY: rules.Quality,
    }
    return [
        CountLine(one.fact, word(values[one.fact](one.value)) if one.value else "", one.count)
        for one in rules.shown(queries.counts_of(meeting))
    ]


def opinions_shown(found: Room, place: Here, *, by_way: bool = False) -> dict[str, Any]:
    """Return what everybody reads of the forms of satisfaction, once they are closed.

    ``by_way`` adds, for staff, what came by telephone and what came on paper, masked alike.
    """
    if found.feedback_at is None or found.stands.asks_opinions(place.now):
        return {}
    told: dict[str, Any] = {
        "forms": found.feedback_forms if found.feedback_forms >= SMALLEST_SHOWN else None,
        "on_paper": rules.shown_ways(forms=found.feedback_forms, paper=found.feedback_paper),
        "opinions": _opinions(found, None, found.feedback_forms),
        "is_settled": True,
    }
    if by_way and told["on_paper"]:
        on_paper = found.feedback_paper
        sizes = {rules.Way.PHONE: found.feedback_forms - on_paper, rules.Way.PAPER: on_paper}
        told["ways"] = [(word(way), size, _opinions(found, way, size)) for way, size in sizes.items()]
    return told


def _opinions(
    found: Room, way: rules.Way | None, forms: int
) -> list[tuple[str, list[tuple[str, int | None]]]]:
    table = rules.shown_opinions(queries.opinions_of(found, way), forms=forms)
    return [
        (word(aspect), [(word(mood), count) for mood, count in cells.items()])
        for aspect, cells in table.items()
    ]


def kept(request: Request, response: pages.Answer, now: datetime, *turns: datetime) -> pages.Answer:
    """Let a visitor's copy be kept a minute, never past midnight nor past the next turn of a meeting."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=min([midnight, *(one for one in turns if one > now)]))


def turns(meeting: Meeting) -> tuple[datetime, datetime, datetime]:
    """Return the moments at which the page of a meeting changes by itself."""
    return meeting.registration_ends_at, meeting.starts_at, meeting.ends_at


def address(request: Request, name: str, place: Here, *args: object) -> str:
    where = [request.territory.slug, place.meeting.code, *args]
    return reverse(f"meetings:{name}", args=where)


def whole_address(path: str) -> str:
    """Return the address of a page as it is printed and put in a calendar."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(path)


def go(request: Request, name: str, place: Here, said: str = "", *args: object) -> HttpResponse:
    """Lead to another page of this meeting, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(address(request, name, place, *args), status=SEE_OTHER)
