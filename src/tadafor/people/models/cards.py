"""The keys under which procedures keep card numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tadafor.kernel.scopes import ScopedManager


class ProcedureKeyQuerySet(models.QuerySet["ProcedureKey"]):
    """Keys of procedures."""


ProcedureKeyManager = models.Manager.from_queryset(ProcedureKeyQuerySet)


class ProcedureKey(models.Model):
    """The material of a procedure's key; erased, what it sealed is unreadable for ever."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=80)
    material = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar["ProcedureKeyManager[ProcedureKey]"] = ScopedManager(
        territory="territory", _manager_class=ProcedureKeyManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_key_of_procedure", fields=["territory", "procedure"]),
            models.CheckConstraint(
                name="people_key_or_destroyed",
                condition=Q(material__isnull=False, destroyed_at__isnull=True)
                | Q(material__isnull=True, destroyed_at__isnull=False),
            ),
        ]
