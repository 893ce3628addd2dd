"""Named reads of people, their roles, links and mandates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare

from tadafor.kernel.scopes import everywhere, within
from tadafor.people.actor import Actor
from tadafor.people.models import (
    Association,
    CodeDay,
    DemonstrationMessage,
    Link,
    Mandate,
    OneTimeCode,
    Person,
    Role,
    StatisticalFacts,
)
from tadafor.people.rules import HOUR, Contact, ContactKind, Level, RoleKind

_METHODS = "account_authentication_methods"
_METHODS_OF = "account_authentication_methods_user"


def _with_what_they_hold(now: datetime) -> QuerySet[Person, Person]:
    mine = OuterRef("pk")
    mandates = Mandate.objects.at(now).filter(person=mine).order_by("association__sort_key", "pk")
    return Person.objects.annotate(
        held_roles=ArraySubquery(
            Role.objects.active()
            .filter(person=mine)
            .values(held=JSONObject(territory="territory_id", kind="kind"))
        ),
        held_links=ArraySubquery(Link.objects.active().filter(person=mine).values("territory_id")),
        held_mandates=ArraySubquery(
            mandates.values(
                held=JSONObject(
                    key="association_id", territory="association__territory_id", name="association__name"
                )
            )
        ),
    )


def _actor(person: Any, *, second_factor: bool) -> Actor:  # noqa: ANN401 -- the annotations are not in the model
    links = frozenset(person.held_links)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.LINK if links else Level.CONTACT,
        roles=frozenset((held["territory"], RoleKind(held["kind"])) for held in person.held_roles),
        links=links,
        associations=tuple((held["key"], held["territory"], held["name"]) for held in person.held_mandates),
        second_factor=second_factor,
    )


def actor_of(person_id: int, *, now: datetime, second_factor: bool = False) -> Actor | None:
    """Return what an open account may do, everywhere, in one query."""
    with everywhere():
        person = _with_what_they_hold(now).filter(pk=person_id, closed_at__isnull=True).first()
    return None if person is None else _actor(person, second_factor=second_factor)


def signed_in(session: SessionBase, *, now: datetime) -> tuple[Person, Actor] | None:
    """Return who holds this session, if it is still theirs."""
    person_id = session.get(SESSION_KEY)
    if person_id is None or not str(person_id).isdecimal():
        return None
    with everywhere():
        person = _with_what_they_hold(now).filter(pk=int(person_id), closed_at__isnull=True).first()
    if person is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    ):
        return None
    return person, _actor(person, second_factor=has_second_factor(session, person.pk))


def has_second_factor(session: SessionBase, person_id: int) -> bool:
    """Whether a second factor was passed in this session, by this very person (allauth keeps the list)."""
    if session.get(_METHODS_OF) != str(person_id):
        return False
    return any(record.get("method") == "mfa" for record in session.get(_METHODS, ()))


# ---- codes


def codes_sent(contact: Contact, *, since: datetime) -> list[datetime]:
    """When codes went to ``contact``."""
    codes = OneTimeCode.objects.filter(contact=contact.value, asked_at__gt=since)
    return list(codes.values_list("asked_at", flat=True))


def codes_asked_from(address_hash: str, *, now: datetime) -> int:
    """How many codes one network address asked for in the last hour."""
    return OneTimeCode.objects.filter(address_hash=address_hash, asked_at__gt=now - HOUR).count()


def codes_of_day(territory_id: int | None, day: date) -> int:
    """How many codes went by phone that day."""
    days = CodeDay.objects.filter(day=day)
    mine = (
        days.filter(territory__isnull=True)
        if territory_id is None
        else days.filter(territory_id=territory_id)
    )
    found = mine.first()
    return found.sent if found else 0


def demonstration_messages() -> QuerySet[DemonstrationMessage, DemonstrationMessage]:
    """The last messages of the demonstration, newest first."""
    return DemonstrationMessage.objects.order_by("-pk")


# ---- people


def person_at(contact: Contact) -> Person | None:
    """The open account that holds ``contact``."""
    field = "email" if contact.kind is ContactKind.EMAIL else "phone"
    return Person.objects.filter(**{field: contact.value}, closed_at__isnull=True).first()


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The names people gave; the closed ones have none."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


def readers(person_ids: Iterable[int]) -> list[Person]:
    """The open accounts among these, to write to each in their language."""
    return list(Person.objects.filter(pk__in=set(person_ids), closed_at__isnull=True).order_by("pk"))


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


def facts_among(person_ids: Iterable[int]) -> list[StatisticalFacts]:
    """What these people chose to declare: for counts only."""
    return list(StatisticalFacts.objects.filter(pk__in=set(person_ids)))


# ---- the desk; call within the territory's scope


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
        Link.objects.active()
        .filter(territory_id=territory_id)
        .select_related("person", "confirmed_by")
        .order_by("-confirmed_at", "-pk")
    )


def associations_here(territory_id: int) -> QuerySet[Association, Association]:
    """The associations registered here, by name."""
    return Association.objects.filter(territory_id=territory_id).order_by("sort_key", "pk")


def mandates_of(association: Association, *, now: datetime) -> QuerySet[Mandate, Mandate]:
    """Who speaks for ``association`` now."""
    return Mandate.objects.at(now).filter(association=association).select_related("person").order_by("since")


# ---- what is held on a person, across territories: it is theirs


def roles_of(person_id: int) -> list[Role]:
    """Every role a person holds or held."""
    with everywhere():
        return list(
            Role.objects.filter(person_id=person_id).select_related("territory").order_by("-given_at", "-pk")
        )


def links_of(person_id: int) -> list[Link]:
    """Every link of a person, ended ones too."""
    with everywhere():
        return list(
            Link.objects.filter(person_id=person_id)
            .select_related("territory")
            .order_by("-confirmed_at", "-pk")
        )


def mandates_held(person_id: int) -> list[Mandate]:
    """Every mandate of a person."""
    with everywhere():
        return list(
            Mandate.objects.filter(person_id=person_id)
            .select_related("association__territory")
            .order_by("-since", "-pk")
        )


def held_data(person_id: int) -> dict[str, Any]:
    """Everything this room holds on a person, for them to take away (law 09-08, article 7)."""
    person = Person.objects.get(pk=person_id)
    facts = facts_of(person_id)
    return {
        "account": {
            field: getattr(person, field)
            for field in ("name", "email", "phone", "language", "channel", "registered_at", "last_login")
        },
        "declared_facts": {
            field: getattr(facts, field) for field in ("sex", "age_band", "disability", "mother_tongue")
        }
        if facts
        else None,
        "roles": [
            _row(role, "kind", "given_at", "reason", "ended_at", "end_reason") for role in roles_of(person_id)
        ],
        "links": [
            _row(link, "kind", "evidence", "confirmed_at", "ended_at", "end_reason")
            for link in links_of(person_id)
        ],
        "mandates": [
            {"association": held.association.name, "since": held.since, "until": held.until}
            for held in mandates_held(person_id)
        ],
        "second_factors": [
            {"type": kind, "created_at": made}
            for kind, made in Authenticator.objects.filter(user_id=person_id).values_list(
                "type", "created_at"
            )
        ],
        "codes_of_the_last_day": [
            {"sent_to": code.contact, "at": code.asked_at}
            for code in OneTimeCode.objects.filter(contact__in=[person.email or "", person.phone or ""])
        ],
    }


def _row(held: Role | Link, *fields: str) -> dict[str, Any]:
    return {"territory": held.territory.slug} | {field: getattr(held, field) for field in fields}


# ---- how to reach people


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
