"""Who came to a meeting, and the counts that outlive the list."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.models.meeting import Meeting, Registration
from tadafor.people.rules import AgeBand, Sex


class Attendance(models.Model):
    """One person who came, entered once; private, and erased with the lists of the meeting.

    ``told_at`` is the hour the device said: kept as told, never counted by.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+", null=True)
    token = models.CharField(max_length=32)
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=330, blank=True)
    association = models.CharField(max_length=200, blank=True)
    quality = models.CharField(max_length=16, choices=plain(rules.Quality))
    sex = models.CharField(max_length=10, choices=plain(Sex), blank=True)
    age = models.CharField(max_length=10, choices=plain(AgeBand), blank=True)
    photo_consent = models.BooleanField(default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    clock_off = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Attendance"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "token"], name="meeting_arrival_sent_once"),
            models.UniqueConstraint(
                fields=["meeting", "registration"],
                condition=Q(registration__isnull=False, undone_at__isnull=True),
                name="meeting_ticket_used_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "name_key"],
                condition=~Q(name_key="") & Q(undone_at__isnull=True),
                name="meeting_walk_in_once",
            ),
        ]

    @property
    def quality_word(self) -> str:
        return word(rules.Quality(self.quality))


class HeadCount(models.Model):
    """How many came, in one respect: kept when the list is closed, or told by who counted on paper."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="head_counts")
    fact = models.CharField(max_length=12, choices=plain(rules.Fact))
    value = models.CharField(max_length=16, blank=True)
    count = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["HeadCount"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "fact", "value"], name="meeting_count_once")
        ]


class CountCorrection(models.Model):
    """Counts already told were corrected, for a reason that everybody reads."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    reason = models.TextField()
    before = models.JSONField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    objects: ClassVar[models.Manager["CountCorrection"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["corrected_at"]
