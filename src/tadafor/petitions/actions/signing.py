"""Signing online: as little as can be, since a whole town signs at once.

One statement writes the signature when the petition is still open and the card has not signed; another
petition's row, or this one's, is not touched. Statements are prepared, and leave together in one trip. The
deposit waits for those who are signing, and whoever comes after it finds the petition closed (§ petitions-8,
§ petitions-21).
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction
from psycopg import Cursor

from tadafor.audit import actions as audit
from tadafor.kernel.lately import Remembered
from tadafor.kernel.prepared import one_trip, send
from tadafor.kernel.refusals import Refused
from tadafor.people import actions as people
from tadafor.people.actor import VISITOR
from tadafor.people.queries.sealing import Box
from tadafor.people.rules import Contact
from tadafor.people.rules.cards import Card
from tadafor.petitions import queries, rules
from tadafor.petitions.models import Petition, Signature, SignatureLetter
from tadafor.petitions.queries import LOCK
from tadafor.petitions.rules import SignRefusal, Silence, Status, Way

NONCE = 12


@dataclass(frozen=True)
class Signed:
    """A signature as it is given: what the law asks, the contact that confirmed it, whence it came."""

    name: str
    card: Card
    tie: rules.Tie
    contact: Contact
    shows_name: bool = False
    province: str = ""
    network: str = ""
    device: str = ""
    language: str = "ar"
    strength: rules.Strength = rules.Strength.DECLARED


@dataclass(frozen=True)
class Code:
    """A code as it is typed, in the browser that asked for it."""

    browser: str = field(repr=False)
    typed: str = field(repr=False)


_WAIT = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
_INSERT = """
    INSERT INTO petitions_signature (petition_id, way, strength, status, counted, card_hash, card_kind, card,
        name, shows_name, tie, province, contact_hash, contact, network, device, signed_at, silence)
    SELECT %s, 'online', %s, 'valid', false, %s, %s, %s::bytea, %s, %s, %s, %s, %s, %s::bytea, %s, %s, %s, ''
    WHERE EXISTS (SELECT 1 FROM petitions_petition WHERE id = %s AND state = 'collecting')
    ON CONFLICT (petition_id, card_hash) WHERE status IN ('valid', 'suspect') DO NOTHING
    RETURNING id
