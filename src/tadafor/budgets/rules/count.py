"""One count, from the ballots and the settings to the winners, with what explains and proves them."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.greedy import Passed, greedy, tie_rank
from tadafor.budgets.rules.settings import Completion, CountSettings, Method, Reserve

if TYPE_CHECKING:
    from tadafor.budgets.rules.equal_shares import Market
    from tadafor.budgets.rules.exact import Run


@dataclass(frozen=True)
class Certificate:
    """The proof of the rounds of equal shares, in whole numbers (§ count-proof).

    ``accepted``: the last share whose purchases the envelope pays. ``rejected``: the next one, whose
    purchases it does not; None where the rounds ended for another reason. ``agreed``: decimals had found
    the same. ``rounds``: how many shares were tried, the leaps counted as made.
    """

    accepted: "Run"
    rejected: "Run | None"
    rounds: int
    agreed: bool


@dataclass(frozen=True)
class Stage:
    """One pass over some projects with some money: the whole envelope, or the part kept for a mark."""

    budget: Fraction
    counted: tuple[int, ...]
    winners: tuple[int, ...]
    reserve: Reserve | None = None
    passed: tuple[Passed, ...] = ()
    certificate: Certificate | None = None
    completed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """How many voters have more of their projects in each result; equal ones are on neither side."""

    for_equal_shares: int
    for_greedy: int
    greedy_winners: tuple[int, ...]

    @property
    def greedy_kept(self) -> bool:
        """Whether more voters are better served by the greedy result."""
        return self.for_greedy > self.for_equal_shares


@dataclass(frozen=True)
class Result:
    """The winners in the order in which they were bought, and all that explains them."""

    election: Election
    settings: CountSettings
    winners: tuple[int, ...]
    stages: tuple[Stage, ...]
    left_out: tuple[int, ...]
    comparison: Comparison | None = None

    @property
    def cost(self) -> Fraction:
        """What the winners cost together."""
        return cost(self.election, self.winners)

    @property
    def keys(self) -> list[str]:
        """The winners' keys, in order."""
        return [self.election.projects[at].key for at in self.winners]


def cost(election: Election, projects: tuple[int, ...] | list[int]) -> Fraction:
    """Return what these projects cost together."""
    return sum((election.projects[at].cost for at in projects), Fraction(0))


def counts(election: Election, settings: CountSettings, at: int) -> bool:
    """Whether a project has the support that the settings ask before it is counted (§ count-support)."""
    if election.scores[at] < settings.least_score:
        return False
    if settings.least_support is None or not election.voters:
        return True
    share = Fraction(election.votes[at], election.voters)
    return share >= election.projects[at].cost / (settings.least_support * election.budget)


def count(election: Election, settings: CountSettings) -> Result:
    """Count ``election`` by ``settings`` (§ count). The order of ballots changes nothing."""
    everything = range(len(election.projects))
    if settings.fund_all:
        stage = Stage(election.budget, tuple(everything), tuple(everything))
        return Result(election, settings, stage.winners, (stage,), ())
    counted = [at for at in everything if counts(election, settings, at)]
    left_out = tuple(at for at in everything if at not in set(counted))
    result = _staged(election, settings, counted, left_out)
    if settings.method is Method.EQUAL_SHARES and settings.comparison:
        return _compared(result, counted)
    return result


def _staged(
    election: Election, settings: CountSettings, counted: list[int], left_out: tuple[int, ...]
) -> Result:
    """Count what is kept for marks first; what that leaves goes to all the others (§ count-reserves)."""
    stages: list[Stage] = []
    winners: list[int] = []
    for reserve in settings.reserves:
        marked = [
            at for at in counted if reserve.mark in election.projects[at].marks and at not in set(winners)
        ]
        stage = _stage(election, settings, marked, reserve.share * election.budget)
        stages.append(replace(stage, reserve=reserve))
        winners.extend(stage.winners)
    others = [at for at in counted if at not in set(winners)]
    last = _stage(election, settings, others, election.budget - cost(election, winners))
    winners.extend(last.winners)
    return Result(election, settings, tuple(winners), (*stages, last), left_out)


def _stage(election: Election, settings: CountSettings, counted: list[int], budget: Fraction) -> Stage:
    part = election.sharing(budget)
    if settings.method is Method.GREEDY or not counted or not election.voters:
        passed = tuple(greedy(part, settings, counted))
        return Stage(budget, tuple(counted), tuple(one.project for one in passed if one.funded), None, passed)
    certificate = _equal_shares(part, settings, counted)
    winners = certificate.accepted.projects
    completed: tuple[Passed, ...] = ()
    if settings.then_greedy:
        others = [at for at in counted if at not in set(winners)]
        completed = tuple(greedy(part, settings, others, spent=certificate.accepted.cost))
        winners = [*winners, *(one.project for one in completed if one.funded)]
    return Stage(budget, tuple(counted), tuple(winners), certificate=certificate, completed=completed)


# ---- the rounds of equal shares


def _equal_shares(election: Election, settings: CountSettings, counted: list[int]) -> Certificate:
    # Arrays are heavy: only a worker or a command that counts by this method loads them.
    from tadafor.budgets.rules import equal_shares, exact, rounds  # noqa: PLC0415

    goods = equal_shares.market(election, settings, counted, election.budget, tie_rank(election, settings))
    first = election.budget / election.voters
    share = (Fraction(floor(first)) if settings.integral_start else first) * goods.unit
    step = settings.increment * goods.unit
    if settings.completion is Completion.NONE:
        return Certificate(exact.run(goods, share), None, 1, agreed=True)
    share, tried, quick, ended = rounds.rounds(goods, settings, share, step, rounds.halving(settings))
    accepted = exact.run(goods, share)
    rejected = None if ended else exact.run(goods, share + step)
    proved = accepted.cost <= election.budget and (rejected is None or rejected.cost > election.budget)
    if proved:
        return Certificate(accepted, rejected, tried, agreed=set(quick) == set(accepted.projects))
    return _all_exact(goods, settings, first if not settings.integral_start else Fraction(floor(first)), step)


def _all_exact(goods: "Market", settings: CountSettings, first: Fraction, step: Fraction) -> Certificate:
    """Decimals were misled: make every round in whole numbers."""
    from tadafor.budgets.rules import exact, rounds  # noqa: PLC0415

    def bought(goods: "Market", share: Fraction) -> list[int]:
        return exact.run(goods, share).projects

    each = rounds.one_by_one(bought)
    share, tried, _, ended = rounds.rounds(goods, settings, first * goods.unit, step, each)
    rejected = None if ended else exact.run(goods, share + step)
    return Certificate(exact.run(goods, share), rejected, tried, agreed=False)


# ---- the other result


def _compared(result: Result, counted: list[int]) -> Result:
    """Keep the greedy result where it serves more voters better (§ count-comparison)."""
    election = result.election
    other = tuple(one.project for one in greedy(election, result.settings, counted) if one.funded)
    ours, theirs = set(result.winners), set(other)
    for_ours = for_theirs = 0
    for ballot in election.ballots:
        named = {at for at, points in zip(ballot.choices, ballot.points, strict=True) if points > 0}
        more = len(named & ours) - len(named & theirs)
        for_ours += ballot.weight if more > 0 else 0
        for_theirs += ballot.weight if more < 0 else 0
    comparison = Comparison(for_ours, for_theirs, other)
    winners = other if comparison.greedy_kept else result.winners
    return replace(result, winners=winners, comparison=comparison)
