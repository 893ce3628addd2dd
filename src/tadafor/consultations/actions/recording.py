"""The row that every verb on a consultation leaves in the audit log."""

from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.consultations.models import Consultation
from tadafor.people.actor import Actor


def record(consultation: Consultation, actor: Actor, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=consultation.territory_id,
        verb=f"consultations.{verb}",
        subject=f"consultation:{consultation.pk}",
        now=now,
        content=content,
    )
