"""Conversations: by address, what to show next, and the votes a map is drawn from."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Count, F, Q, QuerySet

from tadafor.audit.queries import derived_key
from tadafor.kernel.clock import start_of
from tadafor.people.actor import Actor
from tadafor.surveys.models import Conversation, OpinionSnapshot, Statement, StatementVote
from tadafor.surveys.models.conversation import ConversationQuerySet

_UNSEEN = ("search_text", "grams", "trace__text")


def _with() -> ConversationQuerySet:
    return Conversation.objects.select_related("trace", "territory").defer(*_UNSEEN)


def conversation_at(slug: str) -> Conversation | None:
    """Return the opened conversation at this address."""
    return _with().public().filter(slug=slug).first()


def any_conversation_at(slug: str) -> Conversation | None:
    """Return the conversation at this address, opened or not: for staff."""
    return _with().filter(slug=slug).first()


def conversations_listed(*, drafts: bool = False) -> QuerySet[Conversation]:
    """Return the conversations of the territory, the newest first."""
    found = _with() if drafts else _with().public()
    return found.order_by("-opens_on", "-pk")


def locked_conversation(conversation: Conversation) -> Conversation:
    """Return the conversation, held until the act is done."""
    rows = Conversation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("trace", "territory").get(pk=conversation.pk)


def voter_mark(conversation: Conversation, person_id: int) -> str:
    """Return the pseudonym of a person in this conversation alone (§ surveys-pseudonym)."""
    key = derived_key(f"surveys.votes.{conversation.territory_id}.{conversation.pk}")
    return hmac.new(key, f"person:{person_id}".encode(), sha256).hexdigest()


# ---- statements


def statements_of(conversation: Conversation, *, shown: bool = True) -> list[Statement]:
    """Return the statements of a conversation, those that the public sees unless told otherwise."""
    found = Statement.objects.filter(conversation=conversation).select_related("trace")
    return list(found.filter(trace__visibility="visible") if shown else found)


def statement_sent_with(conversation: Conversation, token: str) -> Statement | None:
    """Return the statement that the same form already made."""
    found = Statement.objects.filter(conversation=conversation, token=token)
    return found.select_related("trace").first()


def statements_made_today(conversation: Conversation, person_id: int, today: date) -> int:
    """Return how many statements a person added today."""
    found = Statement.objects.filter(conversation=conversation, author_id=person_id)
    return found.filter(made_at__gte=start_of(today)).count()


def next_statement(conversation: Conversation, actor: Actor) -> Statement | None:
    """Return a statement this person has not answered, those that fewest have seen first (§ surveys-turn)."""
    found = Statement.objects.filter(conversation=conversation, trace__visibility="visible")
    if actor.is_signed_in:
        mine = StatementVote.objects.filter(voter=voter_mark(conversation, actor.signer))
        found = found.exclude(pk__in=mine.values("statement"))
    least = list(found.annotate(seen=Count("votes")).select_related("trace").order_by("seen", "pk")[:3])
    return secrets.choice(least) if least else None


@dataclass(frozen=True)
class Progress:
    """How far one person has come."""

    answered: int
    all: int

    @property
    def is_done(self) -> bool:
        return self.answered >= self.all


def progress_of(conversation: Conversation, actor: Actor) -> Progress:
    """Return how many of the shown statements a person has answered."""
    found = Statement.objects.filter(conversation=conversation, trace__visibility="visible")
    if not actor.is_signed_in:
        return Progress(0, found.count())
    mine = Q(votes__voter=voter_mark(conversation, actor.signer))
    counts = found.aggregate(all=Count("pk", distinct=True), mine=Count("votes", filter=mine))
    return Progress(counts["mine"], counts["all"])


@dataclass(frozen=True)
class Counted:
    """One statement and how everybody answered it."""

    statement: Statement
    agreed: int
    disagreed: int
    passed: int

    @property
    def seen(self) -> int:
        return self.agreed + self.disagreed + self.passed


def tallies(conversation: Conversation) -> list[Counted]:
    """Return the shown statements with how everybody answered, in one question."""
    found = Statement.objects.filter(conversation=conversation, trace__visibility="visible")
    rows = found.select_related("trace").annotate(
        agreed=Count("votes", filter=Q(votes__vote=1)),
        disagreed=Count("votes", filter=Q(votes__vote=-1)),
        passed=Count("votes", filter=Q(votes__vote=0)),
    )
    return [Counted(one, one.agreed, one.disagreed, one.passed) for one in rows.order_by("number")]


# ---- the map


def snapshot_of(conversation: Conversation) -> OpinionSnapshot | None:
    """Return the last map that was drawn."""
    return OpinionSnapshot.objects.filter(conversation=conversation).first()


@dataclass(frozen=True)
class Votes:
    """The votes of a conversation: rows of (number of the person, number of the statement, vote)."""

    people: int
    statements: tuple[int, ...]
    withdrawn: frozenset[int]
    rows: tuple[tuple[int, int, int], ...]


def votes_for_map(conversation: Conversation) -> Votes:
    """Return every vote; people are numbered in the order of their pseudonyms and named nowhere."""
    statements = list(
        Statement.objects.filter(conversation=conversation)
        .annotate(seen=Count("votes"))
        .filter(Q(seen__gt=0) | Q(trace__visibility="visible"))
        .values_list("number", "trace__visibility")
    )
    found = StatementVote.objects.filter(statement__conversation=conversation)
    told = list(
        found.order_by("voter", "statement__number").values_list("voter", "statement__number", "vote")
    )
    numbers = {voter: at for at, voter in enumerate(dict.fromkeys(voter for voter, _, _ in told))}
    return Votes(
        len(numbers),
        tuple(sorted(number for number, _ in statements)),
        frozenset(number for number, shown in statements if shown != "visible"),
        tuple((numbers[voter], number, vote) for voter, number, vote in told),
    )


def to_draw(today: date) -> list[Conversation]:
    """Return the conversations whose votes or statements changed since their map, or that closed since."""
    rows = (
        _with()
        .filter(opened_at__isnull=False, opens_on__lte=today)
        .exclude(snapshot__is_final=True)
        .annotate(
            cast=Count("statements__votes"),
            visible=Count("statements", filter=Q(statements__trace__visibility="visible"), distinct=True),
        )
    )
    changed = Q(snapshot__isnull=True) | ~Q(cast=F("snapshot__votes")) | ~Q(visible=F("snapshot__shown"))
    return list(rows.filter(changed | Q(closes_on__lt=today)).order_by("pk"))
