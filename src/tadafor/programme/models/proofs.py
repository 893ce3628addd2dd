"""The files that prove what was entered."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from tadafor.documents.rules import IMAGES, Kind
from tadafor.kernel.choices import plain
from tadafor.kernel.text import slug
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.models.activity import Activity
from tadafor.programme.models.reports import Grid


class Brought(models.Model):
    """A file that somebody of the team brought, and whether it is meant for everybody."""

    code = models.CharField(max_length=16, unique=True, editable=False)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=plain(Kind))
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=200)
    is_public = models.BooleanField(default=False)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def said_kind(self) -> str:
        return word(Kind(self.kind))

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded: its title and what it is."""
        return f"{slug(self.title.removesuffix(f'.{self.kind}')) or 'proof'}.{self.kind}"


class Proof(Brought):
    """A file brought with an activity: the team reads it; everybody, once it is said public and approved."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="proofs")

    objects: ClassVar[models.Manager["Proof"]] = models.Manager()

    class Meta:
        ordering = ["brought_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "sha256"], name="programme_proof_once"),
            models.CheckConstraint(condition=~models.Q(file=""), name="programme_proof_has_a_file"),
        ]


class Evidence(Brought):
    """The file that shows one criterion of a grid: the team's, everybody's once public and confirmed."""

    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="files")
    criterion = models.CharField(max_length=14, choices=plain(rules.Criterion))

    objects: ClassVar[models.Manager["Evidence"]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "criterion"], name="programme_evidence_once"),
            models.CheckConstraint(condition=~models.Q(file=""), name="programme_evidence_has_a_file"),
        ]

    @property
    def criterion_word(self) -> str:
        return word(rules.Criterion(self.criterion))
