"""Bodies and who sits in them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.councils import queries, rules
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Body, Member
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """What the founding decision and the rules of procedure say."""

    slug: str
    kind: rules.BodyKind
    name: str
    purpose: str
    founded_by: str
    founded_on: date
    seats: int
    quorum_percent: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """Who takes a seat: by capacity, named only with consent."""

    capacity: str
    charge: rules.Charge
    since: date
    until: date | None = None
    name: str = ""
    consents: bool = False
    sex: rules.MemberSex = rules.MemberSex.UNSAID
    age: rules.MemberAge = rules.MemberAge.UNSAID
    person_id: int | None = None


def _address(territory_slug: str, slug: str) -> str:
    return f"/{territory_slug}/councils/bodies/{slug}/"


def _refuse(facts: BodyFacts, *, seated: int, but: int | None = None) -> None:
    refusal = rules.refuse_body(
        seats=facts.seats,
        seated=seated,
        quorum_percent=facts.quorum_percent,
        is_taken=queries.any_body_taken(facts.slug, but=but),
    )
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def found_body(
    *,
    territory: "Territory",
    facts: BodyFacts,
    actor: Actor,
    now: datetime,
    is_demonstration: bool = False,
) -> Body:
    """Record a body and the decision that founded it; its page is public at once."""
    territories.locked(territory.pk)
    _refuse(facts, seated=0)
    trace = traces.open_trace(
        territory_id=territory.pk,
        room="councils",
        title=facts.name,
        text=facts.purpose,
        address=_address(territory.slug, facts.slug),
        language="ar",
        visibility=Visibility.VISIBLE,
        now=now,
    )
    body = Body.objects.create(
        territory_id=territory.pk, trace=trace, is_demonstration=is_demonstration, **vars(facts)
    )
    record(territory.pk, actor, "found_body", f"body:{body.pk}", now, **vars(facts))
    return body


@transaction.atomic
def change_body(*, body: Body, facts: BodyFacts, actor: Actor, now: datetime) -> Body:
    """Correct what is recorded of a body; its address stays."""
    body = queries.locked_body(body)
    if body.ended_on is not None:
        raise Refused(rules.BodyRefusal.ENDED)
    facts = replace(facts, slug=body.slug)
    _refuse(facts, seated=queries.members_on(body, day_of(now)).count(), but=body.pk)
    for name, value in vars(facts).items():
        setattr(body, name, value)
    body.save()
    traces.describe(trace=body.trace, title=facts.name, text=facts.purpose)
    record(body.territory_id, actor, "change_body", f"body:{body.pk}", now, **vars(facts))
    return body


@transaction.atomic
def end_body(*, body: Body, reason: str, actor: Actor, now: datetime) -> Body:
    """End the work of a body; its past stays readable."""
    body = queries.locked_body(body)
    if body.ended_on is not None:
        raise Refused(rules.BodyRefusal.ENDED)
    body.ended_on = day_of(now)
    body.save(update_fields=["ended_on"])
    record(body.territory_id, actor, "end_body", f"body:{body.pk}", now, reason=reason)
    return body


@transaction.atomic
def seat_member(*, body: Body, facts: SeatFacts, actor: Actor, now: datetime) -> Member:
    """Give somebody a seat for the days of a mandate; seats are counted under a lock."""
    body = queries.locked_body(body)
    mandate = rules.Mandate(facts.since, facts.until)
    together = queries.seated_between(body, mandate)
    refusal = rules.refuse_member(
        facts.charge,
        mandate,
        capacity=facts.capacity,
        name=facts.name,
        consents=facts.consents,
        seats=body.seats,
        seated=together.count(),
        held=queries.charges_between(body, mandate),
        has_ended=body.ended_on is not None,
        is_seated=facts.person_id is not None and together.filter(person_id=facts.person_id).exists(),
    )
    if refusal:
        raise Refused(refusal)
    member = Member.objects.create(body=body, **vars(facts))
    told = {name: value for name, value in vars(facts).items() if name not in {"sex", "age", "name"}}
    record(body.territory_id, actor, "seat_member", f"member:{member.pk}", now, **told)
    return member


@transaction.atomic
def end_mandate(*, member: Member, on: date, reason: str, actor: Actor, now: datetime) -> Member:
    """End a mandate on a day, for a reason."""
    body = queries.locked_body(member.body)
    member = Member.objects.get(pk=member.pk)
    has_left = bool(member.left_because)
    if refusal := rules.refuse_leaving(member.mandate, on=on, reason=reason, has_left=has_left):
        raise Refused(refusal)
    member.until, member.left_because = on, reason
    member.save(update_fields=["until", "left_because"])
    record(body.territory_id, actor, "end_mandate", f"member:{member.pk}", now, reason=reason, on=on)
    return member


@transaction.atomic
def hide_name(*, member: Member, actor: Actor, now: datetime) -> Member:
    """Take back the consent to a name: it is erased, the capacity stays."""
    body = queries.locked_body(member.body)
    member = Member.objects.get(pk=member.pk)
    member.name, member.consents = "", False
    member.save(update_fields=["name", "consents"])
    record(body.territory_id, actor, "hide_name", f"member:{member.pk}", now)
    return member
