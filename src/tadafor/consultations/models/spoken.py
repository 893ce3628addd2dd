"""The recordings in which people contribute."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.consultations.models.contribution import Contribution
from tadafor.kernel.scopes import ScopedManager


class Spoken(models.Model):
    """A contribution that was spoken: its recording, what was typed beside it, who wrote it down."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="spoken")
    recording = models.ForeignKey("documents.Recording", on_delete=models.PROTECT, related_name="+")
    may_publish = models.BooleanField(default=False)
    typed = models.TextField(blank=True)
    words = models.TextField(blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    written_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    written_down_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Spoken"]] = ScopedManager(
        territory="contribution__consultation__territory"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(written_down_at__isnull=True, written_down_by__isnull=True, revision=0)
                | Q(written_down_at__isnull=False, written_down_by__isnull=False, revision__gt=0),
                name="spoken_written_down_by_someone",
            )
        ]
