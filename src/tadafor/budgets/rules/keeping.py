"""Who keeps the vote: the key, the rehearsal, the opening; and what a receipt may be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.people.rules import RoleKind

KEEPERS = frozenset({RoleKind.COMMITTEE, RoleKind.FOCAL_POINT, RoleKind.DIRECTOR})
# Those who take votes at the counter are those who may look at a card there.
COUNTER = frozenset({RoleKind.CLERK, RoleKind.FOCAL_POINT})
ENTERING = KEEPERS | COUNTER | {RoleKind.AGENT}
PRINT_SIGNS = 64


class KeepingRefusal(StrEnum):
    """Why the vote is not moved on."""

    NOT_ALLOWED = "not_allowed"
    NOT_A_KEY = "not_a_key"
    OTHER_VOTE = "other_vote"
    WRONG_SHARES = "wrong_shares"
    PRICES_FIRST = "prices_first"
    VOTE_BEGAN = "vote_began"
    NO_KEY = "no_key"
    OTHER_URN = "other_urn"
    OTHER_BALLOTS = "other_ballots"
    KEY_GONE = "key_gone"
    NOT_CLOSED = "not_closed"
    ALREADY_PUBLISHED = "already_published"
    NOT_PUBLISHED = "not_published"
    NOT_OPENED = "not_opened"
    NOT_A_PRINT = "not_a_print"
    PRINTS_DIFFER = "prints_differ"
    SAME_PERSON = "same_person"
    BATCHES_OPEN = "batches_open"
    ALREADY_LOADED = "already_loaded"
    VOID = "void"
    NO_REASON = "no_reason"
    NO_VOID_RULE = "no_void_rule"
    NOT_VOID = "not_void"
    KEY_REMAINS = "key_remains"
    TOO_SOON = "too_soon"
    DAYS_REVERSED = "days_reversed"
    TOO_MANY_SHEETS = "too_many_sheets"
    NOBODY_ASSISTED = "nobody_assisted"
    SECOND_CODE = "second_code"


class ReceiptState(StrEnum):
    """What is told of a receipt; never anything of what the ballot says (§ secrecy-receipt)."""

    IN_URN = "in_urn"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    MISSING = "missing"
    TAMPERED = "tampered"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Keeping:
    """How far the vote of an edition has come, as the rules ask."""

    prices: bool = True
    key: bool = False
    rehearsed: bool = False
    voted: bool = False
    closed: bool = False
    published: bool = False
    opened: str = ""
    observed: str = ""
    open_batches: int = 0
    loaded: bool = False
    void: bool = False
    second_key: bool = False
    """Whether the second key still is to be destroyed."""


def _refuse_role(roles: Collection[RoleKind]) -> KeepingRefusal | None:
    return None if KEEPERS & frozenset(roles) else KeepingRefusal.NOT_ALLOWED


def refuse_key(state: Keeping, *, roles: Collection[RoleKind]) -> KeepingRefusal | None:
    """Say why a key is not taken (§ secrecy-key): prices first, and never once somebody voted."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.void:
        return KeepingRefusal.VOID
    if not state.prices:
        return KeepingRefusal.PRICES_FIRST
    return KeepingRefusal.VOTE_BEGAN if state.voted or state.closed else None


def refuse_rehearsal(state: Keeping, *, roles: Collection[RoleKind]) -> KeepingRefusal | None:
    """Say why no test urn is made or looked at (§ secrecy-rehearsal)."""
    if refusal := _refuse_role(roles):
        return refusal
    if not state.key:
        return KeepingRefusal.NO_KEY
    return KeepingRefusal.VOTE_BEGAN if state.voted or state.closed else None


def refuse_publication(state: Keeping, *, roles: Collection[RoleKind]) -> KeepingRefusal | None:
    """Say why the urn is not published (§ secrecy-opening): only at the close, and once."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.void:
        return KeepingRefusal.VOID
    if not state.key:
        return KeepingRefusal.NO_KEY
    if not state.closed:
        return KeepingRefusal.NOT_CLOSED
    return KeepingRefusal.ALREADY_PUBLISHED if state.published else None


def refuse_opened(state: Keeping, *, roles: Collection[RoleKind]) -> KeepingRefusal | None:
    """Say why what the committee opened is not taken, nor the hash of an observer (§ secrecy-opening)."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.void:
        return KeepingRefusal.VOID
    if not state.published:
        return KeepingRefusal.NOT_PUBLISHED
    return KeepingRefusal.ALREADY_LOADED if state.loaded else None


def refuse_observing(
    state: Keeping, *, roles: Collection[RoleKind], is_opener: bool
) -> KeepingRefusal | None:
    """Say why the hash of an observer is not taken (§ secrecy-opening): another person enters it."""
    if refusal := refuse_opened(state, roles=roles):
        return refusal
    if not state.opened:
        return KeepingRefusal.NOT_OPENED
    return KeepingRefusal.SAME_PERSON if is_opener else None


def refuse_loading(state: Keeping, *, roles: Collection[RoleKind]) -> KeepingRefusal | None:
    """Say why the opened ballots are not loaded (§ secrecy-loading): two equal hashes, every batch closed."""
    if refusal := refuse_opened(state, roles=roles):
        return refusal
    if not state.opened:
        return KeepingRefusal.NOT_OPENED
    if state.opened != state.observed:
        return KeepingRefusal.PRINTS_DIFFER
    return KeepingRefusal.BATCHES_OPEN if state.open_batches else None


def refuse_void(state: Keeping, *, roles: Collection[RoleKind], reason: str) -> KeepingRefusal | None:
    """Say why the vote is not declared void (§ secrecy-void): after its close, before it is loaded."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.void:
        return KeepingRefusal.VOID
    if not state.closed:
        return KeepingRefusal.NOT_CLOSED
    if state.loaded:
        return KeepingRefusal.ALREADY_LOADED
    return None if reason.strip() else KeepingRefusal.NO_REASON


def refuse_again(
    state: Keeping,
    *,
    roles: Collection[RoleKind],
    void_rule: str,
    opens_on: date,
    closes_on: date,
    today: date,
) -> KeepingRefusal | None:
    """Say why a void vote is not held again (§ secrecy-again): by the rule stated before."""
    if refusal := _refuse_role(roles):
        return refusal
    if not state.void:
        return KeepingRefusal.NOT_VOID
    if not void_rule.strip():
        return KeepingRefusal.NO_VOID_RULE
    if state.second_key:
        return KeepingRefusal.KEY_REMAINS
    if not state.prices:
        return KeepingRefusal.PRICES_FIRST
    if opens_on <= today:
        return KeepingRefusal.TOO_SOON
    return KeepingRefusal.DAYS_REVERSED if closes_on < opens_on else None


def refuse_result(state: Keeping) -> KeepingRefusal | None:
    """Say why nothing of a result is told, on any path (§ secrecy-results)."""
    if state.void:
        return KeepingRefusal.VOID
    return None if state.loaded else KeepingRefusal.NOT_OPENED


def is_print(typed: str) -> bool:
    """Whether what was typed has the shape of a hash."""
    return len(typed) == PRINT_SIGNS and set(typed) <= set("0123456789abcdef")
