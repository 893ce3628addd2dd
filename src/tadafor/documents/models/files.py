"""Stored files and their titles."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.documents.rules import IMAGES, Kind, Visibility
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import slug
from tadafor.kernel.words import word


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by what is left of them."""

    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)


DocumentManager = models.Manager.from_queryset(DocumentQuerySet)


class Document(models.Model):
    """One file, attached to a trace or standing alone; a removed one keeps its title and the reason.

    ``uploader`` is empty for what the territory's own commands brought in.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.ForeignKey(
        "traces.Trace", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=16, unique=True, editable=False)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=plain(Kind))
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    file = models.FileField(max_length=200, blank=True)
    visibility = models.CharField(max_length=10, choices=plain(Visibility), default=Visibility.PRIVATE.value)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[DocumentManager["Document"]] = ScopedManager(
        territory="territory", _manager_class=DocumentManager
    )

    class Meta:
        indexes = [models.Index(fields=["trace", "created_at"], name="document_of_trace")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) | (Q(file="") & ~Q(removal_reason="")),
                name="document_removed_with_reason",
            ),
        ]

    said = ""  # its title in the language of a reader

    @property
    def said_title(self) -> str:
        """Its title as its reader reads it, else as it was written."""
        return self.said or self.title

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES

    @property
    def said_kind(self) -> str:
        """What the file is, in the reader's language."""
        return word(Kind(self.kind))

    @property
    def mark(self) -> str:
        """The beginning of the hash, which stands in the address of the file."""
        return self.sha256[:16]

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded: its title and what it is."""
        return f"{slug(self.title.removesuffix(f'.{self.kind}')) or 'document'}.{self.kind}"
