"""The register of who voted: pseudonyms of this edition alone, and the second member of staff."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from tadafor.audit.queries import derived_key
from tadafor.budgets.models import Edition, RegisterLine, SealedBallot
from tadafor.budgets.queries.voting import Vote, vote_days_sent, vote_of
from tadafor.budgets.rules import voting
from tadafor.budgets.rules.keeping import COUNTER, KeepingRefusal
from tadafor.budgets.rules.voting import Mark, Voter, VotingRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules.confirming import Eligibility
from tadafor.people.rules.counter import VotingRefusal as CounterRefusal
from tadafor.people.rules.counter import refuse_voting_with

# Two numbers name an advisory lock; the first keeps ours apart from everybody else's.
VOTE_LOCK = 0x7B0E
VOTER_LOCK = 0x7B0F
CODE_MINUTES = 10
CODE_DIGITS = 8


def voter_marks(edition: Edition, person_id: int) -> list[str]:
    """Return the pseudonyms of a voter in this edition: by their card first, then by their account.

    A card counts before the account that holds it: whoever brings it, it votes once (§ secrecy-register).
    """
    return marks_by(edition, person_id, people.card_marks(edition.territory_id, person_id))


def marks_by(edition: Edition, person_id: int, cards: Sequence[str]) -> list[str]:
    """Return the same, where the cards are known."""
    key = derived_key(f"budgets.register.{edition.territory_id}.{edition.pk}")
    names = [*(f"card:{held}" for held in cards), f"person:{person_id}"]
    return [hmac.new(key, name.encode(), sha256).hexdigest() for name in names]


def line_of(edition: Edition, person_id: int) -> RegisterLine | None:
    """Return the line of a voter, without holding it."""
    marks = voter_marks(edition, person_id)
    return RegisterLine.objects.filter(edition=edition, voter__in=marks).order_by("voter").first()


def mark_of(edition: Edition, person_id: int) -> Mark:
    """Return what the register says of a voter."""
    line = line_of(edition, person_id)
    return Mark(line.mark) if line else Mark.NONE


def votes_held(person_id: int) -> list[dict[str, object]]:
    """Return that somebody voted, by which way and on which day, in the open scope; never what."""
    editions = list(Edition.objects.filter(key__isnull=False).only("title", "territory"))
    cards = {one: people.card_marks(one, person_id) for one in {it.territory_id for it in editions}}
    marks = [mark for one in editions for mark in marks_by(one, person_id, cards[one.territory_id])]
    lines = RegisterLine.objects.filter(voter__in=marks).order_by("day", "voter")
    return [dict(one) for one in lines.values("edition__title", "mark", "day")]


def voter_of(edition: Edition, actor: Actor) -> tuple[Voter, list[str]]:
    """Return what the rule must know of who wants to vote, and the pseudonyms of their cards."""
    if not actor.is_signed_in:
        return Voter(linked=False, old_enough=False), []
    return _voter(edition, *people.eligibility_with_cards(actor.signer, edition.territory_id))


def _voter(edition: Edition, found: Eligibility | None, cards: list[str]) -> tuple[Voter, list[str]]:
    old_enough = found is not None and found.reaches(edition.minimum_age)
    return Voter(linked=found is not None, old_enough=old_enough), cards


def open_vote(edition: Edition, actor: Actor, now: datetime) -> Vote:
    """Return the vote if this person may vote in it now; raise Refused (§ budgets-voters)."""
    vote = vote_of(edition, today=day_of(now), casting=True)
    _refuse(vote, voter_of(edition, actor)[0])
    return vote


def refused_now(edition: Edition, person: Actor | None, now: datetime) -> VotingRefusal | None:
    """Return why this person, or whoever comes, may not vote now."""
    anybody = Voter(linked=True, old_enough=True)
    vote = vote_of(edition, today=day_of(now), casting=True)
    return _refusal(vote, voter_of(edition, person)[0] if person else anybody)


def _refusal(vote: Vote, voter: Voter) -> VotingRefusal | None:
    open_now = vote.in_days and not vote.state.published and not vote.state.void
    return voting.refuse_voter(voter, is_open=open_now, rehearsed=vote.rehearsed)


def _refuse(vote: Vote, voter: Voter) -> None:
    if refusal := _refusal(vote, voter):
        raise Refused(refusal)


class OpenVote:
    """The same, with the pseudonyms of the voter, asked in the trip that also holds the register."""

    def __init__(self, edition: Edition, person_id: int) -> None:
        """Send the questions, within a trip that the caller began."""
        self._edition, self._person_id = edition, person_id
        self._days = vote_days_sent(edition)
        self._found = people.eligibility_sent(person_id, edition.territory_id)

    def read(self, now: datetime) -> tuple[Vote, list[str]]:
        """Return the vote and the pseudonyms of the voter, or raise Refused."""
        vote = vote_of(self._edition, today=day_of(now), casting=True, asked=self._days)
        voter, cards = _voter(vote.edition, *self._found())
        _refuse(vote, voter)
        return vote, marks_by(self._edition, self._person_id, cards)


# ---- a second member of staff stands beside


def second_code(
    edition: Edition, *, clerk: int, person: int, second: int, now: datetime, ago: int = 0
) -> str:
    """Return what a second member of staff tells the clerk: for this voter, this clerk, these minutes."""
    window = int(now.timestamp()) // (CODE_MINUTES * 60) - ago
    told = f"{clerk}:{person}:{second}:{window}".encode()
    drawn = hmac.new(derived_key(f"budgets.second.{edition.pk}"), told, sha256).digest()
    return f"{int.from_bytes(drawn[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def second_behind(edition: Edition, code: str, *, clerk: int, person: int, now: datetime) -> int | None:
    """Return which member of staff gave this code, if it still holds."""
    typed = "".join(code.split())
    for one in people.staff_ids(edition.territory_id, *COUNTER):
        for ago in (0, 1):
            right = second_code(edition, clerk=clerk, person=person, second=one, now=now, ago=ago)
            if hmac.compare_digest(right.encode(), typed.encode()):
                return one
    return None


def needs_second(edition: Edition, *, clerk: int, person: int, today: date) -> bool:
    """Whether this clerk may not vote for this person without a second member of staff."""
    since = people.registered_by_at(edition.territory_id, clerk, person)
    return refuse_voting_with(clerk, person, since, today, None) is CounterRefusal.SECOND_NEEDED


def stands_beside(
    edition: Edition, *, clerk: int | None, person: int, now: datetime, code: str
) -> int | None:
    """Return who stands beside a clerk, where the seven days ask for somebody."""
    if clerk is None:
        return None
    since = people.registered_by_at(edition.territory_id, clerk, person)
    refusal = refuse_voting_with(clerk, person, since, day_of(now), None)
    if refusal is CounterRefusal.SECOND_NEEDED and code.strip():
        second = second_behind(edition, code, clerk=clerk, person=person, now=now)
        if second is None:
            raise Refused(KeepingRefusal.SECOND_CODE)
        refusal = refuse_voting_with(clerk, person, since, day_of(now), second)
        if refusal is None:
            return second
    if refusal is not None:
        raise Refused(refusal)
    return None


@dataclass(frozen=True)
class Beside:
    """A colleague who acts for somebody now, with the code that says one stands beside them."""

    clerk: str
    person: str
    code: str


def beside(edition: Edition, *, second: int, now: datetime) -> list[Beside]:
    """Return whom one may stand beside now (§ secrecy-beside)."""
    return [
        Beside(
            one.clerk.name,
            one.person.name,
            second_code(edition, clerk=one.clerk_id, person=one.person_id, second=second, now=now),
        )
        for one in people.assisting_now(edition.territory_id, now)
        if second not in {one.clerk_id, one.person_id}
    ]


@dataclass(frozen=True)
class Agreement:
    """Whether the register and the urn say the same."""

    voters: int
    pointing: int
    ballots: int
    torn: int

    @property
    def holds(self) -> bool:
        """Nobody twice, nobody lost: each line points at its ballot, each ballot has its line."""
        return self.voters == self.pointing == self.ballots and not self.torn


def agreement(edition: Edition) -> Agreement:
    """Compare the lines of who voted on a screen with the sealed ballots (§ budgets-register)."""
    screen = [Mark.ONLINE.value, Mark.DESK.value]
    lines = RegisterLine.objects.filter(edition=edition, mark__in=screen)
    pointed = set(lines.filter(sealed__isnull=False).values_list("sealed", flat=True))
    kept = set(SealedBallot.objects.filter(edition=edition).values_list("pk", flat=True))
    return Agreement(lines.values("voter").distinct().count(), len(pointed), len(kept), len(pointed ^ kept))
