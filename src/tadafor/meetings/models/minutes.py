"""What became of a meeting: its minutes, what it made, what is to be done."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.models.meeting import Meeting


class Minutes(models.Model):
    """What was said and decided; who wrote it does not approve it."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    standing = models.CharField(max_length=10, choices=plain(rules.Standing))
    summary = models.TextField()
    decisions = models.TextField(blank=True)
    outputs_note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_back_because = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Minutes"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing="published")
                | (
                    Q(approved_by__isnull=False, published_at__isnull=False) & ~Q(approved_by=F("written_by"))
                ),
                name="minutes_approved_by_a_second_person",
            )
        ]

    @property
    def stands(self) -> rules.Standing:
        return rules.Standing(self.standing)

    @property
    def is_published(self) -> bool:
        return self.stands is rules.Standing.PUBLISHED


class Output(models.Model):
    """How many of one thing a meeting made: three petitions drafted."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="outputs")
    product = models.CharField(max_length=16, choices=plain(rules.Product))
    count = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Output"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "product"], name="meeting_output_once")]

    @property
    def product_word(self) -> str:
        return word(rules.Product(self.product))


class FollowUp(models.Model):
    """What is to be done after a meeting, by whom, by when; told when it is done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="follow_ups")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=200)
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["FollowUp"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meeting_follow_up_once")]
