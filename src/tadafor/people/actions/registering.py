"""People without phone or e-mail: registered at the desk, and later their account claimed."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from tadafor.audit import actions as audit
from tadafor.audit.queries import derived_key
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.text import clean_line
from tadafor.people import queries
from tadafor.people.actions.confirming import Shown, confirm_link
from tadafor.people.actor import Actor
from tadafor.people.models import NAME_LENGTH, Person, Registration
from tadafor.people.queries import counter
from tadafor.people.rules import (
    CONFIRM_LINKS,
    AccountRefusal,
    Channel,
    Contact,
    ContactKind,
    Evidence,
    LinkKind,
)
from tadafor.people.rules.cards import Card
from tadafor.people.rules.counter import RECEIPT_LENGTH, ClaimRefusal, CounterRefusal, refuse_claim

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Receipt:
    """A receipt ready to be printed once."""

    registration: Registration
    code: str = field(repr=False)


def _code(registration: Registration) -> str:
    """Return the code of a receipt: it is nowhere in the database, only its hash is."""
    told = f"{registration.territory_id}:{registration.pk}:{registration.serial}".encode()
    drawn = hmac.new(derived_key("people.receipt"), told, sha256).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in drawn[:RECEIPT_LENGTH])


def _hash_of(code: str) -> str:
    return queries.keyed_hash("receipt", code)


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    territory_id: int,
    name: str,
    language: str,
    kind: LinkKind,
    evidence: Evidence,
    shown: Shown,
    consented: bool,
    now: datetime,
) -> Registration:
    """Make the account of somebody who came to the counter with a document (§ identity-registered)."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    if not consented:
        raise Refused(CounterRefusal.NO_CONSENT)
    if shown.card is None:
        raise Refused(CounterRefusal.CARD_NEEDED)
    name = clean_line(name)[:NAME_LENGTH]
    if not name:
        raise Refused(AccountRefusal.NAME_EMPTY)
    card_hash = counter.receipt_hash(territory_id, shown.card)
    person = Person.objects.create_user(
        name=name, language=language, channel=Channel.DESK.value, registered_at=now
    )
    with within(territory_id):
        made, new = Registration.objects.get_or_create(
            territory_id=territory_id,
            card_hash=card_hash,
            defaults={"person": person, "registered_by_id": actor.signer, "registered_at": now},
        )
    if not new:
        raise Refused(CounterRefusal.CARD_HELD)
    link = confirm_link(
        actor=actor,
        territory_id=territory_id,
        person=person,
        kind=kind,
        evidence=evidence,
        shown=shown,
        now=now,
    )
    made.displaced = link.displaced
    made.code_hash = _hash_of(_code(made))
    made.save(update_fields=["code_hash"])
    _record(actor, "register_person", made, now)
    return made


@transaction.atomic
def print_receipt(*, actor: Actor, territory_id: int, registration_id: int, now: datetime) -> Receipt:
    """Give the code of a receipt, once; a lost one is made anew (§ identity-receipt)."""
    made = _locked(actor, territory_id, registration_id)
    if made.shown_at is not None:
        raise Refused(CounterRefusal.ALREADY_SHOWN)
    made.shown_at = now
    made.save(update_fields=["shown_at"])
    _record(actor, "print_receipt", made, now)
    return Receipt(made, _code(made))


@transaction.atomic
def renew_receipt(
    *, actor: Actor, territory_id: int, registration_id: int, card: Card, now: datetime
) -> Registration:
    """Make another code, the card shown again; the earlier receipt opens nothing any more."""
    made = _locked(actor, territory_id, registration_id)
    if not constant_time_compare(made.card_hash, counter.receipt_hash(territory_id, card)):
        raise Refused(ClaimRefusal.NOT_TOGETHER)
    made.serial, made.tries, made.shown_at = made.serial + 1, 0, None
    made.code_hash = _hash_of(_code(made))
    made.save(update_fields=["serial", "tries", "shown_at", "code_hash"])
    _record(actor, "renew_receipt", made, now)
    return made


def _locked(actor: Actor, territory_id: int, registration_id: int) -> Registration:
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    with within(territory_id):
        made = Registration.objects.select_for_update().filter(pk=registration_id).first()
    if made is None:
        raise Refused(CounterRefusal.NOBODY)
    return made


def try_receipt(*, territory_id: int, code: str, card: Card, now: datetime) -> Registration:
    """Put a receipt and a card together; a wrong try counts even though it is refused (§ identity-claim)."""
    made, refusal = _try(territory_id, code, card, now)
    if made is None or refusal is not None:
        raise Refused(refusal or ClaimRefusal.NOT_TOGETHER)
    return made


@transaction.atomic
def _try(
    territory_id: int, code: str, card: Card, now: datetime
) -> tuple[Registration | None, ClaimRefusal | None]:
    with within(territory_id):
        made = Registration.objects.select_for_update().filter(code_hash=_hash_of(code)).first()
    if made is None:
        return None, ClaimRefusal.NOT_TOGETHER
    together = constant_time_compare(made.card_hash, counter.receipt_hash(territory_id, card))
    refusal = refuse_claim(together=together, tries=made.tries, claimed=made.claimed_at is not None)
    if refusal is ClaimRefusal.NOT_TOGETHER:
        made.tries += 1
        made.save(update_fields=["tries"])
        _record(audit.HOUSE, "try_receipt", made, now)
    return made, refusal


@transaction.atomic
def claim_account(*, territory_id: int, registration_id: int, contact: Contact, now: datetime) -> Person:
    """Give a registered account the contact just proven, after its receipt and card (§ identity-claim)."""
    field_name = "email" if contact.kind is ContactKind.EMAIL else "phone"
    with within(territory_id):
        made = Registration.objects.select_for_update().get(pk=registration_id)
    person = Person.objects.select_for_update().get(pk=made.person_id)
    if made.claimed_at is not None or person.closed_at is not None:
        raise Refused(ClaimRefusal.CLAIMED)
    if Person.objects.select_for_update().filter(**{field_name: contact.value}).exists():
        raise Refused(ClaimRefusal.CONTACT_TAKEN)
    setattr(person, field_name, contact.value)
    try:
        with transaction.atomic():
            person.save(update_fields=[field_name])
    except IntegrityError:  # the same contact was given to another account at this very moment
        raise Refused(ClaimRefusal.CONTACT_TAKEN) from None
    made.claimed_at = now
    made.save(update_fields=["claimed_at"])
    _record(audit.HOUSE, "claim_account", made, now, contact=contact.kind.value)
    return person


def _record(actor: audit.Who, verb: str, made: Registration, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=made.territory_id,
        verb=f"people.{verb}",
        subject=f"person:{made.person_id}",
        now=now,
        content=content,
    )
