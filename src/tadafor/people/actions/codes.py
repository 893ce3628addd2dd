"""One-time codes: asked for, sent to the contact alone, tried in the browser that asked.

They leave no audit row of their own: an unconfirmed contact is nobody yet, and the log would tell
when somebody was trying to come in. What a right code does (an account, a new contact) is logged.
"""

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare

from tadafor.kernel.ferry import Ferry
from tadafor.kernel.identifiers import token
from tadafor.kernel.prepared import one_trip, send
from tadafor.kernel.refusals import Refused
from tadafor.people import queries
from tadafor.people.actions.budget import spend_phone_codes
from tadafor.people.models import OneTimeCode
from tadafor.people.rules import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    DAY,
    HOUR,
    Budget,
    CodeRefusal,
    Contact,
    ContactKind,
    TryRefusal,
    again_at,
    refuse_code,
    refuse_try,
)

_MAY_BE_LOST = "SET LOCAL synchronous_commit TO off"
_ONE_AT_A_TIME = """
    SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended('code:' || contact, 0) AS key
          FROM json_to_recordset(%s::json) AS wish (contact text) ORDER BY key) AS keys
"""
_SENT = """
    SELECT array(SELECT asked_at FROM people_onetimecode
                 WHERE contact = wish.contact AND asked_at > wish.a_day_ago),
           (SELECT count(*) FROM people_onetimecode
            WHERE address_hash = wish.address_hash AND asked_at > wish.an_hour_ago)
    FROM json_to_recordset(%s::json)
        AS wish (place int, contact text, address_hash text, a_day_ago timestamptz, an_hour_ago timestamptz)
    ORDER BY place
"""
_WRITE = """
    INSERT INTO people_onetimecode (contact_kind, contact, person_id, code_hash, browser_hash, address_hash,
        asked_at, expires_at, tries)
    SELECT contact_kind, contact, person_id, code_hash, browser_hash, address_hash, asked_at, expires_at, 0
    FROM json_to_recordset(%s::json) AS wish (contact_kind text, contact text, person_id bigint,
        code_hash text, browser_hash text, address_hash text, asked_at timestamptz, expires_at timestamptz)
"""
# Each code is looked up by the browser that asked for it: a join with rows of which PostgreSQL cannot guess
# how many there are would read the whole table.
_USE = """
    UPDATE people_onetimecode SET used_at = %s
    WHERE id = ANY (ARRAY(
        SELECT (SELECT id FROM people_onetimecode AS code
                WHERE code.browser_hash = tried.browser_hash AND code.code_hash = tried.code_hash
                    AND code.contact_kind = tried.contact_kind AND code.contact = tried.contact
                    AND code.expires_at > tried.moment AND code.person_id IS NULL)
        FROM json_to_recordset(%s::json)
            AS tried (browser_hash text, code_hash text, contact_kind text, contact text, moment timestamptz)
    )) AND used_at IS NULL AND tries < %s
    RETURNING browser_hash
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


@dataclass(frozen=True)
class _Wish:
    """Somebody who asks for a code, and the code they will have."""

    contact: Contact
    person_id: int | None
    budget: Budget
    now: datetime
    code: str = field(repr=False)
    browser: str = field(repr=False)
    hashes: dict[str, str] = field(repr=False)

    @property
    def row(self) -> dict[str, object]:
        return self.hashes | {
            "contact_kind": self.contact.kind.value,
            "contact": self.contact.value,
            "person_id": self.person_id,
            "asked_at": self.now.isoformat(),
            "expires_at": (self.now + CODE_LIFE).isoformat(),
        }

    def asked(self, *, alarm: bool) -> Asked:
        return Asked(self.contact, self.code, self.browser, self.now + CODE_LIFE, alarm)


def ask_for_code(
    *, contact: Contact, address: str, budget: Budget, now: datetime, person_id: int | None = None
) -> Asked:
    """Prepare a code for ``contact``, known or not: nothing here depends on it (§ codes-same).

    ``address`` is the network address, kept hashed for a day against floods only. Many may ask at once
    (``kernel.ferry``). Raises Refused past a limit (§ codes-limits) or the budget of the day.
    """
    code, browser = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}", token()
    hashes = {
        "code_hash": _code_hash(browser, code),
        "browser_hash": queries.keyed_hash("browser", browser),
        "address_hash": queries.keyed_hash("address", address),
    }
    return _asking.take(_Wish(contact, person_id, budget, now, code, browser, hashes))


@transaction.atomic
def _ask(wishes: Sequence[_Wish]) -> list[Asked | Refused]:
    refused = _refused(wishes)
    alarming = _spend(wishes, refused)
    granted = [wish.row for place, wish in enumerate(wishes) if place not in refused]
    if granted:
        send(_WRITE, [json.dumps(granted)])
    return [refused.get(place) or wish.asked(alarm=place in alarming) for place, wish in enumerate(wishes)]


_asking: "Ferry[_Wish, Asked]" = Ferry(_ask)


def _refused(wishes: Sequence[_Wish]) -> dict[int, Refused]:
    """Say who may have no code now, by their place; those before them in the same trip count too."""
    sent_here: dict[str, list[datetime]] = {}
    from_here: Counter[str] = Counter()
    refused: dict[int, Refused] = {}
    for place, (wish, (sent, from_address)) in enumerate(zip(wishes, _sent(wishes), strict=True)):
        kind, now, address = wish.contact.kind, wish.now, wish.hashes["address_hash"]
        mine = sent_here.setdefault(wish.contact.value, sent)
        refusal = refuse_code(
            kind,
            sent=mine,
            from_address=from_address + from_here[address],
            now=now,
            phones_on=wish.budget.phones_on,
        )
        if refusal is not None:
            refused[place] = Refused(refusal, again=again_at(kind, sent=mine, now=now))
            continue
        mine.append(now)
        from_here[address] += 1
    return refused


def _sent(wishes: Sequence[_Wish]) -> list[tuple[list[datetime], int]]:
    """Return when codes went to each contact, and how many were asked from each address."""
    asked = [
        {
            "place": place,
            "contact": wish.contact.value,
            "address_hash": wish.hashes["address_hash"],
            "a_day_ago": (wish.now - DAY).isoformat(),
            "an_hour_ago": (wish.now - HOUR).isoformat(),
        }
        for place, wish in enumerate(wishes)
    ]
    values = [json.dumps(asked)]
    with one_trip():
        if not connection.savepoint_ids:  # a transaction of its own
            # A code that a crash loses is asked for again: nobody was told of anything that lasts.
            send(_MAY_BE_LOST, [])
        # Two requests for one contact wait for each other, so that the limits are exact.
        send(_ONE_AT_A_TIME, values)
        before = send(_SENT, values)
    return before.fetchall()


def _spend(wishes: Sequence[_Wish], refused: dict[int, Refused]) -> set[int]:
    """Count the codes that go by phone, refuse those beyond the budget, and say whose raises an alarm."""
    by_phone: dict[int, list[int]] = {}
    for place, wish in enumerate(wishes):
        if wish.contact.kind is ContactKind.PHONE and place not in refused:
            by_phone.setdefault(wish.budget.territory_id or 0, []).append(place)
    alarming = set()
    for _, here in sorted(by_phone.items()):
        first = wishes[here[0]]
        spent = spend_phone_codes(first.budget, len(here), first.now)
        refused |= {place: Refused(CodeRefusal.BUDGET) for place in here[spent.granted :]}
        if spent.alarm:
            alarming.add(here[0])
    return alarming


@dataclass(frozen=True)
class Tried:
    """A code as it is typed, in the browser that asked for it, by who says that it went to this contact."""

    browser: str = field(repr=False)
    typed: str = field(repr=False)
    contact: Contact
    now: datetime


@dataclass(frozen=True)
class Using:
    """The use of codes, on its way with other statements; read once they all came back."""

    cursor: Any
    hashes: Sequence[str]

    @property
    def proven(self) -> list[bool]:
        """Whether each proved its contact, in turn; of the others ``try_code`` says why not.

        A code is used once: of two who bring the same one only the first has proved anything.
        """
        used = {hashed for (hashed,) in self.cursor.fetchall()}
        first = {hashed: place for place, hashed in reversed(list(enumerate(self.hashes)))}
        return [hashed in used and first[hashed] == place for place, hashed in enumerate(self.hashes)]


def use_codes(tried: Sequence[Tried]) -> Using:
    """Use the codes that are right, in the caller's transaction.

    A code is used if and only if what it was asked for is done, in one commit.
    """
    rows = [
        {
            "browser_hash": queries.keyed_hash("browser", one.browser),
            "code_hash": _code_hash(one.browser, one.typed),
            "contact_kind": one.contact.kind.value,
            "contact": one.contact.value,
            "moment": one.now.isoformat(),
        }
        for one in tried
    ]
    used_at = max((one.now for one in tried), default=None)
    using = send(_USE, [used_at, json.dumps(rows), CODE_TRIES])
    return Using(using, [str(row["browser_hash"]) for row in rows])


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
