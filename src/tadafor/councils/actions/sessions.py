"""Sessions: prepared from the calendar, convened, put off, held with their quorum."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.agenda import take_off
from tadafor.councils.actions.origins import carry, follow_session
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Postponement, QuorumRule, Session, Sitting
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.territories import actions as calendar
from tadafor.territories import queries as territories
from tadafor.territories.rules import SessionKind
from tadafor.traces import actions as traces
from tadafor.traces.rules import Becoming, Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is decided of a session before its members are convened.

    An ordinary one stands for a month of the territory's calendar; an extraordinary one has its object.
    """

    kind: SessionKind
    opens_on: date
    year: int
    month: int
    place: str
    members_in_office: int
    hour: time | None = None
    object: str = ""
    title: str = ""


def _slug(facts: SessionFacts) -> str:
    """The month of an ordinary session, the first day given to another; each address serves once."""
    if facts.kind is SessionKind.ORDINARY:
        slug = f"{facts.year}-{facts.month:02}"
        if queries.any_session_at(slug):
            raise Refused(rules.SessionRefusal.ALREADY_PREPARED)
        return slug
    day = facts.opens_on.isoformat()
    names = (day, *(f"{day}-{number}" for number in range(2, 100)))
    return next(name for name in names if not queries.any_session_at(name))


@transaction.atomic
def prepare_session(
    *,
    territory: "Territory",
    facts: SessionFacts,
    actor: Actor,
    now: datetime,
    is_demonstration: bool = False,
) -> Session:
    """Begin the file of a session, which only staff see; the calendar of the territory keeps its day."""
    territories.locked(territory.pk)
    if refusal := rules.refuse_day(facts.opens_on, taken=queries.days_taken(territory.pk), today=day_of(now)):
        raise Refused(refusal)
    slug = _slug(facts)
    _fix(territory.pk, facts, reason=facts.object or facts.title, actor=actor, now=now)
    trace = traces.open_trace(
        territory_id=territory.pk,
        room="councils",
        title=facts.title,
        text=facts.object,
        address=f"/{territory.slug}/councils/sessions/{slug}/",
        language="ar",
        visibility=Visibility.HELD,
        now=now,
    )
    kept = {name: value for name, value in vars(facts).items() if name != "title"}
    session = Session.objects.create(
        territory_id=territory.pk,
        trace=trace,
        slug=slug,
        is_demonstration=is_demonstration,
        **kept,
    )
    record(territory.pk, actor, "prepare_session", f"session:{session.pk}", now, **kept)
    return session


def _fix(territory_id: int, facts: SessionFacts, *, reason: str, actor: Actor, now: datetime) -> None:
    """Let the calendar say the same day, unless it already does."""
    known = territories.fixed_session_of(territory_id, facts.kind, facts.year, facts.month, facts.opens_on)
    if known is not None and known.opens_on == facts.opens_on:
        return
    calendar.fix_session(
        territory_id=territory_id,
        facts=calendar.SessionFacts(
            kind=facts.kind,
            opens_on=facts.opens_on,
            year=facts.year,
            month=facts.month,
            note=facts.object[:200],
        ),
        reason=reason,
        actor=actor,
        now=now,
        session_id=known.pk if known else None,
    )


