"""Notices told, for tests."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from tadafor.kernel.scopes import everywhere
from tadafor.notifications import actions
from tadafor.notifications.models import Delivery, Notice
from tadafor.notifications.notices import Message

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
# A sentence of the room itself, so that its French is in the catalogue.
MESSAGE = Message(title=_("لا إشعارات بعد"), body="%(reason)s", facts={"reason": "نعم"})


def tell(*people, territory=None, now=NOW, message=MESSAGE, **facts):
    return actions.notify(
        people=[person.pk for person in people],
        territory_id=territory.pk if territory else None,
        **{"kind": "test.told", "address": "/larache/", "message": message, "now": now, **facts},
    )


def all_notices():
    with everywhere():
        return list(Notice.objects.order_by("pk"))


def all_deliveries():
    with everywhere():
        return list(Delivery.objects.order_by("pk"))
