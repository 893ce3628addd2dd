"""The evaluation of a year, whose figures stand as they were on the day it was closed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from tadafor.commitments.models.plan import Plan
from tadafor.kernel.scopes import ScopedManager


class YearlyReport(models.Model):
    """A plan at the end of a year: its figures, kept, and what the commune says of them."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="yearly")
    year = models.PositiveSmallIntegerField()
    words = models.TextField()
    told = models.JSONField()
    closed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["YearlyReport"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year"], name="commitment_yearly_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="commitment_yearly_is_told"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year}"
