"""What is asked to change in an entry, and a spreadsheet of the register before it is written."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.scopes import ScopedManager

_PERSON = settings.AUTH_USER_MODEL
REASON_LENGTH = 500


class AskedChangeQuerySet(models.QuerySet["AskedChange"]):
    """Changes that representatives asked for."""

    def waiting(self) -> "AskedChangeQuerySet":
        """Those that nobody answered yet."""
        return self.filter(answered_at__isnull=True)


AskedChangeManager = models.Manager.from_queryset(AskedChangeQuerySet)


class AskedChange(models.Model):
    """Legal facts, or seats of the board, as the representative says they are now.

    ``asked`` holds only what differs from the entry; the register shows the confirmed ones until the answer.
    """

    association = models.ForeignKey("associations.Association", on_delete=models.PROTECT, related_name="+")
    asked: "models.JSONField[dict[str, Any]]" = models.JSONField()
    note = models.CharField(max_length=REASON_LENGTH, blank=True)
    asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects: ClassVar["AskedChangeManager[AskedChange]"] = ScopedManager(
        territory="association__territory", _manager_class=AskedChangeManager
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="associations_one_change_waits",
                fields=["association"],
                condition=Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="associations_change_refused_because",
                condition=Q(is_accepted__isnull=True) | Q(is_accepted=True) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="associations_change_second_is_other",
                condition=Q(agreed_by__isnull=True)
                | Q(answered_by__isnull=True)
                | Q(is_accepted=False)
                | ~Q(answered_by=F("agreed_by")),
            ),
        ]


class RegisterImport(models.Model):
    """A spreadsheet of the register that was read and looked at; its rows go once it is written."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    rows: "models.JSONField[list[dict[str, Any]]]" = models.JSONField()
    sent_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["RegisterImport"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["pk"]
