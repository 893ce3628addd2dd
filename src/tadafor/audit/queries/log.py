"""Heads, proofs and entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from tadafor.audit import rules
from tadafor.audit.models import ClearPart, Entry, Leaf, Node, TreeHead, Waiting


def heads(territory_id: int | None) -> QuerySet[TreeHead]:
    """Return the signed heads of one log, latest first."""
    return TreeHead.objects.filter(territory_id=territory_id).order_by("-size")


def latest_head(territory_id: int | None) -> TreeHead | None:
    return heads(territory_id).first()


def head_after(territory_id: int | None, moment: datetime) -> TreeHead | None:
    """Return the first head signed at or after ``moment``, for a document that must go on saying the same."""
    return heads(territory_id).filter(moment__gte=moment).order_by("size").first()


def entries_about(subject: str) -> QuerySet[Entry]:
    """Return what was done to ``subject`` in the open scope, with the clear part where it still is."""
    return Entry.objects.about(subject).select_related("clear")


def written_by(person_id: int) -> QuerySet[ClearPart]:
    """Return what the log still holds in clear on acts of one person."""
    return ClearPart.objects.filter(person_id=person_id).select_related("entry").order_by("entry__moment")


def nodes(territory_id: int | None, places: Iterable[rules.Place]) -> dict[rules.Place, bytes]:
    """Return the hashes of complete subtrees (level 0: leaves) in two queries at most."""
    by_level: dict[int, list[int]] = {}
    for level, position in places:
        by_level.setdefault(level, []).append(position)
    found: dict[rules.Place, bytes] = {}
    if leaves := by_level.pop(0, []):
        rows = Leaf.objects.filter(territory_id=territory_id, index__in=leaves)
        found |= {(0, leaf.index): bytes.fromhex(leaf.hash) for leaf in rows}
    if by_level:
        wanted = reduce(or_, (Q(level=level, position__in=at) for level, at in by_level.items()))
        above = Node.objects.filter(wanted, territory_id=territory_id)
        found |= {(node.level, node.position): bytes.fromhex(node.hash) for node in above}
    return found


def frontier(territory_id: int | None) -> rules.Frontier:
    """Return the right edge of a log, ready to grow."""
    last = Leaf.objects.filter(territory_id=territory_id).order_by("-index").first()
    size = 0 if last is None else last.index + 1
    places = rules.cover(0, size)
    standing = nodes(territory_id, places)
    return rules.Frontier(size, [standing[place] for place in places])


def proof(territory_id: int | None, ranges: list[rules.Range]) -> list[bytes]:
    """Return the hashes of ``ranges`` in the order of a proof."""
    places = [place for span in ranges for place in rules.cover(*span)]
    return rules.prove(ranges, nodes(territory_id, places).__getitem__)


@dataclass(frozen=True)
class Inclusion:
    """An entry without its clear part, its leaf, and the proof under the latest head."""

    entry: Entry
    leaf: Leaf
    head: TreeHead
    path: list[bytes]


def inclusion(territory_id: int | None, entry_id: UUID) -> Inclusion | None:
    """Prove one entry; None while it waits to be gathered, or when there is no such entry."""
    leaf = Leaf.objects.filter(territory_id=territory_id, entry_id=entry_id).select_related("entry").first()
    head = latest_head(territory_id)
    if leaf is None or head is None or leaf.index >= head.size:
        return None
    path = proof(territory_id, rules.inclusion_ranges(leaf.index, head.size))
    return Inclusion(leaf.entry, leaf, head, path)


def is_waiting(territory_id: int | None, entry_id: UUID) -> bool:
    """Tell whether an entry is written and not yet in the log."""
    return Waiting.objects.filter(territory_id=territory_id, entry_id=entry_id).exists()


@dataclass(frozen=True)
class Consistency:
    """Two heads and the proof that the second only added to the first."""

    first: TreeHead
    second: TreeHead
    path: list[bytes]


def consistency(territory_id: int | None, first: int, second: int) -> Consistency | None:
    """Prove that the head of ``second`` leaves extends the one of ``first``; None without such heads."""
    if not 0 < first <= second:
        return None
    found = {head.size: head for head in heads(territory_id).filter(size__in={first, second})}
    if first not in found or second not in found:
        return None
    path = proof(territory_id, rules.consistency_ranges(first, second))
    return Consistency(found[first], found[second], path)


def leaf_hashes(territory_id: int | None, start: int, count: int) -> list[str]:
    """Return leaf hashes in order, for those who keep their own copy of the log."""
    rows = Leaf.objects.filter(territory_id=territory_id, index__gte=start, index__lt=start + count)
    return list(rows.order_by("index").values_list("hash", flat=True))


def written_since(moment: datetime) -> dict[int, datetime]:
    """Return, for each territory in which something was written since, the last moment."""
    found = Entry.objects.filter(moment__gte=moment, territory_id__isnull=False).order_by()
    return dict(found.values_list("territory_id").annotate(last=Max("moment")))
