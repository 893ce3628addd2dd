"""A consultation, its committee, how it ended."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import ngettext

from tadafor.consultations import rules
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word

if TYPE_CHECKING:
    from datetime import date

EXCERPT = 160


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by where they stand."""

    def announced(self) -> "ConsultationQuerySet":
        return self.filter(announced_on__isnull=False)

    def open_on(self, today: "date") -> "ConsultationQuerySet":
        return self.announced().filter(opens_on__lte=today, closes_on__gte=today, concluded_on__isnull=True)

    def coming_after(self, today: "date") -> "ConsultationQuerySet":
        return self.announced().filter(opens_on__gt=today)

    def closed_before(self, today: "date") -> "ConsultationQuerySet":
        return self.announced().filter(closes_on__lt=today)


ConsultationManager = models.Manager.from_queryset(ConsultationQuerySet)


class Consultation(models.Model):
    """A text or project cards put before the people of a territory, for a time, with a promise.

    On cards, the window is that of the round in force (``round_number``, from 1); of the round
    before it, the row keeps the last day.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    language = models.CharField(max_length=3, default="ar")
    subject = models.CharField(max_length=8, choices=plain(rules.Subject), default=rules.Subject.TEXT.value)
    title = models.CharField(max_length=200)
    stake = models.TextField()
    promise = models.TextField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    audience = models.CharField(max_length=12, choices=plain(rules.Audience))
    names_shown = models.CharField(max_length=8, choices=plain(rules.NamesShown))
    moderation = models.CharField(max_length=6, choices=plain(rules.Moderation))
    announced_on = models.DateField(null=True)
    concluded_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    new_version_on = models.DateField(null=True)
    round_number = models.PositiveSmallIntegerField(default=0)
    round_in_person = models.BooleanField(default=False)
    earlier_closed_on = models.DateField(null=True)
    contributions_count = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    is_demonstration = models.BooleanField(default=False)
    told_opening = models.BooleanField(default=False)
    told_closing_soon_for = models.DateField(null=True)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[ConsultationManager["Consultation"]] = ScopedManager(
        territory="territory", _manager_class=ConsultationManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="consultation_slug_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | Q(concluded_on__isnull=False),
                name="consultation_adopted_after_conclusion",
            ),
            models.CheckConstraint(
                condition=Q(subject="text", round_number=0) | Q(subject="cards", round_number__gt=0),
                name="consultation_on_cards_has_rounds",
            ),
            models.CheckConstraint(
                condition=Q(earlier_closed_on__isnull=True) | Q(opens_on__gt=F("earlier_closed_on")),
                name="consultation_round_after_the_one_before",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "closes_on"], name="consultation_by_closing"),
            GinIndex(fields=["grams"], name="consultation_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def window(self) -> rules.Window:
        return rules.Window(
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            announced_on=self.announced_on,
            new_version_on=self.new_version_on,
            concluded_on=self.concluded_on,
            adopted_on=self.adopted_on,
            earlier_closed_on=self.earlier_closed_on,
        )

    @property
    def on_cards(self) -> bool:
        return self.subject == rules.Subject.CARDS

    @property
    def stake_excerpt(self) -> str:
        return excerpt(self.stake, EXCERPT)

    @property
    def contributions_words(self) -> str:
        count = self.contributions_count
        return ngettext("مساهمة واحدة", "%(count)s مساهمة", count) % {"count": number_format(count)}

    @property
    def audience_word(self) -> str:
        return word(rules.Audience(self.audience))

    @property
    def names_word(self) -> str:
        return word(rules.NamesShown(self.names_shown))

    @property
    def moderation_word(self) -> str:
        return word(rules.Moderation(self.moderation))


class Extension(models.Model):
    """The window was made longer, for a public reason."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="extensions")
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Extension"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["decided_at"]


class Committee(models.Model):
    """The committee that examines, and the decision that founded it."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="committee")
    name = models.CharField(max_length=200)
    founded_by = models.CharField(max_length=200)
    founded_on = models.DateField()

    objects: ClassVar[models.Manager["Committee"]] = ScopedManager(territory="consultation__territory")


class CommitteeMember(models.Model):
    """A seat in the committee: the capacity is what matters, the person may be named elsewhere."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    capacity = models.CharField(max_length=200)
    chairs = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["CommitteeMember"]] = ScopedManager(
        territory="committee__consultation__territory"
    )

    class Meta:
        ordering = ["position"]


class CommitteeMeeting(models.Model):
    """A meeting in which contributions were examined."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    present = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)

    objects: ClassVar[models.Manager["CommitteeMeeting"]] = ScopedManager(
        territory="committee__consultation__territory"
    )

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["committee", "held_on", "place"], name="meeting_once")]


class Delegation(models.Model):
    """Who may approve decisions of this consultation, by which written decision."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects: ClassVar[models.Manager["Delegation"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(ended_on__isnull=True),
                name="delegation_once",
            )
        ]


class Conclusion(models.Model):
    """The report as it was frozen when the consultation was concluded."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="conclusion")
    words = models.TextField()
    unchanged_because = models.TextField(blank=True)
    figures = models.JSONField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Conclusion"]] = ScopedManager(territory="consultation__territory")


class Adoption(models.Model):
    """The council adopted the text: session, date, number of the decision."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="adoption")
    session = models.CharField(max_length=200)
    adopted_on = models.DateField()
    decision_number = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Adoption"]] = ScopedManager(territory="consultation__territory")
