"""Rates of progress, one by one and together (``docs/rules/commitments.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tadafor.commitments.rules.standing import Status

HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


class IndicatorKind(StrEnum):
    """What an indicator follows: what is done, or what it changes."""

    FOLLOW_UP = "follow_up"
    IMPACT = "impact"


class IndicatorRefusal(StrEnum):
    """Why an indicator or a measure is not kept."""

    NO_NAME = "no_name"
    MEASURED_LATER = "measured_later"
    MEASURED_TWICE = "measured_twice"
    TARGET_IS_BASELINE = "target_is_baseline"


@dataclass(frozen=True)
class Line:
    """What one commitment brings to a rate."""

    status: Status
    progress: int
    weight: Decimal = Decimal(1)
    planned: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


@dataclass(frozen=True)
class Rates:
    """What several commitments come to; a rate is None when there is nothing to divide by."""

    count: int
    counted: int  # those that were not cancelled
    done: int
    delayed: int
    cancelled: int
    simple: Decimal | None
    weighted: Decimal | None
    planned: Decimal
    committed: Decimal
    paid: Decimal
    committed_rate: Decimal | None
    paid_rate: Decimal | None


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a part in per cent of the whole, to one decimal; None where there is no whole."""
    return (part * HUNDRED / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def progress_of(milestones: Iterable[tuple[Decimal, bool]]) -> int | None:
    """Return the progress counted from milestones: the weight of those done (§ commitments-7).

    None where there is none, or where none weighs anything. Only what is wholly done is at 100.
    """
    rows = list(milestones)
    whole = sum((weight for weight, _ in rows), Decimal(0))
    if not whole:
        return None
    done = sum((weight for weight, is_done in rows if is_done), Decimal(0))
    counted = int((done * HUNDRED / whole).quantize(Decimal(1), ROUND_HALF_UP))
    return min(counted, 99) if any(not is_done for _, is_done in rows) else 100


@dataclass(frozen=True)
class Heap:
    """What several commitments of one status bring to a rate, already added up."""

    status: Status
    count: int
    progress: int
    weight: Decimal
    weighed: Decimal  # progress by weight
    planned: Decimal
    committed: Decimal
    paid: Decimal


def rates(lines: Iterable[Line]) -> Rates:
    """Return the rates of several commitments; cancelled ones count in none (§ commitments-7)."""
    return rates_of_heaps(_alone(one) for one in lines)


def _alone(one: Line) -> Heap:
    money = (one.planned, one.committed, one.paid)
    return Heap(one.status, 1, one.progress, one.weight, one.progress * one.weight, *money)


def rates_of_heaps(heaps: Iterable[Heap]) -> Rates:
    """Return the same of commitments already added up by their status."""
    rows = list(heaps)
    live = [one for one in rows if one.status is not Status.CANCELLED]
    count, counted = sum(one.count for one in rows), sum(one.count for one in live)
    reached = sum(one.progress for one in live)
    weights, weighed, planned, committed, paid = (
        sum((getattr(one, name) for one in live), Decimal(0))
        for name in ("weight", "weighed", "planned", "committed", "paid")
    )
    return Rates(
        count=count,
        counted=counted,
        done=sum(one.count for one in rows if one.status is Status.DONE),
        delayed=sum(one.count for one in rows if one.status is Status.DELAYED),
        cancelled=count - counted,
        simple=share(Decimal(reached), HUNDRED * counted),
        weighted=share(weighed, HUNDRED * weights),
        planned=planned,
        committed=committed,
        paid=paid,
        committed_rate=share(committed, planned),
        paid_rate=share(paid, planned),
    )


def together(parts: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Return the rate of a plan from the rates of its axes and their weights (§ commitments-7).

    An axis without a rate counts in nothing.
    """
    known = [(weight, rate) for weight, rate in parts if rate is not None]
    whole = sum((weight for weight, _ in known), Decimal(0))
    reached = sum((weight * rate for weight, rate in known), Decimal(0))
    return share(reached, HUNDRED * whole)


def reached(baseline: Decimal | None, target: Decimal, value: Decimal | None) -> Decimal | None:
    """Return how far a measure went from the baseline to the target, 0 to 100 (§ commitments-9).

    A target may lie below the baseline: fewer accidents, fewer days of waiting.
    """
    if value is None:
        return None
    start = baseline if baseline is not None else Decimal(0)
    if target == start:
        return None
    gone = share(value - start, target - start)
    return None if gone is None else min(max(gone, Decimal(0)), HUNDRED)
