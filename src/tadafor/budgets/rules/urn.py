"""The sealed urn: a ballot is closed to everybody until the committee opens all of them together.

A ballot is padded to one length and sealed to the public key of the edition (X25519 and XSalsa20-Poly1305,
the sealed box of libsodium). The private key is never on a server: it is made on a computer off the
network and kept in printed shares (SLIP-39). ``docs/rules/secrecy.md`` says what this protects from, and
what it does not.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from tadafor.audit.rules import canonical, leaf_hash, root_of

STEP = 64  # a padded ballot is a multiple of it
KEY_BYTES = 32
LEAST_THRESHOLD = 2
MOST_SHARES = 16  # SLIP-39's own limit
URN_OPENING = "TADAFOR URN 1"
OPENED_OPENING = "TADAFOR OPENED URN 1"

Said = tuple[tuple[str, int], ...]  # projects by their keys, with points; approvals are worth one


class UrnRefusal(StrEnum):
    """Why an urn cannot be made, read or opened."""

    SHARES = "shares"
    SHARE_WORDS = "share_words"
    SHARES_MISSING = "shares_missing"
    WRONG_KEY = "wrong_key"
    NOT_AN_URN = "not_an_urn"
    TOUCHED = "touched"
    TOO_LONG = "too_long"


class BadUrn(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """An urn, an opened urn or shares that cannot be used: ``refusal`` and ``facts`` say why."""

    def __init__(self, refusal: UrnRefusal, **facts: object) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.facts = facts


# ---- the key of the edition


def split(secret: bytes, *, shares: int, threshold: int) -> list[str]:
    """Return ``shares`` lists of 33 words; any ``threshold`` of them give the key back (§ secrecy-shares)."""
    if not LEAST_THRESHOLD <= threshold <= shares <= MOST_SHARES:
        raise BadUrn(UrnRefusal.SHARES, most=MOST_SHARES)
    (words,) = generate_mnemonics(1, [(threshold, shares)], secret)
    return list(words)


def joined(shares: Iterable[str]) -> bytes:
    """Return the key of these shares; raises BadUrn for a word that is wrong or shares that are too few."""
    given = list(dict.fromkeys(" ".join(share.lower().split()) for share in shares if share.strip()))
    try:
        return bytes(combine_mnemonics(given))
    except MnemonicError as problem:
        few = "Wrong number" in str(problem) or "empty" in str(problem)
        raise BadUrn(UrnRefusal.SHARES_MISSING if few else UrnRefusal.SHARE_WORDS, given=len(given)) from None


def public_key(secret: bytes) -> bytes:
    """Return the half of the key that seals."""
    return bytes(PrivateKey(secret).public_key)


def fingerprint(public: bytes) -> str:
    """Return what people compare and the minutes print: 32 signs in groups of four."""
    signs = hashlib.sha256(b"tadafor urn key" + public).hexdigest()[:32]
    return " ".join(signs[at : at + 4] for at in range(0, len(signs), 4))


# ---- a ballot


def size_for(keys: Iterable[str], most_points: int) -> int:
    """Return the one length of every ballot: enough for all projects with the most points."""
    longest = canonical([[key, most_points] for key in sorted(keys)])
    return -(-(len(longest) + 2) // STEP) * STEP


def padded(said: Said, size: int) -> bytes:
    """Return a ballot in exactly ``size`` bytes; raises BadUrn when it does not fit."""
    text = canonical([list(one) for one in sorted(said)])
    if len(text) + 2 > size:
        raise BadUrn(UrnRefusal.TOO_LONG)
    return len(text).to_bytes(2, "big") + text.ljust(size - 2, b"\x00")


def seal(clear: bytes, public: bytes) -> bytes:
    """Close a padded ballot (§ secrecy-seal); two that say the same look nothing alike."""
    return bytes(SealedBox(PublicKey(public)).encrypt(clear))


def wrapped(sealed: bytes, key: bytes) -> bytes:
    """Close a sealed ballot a second time, with the key that dies with the vote."""
    return bytes(SecretBox(key).encrypt(sealed))


def unwrapped(twice: bytes, key: bytes) -> bytes:
    """Undo ``wrapped``; raises BadUrn when it was touched, or the key is another one."""
    try:
        return bytes(SecretBox(key).decrypt(twice))
    except CryptoError:
        raise BadUrn(UrnRefusal.TOUCHED, line=0) from None


def receipt(sealed: bytes) -> str:
    """Return what a voter keeps: the hash by which their sealed ballot stands in the urn."""
    return leaf_hash(sealed).hex()


# ---- the urn


@dataclass(frozen=True)
class Urn:
    """All the sealed ballots of one vote, in an order that says nothing of when they came."""

    edition: str
    key: bytes
    size: int
    seals: tuple[bytes, ...] = field(repr=False)
    rehearsal: bool = False

    @property
    def root(self) -> str:
        """One hash over all of it (RFC 6962), for the minutes."""
        return root_of([leaf_hash(sealed) for sealed in self.seals]).hex()


def filled(edition: str, key: bytes, size: int, seals: Iterable[bytes], *, rehearsal: bool = False) -> Urn:
    """Return an urn with its seals in order."""
    return Urn(edition, key, size, tuple(sorted(seals)), rehearsal)


def urn_text(urn: Urn) -> Iterator[str]:
    """Write an urn, line by line."""
    yield f"{URN_OPENING}\n"
    facts = {
        "edition": urn.edition,
        "kind": "rehearsal" if urn.rehearsal else "vote",
        "key": base64.b64encode(urn.key).decode(),
        "size": urn.size,
        "ballots": len(urn.seals),
        "root": urn.root,
    }
    yield from (f"{name}: {value}\n" for name, value in facts.items())
    yield "\n"
    yield from (f"{base64.b64encode(sealed).decode()}\n" for sealed in urn.seals)


def read_urn(text: str) -> Urn:
    """Understand an urn; raises BadUrn when it is none, or does not match its own root and number."""
    facts, lines = _parts(text, URN_OPENING)
    try:
        seals = tuple(base64.b64decode(line, validate=True) for line in lines)
        urn = Urn(
            facts["edition"], base64.b64decode(facts["key"]), int(facts["size"]), seals,
            facts["kind"] == "rehearsal",
        )  # fmt: skip
    except (KeyError, ValueError, binascii.Error):
        raise BadUrn(UrnRefusal.NOT_AN_URN) from None
    if len(urn.key) != KEY_BYTES or list(seals) != sorted(seals):
        raise BadUrn(UrnRefusal.NOT_AN_URN)
    if (facts.get("root"), facts.get("ballots")) != (urn.root, str(len(seals))):
        raise BadUrn(UrnRefusal.TOUCHED)
    return urn


def _parts(text: str, opening: str) -> tuple[dict[str, str], list[str]]:
    head, _, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").partition("\n\n")
    first, *facts = head.split("\n")
    if first.strip() != opening:
        raise BadUrn(UrnRefusal.NOT_AN_URN)
    said = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in facts)}
    return said, [line.strip() for line in rest.split("\n") if line.strip()]


# ---- the opening


@dataclass(frozen=True)
class Opened:
    """What was in an urn: the ballots in the order of what they say, and how many could not be read."""

    edition: str
    root: str
    ballots: tuple[Said, ...]
    unreadable: int = 0
    rehearsal: bool = False


def opened(urn: Urn, secret: bytes) -> Opened:
    """Open every ballot (§ secrecy-opening). The same urn and key give the same result, to the last byte.

    A sealed thing that is no ballot counts as unreadable: it is told, and it stops nothing.
    """
    if public_key(secret) != urn.key:
        raise BadUrn(UrnRefusal.WRONG_KEY)
    box = SealedBox(PrivateKey(secret))
    found = [_read(box, sealed, urn.size) for sealed in urn.seals]
    ballots = sorted(said for said in found if said is not None)
    return Opened(urn.edition, urn.root, tuple(ballots), found.count(None), urn.rehearsal)


def _read(box: "SealedBox[PrivateKey]", sealed: bytes, size: int) -> Said | None:
    try:
        clear = box.decrypt(sealed)
        length = int.from_bytes(clear[:2], "big")
        rows = json.loads(clear[2 : 2 + length])
        said = tuple((key, points) for key, points in rows)
    except (CryptoError, ValueError, TypeError, RecursionError):
        return None
    kinds = all(type(key) is str and type(points) is int for key, points in said)
    return said if kinds and len(clear) == size and padded(said, size) == clear else None


def opened_text(result: Opened) -> str:
    """Write an opened urn; its hash is what the committee and the observers compare."""
    facts = {
        "edition": result.edition,
        "kind": "rehearsal" if result.rehearsal else "vote",
        "root": result.root,
        "ballots": len(result.ballots),
        "unreadable": result.unreadable,
    }
    head = "".join(f"{name}: {value}\n" for name, value in facts.items())
    lines = "".join(f"{canonical([list(one) for one in said]).decode()}\n" for said in result.ballots)
    return f"{OPENED_OPENING}\n{head}\n{lines}"


def read_opened(text: str) -> Opened:
    """Understand an opened urn; raises BadUrn when it is none or its ballots are not as many as it says."""
    facts, lines = _parts(text, OPENED_OPENING)
    try:
        ballots = tuple(_line(line) for line in lines)
        result = Opened(
            facts["edition"], facts["root"], ballots, int(facts["unreadable"]), facts["kind"] == "rehearsal"
        )
    except (KeyError, ValueError, TypeError, RecursionError):
        raise BadUrn(UrnRefusal.NOT_AN_URN) from None
    if facts.get("ballots") != str(len(ballots)) or list(ballots) != sorted(ballots):
        raise BadUrn(UrnRefusal.TOUCHED)
    return result


def _line(line: str) -> Said:
    said = tuple((key, points) for key, points in json.loads(line))
    if not all(type(key) is str and type(points) is int for key, points in said):
        raise TypeError(line)
    return said


def print_of(text: str) -> str:
    """Return the hash of a file, as the minutes print it."""
    return hashlib.sha256(text.encode()).hexdigest()


def matches(result: Opened, *, root: str, ballots: int) -> bool:
    """Whether an opened urn is the opening of the urn with this root and number of ballots."""
    return result.root == root and len(result.ballots) + result.unreadable == ballots


def same(one: Sequence[Said], other: Sequence[Said]) -> bool:
    """Whether two heaps of ballots say the same, in whatever order (a rehearsal's known ballots)."""
    return sorted(one) == sorted(other)
