"""The row that every verb on a petition leaves in the audit log, and the questions each one asks first."""

from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.petitions import queries, rules
from tadafor.petitions.models import Petition
from tadafor.petitions.rules import PathRefusal


def record(petition: Petition, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=petition.territory_id,
        verb=f"petitions.{verb}",
        subject=f"petition:{petition.pk}",
        now=now,
        content=content,
    )


def ask(
    refusal: rules.PathRefusal
    | rules.SheetRefusal
    | rules.FraudRefusal
    | rules.CounterRefusal
    | rules.AgentRefusal
    | None,
    **facts: object,
) -> None:
    """Raise what a rule refused."""
    if refusal is not None:
        raise Refused(refusal, **facts)


def for_its_agent(petition: Petition, actor: Actor, act: rules.Act, now: datetime) -> Petition:
    """Hold a petition for an act of its agent, or raise Refused."""
    held = queries.locked(petition)
    ask(rules.refuse_act(act, held.standing))
    is_agent = bool(queries.parts_of(held, actor.person_id) & queries.ACTS_FOR)
    if is_agent and held.association_id is not None:
        is_agent = queries.holds_mandate(held.association_id, actor, now=now)
    ask(None if is_agent else PathRefusal.NOT_AGENT)
    return held


def for_the_bureau(petition: Petition, actor: Actor, act: rules.Act, *, clerks: bool = False) -> Petition:
    """Hold a petition for an act of the bureau, or raise Refused (§ petitions-11)."""
    held = queries.locked(petition)
    allowed = queries.CLERKS if clerks else queries.BUREAU
    ask(None if actor.has_role(held.territory_id, *allowed) else PathRefusal.NOT_STAFF)
    ask(rules.refuse_act(act, held.standing))
    ask(PathRefusal.OWN_PETITION if queries.parts_of(held, actor.person_id) else None)
    return held
