"""The maturity grid, reports with their frozen figures, and figures published elsewhere."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.models.frame import Commune, Programme
from tadafor.programme.models.logic import Indicator
from tadafor.programme.words import said


class Grid(models.Model):
    """What a commune says of itself in a year, and what a second person confirmed."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="grids")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=plain(rules.GridState), default=rules.GridState.DRAFT.value
    )
    revision = models.PositiveIntegerField(default=1)
    filled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    filled_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Grid"]] = models.Manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "year"], name="programme_grid_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("filled_by"))),
                name="programme_grid_by_two",
            ),
        ]

    @property
    def standing(self) -> rules.GridState:
        return rules.GridState(self.state)

    @property
    def state_word(self) -> str:
        return word(self.standing)


class GridLine(models.Model):
    """One criterion of a grid: how far, what shows it, and what was confirmed."""

    grid = models.ForeignKey(Grid, on_delete=models.CASCADE, related_name="lines")
    criterion = models.CharField(max_length=14, choices=plain(rules.Criterion))
    degree = models.PositiveSmallIntegerField()
    evidence = models.TextField(blank=True)
    file: Any = None  # what everybody may read of it, given by who shows the grid
    confirmed = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager["GridLine"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "criterion"], name="programme_grid_line_once"),
            models.CheckConstraint(condition=Q(degree__lte=3), name="programme_grid_degree"),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | Q(confirmed__lte=F("degree")),
                name="programme_grid_never_raised",
            ),
        ]

    @property
    def criterion_word(self) -> str:
        return word(rules.Criterion(self.criterion))

    @property
    def degree_word(self) -> str:
        return word(rules.name_of(self.degree))

    @property
    def confirmed_word(self) -> str:
        return "" if self.confirmed is None else word(rules.name_of(self.confirmed))


class Report(models.Model):
    """A report of a span of time; its figures are frozen when it is published."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()
    words_ar = models.TextField(blank=True)
    words_fr = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=plain(rules.ReportState), default=rules.ReportState.DRAFT.value
    )
    frozen: Any = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Report"]] = models.Manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_report_number"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="programme_report_span"),
            models.CheckConstraint(
                condition=Q(state="draft", frozen__isnull=True, published_at__isnull=True)
                | Q(state="published", frozen__isnull=False, published_at__isnull=False),
                name="programme_report_frozen",
            ),
        ]

    @property
    def words(self) -> str:
        return said(self.words_ar, self.words_fr)

    @property
    def is_published(self) -> bool:
        return self.state == rules.ReportState.PUBLISHED.value


class Claim(models.Model):
    """A figure published elsewhere, kept as its source says it; parts of one stand under it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="claims")
    above = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="claims")
    name_ar = models.CharField(max_length=300)
    name_fr = models.CharField(max_length=300)
    value = models.PositiveIntegerField()
    source_ar = models.CharField(max_length=300)
    source_fr = models.CharField(max_length=300)

    objects: ClassVar[models.Manager["Claim"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name_ar"], name="programme_claim_once"),
            models.CheckConstraint(condition=~Q(source_ar=""), name="programme_claim_by_a_source"),
        ]

    @property
    def name(self) -> str:
        return said(self.name_ar, self.name_fr)

    @property
    def source(self) -> str:
        return said(self.source_ar, self.source_fr)