"""


def sign_by_code(
    *, petition: Petition, signed: Signed, code: Code, limits: rules.Limits, now: datetime
) -> Silence | None:
    """Use the code and write the signature in one commit: neither is ever there without the other.

    Raises Refused when the code does not hold, or when the petition is not open any more.
    """
    sending = _Sending(petition, signed, limits, now)
    with transaction.atomic():
        with one_trip():
            using = people.use_code(browser=code.browser, typed=code.typed, now=now)
            sending.leave()
            _recorded(petition, now)
        if using.contact == signed.contact:
            return sending.arrived()
        transaction.set_rollback(True)  # nothing of it was there
    people.try_code(browser=code.browser, typed=code.typed, now=now)  # counts the try, and says why
    raise Refused(SignRefusal.PAGE_EXPIRED)


@transaction.atomic
def sign(*, petition: Petition, signed: Signed, limits: rules.Limits, now: datetime) -> Silence | None:
    """Write a confirmed signature; return why it does not count, which is for no page (§ petitions-20).

    Raises Refused when the petition is not open any more.
    """
    sending = _Sending(petition, signed, limits, now)
    with one_trip():
        sending.leave()
        _recorded(petition, now)
    return sending.arrived()


def _recorded(petition: Petition, now: datetime) -> None:
    """Leave the same row whatever became of it: the log is public in its shape."""
    audit.record(
        actor=VISITOR,
        territory_id=petition.territory_id,
        verb="petitions.sign",
        subject=f"petition:{petition.pk}",
        now=now,
        anonymous=True,
    )


class _Sending:
    """A signature on its way, written as one that counts before anybody knows whether it does.

    All of it leaves in one trip; what is seldom (a limit passed, a card that signed already) is put right in
    the same transaction once the answers are there.
    """

    def __init__(self, petition: Petition, signed: Signed, limits: rules.Limits, now: datetime) -> None:
        self._petition, self._signed, self._limits, self._now = petition, signed, limits, now
        self._box = _box(petition, now)
        self._card_hash = queries.card_hash(petition, signed.card)
        self._contact = queries.contact_hash(petition, signed.contact)
        self._sealed_contact = _sealed(petition, self._box.key, signed.contact)
        self._network = queries.mark(petition, "network", signed.network)
        self._device = queries.mark(petition, "device", signed.device)

    def leave(self) -> None:
        """Send it, within a trip that the caller began."""
        petition, now = self._petition, self._now
        # Its own statement: the next ones must see what a deposit committed meanwhile.
        send(_WAIT, [LOCK, petition.pk])
        self._seen = queries.seen(
            petition,
            network=self._network,
            device=self._device,
            contact=self._contact,
            limits=self._limits,
            now=now,
        )
        self._written = self._insert()

    def _insert(self) -> Cursor[Any]:
        signed = self._signed
        row: list[Any] = [
            self._petition.pk,
            int(signed.strength),
            self._card_hash,
            signed.card.kind.value,
            self._box.seal(signed.card),
            signed.name,
            signed.shows_name,
            signed.tie.value,
            signed.province,
            self._contact,
            self._sealed_contact,
            self._network,
            self._device,
            self._now,
            self._petition.pk,
        ]
        return send(_INSERT, row)

    def arrived(self) -> Silence | None:
        """Return why the signature does not count, if it does not."""
        before = self._seen.answer
        silence = rules.silenced(
            self._limits, network=before.network, device=before.device, contact=before.contact
        )
        found = self._written.fetchone()
        if found is None:
            _still_open(self._petition)
            found = None if silence else self._in_place_of_weaker()
        if found is None:
            kind, language = rules.Letter.ALREADY_SIGNED, self._signed.language
            _tell(self._petition, kind, self._sealed_contact, language, self._now)
            return Silence.ALREADY_SIGNED
        if silence is not None:
            set_aside = {"status": Status.SUSPECT, "silence": silence}
            Signature.objects.filter(pk=found[0]).update(**set_aside)
        return silence

    def _in_place_of_weaker(self) -> Any:  # noqa: ANN401 -- the key of a row, or None
        """Displace what this card signed with weaker evidence, and write again (§ petitions-31)."""
        strength = self._signed.strength
        if strength <= rules.Strength.DECLARED:
            return None
        displace(petition=self._petition, card_hash=self._card_hash, by=strength, now=self._now)
        return self._insert().fetchone()


_boxes: "Remembered[Box]" = Remembered()


def _box(petition: Petition, now: datetime) -> Box:
    """Return the box of the petition; its key is made with its first card, long before it is signed."""
    key = queries.procedure(petition)
    found = _boxes.get(key)
    if found is not None:
        return found
    box = people.card_box(key, territory_id=petition.territory_id, now=now)
    # Not within the transaction that may have made it: that one may yet be rolled back.
    transaction.on_commit(lambda: _boxes.keep(key, box))
    return box


def _still_open(petition: Petition) -> None:
    if not Petition.objects.filter(pk=petition.pk, state=rules.State.COLLECTING).exists():
        raise Refused(SignRefusal.NOT_OPEN)


def about(petition: Petition) -> bytes:
    """Say of what a sealed contact is one, so that it opens nowhere else."""
    return f"{queries.procedure(petition)}.contact".encode()


def _sealed(petition: Petition, key: bytes, contact: Contact) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    clear = f"{contact.kind.value}:{contact.value}".encode()
    return nonce + AESGCM(key).encrypt(nonce, clear, about(petition))


def _tell(petition: Petition, kind: rules.Letter, contact: bytes, language: str, now: datetime) -> None:
    SignatureLetter.objects.create(
        petition=petition, kind=kind, contact=contact, language=language, made_at=now
    )


@transaction.atomic
def take_back(*, petition: Petition, contact: Contact, now: datetime) -> int:
    """Take back what this contact confirmed, before the deposit (§ petitions-19).

    It answers for nothing when there was nothing; no page says which.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCK, petition.pk])
    _still_open(petition)
    gone = Signature.objects.filter(
        petition=petition,
        way=Way.ONLINE,
        contact_hash=queries.contact_hash(petition, contact),
        status__in=[Status.VALID, Status.SUSPECT],
    ).update(
        status=Status.WITHDRAWN,
        changed_at=now,
        name="",
        card=None,
        contact=None,
        network="",
        device="",
        shows_name=False,
    )
    audit.record(
        actor=VISITOR,
        territory_id=petition.territory_id,
        verb="petitions.take_back",
        subject=f"petition:{petition.pk}",
        now=now,
        anonymous=True,
    )
    return gone


def displace(
    *, petition: Petition, card_hash: str, now: datetime, by: rules.Strength = rules.Strength.PAPER
) -> bool:
    """Take out the weaker signature that holds this card, and tell its contact; a part of another verb."""
    old = (
        Signature.objects.select_for_update()
        .filter(petition=petition, card_hash=card_hash, status__in=[Status.VALID, Status.SUSPECT])
        .first()
    )
    if old is None:
        return True
    if not rules.displaces(by, rules.Strength(old.strength)):
        return False
    Signature.objects.filter(pk=old.pk).update(status=Status.DISPLACED, changed_at=now)
    if old.contact is not None:
        kind = rules.Letter.DISPLACED if by is rules.Strength.PAPER else rules.Letter.DISPLACED_ONLINE
        _tell(petition, kind, bytes(old.contact), petition.language, now)
    return True
