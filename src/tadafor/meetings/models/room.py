"""What happens in the room: the agenda, the cards of the tables, photographs of the walls."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from tadafor.kernel.scopes import ScopedManager
from tadafor.meetings.models.meeting import Meeting, Registration


class AgendaItem(models.Model):
    """A point of the agenda; who speaks is named by their quality."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[models.Manager["AgendaItem"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meeting_item_once")]


class Card(models.Model):
    """What somebody wrote at a table; its trace leads to what it becomes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cards")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.SET_NULL, related_name="+", null=True)
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=32)
    table = models.PositiveSmallIntegerField(null=True)
    theme = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Card"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["theme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_card_number_once"),
            models.UniqueConstraint(fields=["meeting", "token"], name="meeting_card_sent_once"),
        ]


class Photo(models.Model):
    """A photograph of a wall or of cards: a private file, for the staff of the territory alone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="photos")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["Photo"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["pk"]
