"""The fairest draw: column generation that makes the smallest chance as large as it can be.

Persons are grouped by profile, so a panel is how many of each. The master problem weighs the known
panels, the pricing problem looks for a better one (scipy's HiGHS); when none is left, no lottery gives
the least favoured more. Loaded late: numpy and scipy weigh much. Run with OMP_NUM_THREADS=1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from tadafor.councils.rules.lot.panels import Column
from tadafor.councils.rules.lot.pool import Person, Profile, Quota, profiles_of

NEAR = 2e-5
FADING = 0.8
MOST_ROUNDS = 3_000


class Infeasible(Exception):  # noqa: N818 -- it reads as the domain says it
    """No panel keeps every quota; ``relaxed`` are the nearest quotas that one keeps."""

    def __init__(self, relaxed: list[Quota]) -> None:
        super().__init__("no panel keeps every quota")
        self.relaxed = relaxed


@dataclass
class Solving:
    """A draw being prepared: what was found can be kept and taken up again."""

    persons: Sequence[Person]
    quotas: Sequence[Quota]
    seats: int
    one_per_household: bool = False
    found: list[tuple[int, ...]] = field(default_factory=list)
    weights: Any = None
    smallest: float = 0.0
    bound: float = 1.0

    def __post_init__(self) -> None:
        self.profiles: list[Profile] = profiles_of(self.persons, one_per_household=self.one_per_household)
        self.sizes = np.array([len(profile.codes) for profile in self.profiles], dtype=float)
        self.reachable = np.ones(len(self.profiles), dtype=bool)
        self.constraints = self._constraints()
        self._seen = set(self.found)

    def _cells(self) -> Any:  # noqa: ANN401 -- an array
        return np.array(
            [
                [float((quota.fact, quota.value) in profile.facts) for profile in self.profiles]
                for quota in self.quotas
            ]
        ).reshape(len(self.quotas), len(self.profiles))

    def _constraints(self) -> list[Any]:
        rows = [np.ones((1, len(self.profiles)))]
        low, high = [float(self.seats)], [float(self.seats)]
        if self.quotas:
            rows.append(self._cells())
            low += [float(quota.least) for quota in self.quotas]
            high += [float(quota.most) for quota in self.quotas]
        for home in sorted({profile.household for profile in self.profiles if profile.household}):
            rows.append(np.array([[float(profile.household == home) for profile in self.profiles]]))
            low.append(0.0)
            high.append(1.0)
        return [LinearConstraint(np.vstack(rows), low, high)]

    def best(self, value: Any) -> tuple[int, ...] | None:  # noqa: ANN401 -- an array
        """Return the panel worth most, or None when there is none at all."""
        answer = milp(
            c=-value,
            integrality=np.ones(len(self.profiles)),
            bounds=Bounds(0, self.sizes),
            constraints=self.constraints,
        )
        return None if answer.x is None else tuple(round(count) for count in answer.x)

    def _keep(self, panel: tuple[int, ...]) -> bool:
        if panel in self._seen:
            return False
        self._seen.add(panel)
        self.found.append(panel)
        return True

    def _begin(self) -> None:
        """Find panels that together reach everybody who can be reached."""
        covered = np.zeros(len(self.profiles), dtype=bool)
        for known in self.found:
            covered |= np.array(known) > 0
        fading = np.ones(len(self.profiles))
        while not (covered | ~self.reachable).all():
            wanted = np.where(covered | ~self.reachable, 0.0, 1.0)
            panel = self.best(wanted + 1e-3 * fading / self.sizes)
            if panel is None:
                raise Infeasible(self.relaxed())
            reached = np.array(panel) > 0
            if not (reached & (wanted > 0)).any():
                self.reachable &= covered
                break
            self._keep(panel)
            covered |= reached
            fading[reached] *= FADING

    def _master(self) -> Any:  # noqa: ANN401 -- scipy's answer
        shares = (np.array(self.found, dtype=float) / self.sizes).T[self.reachable]
        many = len(self.found)
        return linprog(
            c=np.append(np.zeros(many), -1.0),
            A_ub=np.hstack([-shares, np.ones((shares.shape[0], 1))]),
            b_ub=np.zeros(shares.shape[0]),
            A_eq=np.append(np.ones(many), 0.0).reshape(1, -1),
            b_eq=[1.0],
            bounds=[(0, None)] * many + [(None, None)],
            method="highs",
        )

    def rounds(self) -> Iterator["Solving"]:
        """Improve the lottery round after round; every round can be the last that is waited for."""
        self._begin()
        for _ in range(MOST_ROUNDS):
            answer = self._master()
            self.weights, self.smallest = answer.x[:-1], float(answer.x[-1])
            prices = np.zeros(len(self.profiles))
            prices[self.reachable] = -answer.ineqlin.marginals
            panel = self.best(prices / self.sizes)
            if panel is None:
                raise Infeasible(self.relaxed())
            worth = float((np.array(panel) * prices / self.sizes).sum())
            self.bound = min(self.bound, max(worth, self.smallest))
            yield self
            if self.bound - self.smallest <= NEAR or not self._keep(panel):
                return

    def even_out(self) -> None:
        """Among the lotteries with this smallest chance, take one that favours the others evenly."""
        fair = self.seats / float(self.sizes.sum())
        shares = (np.array(self.found, dtype=float) / self.sizes).T[self.reachable]
        rows, many = shares.shape
        sizes = self.sizes[self.reachable]
        answer = linprog(
            c=np.append(np.zeros(many), -sizes),
            A_ub=np.vstack(
                [
                    np.hstack([-shares, np.eye(rows)]),
                    np.hstack([-shares, np.zeros((rows, rows))]),
                ]
            ),
            b_ub=np.append(np.zeros(rows), np.full(rows, -(self.smallest - 1e-9))),
            A_eq=np.append(np.ones(many), np.zeros(rows)).reshape(1, -1),
            b_eq=[1.0],
            bounds=[(0, None)] * many + [(0, fair)] * rows,
            method="highs",
        )
        if answer.x is not None:
            self.weights = answer.x[:many]

    @property
    def columns(self) -> list[Column]:
        """The panels that have a weight."""
        return [
            Column(panel, float(weight))
            for panel, weight in zip(self.found, self.weights, strict=True)
            if weight > 1e-9  # noqa: PLR2004 -- what rounding leaves
        ]

    def relaxed(self) -> list[Quota]:
        """Return the quotas nearest to those wanted that some panel keeps (§ councils-17)."""
        groups, cells = len(self.profiles), len(self.quotas)
        table = self._cells()
        slack = np.eye(cells)
        matrix = np.vstack(
            [
                np.hstack([np.ones((1, groups)), np.zeros((1, 2 * cells))]),
                np.hstack([table, slack, np.zeros((cells, cells))]),
                np.hstack([table, np.zeros((cells, cells)), -slack]),
            ]
        )
        low = [self.seats, *(quota.least for quota in self.quotas), *([-np.inf] * cells)]
        high = [self.seats, *([np.inf] * cells), *(quota.most for quota in self.quotas)]
        answer = milp(
            c=np.append(np.zeros(groups), np.ones(2 * cells)),
            integrality=np.ones(groups + 2 * cells),
            bounds=Bounds(0, np.append(self.sizes, np.full(2 * cells, np.inf))),
            constraints=[LinearConstraint(matrix, low, high)],
        )
        if answer.x is None:
            return []
        fewer = [round(count) for count in answer.x[groups : groups + cells]]
        more = [round(count) for count in answer.x[groups + cells :]]
        return [
            Quota(quota.fact, quota.value, quota.least - fewer[at], quota.most + more[at])
            for at, quota in enumerate(self.quotas)
            if fewer[at] or more[at]
        ]
