"""A thousand panels, of which three digits drawn in public choose one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tadafor.councils.rules.lot.pool import Profile, digest

PANELS = 1_000


@dataclass(frozen=True)
class Column:
    """A way to fill the seats: how many of each profile, and how likely it is."""

    counts: tuple[int, ...]
    weight: float


def rounded(columns: Sequence[Column], panels: int = PANELS) -> list[int]:
    """Return how many of the panels each way gets: whole parts, then the largest remainders."""
    whole = sum(column.weight for column in columns) or 1
    exact = [panels * column.weight / whole for column in columns]
    given = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda at: (given[at] - exact[at], at))
    for at in order[: panels - sum(given)]:
        given[at] += 1
    return given


def panels_of(profiles: Sequence[Profile], columns: Sequence[Column], *, pool: str) -> list[list[str]]:
    """Return the panels in an order nobody chose; within a profile turns are even (§ councils-19)."""
    turns = [0] * len(profiles)
    made = []
    for column, times in zip(columns, rounded(columns), strict=True):
        for _ in range(times):
            panel: list[str] = []
            for at, count in enumerate(column.counts):
                codes = profiles[at].codes
                panel += [codes[(turns[at] + step) % len(codes)] for step in range(count)]
                turns[at] += count
            made.append(sorted(panel))
    return sorted(made, key=lambda panel: digest([pool, panel]))


def chances(panels: Sequence[Sequence[str]], codes: Sequence[str]) -> dict[str, int]:
    """Return in how many of the panels each person is (§ councils-19)."""
    counted = Counter(code for panel in panels for code in panel)
    return {code: counted[code] for code in codes}
