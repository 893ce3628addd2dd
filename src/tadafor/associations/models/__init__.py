"""Tables of the register of actors, and of who acts for them."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.associations.models.changes import AskedChange as AskedChange
from tadafor.associations.models.changes import RegisterImport as RegisterImport
from tadafor.associations.rules import (
    EVERYTHING,
    Capacity,
    Check,
    Dates,
    Kind,
    LegalFacts,
    Mechanism,
    Paper,
    Presence,
    Receipt,
    Renewal,
    Theme,
)
from tadafor.kernel.choices import plain
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import ScopedManager

NAME_LENGTH = 200
REASON_LENGTH = 500
ACTIVITY_LENGTH = 1_000
PLACE_LENGTH = 200
_PERSON = settings.AUTH_USER_MODEL


def every_mechanism() -> list[str]:
    """A mandate without limits."""
    return sorted(EVERYTHING)


class AssociationQuerySet(models.QuerySet["Association"]):
    """Actors of a territory, by where they stand."""

    def listed(self) -> "AssociationQuerySet":
        """Those the public register shows: confirmed, also when the confirmation has run out."""
        return self.filter(
            confirmed_at__isnull=False, ended_at__isnull=True, returned_at__isnull=True
        ).filter(Q(needs_second=False) | Q(seconded_at__isnull=False))

    def acting(self, moment: datetime) -> "AssociationQuerySet":
        """Those in whose name somebody may act at ``moment``."""
        return self.acting_on(day_of(moment))

    def acting_on(self, today: date) -> "AssociationQuerySet":
        """Those in whose name somebody may act on this day."""
        return self.listed().filter(Q(until__isnull=True) | Q(until__gte=today))


AssociationManager = models.Manager.from_queryset(AssociationQuerySet)


class Association(models.Model):
    """An actor of the territory's life; most are associations (dahir of 15 November 1958)."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=plain(Kind), default=Kind.ASSOCIATION.value)
    name = models.CharField(max_length=NAME_LENGTH)
    name_fr = models.CharField(max_length=NAME_LENGTH, blank=True)
    sort_key = models.CharField(max_length=220, editable=False)
    search_text = models.TextField(editable=False, default="")
    grams = ArrayField(models.IntegerField(), default=list, editable=False)
    founded_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=10, choices=plain(Receipt), default=Receipt.FINAL.value)
    receipt_number = models.CharField(max_length=60, blank=True)
    receipt_on = models.DateField(null=True, blank=True)
    presence = models.CharField(max_length=10, choices=plain(Presence), default=Presence.SEAT.value)
    address = models.CharField(max_length=PLACE_LENGTH, blank=True)
    seat_elsewhere = models.CharField(max_length=PLACE_LENGTH, blank=True)
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    themes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    activity = models.CharField(max_length=ACTIVITY_LENGTH, blank=True)
    public_contact = models.CharField(max_length=200, blank=True)
    in_consultative_body = models.BooleanField(default=False)
    assembly_on = models.DateField(null=True, blank=True)
    board_until = models.DateField(null=True, blank=True)
    requested_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    needs_second = models.BooleanField(default=False)
    seconded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    until = models.DateField(null=True, blank=True)
    renewal_asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    renewal_asked_at = models.DateTimeField(null=True)
    asked_assembly_on = models.DateField(null=True)
    asked_board_until = models.DateField(null=True)
    warned_for = models.DateField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_because = models.CharField(max_length=REASON_LENGTH, blank=True)
    ended_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects: ClassVar["AssociationManager[Association]"] = ScopedManager(
        territory="territory", _manager_class=AssociationManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="associations_receipt_once",
                fields=["territory", "receipt_number"],
                condition=~Q(receipt_number="") & Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="associations_second_is_other",
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("confirmed_by")),
            ),
            models.CheckConstraint(
                name="associations_ended_because",
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="associations_back_because",
                condition=Q(returned_at__isnull=True) | ~Q(returned_because=""),
            ),
        ]
        indexes = [
            GinIndex(name="associations_grams", fields=["grams"]),
            models.Index(name="associations_by_name", fields=["territory", "sort_key", "id"]),
            models.Index(name="associations_asked_by", fields=["requested_by"]),
        ]
        ordering = ["sort_key", "pk"]

    @property
    def sort(self) -> Kind:
        """What it is."""
        return Kind(self.kind)

    @property
    def proof(self) -> Receipt:
        """What the authority gave."""
        return Receipt(self.receipt)

    @property
    def stands(self) -> Presence:
        """How it is present here."""
        return Presence(self.presence)

    @property
    def works_on(self) -> list[Theme]:
        """Its themes."""
        return [Theme(one) for one in self.themes]

    @property
    def dates(self) -> Dates:
        """The days from which its state follows."""
        return Dates(
            confirmed_on=day_of(self.confirmed_at) if self.confirmed_at else None,
            seconded_on=day_of(self.seconded_at) if self.seconded_at else None,
            returned_on=day_of(self.returned_at) if self.returned_at else None,
            ended_on=day_of(self.ended_at) if self.ended_at else None,
            until=self.until,
            needs_second=self.needs_second,
        )

    def facts(self, *, is_confirmed: bool) -> LegalFacts:
        """Return what the law's conditions look at."""
        return LegalFacts(
            kind=self.sort,
            receipt=self.proof,
            founded_on=self.founded_on,
            presence=self.stands,
            themes=frozenset(self.works_on),
            board_until=self.board_until,
            assembly_on=self.assembly_on,
            is_confirmed=is_confirmed,
        )


