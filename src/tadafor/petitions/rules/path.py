"""The path of a petition: states, who may do what when (``docs/rules/petitions.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.petitions.rules.law import Requirements

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
SHORTEST_TEXT = 20
SHORTEST_REASON = 10
LONGEST_REASON = 5_000


class State(StrEnum):
    """Where a petition stands. READY is never stored: it is collecting with enough signatures."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    READY = "ready"
    DEPOSITED = "deposited"
    CHECKING = "checking"
    ACCEPTED = "accepted"
    COMMITTEE = "committee"
    AGENDA = "agenda"
    DELIBERATED = "deliberated"
    FOLLOWED = "followed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What changes a petition."""

    WRITE = "write"
    OPEN = "open"
    SIGN = "sign"
    DEPOSIT = "deposit"
    WITHDRAW = "withdraw"
    REGISTER = "register"
    REFER = "refer"
    FIND = "find"
    CHECK_SHEETS = "check_sheets"
    ACCEPT = "accept"
    REFUSE = "refuse"
    NOTIFY = "notify"
    COMMITTEE = "committee"
    AGENDA = "agenda"
    DELIBERATE = "deliberate"
    CORRECT = "correct"
    FOLLOW_UP = "follow_up"


_AFTER_DEPOSIT = frozenset(
    {
        State.DEPOSITED,
        State.CHECKING,
        State.ACCEPTED,
        State.COMMITTEE,
        State.AGENDA,
        State.DELIBERATED,
        State.FOLLOWED,
        State.REFUSED,
    }
)
WHEN: dict[Act, frozenset[State]] = {
    Act.WRITE: frozenset({State.DRAFT}),
    Act.OPEN: frozenset({State.DRAFT}),
    Act.SIGN: frozenset({State.COLLECTING}),
    Act.DEPOSIT: frozenset({State.DRAFT, State.COLLECTING}),
    Act.WITHDRAW: frozenset(
        {
            State.DRAFT,
            State.COLLECTING,
            State.DEPOSITED,
            State.CHECKING,
            State.ACCEPTED,
            State.COMMITTEE,
            State.AGENDA,
        }
    ),
    Act.REGISTER: _AFTER_DEPOSIT,
    Act.REFER: frozenset({State.DEPOSITED}),
    Act.FIND: frozenset({State.CHECKING}),
    Act.CHECK_SHEETS: frozenset({State.DEPOSITED, State.CHECKING}),
    Act.ACCEPT: frozenset({State.CHECKING}),
    Act.REFUSE: frozenset({State.CHECKING}),
    Act.NOTIFY: frozenset({State.REFUSED}),
    Act.COMMITTEE: frozenset({State.ACCEPTED, State.COMMITTEE}),
    Act.AGENDA: frozenset({State.ACCEPTED, State.COMMITTEE, State.AGENDA}),
    Act.DELIBERATE: frozenset({State.AGENDA}),
    Act.CORRECT: frozenset({State.DELIBERATED, State.FOLLOWED}),
    Act.FOLLOW_UP: frozenset({State.DELIBERATED, State.FOLLOWED}),
}
PUBLIC = frozenset(State) - {State.DRAFT}
ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.DELIBERATED, State.FOLLOWED})


class Step(StrEnum):
    """The steps shown on every page."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    DEPOSITED = "deposited"
    CHECKING = "checking"
    COMMITTEE = "committee"
    AGENDA = "agenda"
    DELIBERATED = "deliberated"
    FOLLOWED = "followed"


class Result(StrEnum):
    """What the council decided."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    REFERRED = "referred"


class Party(StrEnum):
    """Who stands behind a petition; the law asks for the agent (وكيل)."""

    AGENT = "agent"
    DEPUTY = "deputy"
    INITIATOR = "initiator"
    HELPER = "helper"


