"""Traces, who follows them, what is said under them and what they became."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.addresses import in_language
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.rules import Channel
from tadafor.traces.rules import Becoming, Visibility


class TraceQuerySet(models.QuerySet["Trace"]):
    """Traces by what the public may see."""

    def visible(self) -> "TraceQuerySet":
        return self.filter(visibility=Visibility.VISIBLE)


TraceManager = models.Manager.from_queryset(TraceQuerySet)


class Trace(models.Model):
    """The thread of one thing that people follow; the thing itself belongs to ``room``.

    ``text`` is what the public reads in that thing, kept here so that it can be moderated and
    found without knowing the room. ``author`` is empty for what came on paper or from the territory.
    ``association_id`` names an association of the room above, which the database holds to its table.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, unique=True, editable=False)
    room = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=3, default="ar")
    visibility = models.CharField(max_length=10, choices=plain(Visibility), default=Visibility.VISIBLE.value)
    written_at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    association_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    last_number = models.PositiveIntegerField(default=0)
    replies_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[TraceManager["Trace"]] = ScopedManager(
        territory="territory", _manager_class=TraceManager
    )

    class Meta:
        indexes = [
            models.Index(fields=["territory", "room", "-written_at"], name="trace_of_room"),
            models.Index(
                fields=["territory", "written_at"],
                name="trace_not_visible",
                condition=~Q(visibility=Visibility.VISIBLE.value),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(replies_count__lte=F("last_number")), name="trace_replies_told"
            )
        ]

    @property
    def here(self) -> str:
        """The address of the thing in the reader's language."""
        return in_language(self.address)


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows of one territory."""


FollowManager = models.Manager.from_queryset(FollowQuerySet)


class Follow(models.Model):
    """One person wants to be told what happens to one trace."""

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects: ClassVar[FollowManager["Follow"]] = ScopedManager(
        territory="trace__territory", _manager_class=FollowManager
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trace", "person"], name="follow_once")]


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Replies by what the public may see."""

    def visible(self) -> "ReplyQuerySet":
        return self.filter(visibility=Visibility.VISIBLE)


ReplyManager = models.Manager.from_queryset(ReplyQuerySet)


class Reply(models.Model):
    """What someone said under a trace; ``author`` is empty for what came on paper.

    ``token`` is drawn with the form, so that a double click says one thing once.
    """

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    association_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    channel = models.CharField(max_length=10, choices=plain(Channel))
    body = models.TextField()
    language = models.CharField(max_length=3, default="ar")
    written_at = models.DateTimeField()
    visibility = models.CharField(max_length=10, choices=plain(Visibility), default=Visibility.VISIBLE.value)
    token = models.CharField(max_length=40)

    objects: ClassVar[ReplyManager["Reply"]] = ScopedManager(
        territory="trace__territory", _manager_class=ReplyManager
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["trace", "number"], name="reply_number"),
            models.UniqueConstraint(fields=["author", "token"], nulls_distinct=False, name="reply_once"),
        ]


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Successions of one territory."""


SuccessionManager = models.Manager.from_queryset(SuccessionQuerySet)


class Succession(models.Model):
    """``origin`` led to ``successor``."""

    origin = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=plain(Becoming))
    since = models.DateTimeField()

    objects: ClassVar[SuccessionManager["Succession"]] = ScopedManager(
        territory="origin__territory", _manager_class=SuccessionManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(origin=F("successor")), name="succession_forward"),
        ]
