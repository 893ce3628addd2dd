"""Plans, their axes and objectives, the committee that follows them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.commitments import rules
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans by who may read them."""

    def public(self) -> "PlanQuerySet":
        return self.filter(published_at__isnull=False)

    def current(self) -> "PlanQuerySet":
        """What everybody reads, in its last version."""
        return self.public().filter(superseded_at__isnull=True)


PlanManager = models.Manager.from_queryset(PlanQuerySet)


class Plan(models.Model):
    """What a territory bound itself by, over a period, in one version."""

    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=plain(rules.PlanKind))
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="ar")
    starts_on = models.DateField()
    ends_on = models.DateField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    committee_decision = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    origin = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    renewed_for = models.TextField(blank=True)  # why this version came after another
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[PlanManager["Plan"]] = ScopedManager(territory="territory", _manager_class=PlanManager)

    class Meta:
        ordering = ["-starts_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="commitment_plan_number_once"),
            models.UniqueConstraint(fields=["origin"], name="commitment_plan_one_next_version"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="commitment_plan_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(published_at__isnull=False),
                name="commitment_plan_superseded_once_public",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sort(self) -> rules.PlanKind:
        return rules.PlanKind(self.kind)

    @property
    def kind_word(self) -> str:
        return word(self.sort)

    @property
    def has_chapters(self) -> bool:
        return rules.SHAPES[self.sort].has_chapters

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class Axis(models.Model):
    """A part of a plan: an axis, or a chapter of a charter."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="axes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    description = models.TextField(blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)

    objects: ClassVar[models.Manager["Axis"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="commitment_axis_position_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=rules.HIGHEST_WEIGHT), name="commitment_axis_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """What an axis wants to reach."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=rules.LONGEST_LINE)

    objects: ClassVar[models.Manager["Objective"]] = ScopedManager(territory="axis__plan__territory")

    class Meta:
        ordering = ["axis__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["axis", "position"], name="commitment_objective_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class PlanMember(models.Model):
    """A seat of the committee that follows a plan: a capacity, never a name."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=15, choices=plain(rules.MemberGroup))
    capacity = models.CharField(max_length=rules.LONGEST_LINE)

    objects: ClassVar[models.Manager["PlanMember"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="commitment_member_position_once")
        ]

    @property
    def group_word(self) -> str:
        return word(rules.MemberGroup(self.group))
