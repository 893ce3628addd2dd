"""The row that every verb of councils and bodies leaves in the audit log."""

from datetime import datetime, time
from typing import Any

from tadafor.audit import actions as audit
from tadafor.councils import rules
from tadafor.councils.models import Draw, DrawStep
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


def record_draw(draw: Draw, actor: Any, verb: str, now: datetime, **content: object) -> None:  # noqa: ANN401
    """Leave the row of a verb about a draw."""
    reason = str(content.pop("reason", ""))
    record(draw.body.territory_id, actor, verb, f"draw:{draw.pk}", now, reason=reason, **content)


def step(draw: Draw, kind: rules.LotStep, now: datetime, *, sha256: str = "", told: str = "") -> None:
    """Say in public what happened to a draw, with its hash."""
    DrawStep.objects.create(draw=draw, kind=kind, at=now, sha256=sha256, told=told)
