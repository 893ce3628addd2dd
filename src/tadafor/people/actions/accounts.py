"""A person's own account: opened by a proven contact, corrected, closed."""

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.offers import offered
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Actor
from tadafor.people.models import (
    NAME_LENGTH,
    HeldCard,
    Link,
    OneTimeCode,
    Person,
    Registration,
    Role,
    StatisticalFacts,
)
from tadafor.people.rules import AccountRefusal, Contact, ContactKind, is_recycled


@transaction.atomic
def open_account(*, contact: Contact, language: str, now: datetime) -> Person:
    """Return the account of a contact just proven, made now if there is none.

    A phone silent for a year may have passed to somebody else: it leaves its old account
    (§ contacts-recycled).
    """
    field = _field(contact)
    old = Person.objects.select_for_update().filter(**{field: contact.value}).first()
    if old is not None and is_recycled(contact.kind, last_seen=_last_seen(old), now=now):
        _let_go(old, now)
    person, made = Person.objects.get_or_create(
        **{field: contact.value},
        defaults={"language": language, "registered_at": now, "password": _no_password()},
    )
    if made:
        _record(audit.HOUSE, "open_account", person, now, contact=contact.kind.value)
    return person


def _field(contact: Contact) -> str:
    return "email" if contact.kind is ContactKind.EMAIL else "phone"


def _last_seen(person: Person) -> datetime:
    return person.last_login or person.registered_at


def _no_password() -> str:
    nobody = Person()
    nobody.set_unusable_password()
    return nobody.password


def _let_go(old: Person, now: datetime) -> None:
    old.phone = None
    with everywhere():  # who was registered at the desk claims it again with the receipt and the card
        stays = old.email or Registration.objects.filter(person=old).exists()
        Registration.objects.filter(person=old).update(claimed_at=None)
    old.closed_at = None if stays else now
    old.save(update_fields=["phone", "closed_at"])
    _record(audit.HOUSE, "let_go_of_phone", old, now)


@transaction.atomic
def add_contact(*, actor: Actor, contact: Contact, now: datetime) -> Person:
    """Give an account a contact its holder just proved; it replaces the one of the same kind."""
    field = _field(contact)
    person = _own(actor)
    holder = Person.objects.select_for_update().filter(**{field: contact.value}).exclude(pk=person.pk).first()
    if holder is not None:
        raise Refused(AccountRefusal.CONTACT_TAKEN)
    setattr(person, field, contact.value)
    person.save(update_fields=[field])
    _record(actor, "add_contact", person, now, contact=contact.kind.value)
    return person


@transaction.atomic
def remove_contact(*, actor: Actor, kind: ContactKind, now: datetime) -> Person:
    """Remove the e-mail or the phone; one of them stays."""
    person = _own(actor)
    other = person.phone if kind is ContactKind.EMAIL else person.email
    if not other:
        raise Refused(AccountRefusal.LAST_CONTACT)
    setattr(person, kind.value, None)
    person.save(update_fields=[kind.value])
    _record(actor, "remove_contact", person, now, contact=kind.value)
    return person


@transaction.atomic
def correct_account(*, actor: Actor, name: str, language: str, now: datetime) -> Person:
    """Change the name and the language of one's messages."""
    name = clean_line(name)[:NAME_LENGTH]
    if not name:
        raise Refused(AccountRefusal.NAME_EMPTY)
    person = _own(actor)
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    _record(actor, "correct_account", person, now, language=language)
    return person


@transaction.atomic
def declare_facts(*, actor: Actor, facts: Mapping[str, str], now: datetime) -> StatisticalFacts | None:
    """Keep what a person wants counted; nothing declared, nothing kept (§ facts-optional)."""
    person = _own(actor)
    _record(actor, "declare_facts", person, now)
    if not any(facts.values()):
        StatisticalFacts.objects.filter(person=person).delete()
        return None
    kept, _ = StatisticalFacts.objects.update_or_create(person=person, defaults=dict(facts))
    return kept


@transaction.atomic
def close_account(*, actor: Actor, now: datetime) -> Person:
    """Close one's account: what was contributed stays, without a name (§ accounts-close)."""
    person = _own(actor)
    with everywhere():
        if Role.objects.active().filter(person=person).exists():
            raise Refused(AccountRefusal.HAS_ROLES)
        Link.objects.active().filter(person=person).update(ended_at=now, ended_by=person)
        HeldCard.objects.filter(person=person).delete()
        Registration.objects.filter(person=person).update(card_hash=f"closed {person.pk}", code_hash=None)
    for end in offered("TADAFOR_CLOSING"):
        end(person_id=person.pk, now=now)
    StatisticalFacts.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    OneTimeCode.objects.filter(contact__in=[person.email or "", person.phone or ""]).delete()
    person.name, person.email, person.phone, person.closed_at = "", None, None, now
    person.set_unusable_password()  # ends every session
    person.save()
    _record(actor, "close_account", person, now)
    return person


def _own(actor: Actor) -> Person:
    mine = Person.objects.select_for_update().filter(closed_at__isnull=True)
    person = mine.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Refused(AccountRefusal.CLOSED)
    return person


def _record(actor: audit.Who, verb: str, person: Person, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=None,
        verb=f"people.{verb}",
        subject=f"person:{person.pk}",
        now=now,
        content=content,
    )
