"""What the pages of an edition share: finding it, its stepper, how long a page is kept, where it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadafor.budgets import queries
from tadafor.budgets.queries import Edition, Idea, Project, Tongue
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Act, Cycle, Days, Phase
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.territories import queries as territories
from tadafor.ui import way_back
from tadafor.ui.components import Step, StepState
from tadafor.ui.formatting import day, short_day
from tadafor.ui.maps import Place, Quarter

SEE_OTHER = 303
_OWN = (Phase.ANNOUNCED, Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT)


@dataclass(frozen=True)
class Here:
    """One edition as a page meets it: now."""

    edition: Edition
    now: datetime
    today: date
    cycle: Cycle

    @cached_property
    def phase(self) -> Phase:
        return cycle.phase(self.cycle, today=self.today)

    def is_open(self, act: Act) -> bool:
        """Whether the table of phases allows ``act`` today."""
        return cycle.is_open(self.cycle, act, today=self.today)

    def days(self, phase: Phase) -> Days | None:
        """Return the days of a phase, None when the edition leaves it out."""
        return next((one for one in self.cycle.days if one.phase is phase), None)

    @property
    def until(self) -> date | None:
        """The last day of the phase that runs today, for the clock of a page."""
        found = self.days(self.phase)
        return found.closes_on if found and found.closes_on >= self.today else None

    @property
    def takes_ideas(self) -> bool:
        return self.is_open(Act.PROPOSE_IDEA)

    @property
    def votes(self) -> bool:
        return self.is_open(Act.CAST)

    @property
    def shows_prices(self) -> bool:
        return cycle.prices_are_public(self.cycle, self.edition.prices_on, today=self.today)


def _at(edition: Edition | None) -> Here:
    if edition is None:
        raise Http404
    now = clock.now()
    return Here(edition, now, clock.day_of(now), queries.cycle_of(edition))


def here(slug: str) -> Here:
    """Find the announced edition at this address, or raise Http404."""
    return _at(queries.edition_at(slug))


def any_here(slug: str) -> Here:
    """Find the edition at this address, announced or not: for staff only."""
    return _at(queries.any_edition_at(slug))


def project_here(slug: str, number: int) -> tuple[Here, Project]:
    """Find a project of an announced edition that everybody may read, or raise Http404."""
    place = here(slug)
    project = queries.project_numbered(place.edition, number)
    if project is None or project.trace.visibility != "visible":
        raise Http404
    return place, project


def steps(place: Here) -> list[Step]:
    """Return the stepper of the page: every phase that the edition holds, its days, and who acts."""
    dated = {one.phase: one for one in place.cycle.days}
    shown = [phase for phase in Phase if phase in dated or phase in _OWN]
    reached = list(Phase).index(place.phase)
    return [
        Step(
            title=word(phase),
            state=_state(place, phase, reached),
            when=_when(place, phase, dated.get(phase)),
            who=str(_WHO[phase]),
        )
        for phase in shown
    ]


def _state(place: Here, phase: Phase, reached: int) -> StepState:
    at = list(Phase).index(phase)
    if at != reached:
        return StepState.DONE if at < reached else StepState.NEXT
    days = place.days(phase)
    return StepState.DONE if days and days.closes_on < place.today else StepState.NOW


def _when(place: Here, phase: Phase, days: Days | None) -> date | str | None:
    if days is None:
        acts = {
            Phase.ANNOUNCED: place.cycle.announced_on,
            Phase.RESULTS: place.cycle.results_on,
            Phase.CARRYING_OUT: place.cycle.adopted_on,
        }
        return acts.get(phase)
    if days.opens_on == days.closes_on:
        return days.opens_on
    return _("%(from)s – %(to)s") % {"from": short_day(days.opens_on), "to": day(days.closes_on)}


_PEOPLE = gettext_lazy("المواطنات والمواطنون")
_WHO: dict[Phase, Promise] = {
    Phase.DRAFT: gettext_lazy("الجماعة"),
    Phase.ANNOUNCED: gettext_lazy("الجماعة"),
    Phase.IDEAS: _PEOPLE,
    Phase.MERGING: gettext_lazy("اللجنة والساكنة"),
    Phase.STUDY: gettext_lazy("مصالح الجماعة"),
    Phase.PRICES: gettext_lazy("الجماعة"),
    Phase.CAMPAIGN: gettext_lazy("أصحاب المشاريع وصاحباتها"),
    Phase.VOTE: _PEOPLE,
    Phase.COUNT: gettext_lazy("اللجنة"),
    Phase.RESULTS: gettext_lazy("الجماعة"),
    Phase.CARRYING_OUT: gettext_lazy("المجلس والمصالح"),
}


def neighbourhoods(request: Request) -> list[tuple[int, str]]:
    """Return the neighbourhoods of the territory, to choose from."""
    return territories.neighbourhood_names(request.territory.pk)


def quarters(request: Request) -> list[Quarter]:
    """Return the neighbourhoods that a map can show."""
    return territories.quarters(request.territory.pk)


def counted(request: Request, counts: Mapping[int | None, int]) -> list[Quarter]:
    """Return the neighbourhoods with how much is in each, leading to the list narrowed to it."""
    asked = request.GET.copy()
    asked.pop("page", None)
    found = []
    for one in quarters(request):
        asked["neighbourhood"] = str(one.key)
        count = counts.get(one.key, 0)
        found.append(replace(one, count=count, href=f"?{asked.urlencode()}" if count else ""))
    return found


def points_of(things: Iterable[Idea | Project], *, tone: str = "green") -> list[Place]:
    """Return what a map can show: at its own point, else at the centre of its neighbourhood."""
    found = []
    for one in things:
        at = one if one.latitude is not None else one.neighbourhood
        if at is not None and at.latitude is not None and at.longitude is not None:
            point = float(at.latitude), float(at.longitude)
            href = in_language(one.trace.address)
            sign = (one.symbol, one.colour) if isinstance(one, Project) else ("", "")
            found.append(Place(one.title, *point, one.number, href, tone, *sign))
    return found


def frame(request: Request, place: Here, tongue: Tongue | None = None) -> dict[str, Any]:
    """Return what every page of an edition shows around its content; only its title is said in a form.

    The edition that is shown is a twin in the reader's language: verbs are given the one of ``place``.
    """
    tongue = tongue or queries.tongue_of(place.edition)
    return {
        "place": place,
        "edition": tongue.told(),
        "tongues": tongue.reading,
        "territory": request.territory,
        "steps": steps(place),
    }


def stated_rules(place: Here) -> list[tuple[str, object]]:
    """Return how people vote in an edition, and who."""
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


def shown(
    request: Request,
    template: str,
    place: Here,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page that is never stored: forms, and the pages of those who act."""
    told = frame(request, place, context.pop("tongue", None)) | context
    return pages.never_stored(render(request, template, told, status=status))