class PathRefusal(StrEnum):
    """Why something may not be done with a petition."""

    NOT_NOW = "not_now"
    NOT_AGENT = "not_agent"
    SIGN_IN_FIRST = "sign_in_first"
    LINK_NEEDED = "link_needed"
    NOT_YOUR_ASSOCIATION = "not_your_association"
    ASSOCIATION_NEEDED = "association_needed"
    UNFINISHED = "unfinished"
    CARD_WRONG = "card_wrong"
    TICKS_MISSING = "ticks_missing"
    TOO_FEW = "too_few"
    SPREAD_MISSING = "spread_missing"
    ANNEX_MISSING = "annex_missing"
    SHEETS_UNFINISHED = "sheets_unfinished"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_STAFF = "not_staff"
    REGISTRY_TAKEN = "registry_taken"
    FINDINGS_MISSING = "findings_missing"
    CONDITION_UNMET = "condition_unmet"
    NO_GROUND = "no_ground"
    REASON_MISSING = "reason_missing"
    DATE_WRONG = "date_wrong"
    TOO_EARLY_SESSION = "too_early_session"
    VOTES_WRONG = "votes_wrong"
    BY_SESSION = "by_session"
    NOTHING_CORRECTED = "nothing_corrected"
    ALREADY_NOTIFIED = "already_notified"
    OWN_PETITION = "own_petition"
    INVITATION_GONE = "invitation_gone"
    ALREADY_PARTY = "already_party"
    ERASED = "erased"


def refuse_act(act: Act, state: State) -> PathRefusal | None:
    """Return why this act has no place here (§ petitions-5)."""
    return None if state in WHEN[act] else PathRefusal.NOT_NOW


def shown(state: State, *, enough: bool) -> State:
    """Return the state as people read it: ready as long as there is enough, no longer (§ petitions-6)."""
    return State.READY if state is State.COLLECTING and enough else state


_NOW_AT = {
    State.DRAFT: Step.DRAFT,
    State.COLLECTING: Step.COLLECTING,
    State.READY: Step.DEPOSITED,
    State.DEPOSITED: Step.CHECKING,
    State.CHECKING: Step.CHECKING,
    State.ACCEPTED: Step.COMMITTEE,
    State.COMMITTEE: Step.COMMITTEE,
    State.AGENDA: Step.DELIBERATED,
    State.DELIBERATED: Step.FOLLOWED,
    State.FOLLOWED: Step.FOLLOWED,
    State.REFUSED: Step.CHECKING,
    State.WITHDRAWN: None,
}


def now_at(state: State) -> Step | None:
    """Return the step that is under way; None when the agent took the petition back (§ petitions-5)."""
    return _NOW_AT[state]


@dataclass(frozen=True)
class Draft:
    """The words of a petition: what is asked, why, to what end, and who answers for it."""

    title: str
    object: str
    reasons: str
    aims: str
    agent_name: str = ""
    agent_address: str = ""
    has_agent_card: bool = False
    speaks_for: int | None = None


def unfinished(draft: Draft) -> list[str]:
    """Return the boxes that the model form of the decree wants filled (§ petitions-7)."""
    wanted = {"title": 1, "object": SHORTEST_TEXT, "reasons": SHORTEST_TEXT, "aims": SHORTEST_TEXT}
    short = [name for name, least in wanted.items() if len(getattr(draft, name).strip()) < least]
    if not draft.agent_name:
        short.append("agent_name")
    if not draft.agent_address:
        short.append("agent_address")
    if not draft.has_agent_card:
        short.append("agent_card")
    return short


@dataclass(frozen=True)
class Standing:
    """What a petition has when its agent wants to deposit it; counted under a lock."""

    counted: int
    by_province: tuple[tuple[str, int], ...] = ()
    ticked: frozenset[str] = frozenset()
    annexes: frozenset[str] = frozenset()
    unfinished: tuple[str, ...] = ()
    open_sheets: int = 0


def missing_provinces(asked: Requirements, standing: Standing) -> list[str]:
    """Return the provinces of a region that do not bring their share yet (§ petitions-3)."""
    if not asked.spread:
        return []
    have = dict(standing.by_province)
    return [code for code in asked.place.provinces if have.get(code, 0) < asked.each_province]


def refuse_deposit(state: State, asked: Requirements, standing: Standing) -> PathRefusal | None:
    """Return why a petition may not be deposited now (§ petitions-8).

    The office may refuse it later with reasons; here the agent is told what the law would miss.
    """
    if refusal := refuse_act(Act.DEPOSIT, state):
        return refusal
    if standing.unfinished:
        return PathRefusal.UNFINISHED
    if set(asked.conditions) - _COUNTED - standing.ticked:
        return PathRefusal.TICKS_MISSING
    if standing.open_sheets:
        return PathRefusal.SHEETS_UNFINISHED
    if standing.counted < asked.threshold:
        return PathRefusal.TOO_FEW
    if missing_provinces(asked, standing):
        return PathRefusal.SPREAD_MISSING
    return PathRefusal.ANNEX_MISSING if set(asked.annexes) - _PRINTED - standing.annexes else None


# What the tool counts itself; the agent ticks the others.
_COUNTED = frozenset({"signatures", "spread", "form", "agent", "annexes"})
# The list of signers is printed by the tool; copies of cards stay with the paper sheets.
_PRINTED = frozenset({"signers_list"})


