"""What the pages of a consultation share: finding it, its frame, and how long a page is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.associations.rules import Mechanism
from tadafor.consultations import queries, rules
from tadafor.consultations.queries import Consultation
from tadafor.kernel import clock, pages
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.ui.components import Step, StepState
from tadafor.ui.formatting import day, short_day

EXPORT_FORMATS = ("csv", "xlsx", "json")
_STATES = {
    rules.Standing.DONE: StepState.DONE,
    rules.Standing.NOW: StepState.NOW,
    rules.Standing.NEXT: StepState.NEXT,
}


@dataclass(frozen=True)
class Here:
    """One consultation as a page meets it: now."""

    consultation: Consultation
    now: datetime
    today: date
    phase: rules.Phase

    @property
    def is_open(self) -> bool:
        return self.phase is rules.Phase.OPEN

    @property
    def is_between_rounds(self) -> bool:
        """Whether a round is over and the next one not yet begun."""
        one = self.consultation
        return one.earlier_closed_on is not None and one.earlier_closed_on < self.today < one.opens_on

    @property
    def is_decided(self) -> bool:
        """Whether decisions may be read: after the window, and from the second round on."""
        return self.consultation.earlier_closed_on is not None or self.phase not in {
            rules.Phase.DRAFT,
            rules.Phase.ANNOUNCED,
            rules.Phase.OPEN,
        }


def here(slug: str) -> Here:
    """Find the announced consultation at this address, or raise Http404."""
    now = clock.now()
    consultation = queries.consultation_at(slug)
    if consultation is None:
        raise Http404
    today = clock.day_of(now)
    return Here(consultation, now, today, rules.phase(consultation.window, today=today))


def steps(place: Here) -> list[Step]:
    """Return the stepper of the page."""
    return [
        Step(title=word(one.step), state=_STATES[one.standing], when=_when(one), who=_who(one.step))
        for one in queries.steps_of(place.consultation, place.today)
    ]


def _when(one: queries.StepView) -> date | str | None:
    if one.until is None or one.on is None:
        return one.on
    if one.until == one.on:
        return one.on
    return _("%(from)s – %(to)s") % {"from": short_day(one.on), "to": day(one.until)}


def _who(step: rules.Step | rules.CardStep) -> str:
    people = _("المواطنات والمواطنون والجمعيات")
    actors: dict[rules.Step | rules.CardStep, str] = {
        rules.CardStep.READ: people,
        rules.CardStep.NOTE: people,
        rules.CardStep.PRESENT: _("المشاركات والمشاركون"),
        rules.CardStep.EXAMINE: _("لجنة التتبع"),
        rules.CardStep.IMPROVE: _("لجنة التتبع والمجلس"),
        rules.Step.ANNOUNCED: _("الجماعة"),
        rules.Step.OPEN: people,
        rules.Step.EXAMINATION: _("لجنة الدراسة"),
        rules.Step.NEW_VERSION: _("لجنة الدراسة"),
        rules.Step.ADOPTED: _("المجلس"),
    }
    return actors[step]


def refusal(request: Request, place: Here) -> str:
    """Return why this visitor may not contribute, as the greyed button says it; empty when they may.

    A visitor who only has to sign in may write first: the form asks for it at the end.
    """
    found = rules.refuse_contributor(
        phase=place.phase,
        audience=rules.Audience(place.consultation.audience),
        who=_as_they_could(request, place),
        in_person=place.consultation.round_in_person,
    )
    return "" if found in {None, rules.ContributionRefusal.SIGN_IN_FIRST} else sentence(found)


def room_of(place: Here) -> queries.Round | None:
    """Return the round that is held in a room now, and where: the form's address leads there."""
    one = place.consultation
    return queries.round_in_force(one) if place.is_open and one.round_in_person else None


def _as_they_could(request: Request, place: Here) -> rules.Contributor:
    mandates = request.actor.associations_in(place.consultation.territory_id, Mechanism.CONTRIBUTE)
    speaks_for = mandates[0][0] if mandates else None
    return queries.contributor(request.actor, place.consultation.territory_id, speaks_for)


def frame(request: Request, place: Here) -> dict[str, Any]:
    """Return what every page of a consultation shows around its content."""
    return {
        "place": place,
        "consultation": place.consultation,
        "territory": request.territory,
        "steps": steps(place),
        "export_formats": EXPORT_FORMATS,
    }


def shown(
    request: Request,
    template: str,
    place: Here,
    *,
    says: Sequence[str] = queries.TITLE,
    whole: bool = False,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a public page in its reader's language; a visitor's copy may be kept, until the next turn.

    ``says`` and ``whole`` tell which words it shows (``queries.in_language``).
    """
    context |= frame(request, place) | {"refused": refusal(request, place)}
    context |= queries.in_language(place.consultation, context, says=says, whole=whole)
    return kept(request, render(request, template, context), place)


def kept(request: Request, response: pages.Answer, place: Here) -> pages.Answer:
    """Say how long an answer may be kept: a visitor's until the next turn, a person's never."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    return pages.keep(response, now=place.now, until=queries.next_turn(place.consultation, place.now))
