"""Signing online: as little as can be, since a whole town signs at once.

Those who sign at the same moment are written together (``kernel.ferry``), each where the card has not signed;
another petition's row, or this one's, is not touched. The deposit waits for those who are signing, and
whoever comes after it finds the petition closed (§ petitions-8, § petitions-21).
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction
from psycopg import Cursor

from tadafor.audit import actions as audit
from tadafor.kernel.ferry import Ferry
from tadafor.kernel.lately import Remembered
from tadafor.kernel.prepared import one_trip, send
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
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


_WAIT = """
    SELECT pg_advisory_xact_lock_shared(%s, petition)
    FROM (SELECT unnest(%s::int[]) AS petition ORDER BY 1) AS petitions
"""
_OPEN = "SELECT id FROM petitions_petition WHERE id = ANY(%s::bigint[]) AND state = 'collecting'"
_INSERT = """
    INSERT INTO petitions_signature (petition_id, way, strength, status, counted, card_hash, card_kind, card,
        name, shows_name, tie, province, contact_hash, contact, network, device, signed_at, silence)
    SELECT petition_id, 'online', strength, 'valid', false, card_hash, card_kind, decode(card, 'hex'),
        name, shows_name, tie, province, contact_hash, decode(contact, 'hex'), network, device, signed_at, ''
    FROM json_to_recordset(%s::json) AS signed (petition_id bigint, strength int, card_hash text,
        card_kind text, card text, name text, shows_name boolean, tie text, province text, contact_hash text,
        contact text, network text, device text, signed_at timestamptz)
    -- Two trips that meet over the same cards wait for each other, in one order.
    ORDER BY petition_id, card_hash
    ON CONFLICT (petition_id, card_hash) WHERE status IN ('valid', 'suspect') DO NOTHING
    RETURNING petition_id, card_hash, id
