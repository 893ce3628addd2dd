"""Activities, the figures entered with them, and the figures kept from the rooms' rows."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.models.frame import Commune, Programme, Region
from tadafor.programme.models.logic import Indicator, Node
from tadafor.programme.words import said


class Activity(models.Model):
    """Something the programme does: planned, then told with its proof, then approved by a second person."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=plain(rules.ActivityKind))
    result = models.ForeignKey(Node, null=True, on_delete=models.PROTECT, related_name="activities")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="activities")
    commune = models.ForeignKey(Commune, null=True, on_delete=models.PROTECT, related_name="activities")
    title_ar = models.CharField(max_length=200)
    title_fr = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField()
    held_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=plain(rules.State))
    proof = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    called_off_because = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    token = models.CharField(max_length=32, null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Activity"]] = models.Manager()

    class Meta:
        ordering = ["-planned_on", "-number"]
        indexes = [models.Index(fields=["programme", "state", "planned_on"], name="programme_activity_state")]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_activity_number"),
            models.UniqueConstraint(fields=["programme", "token"], name="programme_activity_sent_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "approved"])
                | (Q(held_on__isnull=False, entered_by__isnull=False) & ~Q(proof="")),
                name="programme_activity_has_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("entered_by"))),
                name="programme_activity_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state="called_off") ^ Q(called_off_because=""),
                name="programme_activity_called_off_why",
            ),
        ]

    @property
    def title(self) -> str:
        return said(self.title_ar, self.title_fr)

    @property
    def standing(self) -> rules.State:
        return rules.State(self.state)

    @property
    def kind_word(self) -> str:
        return word(rules.ActivityKind(self.kind))

    @property
    def state_word(self) -> str:
        return word(self.standing)

    def is_late(self, today: date) -> bool:
        return rules.is_late(self.standing, self.planned_on, today=today)


class Entry(models.Model):
    """A figure entered with an activity; it counts once the activity is approved."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="entries")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="entries")
    count = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    young = models.PositiveIntegerField(null=True)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        ordering = ["indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "indicator"], name="programme_entry_once"),
            models.CheckConstraint(
                condition=(Q(women__isnull=True) | Q(women__lte=F("count")))
                & (Q(young__isnull=True) | Q(young__lte=F("count"))),
                name="programme_entry_parts",
            ),
        ]


class Count(models.Model):
    """What the rooms hold of one measure, in one territory, in one month: kept, and never typed.

    ``part`` is empty for the whole, else a sex or an age band (``sex:woman``).
    """

    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="programme_counts"
    )
    measure = models.CharField(max_length=40, choices=plain(rules.Measure))
    part = models.CharField(max_length=24, blank=True)
    month = models.DateField()
    value = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Count"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["measure", "part", "month"], name="programme_count_measure")]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "measure", "part", "month"], name="programme_count_once"
            )
        ]


class Tally(models.Model):
    """The figures kept of the communes of a region, added up by year while each took part."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="tallies")
    measure = models.CharField(max_length=40, choices=plain(rules.Measure))
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)
    women = models.PositiveIntegerField(default=0)
    young = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Tally"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "measure", "year"], name="programme_tally_once")
        ]


class Counted(models.Model):
    """When the figures of a territory were last counted."""

    territory = models.OneToOneField(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    counted_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Counted"]] = models.Manager()
