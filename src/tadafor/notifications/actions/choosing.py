"""What a person chooses to receive; what waits to leave follows the choice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from tadafor.audit import actions as audit
from tadafor.audit.actions import Who
from tadafor.notifications import rules
from tadafor.notifications.models import Delivery, Preference
from tadafor.notifications.rules import Cadence, Channel, State, Topic


@dataclass(frozen=True, slots=True)
class _ByLink:
    """Whoever holds the signed link of a person's own letters."""

    person_id: int | None
    channel: str = "online"


@transaction.atomic
def choose(*, actor: Who, cadence: Cadence, sms: Collection[Topic], now: datetime) -> None:
    """Keep what a person chose; e-mails and SMS that have not left yet follow it at once."""
    if actor.person_id is None:
        raise ValueError("nobody chooses for nobody")
    topics = sorted(topic.value for topic in set(sms))
    _keep(actor.person_id, now=now, cadence=cadence.value, sms=topics)
    with scope(person=actor.person_id):
        _replan_emails(cadence, now)
        texts = Delivery.objects.waiting().filter(channel=Channel.SMS).exclude(notice__topic__in=topics)
        texts.update(state=State.DROPPED)
    _record(actor, "notifications.choose", now, cadence=cadence.value, sms=topics)


@transaction.atomic
def stop_emails(*, person_id: int, now: datetime) -> None:
    """Stop a person's e-mails: the one thing the link in each letter can do."""
    _keep(person_id, now=now, cadence=Cadence.NONE.value)
    with scope(person=person_id):
        _replan_emails(Cadence.NONE, now)
    _record(_ByLink(person_id), "notifications.stop_emails", now, cadence=Cadence.NONE.value)


def _keep(person_id: int, *, now: datetime, **chosen: object) -> None:
    with scope(person=person_id):
        Preference.objects.update_or_create(person_id=person_id, defaults={**chosen, "changed_at": now})


def _replan_emails(cadence: Cadence, now: datetime) -> None:
    waiting = Delivery.objects.waiting().filter(channel=Channel.EMAIL)
    due = rules.email_due(cadence, now)
    if due is None:
        waiting.update(state=State.DROPPED)
    else:
        waiting.exclude(cadence=cadence.value).update(cadence=cadence.value, due=due)


def _record(actor: Who, verb: str, now: datetime, **content: object) -> None:
    subject = f"person:{actor.person_id}"
    audit.record(actor=actor, territory_id=None, verb=verb, subject=subject, now=now, content=content)
