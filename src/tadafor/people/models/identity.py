"""Tables of the counter: cards held, registrations, lists, second checks, assisted acts, tablets."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.rules import LinkKind
from tadafor.people.rules.confirming import Proof
from tadafor.people.rules.counter import SECOND_DAYS, SECOND_SHARE
from tadafor.people.rules.openid import Provider

HASH = 64


class HeldCardQuerySet(models.QuerySet["HeldCard"]):
    """Cards that people brought."""


HeldCardManager = models.Manager.from_queryset(HeldCardQuerySet)


class HeldCard(models.Model):
    """One card belongs to one person in a territory; only its keyed hash is here."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    card_hash = models.CharField(max_length=HASH)
    proof = models.CharField(max_length=10, choices=plain(Proof))
    since = models.DateTimeField()

    objects: ClassVar["HeldCardManager[HeldCard]"] = ScopedManager(
        territory="territory", _manager_class=HeldCardManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_card_once", fields=["territory", "card_hash"]),
        ]
        indexes = [models.Index(name="people_card_of_person", fields=["person"])]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """People registered at the desk."""


RegistrationManager = models.Manager.from_queryset(RegistrationQuerySet)


class Registration(models.Model):
    """Somebody registered at the desk: their receipt, of which only hashes are kept."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    registered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    card_hash = models.CharField(max_length=HASH)
    serial = models.PositiveSmallIntegerField(default=1)
    code_hash = models.CharField(max_length=HASH, unique=True, null=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    displaced: int | None = None  # whose card it was until now, for the verb that made it to tell

    objects: ClassVar["RegistrationManager[Registration]"] = ScopedManager(
        territory="territory", _manager_class=RegistrationManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_registered_once", fields=["territory", "card_hash"]),
        ]


class EligibilityListQuerySet(models.QuerySet["EligibilityList"]):
    """Imported lists."""

    def confirmed(self) -> "EligibilityListQuerySet":
        """Lists somebody looked at and put to use, not erased yet."""
        return self.filter(confirmed_at__isnull=False, erased_at__isnull=True)


EligibilityListManager = models.Manager.from_queryset(EligibilityListQuerySet)


class EligibilityList(models.Model):
    """A list the commune imported, against which people confirm their link, until its date."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    holds_until = models.DateField()
    imported_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)

    objects: ClassVar["EligibilityListManager[EligibilityList]"] = ScopedManager(
        territory="territory", _manager_class=EligibilityListManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_list_used", condition=Q(used__lte=models.F("size")))
        ]


class ListRowQuerySet(models.QuerySet["ListRow"]):
    """Rows of imported lists."""


ListRowManager = models.Manager.from_queryset(ListRowQuerySet)


class ListRow(models.Model):
    """One line: a hash under the key of its list, and what it makes eligible; gone once used."""

    source = models.ForeignKey(EligibilityList, on_delete=models.CASCADE, related_name="+")
    card_hash = models.CharField(max_length=HASH)
    kind = models.CharField(max_length=12, choices=plain(LinkKind))
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, null=True, related_name="+"
    )
    old_enough = ArrayField(models.PositiveSmallIntegerField(), default=list)

    objects: ClassVar["ListRowManager[ListRow]"] = ScopedManager(
        territory="source__territory", _manager_class=ListRowManager
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="people_row_once", fields=["source", "card_hash"])]


class CardTry(models.Model):
    """Somebody typed a number: what was typed is not here, only when; gone after a day."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["CardTry"]] = ScopedManager(territory="territory")

    class Meta:
        indexes = [models.Index(name="people_card_tries", fields=["person", "at"])]


class Assistance(models.Model):
    """A clerk acted in somebody's name, the card before them, from then to then."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    clerk = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Assistance"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_one_at_a_time", fields=["clerk"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="people_not_oneself", condition=~Q(clerk=models.F("person"))),
        ]


class Kiosk(models.Model):
    """A shared tablet that staff opened in an office."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("territories.Office", on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=HASH, unique=True)
    exit_hash = models.CharField(max_length=HASH)
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Kiosk"]] = ScopedManager(territory="territory")


class IdentityProvider(models.Model):
    """An OpenID Connect provider that a territory named; its secret is sealed under the key of the house."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    server = models.CharField(max_length=200)
    client_id = models.CharField(max_length=191)
    sealed_secret = models.TextField()
    levels = ArrayField(models.CharField(max_length=120))
    place_claim = models.CharField(max_length=60)
    place_values = ArrayField(models.CharField(max_length=60), default=list)
    named_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["IdentityProvider"]] = ScopedManager(territory="territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="people_provider_number", fields=["territory", "number"]),
            models.UniqueConstraint(
                name="people_provider_once",
                fields=["territory", "server"],
                condition=Q(stopped_at__isnull=True),
            ),
        ]

    @property
    def accepted(self) -> Provider:
        """What is accepted of it."""
        return Provider(
            frozenset(self.levels), self.place_claim, frozenset(self.place_values), self.territory_id
        )


class CounterSettings(models.Model):
    """What a commune chose for its counter."""

    territory = models.OneToOneField(
        "territories.Territory", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    second_share = models.PositiveSmallIntegerField(default=SECOND_SHARE)
    second_days = models.PositiveSmallIntegerField(default=SECOND_DAYS)

    objects: ClassVar[models.Manager["CounterSettings"]] = ScopedManager(territory="territory")

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_share_is_one", condition=Q(second_share__lte=100)),
        ]
