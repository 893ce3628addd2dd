"""The tables of the log. Triggers refuse to change or remove what was written (§ audit-6)."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from tadafor.audit.rules import PublicLine
from tadafor.kernel.scopes import ScopedManager


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: str) -> "EntryQuerySet":
        return self.filter(subject=subject).order_by("moment", "pk")


EntryManager = models.Manager.from_queryset(EntryQuerySet)


class Entry(models.Model):
    """The public line that a verb left."""

    # A random key: a counter would tell the order, and so the time, of an anonymous answer.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # A loose reference: the log lies below the territories, and outlives a territory that leaves.
    # Null is the log of the installation itself.
    territory_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    room = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    channel = models.CharField(max_length=20)
    moment = models.DateTimeField()
    is_anonymous = models.BooleanField(default=False)
    commitment = models.CharField(max_length=64)

    objects: ClassVar[EntryManager["Entry"]] = ScopedManager(
        territory="territory_id", _manager_class=EntryManager
    )

    class Meta:
        verbose_name = "entry"
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["territory_id", "moment"], name="audit_entry_moment"),
            models.Index(fields=["subject"], name="audit_entry_subject"),
        ]

    @property
    def line(self) -> PublicLine:
        return PublicLine(
            entry=self.pk,
            territory_id=self.territory_id,
            verb=self.verb,
            subject=self.subject,
            channel=self.channel,
            moment=self.moment,
            is_anonymous=self.is_anonymous,
            commitment=self.commitment,
        )


class ClearPart(models.Model):
    """Who, why and what, with the salt of the commitment; removed when the law says so."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="clear", primary_key=True)
    salt = models.BinaryField()
    person_id = models.BigIntegerField(null=True, db_index=True)
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["ClearPart"]] = ScopedManager(territory="entry__territory_id")

    class Meta:
        verbose_name = "clear part"
        verbose_name_plural = "clear parts"


class Waiting(models.Model):
    """An entry that has no leaf yet. A table of its own, so that a long log is never searched for it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+", primary_key=True)
    territory_id = models.BigIntegerField(null=True)  # loose, as in Entry
    ready_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager["Waiting"]] = ScopedManager(territory="territory_id")

    class Meta:
        verbose_name = "waiting entry"
        verbose_name_plural = "waiting entries"


class Leaf(models.Model):
    """The place of an entry in its log."""

    territory_id = models.BigIntegerField(null=True)  # loose, as in Entry
    index = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Leaf"]] = ScopedManager(territory="territory_id")

    class Meta:
        verbose_name = "leaf"
        verbose_name_plural = "leaves"
        constraints = [
            models.UniqueConstraint(
                fields=["territory_id", "index"], nulls_distinct=False, name="audit_leaf_place"
            )
        ]


class Node(models.Model):
    """The hash of a complete subtree, kept so that a proof costs the same in a long log."""

    territory_id = models.BigIntegerField(null=True)  # loose, as in Entry
    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Node"]] = ScopedManager(territory="territory_id")

    class Meta:
        verbose_name = "node"
        verbose_name_plural = "nodes"
        constraints = [
            models.UniqueConstraint(
                fields=["territory_id", "level", "position"], nulls_distinct=False, name="audit_node_place"
            )
        ]


class TreeHead(models.Model):
    """The signed root of a log at one size."""

    territory_id = models.BigIntegerField(null=True)  # loose, as in Entry
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    moment = models.DateTimeField()
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    objects: ClassVar[models.Manager["TreeHead"]] = ScopedManager(territory="territory_id")

    class Meta:
        verbose_name = "tree head"
        verbose_name_plural = "tree heads"
        constraints = [
            models.UniqueConstraint(
                fields=["territory_id", "size"], nulls_distinct=False, name="audit_head_size"
            )
        ]
