"""Named reads of the log: the key, heads and proofs, and the first fault."""

from tadafor.audit.models import TreeHead
from tadafor.audit.queries.faults import ERASURE, first_fault
from tadafor.audit.queries.keys import derived_key, key_name, public_key, signing_key
from tadafor.audit.queries.log import (
    Consistency,
    Inclusion,
    consistency,
    entries_about,
    frontier,
    head_after,
    heads,
    inclusion,
    is_waiting,
    latest_head,
    leaf_hashes,
    nodes,
    written_by,
    written_since,
)

__all__ = [
    "ERASURE",
    "Consistency",
    "Inclusion",
    "TreeHead",
    "consistency",
    "derived_key",
    "entries_about",
    "first_fault",
    "frontier",
    "head_after",
    "heads",
    "inclusion",
    "is_waiting",
    "key_name",
    "latest_head",
    "leaf_hashes",
    "nodes",
    "public_key",
    "signing_key",
    "written_by",
    "written_since",
]
