"""How an actor enters the register, stays in it and leaves it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.associations.rules.facts import NEEDS_RECEIPT, Check, Kind, Presence, Receipt
from tadafor.associations.rules.mandates import MandateRefusal
from tadafor.associations.rules.petitioning import years_after
from tadafor.people.rules import RoleKind

CONFIRM = frozenset({RoleKind.CLERK, RoleKind.FOCAL_POINT})
SETTLE = frozenset({RoleKind.ADMINISTRATOR})
DESK = CONFIRM | SETTLE
OLDEST = date(1914, 5, 24)  # the first law on associations


class State(StrEnum):
    """Where an actor stands in the register, from its dates alone."""

    REQUESTED = "requested"
    RETURNED = "returned"
    SECOND = "second"
    CONFIRMED = "confirmed"
    DUE = "due"
    LAPSED = "lapsed"
    ENDED = "ended"


LISTED = frozenset({State.CONFIRMED, State.DUE, State.LAPSED})
MAY_ACT = frozenset({State.CONFIRMED, State.DUE})


class Renewal(StrEnum):
    """When a confirmation must be renewed."""

    YEARLY = "yearly"
    BOARD_TERM = "board_term"


class Refusal(StrEnum):
    """Why an actor is not registered, confirmed, renewed or ended."""

    SIGN_IN_FIRST = "sign_in_first"
    NOT_ALLOWED = "not_allowed"
    NOT_YOURS = "not_yours"
    RECEIPT_NEEDED = "receipt_needed"
    RECEIPT_TAKEN = "receipt_taken"
    FUTURE = "future"
    TOO_OLD = "too_old"
    RENEWAL_BEFORE_ASSEMBLY = "renewal_before_assembly"
    OWN_REQUEST = "own_request"
    CHECKS_MISSING = "checks_missing"
    CHECKS_UNMET = "checks_unmet"
    NO_FAULT = "no_fault"
    NO_REASON = "no_reason"
    BOARD_OVER = "board_over"
    ALREADY = "already"
    SAME_PERSON = "same_person"
    NOT_SENT_BACK = "not_sent_back"
    NOT_LISTED = "not_listed"
    NOTHING_CHANGED = "nothing_changed"
    NO_CHANGE_WAITS = "no_change_waits"
    CHANGED_MEANWHILE = "changed_meanwhile"
    UNKNOWN_CODE = "unknown_code"
    CODE_TWICE = "code_twice"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The days of one entry of the register."""

    confirmed_on: date | None = None
    seconded_on: date | None = None
    returned_on: date | None = None
    ended_on: date | None = None
    until: date | None = None  # last day of the confirmation; none: as long as nobody ends it
    needs_second: bool = False


def state(dates: Dates, *, today: date, warning: timedelta) -> State:
    """Say where an entry stands today (§ associations-states)."""
    if dates.ended_on is not None:
        return State.ENDED
    if dates.returned_on is not None:
        return State.RETURNED
    if dates.confirmed_on is None:
        return State.REQUESTED
    if dates.needs_second and dates.seconded_on is None:
        return State.SECOND
    if dates.until is None or today <= dates.until - warning:
        return State.CONFIRMED
    return State.DUE if today <= dates.until else State.LAPSED


def confirmed_until(rhythm: Renewal, *, today: date, board_until: date | None) -> date:
    """Return the last day of a confirmation given today (§ associations-renewal).

    A year, or to the end of the board's term where the territory goes by it and the term is known;
    never past that term.
    """
    year = years_after(today, 1)
    if board_until is None:
        return year
    return board_until if rhythm is Renewal.BOARD_TERM else min(year, board_until)


def refuse_facts(
    *,
    kind: Kind,
    receipt: Receipt,
    receipt_number: str,
    days: Collection[date | None],
    assembly_on: date | None,
    board_until: date | None,
    presence: Presence,
    today: date,
) -> Refusal | None:
    """Say why these facts cannot be true (§ associations-receipt, § associations-facts)."""
    del presence  # every way of being present can be asked for; the checks say whether it is so
    known = [day for day in days if day is not None]
    if kind in NEEDS_RECEIPT and (receipt is Receipt.NONE or not receipt_number.strip()):
        return Refusal.RECEIPT_NEEDED
    if any(day > today for day in known):
        return Refusal.FUTURE
    if any(day < OLDEST for day in known):
        return Refusal.TOO_OLD
    if assembly_on is not None and board_until is not None and board_until <= assembly_on:
        return Refusal.RENEWAL_BEFORE_ASSEMBLY
    return None


