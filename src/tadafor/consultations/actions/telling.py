"""Telling those who follow that a window opens or closes soon; a job calls these, no page waits for it."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.consultations import notices, queries, rules
from tadafor.consultations.models import Consultation
from tadafor.kernel.clock import day_of
from tadafor.people.actor import VISITOR


@transaction.atomic
def tell_opening(*, consultation: Consultation, now: datetime) -> bool:
    """Tell those who follow that it is open, once; return whether they were told now."""
    consultation = queries.locked(consultation)
    is_open = rules.phase(consultation.window, today=day_of(now)) is rules.Phase.OPEN
    if consultation.told_opening or not is_open:
        return False
    consultation.told_opening = True
    consultation.save(update_fields=["told_opening"])
    notices.opened(consultation, now=now)
    _record(consultation, "tell_opening", now)
    return True


@transaction.atomic
def tell_closing_soon(*, consultation: Consultation, now: datetime) -> bool:
    """Tell those who follow that the end is near, once for each closing date."""
    consultation = queries.locked(consultation)
    soon = rules.closes_soon(consultation.window, today=day_of(now))
    if not soon or consultation.told_closing_soon_for == consultation.closes_on:
        return False
    consultation.told_closing_soon_for = consultation.closes_on
    consultation.save(update_fields=["told_closing_soon_for"])
    notices.closing_soon(consultation, now=now)
    _record(consultation, "tell_closing_soon", now)
    return True


def _record(consultation: Consultation, verb: str, now: datetime) -> None:
    audit.record(
        actor=VISITOR,
        territory_id=consultation.territory_id,
        verb=f"consultations.{verb}",
        subject=f"consultation:{consultation.pk}",
        now=now,
    )
