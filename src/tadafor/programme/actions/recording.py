"""The row that every verb of programmes leaves, and who may do what."""

from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.audit.actions import Who
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.models import Commune, Programme, Region


def record(
    actor: Who, verb: str, subject: str, now: datetime, *, reason: str = "", **content: object
) -> None:
    """Leave the row of ``verb``, named without its room, in the log of the installation."""
    audit.record(
        actor=actor,
        territory_id=None,
        verb=f"programme.{verb}",
        subject=subject,
        now=now,
        reason=reason,
        content=content,
    )


def where_of(region: Region | None, commune: Commune | None) -> rules.Where:
    """Return where an act falls: a commune lies in its region."""
    of = commune.region if commune else region
    return rules.Where(of.place_id if of else "", commune.pk if commune else None)


def ask(
    programme: Programme, actor: Who, act: rules.Act, now: datetime, where: rules.Where = rules.EVERYWHERE
) -> None:
    """Raise what refuses ``actor`` this act there."""
    held = queries.charges_of(programme, actor.person_id, day_of(now))
    if refusal := rules.refuse_act(act, held, where):
        raise Refused(refusal)
