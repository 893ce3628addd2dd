"""The plain rule: the most supported project first, as long as there is money."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.settings import CountSettings, Tie


def tie_rank(election: Election, settings: CountSettings) -> tuple[tuple[Fraction | int, ...], ...]:
    """Return for each project what settles its ties; the smaller goes first (§ count-ties)."""
    lot = {key: at for at, key in enumerate(settings.lot)} or election.positions
    settle: dict[Tie, Callable[[int], Fraction | int]] = {
        Tie.LESS_COST: lambda at: election.projects[at].cost,
        Tie.MORE_VOTES: lambda at: -election.votes[at],
        Tie.LOT: lambda at: lot[election.projects[at].key],
    }
    # The last resort is always the lot, so that no two projects are ever equal.
    order = [*settings.ties, *([] if Tie.LOT in settings.ties else [Tie.LOT])]
    return tuple(tuple(settle[tie](at) for tie in order) for at in range(len(election.projects)))


@dataclass(frozen=True)
class Passed:
    """A project the greedy rule came to: funded or not, and the money left when its turn came."""

    project: int
    left: Fraction
    funded: bool
    over_ceiling: bool = False


def greedy(
    election: Election, settings: CountSettings, counted: Iterable[int], *, spent: Fraction = Fraction(0)
) -> list[Passed]:
    """Go through the ``counted`` projects by their points (§ count-greedy).

    ``spent`` is money of the envelope already given. A project that nobody named is never funded.
    """
    ranks = tie_rank(election, settings)
    order = sorted(counted, key=lambda at: (-election.scores[at], ranks[at]))
    room = {ceiling.mark: ceiling.amount for ceiling in settings.ceilings}
    passed, left = _once(election, settings, order, room, election.budget - spent)
    if settings.lift_ceilings:
        stopped = [one.project for one in passed if one.over_ceiling]
        again, _ = _once(election, settings, stopped, {}, left)
        return [*(one for one in passed if not one.over_ceiling), *again]
    return passed


def _once(
    election: Election, settings: CountSettings, order: list[int], room: dict[str, Fraction], left: Fraction
) -> tuple[list[Passed], Fraction]:
    passed: list[Passed] = []
    for at in order:
        project = election.projects[at]
        bound = [mark for mark in project.marks if mark in room]
        over = any(project.cost > room[mark] for mark in bound)
        fits = project.cost <= left
        funded = election.scores[at] > 0 and fits and not over
        last = not fits and settings.last_share is not None and left >= settings.last_share * project.cost
        passed.append(Passed(at, left, funded or last, over))
        if funded:
            left -= project.cost
            for mark in bound:
                room[mark] -= project.cost
        if not fits and not settings.skip:
            break
    return passed, left
