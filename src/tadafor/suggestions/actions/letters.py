"""News for a contact without account: kept sealed, sent by a job, forgotten once sent."""

import secrets
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.audit.queries import derived_key
from tadafor.people.adapter import gateway, sends_texts
from tadafor.people.rules import Contact, ContactKind
from tadafor.suggestions import notices
from tadafor.suggestions.actions.recording import record
from tadafor.suggestions.models import Suggestion, SuggestionLetter

NONCE = 12
MOST_TRIES = 5


def _close(text: str, about: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(derived_key("suggestions.contact")).encrypt(nonce, text.encode(), about.encode())


def _open(sealed: bytes, about: str) -> str:
    clear = AESGCM(derived_key("suggestions.contact")).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    return clear.decode()


def sealed(contact: Contact, number: int) -> bytes:
    """Return a contact that only this house opens, for this suggestion."""
    return _close(f"{contact.kind.value}:{contact.value}", f"contact:{number}")


def contact_of(suggestion: Suggestion) -> Contact | None:
    """Return the contact that who wrote left, or None when there is none or it cannot be read."""
    if suggestion.contact is None:
        return None
    try:
        kind, _, value = _open(bytes(suggestion.contact), f"contact:{suggestion.number}").partition(":")
    except InvalidTag:
        return None
    return Contact(ContactKind(kind), value)


def write_letter(suggestion: Suggestion, kind: str, *, secret: str = "") -> None:
    """Let a letter leave for the contact of a suggestion, in the transaction of the act it tells."""
    if suggestion.contact is None:
        return
    closed = _close(secret, f"letter:{suggestion.number}") if secret else None
    SuggestionLetter.objects.create(suggestion=suggestion, kind=kind, secret=closed)


@transaction.atomic
def send_letters(*, now: datetime, most: int = 50) -> int:
    """Send what waits, a few at a time; a letter that cannot be sent five times is given up."""
    letters = (
        SuggestionLetter.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("suggestion__trace", "suggestion__territory")
        .order_by("tries", "pk")[:most]
    )
    return sum(_sent(letter, now) for letter in letters)


def _sent(letter: SuggestionLetter, now: datetime) -> bool:
    contact = contact_of(letter.suggestion)
    try:
        sent = contact is not None and _post(letter, contact)
    except OSError:
        if letter.tries + 1 < MOST_TRIES:
            letter.tries += 1
            letter.save(update_fields=["tries"])
            return False
        sent = False
    suggestion, kind = letter.suggestion, letter.kind
    letter.delete()
    record(suggestion, audit.HOUSE, "send_letters", now, kind=kind, sent=sent)
    return sent


def _post(letter: SuggestionLetter, contact: Contact) -> bool:
    one = letter.suggestion
    secret = _open(bytes(letter.secret), f"letter:{one.number}") if letter.secret else ""
    subject, text = notices.letter(one, letter.kind, secret)
    if contact.kind is ContactKind.EMAIL:
        gateway().email(contact.value, subject, text)
        return True
    if one.territory.sms_allowed and sends_texts():
        gateway().sms(contact.value, text)
        return True
    return False