def to_tick(asked: Requirements) -> list[str]:
    """Return the conditions of which the agent answers by a tick (§ petitions-7)."""
    return [condition.value for condition in asked.conditions if condition not in _COUNTED]


def to_join(asked: Requirements) -> list[str]:
    """Return the documents that the agent must join (§ petitions-7)."""
    return [annex.value for annex in asked.annexes if annex not in _PRINTED]


class Finding(StrEnum):
    """What the bureau found of one condition."""

    MET = "met"
    UNMET = "unmet"


def refuse_acceptance(
    state: State, *, conditions: frozenset[str], findings: dict[str, Finding]
) -> PathRefusal | None:
    """Return why the bureau may not accept: every condition found, and met (§ petitions-11)."""
    if refusal := refuse_act(Act.ACCEPT, state):
        return refusal
    if conditions - findings.keys():
        return PathRefusal.FINDINGS_MISSING
    return PathRefusal.CONDITION_UNMET if Finding.UNMET in findings.values() else None


def refuse_refusal(
    state: State, *, conditions: frozenset[str], findings: dict[str, Finding], reason: str
) -> PathRefusal | None:
    """Return why the bureau may not refuse: it needs a condition unmet, and says why (§ petitions-12)."""
    if refusal := refuse_act(Act.REFUSE, state):
        return refusal
    if conditions - findings.keys():
        return PathRefusal.FINDINGS_MISSING
    if Finding.UNMET not in findings.values():
        return PathRefusal.NO_GROUND
    return PathRefusal.REASON_MISSING if len(reason) < SHORTEST_REASON else None


def refuse_notice(state: State, *, notified: bool, on: date, refused_on: date) -> PathRefusal | None:
    """Return why the day of notification may not be recorded (§ petitions-12)."""
    if refusal := refuse_act(Act.NOTIFY, state):
        return refusal
    if notified:
        return PathRefusal.ALREADY_NOTIFIED
    return PathRefusal.DATE_WRONG if on < refused_on else None


def refuse_agenda(
    state: State, *, opens_on: date, expected: date, today: date, reason: str
) -> PathRefusal | None:
    """Return why a petition may not be placed on that session (§ petitions-14).

    The next ordinary session is computed; another day is recorded with a public reason.
    """
    if refusal := refuse_act(Act.AGENDA, state):
        return refusal
    if opens_on < today:
        return PathRefusal.TOO_EARLY_SESSION
    if opens_on != expected and len(reason) < SHORTEST_REASON:
        return PathRefusal.REASON_MISSING
    return None


@dataclass(frozen=True)
class Votes:
    """How the council voted; nobody voting means it agreed without a count."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    present: int = 0
    tie_broken: bool = False

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained


def refuse_deliberation(
    state: State, *, held_on: date, accepted_on: date, today: date, votes: Votes, result: Result
) -> PathRefusal | None:
    """Return why this deliberation may not be recorded (§ petitions-15)."""
    if refusal := refuse_act(Act.DELIBERATE, state):
        return refusal
    if not accepted_on <= held_on <= today:
        return PathRefusal.DATE_WRONG
    return refuse_votes(votes, result)


def bars_correction(state: State, *, by_session: bool) -> PathRefusal | None:
    """Return why the bureau corrects no deliberation here: a session recorded it (§ petitions-38)."""
    return refuse_act(Act.CORRECT, state) or (PathRefusal.BY_SESSION if by_session else None)


def refuse_correction(*, reason: str, is_same: bool, seen: int, made: int) -> PathRefusal | None:
    """A correction says why and changes something, over what was read last (§ petitions-38)."""
    if seen != made:
        return PathRefusal.CHANGED_MEANWHILE
    if len(reason) < SHORTEST_REASON:
        return PathRefusal.REASON_MISSING
    return PathRefusal.NOTHING_CORRECTED if is_same else None


def refuse_votes(votes: Votes, result: Result) -> PathRefusal | None:
    """Return why these voices do not make this result (§ petitions-15)."""
    if votes.present and votes.cast > votes.present:
        return PathRefusal.VOTES_WRONG
    counted = result in {Result.ADOPTED, Result.REJECTED} and votes.cast
    if votes.tie_broken and votes.in_favour == votes.against:
        return None
    adopted = votes.in_favour > votes.against
    return PathRefusal.VOTES_WRONG if counted and adopted != (result is Result.ADOPTED) else None
