"""The list of signers with what is sealed of each: opened for the bureau only (§ petitions-25)."""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tadafor.people.queries.sealing import NONCE_BYTES, Box, box_of
from tadafor.people.rules.cards import Card
from tadafor.petitions import rules
from tadafor.petitions.models import Petition, Signature
from tadafor.petitions.queries.signatures import list_of, procedure


@dataclass(frozen=True)
class OfficialRow:
    """One line of the official list, with its number and its address opened."""

    name: str
    card: Card | None
    address: str
    tie: rules.Tie | None
    way: rules.Way
    strength: rules.Strength
    sheet: tuple[int, int] | None  # its number, and the line that bears the signature


def official_rows(petition: Petition) -> list[OfficialRow]:
    """Open the numbers; the verb ``open_list`` has said before who reads and why (§ petitions-25)."""
    rows = list(list_of(petition).select_related("line__sheet"))
    sealed = any(row.card for row in rows)
    box = box_of(procedure(petition), petition.territory_id) if sealed else None
    return [_opened(petition, row, box) for row in rows]


def _opened(petition: Petition, row: Signature, box: Box | None) -> OfficialRow:
    line = getattr(row, "line", None)
    return OfficialRow(
        name=row.name,
        card=box.open(bytes(row.card)) if box and row.card else None,
        address=_address(petition, box, bytes(row.address)) if box and row.address else "",
        tie=rules.Tie(row.tie) if row.tie else None,
        way=rules.Way(row.way),
        strength=rules.Strength(row.strength),
        sheet=(line.sheet.number, line.position) if line else None,
    )


def sealed_address(petition: Petition, key: bytes, address: str) -> bytes | None:
    """Return an address as it is kept: read for the official list, and nowhere else (§ petitions-25)."""
    if not address:
        return None
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, address.encode(), _about_address(petition))


def _about_address(petition: Petition) -> bytes:
    """Say of what a sealed address is one, so that it opens nowhere else."""
    return f"{procedure(petition)}.address".encode()


def _address(petition: Petition, box: Box, sealed: bytes) -> str:
    clear = AESGCM(box.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _about_address(petition))
    return clear.decode()
