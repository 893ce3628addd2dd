"""The one thing an agent does next, before the deposit (``docs/rules/petitions.md``)."""

from collections.abc import Collection
from enum import StrEnum

from tadafor.petitions.rules.law import Kind, Requirements
from tadafor.petitions.rules.path import (
    Act,
    PathRefusal,
    Standing,
    State,
    refuse_act,
    refuse_deposit,
    to_tick,
)


class Errand(StrEnum):
    """What is next for those who stand behind a petition."""

    WRITE = "write"
    TICK = "tick"
    OPEN = "open"
    COLLECT = "collect"
    CLOSE_SHEETS = "close_sheets"
    JOIN = "join"
    DEPOSIT = "deposit"


_WHERE = {
    PathRefusal.UNFINISHED: Errand.WRITE,
    PathRefusal.TICKS_MISSING: Errand.TICK,
    PathRefusal.SHEETS_UNFINISHED: Errand.CLOSE_SHEETS,
    PathRefusal.TOO_FEW: Errand.COLLECT,
    PathRefusal.SPREAD_MISSING: Errand.COLLECT,
    PathRefusal.ANNEX_MISSING: Errand.JOIN,
}


def refuse_opening(
    state: State, *, unfinished: Collection[str], asked: Requirements, ticked: Collection[str]
) -> PathRefusal | None:
    """Return why a petition may not be opened to signatures: its form is whole, each condition answered for.

    § petitions-7
    """
    if refusal := refuse_act(Act.OPEN, state):
        return refusal
    if unfinished:
        return PathRefusal.UNFINISHED
    return PathRefusal.TICKS_MISSING if set(to_tick(asked)) - set(ticked) else None


def errand(state: State, kind: Kind, asked: Requirements, standing: Standing) -> Errand | None:
    """Return the one thing to do next; None once it is deposited or taken back (§ petitions-8)."""
    if kind is Kind.CITIZENS and state is State.DRAFT:
        refusal = refuse_opening(state, unfinished=standing.unfinished, asked=asked, ticked=standing.ticked)
        return _WHERE[refusal] if refusal else Errand.OPEN
    if refuse_act(Act.DEPOSIT, state):
        return None
    refusal = refuse_deposit(state, asked, standing)
    return _WHERE[refusal] if refusal else Errand.DEPOSIT
