"""The law as rows, and what a territory sets for itself."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.petitions import rules
from tadafor.petitions.words import law_text
from tadafor.ui.formatting import number


class LegalRule(models.Model):
    """One thing a text says, with its source; a change is a new row, nothing is overwritten.

    Without a territory it is national, the same for all.
    """

    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", null=True
    )
    topic = models.CharField(max_length=20, choices=plain(rules.Topic))
    council = models.CharField(max_length=10, choices=plain(rules.Council))
    kind = models.CharField(max_length=12, choices=plain(rules.Kind), blank=True)
    subject = models.CharField(max_length=20, blank=True)
    value = models.PositiveIntegerField()
    population_from = models.PositiveIntegerField(default=0)
    population_below = models.PositiveIntegerField(null=True)
    arrondissements = models.BooleanField(null=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    article = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)
    applies = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["council", "topic", "subject", "kind", "population_from", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(population_below__isnull=True) | Q(population_below__gt=F("population_from")),
                name="petitions_law_class",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="petitions_law_has_a_source"),
        ]

    @property
    def fact(self) -> rules.Law:
        return rules.Law(
            topic=rules.Topic(self.topic),
            council=rules.Council(self.council),
            value=self.value,
            valid_from=self.valid_from,
            source=self.source,
            article=self.article,
            subject=self.subject,
            kind=rules.Kind(self.kind) if self.kind else None,
            population_from=self.population_from,
            population_below=self.population_below,
            arrondissements=self.arrondissements,
            is_verified=self.is_verified,
            applies=self.applies,
            is_own=self.territory_id is not None,
            note=self.note,
            key=self.pk or 0,
        )

    @property
    def is_yes_or_no(self) -> bool:
        """Whether its value says that something is asked, rather than how much."""
        return self.topic in rules.YES_OR_NO

    @property
    def subject_word(self) -> str:
        """The condition or the document that this row speaks of."""
        if not self.subject:
            return ""
        return word(rules.SUBJECTS[rules.Topic(self.topic)](self.subject))

    @property
    def source_words(self) -> str:
        return law_text(self.source)

    @property
    def article_words(self) -> str:
        return law_text(self.article)

    @property
    def note_words(self) -> str:
        return law_text(self.note)

    @property
    def class_words(self) -> str:
        """The class of population that this row speaks of."""
        if self.arrondissements:
            return gettext("جماعات ذات مقاطعات")
        if self.population_below is not None:
            facts = {"low": number(self.population_from), "high": number(self.population_below)}
            return gettext("من %(low)s إلى أقل من %(high)s نسمة") % facts
        low = number(self.population_from)
        return gettext("%(low)s نسمة فأكثر") % {"low": low} if self.population_from else ""


class SigningLimits(models.Model):
    """The limits a territory set against bursts, and for how long it keeps names."""

    territory = models.OneToOneField("territories.Territory", on_delete=models.PROTECT, related_name="+")
    network_an_hour = models.PositiveIntegerField()
    device_an_hour = models.PositiveIntegerField()
    each_contact = models.PositiveSmallIntegerField()
    erase_after_days = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["SigningLimits"]] = ScopedManager(territory="territory")

    @property
    def fact(self) -> rules.Limits:
        return rules.Limits(
            self.network_an_hour, self.device_an_hour, self.each_contact, self.erase_after_days
        )
