"""Projects, ballots and the envelope: what a count starts from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class BallotKind(StrEnum):
    """How voters say what they want; the values are those of the Pabulib format."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    ORDINAL = "ordinal"


POINTS = frozenset({BallotKind.CUMULATIVE, BallotKind.SCORING})


@dataclass(frozen=True)
class Project:
    """One project on the ballot; ``marks`` are the words quotas and ceilings speak of."""

    key: str
    cost: Fraction
    name: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ballot:
    """What ``weight`` voters said alike: positions of projects in the election, and points for each."""

    choices: tuple[int, ...]
    points: tuple[int, ...]
    weight: int = 1


@dataclass(frozen=True)
class Election:
    """One envelope put to the vote. Money is exact, in the unit of the file or of the edition."""

    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: Fraction
    kind: BallotKind = BallotKind.APPROVAL
    title: str = ""

    @cached_property
    def voters(self) -> int:
        """How many ballots were cast, the empty ones too."""
        return sum(ballot.weight for ballot in self.ballots)

    @cached_property
    def _tally(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        votes, scores = [0] * len(self.projects), [0] * len(self.projects)
        for ballot in self.ballots:
            weight = ballot.weight
            for at, points in zip(ballot.choices, ballot.points, strict=True):
                scores[at] += weight * points
                if points > 0:
                    votes[at] += weight
        return tuple(votes), tuple(scores)

    @property
    def votes(self) -> tuple[int, ...]:
        """How many voters named each project."""
        return self._tally[0]

    @property
    def scores(self) -> tuple[int, ...]:
        """The points of each project; for approvals, its votes."""
        return self._tally[1]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each project stands, by its key."""
        return {project.key: at for at, project in enumerate(self.projects)}

    def sharing(self, budget: Fraction) -> "Election":
        """Return the same vote with another budget; what was added up of its ballots stays added up."""
        part = replace(self, budget=budget)
        for name in ("_tally", "voters"):
            part.__dict__[name] = getattr(self, name)
        return part

    @cached_property
    def unique_share(self) -> Fraction:
        """Which share of the ballots nobody else cast: such a ballot may betray its voter."""
        alone = sum(ballot.weight == 1 for ballot in self.ballots)
        return Fraction(alone, self.voters) if self.voters else Fraction(0)


def grouped(ballots: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> tuple[Ballot, ...]:
    """Join ballots that say the same, in an order that does not depend on when they came."""
    found: Counter[tuple[tuple[int, int], ...]] = Counter()
    for (choices, points), weight in Counter(ballots).items():
        found[tuple(sorted(zip(choices, points, strict=True)))] += weight
    return tuple(
        Ballot(tuple(at for at, _ in said), tuple(points for _, points in said), weight)
        for said, weight in sorted(found.items())
    )
