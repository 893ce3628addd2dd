"""The settings of a count, each stated before the vote and printed in the minutes."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    """How the envelope is shared out."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal_shares"


class Utility(StrEnum):
    """What a funded project is worth to a supporter: its cost, or one; times the points given to it."""

    COST = "cost"
    ONE = "one"


class Completion(StrEnum):
    """What is done with the money that equal shares leave (the plain method leaves about half)."""

    NONE = "none"
    INCREMENT = "increment"


class Tie(StrEnum):
    """What settles a tie, one after the other; the same in every round."""

    LESS_COST = "less_cost"
    MORE_VOTES = "more_votes"
    LOT = "lot"


USUAL_TIES = (Tie.LESS_COST, Tie.MORE_VOTES, Tie.LOT)


class SettingsRefusal(StrEnum):
    """Why a count cannot be made with these settings."""

    INCREMENT = "increment"
    SHARE = "share"
    RESERVES = "reserves"
    CEILINGS = "ceilings"
    LOT_INCOMPLETE = "lot_incomplete"


@dataclass(frozen=True)
class Reserve:
    """A share of the envelope kept for projects that bear a mark, counted first (§ count-reserves)."""

    mark: str
    share: Fraction


@dataclass(frozen=True)
class Ceiling:
    """The most that projects with a mark may cost together, for the greedy rule."""

    mark: str
    amount: Fraction


@dataclass(frozen=True)
class CountSettings:
    """Everything on which a result depends besides the ballots.

    ``skip``: the greedy rule passes over a project that does not fit and goes on. ``last_share``: it
    funds the first that does not fit when this share of its cost is left. ``least_score``: a project
    with fewer points is not counted. ``least_support``: a project is counted when votes / voters is at
    least cost / (``least_support`` x budget). ``integral_start``: shares begin at whole units of money.
    ``increment``: by how much each voter's share grows from one round to the next.
    ``stop_when_exhaustive``: rounds also end when nothing more fits. ``then_greedy``: what is left after
    the rounds is spent by the greedy rule. ``comparison``: where more voters have more of their projects
    in the greedy result, that one is kept. ``lot``: keys of the projects, the luckiest first; empty
    means the order in which the projects are listed. ``lift_ceilings``: money that the ceilings leave
    goes, by points, to projects they stopped. ``fund_all``: no count is needed, all are funded.
    """

    method: Method = Method.GREEDY
    skip: bool = True
    last_share: Fraction | None = None
    least_score: Fraction = Fraction(0)
    least_support: Fraction | None = None
    utility: Utility = Utility.COST
    integral_start: bool = False
    completion: Completion = Completion.INCREMENT
    increment: Fraction = Fraction(1)
    stop_when_exhaustive: bool = False
    then_greedy: bool = False
    comparison: bool = False
    ties: tuple[Tie, ...] = USUAL_TIES
    lot: tuple[str, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    lift_ceilings: bool = False
    fund_all: bool = False


def refuse_settings(settings: CountSettings, keys: frozenset[str]) -> SettingsRefusal | None:
    """Say why no count can be made with ``settings`` on projects with these ``keys`` (§ count-settings)."""
    if settings.increment <= 0:
        return SettingsRefusal.INCREMENT
    shares = [reserve.share for reserve in settings.reserves]
    if any(not 0 < share <= 1 for share in shares) or sum(shares) > 1:
        return SettingsRefusal.RESERVES
    if settings.last_share is not None and not 0 < settings.last_share <= 1:
        return SettingsRefusal.SHARE
    if settings.least_support is not None and settings.least_support <= 0:
        return SettingsRefusal.SHARE
    if settings.ceilings and settings.method is Method.EQUAL_SHARES:
        return SettingsRefusal.CEILINGS
    if settings.lot and (len(settings.lot) != len(set(settings.lot)) or set(settings.lot) != keys):
        return SettingsRefusal.LOT_INCOMPLETE
    return None