def read(
    request: Request,
    template: str,
    place: Here,
    tongue: Tongue | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a public page; a visitor's copy may be kept, never past the next turn."""
    return kept(request, render(request, template, frame(request, place, tongue) | context), place)


def kept(request: Request, response: pages.Answer, place: Here) -> pages.Answer:
    """Say how long an answer may be kept: a visitor's until midnight at most, a person's never."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    return pages.keep(response, now=place.now, until=clock.start_of(place.today + timedelta(days=1)))


def file_name(edition: Edition, rest: str) -> str:
    """Return the name of a file of this edition, as it can be typed in a command; a demonstration says so."""
    mark = "demonstration-" if edition.is_demonstration else ""
    name = edition.slug if edition.slug.isascii() else f"{edition.territory.slug}-budget-{edition.pk}"
    return f"{mark}{name}-{rest}"


def given(
    request: Request, place: Here, made: str | bytes, rest: str, kind: str = "text/plain; charset=utf-8"
) -> HttpResponse:
    """Answer with a file of this edition."""
    response = HttpResponse(made, content_type=kind)
    name = file_name(place.edition, rest)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return kept(request, response, place)


def kept_list(request: Request, response: pages.Answer) -> pages.Answer:
    """Let a visitor's copy of a list of editions be kept a minute, never past midnight."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    now = clock.now()
    return pages.keep(response, now=now, until=clock.start_of(clock.day_of(now) + timedelta(days=1)))


def go(request: Request, name: str, place: Here, said: str = "", *args: object) -> HttpResponse:
    """Lead to another page of this edition, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    where = [request.territory.slug, place.edition.slug, *args]
    return HttpResponseRedirect(reverse(f"budgets:{name}", args=where), status=SEE_OTHER)


# ---- who must sign in first keeps what they typed (never a ballot: see the views of the vote)


def sign_in_first(request: Request, typed: dict[str, Any]) -> HttpResponse:
    """Keep what was typed, send the person to sign in, and bring them back to this very form."""
    request.session[_kept_at(request)] = {name: str(value) for name, value in typed.items()}
    address = way_back.first("people:sign_in", request)
    return HttpResponseRedirect(address, status=SEE_OTHER)


def take_draft(request: Request) -> dict[str, Any]:
    """Return what this person typed here before they signed in; it is given back once."""
    if request.method == "POST" or not request.actor.is_signed_in:
        return {}
    typed = request.session.pop(_kept_at(request), {})
    return {name: value for name, value in typed.items() if name != "token"}


def _kept_at(request: Request) -> str:
    return f"typed:{request.path}"
