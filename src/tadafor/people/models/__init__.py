"""Tables of people, their roles and links, and the codes that confirm a contact."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.models.cards import ProcedureKey as ProcedureKey
from tadafor.people.models.identity import Assistance as Assistance
from tadafor.people.models.identity import CardTry as CardTry
from tadafor.people.models.identity import CounterSettings as CounterSettings
from tadafor.people.models.identity import EligibilityList as EligibilityList
from tadafor.people.models.identity import HeldCard as HeldCard
from tadafor.people.models.identity import IdentityProvider as IdentityProvider
from tadafor.people.models.identity import Kiosk as Kiosk
from tadafor.people.models.identity import ListRow as ListRow
from tadafor.people.models.identity import Registration as Registration
from tadafor.people.rules import (
    SEPARATE,
    AgeBand,
    Channel,
    ContactKind,
    Disability,
    Evidence,
    LinkKind,
    MotherTongue,
    RoleKind,
    Sex,
)
from tadafor.people.rules.confirming import Eligibility, Proof
from tadafor.people.rules.counter import Second

NAME_LENGTH = 120
REASON_LENGTH = 300


class PersonManager(BaseUserManager["Person"]):
    """Makes people whose contacts are written one way."""

    def create_user(self, email: str | None = None, password: str | None = None, **facts: object) -> "Person":
        """Make a person; a password is not needed and not kept."""
        person = self.model(email=email, **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **facts: object) -> "Person":
        """Make a person whom the editors' back office lets everywhere."""
        return self.create_user(email, password, is_superuser=True, **facts)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone with an account, or registered at the desk."""

    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(max_length=254, null=True, blank=True, unique=True)
    phone = models.CharField(max_length=16, null=True, blank=True, unique=True)
    language = models.CharField(max_length=3, default="ar")
    channel = models.CharField(max_length=8, choices=plain(Channel), default=Channel.ONLINE.value)
    registered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_email_is_lower", condition=Q(email=Lower("email"))),
            models.CheckConstraint(name="people_email_not_empty", condition=~Q(email="")),
            models.CheckConstraint(
                name="people_phone_e164", condition=Q(phone__regex=r"^\+[1-9][0-9]{7,14}$")
            ),
            models.CheckConstraint(
                name="people_one_contact",
                condition=Q(email__isnull=False)
                | Q(phone__isnull=False)
                | Q(closed_at__isnull=False)
                | Q(channel=Channel.DESK.value),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """An empty contact is no contact, or two phone-only people would share one empty e-mail."""
        self.email = self.email.strip().lower() if self.email else None
        self.phone = self.phone or None
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account is still open."""
        return self.closed_at is None

    @property
    def is_staff(self) -> bool:
        """Nobody enters Django's own back office."""
        return False

    def get_full_name(self) -> str:
        """Return the name the person gave."""
        return self.name

    def get_short_name(self) -> str:
        """Return the first word of the name."""
        return self.name.split(" ")[0]


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles."""

    def active(self) -> "RoleQuerySet":
        """Roles still held."""
        return self.filter(ended_at__isnull=True)


RoleManager = models.Manager.from_queryset(RoleQuerySet)


class Role(models.Model):
    """A charge held by a person in one territory, given and taken with a reason."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=plain(RoleKind))
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    reason = models.CharField(max_length=REASON_LENGTH)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects: ClassVar["RoleManager[Role]"] = ScopedManager(territory="territory", _manager_class=RoleManager)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_role_once",
                fields=["territory", "person", "kind"],
                condition=Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="people_roles_apart",
                fields=["territory", "person"],
                condition=Q(ended_at__isnull=True, kind__in=sorted(kind.value for kind in SEPARATE)),
            ),
        ]
        indexes = [models.Index(name="people_role_of_person", fields=["person"])]

    @property
    def charge(self) -> RoleKind:
        """Which role it is."""
        return RoleKind(self.kind)


