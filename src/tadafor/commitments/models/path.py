"""How a plan came to be: its steps, its estimate of resources, its self-assessment, its communication."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.commitments import rules
from tadafor.commitments.models.plan import Plan
from tadafor.kernel.addresses import in_language
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.traces.rules import Visibility


class PlanStep(models.Model):
    """A step that was taken on its day; ``year`` is 0 but for what is done every year."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="path")
    step = models.CharField(max_length=20, choices=plain(rules.StepKind))
    year = models.PositiveSmallIntegerField(default=0)
    on = models.DateField()
    words = models.TextField(blank=True)
    origin = models.ForeignKey("traces.Trace", on_delete=models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["PlanStep"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["on", "year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "step", "year"], name="commitment_plan_step_once"),
            models.CheckConstraint(
                condition=Q(step="yearly_plan", year__gt=0) | (~Q(step="yearly_plan") & Q(year=0)),
                name="commitment_plan_step_year",
            ),
        ]

    @property
    def kind(self) -> rules.StepKind:
        return rules.StepKind(self.step)

    @property
    def origin_address(self) -> str:
        """The page of the consultation it was, in the reader's language; empty once it is hidden."""
        is_seen = self.origin is not None and self.origin.visibility == Visibility.VISIBLE
        return in_language(self.origin.address) if self.origin and is_seen else ""


class ResourceLine(models.Model):
    """What a source brings in one of the first three years of an action programme."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="resources")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20, choices=plain(rules.Source))
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager["ResourceLine"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year", "source"], name="commitment_resource_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="commitment_resource_is_some"),
        ]

    @property
    def source_word(self) -> str:
        return word(rules.Source(self.source))


class Assessment(models.Model):
    """What the commune answers to one section of its self-assessment, and what shows it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assessments")
    section = models.CharField(max_length=15, choices=plain(rules.Section))
    degree = models.CharField(max_length=10, choices=plain(rules.Degree))
    words = models.TextField()
    evidence = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Assessment"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "section"], name="commitment_section_once"),
            models.CheckConstraint(
                condition=Q(degree="no") | ~Q(evidence=""), name="commitment_section_is_shown"
            ),
        ]

    @property
    def degree_word(self) -> str:
        return word(rules.Degree(self.degree))

    @property
    def tone(self) -> str:
        """The colour of the answer."""
        return {"yes": "green", "partly": "saffron"}.get(self.degree, "terracotta")


class CommunicationLine(models.Model):
    """Whom a strategy speaks to, of what, how, when and by whom."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=rules.LONGEST_TITLE)
    message = models.CharField(max_length=rules.LONGEST_LINE)
    channel = models.CharField(max_length=rules.LONGEST_TITLE)
    on = models.DateField(null=True)
    responsible = models.CharField(max_length=rules.LONGEST_TITLE, blank=True)

    objects: ClassVar[models.Manager["CommunicationLine"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="commitment_message_position_once")
        ]

    def __str__(self) -> str:
        return self.message
