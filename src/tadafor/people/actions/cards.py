"""Sealing card numbers for a procedure, and destroying its key when the law's time is up."""

import secrets
from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import ProcedureKey
from tadafor.people.queries.sealing import Box, box_from
from tadafor.people.rules.cards import Card, CardRefusal

MATERIAL_BYTES = 32


@transaction.atomic
def card_box(procedure: str, *, territory_id: int, now: datetime) -> Box:
    """Return the box of a procedure, its key made on first use; raise Refused once it was destroyed."""
    with within(territory_id):
        kept, made = ProcedureKey.objects.get_or_create(
            territory_id=territory_id,
            procedure=procedure,
            defaults={"material": secrets.token_bytes(MATERIAL_BYTES), "made_at": now},
        )
    if made:
        audit.record(
            actor=audit.HOUSE, territory_id=territory_id, verb="people.card_box", subject=procedure, now=now
        )
    if kept.material is None:
        raise Refused(CardRefusal.KEY_DESTROYED)
    return box_from(procedure, territory_id, bytes(kept.material))


def sealed_card(procedure: str, *, territory_id: int, card: Card, now: datetime) -> bytes:
    """Encrypt one card under the key of a procedure (§ identity-sealed)."""
    return card_box(procedure, territory_id=territory_id, now=now).seal(card)


@transaction.atomic
def destroy_key(procedure: str, *, territory_id: int, actor: audit.Who, reason: str, now: datetime) -> None:
    """Make everything a procedure sealed unreadable for ever (§ identity-destroyed)."""
    with within(territory_id):
        kept = ProcedureKey.objects.select_for_update().filter(procedure=procedure).first()
        if kept is None or kept.material is None:
            raise Refused(CardRefusal.KEY_DESTROYED)
        kept.material, kept.destroyed_at = None, now
        kept.save(update_fields=["material", "destroyed_at"])
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.destroy_key",
        subject=procedure,
        now=now,
        reason=reason,
    )
