"""A budget of one year in one version, and its lines."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.finances import rules
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word


class AnnualBudget(models.Model):
    """One year of the money of a territory, as one file told it."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, choices=plain(rules.Standing))
    inhabitants = models.PositiveIntegerField()
    census_year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)  # of the lines: the same file sent twice makes one version
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["AnnualBudget"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year", "version"], name="finances_version_once"),
            models.UniqueConstraint(
                fields=["territory", "year"],
                condition=Q(standing="published"),
                name="finances_one_published_a_year",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False)
                & ~Q(published_by=F("brought_by")),
                name="finances_published_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=["published", "replaced"]) | Q(published_at__isnull=False),
                name="finances_published_is_dated",
            ),
            models.CheckConstraint(condition=Q(inhabitants__gt=0), name="finances_somebody_lives_there"),
        ]

    def __str__(self) -> str:
        return f"{self.year} / {self.version}"

    @property
    def state(self) -> rules.Standing:
        return rules.Standing(self.standing)

    @property
    def standing_word(self) -> str:
        return word(self.state)


class BudgetLine(models.Model):
    """A line of a budget, under its official chapter."""

    budget = models.ForeignKey(AnnualBudget, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=plain(rules.Side))
    part = models.CharField(max_length=10, choices=plain(rules.Part))
    chapter = models.CharField(max_length=2, choices=plain(rules.Chapter))
    label = models.CharField(max_length=rules.LONGEST_LABEL)
    origin = models.CharField(max_length=20, choices=plain(rules.Origin), blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager["BudgetLine"]] = ScopedManager(territory="budget__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "position"], name="finances_position_once"),
            models.UniqueConstraint(
                fields=["budget", "side", "part", "chapter", "label"], name="finances_line_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="finances_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(side="revenue") & ~Q(origin="") | Q(side="spending", origin=""),
                name="finances_revenue_has_an_origin",
            ),
        ]

    @property
    def fact(self) -> rules.Line:
        return rules.Line(
            rules.Side(self.side),
            rules.Part(self.part),
            rules.Chapter(self.chapter),
            self.label,
            self.amount,
            rules.Origin(self.origin) if self.origin else None,
        )
