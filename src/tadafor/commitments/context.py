"""What the pages of commitments share: finding one, its frame, its points on a map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Plan
from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.moderation.queries import tombstones_of_traces
from tadafor.people.actor import Request
from tadafor.territories import queries as territories
from tadafor.traces import queries as traces
from tadafor.ui.components import Step, StepState
from tadafor.ui.formatting import day, measure
from tadafor.ui.maps import Place, Quarter

SEE_OTHER = 303
_COUNTED = rules.NUMBERS - {rules.Field.NUMBER, rules.Field.LATITUDE, rules.Field.LONGITUDE}
_TONES = {
    rules.Status.DONE: "green",
    rules.Status.UNDER_WAY: "saffron",
    rules.Status.DELAYED: "terracotta",
    rules.Status.CANCELLED: "plain",
}


@dataclass(frozen=True)
class Shown:
    """A commitment as a list shows it: how late it is today."""

    one: Commitment
    today: date

    @property
    def lateness(self) -> rules.Lateness:
        return rules.lateness(self.one.dates, today=self.today)

    @property
    def is_late(self) -> bool:
        return self.lateness in rules.LATE

    @property
    def is_silent(self) -> bool:
        return self.lateness is rules.Lateness.SILENT

    @property
    def days_late(self) -> int:
        return rules.days_late(self.one.dates, today=self.today)

    @property
    def tone(self) -> str:
        """The colour: late before anything else."""
        return "terracotta" if self.is_late else _TONES.get(self.one.standing, "plain")


def plan_here(number: int) -> Plan:
    """Find a published plan of the open territory, or raise Http404."""
    plan = queries.plan_at(number)
    if plan is None or not plan.is_public:
        raise Http404
    return plan


def here(plan: int, number: int) -> tuple[Plan, Commitment]:
    """Find a commitment of a published plan, or raise Http404."""
    one = queries.published_at(plan, number)
    if one is None:
        raise Http404
    return one.plan, one


def frame(request: Request, one: Commitment, now: datetime) -> dict[str, Any]:
    """Return what the page of a commitment shows."""
    today = clock.day_of(now)
    remarks = queries.remarks_of(one)
    stones = tombstones_of_traces([remark.trace for remark in remarks], today=today)
    photos = documents.of_traces([remark.trace for remark in remarks]) if remarks else {}
    milestones = queries.milestones_of(one)
    evidence = queries.evidence_of(one)
    indicators, funding = queries.indicators_of(one), queries.funding_of(one)
    said, tongues = queries.in_language(one, milestones, [each.indicator for each in indicators], funding)
    documents.in_language([each.document for each in evidence])
    return {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said.plan,
        "commitment": said,
        "shown": Shown(said, today),
        "today": today,
        "milestones": milestones,
        "steps": stepper(one, milestones, today),
        "funding": funding,
        "indicators": indicators,
        "history": queries.steps_of(one),
        "evidence": evidence,
        "story": traces.story_of(one.trace),
        "remarks": [
            (remark, stones.get(remark.trace_id), photos.get(remark.trace_id, [])) for remark in remarks
        ],
        "follows": traces.follows(one.trace, request.actor.person_id),
    }


def stepper(one: Commitment, milestones: Iterable[Any], today: date) -> list[Step]:
    """Return the milestones as steps: done, the next one, late ones."""
    found, is_next = [], one.is_open
    for milestone in milestones:
        if milestone.done_on:
            state = StepState.DONE
        elif one.is_open and milestone.due_on and milestone.due_on < today:
            state, is_next = StepState.LATE, False
        else:
            state, is_next = (StepState.NOW if is_next else StepState.NEXT), False
        when = milestone.done_on or milestone.due_on
        found.append(Step(title=milestone.title, state=state, when=when, who=milestone.responsible))
    return found


@dataclass(frozen=True)
class Stage:
    """A step of the way of a plan as its pages show it."""

    kind: rules.StepKind
    taken: list[queries.PlanStep]
    is_next: bool
    is_yearly: bool
    is_last: bool

    @property
    def title(self) -> str:
        return word(self.kind)


def stages(plan: Plan, path: Iterable[queries.PlanStep]) -> list[Stage]:
    """Return the steps of a plan in their order: those taken, the one that comes next."""
    done: dict[rules.StepKind, list[queries.PlanStep]] = {}
    for one in path:
        done.setdefault(one.kind, []).append(one)
    kinds = rules.PATHS[plan.sort]
    first = next((kind for kind in kinds if kind not in done), None)
    last = next((kind for kind in reversed(kinds) if kind in done), None)
    return [
        Stage(
            kind,
            taken=done.get(kind, []),
            is_next=kind is first,
            is_yearly=kind in rules.YEARLY,
            is_last=kind is last,
        )
        for kind in kinds
    ]


def path_frame(plan: Plan, *, today: date) -> dict[str, Any]:
    """Return what the pages of the way of a plan show, in public and at the desk."""
    found = stages(plan, queries.path_of(plan))
    answers = queries.assessments_of(plan) if plan.sort is rules.PlanKind.OPENNESS else {}
    is_openness = plan.sort is rules.PlanKind.OPENNESS
    return {
        "plan": plan,
        "stages": found,
        "estimate": queries.estimate_of(plan),
        "yearly": (yearly := queries.yearly_of(plan)),
        "closing": queries.closing_year(plan, [one.year for one in yearly], today=today),
        "sections": [(one, answers.get(one)) for one in rules.Section] if is_openness else [],
        "answered": len(answers),
        "is_strategy": plan.sort is rules.PlanKind.STRATEGY,
        "messages_told": queries.messages_of(plan) if plan.sort is rules.PlanKind.STRATEGY else [],
    }


def kept_until_midnight(request: Request, response: pages.Answer, now: datetime) -> pages.Answer:
    """Let a visitor's copy be kept a minute, never past midnight, when what is late changes."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=midnight)


