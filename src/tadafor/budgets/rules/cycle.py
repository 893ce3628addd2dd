"""The cycle of an edition: its phases, and what is allowed in each (``docs/rules/budgets.md``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise


class Phase(StrEnum):
    """The phases in their order. All but the announcement, the vote and the results may be left out."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    IDEAS = "ideas"
    MERGING = "merging"
    STUDY = "study"
    PRICES = "prices"
    CAMPAIGN = "campaign"
    VOTE = "vote"
    COUNT = "count"
    RESULTS = "results"
    CARRYING_OUT = "carrying_out"


# These have days of their own; the others follow from acts.
DATED = (Phase.IDEAS, Phase.MERGING, Phase.STUDY, Phase.PRICES, Phase.CAMPAIGN, Phase.VOTE)
NEEDED = frozenset({Phase.VOTE})


class Act(StrEnum):
    """What somebody may want to do in an edition."""

    CHANGE_REGULATION = "change_regulation"
    PROPOSE_IDEA = "propose_idea"
    BACK_IDEA = "back_idea"
    CHANGE_IDEA = "change_idea"
    MERGE_IDEAS = "merge_ideas"
    TAKE_BACK_PROJECT = "take_back_project"
    SET_ASIDE = "set_aside"
    DRAFT_PROJECT = "draft_project"
    STUDY_PROJECT = "study_project"
    ANSWER_STUDY = "answer_study"
    PUBLISH_PRICES = "publish_prices"
    SIMULATE = "simulate"
    CAMPAIGN = "campaign"
    CAST = "cast"
    ENTER_PAPER = "enter_paper"
    PUBLISH_URN = "publish_urn"
    LOAD_BALLOTS = "load_ballots"
    PUBLISH_RESULT = "publish_result"
    FOLLOW_UP = "follow_up"


_BEFORE_VOTE = frozenset(
    {Phase.ANNOUNCED, Phase.IDEAS, Phase.MERGING, Phase.STUDY, Phase.PRICES, Phase.CAMPAIGN}
)
# The one table of what is allowed when (§ budgets-phases).
ALLOWED: Mapping[Act, frozenset[Phase]] = {
    Act.CHANGE_REGULATION: frozenset({Phase.DRAFT}),
    Act.PROPOSE_IDEA: frozenset({Phase.IDEAS}),
    Act.BACK_IDEA: frozenset({Phase.IDEAS, Phase.MERGING}),
    Act.CHANGE_IDEA: frozenset({Phase.IDEAS, Phase.MERGING}),
    Act.MERGE_IDEAS: frozenset({Phase.IDEAS, Phase.MERGING, Phase.STUDY}),
    Act.TAKE_BACK_PROJECT: frozenset({Phase.IDEAS, Phase.MERGING, Phase.STUDY}),
    Act.SET_ASIDE: frozenset({Phase.IDEAS, Phase.MERGING, Phase.STUDY, Phase.PRICES, Phase.CAMPAIGN}),
    Act.DRAFT_PROJECT: frozenset({Phase.IDEAS, Phase.MERGING, Phase.STUDY}),
    Act.STUDY_PROJECT: frozenset({Phase.MERGING, Phase.STUDY, Phase.PRICES}),
    Act.ANSWER_STUDY: frozenset({Phase.STUDY, Phase.PRICES}),
    Act.PUBLISH_PRICES: frozenset({Phase.STUDY, Phase.PRICES}),
    Act.SIMULATE: _BEFORE_VOTE | {Phase.DRAFT},
    Act.CAMPAIGN: frozenset({Phase.PRICES, Phase.CAMPAIGN, Phase.VOTE}),
    Act.CAST: frozenset({Phase.VOTE}),
    Act.ENTER_PAPER: frozenset({Phase.VOTE, Phase.COUNT}),
    Act.PUBLISH_URN: frozenset({Phase.COUNT}),
    Act.LOAD_BALLOTS: frozenset({Phase.COUNT}),
    Act.PUBLISH_RESULT: frozenset({Phase.COUNT}),
    Act.FOLLOW_UP: frozenset({Phase.RESULTS, Phase.CARRYING_OUT}),
}


class CycleRefusal(StrEnum):
    """Why something is not done now, or why the days of an edition do not hold together."""

    NOT_NOW = "not_now"
    NO_VOTE_DAYS = "no_vote_days"
    DAYS_REVERSED = "days_reversed"
    PHASES_OVERLAP = "phases_overlap"
    IN_THE_PAST = "in_the_past"
    NO_ENVELOPE = "no_envelope"
    NO_PRINCIPLES = "no_principles"
    ALREADY_ANNOUNCED = "already_announced"
    NOT_LATER = "not_later"
    NO_REASON = "no_reason"
    PRICES_ARE_PUBLIC = "prices_are_public"
    A_REAL_VOTE = "a_real_vote"


@dataclass(frozen=True)
class Days:
    """The first and the last day of a phase; both belong to it, whole, in Moroccan time."""

    phase: Phase
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class Cycle:
    """The days of an edition, and the acts that moved it on."""

    days: tuple[Days, ...] = ()
    announced_on: date | None = None
    results_on: date | None = None
    adopted_on: date | None = None
    again: bool = False
    """Whether an earlier vote was void and this one is held in its place."""

    @property
    def ordered(self) -> list[Days]:
        """The dated phases in the order of the cycle."""
        return sorted(self.days, key=lambda one: DATED.index(one.phase))


