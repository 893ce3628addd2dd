"""Notices, their deliveries, and what each person prefers."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.identifiers import code
from tadafor.kernel.scopes import ScopedManager
from tadafor.notifications.rules import Cadence, Channel, State, Topic


def new_code() -> str:
    """A code that names a notice in addresses and messages: twelve letters, 60 bits."""
    return code(12)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by what their reader has seen."""

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


NoticeManager = models.Manager.from_queryset(NoticeQuerySet)


class Notice(models.Model):
    """One thing told to one person, in their language.

    It belongs to its reader, so its scope is the person; the territory says who speaks. ``key`` makes
    two notices of one kind about one trace differ; the same one is never told twice.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(
        "territories.Territory", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.CharField(max_length=12, choices=plain(Topic))
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=3)
    trace = models.ForeignKey(
        "traces.Trace", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar["NoticeManager[Notice]"] = ScopedManager(person="person", _manager_class=NoticeManager)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "trace", "key"], nulls_distinct=False, name="notice_once"
            ),
            models.CheckConstraint(
                condition=Q(address__startswith="/") & ~Q(address__startswith="//"), name="notice_leads_here"
            ),
        ]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by where they stand."""

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(state=State.WAITING)


DeliveryManager = models.Manager.from_queryset(DeliveryQuerySet)


class Delivery(models.Model):
    """A notice on its way by e-mail or SMS; the row is the queue.

    ``error`` names the failure, never the message nor the address. ``cadence`` is the one it was
    planned for: all that is due to a person in one cadence other than immediate leaves as one digest.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=plain(Channel))
    cadence = models.CharField(max_length=10, choices=plain(Cadence), default=Cadence.IMMEDIATE.value)
    state = models.CharField(max_length=10, choices=plain(State), default=State.WAITING.value)
    due = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)

    objects: ClassVar["DeliveryManager[Delivery]"] = ScopedManager(
        person="notice__person", _manager_class=DeliveryManager
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["due", "id"],
                name="delivery_due",
                condition=Q(state__in=[State.WAITING.value, State.SENDING.value]),
            ),
            models.Index(fields=["notice", "channel"], name="delivery_of_notice"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state=State.SENT.value, sent_at__isnull=False)
                | (~Q(state=State.SENT.value) & Q(sent_at__isnull=True)),
                name="delivery_sent_when",
            ),
        ]


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """What people chose."""


PreferenceManager = models.Manager.from_queryset(PreferenceQuerySet)


class Preference(models.Model):
    """What one person chose; without a row, e-mails come at once and no SMS comes."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    cadence = models.CharField(max_length=10, choices=plain(Cadence), default=Cadence.IMMEDIATE.value)
    sms = ArrayField(models.CharField(max_length=12, choices=plain(Topic)), default=list, blank=True)
    changed_at = models.DateTimeField()

    objects: ClassVar["PreferenceManager[Preference]"] = ScopedManager(
        person="person", _manager_class=PreferenceManager
    )
