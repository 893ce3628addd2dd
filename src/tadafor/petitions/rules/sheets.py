"""Signatures on paper: sheets that balance, lines checked by two (``docs/rules/petitions.md``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LINES_A_SHEET = 20
MOST_SHEETS_AT_ONCE = 50


class LineState(StrEnum):
    """What a line of a sheet is."""

    VALID = "valid"
    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    DUPLICATE = "duplicate"
    STRUCK = "struck"
    REFUSED = "refused"


class LineReason(StrEnum):
    """Why the bureau refuses a line."""

    NOT_LINKED = "not_linked"
    CARD_UNKNOWN = "card_unknown"
    NOT_ELECTORAL = "not_electoral"
    NO_SIGNATURE = "no_signature"
    ILLEGIBLE = "illegible"
    SIGNED_TWICE = "signed_twice"


class SheetState(StrEnum):
    """Where a sheet stands."""

    PRINTED = "printed"
    ENTERING = "entering"
    ENTERED = "entered"
    CHECKED = "checked"
    VOID = "void"


class SheetRefusal(StrEnum):
    """Why a sheet or a line may not be handled so."""

    NOT_NOW = "not_now"
    NOT_HELPER = "not_helper"
    UNKNOWN_SHEET = "unknown_sheet"
    TOO_MANY = "too_many"
    LINE_OUTSIDE = "line_outside"
    LINE_TAKEN = "line_taken"
    NAME_MISSING = "name_missing"
    CARD_WRONG = "card_wrong"
    PROVINCE_NEEDED = "province_needed"
    UNBALANCED = "unbalanced"
    NOTHING_ENTERED = "nothing_entered"
    SAME_CLERK = "same_clerk"
    CHECKED_ALREADY = "checked_already"
    REASON_MISSING = "reason_missing"
    NOT_REFUSED = "not_refused"
    CONTESTED_ALREADY = "contested_already"
    NOT_CONTESTED = "not_contested"
    SETTLED_BEFORE = "settled_before"
    OWN_PETITION = "own_petition"


@dataclass(frozen=True)
class Balance:
    """A sheet as it must add up: the lines that bear something are the valid and the others."""

    declared: int
    valid: int
    refused: int

    @property
    def is_even(self) -> bool:
        return self.declared == self.valid + self.refused


def refuse_closing(balance: Balance) -> SheetRefusal | None:
    """Return why a sheet may not be closed: its lines are the valid and the refused (§ petitions-22)."""
    if not balance.valid + balance.refused:
        return SheetRefusal.NOTHING_ENTERED
    return None if balance.is_even else SheetRefusal.UNBALANCED


def refuse_line(state: SheetState, *, position: int, taken: bool) -> SheetRefusal | None:
    """Return why a line may not be entered (§ petitions-22)."""
    if state not in {SheetState.PRINTED, SheetState.ENTERING}:
        return SheetRefusal.NOT_NOW
    if not 1 <= position <= LINES_A_SHEET:
        return SheetRefusal.LINE_OUTSIDE
    return SheetRefusal.LINE_TAKEN if taken else None


@dataclass(frozen=True)
class Look:
    """What one clerk found of one line."""

    clerk: int
    holds: bool
    reason: LineReason | None = None


class Verdict(StrEnum):
    """What two looks make of a line."""

    WAITING = "waiting"
    HOLDS = "holds"
    REFUSED = "refused"
    SPLIT = "split"


def verdict(looks: Sequence[Look]) -> Verdict:
    """Return what becomes of a line: two who agree settle it, two who do not send it on (§ petitions-23)."""
    clerks = {look.clerk: look for look in looks}
    two = 2
    if len(clerks) < two:
        return Verdict.WAITING
    holds = {look.holds for look in clerks.values()}
    if len(holds) > 1:
        return Verdict.SPLIT
    return Verdict.HOLDS if True in holds else Verdict.REFUSED


def refuse_look(looks: Sequence[Look], *, clerk: int, is_party: bool, settled: bool) -> SheetRefusal | None:
    """Return why this clerk may not check this line: each once, never their own (§ petitions-23)."""
    if is_party:
        return SheetRefusal.OWN_PETITION
    if any(look.clerk == clerk for look in looks):
        return SheetRefusal.SAME_CLERK
    return SheetRefusal.CHECKED_ALREADY if settled else None


def refuse_settling(
    looks: Sequence[Look], *, clerk: int, awaits: bool, settled_before: int | None
) -> SheetRefusal | None:
    """Return why this person may not decide a line: a third one does, and of a contest one who did not.

    § petitions-23, § petitions-24
    """
    if not awaits:
        return SheetRefusal.NOT_CONTESTED
    if clerk == settled_before or any(look.clerk == clerk for look in looks):
        return SheetRefusal.SETTLED_BEFORE
    return None


def refuse_contest(state: LineState, *, contested: bool, reason: str) -> SheetRefusal | None:
    """Return why the agent may not contest a line (§ petitions-24)."""
    if state is not LineState.REFUSED:
        return SheetRefusal.NOT_REFUSED
    if contested:
        return SheetRefusal.CONTESTED_ALREADY
    return None if reason.strip() else SheetRefusal.REASON_MISSING
