"""Corrections of what was recorded wrongly, with what stood there before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.councils.models.body import Meeting
from tadafor.councils.models.council import Decision, Sitting
from tadafor.kernel.scopes import ScopedManager


class Correction(models.Model):
    """Attendance or a vote was corrected, for a reason that everybody reads.

    ``before`` holds the figures as they stood, by the names of their columns, never a name of a person.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    before = models.JSONField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Correction"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["corrected_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(meeting__isnull=False, sitting__isnull=True, decision__isnull=True)
                    | Q(meeting__isnull=True, sitting__isnull=False, decision__isnull=True)
                    | Q(meeting__isnull=True, sitting__isnull=True, decision__isnull=False)
                ),
                name="councils_correction_of_one",
            )
        ]
