"""A meeting, its series, its seats and those who registered."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.meetings import rules

EXCERPT = 160


class Series(models.Model):
    """Meetings that belong together: three focus groups in two days, the rounds of a programme."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=rules.LONGEST_TITLE)

    objects: ClassVar[models.Manager["Series"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "title"], name="meeting_series_once")]

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings by what the public may see."""

    def public(self) -> "MeetingQuerySet":
        return self.filter(announced_at__isnull=False, trace__visibility="visible")


MeetingManager = models.Manager.from_queryset(MeetingQuerySet)


class Meeting(models.Model):
    """People come together on a day, at a place or from afar."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings", null=True)
    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=12, choices=plain(rules.Kind))
    form = models.CharField(max_length=10, choices=plain(rules.Form))
    language = models.CharField(max_length=3, default="ar")
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    purpose = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    access = ArrayField(models.CharField(max_length=14, choices=plain(rules.Access)), default=list)
    access_note = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    organiser = models.CharField(max_length=200, blank=True)
    partners = ArrayField(models.CharField(max_length=200), default=list)
    audiences = ArrayField(models.CharField(max_length=200), default=list)
    takes_registrations = models.BooleanField(default=False)
    seats = models.PositiveIntegerField(null=True)
    closes_at = models.DateTimeField(null=True)
    unsaid = ArrayField(models.CharField(max_length=8, choices=plain(rules.Unsaid)), default=list)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=plain(rules.State))
    revision = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    last_number = models.PositiveIntegerField(default=0)
    list_closed_at = models.DateTimeField(null=True)
    list_erased_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[MeetingManager["Meeting"]] = ScopedManager(
        territory="territory", _manager_class=MeetingManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state=rules.State.DRAFT.value) | Q(announced_at__isnull=False),
                name="meeting_announced_or_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.State.CANCELLED.value)
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="meeting_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "starts_at"], name="meeting_by_day"),
            GinIndex(fields=["grams"], name="meeting_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    def stage(self, now: datetime) -> rules.Stage:
        return rules.stage(rules.State(self.state), starts_at=self.starts_at, ends_at=self.ends_at, now=now)

    @property
    def registration_ends_at(self) -> datetime:
        return self.closes_at or self.starts_at

    @property
    def kind_word(self) -> str:
        return word(rules.Kind(self.kind))

    @property
    def form_word(self) -> str:
        return word(rules.Form(self.form))

    @property
    def access_words(self) -> list[str]:
        return [word(rules.Access(one)) for one in self.access]

    @property
    def hour_is_known(self) -> bool:
        return rules.Unsaid.HOUR.value not in self.unsaid

    @property
    def place_is_known(self) -> bool:
        return rules.Unsaid.PLACE.value not in self.unsaid

    @property
    def purpose_excerpt(self) -> str:
        return excerpt(self.purpose, EXCERPT)


class Pool(models.Model):
    """Seats of a meeting kept together; the general ones bear no name. It never holds more than it has."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pools")
    group = models.CharField(max_length=120, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["Pool"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "group"], name="meeting_pool_once"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="meeting_never_oversold",
            ),
        ]

    @property
    def seats(self) -> rules.Pool:
        return rules.Pool(self.pk, self.group, self.capacity, self.taken)


class Question(models.Model):
    """A question asked of those who register; its answers are for the staff alone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    is_required = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Question"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meeting_question_once")]


class Registration(models.Model):
    """Somebody who said they would come: a ticket, a seat or a place on the waiting list.

    Private: it is erased with the lists of the meeting.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    number = models.PositiveIntegerField()
    ticket = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120, blank=True)
    association = models.CharField(max_length=200, blank=True)
    quality = models.CharField(max_length=16, choices=plain(rules.Quality))
    group = models.CharField(max_length=120, blank=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+", null=True)
    holding = models.CharField(max_length=10, choices=plain(rules.Holding))
    answers = models.JSONField(default=dict)
    photo_consent = models.BooleanField(default=False)
    needs = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField()
    seated_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Registration"]] = ScopedManager(territory="meeting__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_ticket_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False) & ~Q(holding="cancelled"),
                name="meeting_registered_once",
            ),
            models.CheckConstraint(
                condition=Q(holding="seat", pool__isnull=False) | (~Q(holding="seat") & Q(pool__isnull=True)),
                name="meeting_a_seat_is_in_a_pool",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "holding", "number"], name="meeting_waiting_list")]

    @property
    def holds(self) -> rules.Holding:
        return rules.Holding(self.holding)

    @property
    def quality_word(self) -> str:
        return word(rules.Quality(self.quality))
