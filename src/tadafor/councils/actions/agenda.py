"""The points of an agenda, before the members are convened."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.councils import queries, rules
from tadafor.councils.actions.origins import kind_of, refuse_origin
from tadafor.councils.actions.recording import record
from tadafor.councils.models import AgendaItem, Opinion, Session
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.queries import Trace, by_code
from tadafor.traces.rules import Visibility


@dataclass(frozen=True, kw_only=True)
class PointFacts:
    """A point: what it is, and the code of the trace it answers when it answers something."""

    kind: rules.ItemKind
    title: str
    explanation: str = ""
    origin: str = ""


@transaction.atomic
def add_point(*, session: Session, facts: PointFacts, actor: Actor, now: datetime) -> AgendaItem:
    """Add a point at the end of the agenda; an opinion is then placed (§ opinions-5).

    Only what may be placed is: an accepted petition, a concluded text (§ councils-27).
    """
    session = queries.locked_session(session)
    if refusal := rules.refuse_agenda(queries.phase_of(session)):
        raise Refused(refusal)
    origin = _origin(session, facts.origin)
    if origin is not None:
        refuse_origin(session, origin, reason=facts.explanation, now=now)
    title = facts.title or (origin.title if origin else "")
    if not title:
        raise Refused(rules.ItemRefusal.NO_DESCRIPTION)
    opinion = _to_place(origin)
    points = queries.items_of(session)
    position = points[-1].position + 1 if points else 1
    trace = traces.open_trace(
        territory_id=session.territory_id,
        room="councils",
        title=title,
        text=facts.explanation,
        address=f"{session.trace.address}points/{position}/",
        language="ar",
        visibility=Visibility.HELD,
        now=now,
    )
    item = AgendaItem.objects.create(
        session=session,
        trace=trace,
        position=position,
        kind=rules.ItemKind.OPINION if opinion else kind_of(origin, facts.kind) if origin else facts.kind,
        title=title,
        explanation=facts.explanation,
        origin=origin,
    )
    if opinion is not None:
        opinion.item, opinion.placed_on = item, day_of(now)
        opinion.save(update_fields=["item", "placed_on"])
    record(session.territory_id, actor, "add_point", f"point:{item.pk}", now, **vars(facts))
    return item


def _origin(session: Session, code: str) -> Trace | None:
    if not code:
        return None
    origin = by_code(code)
    if origin is None:
        raise Refused(rules.ItemRefusal.UNKNOWN)
    if origin.territory_id != session.territory_id:
        raise Refused(rules.ItemRefusal.ELSEWHERE)
    if AgendaItem.objects.filter(session=session, origin=origin).exists():
        raise Refused(rules.ItemRefusal.ALREADY_ON_AGENDA)
    return origin


def _to_place(origin: Trace | None) -> Opinion | None:
    opinion = queries.opinion_of_trace(origin) if origin else None
    if opinion is None:
        return None
    opinion = queries.locked_opinion(opinion)
    if refusal := rules.refuse_placing(queries.course_of(opinion)):
        raise Refused(refusal)
    return opinion


@transaction.atomic
def remove_point(*, item: AgendaItem, actor: Actor, now: datetime) -> None:
    """Take a point off an agenda that is still prepared; an opinion waits again for another."""
    session = queries.locked_session(item.session)
    is_decided = hasattr(item, "decision")
    if refusal := rules.refuse_agenda(queries.phase_of(session), is_decided=is_decided):
        raise Refused(refusal)
    key, title = item.pk, item.trace.title
    take_off(item)
    record(session.territory_id, actor, "remove_point", f"point:{key}", now, title=title)


def take_off(item: AgendaItem) -> None:
    """Delete a point of a session that the caller holds; an opinion waits again for another."""
    Opinion.objects.filter(item=item).update(item=None, placed_on=None)
    trace = item.trace
    item.delete()
    traces.set_visibility(item=trace, visibility=Visibility.HIDDEN)
