"""The boxes in which a procedure keeps card numbers where the law needs the number itself."""

import hmac
import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tadafor.audit.queries import derived_key
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import ProcedureKey
from tadafor.people.rules.cards import LONGEST, Card, CardKind, CardRefusal

VERSION = b"\x01"
NAME_BYTES, NONCE_BYTES = 8, 12
_PADDED = LONGEST + 40


@dataclass(frozen=True)
class Box:
    """The key of one procedure, ready for many cards."""

    about: bytes
    name: bytes
    key: bytes = field(repr=False)

    def seal(self, card: Card) -> bytes:
        """Encrypt a card; every sealed one has the same length, so that it tells nothing."""
        clear = json.dumps([card.kind.value, card.number]).ljust(_PADDED).encode()
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + self.name + nonce + AESGCM(self.key).encrypt(nonce, clear, self.about)

    def open(self, sealed: bytes) -> Card:
        """Read a card; raise Refused when its key is gone, or when a byte was changed."""
        start = len(VERSION) + NAME_BYTES
        if bytes(sealed[:1]) != VERSION or len(sealed) <= start + NONCE_BYTES:
            raise Refused(CardRefusal.TAMPERED)
        if not hmac.compare_digest(bytes(sealed[1:start]), self.name):
            raise Refused(CardRefusal.KEY_DESTROYED)
        nonce, hidden = bytes(sealed[start : start + NONCE_BYTES]), bytes(sealed[start + NONCE_BYTES :])
        try:
            kind, number = json.loads(AESGCM(self.key).decrypt(nonce, hidden, self.about))
        except InvalidTag:
            raise Refused(CardRefusal.TAMPERED) from None
        return Card(CardKind(kind), number)


def box_from(procedure: str, territory_id: int, material: bytes) -> Box:
    """Return the box of a procedure: its own material, useless without the master key (§ identity-sealed)."""
    master = derived_key("people.sealed_cards")
    about = f"{territory_id}:{procedure}".encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=material, info=about).derive(master)
    return Box(about=about, name=sha256(b"name" + key).digest()[:NAME_BYTES], key=key)


def box_of(procedure: str, territory_id: int) -> Box:
    """Return the box of a procedure whose key still exists; raise Refused once it was destroyed."""
    with within(territory_id):
        kept = ProcedureKey.objects.filter(procedure=procedure).first()
    if kept is None or kept.material is None:
        raise Refused(CardRefusal.KEY_DESTROYED)
    return box_from(procedure, territory_id, bytes(kept.material))


def opened_card(procedure: str, *, territory_id: int, sealed: bytes) -> Card:
    """Open one card; the verb that calls it leaves the row that says who read (§ identity-sealed)."""
    return box_of(procedure, territory_id).open(sealed)
