"""Limits against bursts, and batches taken out with a reason (``docs/rules/petitions.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.petitions.rules.signing import Silence

SHORTEST_REASON = 10
SHORTEST_KEEPING, LONGEST_KEEPING = 30, 3_650  # days: a month, ten years


@dataclass(frozen=True)
class Limits:
    """How many signatures may come from one place; a territory edits its own (§ petitions-26).

    A school or a café shares one network: its limit is wide. A family shares one telephone.
    """

    network_an_hour: int = 200
    device_an_hour: int = 60
    each_contact: int = 4
    erase_after_days: int = 180


class FraudRefusal(StrEnum):
    """Why limits or a batch may not be set so."""

    LIMIT_WRONG = "limit_wrong"
    NOTHING_CHOSEN = "nothing_chosen"
    SPAN_WRONG = "span_wrong"
    NONE_FOUND = "none_found"
    REASON_MISSING = "reason_missing"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_UNDONE = "already_undone"
    NOT_NOW = "not_now"


def silenced(limits: Limits, *, network: int, device: int, contact: int) -> Silence | None:
    """Return which limit this signature passes, counting those before it; nobody is told (§ petitions-26)."""
    if contact >= limits.each_contact:
        return Silence.CONTACT
    if device >= limits.device_an_hour:
        return Silence.DEVICE
    return Silence.NETWORK if network >= limits.network_an_hour else None


def refuse_limits(limits: Limits) -> FraudRefusal | None:
    """Return why these limits may not be set: a limit of nobody would close the petition (§ petitions-26)."""
    least = (limits.network_an_hour, limits.device_an_hour, limits.each_contact)
    if min(least) < 1 or not SHORTEST_KEEPING <= limits.erase_after_days <= LONGEST_KEEPING:
        return FraudRefusal.LIMIT_WRONG
    return None


def refuse_batch(*, chosen: bool, found: int, announced: int, reason: str) -> FraudRefusal | None:
    """Return why a batch may not be taken out: first counted dry, then with a reason (§ petitions-27)."""
    if not chosen:
        return FraudRefusal.NOTHING_CHOSEN
    if not found:
        return FraudRefusal.NONE_FOUND
    if len(reason) < SHORTEST_REASON:
        return FraudRefusal.REASON_MISSING
    return None if found == announced else FraudRefusal.CHANGED_MEANWHILE


def erased_on(ended_on: date, limits: Limits) -> date:
    """Return the day on which names and numbers are erased (§ petitions-29)."""
    return ended_on + timedelta(days=limits.erase_after_days)


def is_burst(count: int, others: Iterable[int]) -> bool:
    """Whether an hour stands out: five times the middle of the others, and more than twenty."""
    ordered = sorted(others)
    middle = ordered[len(ordered) // 2] if ordered else 0
    return count > 20 and count >= 5 * max(1, middle)  # noqa: PLR2004 -- said in the sentence above
