"""The recordings in which people contribute."""

from typing import ClassVar

from django.db import models

from tadafor.consultations.models.contribution import Contribution
from tadafor.documents.models import WRITTEN_DOWN_BY_SOMEONE, SpokenWords
from tadafor.kernel.scopes import ScopedManager


class Spoken(SpokenWords):
    """A contribution that was spoken: its recording, what was typed beside it, who wrote it down."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="spoken")
    objects: ClassVar[models.Manager["Spoken"]] = ScopedManager(
        territory="contribution__consultation__territory"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=WRITTEN_DOWN_BY_SOMEONE,
                name="spoken_written_down_by_someone",
            )
        ]
