"""``tadafor audit verify``: everything computed again from the entries, and the first thing touched."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tadafor.audit import rules
from tadafor.audit.models import ClearPart, Entry, Leaf, TreeHead, Waiting
from tadafor.audit.queries.keys import key_name, public_key
from tadafor.audit.queries.log import latest_head, nodes
from tadafor.audit.rules import Fault, FaultKind, Frontier, Place

_CHUNK = 2000
ERASURE = "audit.erase_clear"


def logs() -> list[int | None]:
    """Return whose logs there are."""
    return sorted(
        {*Entry.objects.values_list("territory_id", flat=True).distinct()}
        | {*TreeHead.objects.values_list("territory_id", flat=True).distinct()},
        key=lambda log: (log is not None, log or 0),
    )


def first_fault(territory_id: int | None = None, *, every: bool = True) -> Fault | None:
    """Return the first thing that was touched, or None when all is as it was written.

    Without ``territory_id`` every log is walked; with ``every=False`` the installation's own only.
    """
    chosen = [territory_id] if territory_id is not None or not every else logs()
    return next((fault for log in chosen for fault in _faults_of(log)), None)


def _faults_of(log: int | None) -> Iterator[Fault]:
    yield from _Walk(log).faults()
    yield from _clear_faults(log)


@dataclass
class _Walk:
    """One walk over a log in the order of its leaves, with its heads and subtrees beside it."""

    log: int | None
    frontier: Frontier = field(default_factory=Frontier)

    def faults(self) -> Iterator[Fault]:
        heads = iter(TreeHead.objects.filter(territory_id=self.log).order_by("size").iterator(_CHUNK))
        head = next(heads, None)
        for leaves in self._chunks():
            completed: dict[Place, bytes] = {}
            for leaf in leaves:
                if leaf.index != self.frontier.size:
                    yield self._leaf_missing()
                    return
                yield from self._leaf_faults(leaf)
                added = self.frontier.add(bytes.fromhex(leaf.hash))
                completed |= {(level, position): found for level, position, found in added}
                while head is not None and head.size <= self.frontier.size:
                    yield from self._head_faults(head)
                    head = next(heads, None)
            yield from self._node_faults(completed)
        if head is not None:
            yield self._leaf_missing()

    def _chunks(self) -> Iterator[list[Leaf]]:
        leaves = Leaf.objects.filter(territory_id=self.log).select_related("entry").order_by("index")
        while chunk := list(leaves.filter(index__gte=self.frontier.size)[:_CHUNK]):
            yield chunk

    def _fault(self, kind: FaultKind, at: int | None, what: str) -> Fault:
        return Fault(kind, self.log, at, what)

    def _leaf_missing(self) -> Fault:
        return self._fault(FaultKind.LEAF_MISSING, self.frontier.size, f"leaf {self.frontier.size}")

    def _leaf_faults(self, leaf: Leaf) -> Iterator[Fault]:
        entry = leaf.entry
        computed = rules.leaf_hash(rules.canonical(entry.line.facts))
        if entry.territory_id == self.log and computed.hex() == leaf.hash:
            return
        if self._stood(leaf):
            yield self._fault(FaultKind.ENTRY_ALTERED, leaf.index, f"entry {entry.pk}")
        else:
            yield self._fault(FaultKind.LEAF_ALTERED, leaf.index, f"leaf {leaf.index} (entry {entry.pk})")

    def _stood(self, leaf: Leaf) -> bool:
        """Tell whether the signed head still leads to the stored hash: then the entry is what changed."""
        head = latest_head(self.log)
        if head is None or leaf.index >= head.size:
            return True
        ranges = rules.inclusion_ranges(leaf.index, head.size)
        places = [place for span in ranges for place in rules.cover(*span)]
        standing = nodes(self.log, places)
        if any(place not in standing for place in places):
            return False
        path = rules.prove(ranges, standing.__getitem__)
        root = rules.root_from_inclusion(leaf.index, head.size, bytes.fromhex(leaf.hash), path)
        return root is not None and root.hex() == head.root

    def _head_faults(self, head: TreeHead) -> Iterator[Fault]:
        if self.frontier.root.hex() != head.root:
            yield self._fault(FaultKind.ROOT_DIFFERS, head.size, f"head of {head.size} leaves")
        elif not signature_is_good(head):
            yield self._fault(FaultKind.SIGNATURE_WRONG, head.size, f"head of {head.size} leaves")

    def _node_faults(self, completed: dict[Place, bytes]) -> Iterator[Fault]:
        """A kept subtree that is not the hash of its leaves would give proofs that fail."""
        if not completed:
            return
        standing = nodes(self.log, completed)
        for (level, position), found in completed.items():
            if standing.get((level, position)) != found:
                what = f"subtree {position} at level {level}"
                yield self._fault(FaultKind.NODE_ALTERED, position, what)


def _clear_faults(log: int | None) -> Iterator[Fault]:
    entries = Entry.objects.filter(territory_id=log).select_related("clear").order_by("moment", "pk")
    for entry in entries.iterator(_CHUNK):
        clear = getattr(entry, "clear", None)
        if clear is None:
            if not Entry.objects.filter(verb=ERASURE, subject=f"entry:{entry.pk}").exists():
                yield Fault(FaultKind.CLEAR_PART_MISSING, log, None, f"entry {entry.pk}")
        elif not _keeps_its_word(entry, clear):
            yield Fault(FaultKind.CLEAR_PART_ALTERED, log, None, f"entry {entry.pk}")
    waiting = Waiting.objects.filter(territory_id=log).values("entry_id")
    forgotten = Entry.objects.filter(territory_id=log, leaf__isnull=True).exclude(pk__in=waiting).first()
    if forgotten is not None:
        yield Fault(FaultKind.NEVER_GATHERED, log, None, f"entry {forgotten.pk}")


def _keeps_its_word(entry: Entry, clear: ClearPart) -> bool:
    made = rules.commitment(
        bytes(clear.salt), person_id=clear.person_id, reason=clear.reason, content=clear.content
    )
    return made == entry.commitment


def signature_is_good(head: TreeHead) -> bool:
    """Tell whether this installation's key signed ``head`` as it stands."""
    if head.key != key_name():
        return False
    signed = rules.head_bytes(log=head.territory_id, size=head.size, root=head.root, moment=head.moment)
    try:
        Ed25519PublicKey.from_public_bytes(public_key()).verify(bytes.fromhex(head.signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True
