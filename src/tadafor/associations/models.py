"""Tables of associations and of the mandates to act for them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.scopes import ScopedManager

NAME_LENGTH = 200


class AssociationQuerySet(models.QuerySet["Association"]):
    """Associations of a territory."""


AssociationManager = models.Manager.from_queryset(AssociationQuerySet)


class Association(models.Model):
    """An association whose receipt of declaration (dahir of 15 November 1958) staff have seen."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    sort_key = models.CharField(max_length=220, editable=False)
    receipt_number = models.CharField(max_length=60)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    objects: ClassVar["AssociationManager[Association]"] = ScopedManager(
        territory="territory", _manager_class=AssociationManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="associations_receipt_once", fields=["territory", "receipt_number"]),
        ]
        ordering = ["sort_key", "pk"]


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates to speak for an association."""

    def at(self, moment: datetime) -> "MandateQuerySet":
        """Mandates that hold at ``moment``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment), since__lte=moment)


MandateManager = models.Manager.from_queryset(MandateQuerySet)


class Mandate(models.Model):
    """A person speaks for an association, for a time."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar["MandateManager[Mandate]"] = ScopedManager(
        territory="association__territory", _manager_class=MandateManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="associations_mandate_period", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]
        indexes = [models.Index(name="associations_mandate_of", fields=["person"])]
