"""The text under consultation: passages that last, versions, wordings."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tadafor.consultations import rules
from tadafor.consultations.models.cards import Axis, FiveFields
from tadafor.consultations.models.consultation import Consultation
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class Passage(models.Model):
    """A section or an article: what lasts while its wording changes."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="passages")
    key = models.SlugField(max_length=60, allow_unicode=True)
    sort = models.CharField(max_length=8, choices=[(sort, sort) for sort in ("section", "article", "card")])

    objects: ClassVar[models.Manager["Passage"]] = ScopedManager(territory="consultation__territory")

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

    objects: ClassVar[models.Manager["Version"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(published_at__isnull=True), name="one_draft_version"
            ),
        ]


class Wording(FiveFields):
    """What a passage says in a version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="wordings")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="wordings", null=True)
    principles = ArrayField(models.CharField(max_length=16, choices=plain(rules.Principle)), default=list)
    cost = models.PositiveBigIntegerField(null=True)
    revision = models.PositiveIntegerField(default=0)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[models.Manager["Wording"]] = ScopedManager(territory="version__consultation__territory")

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

    @property
    def card(self) -> rules.Card:
        """What a card says beside its title and its number."""
        return rules.Card(
            sheet=self.five,
            axis=self.axis.name if self.axis else "",
            principles=frozenset(rules.Principle(one) for one in self.principles),
            cost=self.cost,
        )
