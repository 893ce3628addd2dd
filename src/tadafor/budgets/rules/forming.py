"""From what voters said to the election of one envelope."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from tadafor.budgets.rules.election import BallotKind, Election, Project, grouped
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import KIND, BallotRule


def election_of(
    projects: Sequence[Project],
    said: Iterable[Said],
    *,
    budget: Fraction,
    rule: BallotRule,
    title: str = "",
) -> Election:
    """Return the election of one envelope (§ count-voters).

    Its voters are those who named one of its projects. A ranking of several envelopes keeps its order.
    """
    kind = KIND[rule]
    keys = {project.key: at for at, project in enumerate(projects)}
    return Election(tuple(projects), grouped(_ballots(said, keys, kind)), budget, kind, title)


def _ballots(
    said: Iterable[Said], keys: dict[str, int], kind: BallotKind
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    for ballot in said:
        named = [(key, worth) for key, worth in ballot if key in keys]
        if not named:
            continue
        if kind is BallotKind.ORDINAL:
            named.sort(key=lambda one: one[1])
            named = [(key, len(named) - place) for place, (key, _) in enumerate(named)]
        yield tuple(keys[key] for key, _ in named), tuple(worth for _, worth in named)


def blank(said: Iterable[Said], keys: Collection[str]) -> int:
    """Return how many ballots name none of these projects."""
    return sum(1 for ballot in said if not any(key in keys for key, _ in ballot))
