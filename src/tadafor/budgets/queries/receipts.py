"""What a voter keeps: the hash of their sealed ballot, signed by this installation."""

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tadafor.audit import rules as trees
from tadafor.audit.queries import public_key, signing_key
from tadafor.budgets.models import Edition, GoneBallot, SealedBallot, UrnPublication
from tadafor.budgets.queries.voting import key_of, vote_name
from tadafor.budgets.queries.wrapping import has_wrapping_key, tag_of, wrapping_key
from tadafor.budgets.rules.keeping import ReceiptState

HASH = trees.HASH_BYTES


def _signed_bytes(edition: Edition, receipt: str, which: int | None = None) -> bytes:
    named = vote_name(edition, which)
    return trees.canonical({"ballot": receipt, "vote": named, "what": "tadafor receipt 1"})


def receipt_code(edition: Edition, receipt: str) -> str:
    """Return a receipt as it is handed over: the hash, then the signature (§ secrecy-receipt)."""
    signature = signing_key().sign(_signed_bytes(edition, receipt))
    return base64.urlsafe_b64encode(bytes.fromhex(receipt) + signature).decode()


@dataclass(frozen=True)
class Receipt:
    """A receipt as somebody brought it."""

    receipt: str
    signature: bytes


def read_receipt(code: str) -> Receipt | None:
    """Understand what was typed, or None when it is no receipt at all; blanks do not count."""
    try:
        raw = base64.b64decode("".join(code.split()), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return Receipt(raw[:HASH].hex(), raw[HASH:]) if len(raw) == HASH + 64 else None


def is_signed(edition: Edition, receipt: Receipt, which: int | None = None) -> bool:
    """Whether this installation gave this receipt for this vote, or for another one of the edition."""
    key = Ed25519PublicKey.from_public_bytes(public_key())
    try:
        key.verify(receipt.signature, _signed_bytes(edition, receipt.receipt, which))
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True)
class Inclusion:
    """The proof that a sealed ballot stands in the published urn (RFC 6962)."""

    index: int
    size: int
    root: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What is told of a receipt."""

    state: ReceiptState
    receipt: str = ""
    proof: Inclusion | None = None


def checked(edition: Edition, code: str) -> Checked:
    """Say where the ballot of a receipt stands, and nothing of what it says (§ secrecy-receipt)."""
    brought = read_receipt(code)
    if brought is None:
        return Checked(ReceiptState.UNKNOWN)
    if not is_signed(edition, brought):
        void = any(is_signed(edition, brought, which) for which in range(1, edition.vote_number))
        return Checked(ReceiptState.VOID if void else ReceiptState.TAMPERED, brought.receipt)
    published = UrnPublication.objects.filter(edition=edition).defer("text", "opened_text").first()
    if published is not None:
        proof = inclusion(published, brought.receipt)
        if proof is not None:
            return Checked(ReceiptState.IN_URN, brought.receipt, proof)
    elif _is_kept(edition, brought.receipt):
        return Checked(ReceiptState.IN_URN, brought.receipt)
    gone = GoneBallot.objects.filter(edition=edition, receipt=brought.receipt).first()
    if gone is None:
        return Checked(ReceiptState.MISSING, brought.receipt)
    return Checked(ReceiptState.REPLACED if gone.is_replaced else ReceiptState.CANCELLED, brought.receipt)


def _is_kept(edition: Edition, receipt: str) -> bool:
    key = key_of(edition)
    if key is None or not has_wrapping_key(key):
        return False
    return SealedBallot.objects.filter(edition=edition, tag=tag_of(receipt, wrapping_key(key))).exists()


def inclusion(published: UrnPublication, receipt: str) -> Inclusion | None:
    """Prove that a sealed ballot is under the root of the urn; None when it is not in it."""
    packed, wanted = bytes(published.leaves), bytes.fromhex(receipt)
    leaves = [packed[at : at + HASH] for at in range(0, len(packed), HASH)]
    if wanted not in leaves:
        return None
    index = leaves.index(wanted)
    ranges = trees.inclusion_ranges(index, len(leaves))
    path = tuple(trees.root_of(leaves[start:end]).hex() for start, end in ranges)
    return Inclusion(index, len(leaves), published.root, path)
