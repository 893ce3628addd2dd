"""What was counted, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.budgets.models.edition import Edition, Envelope
from tadafor.budgets.models.project import Project
from tadafor.budgets.rules import following, publishing
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class Lot(models.Model):
    """The lot of an edition: what its chance comes from is said first, then it is drawn, once.

    ``commitment``: the hash of the seed, public before the seed is; empty where the seed is a public draw.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="lot")
    way = models.CharField(max_length=8, choices=plain(publishing.LotWay))
    source = models.CharField(max_length=200, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=100, blank=True)
    order = models.JSONField(default=list)
    prepared_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Lot"]] = ScopedManager(territory="edition__territory")


class Counting(models.Model):
    """The count of an edition: asked for by one person, made by a job, published by another person."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="counting")
    envelopes = models.PositiveSmallIntegerField()
    done = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Counting"]] = ScopedManager(territory="edition__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("asked_by")),
                name="budgets_two_people_count",
            ),
        ]


class Simulation(models.Model):
    """How the two rules would differ, on ballots that nobody cast: before the vote only.

    ``found``: for each envelope, the winners of either rule and how well each serves the invented voters.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="simulations")
    sample = models.CharField(max_length=10, choices=plain(publishing.Sample))
    voters = models.PositiveIntegerField()
    found = models.JSONField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Simulation"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["-asked_at", "-pk"]


class Result(models.Model):
    """The frozen result of one envelope: winners in order, every step, the proof, the published file."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="results")
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="result")
    winners = models.JSONField()
    explained = models.JSONField()
    settings_stated = models.JSONField()
    file = models.TextField()
    file_print = models.CharField(max_length=64)
    totals = models.TextField(default="")
    totals_print = models.CharField(max_length=64, default="")
    unique_share = models.DecimalField(max_digits=5, decimal_places=4)
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Result"]] = ScopedManager(territory="edition__territory")


class Observer(models.Model):
    """Somebody the committee admits to the full files; ``mark`` is the hash of the address they were given.

    ``name`` is a capacity or a body, as the minutes say it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="observers")
    name = models.CharField(max_length=120)
    mark = models.CharField(max_length=64, unique=True)
    admitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    admitted_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Observer"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["admitted_at", "pk"]


class PaperOpened(models.Model):
    """How many ballots of each way were counted, for the report."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="counted")
    from_urn = models.PositiveIntegerField()
    from_paper = models.PositiveIntegerField()
    never_returned = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["PaperOpened"]] = ScopedManager(territory="edition__territory")


class FollowStep(models.Model):
    """A step of a winning project after the vote: agenda, decision, visa, budget line, with its date."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=plain(following.Step))
    done_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["FollowStep"]] = ScopedManager(territory="project__edition__territory")

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "step"], name="budgets_step_once")]


class Progress(models.Model):
    """How far a winning project is: physically (per cent), and what was spent so far (dirhams)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="progress")
    percent = models.PositiveSmallIntegerField()
    spent = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    as_of = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Progress"]] = ScopedManager(territory="project__edition__territory")

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="budgets_progress_to_100"),
            models.CheckConstraint(condition=Q(spent__gte=0), name="budgets_spent_not_negative"),
        ]
