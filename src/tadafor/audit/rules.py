"""The log in numbers: commitments, leaves, roots and proofs of RFC 6962 (and RFC 9162, section 2.1).

Pure functions over bytes. In prose, with what it guarantees and what it cannot: ``docs/rules/audit.md``.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

Range = tuple[int, int]
"""The leaves from the first number up to, without, the second."""

Place = tuple[int, int]
"""Level and position of a complete subtree: it covers 2**level leaves."""

SALT_BYTES = 32
HASH_BYTES = 32


class FaultKind(StrEnum):
    """What can be found to have been touched (§ audit-9)."""

    ENTRY_ALTERED = "entry_altered"
    LEAF_ALTERED = "leaf_altered"
    LEAF_MISSING = "leaf_missing"
    NODE_ALTERED = "node_altered"
    ROOT_DIFFERS = "root_differs"
    SIGNATURE_WRONG = "signature_wrong"
    CLEAR_PART_ALTERED = "clear_part_altered"
    CLEAR_PART_MISSING = "clear_part_missing"
    NEVER_GATHERED = "never_gathered"


@dataclass(frozen=True)
class Fault:
    """The first thing that was touched: its kind, whose log, which leaf or size, and its name."""

    kind: FaultKind
    territory_id: int | None
    at: int | None
    what: str


@dataclass(frozen=True)
class PublicLine:
    """What a leaf is the hash of: everything of an entry that is public."""

    entry: UUID
    territory_id: int | None
    verb: str
    subject: str
    channel: str
    moment: datetime
    is_anonymous: bool
    commitment: str

    @property
    def facts(self) -> dict[str, object]:
        return {
            "anonymous": self.is_anonymous,
            "channel": self.channel,
            "commitment": self.commitment,
            "entry": str(self.entry),
            "log": self.territory_id,
            "moment": self.moment.astimezone(UTC).isoformat(timespec="microseconds"),
            "subject": self.subject,
            "verb": self.verb,
        }


# ---- what is committed to


def plain(value: object) -> object:
    """Return ``value`` as JSON keeps it exactly; a binary fraction is refused, since it may not come back.

    Raises TypeError for what has no exact form.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(inner) for inner in value), key=str)
    if isinstance(value, Iterable):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no exact form in the audit log")


def canonical(value: object) -> bytes:
    """Return the one spelling of ``value`` in JSON: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def commitment(salt: bytes, *, person_id: int | None, reason: str, content: object) -> str:
    """Return the salted commitment to who, why and what; without the salt it says nothing (§ audit-2)."""
    clear = canonical({"content": content, "person": person_id, "reason": reason})
    return hashlib.sha256(salt + clear).hexdigest()


def head_bytes(*, log: int | None, size: int, root: str, moment: datetime) -> bytes:
    """Return what is signed for a head."""
    return canonical(
        {
            "log": log,
            "moment": moment.astimezone(UTC).isoformat(timespec="microseconds"),
            "root": root,
            "size": size,
        }
    )


# ---- RFC 6962, section 2.1 (§ audit-5)


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def cover(start: int, end: int) -> list[Place]:
    """Return the complete subtrees, left to right, that make the hash of leaves ``start`` to ``end``."""
    places = []
    while end - start > 1:
        half = _split(end - start + 1)
        places.append((half.bit_length() - 1, start // half))
        start += half
    if start < end:
        places.append((0, start))
    return places


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash of a range from the hashes of its cover."""
    if not hashes:
        return EMPTY_ROOT
    folded = hashes[-1]
    for left in reversed(hashes[:-1]):
        folded = node_hash(left, folded)
    return folded


@dataclass
class Frontier:
    """The right edge of a growing log: the hashes of ``cover(0, size)``."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf; return level, position and hash of each subtree it completes."""
        completed, level, at, found = [], 0, self.size, leaf
        while at % 2:
            found = node_hash(self.peaks.pop(), found)
            level, at = level + 1, at // 2
            completed.append((level, at, found))
        self.peaks.append(found)
        self.size += 1
        return completed

    @property
    def root(self) -> bytes:
        return fold(self.peaks)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of all ``leaves``, by the definition itself."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    half = _split(len(leaves))
    return node_hash(root_of(leaves[:half]), root_of(leaves[half:]))


# ---- proofs: which ranges they hold, RFC 6962 sections 2.1.1 and 2.1.2


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Return the ranges whose hashes prove that leaf ``index`` is under the root of ``size`` leaves."""
    if not 0 <= index < size:
        raise ValueError("there is no such leaf under this head")
    start, end, ranges = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """Return the ranges whose hashes prove that the log of ``second`` leaves only added to ``first``."""
    if not 0 < first <= second:
        raise ValueError("a head of at least one leaf is compared with a later one")
    start, end, ranges, whole = 0, second, [], True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    if not whole:
        ranges.append((start, end))
    return ranges[::-1]


def prove(ranges: Iterable[Range], node: Callable[[Place], bytes]) -> list[bytes]:
    """Return the proof made of ``ranges``, given how to find the hash of a complete subtree."""
    return [fold([node(place) for place in cover(*span)]) for span in ranges]


# ---- checking a proof, RFC 9162 sections 2.1.3.2 and 2.1.4.2


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that ``proof`` leads to from ``leaf``, or None when it cannot be a proof."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = node_hash(step, found)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def includes(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether ``proof`` shows that ``leaf`` is at ``index`` under ``root`` of ``size`` leaves."""
    return len(leaf) == HASH_BYTES and root_from_inclusion(index, size, leaf, proof) == root


def extends(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether ``proof`` shows that the second head only added leaves to the first.

    A first head without leaves is refused: it proves nothing (§ audit-8).
    """
    if not 0 < first <= second or (first == second and proof):
        return False
    if first == second:
        return first_root == second_root
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(steps) and _roots(first, second, steps) == (first_root, second_root)


def _roots(first: int, second: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    at, last = first - 1, second - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if at % 2 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None
