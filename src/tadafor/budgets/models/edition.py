"""An edition: its regulation, its days, its envelopes."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.budgets.rules import cycle, voting
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word

EXCERPT = 160


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by where they stand."""

    def announced(self) -> "EditionQuerySet":
        return self.filter(announced_on__isnull=False)


EditionManager = models.Manager.from_queryset(EditionQuerySet)


class Edition(models.Model):
    """One cycle of the participatory budget of a territory, with the regulation agreed first.

    ``study_criteria``: the checklist of eligibility, ``[{"key": "public_land", "words": "..."}]``;
    ``score_grid``: the published grid for gender and accessibility, ``[{"key", "words", "most"}]``;
    ``marks``: what quotas speak of, ``[{"key": "women", "words": "..."}]``; ``count_settings``: every
    setting of the count by its name (``rules.meta.named``), stated before the vote.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    language = models.CharField(max_length=3, default="ar")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    principles = models.TextField(blank=True)
    criteria = models.TextField(blank=True)
    roles = models.TextField(blank=True)
    void_rule = models.TextField(blank=True)
    study_criteria = models.JSONField(default=list)
    score_grid = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    ballot_rule = models.CharField(max_length=10, choices=plain(voting.BallotRule))
    least_choices = models.PositiveSmallIntegerField(default=0)
    most_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(default=10)
    count_settings = models.JSONField(default=dict)
    full_file_for_all = models.BooleanField(null=True)
    unique_limit = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.10"))
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    announced_on = models.DateField(null=True)
    prices_on = models.DateField(null=True)
    results_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    voided_on = models.DateField(null=True)
    void_reason = models.TextField(blank=True)
    vote_number = models.PositiveSmallIntegerField(default=1)
    """Which vote of this edition this is: one more each time a void one is held again."""
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[EditionManager["Edition"]] = ScopedManager(
        territory="territory", _manager_class=EditionManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="budgets_edition_slug_once"),
            models.CheckConstraint(
                condition=Q(results_on__isnull=True) | Q(announced_on__isnull=False),
                name="budgets_results_after_announcement",
            ),
            models.CheckConstraint(
                condition=Q(most_choices__isnull=True) | Q(most_choices__gte=F("least_choices")),
                name="budgets_most_not_below_least",
            ),
        ]
        indexes = [models.Index(fields=["territory", "-announced_on"], name="budgets_editions")]

    def __str__(self) -> str:
        return self.title

    @property
    def summary_excerpt(self) -> str:
        return excerpt(self.summary, EXCERPT)

    @property
    def limits(self) -> voting.BallotLimits:
        return voting.BallotLimits(
            voting.BallotRule(self.ballot_rule), self.least_choices, self.most_choices, self.points
        )


class PhaseDays(models.Model):
    """The first and last day of one phase."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="days")
    phase = models.CharField(max_length=12, choices=plain(cycle.Phase))
    opens_on = models.DateField()
    closes_on = models.DateField()
    is_told = models.BooleanField(default=False)
    """Whether those who follow were told that it began."""

    objects: ClassVar[models.Manager["PhaseDays"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "phase"], name="budgets_phase_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="budgets_phase_days"),
        ]


class Extension(models.Model):
    """A phase was made longer, for a public reason."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="extensions")
    phase = models.CharField(max_length=12, choices=plain(cycle.Phase))
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Extension"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["decided_at"]

    @property
    def phase_word(self) -> str:
        return word(cycle.Phase(self.phase))


class Envelope(models.Model):
    """Money to share out, for the whole territory, a neighbourhood or a theme. Dirhams."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="envelopes")
    name = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Envelope"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="budgets_envelope_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budgets_envelope_has_money"),
        ]


class Searched(models.Model):
    """What can be looked for by its words."""

    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["grams"], name="%(app_label)s_%(class)s_grams")]
