"""Why each project was funded or not, in facts that are kept with the result and read again by pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tadafor.budgets.rules.count import Certificate, Result, Stage
from tadafor.budgets.rules.greedy import Passed, greedy

if TYPE_CHECKING:
    from tadafor.budgets.rules.exact import Run

LONGEST = 4_000  # digits; Python writes no longer number in tens


class How(StrEnum):
    """What became of a project in the count."""

    BOUGHT = "bought"
    TAKEN = "taken"
    COMPLETED = "completed"
    ALL_FUNDED = "all_funded"
    HELD_TOO_LITTLE = "held_too_little"
    DOES_NOT_FIT = "does_not_fit"
    OVER_CEILING = "over_ceiling"
    NOT_REACHED = "not_reached"
    NOT_NAMED = "not_named"
    LEFT_OUT = "left_out"


FUNDED = frozenset({How.BOUGHT, How.TAKEN, How.COMPLETED, How.ALL_FUNDED})


def exact(number: Fraction) -> str:
    """Write a number without loss; a very long one in base sixteen."""
    longest = max(number.numerator.bit_length(), number.denominator.bit_length())
    if longest < LONGEST * 3:
        return str(number)
    return f"{number.numerator:#x}/{number.denominator:#x}"


def read_exact(text: str) -> Fraction:
    """Read what ``exact`` wrote."""
    above, _, below = text.partition("/")
    return Fraction(int(above, 0), int(below or "1", 0))


@dataclass(frozen=True)
class Fate:
    """What became of one project. Money is in the currency; what does not concern ``how`` is None.

    ``order``: its place among the winners, from 1. Equal shares: ``price`` is what a supporter paid for it
    (for points: for one unit of worth), ``paying`` paid it in full, ``short`` gave all they had left,
    ``out`` had nothing left, ``held`` is what all of them held before (of a loser: at the end). The plain
    rule: ``left`` is the money when its turn came. ``reserve`` is the mark whose share paid it.
    """

    key: str
    cost: Fraction
    votes: int
    score: int
    how: How
    order: int | None = None
    price: Fraction | None = None
    paying: int | None = None
    short: int | None = None
    out: int | None = None
    held: Fraction | None = None
    left: Fraction | None = None
    reserve: str = ""

    @property
    def won(self) -> bool:
        return self.how in FUNDED

    @property
    def missing(self) -> Fraction | None:
        """What a loser would still have needed."""
        has = self.held if self.how is How.HELD_TOO_LITTLE else self.left
        return None if self.won or has is None else max(Fraction(0), self.cost - has)


def fates(result: Result) -> list[Fate]:
    """Say what became of every project, the winners first, then the others (§ count-explained)."""
    found: dict[int, dict[str, Any]] = {}
    if result.settings.fund_all:
        found = {at: {"how": How.ALL_FUNDED} for at in result.winners}
    elif result.comparison and result.comparison.greedy_kept:
        counted = [at for at in range(len(result.election.projects)) if at not in set(result.left_out)]
        found = dict(_passed(result, greedy(result.election, result.settings, counted), How.TAKEN))
    else:
        for stage in result.stages:
            for at, facts in _of_stage(result, stage):
                if found.get(at, {}).get("how") not in FUNDED:
                    found[at] = facts | {"reserve": stage.reserve.mark if stage.reserve else ""}
    order = {at: place for place, at in enumerate(result.winners, start=1)}
    every = [_fate(result, at, found, order.get(at)) for at in range(len(result.election.projects))]
    return sorted(every, key=lambda one: (one.order or len(every) + 1, -one.score, one.key))


def _fate(result: Result, at: int, found: dict[int, dict[str, Any]], order: int | None) -> Fate:
    election = result.election
    facts = found.get(at)
    if at in set(result.left_out):
        facts = {"how": How.LEFT_OUT}
    elif facts is None:
        facts = {"how": How.NOT_REACHED if election.votes[at] else How.NOT_NAMED}
    if facts["how"] not in FUNDED:
        facts = facts | {"reserve": ""}
    project = election.projects[at]
    return Fate(project.key, project.cost, election.votes[at], election.scores[at], order=order, **facts)


def _of_stage(result: Result, stage: Stage) -> Iterator[tuple[int, dict[str, Any]]]:
    if stage.certificate is None:
        yield from _passed(result, list(stage.passed), How.TAKEN)
        return
    run = stage.certificate.accepted
    for one in run.bought:
        facts = {"price": one.price, "paying": one.paying, "short": one.short, "out": one.out}
        yield one.project, {"how": How.BOUGHT, "held": one.held, **facts}
    for missed in run.missed:
        yield missed.project, {"how": How.HELD_TOO_LITTLE, "held": missed.held}
    for passed in stage.completed:
        if passed.funded:
            yield passed.project, {"how": How.COMPLETED, "left": passed.left}


def _passed(result: Result, passed: list[Passed], funded: How) -> Iterator[tuple[int, dict[str, Any]]]:
    for one in passed:
        how = How.DOES_NOT_FIT
        if one.funded:
            how = funded
        elif one.over_ceiling:
            how = How.OVER_CEILING
        elif not result.election.votes[one.project]:
            how = How.NOT_NAMED
        yield one.project, {"how": how, "left": one.left}


# ---- kept with the result


def explained(result: Result) -> dict[str, Any]:
    """Return all that explains and proves a result, as plain values to keep (§ count-proof)."""
    election = result.election
    keys = [project.key for project in election.projects]
    other = result.comparison
    return {
        "voters": election.voters,
        "different": len(election.ballots),
        "kind": election.kind.value,
        "budget": exact(election.budget),
        "cost": exact(result.cost),
        "projects": [_plain(one) for one in fates(result)],
        "proofs": [
            {
                "reserve": stage.reserve.mark if stage.reserve else "",
                "budget": exact(stage.budget),
                **_certificate(stage.certificate, keys),
            }
            for stage in result.stages
            if stage.certificate
        ],
        "comparison": other
        and {
            "for_equal_shares": other.for_equal_shares,
            "for_greedy": other.for_greedy,
            "greedy_winners": [keys[at] for at in other.greedy_winners],
        },
    }


def _plain(fate: Fate) -> dict[str, Any]:
    return {
        name: exact(value) if isinstance(value, Fraction) else value
        for name, value in vars(fate).items()
        if value is not None
    }


def read_fate(kept: dict[str, Any]) -> Fate:
    """Read what was kept of one project."""
    money = {"cost", "price", "held", "left"}
    facts: dict[str, Any] = {
        name: read_exact(value) if name in money else value for name, value in kept.items()
    }
    return Fate(**facts | {"how": How(kept["how"])})


def _certificate(proof: Certificate, keys: list[str]) -> dict[str, Any]:
    return {
        "rounds": proof.rounds,
        "agreed": proof.agreed,
        "accepted": _run(proof.accepted, keys),
        "rejected": _run(proof.rejected, keys) if proof.rejected else None,
    }


def _run(run: "Run", keys: list[str]) -> dict[str, Any]:
    return {
        "share": exact(run.share),
        "cost": exact(run.cost),
        "bought": [
            {
                "key": keys[one.project],
                "price": exact(one.price),
                "paying": one.paying,
                "short": one.short,
                "out": one.out,
                "held": exact(one.held),
            }
            for one in run.bought
        ],
        "missed": [{"key": keys[one.project], "held": exact(one.held)} for one in run.missed],
    }
