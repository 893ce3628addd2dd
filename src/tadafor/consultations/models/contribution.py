"""What people contribute, who stands behind it, what was decided, what it changed."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.consultations import rules
from tadafor.consultations.models.cards import Axis, FiveFields, Round
from tadafor.consultations.models.consultation import CommitteeMeeting, Consultation
from tadafor.consultations.models.text import Passage, Version
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.people.rules import Channel


class Group(models.Model):
    """Contributions that say the same, examined together."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="groups")
    title = models.CharField(max_length=200)

    objects: ClassVar[models.Manager["Group"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "title"], name="group_title_once")]


class Contribution(FiveFields):
    """What a citizen or an association says of an article, of the whole text, or of a project card.

    On cards, a remark and a new project fill the five fields; an amendment holds them as proposed.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="contributions")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="contributions", null=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=plain(rules.Kind))
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="+", null=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions", null=True)
    language = models.CharField(max_length=3)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    association = models.ForeignKey(
        "associations.Association", on_delete=models.PROTECT, related_name="+", null=True
    )
    author_kind = models.CharField(max_length=12, choices=plain(rules.AuthorKind))
    author_label = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=10, choices=plain(Channel))
    received_on = models.DateField()
    written_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    is_spoken = models.BooleanField(default=False)
    token = models.CharField(max_length=32)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, related_name="contributions", null=True)
    supports_count = models.PositiveIntegerField(default=0)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[models.Manager["Contribution"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="contribution_number_once"),
            models.UniqueConstraint(fields=["consultation", "token"], name="contribution_sent_once"),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(entered_by__isnull=False),
                name="contribution_has_an_author_or_a_clerk",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["remark", "new_project"])
                | Q(is_spoken=True)
                | ~Q(body="", problem="", solution="", funding="", follow_up="", impact=""),
                name="remark_says_something",
            ),
        ]
        indexes = [
            models.Index(fields=["passage", "-supports_count", "-number"], name="contribution_by_passage"),
            models.Index(fields=["consultation", "-number"], name="contribution_by_consultation"),
            models.Index(fields=["author", "-written_at"], name="contribution_by_author"),
            GinIndex(fields=["grams"], name="contribution_grams"),
        ]


class Support(models.Model):
    """Someone stands behind a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=plain(Channel), default=Channel.ONLINE.value)

    objects: ClassVar[models.Manager["Support"]] = ScopedManager(
        territory="contribution__consultation__territory"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "person"], name="one_support_a_person")
        ]


class Decision(models.Model):
    """What was decided of a contribution: drafted by one, approved by another, with its reason."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=12, choices=plain(rules.Outcome))
    reason = models.TextField()
    duplicate_of = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+", null=True)
    meeting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.PROTECT, related_name="decisions", null=True
    )
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    batch = models.CharField(max_length=32, blank=True)
    sent_back_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    approved_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Decision"]] = ScopedManager(
        territory="contribution__consultation__territory"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="nobody_approves_their_own_draft",
            )
        ]
        indexes = [
            # The front page tells the latest decisions of the whole country.
            models.Index(
                fields=["-approved_at", "-id"],
                name="decision_latest",
                condition=Q(approved_at__isnull=False),
            )
        ]

    @property
    def outcome_word(self) -> str:
        return word(rules.Outcome(self.outcome))


class Change(models.Model):
    """A passage changed in a version because of a contribution."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="changes")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="changes")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="changes")

    objects: ClassVar[models.Manager["Change"]] = ScopedManager(territory="version__consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "passage", "contribution"], name="change_linked_once")
        ]
