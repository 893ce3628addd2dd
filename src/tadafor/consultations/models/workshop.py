"""Workshops and the sheets that were written in them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tadafor.consultations import rules
from tadafor.consultations.models.consultation import Consultation
from tadafor.consultations.models.contribution import Contribution
from tadafor.consultations.models.text import Passage
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.people.rules import Channel


class Workshop(models.Model):
    """A sitting in which people wrote on paper: its day, its place, who came."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="workshops")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, choices=plain(Channel), default=Channel.WORKSHOP.value)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    associations = models.PositiveSmallIntegerField(null=True)
    women = models.PositiveSmallIntegerField(null=True)
    participants = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Workshop"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["held_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="workshop_number_once"),
            models.CheckConstraint(
                condition=Q(women__isnull=True)
                | (Q(participants__isnull=False) & Q(women__lte=F("participants"))),
                name="workshop_women_among_participants",
            ),
        ]

    @property
    def counts(self) -> rules.HeadCounts:
        return rules.HeadCounts(self.associations, self.women, self.participants)

    @property
    def shown_counts(self) -> list[rules.ShownCount]:
        return rules.shown_counts(self.counts)


class WorkshopTable(models.Model):
    """A table of a workshop, and what was spoken of at it."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=200)

    objects: ClassVar[models.Manager["WorkshopTable"]] = ScopedManager(
        territory="workshop__consultation__territory"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="table_number_once")]


class WorkshopCorrection(models.Model):
    """What was told of a published workshop was corrected, for a reason that everybody reads."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="corrections")
    reason = models.TextField()
    before = models.JSONField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    objects: ClassVar[models.Manager["WorkshopCorrection"]] = ScopedManager(
        territory="workshop__consultation__territory"
    )

    class Meta:
        ordering = ["corrected_at"]


class Sheet(models.Model):
    """The paper behind a contribution: its printed number, its table, the device that sent it.

    ``told_at`` is the hour that the device said it was entered: kept as told, never counted by.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sheets")
    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="sheet")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="sheets", null=True)
    table = models.PositiveSmallIntegerField(null=True)
    serial = models.CharField(max_length=12, blank=True)
    told_at = models.DateTimeField(null=True)
    clock_off = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Sheet"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "serial"],
                condition=~Q(serial="") & Q(undone_at__isnull=True),
                name="sheet_entered_once",
            ),
        ]


class PrintedSheet(models.Model):
    """A sheet that was printed: its number leads to the same form online."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="printed_sheets")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="printed_sheets", null=True)
    table = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=plain(rules.Kind))
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+", null=True)
    serial = models.CharField(max_length=12)
    batch = models.CharField(max_length=16)
    two_a_page = models.BooleanField(default=False)
    printed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PrintedSheet"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "serial"], name="printed_number_once"),
        ]
        indexes = [
            models.Index(fields=["consultation", "batch"], name="printed_pack"),
            models.Index(fields=["serial"], name="printed_number"),
        ]


class WorkshopPhoto(models.Model):
    """A photograph of a wall or of sheets: a private file, for the staff of the territory alone."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="photos")
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="photos", null=True)

    objects: ClassVar[models.Manager["WorkshopPhoto"]] = ScopedManager(
        territory="workshop__consultation__territory"
    )

    class Meta:
        ordering = ["pk"]


class SheetImport(models.Model):
    """A spreadsheet of sheets: what was found in it, and what became of it.

    While its rows are written, ``first_number`` begins the numbers kept for them, and ``claimed`` are the
    printed numbers that nobody else may enter.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="imports")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+", null=True)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    standing = models.CharField(max_length=10, choices=plain(rules.ImportStanding))
    skips_faults = models.BooleanField(default=False)
    read = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    first_number = models.PositiveIntegerField(default=0)
    claimed = ArrayField(models.CharField(max_length=12), default=list)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["SheetImport"]] = ScopedManager(territory="consultation__territory")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "sha256"], condition=Q(standing="done"), name="file_imported_once"
            )
        ]

    @property
    def standing_word(self) -> str:
        return word(rules.ImportStanding(self.standing))


class ImportFault(models.Model):
    """What is wrong in a row of a spreadsheet, and where."""

    source = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="faults")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=4, blank=True)
    refusal = models.CharField(max_length=60)
    said = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager["ImportFault"]] = ScopedManager(
        territory="source__consultation__territory"
    )

    class Meta:
        ordering = ["line", "pk"]
