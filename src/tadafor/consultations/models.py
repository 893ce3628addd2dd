"""The tables of the consultation space."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import ngettext

from tadafor.consultations import rules
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.people.rules import Channel

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
    """A text put before the people of a territory, for a time, with a promise."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    language = models.CharField(max_length=3, default="ar")
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
    contributions_count = models.PositiveIntegerField(default=0)
    is_demonstration = models.BooleanField(default=False)
    told_opening = models.BooleanField(default=False)
    told_closing_soon_for = models.DateField(null=True)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[ConsultationManager] = ScopedManager(
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
        )

    @property
    def stake_excerpt(self) -> str:
        return Truncator(self.stake).chars(EXCERPT)

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

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["decided_at"]


class Committee(models.Model):
    """The committee that examines, and the decision that founded it."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="committee")
    name = models.CharField(max_length=200)
    founded_by = models.CharField(max_length=200)
    founded_on = models.DateField()

    objects = ScopedManager(territory="consultation__territory")


class CommitteeMember(models.Model):
    """A seat in the committee: the capacity is what matters, the person may be named elsewhere."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    capacity = models.CharField(max_length=200)
    chairs = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    position = models.PositiveSmallIntegerField()

    objects = ScopedManager(territory="committee__consultation__territory")

    class Meta:
        ordering = ["position"]


class CommitteeMeeting(models.Model):
    """A meeting in which contributions were examined."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    present = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)

    objects = ScopedManager(territory="committee__consultation__territory")

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

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(ended_on__isnull=True),
                name="delegation_once",
            )
        ]


class Passage(models.Model):
    """A section or an article: what lasts while its wording changes."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="passages")
    key = models.SlugField(max_length=60, allow_unicode=True)
    sort = models.CharField(max_length=8, choices=[("section", "section"), ("article", "article")])

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="passage_key_once"),
        ]


class Version(models.Model):
    """The whole text at a moment; published versions stay public for ever."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(published_at__isnull=True), name="one_draft_version"
            ),
        ]


class Wording(models.Model):
    """What a passage says in a version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="wordings")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects = ScopedManager(territory="version__consultation__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "passage"], name="one_wording_a_version"),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_place_a_wording",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [GinIndex(fields=["grams"], name="wording_grams")]


class Group(models.Model):
    """Contributions that say the same, examined together."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="groups")
    title = models.CharField(max_length=200)

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "title"], name="group_title_once")]


class Contribution(models.Model):
    """What a citizen or an association says of an article or of the whole text."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="contributions")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="contributions", null=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=plain(rules.Kind))
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    language = models.CharField(max_length=3)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    association = models.ForeignKey(
        "people.Association", on_delete=models.PROTECT, related_name="+", null=True
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
    token = models.CharField(max_length=32)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, related_name="contributions", null=True)
    supports_count = models.PositiveIntegerField(default=0)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="contribution_number_once"),
            models.UniqueConstraint(fields=["consultation", "token"], name="contribution_sent_once"),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(entered_by__isnull=False),
                name="contribution_has_an_author_or_a_clerk",
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

    objects = ScopedManager(territory="contribution__consultation__territory")

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

    objects = ScopedManager(territory="contribution__consultation__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="nobody_approves_their_own_draft",
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

    objects = ScopedManager(territory="version__consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "passage", "contribution"], name="change_linked_once")
        ]


class Conclusion(models.Model):
    """The report as it was frozen when the consultation was concluded."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="conclusion")
    words = models.TextField()
    unchanged_because = models.TextField(blank=True)
    figures = models.JSONField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField()

    objects = ScopedManager(territory="consultation__territory")


class Adoption(models.Model):
    """The council adopted the text: session, date, number of the decision."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="adoption")
    session = models.CharField(max_length=200)
    adopted_on = models.DateField()
    decision_number = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(territory="consultation__territory")
