"""What a demonstration keeps of the messages it would have sent."""

from datetime import datetime

from tadafor.people.models import DemonstrationMessage
from tadafor.people.rules import ContactKind

KEPT = 50


def keep_for_demonstration(*, kind: ContactKind, to: str, subject: str, text: str, now: datetime) -> None:
    """Keep a message for the outbox page; the oldest go."""
    DemonstrationMessage.objects.create(kind=kind.value, to=to, subject=subject[:200], text=text, sent_at=now)
    kept = DemonstrationMessage.objects.order_by("-pk").values("pk")[KEPT - 1 : KEPT]
    for oldest in kept:
        DemonstrationMessage.objects.filter(pk__lt=oldest["pk"]).delete()
