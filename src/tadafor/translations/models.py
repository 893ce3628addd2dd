"""Renderings: what a text says in another language."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.translations.rules import State


class Rendering(models.Model):
    """A piece in another language, with the mark of the words it renders (record 0017).

    ``thing`` names its object and ``work`` what it is a part of, as ``rules.thing_of`` does.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=80)
    thing = models.CharField(max_length=80)
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=3)
    source_language = models.CharField(max_length=3)
    source = models.CharField(max_length=32)
    text = models.TextField()
    is_official = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=plain(State))
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    approved_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Rendering"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "language", "field", "source", "state"], name="one_rendering_of_these_words"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="rendering_says_something"),
            models.CheckConstraint(
                condition=~Q(language=F("source_language")), name="rendering_in_another_language"
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(state="draft") | Q(approved_by__isnull=False),
                name="official_rendering_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="rendering_approved_by_another",
            ),
        ]
        indexes = [models.Index(fields=["territory", "work", "language"], name="rendering_of_work")]

    @property
    def token(self) -> str:
        """What a page remembers of the version it shows (§ translations-writing)."""
        return f"{self.pk}.{self.revision}"