@transaction.atomic
def convene(*, session: Session, actor: Actor, now: datetime) -> Session:
    """Convene the members: the session and its agenda become public and what it answers hears of it."""
    session = queries.locked_session(session)
    items = queries.items_of(session)
    refusal = rules.refuse_convening(
        queries.phase_of(session), items=len(items), members=session.members_in_office
    )
    if refusal:
        raise Refused(refusal)
    session.convened_on = day_of(now)
    session.save(update_fields=["convened_on"])
    traces.set_visibility(item=session.trace, visibility=Visibility.VISIBLE)
    for item in items:
        traces.set_visibility(item=item.trace, visibility=Visibility.VISIBLE)
        if item.origin is not None:
            carry(item, session, actor=actor, now=now)
            traces.succeed(origin=item.origin, successor=item.trace, kind=Becoming.CARRIED, now=now)
            notices.placed(item, session, now=now)
    record(session.territory_id, actor, "convene", f"session:{session.pk}", now, points=len(items))
    return session


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What may still change of a session: where and when in the day, and by how many it is counted."""

    place: str
    members_in_office: int
    hour: time | None = None


@transaction.atomic
def change_session(*, session: Session, facts: PlaceFacts, actor: Actor, now: datetime) -> Session:
    """Change hour, place or members in office until the council sat; followers hear of a public change.

    Raises Refused.
    """
    session = queries.locked_session(session)
    if refusal := rules.refuse_change(queries.phase_of(session), members=facts.members_in_office):
        raise Refused(refusal)
    is_moved = (session.place, session.hour) != (facts.place, facts.hour)
    for name, value in vars(facts).items():
        setattr(session, name, value)
    session.save(update_fields=list(vars(facts)))
    record(session.territory_id, actor, "change_session", f"session:{session.pk}", now, **vars(facts))
    if is_moved and session.convened_on is not None:
        notices.moved(session, now=now)
    return session


@transaction.atomic
def take_out(*, session: Session, reason: str, actor: Actor, now: datetime) -> None:
    """Take out a session that nobody was told of, with its agenda; its address and its day are free again.

    The calendar forgets the day of an extraordinary one; an ordinary one stays due in its month.
    """
    territories.locked(session.territory_id)
    session = queries.locked_session(session)
    if refusal := rules.refuse_taking_out(queries.phase_of(session), reason=reason):
        raise Refused(refusal)
    points = list(queries.items_of(session))
    for item in points:
        take_off(item)
    if session.kind == SessionKind.EXTRAORDINARY:
        _forget_day(session, reason=reason, actor=actor, now=now)
    session.postponements.all().delete()
    trace, key, slug = session.trace, session.pk, session.slug
    session.delete()
    traces.set_visibility(item=trace, visibility=Visibility.HIDDEN)
    subject, territory_id = f"session:{key}", trace.territory_id
    record(
        territory_id, actor, "take_out_session", subject, now, slug=slug, points=len(points), reason=reason
    )


def _forget_day(session: Session, *, reason: str, actor: Actor, now: datetime) -> None:
    kind = SessionKind(session.kind)
    known = territories.fixed_session_of(
        session.territory_id, kind, session.year, session.month, session.opens_on
    )
    if known is not None:
        calendar.remove_session(
            territory_id=session.territory_id, session_id=known.pk, reason=reason, actor=actor, now=now
        )


@transaction.atomic
def put_off(*, session: Session, to: date, reason: str, actor: Actor, now: datetime) -> Postponement:
    """Put a session off to a later day, for a public reason; the calendar follows, those who follow hear."""
    territories.locked(session.territory_id)
    session = queries.locked_session(session)
    refusal = rules.refuse_postponement(
        queries.phase_of(session),
        opens_on=session.opens_on,
        to=to,
        reason=reason,
        taken=queries.days_taken(session.territory_id, but=session.pk),
        today=day_of(now),
    )
    if refusal:
        raise Refused(refusal)
    made = Postponement.objects.create(
        session=session, from_date=session.opens_on, to_date=to, reason=reason, decided_at=now
    )
    _move(session, to, reason=reason, actor=actor, now=now)
    session.opens_on = to
    session.save(update_fields=["opens_on"])
    record(session.territory_id, actor, "put_off", f"session:{session.pk}", now, reason=reason, to=to)
    if session.convened_on is not None:
        for item in queries.items_of(session):
            follow_session(item, session, reason=reason, actor=actor, now=now)
        notices.put_off(session, made, now=now)
    return made


def _move(session: Session, to: date, *, reason: str, actor: Actor, now: datetime) -> None:
    kind = SessionKind(session.kind)
    known = territories.fixed_session_of(
        session.territory_id, kind, session.year, session.month, session.opens_on
    )
    stands_for = session if kind is SessionKind.ORDINARY else to
    calendar.fix_session(
        territory_id=session.territory_id,
        facts=calendar.SessionFacts(
            kind=kind,
            opens_on=to,
            year=stands_for.year,
            month=stands_for.month,
            note=session.object[:200],
        ),
        reason=reason,
        actor=actor,
        now=now,
        session_id=known.pk if known else None,
    )


@transaction.atomic
def record_sitting(
    *,
    session: Session,
    held_on: date,
    present: int,
    women_present: int | None,
    excused: int,
    actor: Actor,
    now: datetime,
) -> Sitting:
    """Record who was there, and whether the council could deliberate; by the fact in force that day."""
    session = queries.locked_session(session)
    before = queries.sittings_of(session)
    facts = queries.facts(session.territory)
    convening = rules.next_convening(
        [sitting.fact for sitting in before], most=rules.most_convenings(facts, rules.Assembly.COUNCIL)
    )
    fact = rules.in_force(facts, rules.Assembly.COUNCIL, convening, on=held_on)
    refusal = rules.refuse_sitting(
        queries.phase_of(session),
        fact,
        held_on=held_on,
        opens_on=session.opens_on,
        last=before[-1].fact if before else None,
        present=present,
        excused=excused,
        members=session.members_in_office,
        today=day_of(now),
    )
    if any(sitting.held_on == held_on for sitting in before):
        refusal = refusal or rules.SessionRefusal.SAME_DAY
    if refusal:
        raise Refused(refusal)
    sitting = Sitting.objects.create(
        session=session,
        number=len(before) + 1,
        convening=convening,
        held_on=held_on,
        present=present,
        women_present=women_present,
        excused=excused,
        needed=rules.needed(fact, session.members_in_office),
        has_quorum=rules.sits(fact, present=present, members=session.members_in_office),
        quorum_source=fact.source if fact else "",
        quorum_verified=fact.is_verified if fact else False,
    )
    subject = f"session:{session.pk}"
    record(session.territory_id, actor, "record_sitting", subject, now, held_on=held_on, present=present)
    return sitting


@transaction.atomic
def keep_quorum(*, territory_id: int, fact: rules.QuorumFact, actor: Actor, now: datetime) -> QuorumRule:
    """Keep a territory's own fact about a quorum, from a day on; the same day says it again."""
    if refusal := rules.refuse_fact(fact):
        raise Refused(refusal)
    territories.locked(territory_id)
    facts = vars(fact)
    key = {name: facts[name] for name in ("assembly", "convening", "valid_from")}
    rest = {name: value for name, value in facts.items() if name not in key}
    kept, _ = QuorumRule.objects.update_or_create(
        territory_id=territory_id, **key, defaults=rest | {"kept_by_id": actor.signer, "kept_at": now}
    )
    record(territory_id, actor, "keep_quorum", f"quorum:{kept.pk}", now, **facts)
    return kept
