"""Who may vote, what a ballot may say, and the one register that serves every channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tadafor.budgets.rules.election import BallotKind
from tadafor.budgets.rules.urn import Said


class Mark(StrEnum):
    """What the register says of one voter. What they voted for is never there."""

    NONE = "none"
    ONLINE = "online"
    DESK = "desk"
    PAPER_ISSUED = "paper_issued"
    PAPER_SPOILT = "paper_spoilt"
    PAPER_RETURNED = "paper_returned"


class Move(StrEnum):
    """What happens to one voter's line of the register."""

    CAST_ONLINE = "cast_online"
    CAST_AT_DESK = "cast_at_desk"
    ISSUE_PAPER = "issue_paper"
    SPOIL_PAPER = "spoil_paper"
    RETURN_PAPER = "return_paper"


class VotingRefusal(StrEnum):
    """Why a vote is not taken."""

    CLOSED = "closed"
    NOT_OPENED = "not_opened"
    NOT_LINKED = "not_linked"
    TOO_YOUNG = "too_young"
    ALREADY_AT_DESK = "already_at_desk"
    PAPER_OUT = "paper_out"
    PAPER_IN = "paper_in"
    NO_PAPER_OUT = "no_paper_out"
    CARD_VOTED = "card_voted"
    SECOND_STAFF = "second_staff"


@dataclass(frozen=True)
class Moved:
    """The line afterwards; ``cancels`` the sealed ballot that stood behind it."""

    mark: Mark
    cancels: bool = False


# The one table of the register (§ budgets-register). What is not here is refused.
REGISTER: Mapping[tuple[Mark, Move], Moved | VotingRefusal] = {
    (Mark.NONE, Move.CAST_ONLINE): Moved(Mark.ONLINE),
    (Mark.NONE, Move.CAST_AT_DESK): Moved(Mark.DESK),
    (Mark.NONE, Move.ISSUE_PAPER): Moved(Mark.PAPER_ISSUED),
    (Mark.ONLINE, Move.CAST_ONLINE): Moved(Mark.ONLINE, cancels=True),
    (Mark.ONLINE, Move.CAST_AT_DESK): Moved(Mark.DESK, cancels=True),
    (Mark.ONLINE, Move.ISSUE_PAPER): Moved(Mark.PAPER_ISSUED, cancels=True),
    (Mark.DESK, Move.CAST_ONLINE): VotingRefusal.ALREADY_AT_DESK,
    (Mark.DESK, Move.CAST_AT_DESK): VotingRefusal.ALREADY_AT_DESK,
    (Mark.DESK, Move.ISSUE_PAPER): VotingRefusal.ALREADY_AT_DESK,
    (Mark.PAPER_ISSUED, Move.CAST_ONLINE): VotingRefusal.PAPER_OUT,
    (Mark.PAPER_ISSUED, Move.CAST_AT_DESK): VotingRefusal.PAPER_OUT,
    (Mark.PAPER_ISSUED, Move.ISSUE_PAPER): VotingRefusal.PAPER_OUT,
    (Mark.PAPER_ISSUED, Move.SPOIL_PAPER): Moved(Mark.PAPER_SPOILT),
    (Mark.PAPER_ISSUED, Move.RETURN_PAPER): Moved(Mark.PAPER_RETURNED),
    (Mark.PAPER_SPOILT, Move.CAST_ONLINE): VotingRefusal.PAPER_OUT,
    (Mark.PAPER_SPOILT, Move.CAST_AT_DESK): VotingRefusal.PAPER_OUT,
    (Mark.PAPER_SPOILT, Move.ISSUE_PAPER): Moved(Mark.PAPER_ISSUED),
    (Mark.PAPER_RETURNED, Move.CAST_ONLINE): VotingRefusal.PAPER_IN,
    (Mark.PAPER_RETURNED, Move.CAST_AT_DESK): VotingRefusal.PAPER_IN,
    (Mark.PAPER_RETURNED, Move.ISSUE_PAPER): VotingRefusal.PAPER_IN,
}


def move(mark: Mark, wanted: Move) -> Moved | VotingRefusal:
    """Return the line of the register after ``wanted``, or why it is refused (§ budgets-register)."""
    return REGISTER.get((mark, wanted), VotingRefusal.NO_PAPER_OUT)


@dataclass(frozen=True)
class Voter:
    """What the rule must know of who wants to vote; nothing of it is kept with a ballot."""

    linked: bool
    old_enough: bool


def refuse_voter(voter: Voter, *, is_open: bool, rehearsed: bool) -> VotingRefusal | None:
    """Say why this person may not vote (§ budgets-voters)."""
    if not rehearsed:
        return VotingRefusal.NOT_OPENED
    if not is_open:
        return VotingRefusal.CLOSED
    if not voter.linked:
        return VotingRefusal.NOT_LINKED
    return None if voter.old_enough else VotingRefusal.TOO_YOUNG


# ---- what a ballot may say


class BallotRule(StrEnum):
    """How people say what they want, as the edition chose."""

    APPROVAL = "approval"
    KNAPSACK = "knapsack"
    POINTS = "points"
    RANKING = "ranking"