def phase(cycle: Cycle, *, today: date) -> Phase:
    """Return where the edition stands on ``today`` (§ budgets-phase).

    Between two dated phases the one that ended still stands; its acts are closed (see ``is_open``).
    """
    if cycle.announced_on is None:
        return Phase.DRAFT
    if cycle.results_on is not None:
        return Phase.CARRYING_OUT if cycle.adopted_on is not None else Phase.RESULTS
    begun = [one for one in cycle.ordered if one.opens_on <= today]
    if cycle.again and not any(one.phase is Phase.VOTE for one in begun):
        return Phase.CAMPAIGN
    if not begun:
        return Phase.ANNOUNCED
    last = begun[-1]
    return Phase.COUNT if last.phase is Phase.VOTE and today > last.closes_on else last.phase


def is_open(cycle: Cycle, act: Act, *, today: date) -> bool:
    """Whether ``act`` is allowed on ``today`` (§ budgets-phases)."""
    now = phase(cycle, today=today)
    if now not in ALLOWED[act] or (cycle.again and act in _SETTLED):
        return False
    if act not in _TO_THE_DAY:
        return True
    return any(one.phase is now and one.opens_on <= today <= one.closes_on for one in cycle.days)


# People have voted on these projects by these rules once: neither changes any more (§ secrecy-again).
_SETTLED = frozenset({Act.SIMULATE, Act.SET_ASIDE})
# What the public does ends with the last day; staff may finish until the next phase begins.
_TO_THE_DAY = frozenset(
    {
        Act.PROPOSE_IDEA,
        Act.BACK_IDEA,
        Act.CHANGE_IDEA,
        Act.TAKE_BACK_PROJECT,
        Act.ANSWER_STUDY,
        Act.CAST,
    }
)


def refuse(cycle: Cycle, act: Act, *, today: date) -> CycleRefusal | None:
    """Say that ``act`` is not allowed on ``today``."""
    return None if is_open(cycle, act, today=today) else CycleRefusal.NOT_NOW


def prices_are_public(cycle: Cycle, published_on: date | None, *, today: date) -> bool:
    """Whether prices are shown: once published, and from the vote at the latest (§ budgets-prices)."""
    if published_on is not None:
        return True
    return phase(cycle, today=today) in {Phase.VOTE, Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT}


def refuse_days(days: Iterable[Days]) -> CycleRefusal | None:
    """Say why these days make no cycle: one phase after the other, a vote among them (§ budgets-days)."""
    ordered = Cycle(tuple(days)).ordered
    if {one.phase for one in ordered}.isdisjoint(NEEDED):
        return CycleRefusal.NO_VOTE_DAYS
    if any(one.closes_on < one.opens_on for one in ordered):
        return CycleRefusal.DAYS_REVERSED
    overlap = any(later.opens_on <= earlier.closes_on for earlier, later in pairwise(ordered))
    return CycleRefusal.PHASES_OVERLAP if overlap else None


@dataclass(frozen=True)
class Regulation:
    """What must be there before an edition is announced (the auto-règlement)."""

    principles: str
    criteria: str
    envelopes: int
    days: tuple[Days, ...] = field(default=())


def refuse_announcement(regulation: Regulation, cycle: Cycle, *, today: date) -> CycleRefusal | None:
    """Say why the edition may not be announced yet (§ budgets-regulation)."""
    if cycle.announced_on is not None:
        return CycleRefusal.ALREADY_ANNOUNCED
    if not regulation.principles.strip() or not regulation.criteria.strip():
        return CycleRefusal.NO_PRINCIPLES
    if regulation.envelopes == 0:
        return CycleRefusal.NO_ENVELOPE
    if refusal := refuse_days(regulation.days):
        return refusal
    past = any(one.opens_on < today for one in regulation.days)
    return CycleRefusal.IN_THE_PAST if past else None


def refuse_extension(
    cycle: Cycle, which: Phase, *, new_last_day: date, reason: str, today: date
) -> CycleRefusal | None:
    """Say why a phase may not be made longer; it only grows, for a reason (§ budgets-extension)."""
    if not reason.strip():
        return CycleRefusal.NO_REASON
    current = next((one for one in cycle.days if one.phase is which), None)
    if current is None or today > current.closes_on or phase(cycle, today=today) is Phase.DRAFT:
        return CycleRefusal.NOT_NOW
    if new_last_day <= current.closes_on:
        return CycleRefusal.NOT_LATER
    moved = [Days(which, one.opens_on, new_last_day) if one is current else one for one in cycle.days]
    return refuse_days(moved)


def refuse_early_end(cycle: Cycle, *, is_demonstration: bool, today: date) -> CycleRefusal | None:
    """Say why a vote does not end before its day; only one that is shown does (§ budgets-shown)."""
    if not is_demonstration:
        return CycleRefusal.A_REAL_VOTE
    vote = next((one for one in cycle.days if one.phase is Phase.VOTE), None)
    runs = vote is not None and is_open(cycle, Act.CAST, today=today) and vote.opens_on < today
    return None if runs else CycleRefusal.NOT_NOW
