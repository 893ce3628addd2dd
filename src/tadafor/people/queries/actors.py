"""Who is asking: read once per request."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import everywhere
from tadafor.people.actor import Actor, on_behalf
from tadafor.people.models import Assistance, Link, Person, Role
from tadafor.people.rules import CONFIRM_LINKS, Level, RoleKind
from tadafor.people.rules.counter import Assisting

_METHODS = "account_authentication_methods"
_METHODS_OF = "account_authentication_methods_user"


@asked_once
def _holder(person: int, now: datetime, today: date) -> QuerySet[Person]:
    mine = OuterRef("pk")
    found = Person.objects.filter(pk=person, closed_at__isnull=True).order_by("pk")
    return found.annotate(
        held_roles=ArraySubquery(
            Role.objects.active()
            .filter(person=mine)
            .values(held=JSONObject(territory="territory_id", kind="kind"))
        ),
        held_links=ArraySubquery(Link.objects.active().filter(person=mine).values("territory_id")),
        held_mandates=import_string(settings.TADAFOR_MANDATES)(mine, now, today),
    )


def _actor(person: Any, *, second_factor: bool) -> Actor:  # noqa: ANN401 -- the annotations are not in the model
    links, mandates = frozenset(person.held_links), person.held_mandates
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.LINK if links else Level.CONTACT,
        roles=frozenset((held["territory"], RoleKind(held["kind"])) for held in person.held_roles),
        links=links,
        associations=tuple(
            dict.fromkeys((held["key"], held["territory"], held["name"]) for held in mandates)
        ),
        limits=frozenset((held["key"], act) for held in mandates for act in held["limits"]),
        second_factor=second_factor,
    )


def actor_of(person_id: int, *, now: datetime, second_factor: bool = False) -> Actor | None:
    """Return what an open account may do, everywhere, in one query."""
    with everywhere():
        person = _holder.first(person=person_id, now=now, today=day_of(now))
    return None if person is None else _actor(person, second_factor=second_factor)


def signed_in(session: SessionBase, *, now: datetime) -> tuple[Person, Actor] | None:
    """Return who holds this session, if it is still theirs."""
    person_id = session.get(SESSION_KEY)
    if person_id is None or not str(person_id).isdecimal():
        return None
    with everywhere():
        person = _holder.first(person=int(person_id), now=now, today=day_of(now))
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


def assisted_actor(clerk: Actor, assistance_id: int, *, now: datetime) -> Actor | None:
    """Return the person for whom ``clerk`` acts while it lasts, as rooms see them (§ identity-assisted)."""
    with everywhere():
        mine = Assistance.objects.filter(pk=assistance_id, clerk_id=clerk.signer)
        begun = mine.select_related("territory").first()
    if begun is None or not Assisting(begun.ends_at, ended=begun.ended_at is not None).lasts(now):
        return None
    if not clerk.has_role(begun.territory_id, *CONFIRM_LINKS):
        return None
    person = actor_of(begun.person_id, now=now)
    return None if person is None else on_behalf(person, clerk=clerk)
