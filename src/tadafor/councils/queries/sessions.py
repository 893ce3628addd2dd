"""Sessions of the council, as pages and verbs ask for them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from tadafor.councils import rules
from tadafor.councils.models import AgendaItem, Decision, QuorumRule, Session, Sitting, StepTaken
from tadafor.kernel.asked import asked_once
from tadafor.kernel.refusals import Refused
from tadafor.territories import queries as territories
from tadafor.territories.rules import Session as Expected
from tadafor.territories.rules import SessionKind

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def locked_session(session: Session) -> Session:
    """Return the session, held until the end of the transaction.

    Raises Refused when it was taken out since it was read.
    """
    held = Session.objects.select_for_update(of=("self",)).select_related("trace")
    found = held.filter(pk=session.pk).first()
    if found is None:
        raise Refused(rules.SessionRefusal.TAKEN_OUT)
    return found


def any_session_at(slug: str) -> Session | None:
    """Return a session of the open territory in any state."""
    return Session.objects.select_related("trace", "territory").filter(slug=slug).first()


def public_session_at(slug: str) -> Session | None:
    """Return a session whose members were convened."""
    return _public_at.first(slug=slug)


@asked_once
def _public_at(slug: str) -> "QuerySet[Session]":
    return Session.objects.public().select_related("trace", "territory").filter(slug=slug).order_by("pk")


_WITH_ITEM = ("trace", "origin", "decision", "decision__sitting")


@dataclass(frozen=True)
class SessionRow:
    """A session in a list, with where it stands."""

    session: Session
    phase: rules.Phase
    items: int


def sessions(*, public: bool) -> "QuerySet[Session]":
    """Return the sessions of the open territory, the latest first."""
    found = Session.objects.public() if public else Session.objects.all()
    return found.annotate(
        items_count=Count("items", distinct=True),
        sittings_count=Count("sittings", distinct=True),
        quorums=Count("sittings", filter=Q(sittings__has_quorum=True), distinct=True),
    ).order_by("-opens_on")


def phase_of(session: Session) -> rules.Phase:
    """Return where a session stands; a listed one brings its counts with it."""
    if hasattr(session, "sittings_count"):
        made = [rules.Sitting(1, session.opens_on, 0, session.quorums > 0)] if session.sittings_count else []  # type: ignore[attr-defined]
    else:
        made = [sitting.fact for sitting in sittings_of(session)]
    return rules.phase(convened_on=session.convened_on, sittings=made, closed_on=session.closed_on)


def days_taken(territory_id: int, *, but: int | None = None) -> set[date]:
    """Return the days on which sessions open."""
    found = Session.objects.filter(territory_id=territory_id).exclude(pk=but or 0)
    return set(found.values_list("opens_on", flat=True))


def usual() -> dict[str, object]:
    """Return what sessions of the open territory begin with: the place and the members of the last one."""
    last = Session.objects.order_by("-opens_on").values("place", "members_in_office").first()
    return dict(last or {})


def calendar_of(territory: "Territory", today: date) -> list[Expected]:
    """Return the ordinary sessions, around today, that nobody has prepared yet."""
    made = set(Session.objects.filter(kind=SessionKind.ORDINARY).values_list("year", "month"))
    years = range(today.year - 1, today.year + 2)
    return [
        one
        for one in territories.sessions(territory, years)
        if one.kind == SessionKind.ORDINARY and (one.year, one.month) not in made
    ]


# ---- the agenda and its outcomes


def items_of(session: Session) -> list[AgendaItem]:
    """Return the points in order, each with its decision, steps and what it answers."""
    return _items.all(session=session.pk)


@asked_once
def _items(session: int) -> "QuerySet[AgendaItem]":
    things = AgendaItem.objects.filter(session_id=session).order_by("position")
    return things.select_related(*_WITH_ITEM).prefetch_related("decision__steps")


def item_at(session: Session, position: int) -> AgendaItem | None:
    return _item_at.first(session=session.pk, position=position)


@asked_once
def _item_at(session: int, position: int) -> "QuerySet[AgendaItem]":
    things = AgendaItem.objects.filter(session_id=session, position=position).order_by("pk")
    return things.select_related(*_WITH_ITEM, "session").prefetch_related("decision__steps")


def undecided(session: Session) -> int:
    return AgendaItem.objects.filter(session=session, decision__isnull=True).count()


def locked_decision(item: AgendaItem) -> Decision | None:
    """Return what was decided of a point, held until the end of the transaction."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("sitting")
    return held.filter(item=item).first()


def number_taken(territory_id: int, year: int, number: str, *, but: int | None = None) -> bool:
    """Whether a decision of that year has this number; ``but`` is the key of one not looked at."""
    found = Decision.objects.filter(territory_id=territory_id, year=year, number=number)
    return bool(number) and found.exclude(pk=but or 0).exists()


def steps_done(decision: Decision) -> dict[rules.AfterVote, date]:
    """Return the steps after the vote that are dated, the vote itself first."""
    done = {rules.AfterVote.VOTED: decision.voted_on}
    taken = StepTaken.objects.filter(decision=decision).values_list("step", "taken_on")
    return done | {rules.AfterVote(step): on for step, on in taken}


def step_taken(decision: Decision | None, step: rules.AfterVote) -> StepTaken | None:
    """Return a step of a decision after its vote, if it is dated."""
    return StepTaken.objects.filter(decision=decision, step=step).first() if decision else None


def sent_back(decision: Decision) -> StepTaken | None:
    """Return the refusal of the authority, if the decision met one; from steps that came along."""
    return next((one for one in decision.steps.all() if one.step == rules.AfterVote.REFUSED), None)


def state_of(decision: Decision) -> rules.DecisionState:
    """Return where a decision stands after its vote; from steps that came along."""
    return rules.decision_state({rules.AfterVote(one.step) for one in decision.steps.all()})


def bars_steps(decision: Decision) -> rules.VoteRefusal | None:
    """Return why no step can be dated any more; from steps that came along."""
    taken = {rules.AfterVote(one.step) for one in decision.steps.all()}
    return rules.bars_steps(taken | {rules.AfterVote.VOTED}, needs_visa=decision.needs_visa)


def steps_open(decision: Decision) -> list[rules.AfterVote]:
    """Return the steps that may be dated next; from steps that came along."""
    taken = {rules.AfterVote(one.step) for one in decision.steps.all()}
    return rules.steps_open(taken | {rules.AfterVote.VOTED}, needs_visa=decision.needs_visa)


# ---- sittings and quorums


def sittings_of(session: Session) -> list[Sitting]:
    return _sittings.all(session=session.pk)


@asked_once
def _sittings(session: int) -> "QuerySet[Sitting]":
    return Sitting.objects.filter(session_id=session).order_by("number")


def sitting_numbered(session: Session, number: int) -> Sitting | None:
    return Sitting.objects.select_related("session").filter(session=session, number=number).first()


def last_sitting(session: Session) -> Sitting | None:
    return Sitting.objects.filter(session=session).order_by("-number").first()


def kept_rules(territory_id: int) -> list[QuorumRule]:
    """Return the facts about quorums that a territory keeps."""
    return list(QuorumRule.objects.filter(territory_id=territory_id))


def facts(territory: "Territory") -> list[rules.QuorumFact]:
    """Return what is known of quorums: the territory's own facts before those of its council's law.

    Once a territory keeps its own fact of a convening, those of the house for it are set aside from that day.
    """
    return [*(row.fact for row in kept_rules(territory.pk)), *rules.known_in(territory.kind)]
