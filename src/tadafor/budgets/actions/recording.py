"""The row that every verb of an edition leaves in the audit log."""

from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.budgets.models import Edition
from tadafor.people.actor import Actor


def record(
    edition: Edition,
    actor: Actor,
    verb: str,
    now: datetime,
    *,
    subject: str = "",
    reason: str = "",
    **content: object,
) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=edition.territory_id,
        verb=f"budgets.{verb}",
        subject=subject or f"edition:{edition.pk}",
        now=now,
        reason=reason,
        content=content,
    )
