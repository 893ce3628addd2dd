"""A shared tablet: opened by staff for an office, left by its code, closed from the desk."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from tadafor.audit import actions as audit
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import queries
from tadafor.people.actor import Actor
from tadafor.people.models import Kiosk
from tadafor.people.rules import CONFIRM_LINKS
from tadafor.people.rules.counter import EXIT_TRIES, CounterRefusal, KioskRefusal


@transaction.atomic
def open_kiosk(
    *, actor: Actor, territory_id: int, office_id: int | None, exit_code: str, now: datetime
) -> str:
    """Put a tablet in the mode of an office; return what its browser keeps (§ identity-kiosk)."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    kept = token()
    kiosk = Kiosk(
        territory_id=territory_id,
        office_id=office_id,
        token_hash=queries.keyed_hash("kiosk", kept),
        exit_hash=queries.keyed_hash("kiosk exit", f"{kept}:{exit_code}"),
        opened_by_id=actor.signer,
        opened_at=now,
    )
    kiosk.save(force_insert=True)
    _record(actor, "open_kiosk", kiosk, now)
    return kept


def leave_kiosk(*, territory_id: int, kept: str, exit_code: str, now: datetime) -> None:
    """Leave the mode with the code; five wrong ones close that way until the desk acts."""
    refusal = _leave(territory_id, kept, exit_code, now)
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def _leave(territory_id: int, kept: str, exit_code: str, now: datetime) -> KioskRefusal | None:
    with within(territory_id):
        found = Kiosk.objects.select_for_update().filter(token_hash=queries.keyed_hash("kiosk", kept))
        kiosk = found.first()
    if kiosk is None or kiosk.closed_at is not None:
        return None
    if kiosk.tries >= EXIT_TRIES:
        return KioskRefusal.TOO_MANY
    right = constant_time_compare(kiosk.exit_hash, queries.keyed_hash("kiosk exit", f"{kept}:{exit_code}"))
    if right:
        kiosk.closed_at = now
    else:
        kiosk.tries += 1
    kiosk.save(update_fields=["closed_at", "tries"])
    _record(audit.HOUSE, "leave_kiosk", kiosk, now, right=right)
    return None if right else KioskRefusal.WRONG


@transaction.atomic
def close_kiosks(*, actor: Actor, territory_id: int, now: datetime) -> int:
    """Close every tablet of a territory from the desk: each leaves its mode without a code."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    with within(territory_id):
        kiosks = list(Kiosk.objects.select_for_update().filter(closed_at__isnull=True).order_by("pk"))
    for kiosk in kiosks:
        kiosk.closed_at = now
        kiosk.save(update_fields=["closed_at"])
        _record(actor, "close_kiosks", kiosk, now)
    return len(kiosks)


def _record(actor: audit.Who, verb: str, kiosk: Kiosk, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=kiosk.territory_id,
        verb=f"people.{verb}",
        subject=f"kiosk:{kiosk.pk}",
        now=now,
        content=content,
    )
