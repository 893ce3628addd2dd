"""The row that every verb leaves in the audit log, and the questions asked before each."""

from dataclasses import dataclass
from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.surveys.models import Conversation, Survey
from tadafor.surveys.rules import standing


@dataclass(frozen=True)
class Unnamed:
    """Who answers an anonymous form, as the log sees them: a way, and nobody."""

    channel: str
    person_id: int | None = None


def record(one: Survey | Conversation, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    kind = "survey" if isinstance(one, Survey) else "conversation"
    audit.record(
        actor=actor,
        territory_id=one.territory_id,
        verb=f"surveys.{verb}",
        subject=f"{kind}:{one.pk}",
        now=now,
        content=content,
    )


def record_unnamed(one: Survey | Conversation, verb: str, channel: str, now: datetime) -> None:
    """Leave a row that names nobody, and only the day (§ surveys-sealed, § surveys-pseudonym)."""
    kind = "survey" if isinstance(one, Survey) else "conversation"
    audit.record(
        actor=Unnamed(channel),
        territory_id=one.territory_id,
        verb=f"surveys.{verb}",
        subject=f"{kind}:{one.pk}",
        now=now,
        anonymous=True,
    )


def ask_organiser(actor: Actor, territory_id: int) -> None:
    """Raise Refused for who may not build, open and close."""
    if refusal := standing.refuse_organising(actor.roles_in(territory_id)):
        raise Refused(refusal)
