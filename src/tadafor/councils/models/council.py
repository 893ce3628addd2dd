"""Sessions of the council: agenda, sittings, decisions, minutes; and what is known of quorums."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tadafor.councils import rules
from tadafor.councils.words import source_said
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.territories.rules import SessionKind
from tadafor.ui.formatting import day, month_and_year


class QuorumRule(models.Model):
    """A fact about quorums that this territory keeps, before those that the house knows."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    assembly = models.CharField(max_length=8, choices=plain(rules.Assembly))
    convening = models.PositiveSmallIntegerField()
    over_percent = models.PositiveSmallIntegerField(null=True)
    shortest_wait = models.PositiveSmallIntegerField(default=0)
    longest_wait = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects: ClassVar[models.Manager["QuorumRule"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["assembly", "convening", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "assembly", "convening", "valid_from"], name="councils_quorum_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(over_percent__isnull=True) | Q(over_percent__lt=100), name="councils_quorum_share"
            ),
        ]

    @property
    def fact(self) -> rules.QuorumFact:
        return rules.QuorumFact(
            assembly=rules.Assembly(self.assembly),
            convening=self.convening,
            over_percent=self.over_percent,
            valid_from=self.valid_from,
            source=self.source,
            shortest_wait=self.shortest_wait,
            longest_wait=self.longest_wait,
            is_verified=self.is_verified,
        )


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions by what the public may see."""

    def public(self) -> "SessionQuerySet":
        return self.filter(convened_on__isnull=False)


SessionManager = models.Manager.from_queryset(SessionQuerySet)


class Session(models.Model):
    """A session of the council; the day of an ordinary one comes from the territory's calendar."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=20)
    kind = models.CharField(max_length=20, choices=plain(SessionKind))
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    hour = models.TimeField(null=True)
    place = models.CharField(max_length=200)
    object = models.CharField(max_length=300, blank=True)
    members_in_office = models.PositiveSmallIntegerField()
    convened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    minutes = models.TextField(blank=True)
    minutes_kept_because = models.CharField(max_length=500, blank=True)
    minutes_published_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[SessionManager["Session"]] = ScopedManager(
        territory="territory", _manager_class=SessionManager
    )

    class Meta:
        ordering = ["-opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="councils_session_slug_once"),
            models.UniqueConstraint(fields=["territory", "opens_on"], name="councils_one_session_a_day"),
            models.CheckConstraint(
                condition=Q(minutes_published_on__isnull=True) | ~Q(minutes=""),
                name="councils_minutes_written",
            ),
        ]

    @property
    def name(self) -> str:
        """«الدورة العادية لشهر فبراير 2024», in the reader's language."""
        if self.kind == SessionKind.ORDINARY:
            return _("الدورة العادية لشهر %(month)s") % {
                "month": month_and_year(date(self.year, self.month, 1))
            }
        return _("الدورة الاستثنائية ليوم %(day)s") % {"day": day(self.opens_on)}


class Postponement(models.Model):
    """A session was put off, for a public reason."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="postponements")
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Postponement"]] = ScopedManager(territory="session__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_date__gt=F("from_date")), name="councils_put_off_later")
        ]


class Sitting(models.Model):
    """The council met, or tried to: how many were there, and whether it could deliberate."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    convening = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    present = models.PositiveSmallIntegerField()
    women_present = models.PositiveSmallIntegerField(null=True)
    excused = models.PositiveSmallIntegerField(default=0)
    needed = models.PositiveSmallIntegerField()
    has_quorum = models.BooleanField()
    quorum_source = models.CharField(max_length=300)
    quorum_verified = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Sitting"]] = ScopedManager(territory="session__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="councils_sitting_number"),
            models.UniqueConstraint(fields=["session", "held_on"], name="councils_one_sitting_a_day"),
            models.CheckConstraint(
                condition=Q(women_present__isnull=True) | Q(women_present__lte=F("present")),
                name="councils_women_among_present",
            ),
            models.CheckConstraint(
                condition=Q(has_quorum=False) | Q(present__gte=F("needed")), name="councils_quorum_reached"
            ),
        ]

    @property
    def fact(self) -> rules.Sitting:
        return rules.Sitting(self.convening, self.held_on, self.present, self.has_quorum)

    @property
    def source_said(self) -> str:
        """The text that its quorum rests on, in the reader's language."""
        return source_said(self.quorum_source)


class AgendaItem(models.Model):
    """A point of the agenda, with the trace of what it answers when it answers something."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=plain(rules.ItemKind))
    title = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)
    origin = models.ForeignKey("traces.Trace", null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["AgendaItem"]] = ScopedManager(territory="session__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="councils_item_position"),
            models.UniqueConstraint(fields=["session", "origin"], name="councils_item_once_a_session"),
        ]


class Decision(models.Model):
    """What the council made of an item (مقرر), with the voices in figures."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=plain(rules.Outcome))
    number = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    present = models.PositiveSmallIntegerField()
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    tie_broken = models.BooleanField(default=False)
    voted_on = models.DateField()
    needs_visa = models.BooleanField(default=False)
    search_text = models.TextField(default="", editable=False)
    grams = ArrayField(models.IntegerField(), default=list, editable=False)

    objects: ClassVar[models.Manager["Decision"]] = ScopedManager(territory="territory")

    class Meta:
        indexes = [GinIndex(fields=["grams"], name="councils_decision_grams")]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "year", "number"],
                condition=~Q(number=""),
                name="councils_decision_number_once",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstained")),
                name="councils_voices_among_present",
            ),
        ]


class StepTaken(models.Model):
    """A step of a decision after its vote, dated."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=plain(rules.AfterVote))
    taken_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[models.Manager["StepTaken"]] = ScopedManager(territory="decision__territory")

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "step"], name="councils_step_once"),
            models.CheckConstraint(
                condition=~models.Q(step="refused", reason=""), name="councils_refused_for_a_reason"
            ),
        ]
