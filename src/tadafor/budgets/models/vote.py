"""The key, the register, the sealed urn and what came out of it.

Nothing here joins a voter to what they said: see ``docs/rules/secrecy.md``. Keys of sealed and opened
ballots are drawn, no row has a time, and the pointer from the register lives only until the opening.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.budgets.models.edition import Edition
from tadafor.budgets.rules import voting
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class EditionKey(models.Model):
    """The half of the committee's key that seals. ``public`` is 32 bytes; ``size`` that of every ballot."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="key")
    public = models.BinaryField()
    shares = models.PositiveSmallIntegerField()
    threshold = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    rehearsed_at = models.DateTimeField(null=True)
    unwrapping_destroyed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["EditionKey"]] = ScopedManager(territory="edition__territory")


class Rehearsal(models.Model):
    """A test urn of known ballots, that the committee must open before the vote."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rehearsals")
    ballots = models.JSONField()
    urn = models.TextField()
    root = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Rehearsal"]] = ScopedManager(territory="edition__territory")


class SealedBallot(models.Model):
    """One ballot, sealed to the committee and wrapped with the edition's second key.

    ``tag`` finds it by its receipt, as long as that second key exists: the receipt itself would join it to
    the published urn for ever.
    """

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    twice = models.BinaryField()
    tag = models.CharField(max_length=64, unique=True)

    objects: ClassVar[models.Manager["SealedBallot"]] = ScopedManager(territory="edition__territory")


class GoneBallot(models.Model):
    """The receipt of a ballot that another one replaced, or that a desk cancelled; in no published urn."""

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=64, unique=True)
    is_replaced = models.BooleanField()

    objects: ClassVar[models.Manager["GoneBallot"]] = ScopedManager(territory="edition__territory")


class RegisterLine(models.Model):
    """One voter's line: that they voted and by which way; only the day is kept.

    ``voter`` is a keyed hash that belongs to this edition alone. ``sealed`` points at the sealed ballot so
    that it can be replaced, and is emptied at the opening.
    """

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    voter = models.CharField(max_length=64)
    mark = models.CharField(max_length=16, choices=plain(voting.Mark))
    day = models.DateField()
    sealed = models.UUIDField(null=True)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects: ClassVar[models.Manager["RegisterLine"]] = ScopedManager(territory="edition__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "voter"], name="budgets_one_line_a_voter"),
            models.UniqueConstraint(
                fields=["sealed"], name="budgets_one_line_a_ballot", condition=Q(sealed__isnull=False)
            ),
            models.CheckConstraint(
                name="budgets_sealed_when_voted_on_screen",
                condition=Q(sealed__isnull=True)
                | Q(mark__in=[voting.Mark.ONLINE.value, voting.Mark.DESK.value]),
            ),
        ]


class BallotBatch(models.Model):
    """The sheets of one desk: numbers handed to it, and how they balance."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="batches")
    office = models.ForeignKey("territories.Office", on_delete=models.PROTECT, related_name="+", null=True)
    label = models.CharField(max_length=120)
    first_serial = models.PositiveIntegerField()
    last_serial = models.PositiveIntegerField()
    spoilt = models.PositiveIntegerField(null=True)
    left = models.PositiveIntegerField(null=True)
    printed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects: ClassVar[models.Manager["BallotBatch"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["first_serial"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_serial__gte=models.F("first_serial")), name="budgets_serials_in_order"
            ),
            models.UniqueConstraint(fields=["edition", "first_serial"], name="budgets_serials_once"),
        ]


class BatchEntry(models.Model):
    """What one person read on the sheets of a batch; two of them must agree."""

    batch = models.ForeignKey(BallotBatch, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    ballots = models.JSONField(default=list)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["BatchEntry"]] = ScopedManager(territory="batch__edition__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="budgets_entry_once"),
            models.UniqueConstraint(fields=["batch", "entered_by"], name="budgets_two_people_enter"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="budgets_two_entries"),
        ]


class UrnPublication(models.Model):
    """The urn as it was published at the close, and the hash of what the committee opened.

    ``leaves`` are the receipts in their order, 32 bytes each. ``opened_text`` waits here until an observer
    has found the same, and is emptied when its ballots are loaded.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="urn")
    text = models.TextField()
    root = models.CharField(max_length=64)
    ballots = models.PositiveIntegerField()
    leaves = models.BinaryField(default=bytes)
    published_at = models.DateTimeField()
    opened_text = models.TextField(blank=True)
    opened_print = models.CharField(max_length=64, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    observer_print = models.CharField(max_length=64, blank=True)
    observer = models.CharField(max_length=120, blank=True)
    loading_at = models.DateTimeField(null=True)
    unreadable = models.PositiveIntegerField(default=0)
    loaded_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["UrnPublication"]] = ScopedManager(territory="edition__territory")


class VoidedVote(models.Model):
    """A vote that was declared void and is held again: what remains of it once nothing joins anybody to it.

    ``figures``: how many lines of the register bore each mark, and the batches of sheets. ``last_serial``:
    the last number printed, so that no sheet of this vote is one of the next.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="voided_votes")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    voided_on = models.DateField()
    reason = models.TextField()
    fingerprint = models.CharField(max_length=100, blank=True)
    root = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)
    last_serial = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["VoidedVote"]] = ScopedManager(territory="edition__territory")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="budgets_void_once")]

    @property
    def lines(self) -> dict[voting.Mark, int]:
        """How many lines of the register bore each mark."""
        said = self.figures.get("turnout", {})
        return {mark: said[mark.value] for mark in voting.Mark if mark.value in said}


class OpenedBallot(models.Model):
    """What one ballot said, from the urn or from paper; loaded in one shuffled batch, without a time."""

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField()

    objects: ClassVar[models.Manager["OpenedBallot"]] = ScopedManager(territory="edition__territory")