KIND = {
    BallotRule.APPROVAL: BallotKind.APPROVAL,
    BallotRule.KNAPSACK: BallotKind.APPROVAL,
    BallotRule.POINTS: BallotKind.CUMULATIVE,
    BallotRule.RANKING: BallotKind.ORDINAL,
}
POINTED = frozenset({BallotRule.POINTS, BallotRule.RANKING})


class BallotRefusal(StrEnum):
    """Why a ballot is not valid; nothing is sealed, and what was chosen stays on the screen."""

    UNKNOWN_PROJECT = "unknown_project"
    NAMED_TWICE = "named_twice"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    OVER_ENVELOPE = "over_envelope"
    POINTS_WRONG = "points_wrong"
    TOO_MANY_POINTS = "too_many_points"
    RANKS_WRONG = "ranks_wrong"


@dataclass(frozen=True)
class BallotLimits:
    """The limits of the edition. ``least`` and ``most`` count projects; ``points`` are to share out."""

    rule: BallotRule
    least: int = 0
    most: int | None = None
    points: int = 10


def refuse_ballot(
    said: Said, limits: BallotLimits, *, costs: Mapping[str, Fraction], envelope: Fraction
) -> BallotRefusal | None:
    """Say why a ballot is not valid (§ budgets-ballot). An empty one is: it is a blank vote."""
    keys = [key for key, _ in said]
    if not said:
        return None
    if any(key not in costs for key in keys):
        return BallotRefusal.UNKNOWN_PROJECT
    if len(set(keys)) != len(keys):
        return BallotRefusal.NAMED_TWICE
    if len(keys) < limits.least:
        return BallotRefusal.TOO_FEW
    if limits.most is not None and len(keys) > limits.most:
        return BallotRefusal.TOO_MANY
    return _refuse_worth(said, limits, costs, envelope)


def _refuse_worth(
    said: Said, limits: BallotLimits, costs: Mapping[str, Fraction], envelope: Fraction
) -> BallotRefusal | None:
    points = sorted(worth for _, worth in said)
    match limits.rule:
        case BallotRule.POINTS if points[0] < 1:
            return BallotRefusal.POINTS_WRONG
        case BallotRule.POINTS if sum(points) > limits.points:
            return BallotRefusal.TOO_MANY_POINTS
        case BallotRule.RANKING if points != list(range(1, len(points) + 1)):
            return BallotRefusal.RANKS_WRONG
        case BallotRule.APPROVAL | BallotRule.KNAPSACK if set(points) != {1}:
            return BallotRefusal.POINTS_WRONG
        case BallotRule.KNAPSACK if sum(costs[key] for key, _ in said) > envelope:
            return BallotRefusal.OVER_ENVELOPE
    return None


@dataclass(frozen=True)
class Purse:
    """An envelope as a ballot meets it: its amount, and which projects it pays."""

    amount: Fraction
    keys: frozenset[str]


@dataclass(frozen=True)
class BadBallot:
    """Why a ballot is not valid, and by how much its cost is over an envelope."""

    refusal: BallotRefusal
    over: Fraction = Fraction(0)


def check_ballot(
    said: Said, limits: BallotLimits, *, costs: Mapping[str, Fraction], purses: Sequence[Purse]
) -> BadBallot | None:
    """Say why a ballot is not valid where each envelope pays its own projects (§ budgets-ballot)."""
    everything = sum(costs.values(), Fraction(0))
    if refusal := refuse_ballot(said, limits, costs=costs, envelope=everything):
        return BadBallot(refusal)
    if limits.rule is not BallotRule.KNAPSACK:
        return None
    spent = [(sum(costs[key] for key, _ in said if key in purse.keys), purse.amount) for purse in purses]
    over = max((cost - amount for cost, amount in spent), default=Fraction(0))
    return BadBallot(BallotRefusal.OVER_ENVELOPE, Fraction(over)) if over > 0 else None


# ---- paper


class BatchRefusal(StrEnum):
    """Why a batch of paper ballots is not counted yet."""

    NOT_BALANCED = "not_balanced"
    ENTRIES_DIFFER = "entries_differ"
    SAME_PERSON = "same_person"
    SERIAL_TWICE = "serial_twice"
    SERIAL_NOT_ISSUED = "serial_not_issued"
    ALREADY_CLOSED = "already_closed"
    ENTRY_DONE = "entry_done"


@dataclass(frozen=True)
class Balance:
    """The sheets of one desk: printed for it, used, spoilt, left over."""

    issued: int
    used: int
    spoilt: int
    left: int

    @property
    def gap(self) -> int:
        """Sheets that nobody can account for; zero in a batch that balances."""
        return self.issued - self.used - self.spoilt - self.left


def refuse_batch(
    balance: Balance, *, first: list[Said], second: list[Said], same_person: bool
) -> BatchRefusal | None:
    """Say why a batch may not be closed (§ budgets-batch): two people enter it apart, and it balances."""
    if same_person:
        return BatchRefusal.SAME_PERSON
    if balance.gap:
        return BatchRefusal.NOT_BALANCED
    alike = sorted(first) == sorted(second) and len(first) == balance.used
    return None if alike else BatchRefusal.ENTRIES_DIFFER