class LinkQuerySet(models.QuerySet["Link"]):
    """Links to a territory."""

    def standing(self) -> "LinkQuerySet":
        """Links not ended, those that wait for a second person too."""
        return self.filter(ended_at__isnull=True)

    def active(self) -> "LinkQuerySet":
        """Links still valid."""
        return self.standing().exclude(second=Second.NEEDED.value, second_at__isnull=True)

    def unchecked(self) -> "LinkQuerySet":
        """Links at which a second person must still look."""
        return self.standing().filter(
            second__in=[Second.DRAWN.value, Second.NEEDED.value], second_at__isnull=True
        )


LinkManager = models.Manager.from_queryset(LinkQuerySet)


class Link(models.Model):
    """A person lives or works in a territory: a member of staff saw a document, not kept."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=plain(LinkKind))
    evidence = models.CharField(max_length=24, choices=plain(Evidence), blank=True)
    proof = models.CharField(max_length=10, choices=plain(Proof), default=Proof.DESK.value)
    old_enough = ArrayField(models.PositiveSmallIntegerField(), default=list)
    neighbourhood = models.ForeignKey(
        "territories.Neighbourhood", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    household = models.CharField(max_length=64, blank=True)
    is_family = models.BooleanField(default=False)
    second = models.CharField(max_length=8, choices=plain(Second), default=Second.NONE.value)
    second_due = models.DateField(null=True, blank=True)
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    displaced: int | None = None  # whose card it was until now, for the verb that made it to tell

    objects: ClassVar["LinkManager[Link]"] = ScopedManager(territory="territory", _manager_class=LinkManager)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_link_once",
                fields=["territory", "person", "kind"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="people_second_is_another",
                condition=Q(second_by__isnull=True)
                | (~Q(second_by=F("confirmed_by")) & ~Q(second_by=F("person"))),
            ),
            models.CheckConstraint(
                name="people_second_has_a_day",
                condition=Q(second=Second.NONE.value) | Q(second_due__isnull=False),
            ),
        ]
        indexes = [models.Index(name="people_link_of_person", fields=["person"])]

    @property
    def tie(self) -> LinkKind:
        """Lives or works here."""
        return LinkKind(self.kind)

    @property
    def document(self) -> Evidence | Proof:
        """What was seen, or by which proof without a document."""
        return Evidence(self.evidence) if self.evidence else Proof(self.proof)

    @property
    def waits(self) -> bool:
        """Whether it holds only once a second person has looked."""
        return self.second == Second.NEEDED.value and self.second_at is None

    @property
    def eligibility(self) -> Eligibility:
        """What a procedure may ask of it."""
        return Eligibility(tuple(self.old_enough), self.neighbourhood_id)


class StatisticalFacts(models.Model):
    """What a person chose to declare; used in counts only, never shown beside a name."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", primary_key=True)
    sex = models.CharField(max_length=8, choices=plain(Sex), blank=True)
    age_band = models.CharField(max_length=8, choices=plain(AgeBand), blank=True)
    disability = models.CharField(max_length=4, choices=plain(Disability), blank=True)
    mother_tongue = models.CharField(max_length=12, choices=plain(MotherTongue), blank=True)


class OneTimeCode(models.Model):
    """A code sent to a contact; only its hash is kept, and the row goes after a day."""

    contact_kind = models.CharField(max_length=8, choices=plain(ContactKind))
    contact = models.CharField(max_length=254)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    code_hash = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64, unique=True)
    address_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="people_code_contact", fields=["contact", "asked_at"]),
            models.Index(name="people_code_address", fields=["address_hash", "asked_at"]),
        ]


class CodeDay(models.Model):
    """The codes sent by phone in one day."""

    territory = models.ForeignKey(
        "territories.Territory", on_delete=models.PROTECT, null=True, related_name="+"
    )
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_one_day", fields=["territory", "day"], nulls_distinct=False),
        ]


class DemonstrationMessage(models.Model):
    """A message that a demonstration would have sent, so that a newcomer can read their code."""

    kind = models.CharField(max_length=8, choices=plain(ContactKind))
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    sent_at = models.DateTimeField()

    @property
    def contact(self) -> ContactKind:
        """By which way it would have gone."""
        return ContactKind(self.kind)
