"""Ideas of the people, and the projects that were made of them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tadafor.budgets.models.edition import Edition, Envelope, Searched
from tadafor.budgets.rules import studying
from tadafor.documents.models import WRITTEN_DOWN_BY_SOMEONE, SpokenWords
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.rules import Channel

EXCERPT = 200


class Placed(models.Model):
    """Where something is: a neighbourhood, words, or a point (degrees)."""

    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    place = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        abstract = True


class Project(Placed, Searched):
    """What is put to the vote; ``symbol`` and ``colour`` are for those who do not read.

    ``lot`` is its rank in the lot drawn before the count, from 1.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="projects")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="projects")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    description = models.TextField()
    beneficiaries = models.CharField(max_length=200, blank=True)
    marks = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    symbol = models.CharField(max_length=30, blank=True)
    colour = models.CharField(max_length=20, blank=True)
    standing = models.CharField(
        max_length=12, choices=plain(studying.Standing), default=studying.Standing.PENDING.value
    )
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    lot = models.PositiveSmallIntegerField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Project"]] = ScopedManager(territory="edition__territory")

    class Meta(Searched.Meta):
        abstract = False
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="budgets_project_number_once"),
            models.UniqueConstraint(
                fields=["edition", "lot"], name="budgets_lot_once", condition=Q(lot__isnull=False)
            ),
            models.CheckConstraint(
                name="budgets_feasible_has_a_price",
                condition=~Q(standing=studying.Standing.FEASIBLE.value) | Q(price__gt=0),
            ),
            models.CheckConstraint(
                name="budgets_withdrawn_on_a_day",
                condition=Q(standing=studying.Standing.WITHDRAWN.value, withdrawn_at__isnull=False)
                | (~Q(standing=studying.Standing.WITHDRAWN.value) & Q(withdrawn_at__isnull=True)),
            ),
        ]

    @property
    def key(self) -> str:
        """The key of the project on ballots and in published files."""
        return f"p{self.number}"

    @property
    def excerpt(self) -> str:
        return excerpt(self.description, EXCERPT)

    @property
    def standing_word(self) -> str:
        return word(studying.Standing(self.standing))

    @property
    def where(self) -> str:
        """Where it is, in words."""
        quarter = self.neighbourhood.name if self.neighbourhood else ""
        return " · ".join(part for part in (quarter, self.place) if part)


class Idea(Placed, Searched):
    """What somebody proposes, online, at a desk or from the ideas box of a workshop."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ideas")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    beneficiaries = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=3)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    association = models.ForeignKey(
        "associations.Association", on_delete=models.PROTECT, related_name="+", null=True
    )
    author_label = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=10, choices=plain(Channel))
    received_on = models.DateField()
    received_at = models.DateTimeField()
    supports_count = models.PositiveIntegerField(default=0)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="ideas", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)  # staff's; an author needs none
    revision = models.PositiveSmallIntegerField(default=0)
    is_spoken = models.BooleanField(default=False)
    token = models.CharField(max_length=64, null=True)

    objects: ClassVar[models.Manager["Idea"]] = ScopedManager(territory="edition__territory")

    class Meta(Searched.Meta):
        abstract = False
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="budgets_idea_number_once"),
            models.UniqueConstraint(
                fields=["edition", "token"], name="budgets_idea_sent_once", condition=Q(token__isnull=False)
            ),
        ]


class IdeaVersion(Placed):
    """What an idea said before its author wrote it again; ``number`` counts from 1."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    body = models.TextField()
    beneficiaries = models.CharField(max_length=200, blank=True)
    replaced_at = models.DateTimeField()

    objects: ClassVar[models.Manager["IdeaVersion"]] = ScopedManager(territory="idea__edition__territory")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["idea", "number"], name="budgets_idea_version_once")]


class IdeaSpoken(SpokenWords):
    """An idea that was spoken: its recording, what was typed beside it, who wrote it down."""

    idea = models.OneToOneField(Idea, on_delete=models.PROTECT, related_name="spoken")

    objects: ClassVar[models.Manager["IdeaSpoken"]] = ScopedManager(territory="idea__edition__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=WRITTEN_DOWN_BY_SOMEONE, name="budgets_idea_written_down_by_someone"
            )
        ]


class IdeaSupport(models.Model):
    """Somebody backs an idea."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supported_at = models.DateTimeField()

    objects: ClassVar[models.Manager["IdeaSupport"]] = ScopedManager(territory="idea__edition__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="budgets_support_once")]


class Study(models.Model):
    """What a service found of a project; a second opinion is another row, and both stay.

    ``findings``: for each criterion of the edition, ``{"key": {"finding": "yes", "note": "..."}}``;
    ``scores``: for each line of the grid, a number.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="studies")
    service = models.CharField(max_length=150)
    findings = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12, choices=plain(studying.Standing))
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    months = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)
    second_opinion_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    studied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    studied_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Study"]] = ScopedManager(territory="project__edition__territory")

    class Meta:
        ordering = ["studied_at", "pk"]

    @property
    def verdict_word(self) -> str:
        return word(studying.Standing(self.verdict))


class StudyAnswer(models.Model):
    """What an author of the project answers to a study."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="answers")
    body = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["StudyAnswer"]] = ScopedManager(
        territory="study__project__edition__territory"
    )

    class Meta:
        ordering = ["written_at", "pk"]
