"""What the confirmed contact is told and no page says; a job sends it."""

from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.people import actions as people
from tadafor.people.adapter import gateway
from tadafor.people.rules import Contact, ContactKind
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.recording import record
from tadafor.petitions.actions.signing import NONCE, about
from tadafor.petitions.models import SignatureLetter

MOST_TRIES = 5


@transaction.atomic
def send_letters(*, now: datetime, most: int = 50) -> int:
    """Send what waits, a few at a time; a letter that cannot be sent five times is given up."""
    letters = (
        SignatureLetter.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("petition__trace", "petition__territory")
        .order_by("tries", "pk")[:most]
    )
    sent = 0
    for letter in letters:
        sent += _sent(letter, now)
    return sent


def _sent(letter: SignatureLetter, now: datetime) -> bool:
    contact = _opened(letter, now)
    try:
        if contact is not None:
            _post(letter, contact)
    except OSError:
        if letter.tries + 1 < MOST_TRIES:
            letter.tries += 1
            letter.save(update_fields=["tries"])
            return False
    petition = letter.petition
    letter.delete()
    record(petition, audit.HOUSE, "send_letters", now)
    return contact is not None


def _opened(letter: SignatureLetter, now: datetime) -> Contact | None:
    petition, sealed = letter.petition, bytes(letter.contact)
    try:
        box = people.card_box(queries.procedure(petition), territory_id=petition.territory_id, now=now)
        clear = AESGCM(box.key).decrypt(sealed[:NONCE], sealed[NONCE:], about(petition))
    except (Refused, InvalidTag):
        return None
    kind, _, value = clear.decode().partition(":")
    return Contact(ContactKind(kind), value)


def _post(letter: SignatureLetter, contact: Contact) -> None:
    subject, text = notices.letter(letter.petition, rules.Letter(letter.kind), letter.language)
    if contact.kind is ContactKind.PHONE:
        gateway().sms(contact.value, text)
    else:
        gateway().email(contact.value, subject, text)