def _refuse_staff(staff: Collection[RoleKind], *, mine: bool) -> Refusal | None:
    if not CONFIRM & frozenset(staff):
        return Refusal.NOT_ALLOWED
    return Refusal.OWN_REQUEST if mine else None


def refuse_confirmation(
    *,
    staff: Collection[RoleKind],
    mine: bool,
    stands: State,
    found: Mapping[Check, bool],
    board_until: date | None,
    today: date,
) -> Refusal | None:
    """Say why this member of staff may not confirm (§ associations-checks, § associations-own).

    ``mine``: they asked for it, or hold a mandate for it.
    """
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands is not State.REQUESTED:
        return Refusal.ALREADY
    if frozenset(Check) - found.keys():
        return Refusal.CHECKS_MISSING
    if not all(found.values()):
        return Refusal.CHECKS_UNMET
    return Refusal.BOARD_OVER if board_until is not None and board_until < today else None


def refuse_second(*, staff: Collection[RoleKind], mine: bool, stands: State, first: bool) -> Refusal | None:
    """Say why this one may not be the second to confirm (§ associations-two)."""
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands is not State.SECOND:
        return Refusal.ALREADY
    return Refusal.SAME_PERSON if first else None


def refuse_sending_back(
    *, staff: Collection[RoleKind], mine: bool, stands: State, found: Mapping[Check, bool], reason: str
) -> Refusal | None:
    """Say why a request is not sent back; one says what is missing (§ associations-back)."""
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands not in {State.REQUESTED, State.SECOND}:
        return Refusal.ALREADY
    if not reason.strip():
        return Refusal.NO_REASON
    return Refusal.NO_FAULT if found and all(found.values()) else None


def refuse_renewal(
    *, staff: Collection[RoleKind], mine: bool, stands: State, board_until: date | None, today: date
) -> Refusal | None:
    """Say why a confirmation is not renewed (§ associations-renewal)."""
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands not in LISTED:
        return Refusal.NOT_LISTED
    return Refusal.BOARD_OVER if board_until is not None and board_until < today else None


def refuse_ending(*, staff: Collection[RoleKind], mine: bool, stands: State, reason: str) -> Refusal | None:
    """Say why an entry is not ended (§ associations-end)."""
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands is State.ENDED:
        return Refusal.ENDED
    return None if reason.strip() else Refusal.NO_REASON


def refuse_change(
    *, is_representative: bool, stands: State, changed: Collection[str]
) -> Refusal | MandateRefusal | None:
    """Say why a change of legal facts is not asked for (§ associations-change)."""
    if not is_representative:
        return MandateRefusal.NO_MANDATE
    if stands not in LISTED:
        return Refusal.NOT_LISTED
    return None if changed else Refusal.NOTHING_CHANGED


def refuse_answer(
    *,
    staff: Collection[RoleKind],
    mine: bool,
    waits: bool,
    accepts: bool,
    agreed: bool,
    reason: str,
) -> Refusal | None:
    """Say why this member of staff may not answer an asked change (§ associations-change).

    ``agreed``: they agreed to it already, where the territory asks for two.
    """
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if not waits:
        return Refusal.NO_CHANGE_WAITS
    if accepts:
        return Refusal.SAME_PERSON if agreed else None
    return None if reason.strip() else Refusal.NO_REASON


def refuse_correction(
    *,
    staff: Collection[RoleKind],
    mine: bool,
    stands: State,
    changed: Collection[str],
    reason: str,
    is_as_seen: bool,
) -> Refusal | None:
    """Say why staff may not correct an entry (§ associations-correct)."""
    if refusal := _refuse_staff(staff, mine=mine):
        return refusal
    if stands not in LISTED:
        return Refusal.NOT_LISTED
    if not is_as_seen:
        return Refusal.CHANGED_MEANWHILE
    if not changed:
        return Refusal.NOTHING_CHANGED
    return None if reason.strip() else Refusal.NO_REASON
