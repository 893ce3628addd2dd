"""The logical framework: pillars, objectives, results, indicators, targets."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.models.frame import Programme
from tadafor.programme.words import said


class Node(models.Model):
    """A pillar, an objective under it, or a result under that."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="nodes")
    above = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="below")
    kind = models.CharField(max_length=10, choices=plain(rules.NodeKind))
    code = models.CharField(max_length=12)
    title_ar = models.CharField(max_length=300)
    title_fr = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["Node"]] = models.Manager()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programme_node_code_once"),
            models.CheckConstraint(
                condition=Q(kind="pillar", above__isnull=True)
                | Q(kind__in=["objective", "result"], above__isnull=False),
                name="programme_node_stands_under",
            ),
        ]

    @property
    def title(self) -> str:
        return said(self.title_ar, self.title_fr)

    @property
    def kind_word(self) -> str:
        return word(rules.NodeKind(self.kind))


class Indicator(models.Model):
    """What tells that a result comes about: counted from the rooms' rows, or entered with activities."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="indicators")
    result = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=12)
    name_ar = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200)
    definition_ar = models.TextField()
    definition_fr = models.TextField()
    unit = models.CharField(max_length=14, choices=plain(rules.Unit))
    baseline = models.PositiveIntegerField(default=0)
    source_ar = models.CharField(max_length=300)
    source_fr = models.CharField(max_length=300)
    measure = models.CharField(max_length=40, choices=plain(rules.Measure), blank=True)
    by_sex = models.BooleanField(default=False)
    by_age = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Indicator"]] = models.Manager()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programme_indicator_code_once")
        ]

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def definition(self) -> str:
        return said(self.definition_ar, self.definition_fr)

    @property
    def source(self) -> str:
        return said(self.source_ar, self.source_fr)

    @property
    def unit_word(self) -> str:
        """What is counted, after its number; nothing where the name says it all."""
        return "" if self.unit == rules.Unit.OTHER.value else word(rules.Unit(self.unit))

    @property
    def measure_word(self) -> str:
        return word(rules.Measure(self.measure)) if self.measure else ""


class Target(models.Model):
    """How much an indicator should grow in a year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Target"]] = models.Manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="programme_target_once_a_year")
        ]
