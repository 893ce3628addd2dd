"""People as other rooms and the desk name them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tadafor.kernel.asked import asked_once
from tadafor.kernel.scopes import within
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.models import Link, Person, Role, StatisticalFacts
from tadafor.people.rules import (
    GIVE_ROLES,
    WANTED_ADMINISTRATORS,
    Contact,
    ContactKind,
    RoleKind,
    refuse_taking,
)


def person_at(contact: Contact) -> Person | None:
    """The open account that holds ``contact``."""
    field = "email" if contact.kind is ContactKind.EMAIL else "phone"
    return Person.objects.filter(**{field: contact.value}, closed_at__isnull=True).first()


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The names people gave; the closed ones have none."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Someone to write to, and how; both contacts empty when they cannot be reached."""

    person_id: int
    email: str
    phone: str
    language: str


def reader_of(person: Person) -> Reader:
    """Return how to reach a person: nowhere once they closed their account."""
    closed = person.closed_at is not None
    return Reader(
        person_id=person.pk,
        email="" if closed else person.email or "",
        phone="" if closed else person.phone or "",
        language=person.language,
    )


def readers_of(people: Iterable[int]) -> list[Reader]:
    """Return how to reach those of ``people`` (keys) whose account is open, each once."""
    found = Person.objects.filter(pk__in=set(people), closed_at__isnull=True).order_by("pk")
    return [reader_of(person) for person in found]


def staff_ids(territory_id: int, *kinds: RoleKind) -> list[int]:
    """Who holds one of ``kinds`` (any role when none is given) in this territory."""
    with within(territory_id):
        roles = Role.objects.active()
        if kinds:
            roles = roles.filter(kind__in=[kind.value for kind in kinds])
        return sorted(set(roles.values_list("person_id", flat=True)))


def facts_of(person_id: int) -> StatisticalFacts | None:
    """What a person chose to declare."""
    return StatisticalFacts.objects.filter(pk=person_id).first()


def facts_counted(person_ids: Iterable[int]) -> list[tuple[str, str, str, str, int]]:
    """How many of these people declared which sex, age, disability and mother tongue, for counts only."""
    return _facts_counted.all(people=list(person_ids))


@asked_once
def _facts_counted(people: list[int]) -> QuerySet[StatisticalFacts, tuple[str, str, str, str, int]]:
    declared = ("sex", "age_band", "disability", "mother_tongue")
    things = StatisticalFacts.objects.filter(person__pk__any=people).order_by().values_list(*declared)
    return things.annotate(count=Count("pk"))


# ---- the desk; called within the territory's scope


@dataclass(frozen=True)
class HeldRole:
    """A role on the page of staff, with the sentence that says why it cannot be taken."""

    role: Role
    refusal: str


@dataclass(frozen=True)
class StaffPage:
    """Who is charged with what, and what the reader may do about it."""

    roles: list[HeldRole]
    may_give: bool
    lacks_administrator: bool


def staff_page(territory_id: int, actor: Actor) -> StaffPage:
    """Who is charged with what here."""
    roles = list(staff(territory_id))
    administrators = sum(role.kind == RoleKind.ADMINISTRATOR.value for role in roles)
    return StaffPage(
        roles=[HeldRole(role, _refusal(role, actor, territory_id, administrators)) for role in roles],
        may_give=actor.has_role(territory_id, *GIVE_ROLES),
        lacks_administrator=administrators < WANTED_ADMINISTRATORS,
    )


def _refusal(role: Role, actor: Actor, territory_id: int, administrators: int) -> str:
    refusal = refuse_taking(
        role.charge, taker=actor.roles_in(territory_id), held=True, administrators=administrators, reason="-"
    )
    return word(refusal) if refusal else ""


def staff(territory_id: int) -> QuerySet[Role, Role]:
    """Who holds which role here, by name."""
    return (
        Role.objects.active()
        .filter(territory_id=territory_id)
        .select_related("person", "given_by")
        .order_by("person__name", "person_id", "kind")
    )


def links_here(territory_id: int) -> QuerySet[Link, Link]:
    """The links confirmed here, newest first."""
    return (
        Link.objects.standing()
        .filter(territory_id=territory_id)
        .select_related("person", "confirmed_by")
        .order_by("-confirmed_at", "-pk")
    )


def role_here(territory_id: int, role_id: int) -> Role | None:
    """A role held here now."""
    return staff(territory_id).filter(pk=role_id).first()


def link_standing(territory_id: int, link_id: int) -> Link | None:
    """A link not ended here, one that waits for a second person too."""
    links = Link.objects.standing().filter(territory_id=territory_id, pk=link_id)
    return links.select_related("person", "confirmed_by").first()


def link_here(territory_id: int, link_id: int) -> Link | None:
    """A link that holds here now."""
    return links_here(territory_id).filter(pk=link_id).first()
