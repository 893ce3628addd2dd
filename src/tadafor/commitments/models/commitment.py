"""A commitment, its history, its milestones, its indicators and what proves it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.commitments import rules
from tadafor.commitments.models.plan import Axis, Objective, Plan
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments by who may read them, and by how they stand."""

    def public(self) -> "CommitmentQuerySet":
        return self.filter(plan__published_at__isnull=False)

    def current(self) -> "CommitmentQuerySet":
        """Those of the last versions that everybody reads."""
        return self.public().filter(plan__superseded_at__isnull=True)

    def overdue(self, today: date) -> "CommitmentQuerySet":
        """Those whose promised day is past and which did not end."""
        return self.filter(due_on__lt=today).exclude(status__in=sorted(rules.ENDED))


CommitmentManager = models.Manager.from_queryset(CommitmentQuerySet)


class Commitment(models.Model):
    """Something that was promised: a project of a programme, a commitment of a charter.

    ``progress``, ``due_on`` and the three sums are worked out by the verbs from milestones and funding
    lines, under the lock of this row, so that lists and rates read one table.
    """

    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="commitments")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="commitments")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="commitments", null=True)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    description = models.TextField(blank=True)
    beneficiaries = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    principles = ArrayField(models.CharField(max_length=15), default=list)
    gender = models.CharField(max_length=15, choices=plain(rules.Gender), default=rules.Gender.NEUTRAL.value)
    service = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    partners = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, related_name="+", null=True
    )
    place = models.CharField(max_length=rules.LONGEST_TITLE, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    first_ends_on = models.DateField(null=True)  # the end first promised; delays move the other
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    cost = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    status = models.CharField(
        max_length=12, choices=plain(rules.Status), default=rules.Status.PROGRAMMED.value
    )
    reason = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    planned = models.DecimalField(default=0, max_digits=14, decimal_places=2)
    committed = models.DecimalField(default=0, max_digits=14, decimal_places=2)
    paid = models.DecimalField(default=0, max_digits=14, decimal_places=2)
    warned = models.PositiveSmallIntegerField(default=0)
    last_remark = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=3, default="ar")
    changed_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[CommitmentManager["Commitment"]] = ScopedManager(
        territory="plan__territory", _manager_class=CommitmentManager
    )

    class Meta:
        ordering = ["axis__position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="commitment_number_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="commitment_whole_point",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="commitment_progress"),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(progress=100), name="commitment_done_is_whole"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["delayed", "cancelled"]) | ~Q(reason=""),
                name="commitment_delayed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="commitment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=rules.HIGHEST_WEIGHT), name="commitment_weight"
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0, committed__gte=0, paid__gte=0), name="commitment_sums"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "axis", "number"], name="commitment_by_axis"),
            models.Index(fields=["plan", "status", "number"], name="commitment_by_status"),
            models.Index(fields=["plan", "neighbourhood", "number"], name="commitment_by_place"),
            models.Index(
                fields=["due_on"],
                name="commitment_due",
                condition=~Q(status__in=["done", "cancelled"]),
            ),
            GinIndex(fields=["grams"], name="commitment_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> rules.Status:
        return rules.Status(self.status)

    @property
    def status_word(self) -> str:
        return word(self.standing)

    @property
    def gender_word(self) -> str:
        return word(rules.Gender(self.gender))

    @property
    def principle_words(self) -> list[str]:
        return [word(rules.Principle(one)) for one in self.principles]

    @property
    def is_open(self) -> bool:
        return self.standing in rules.OPEN

    @property
    def dates(self) -> rules.Dates:
        return rules.Dates(self.standing, self.due_on, self.told_on)

    @property
    def line(self) -> rules.Line:
        return rules.Line(self.standing, self.progress, self.weight, self.planned, self.committed, self.paid)


class CommitmentStep(models.Model):
    """A status it came to, told in public with its reason."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=12, choices=plain(rules.Status))
    words = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField()
    new_day = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["CommitmentStep"]] = ScopedManager(
        territory="commitment__plan__territory"
    )

    class Meta:
        ordering = ["at", "pk"]

    @property
    def status_word(self) -> str:
        return word(rules.Status(self.status))


class Milestone(models.Model):
    """A step on the way, with its day and who answers for it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=rules.LONGEST_LINE)
    responsible = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    proof = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)

    objects: ClassVar[models.Manager["Milestone"]] = ScopedManager(territory="commitment__plan__territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "position"], name="commitment_milestone_position_once"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=rules.HIGHEST_WEIGHT),
                name="commitment_milestone_weight",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="commitment_milestone_due", condition=Q(done_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.title


class FundingLine(models.Model):
    """Money of one source in one year."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(max_length=20, choices=plain(rules.Source))
    label = models.CharField(max_length=rules.LONGEST_TITLE, blank=True)
    year = models.PositiveSmallIntegerField()
    planned = models.DecimalField(default=0, max_digits=14, decimal_places=2)
    committed = models.DecimalField(default=0, max_digits=14, decimal_places=2)
    paid = models.DecimalField(default=0, max_digits=14, decimal_places=2)

    objects: ClassVar[models.Manager["FundingLine"]] = ScopedManager(territory="commitment__plan__territory")

    class Meta:
        ordering = ["year", "source", "label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "source", "label", "year"], name="commitment_funding_line_once"
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0, committed__gte=0, paid__gte=0, paid__lte=F("committed")),
                name="commitment_funding_paid_was_committed",
            ),
        ]

    @property
    def source_word(self) -> str:
        return word(rules.Source(self.source))


class Indicator(models.Model):
    """What is measured: what is done, or what it changes."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=plain(rules.IndicatorKind))
    name = models.CharField(max_length=rules.LONGEST_LINE)
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    target_on = models.DateField(null=True)
    source = models.CharField(max_length=rules.LONGEST_LINE, blank=True)

    objects: ClassVar[models.Manager["Indicator"]] = ScopedManager(territory="commitment__plan__territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "position"], name="commitment_indicator_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        return word(rules.IndicatorKind(self.kind))


class Measure(models.Model):
    """What an indicator was on one day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects: ClassVar[models.Manager["Measure"]] = ScopedManager(
        territory="indicator__commitment__plan__territory"
    )

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="commitment_measure_once_a_day")
        ]
