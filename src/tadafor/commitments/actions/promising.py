"""A commitment: what is promised, where it stands, what it came from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.commitments import notices, queries, rules
from tadafor.commitments.actions.plans import ROOM
from tadafor.commitments.actions.recording import ask, held_for, held_plan, record, refreshed, step
from tadafor.commitments.models import Axis, Commitment, Milestone, Objective, Plan
from tadafor.commitments.rules import Gender, PlanRefusal, Principle, StandingRefusal, Status
from tadafor.kernel.clock import day_of
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.queries import staff_ids
from tadafor.people.rules import RoleKind
from tadafor.territories.rules.points import refuse_point
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Becoming, Visibility

_LINES = ("title", "beneficiaries", "service", "partners", "place")
_TEXTS = ("problem", "solution", "description")


@dataclass(frozen=True, kw_only=True)
class CommitmentFacts:
    """A commitment as the card of the national network describes it."""

    title: str
    problem: str = ""
    solution: str = ""
    description: str = ""
    beneficiaries: str = ""
    principles: Sequence[Principle] = field(default=())
    gender: Gender = Gender.NEUTRAL
    service: str = ""
    agent_id: int | None = None
    partners: str = ""
    neighbourhood_id: int | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    weight: Decimal = Decimal(1)
    cost: Decimal | None = None

    def cleaned(self) -> "CommitmentFacts":
        """Return the same without hidden characters."""
        lines: dict[str, Any] = {name: clean_line(getattr(self, name)) for name in _LINES}
        texts: dict[str, Any] = {name: clean(getattr(self, name)) for name in _TEXTS}
        return replace(self, principles=[Principle(one) for one in self.principles], **lines, **texts)

    @property
    def words(self) -> str:
        """All that the public reads in it."""
        return "\n\n".join(part for part in (self.problem, self.solution, self.description) if part)


def _asked(facts: CommitmentFacts, axis: Axis, objective: Objective | None, plan: Plan) -> None:
    ask(None if facts.title else PlanRefusal.NO_TITLE)
    ask(PlanRefusal.ELSEWHERE if axis.plan_id != plan.pk else None)
    ask(PlanRefusal.ELSEWHERE if objective and objective.axis_id != axis.pk else None)
    ask(rules.refuse_weight(float(facts.weight)))
    ask(rules.refuse_days(starts_on=facts.starts_on, ends_on=facts.ends_on))
    ask(PlanRefusal.POINT_OUTSIDE if refuse_point(facts.latitude, facts.longitude) else None)
    agents = staff_ids(plan.territory_id, RoleKind.AGENT) if facts.agent_id else ()
    ask(PlanRefusal.NOT_AN_AGENT if facts.agent_id and facts.agent_id not in agents else None)
    known = queries.neighbourhood_keys(plan.territory_id) if facts.neighbourhood_id else ()
    ask(PlanRefusal.ELSEWHERE if facts.neighbourhood_id and facts.neighbourhood_id not in known else None)


@transaction.atomic
def promise(
    *,
    plan: Plan,
    axis: Axis,
    number: int,
    facts: CommitmentFacts,
    actor: Actor,
    now: datetime,
    objective: Objective | None = None,
    is_demonstration: bool = False,
) -> Commitment:
    """Write a commitment into a plan under its number. Raises Refused."""
    held = held_plan(plan, actor)
    facts = facts.cleaned()
    _asked(facts, axis, objective, held)
    ask(PlanRefusal.NUMBER_TAKEN if Commitment.objects.filter(plan=held, number=number).exists() else None)
    language = script_of(facts.title)
    trace = traces.open_trace(
        territory_id=held.territory_id,
        room=ROOM,
        title=facts.title,
        text=facts.words,
        address=f"{held.trace.address}{number}/",
        language=language,
        visibility=Visibility.VISIBLE if held.is_public else Visibility.HELD,
        now=now,
    )
    made = Commitment.objects.create(
        trace=trace,
        plan=held,
        axis=axis,
        objective=objective,
        number=number,
        language=language,
        first_ends_on=facts.ends_on,
        due_on=facts.ends_on,
        changed_at=now,
        is_demonstration=is_demonstration or held.is_demonstration,
        **_searched(facts),
        **asdict(facts),
    )
    step(made, "", actor=actor, now=now)
    record(made, actor, "promise", now, number=number, title=facts.title)
    return made


def _searched(facts: CommitmentFacts) -> dict[str, object]:
    said = f"{facts.title} {facts.words} {facts.service} {facts.place}"
    return {"search_text": search_text(said), "grams": grams(said)}


def searched(one: Commitment) -> tuple[str, list[int]]:
    """Return what a commitment is found by, as it stands."""
    words = "\n\n".join(part for part in (one.problem, one.solution, one.description) if part)
    said = f"{one.title} {words} {one.service} {one.place}"
    return search_text(said), grams(said)


@transaction.atomic
def keep_commitment(
    *,
    commitment: Commitment,
    axis: Axis,
    facts: CommitmentFacts,
    actor: Actor,
    now: datetime,
    objective: Objective | None = None,
) -> Commitment:
    """Describe a commitment again; who is charged with it changes what it says, not its dates.

    Moving the end of what everybody reads is a delay, told with its reason (``move``). Raises Refused.
    """
    held = held_for(commitment, actor)
    facts = facts.cleaned()
    _asked(facts, axis, objective, held.plan)
    is_promised = held.plan.is_public and held.ends_on is not None
    ask(StandingRefusal.TELL_THE_DELAY if is_promised and facts.ends_on != held.ends_on else None)
    for name, value in (asdict(facts) | _searched(facts)).items():
        setattr(held, name, value)
    held.axis, held.objective = axis, objective
    if not is_promised:
        held.first_ends_on = facts.ends_on
    refreshed(held, now)
    traces.describe(trace=held.trace, title=facts.title, text=facts.words)
    record(held, actor, "keep_commitment", now, title=facts.title)
    return held


# ---- where it stands


@transaction.atomic
def move(
    *,
    commitment: Commitment,
    status: Status,
    reason: str,
    actor: Actor,
    now: datetime,
    new_day: date | None = None,
) -> Commitment:
    """Bring a commitment to another status, told with its reason. Raises Refused (§ commitments-3)."""
    held = held_for(commitment, actor)
    reason = clean(reason)
    left = Milestone.objects.filter(commitment=held, done_on__isnull=True).count()
    ask(
        rules.refuse_move(
            held.standing,
            status,
            reason=reason,
            milestones_left=left,
            ends_on=held.ends_on,
            new_day=new_day,
            today=day_of(now),
        ),
        before=word(held.standing),
        after=word(status),
        left=left,
    )
    if status is Status.DELAYED:
        held.ends_on, held.warned = new_day, 0
    elif held.standing is Status.DONE:
        held.progress = min(held.progress, rules.ALMOST)
    held.status, held.reason, held.told_on = status, reason, day_of(now)
    refreshed(held, now)
    step(held, reason, actor=actor, now=now)
    record(held, actor, "move", now, status=status, reason=reason, new_day=str(new_day or ""))
    notices.moved(held, now=now)
    return held


@transaction.atomic
def explain(*, commitment: Commitment, words: str, actor: Actor, now: datetime) -> Commitment:
    """Tell people something of a commitment where it stands: why it is late, what comes next."""
    held = held_for(commitment, actor)
    words = clean(words)
    ask(None if len(words) >= rules.SHORTEST_REASON else StandingRefusal.REASON_NEEDED)
    ask(StandingRefusal.REASON_TOO_LONG if len(words) > rules.LONGEST_REASON else None)
    held.told_on = day_of(now)
    refreshed(held, now)
    step(held, words, actor=actor, now=now)
    record(held, actor, "explain", now, words=words)
    notices.told(held, words, now=now)
    return held


@transaction.atomic
def say_progress(*, commitment: Commitment, progress: int, actor: Actor, now: datetime) -> Commitment:
    """Tell how far it is, where no milestone counts it. Raises Refused (§ commitments-7)."""
    held = held_for(commitment, actor)
    counted = Milestone.objects.filter(commitment=held, weight__gt=0).exists()
    ask(rules.refuse_progress(is_counted=counted, progress=progress, status=held.standing))
    is_new = held.progress != progress
    held.progress = progress
    refreshed(held, now)
    if is_new:
        step(held, "", actor=actor, now=now)
    record(held, actor, "say_progress", now, progress=progress)
    return held


@transaction.atomic
def come_from(*, commitment: Commitment, trace: Trace, actor: Actor, now: datetime) -> Commitment:
    """Say from what a commitment comes: a petition, a suggestion, an idea. Raises Refused."""
    held = held_for(commitment, actor)
    ask(PlanRefusal.NOT_PUBLISHED if not held.plan.is_public else None)
    traces.succeed(origin=trace, successor=held.trace, kind=Becoming.CARRIED, now=now)
    record(held, actor, "come_from", now, trace=trace.code)
    notices.carried(held, trace, now=now)
    return held


@transaction.atomic
def warn(*, commitment: Commitment, now: datetime) -> int:
    """Warn the desk of what is late, once at each mark; return the mark (§ commitments-6)."""
    held = queries.locked(commitment)
    if held.plan.superseded_at or not held.plan.is_public:
        return 0
    mark = rules.warning_due(held.dates, today=day_of(now), warned=held.warned)
    if mark:
        held.warned = mark
        held.save(update_fields=["warned"])
        record(held, audit.HOUSE, "warn", now, mark=mark)
        notices.late(held, mark, now=now)
    return mark
