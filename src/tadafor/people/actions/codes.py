"""One-time codes: asked for, sent to the contact alone, tried in the browser that asked.

They leave no audit row of their own: an unconfirmed contact is nobody yet, and the log would tell
when somebody was trying to come in. What a right code does (an account, a new contact) is logged.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare

from tadafor.kernel.identifiers import token
from tadafor.kernel.prepared import one_trip, send
from tadafor.kernel.refusals import Refused
from tadafor.people import queries
from tadafor.people.actions.budget import spend_phone_code
from tadafor.people.models import OneTimeCode
from tadafor.people.rules import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    DAY,
    HOUR,
    Budget,
    Contact,
    ContactKind,
    TryRefusal,
    again_at,
    refuse_code,
    refuse_try,
)

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_MAY_BE_LOST = "SET LOCAL synchronous_commit TO off"
_SENT = """
    SELECT array(SELECT asked_at FROM people_onetimecode WHERE contact = %s AND asked_at > %s),
           (SELECT count(*) FROM people_onetimecode WHERE address_hash = %s AND asked_at > %s)
"""
_WRITE = """
    INSERT INTO people_onetimecode (contact_kind, contact, person_id, code_hash, browser_hash, address_hash,
        asked_at, expires_at, tries) VALUES (%s, %s, %s::bigint, %s, %s, %s, %s, %s, 0)
"""
_USE = """
    UPDATE people_onetimecode SET used_at = %s
    WHERE browser_hash = %s AND code_hash = %s AND used_at IS NULL AND expires_at > %s AND tries < %s
        AND person_id IS NULL
    RETURNING contact_kind, contact
"""


@dataclass(frozen=True)
class Asked:
    """A code ready to be sent to its contact, and the secret its browser keeps."""

    contact: Contact
    code: str = field(repr=False)
    browser: str = field(repr=False)
    expires_at: datetime
    alarm: bool


@dataclass(frozen=True)
class Proven:
    """A contact somebody proved to hold; ``person_id`` when it is to be added to an account."""

    contact: Contact
    person_id: int | None


@transaction.atomic
def ask_for_code(
    *, contact: Contact, address: str, budget: Budget, now: datetime, person_id: int | None = None
) -> Asked:
    """Prepare a code for ``contact``, known or not: nothing here depends on it (§ codes-same).

    ``address`` is the network address, kept hashed for a day against floods only.
    """
    place = queries.keyed_hash("address", address)
    code, browser = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}", token()
    hashes = [_code_hash(browser, code), queries.keyed_hash("browser", browser), place]
    with one_trip():
        if not connection.savepoint_ids:  # a transaction of its own
            # A code that a crash loses is asked for again: nobody was told of anything that lasts.
            send(_MAY_BE_LOST, [])
        # Two requests for one contact wait for each other, so that the limits are exact.
        send(_ONE_AT_A_TIME, [f"code:{contact.value}"])
        before = send(_SENT, [contact.value, now - DAY, place, now - HOUR])
        # Written before anybody knows whether it may be: a refusal takes it back, and is seldom.
        send(_WRITE, [contact.kind.value, contact.value, person_id, *hashes, now, now + CODE_LIFE])
    sent, from_address = before.fetchone() or ([], 0)
    refusal = refuse_code(
        contact.kind, sent=sent, from_address=from_address, now=now, phones_on=budget.phones_on
    )
    if refusal is not None:
        raise Refused(refusal, again=again_at(contact.kind, sent=sent, now=now))
    alarm = contact.kind is ContactKind.PHONE and spend_phone_code(budget, now)
    return Asked(contact=contact, code=code, browser=browser, expires_at=now + CODE_LIFE, alarm=alarm)


@dataclass(frozen=True)
class Using:
    """The use of a code, on its way with other statements; read once they all came back."""

    cursor: Any

    @property
    def contact(self) -> Contact | None:
        """The contact it proves; None when ``try_code`` is to say why not."""
        found = self.cursor.fetchone()
        return None if found is None else Contact(ContactKind(found[0]), found[1])


def use_code(*, browser: str, typed: str, now: datetime) -> Using:
    """Use a code if it is right, in the caller's transaction.

    The code is used if and only if what it was asked for is done, in one commit.
    """
    values = [now, queries.keyed_hash("browser", browser), _code_hash(browser, typed), now, CODE_TRIES]
    return Using(send(_USE, values))


def _code_hash(browser: str, code: str) -> str:
    return queries.keyed_hash("code", f"{browser}:{code}")


def try_code(*, browser: str, typed: str, now: datetime) -> Proven:
    """Use a code in the browser that asked for it, once (§ codes-browser).

    A wrong try counts even though it is refused.
    """
    found, refusal = _try(browser, typed, now)
    if found is None or refusal is not None:
        raise Refused(refusal or TryRefusal.NONE, left=CODE_TRIES - found.tries if found else 0)
    return Proven(contact=Contact(ContactKind(found.contact_kind), found.contact), person_id=found.person_id)


@transaction.atomic
def _try(browser: str, typed: str, now: datetime) -> tuple[OneTimeCode | None, TryRefusal | None]:
    code = (
        OneTimeCode.objects.select_for_update()
        .filter(browser_hash=queries.keyed_hash("browser", browser))
        .first()
    )
    if code is None:
        return None, TryRefusal.NONE
    right = constant_time_compare(code.code_hash, _code_hash(browser, typed))
    refusal = refuse_try(
        right=right, tries=code.tries, expires=code.expires_at, used=code.used_at is not None, now=now
    )
    if refusal is None:
        code.used_at = now
    elif refusal in {TryRefusal.WRONG, TryRefusal.TOO_MANY}:
        code.tries = min(code.tries + 1, CODE_TRIES)
    code.save(update_fields=["used_at", "tries"])
    return code, refusal


@transaction.atomic
def withdraw_code(*, asked: Asked) -> None:
    """Take back a code that could not be sent: it does not count against its contact."""
    OneTimeCode.objects.filter(browser_hash=queries.keyed_hash("browser", asked.browser)).delete()


@transaction.atomic
def forget_codes(*, now: datetime) -> int:
    """Remove the codes of more than a day ago: the limits no longer need them."""
    removed, _ = OneTimeCode.objects.filter(asked_at__lt=now - DAY).delete()
    return removed
