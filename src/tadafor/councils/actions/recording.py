"""The row that every verb of councils and bodies leaves in the audit log."""

from datetime import datetime, time

from tadafor.audit import actions as audit
from tadafor.people.actor import Actor


def record(
    territory_id: int,
    actor: Actor,
    verb: str,
    subject: str,
    now: datetime,
    *,
    reason: str = "",
    **content: object,
) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb=f"councils.{verb}",
        subject=subject,
        now=now,
        reason=reason,
        content={name: f"{fact:%H:%M}" if isinstance(fact, time) else fact for name, fact in content.items()},
    )