"""


def sign_by_code(
    *, petition: Petition, signed: Signed, code: Code, limits: rules.Limits, now: datetime
) -> Silence | None:
    """Use the code and write the signature in one commit, as ``sign`` does; many may sign at once.

    Raises Refused when the code does not hold, or when the petition is not open any more.
    """
    done = _signing.take(_Wish(petition, signed, limits, now, code))
    if done.proven:
        return done.silence
    people.try_code(browser=code.browser, typed=code.typed, now=now)  # counts the try, and says why
    raise Refused(SignRefusal.PAGE_EXPIRED)


def sign(*, petition: Petition, signed: Signed, limits: rules.Limits, now: datetime) -> Silence | None:
    """Write a confirmed signature; return why it does not count, which is for no page (§ petitions-20).

    Raises Refused when the petition is not open any more.
    """
    return _signing.take(_Wish(petition, signed, limits, now)).silence


@dataclass(frozen=True)
class _Wish:
    """A signature on its way, with the code that confirms it unless something else did."""

    petition: Petition
    signed: Signed
    limits: rules.Limits
    now: datetime
    code: Code | None = None

    @cached_property
    def place(self) -> queries.Place:
        petition, signed = self.petition, self.signed
        return queries.Place(
            petition.pk,
            network=queries.mark(petition, "network", signed.network),
            device=queries.mark(petition, "device", signed.device),
            contact=queries.contact_hash(petition, signed.contact),
            limits=self.limits,
            now=self.now,
        )

    @cached_property
    def key(self) -> tuple[int, str]:
        """What no second signature may have."""
        return self.petition.pk, queries.card_hash(self.petition, self.signed.card)

    @property
    def box(self) -> Box:
        return _box(self.petition, self.now)

    @property
    def contact(self) -> bytes:
        """The contact, sealed."""
        return _sealed(self.petition, self.box.key, self.signed.contact)

    def row(self, box: Box) -> dict[str, object]:
        signed, place = self.signed, self.place
        return {
            "petition_id": self.petition.pk,
            "strength": int(signed.strength),
            "card_hash": self.key[1],
            "card_kind": signed.card.kind.value,
            "card": box.seal(signed.card).hex(),
            "name": signed.name,
            "shows_name": signed.shows_name,
            "tie": signed.tie.value,
            "province": signed.province,
            "contact_hash": place.contact,
            "contact": _sealed(self.petition, box.key, signed.contact).hex(),
            "network": place.network,
            "device": place.device,
            "signed_at": self.now.isoformat(),
        }


@dataclass(frozen=True)
class _Done:
    """Whether the code proved the contact; why the signature does not count, if it does not."""

    proven: bool = True
    silence: Silence | None = None


@transaction.atomic
def _sign(wishes: Sequence[_Wish]) -> list[_Done]:
    """Write the signatures of all whose code holds, in two trips and a commit.

    Raises Refused when a petition is not open: its codes are not used, and who signs another crosses alone.
    """
    proven, before = _asked(wishes)
    signing = [wish for wish, holds in zip(wishes, proven, strict=True) if holds]
    with one_trip():
        writing = _insert(signing)
        audit.record_all(_act(wish) for wish in signing)
    written = _keys(writing)
    return [
        _Done(silence=_settled(wish, written.pop(wish.key, None), near)) if holds else _Done(proven=False)
        for wish, holds, near in zip(wishes, proven, before.answers(proven), strict=True)
    ]


_signing: "Ferry[_Wish, _Done]" = Ferry(_sign)


def _asked(wishes: Sequence[_Wish]) -> tuple[list[bool], queries.Asking]:
    """Wait for deposits, use the codes; return whose holds, and what came from the same places."""
    petitions = sorted({wish.petition.pk for wish in wishes})
    by_code = [at for at, wish in enumerate(wishes) if wish.code is not None]
    with one_trip():
        # Its own statement: the next ones must see what a deposit committed meanwhile.
        send(_WAIT, [LOCK, petitions])
        collecting = send(_OPEN, [petitions])
        using = people.use_codes([_tried(wishes[at]) for at in by_code])
        before = queries.seen([wish.place for wish in wishes])
    proven = [True] * len(wishes)
    for at, holds in zip(by_code, using.proven, strict=True):
        proven[at] = holds
    held = {wish.petition.pk for wish, holds in zip(wishes, proven, strict=True) if holds}
    if held - {found for (found,) in collecting.fetchall()}:
        raise Refused(SignRefusal.NOT_OPEN)
    return proven, before


def _tried(wish: _Wish) -> people.Tried:
    code = wish.code or Code("", "")
    return people.Tried(code.browser, code.typed, wish.signed.contact, wish.now)


def _insert(wishes: Sequence[_Wish]) -> "Cursor[Any]":
    boxes = {at: wish.box for at, wish in {wish.petition.pk: wish for wish in wishes}.items()}
    rows = [wish.row(boxes[wish.petition.pk]) for wish in wishes]
    return send(_INSERT, [json.dumps(rows, ensure_ascii=False)])


def _keys(written: "Cursor[Any]") -> dict[tuple[int, str], int]:
    return {(petition, card_hash): key for petition, card_hash, key in written.fetchall()}


def _act(wish: _Wish) -> audit.Act:
    """Return the same row whatever became of it: the log is public in its shape."""
    petition = wish.petition
    subject = f"petition:{petition.pk}"
    return audit.Act(VISITOR, petition.territory_id, "petitions.sign", subject, wish.now, anonymous=True)


def _settled(wish: _Wish, written: int | None, near: queries.Seen) -> Silence | None:
    """Return why a signature does not count; it was written as one that does, which nearly all do."""
    silence = rules.silenced(wish.limits, network=near.network, device=near.device, contact=near.contact)
    if written is not None and silence is None:
        return None
    with within(wish.petition.territory_id):
        if written is None and silence is None:
            written = _in_place_of_weaker(wish)
        if written is None:
            _tell(wish.petition, rules.Letter.ALREADY_SIGNED, wish.contact, wish.signed.language, wish.now)
            return Silence.ALREADY_SIGNED
        if silence is not None:
            Signature.objects.filter(pk=written).update(status=Status.SUSPECT, silence=silence)
    return silence


def _in_place_of_weaker(wish: _Wish) -> int | None:
    """Displace what this card signed with weaker evidence, and write again (§ petitions-31)."""
    strength = wish.signed.strength
    if strength <= rules.Strength.DECLARED:
        return None
    displace(petition=wish.petition, card_hash=wish.key[1], by=strength, now=wish.now)
    return _keys(_insert([wish])).get(wish.key)


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
        # One that paper displaced, or that a batch took out, must not come back either.
        status__in=[Status.VALID, Status.SUSPECT, Status.DISPLACED, Status.INVALIDATED],
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


def bring_back(*, petition: Petition, card_hash: str, now: datetime) -> bool:
    """Let the support online that paper displaced stand again as it was; tell its contact (§ petitions-35).

    A part of other verbs, when the paper is out already. One taken back at this very moment stays taken back.
    """
    of_card = Signature.objects.filter(petition=petition, card_hash=card_hash)
    # An earlier one gave way to this last one, not to the paper.
    last = of_card.filter(way=Way.ONLINE).select_related("batch").order_by("-pk")
    # Held before it is read: a condition of the update alone would not be asked again after a wait.
    before = last.select_for_update(of=("self",)).first()
    if before is None:
        return False
    held = of_card.filter(status__in=[Status.VALID, Status.SUSPECT]).exists()
    stands = rules.comes_back(
        Status(before.status),
        silenced=bool(before.silence),
        held=held,
        taken_out=before.batch is not None and before.batch.undone_at is None,
    )
    if stands is None:
        return False
    Signature.objects.filter(pk=before.pk).update(status=stands, changed_at=now)
    if stands is Status.INVALIDATED:
        return False
    if before.contact is not None:
        _tell(petition, rules.Letter.RETURNED, bytes(before.contact), petition.language, now)
    return True
