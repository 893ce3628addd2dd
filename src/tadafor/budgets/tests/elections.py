"""Elections to count in tests: small ones made here, and the published ones where they can be reached."""

from fractions import Fraction
from pathlib import Path

import pytest

from tadafor.budgets.rules.election import BallotKind, Election, Project, grouped

PUBLISHED = Path(__file__).parents[5] / "shared" / "data" / "pabulib"


def election(costs, votes, budget, *, points=None, kind=BallotKind.APPROVAL, marks=None):
    """``costs`` by key; ``votes``: one string of keys for each voter, such as "ab"."""
    projects = tuple(
        Project(key, Fraction(cost), f"project {key}", frozenset((marks or {}).get(key, ())))
        for key, cost in costs.items()
    )
    at = {project.key: place for place, project in enumerate(projects)}
    choices = [tuple(at[key] for key in vote) for vote in votes]
    given = points or [(1,) * len(vote) for vote in votes]
    return Election(
        projects, grouped(zip(choices, map(tuple, given), strict=True)), Fraction(budget), kind, "made here"
    )


def published(name):
    path = PUBLISHED / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand: the published elections are not part of the project")
    return path
