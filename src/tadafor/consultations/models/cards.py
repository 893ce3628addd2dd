"""What a consultation on project cards adds: its priority axes, its rounds, the five fields."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tadafor.consultations import rules
from tadafor.consultations.models.consultation import Consultation
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.rules import Channel


class FiveFields(models.Model):
    """The five fields of a card: in its wordings, and in what people say of it."""

    problem = models.TextField(default="", blank=True)
    solution = models.TextField(default="", blank=True)
    funding = models.TextField(default="", blank=True)
    follow_up = models.TextField(default="", blank=True)
    impact = models.TextField(default="", blank=True)

    class Meta:
        abstract = True

    @property
    def five(self) -> rules.Sheet:
        return rules.Sheet.of({one.value: getattr(self, one.value) for one in rules.Field})


class Axis(models.Model):
    """A priority axis, by which the cards are sorted."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="axes")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Axis"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="axis_once")]


class Round(models.Model):
    """A round: its own days, where it is held, what people are asked to do."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    presented_on = models.DateField(null=True)
    channel = models.CharField(max_length=10, choices=plain(Channel), default=Channel.ONLINE.value)
    place = models.CharField(max_length=200, blank=True)
    instruction = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Round"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="round_number_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after"),
        ]

    @property
    def in_person(self) -> bool:
        return self.channel != Channel.ONLINE