def shown(
    request: Request,
    template: str,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page that is never stored: forms, and the pages of those who act."""
    everything = {"territory": request.territory} | context
    return pages.never_stored(render(request, template, everything, status=status))


def go(request: Request, name: str, *keys: object, said: str = "") -> HttpResponse:
    """Lead to another page of the room, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    address = reverse(f"commitments:{name}", args=[request.territory.slug, *keys])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def points_of(things: Iterable[Shown]) -> list[Place]:
    """Return what a map can show: at its own point, else at the centre of its neighbourhood."""
    found = []
    for thing in things:
        one = thing.one
        at = one if one.latitude is not None else one.neighbourhood
        if at is not None and at.latitude is not None and at.longitude is not None:
            point = float(at.latitude), float(at.longitude)
            found.append(Place(one.title, *point, one.number, in_language(one.trace.address), thing.tone))
    return found


def quarters(request: Request, plan: Plan, counts: Mapping[int | None, int]) -> list[Quarter]:
    """Return the neighbourhoods with how much is promised in each, leading to the list narrowed to it."""
    address = reverse("commitments:plan", args=[request.territory.slug, plan.number])
    found = []
    for one in territories.quarters(request.territory.pk):
        count = counts.get(one.key, 0)
        found.append(replace(one, count=count, href=f"{address}?neighbourhood={one.key}" if count else ""))
    return found


def said_of(field: rules.Meaning, value: str) -> str:
    """Return a value of a closed list in the reader's language, any other as it is."""
    kinds: dict[rules.Meaning, Any] = {
        rules.Field.STATUS: rules.Status,
        rules.Field.GENDER: rules.Gender,
        rules.Field.PRINCIPLES: rules.Principle,
    }
    if not value:
        return ""
    of = field.field if isinstance(field, rules.Column) else field
    if of in rules.DAYS:
        return day(date.fromisoformat(value))
    if of in _COUNTED:
        return measure(Decimal(value))
    kind = kinds.get(field)
    return " · ".join(word(kind(each)) for each in value.split()) if kind and value else value


def axis_word(plan: Plan) -> str:
    """Return what a part of this plan is called."""
    return _("باب") if plan.has_chapters else _("محور")
