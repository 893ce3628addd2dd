"""A plan that came in a spreadsheet, and the columns a commune's spreadsheet has."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from tadafor.commitments import rules
from tadafor.commitments.models.plan import Plan
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class PlanImport(models.Model):
    """A spreadsheet sent for a plan: its rows until they are written, what they would change.

    ``rows`` are the number of the line and its cells as text; ``columns`` the field of each place.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="imports")
    name = models.CharField(max_length=200)
    headings = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    standing = models.CharField(
        max_length=10,
        choices=plain(rules.ImportStanding),
        default=rules.ImportStanding.SENT.value,
    )
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    mark = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PlanImport"]] = ScopedManager(territory="plan__territory")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def stands(self) -> rules.ImportStanding:
        return rules.ImportStanding(self.standing)

    @property
    def fields(self) -> dict[int, rules.Meaning]:
        told = {int(place): rules.meaning_of(name) for place, name in self.columns.items()}
        return {place: meaning for place, meaning in told.items() if meaning}


class ColumnMapping(models.Model):
    """What the columns of a commune's own spreadsheet say, by their headings, for one kind of plan."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=plain(rules.PlanKind))
    columns = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    objects: ClassVar[models.Manager["ColumnMapping"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "kind"], name="commitment_mapping_once_a_kind")
        ]
