"""A suggestion, its steps, the notes of the staff, who backs it, and what is kept out of sight."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value

from tadafor.kernel.choices import plain
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.rules import Channel
from tadafor.suggestions import rules
from tadafor.suggestions.models.place import Category, Service

HASH = 64
MARK = 32
EXCERPT = 220


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions by who may read them."""

    def public(self) -> "SuggestionQuerySet":
        """What everybody reads: neither complaints, nor what waits or was hidden."""
        return self.exclude(kind=rules.Kind.COMPLAINT).filter(trace__visibility="visible")

    def waiting(self) -> "SuggestionQuerySet":
        """What no reply was given to yet."""
        return self.filter(state__in=["received", "at_service"], answered_at__isnull=True)


_READ = ~Q(kind=rules.Kind.COMPLAINT.value)  # what everybody may read, unless it is held or hidden
_TOLD = _READ & Q(answered_at__isnull=False, state__in=[one.value for one in rules.ANSWERS])
_OPEN = [one.value for one in sorted(rules.OPEN)]

SuggestionManager = models.Manager.from_queryset(SuggestionQuerySet)


class Suggestion(models.Model):
    """What somebody told the commune, under its public number."""

    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    secret_hash = models.CharField(max_length=HASH)
    token_hash = models.CharField(max_length=HASH)
    kind = models.CharField(max_length=10, choices=plain(rules.Kind))
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=rules.TITLE + 10)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="ar")
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, related_name="+", null=True
    )
    place = models.CharField(max_length=rules.LONGEST_PLACE, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    author_label = models.CharField(max_length=rules.LONGEST_NAME, blank=True)
    contact = models.BinaryField(null=True)
    network = models.CharField(max_length=MARK, blank=True)
    device = models.CharField(max_length=MARK, blank=True)
    channel = models.CharField(max_length=10, choices=plain(Channel))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    recording = models.ForeignKey(
        "documents.Recording", on_delete=models.PROTECT, related_name="+", null=True
    )
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=plain(rules.State))
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    # What was promised the day it came, as it was then; days moved later never shorten it.
    due_from = models.DateField()
    due_on = models.DateField()
    promised = models.CharField(max_length=400, blank=True)
    promise_verified = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reopened_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)
    supports_count = models.PositiveIntegerField(default=0)
    # By which the most backed come first, the newest first among equals: one number to cut a list at.
    weight = models.GeneratedField(
        expression=F("supports_count") * Value(2**32, output_field=models.BigIntegerField()) + F("number"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    session_owed_at = models.DateTimeField(null=True)
    session_on = models.DateField(null=True)
    session_answer = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="merged", null=True)
    national_number = models.CharField(max_length=rules.LONGEST_NUMBER, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_on = models.DateField(null=True)
    is_redacted = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[SuggestionManager["Suggestion"]] = ScopedManager(
        territory="territory", _manager_class=SuggestionManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="suggestion_number_once"),
            models.UniqueConstraint(fields=["territory", "token_hash"], name="suggestion_sent_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="suggestion_whole_point",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="suggestion_rating"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, state__in=[s for s in rules.State if s != "merged"])
                | Q(merged_into__isnull=False, state="merged") & ~Q(merged_into=F("pk")),
                name="suggestion_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed") | Q(kind="complaint") & ~Q(national_number=""),
                name="suggestion_handed_with_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "-number"], name="suggestion_newest"),
            models.Index(fields=["territory", "category", "-number"], name="suggestion_by_category"),
            models.Index(fields=["territory", "neighbourhood", "-number"], name="suggestion_by_place"),
            models.Index(fields=["territory", "service", "state", "due_on"], name="suggestion_by_service"),
            models.Index(fields=["territory", "network", "-written_at"], name="suggestion_by_network"),
            models.Index(
                fields=["due_on"], name="suggestion_to_answer", condition=Q(answered_at__isnull=True)
            ),
            models.Index(fields=["territory", "-weight"], name="suggestion_most_backed", condition=_READ),
            models.Index(
                fields=["territory", "-number"],
                name="suggestion_answered",
                condition=_READ & Q(answered_at__isnull=False),
            ),
            models.Index(
                fields=["territory", "-number"],
                name="suggestion_still_open",
                condition=_READ & Q(state__in=_OPEN),
            ),
            models.Index(fields=["territory", "-written_at"], name="suggestion_by_day", condition=_READ),
            models.Index(
                fields=["territory", "neighbourhood"],
                include=["category", "state", "trace"],
                name="suggestion_counted",
                condition=_READ,
            ),
            models.Index(
                fields=["territory", "service"],
                include=["state", "answered_at", "due_from", "due_on", "rating"],
                name="suggestion_figures",
            ),
            models.Index(fields=["territory", "-answered_at"], name="suggestion_answers", condition=_TOLD),
            models.Index(fields=["-answered_at"], name="suggestion_answers_everywhere", condition=_TOLD),
            models.Index(
                fields=["-weight"],
                name="suggestion_gathering",
                condition=Q(kind=rules.Kind.SUGGESTION.value, state__in=_OPEN),
            ),
            GinIndex(fields=["grams"], name="suggestion_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> rules.State:
        return rules.State(self.state)

    @property
    def sort(self) -> rules.Kind:
        return rules.Kind(self.kind)

    @property
    def is_open(self) -> bool:
        return self.standing in rules.OPEN

    @property
    def may_reopen(self) -> bool:
        return self.standing in rules.MAY_REOPEN and self.reopened_at is None

    @property
    def may_be_rated(self) -> bool:
        return self.standing in rules.MAY_REOPEN and self.rated_at is None

    @property
    def kind_word(self) -> str:
        return word(self.sort)

    @property
    def state_word(self) -> str:
        return word(self.standing)

    @property
    def point(self) -> str:
        """The point in degrees, north first."""
        return f"{self.latitude}, {self.longitude}" if self.latitude is not None else ""

    @property
    def photo_title(self) -> str:
        """By what its photographs are named: never by its words, which may be redacted."""
        return f"{self.category.name_ar} · {self.number}"

    @property
    def excerpt(self) -> str:
        return excerpt(self.body, EXCERPT)

    @property
    def answered_on(self) -> date | None:
        return day_of(self.answered_at) if self.answered_at else None

    @property
    def delay(self) -> rules.Delay:
        return rules.Delay(self.due_from, self.due_on, self.answered_on)


class SuggestionStep(models.Model):
    """A state it came to, told in public with its reason."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=plain(rules.State))
    words = models.TextField(blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    is_reopening = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["SuggestionStep"]] = ScopedManager(territory="suggestion__territory")

    class Meta:
        ordering = ["at", "pk"]

    @property
    def state_word(self) -> str:
        return word(rules.State(self.state))


class SuggestionNote(models.Model):
    """What the staff tell each other; nobody else reads it."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["SuggestionNote"]] = ScopedManager(territory="suggestion__territory")

    class Meta:
        ordering = ["at", "pk"]


class SuggestionSupport(models.Model):
    """One person stands behind it."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["SuggestionSupport"]] = ScopedManager(territory="suggestion__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "person"], name="suggestion_support_once")
        ]


class SuggestionOriginal(models.Model):
    """What was written before something was taken out of it; the staff who decide read it."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="originals")
    body = models.TextField()
    place = models.CharField(max_length=rules.LONGEST_PLACE, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["SuggestionOriginal"]] = ScopedManager(territory="suggestion__territory")

    class Meta:
        ordering = ["-at", "-pk"]


class SuggestionLetter(models.Model):
    """What waits to be sent to a contact without account, sealed with the number and the secret."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20)
    secret = models.BinaryField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["SuggestionLetter"]] = ScopedManager(territory="suggestion__territory")
