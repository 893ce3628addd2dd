"""The count as an act: its lot, who asks for it, who publishes it, and which ballots everybody may read."""

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from tadafor.people.rules import RoleKind

KEEPERS = frozenset({RoleKind.COMMITTEE, RoleKind.FOCAL_POINT})
LEAST_DIGITS = 6


class LotWay(StrEnum):
    """Where the chance of the lot comes from; said before it falls."""

    DIGITS = "digits"
    SEALED = "sealed"


class Sample(StrEnum):
    """The ballots of a simulation: made of the supports that ideas received, or invented."""

    DECLARED = "declared"
    INVENTED = "invented"


class CountingRefusal(StrEnum):
    """Why a count, its lot or its settings are not moved on."""

    NOT_ALLOWED = "not_allowed"
    VOTE_BEGAN = "vote_began"
    NO_REASON = "no_reason"
    PRICES_FIRST = "prices_first"
    NO_SOURCE = "no_source"
    LOT_NOT_PREPARED = "lot_not_prepared"
    LOT_PREPARED = "lot_prepared"
    LOT_DRAWN = "lot_drawn"
    NOT_DIGITS = "not_digits"
    LOT_FIRST = "lot_first"
    ALREADY_ASKED = "already_asked"
    NOT_COUNTED = "not_counted"
    SAME_PERSON = "same_person"
    ALREADY_PUBLISHED = "already_published"
    NO_OBSERVER = "no_observer"
    ALREADY_DISMISSED = "already_dismissed"


@dataclass(frozen=True)
class Counting:
    """How far the count of an edition has come, as the rules ask."""

    prices: bool = True
    prepared: bool = False
    way: LotWay = LotWay.SEALED
    drawn: bool = False
    asked: bool = False
    asked_by: int | None = None
    finished: bool = False
    published: bool = False


def _refuse_role(roles: Collection[RoleKind]) -> CountingRefusal | None:
    return None if KEEPERS & frozenset(roles) else CountingRefusal.NOT_ALLOWED


# ---- the lot


def refuse_preparing(
    state: Counting, way: LotWay, *, source: str, roles: Collection[RoleKind]
) -> CountingRefusal | None:
    """Say why the lot is not prepared: prices fix which projects take part (§ count-lot)."""
    if refusal := _refuse_role(roles):
        return refusal
    if not state.prices:
        return CountingRefusal.PRICES_FIRST
    if state.drawn:
        return CountingRefusal.LOT_DRAWN
    if state.prepared:
        return CountingRefusal.LOT_PREPARED
    return CountingRefusal.NO_SOURCE if way is LotWay.DIGITS and not source.strip() else None


def refuse_draw(state: Counting, *, typed: str, roles: Collection[RoleKind]) -> CountingRefusal | None:
    """Say why the lot is not drawn: once, and from the chance that was said before (§ count-lot)."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.drawn:
        return CountingRefusal.LOT_DRAWN
    if not state.prepared:
        return CountingRefusal.LOT_NOT_PREPARED
    return CountingRefusal.NOT_DIGITS if state.way is LotWay.DIGITS and not digits(typed) else None


def digits(typed: str) -> str:
    """Return the digits of a public draw without what stands between them; empty when they are too few."""
    found = "".join(letter for letter in typed if not letter.isspace() and letter not in "-.,،/")
    plain = found.isascii() and found.isdigit()
    return found if plain and len(found) >= LEAST_DIGITS else ""


def commitment(seed: str) -> str:
    """Return what is published of a seed before it is opened."""
    return sha256(f"tadafor lot 1:{seed}".encode()).hexdigest()


def lot(keys: Iterable[str], seed: str) -> list[str]:
    """Return the projects as drawn, the luckiest first: by their HMAC-SHA256 under the seed (§ count-lot)."""
    return sorted(keys, key=lambda key: hmac.new(seed.encode(), key.encode(), sha256).digest())


# ---- the count


def refuse_count(state: Counting, *, roles: Collection[RoleKind]) -> CountingRefusal | None:
    """Say why the count is not asked for (§ count-acts); the opening has its own refusal."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.asked:
        return CountingRefusal.ALREADY_ASKED
    return None if state.drawn else CountingRefusal.LOT_FIRST


def refuse_publication(
    state: Counting, *, person: int, roles: Collection[RoleKind]
) -> CountingRefusal | None:
    """Say why the result is not published: a second person does it (§ count-acts)."""
    if refusal := _refuse_role(roles):
        return refusal
    if state.published:
        return CountingRefusal.ALREADY_PUBLISHED
    if not state.finished:
        return CountingRefusal.NOT_COUNTED
    return CountingRefusal.SAME_PERSON if state.asked_by == person else None


# ---- the files


def for_all(share: Fraction, *, limit: Fraction, chosen: bool | None) -> bool:
    """Whether everybody gets every ballot: as the edition chose, else by the share (§ count-files)."""
    return chosen if chosen is not None else share <= limit


def refuse_observer(*, name: str, roles: Collection[RoleKind]) -> CountingRefusal | None:
    """Say why nobody is admitted to the full files: the minutes name who is (§ count-observers)."""
    if refusal := _refuse_role(roles):
        return refusal
    return None if name.strip() else CountingRefusal.NO_OBSERVER


def refuse_dismissal(*, dismissed: bool, roles: Collection[RoleKind]) -> CountingRefusal | None:
    """Say why an observer is not dismissed (§ count-observers)."""
    if refusal := _refuse_role(roles):
        return refusal
    return CountingRefusal.ALREADY_DISMISSED if dismissed else None
