"""Signatures, the sheets of paper that bear some, and how they are counted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.petitions import rules
from tadafor.petitions.models.petition import Petition

HASH = 64
MARK = 32


class SignatureCount(models.Model):
    """The exact count of a petition; signing never waits for it, a job brings it up to date."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="count")
    online = models.PositiveIntegerField(default=0)
    paper = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    provinces = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True)
    recounted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["SignatureCount"]] = ScopedManager(territory="petition__territory")

    @property
    def tally(self) -> rules.Tally:
        return rules.Tally(self.online, self.paper, self.confirmed)


class Batch(models.Model):
    """Signatures taken out together: by what, why, by whom; it can be undone."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="batches")
    from_moment = models.DateTimeField(null=True)
    to_moment = models.DateTimeField(null=True)
    network = models.CharField(max_length=MARK, blank=True)
    device = models.CharField(max_length=MARK, blank=True)
    reason = models.TextField()
    found = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    undone_at = models.DateTimeField(null=True)
    undone_because = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Batch"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["-made_at", "-pk"]


class Signature(models.Model):
    """One person stands behind a petition, online or on paper; one per card.

    It names its petition without a foreign key of the database: that check would lock the row of the
    petition once per signature, and the whole country signs at once. ``actions.signing`` checks it.
    """

    petition = models.ForeignKey(
        Petition, on_delete=models.PROTECT, related_name="signatures", db_constraint=False
    )
    way = models.CharField(max_length=6, choices=plain(rules.Way))
    strength = models.PositiveSmallIntegerField(default=rules.Strength.DECLARED.value)
    status = models.CharField(max_length=12, choices=plain(rules.Status))
    counted = models.BooleanField(default=False)
    card_hash = models.CharField(max_length=HASH)
    card_kind = models.CharField(max_length=20, blank=True)
    card = models.BinaryField(null=True)
    name = models.CharField(max_length=rules.LONGEST_NAME, blank=True)
    shows_name = models.BooleanField(default=False)
    address = models.BinaryField(null=True)
    tie = models.CharField(max_length=10, choices=plain(rules.Tie), blank=True)
    province = models.CharField(max_length=12, blank=True)
    contact_hash = models.CharField(max_length=HASH, blank=True)
    contact = models.BinaryField(null=True)
    network = models.CharField(max_length=MARK, blank=True)
    device = models.CharField(max_length=MARK, blank=True)
    signed_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    silence = models.CharField(max_length=16, choices=plain(rules.Silence), blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="signatures", null=True)

    objects: ClassVar[models.Manager["Signature"]] = ScopedManager(territory="petition__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "card_hash"],
                condition=Q(status__in=["valid", "suspect"]),
                name="one_signature_a_card",
            )
        ]
        indexes = [
            models.Index(fields=["petition", "contact_hash"], name="signature_by_contact"),
            models.Index(fields=["petition", "signed_at"], name="signature_by_time"),
            models.Index(
                fields=["petition", "network", "signed_at"],
                condition=~Q(network=""),
                name="signature_by_network",
            ),
            models.Index(
                fields=["petition", "device", "signed_at"],
                condition=~Q(device=""),
                name="signature_by_device",
            ),
            models.Index(
                fields=["petition"],
                condition=Q(status="valid", counted=False) | (~Q(status="valid") & Q(counted=True)),
                name="signature_to_count",
            ),
        ]


class SignatureLetter(models.Model):
    """What the confirmed contact is told, and no page: a job sends it and the row goes."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=16, choices=plain(rules.Letter))
    contact = models.BinaryField()
    language = models.CharField(max_length=3, default="ar")
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["SignatureLetter"]] = ScopedManager(territory="petition__territory")


class Sheet(models.Model):
    """A sheet of paper with a number, a code and twenty lines."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=10, unique=True)
    state = models.CharField(max_length=10, choices=plain(rules.SheetState))
    declared = models.PositiveSmallIntegerField(null=True)
    printed_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    entered_at = models.DateTimeField(null=True)
    scan = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+", null=True)

    objects: ClassVar[models.Manager["Sheet"]] = ScopedManager(territory="petition__territory")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["petition", "number"], name="sheet_number_once")]

    @property
    def standing(self) -> rules.SheetState:
        return rules.SheetState(self.state)


class SheetLine(models.Model):
    """A line of a sheet that bears something, valid or not."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=plain(rules.LineState))
    reason = models.CharField(max_length=14, choices=plain(rules.LineReason), blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="line", null=True)
    contested_because = models.TextField(blank=True)
    contested_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    settled_at = models.DateTimeField(null=True)
    settled_because = models.TextField(blank=True)

    objects: ClassVar[models.Manager["SheetLine"]] = ScopedManager(territory="sheet__petition__territory")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="sheet_line_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=rules.LINES_A_SHEET),
                name="sheet_line_on_the_sheet",
            ),
            models.CheckConstraint(
                condition=~Q(state="valid") | Q(signature__isnull=False), name="sheet_line_valid_is_signed"
            ),
        ]

    @property
    def standing(self) -> rules.LineState:
        return rules.LineState(self.state)

    @property
    def why(self) -> rules.LineReason | None:
        return rules.LineReason(self.reason) if self.reason else None


class LineLook(models.Model):
    """One clerk checked one line; two do, apart from each other."""

    line = models.ForeignKey(SheetLine, on_delete=models.CASCADE, related_name="looks")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    holds = models.BooleanField()
    reason = models.CharField(max_length=14, choices=plain(rules.LineReason), blank=True)
    looked_at = models.DateTimeField()

    objects: ClassVar[models.Manager["LineLook"]] = ScopedManager(
        territory="line__sheet__petition__territory"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "clerk"], name="one_look_a_clerk"),
            models.CheckConstraint(condition=Q(holds=True) | ~Q(reason=""), name="look_says_why"),
        ]

    @property
    def fact(self) -> rules.Look:
        return rules.Look(self.clerk_id, self.holds, rules.LineReason(self.reason) if self.reason else None)
