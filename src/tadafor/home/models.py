"""What subscribed calendars were told of deadlines, so that they hear of what changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tadafor.home.rules import Told
from tadafor.kernel.scopes import ScopedManager


class Deadline(models.Model):
    """A deadline that calendars were told of: its name among them and its days, none of its words."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=24)
    address = models.CharField(max_length=500)
    on = models.DateField()
    is_event = models.BooleanField()
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    was_on = models.DateField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Deadline"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "key"], name="home_one_deadline_a_key"),
            models.CheckConstraint(
                condition=Q(was_on__isnull=True) | ~Q(was_on=F("on")), name="home_moved_elsewhere"
            ),
        ]

    @property
    def told(self) -> Told:
        """What it tells, as the rules read it."""
        return Told(
            key=self.key,
            address=self.address,
            on=self.on,
            is_event=self.is_event,
            revision=self.revision,
            changed_at=self.changed_at,
            was_on=self.was_on,
            gone_at=self.gone_at,
        )
