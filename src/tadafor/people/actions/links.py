"""What the desk confirms: a link to the territory."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import Link
from tadafor.people.rules import (
    CONFIRM_LINKS,
    LinkRefusal,
)


@transaction.atomic
def end_link(*, actor: Actor, territory_id: int, link_id: int, reason: str, now: datetime) -> Link:
    """End a link that is no longer true, or never was."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(LinkRefusal.NOT_ALLOWED)
    if not reason.strip():
        raise Refused(LinkRefusal.NO_REASON)
    with within(territory_id):
        link = Link.objects.standing().select_for_update().filter(pk=link_id).first()
    if link is None:
        raise Refused(LinkRefusal.ALREADY_ENDED)
    link.ended_at, link.ended_by_id, link.end_reason = now, actor.person_id, reason
    link.save(update_fields=["ended_at", "ended_by", "end_reason"])
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.end_link",
        subject=f"person:{link.person_id}",
        now=now,
        reason=reason,
        content={"kind": link.kind},
    )
    return link