class BoardSeatQuerySet(models.QuerySet["BoardSeat"]):
    """Seats on boards."""


BoardSeatManager = models.Manager.from_queryset(BoardSeatQuerySet)


class BoardSeat(models.Model):
    """How many sit on the board in one capacity, and how many of them are women, if it was said."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="seats")
    capacity = models.CharField(max_length=20, choices=plain(Capacity))
    members = models.PositiveSmallIntegerField(default=1)
    women = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar["BoardSeatManager[BoardSeat]"] = ScopedManager(
        territory="association__territory", _manager_class=BoardSeatManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="associations_capacity_once", fields=["association", "capacity"]),
            models.CheckConstraint(
                name="associations_women_among", condition=Q(women__isnull=True) | Q(women__lte=F("members"))
            ),
        ]

    @property
    def role(self) -> Capacity:
        """The capacity."""
        return Capacity(self.capacity)


class ProofQuerySet(models.QuerySet["Proof"]):
    """Proofs."""


ProofManager = models.Manager.from_queryset(ProofQuerySet)


class Proof(models.Model):
    """A private file that proves something of an association."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="proofs")
    paper = models.CharField(max_length=12, choices=plain(Paper))
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects: ClassVar["ProofManager[Proof]"] = ScopedManager(
        territory="association__territory", _manager_class=ProofManager
    )

    @property
    def sort(self) -> Paper:
        """What it proves."""
        return Paper(self.paper)


class CheckedQuerySet(models.QuerySet["Checked"]):
    """Findings."""


CheckedManager = models.Manager.from_queryset(CheckedQuerySet)


class Checked(models.Model):
    """What a member of staff found of one point of the list."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="checked")
    check_name = models.CharField(max_length=16, choices=plain(Check))
    is_met = models.BooleanField()
    note = models.CharField(max_length=REASON_LENGTH, blank=True)
    found_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()

    objects: ClassVar["CheckedManager[Checked]"] = ScopedManager(
        territory="association__territory", _manager_class=CheckedManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="associations_checked_once", fields=["association", "check_name"]),
        ]

    @property
    def point(self) -> Check:
        """Which point."""
        return Check(self.check_name)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates to speak for an association."""

    def at(self, moment: datetime) -> "MandateQuerySet":
        """Mandates that hold at ``moment``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment), since__lte=moment)

    def for_acting(self, moment: datetime, today: date) -> "MandateQuerySet":
        """Those that hold at ``moment``, for an association that may act on its day, ``today``."""
        acting = Association.objects.acting_on(today).values("pk")
        return self.at(moment).filter(association__in=acting)


MandateManager = models.Manager.from_queryset(MandateQuerySet)


class Mandate(models.Model):
    """A person acts for an association, for some things, for a time."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    is_representative = models.BooleanField(default=False)
    mechanisms = ArrayField(models.CharField(max_length=12), default=every_mechanism)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar["MandateManager[Mandate]"] = ScopedManager(
        territory="association__territory", _manager_class=MandateManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="associations_mandate_period", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="associations_mandate_limits", condition=~Q(mechanisms=[])),
            models.CheckConstraint(
                name="associations_mandate_ended", condition=Q(ended_at__isnull=True) | Q(until__isnull=False)
            ),
            models.UniqueConstraint(
                name="associations_one_representative",
                fields=["association"],
                condition=Q(is_representative=True, ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="associations_mandate_of", fields=["person"]),
            models.Index(name="associations_mandate_for", fields=["association", "since"]),
        ]

    @property
    def limits(self) -> list[Mechanism]:
        """For what, in the order of the list."""
        return [one for one in Mechanism if one.value in self.mechanisms]


class Settling(models.Model):
    """How one territory keeps its register; a territory without a row goes by these defaults."""

    territory = models.OneToOneField("territories.Territory", on_delete=models.PROTECT, related_name="+")
    two_confirm = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=12, choices=plain(Renewal), default=Renewal.YEARLY.value)
    warning_days = models.PositiveSmallIntegerField(default=30)

    objects: ClassVar["models.Manager[Settling]"] = ScopedManager(territory="territory")

    @property
    def renewal(self) -> Renewal:
        """How often."""
        return Renewal(self.rhythm)
