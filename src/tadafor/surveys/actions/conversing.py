"""A conversation: its frame, its statements, votes, and the map that a job draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import token as new_token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean_line, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.surveys import notices, queries
from tadafor.surveys.actions.recording import ask_organiser, record, record_unnamed
from tadafor.surveys.models import Conversation, OpinionSnapshot, Statement, StatementVote
from tadafor.surveys.rules import conversing, standing
from tadafor.surveys.rules.conversing import Proposal
from tadafor.surveys.rules.opinions import OpinionMap, Vote
from tadafor.surveys.rules.standing import Audience, Phase, SurveyRefusal
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class Subject:
    """What staff state of a conversation."""

    title: str
    slug: str
    intro: str = ""
    language: str = "ar"
    audience: Audience = Audience.CONTACT
    takes_statements: bool = True
    opens_on: date | None = None
    closes_on: date | None = None

    def fields(self) -> dict[str, object]:
        """Return the columns of the row."""
        words = f"{self.title} {self.intro}"
        told = dict(vars(self)) | {"audience": self.audience.value}
        return told | {"search_text": search_text(words), "grams": grams(words)}


@transaction.atomic
def draft_conversation(
    *,
    territory_id: int,
    territory_slug: str,
    subject: Subject,
    actor: Actor,
    now: datetime,
    is_demonstration: bool = False,
) -> Conversation:
    """Begin a conversation that only staff see."""
    ask_organiser(actor, territory_id)
    if not subject.title.strip():
        raise Refused(SurveyRefusal.TITLE_MISSING)
    if not queries.is_address_free(subject.slug):
        raise Refused(SurveyRefusal.ADDRESS_TAKEN)
    trace = traces.open_trace(
        territory_id=territory_id,
        room="surveys",
        title=subject.title,
        text=subject.intro,
        address=f"/{territory_slug}/surveys/opinions/{subject.slug}/",
        language=subject.language,
        visibility=Visibility.HELD,
        now=now,
    )
    try:
        with transaction.atomic():
            one = Conversation.objects.create(
                territory_id=territory_id, trace=trace, is_demonstration=is_demonstration, **subject.fields()
            )
    except IntegrityError:
        raise Refused(SurveyRefusal.ADDRESS_TAKEN) from None
    record(one, actor, "draft_conversation", now, title=subject.title)
    return one


def _held(conversation: Conversation, actor: Actor) -> Conversation:
    ask_organiser(actor, conversation.territory_id)
    return queries.locked_conversation(conversation)


@transaction.atomic
def change_conversation(
    *, conversation: Conversation, subject: Subject, actor: Actor, now: datetime
) -> Conversation:
    """Change the frame; once opened only its words, its last day and whether statements are taken."""
    one = _held(conversation, actor)
    if not subject.title.strip():
        raise Refused(SurveyRefusal.TITLE_MISSING)
    fields = subject.fields()
    if one.opened_at is not None:
        days = standing.Days(one.opens_on, subject.closes_on, announced=True)
        if refusal := standing.refuse_days(days, today=day_of(now)):
            raise Refused(refusal)
        if one.days.phase(day_of(now)) is Phase.CLOSED:
            raise Refused(SurveyRefusal.ALREADY_CLOSED)
        kept = ("title", "intro", "closes_on", "takes_statements", "search_text", "grams")
        fields = {name: fields[name] for name in kept}
    elif subject.slug != one.slug and not queries.is_address_free(subject.slug):
        raise Refused(SurveyRefusal.ADDRESS_TAKEN)
    for name, value in fields.items():
        setattr(one, name, value)
    one.save(update_fields=list(fields))
    address = f"/{one.territory.slug}/surveys/opinions/{one.slug}/"
    traces.describe(trace=one.trace, title=one.title, text=one.intro, address=address)
    record(one, actor, "change_conversation", now, title=subject.title)
    return one


@transaction.atomic
def seed_statements(
    *, conversation: Conversation, bodies: Sequence[str], actor: Actor, now: datetime
) -> list[Statement]:
    """Add the statements with which staff begin, or go on; all sides should find theirs."""
    one = _held(conversation, actor)
    if one.days.phase(day_of(now)) is Phase.CLOSED:
        raise Refused(SurveyRefusal.ALREADY_CLOSED)
    told = [clean_line(body) for body in bodies]
    for body in told:
        if refusal := conversing.refuse_words(body):
            raise Refused(refusal)
    known = {statement.body for statement in queries.statements_of(one, shown=False)}
    fresh = [body for body in dict.fromkeys(told) if body not in known]
    made = [_statement(one, body, now, token=new_token()) for body in fresh]
    record(one, actor, "seed_statements", now, statements=fresh)
    return made


def _statement(
    one: Conversation, body: str, now: datetime, *, token: str, author_id: int | None = None
) -> Statement:
    number = (Statement.objects.filter(conversation=one).aggregate(last=Max("number"))["last"] or 0) + 1
    language = script_of(body)
    trace = traces.open_trace(
        territory_id=one.territory_id,
        room="surveys",
        title=body,
        text=body,
        address=f"{one.trace.address}statements/{number}/",
        language=language,
        visibility=Visibility.VISIBLE,
        now=now,
        author_id=author_id,
    )
    return Statement.objects.create(
        conversation=one,
        trace=trace,
        number=number,
        language=language,
        body=body,
        author_id=author_id,
        token=token,
        made_at=now,
    )


@transaction.atomic
def open_conversation(*, conversation: Conversation, actor: Actor, now: datetime) -> Conversation:
    """Announce a conversation; it needs its days and at least two statements."""
    one = _held(conversation, actor)
    if one.opened_at is not None:
        raise Refused(SurveyRefusal.ALREADY_OPENED)
    if refusal := standing.refuse_days(one.days, today=day_of(now)):
        raise Refused(refusal)
    if len(queries.statements_of(one)) < 2:  # noqa: PLR2004 -- one alone can be no conversation
        raise Refused(SurveyRefusal.NO_STATEMENTS)
    one.opened_at = now
    one.save(update_fields=["opened_at"])
    traces.set_visibility(item=one.trace, visibility=Visibility.VISIBLE)
    record(one, actor, "open_conversation", now)
    return one


@transaction.atomic
def close_conversation(*, conversation: Conversation, actor: Actor, now: datetime) -> Conversation:
    """End a conversation: yesterday becomes its last day, or today where it began today."""
    one = _held(conversation, actor)
    phase = one.days.phase(day_of(now))
    if phase is Phase.CLOSED:
        raise Refused(SurveyRefusal.ALREADY_CLOSED)
    if phase is not Phase.OPEN or one.opens_on is None:
        raise Refused(SurveyRefusal.NOT_OPEN)
    one.closes_on = max(one.opens_on, day_of(now) - timedelta(days=1))
    one.save(update_fields=["closes_on"])
    record(one, actor, "close_conversation", now, closes_on=one.closes_on)
    return one


@transaction.atomic
def propose_statement(
    *, conversation: Conversation, body: str, actor: Actor, now: datetime, token: str
) -> Statement:
    """Add a statement; where the territory says so a moderator reads it first (§ surveys-statements)."""
    one = queries.locked_conversation(conversation)
    if done := queries.statement_sent_with(one, token):
        return done
    body = clean_line(body)
    known = {search_text(other.body) for other in queries.statements_of(one, shown=False)}
    today = day_of(now)
    proposal = Proposal(
        body=body,
        signed_in=actor.is_signed_in,
        made_today=queries.statements_made_today(one, actor.signer, today) if actor.is_signed_in else 0,
        said_already=search_text(body) in known,
    )
    refusal = conversing.refuse_statement(proposal, one.days.phase(today), takes=one.takes_statements)
    if refusal:
        raise Refused(refusal)
    _ask_person(one, actor)
    made = _statement(one, body, now, token=token, author_id=actor.signer)
    record(one, actor, "propose_statement", now, body=body)
    if one.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=made.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        made.trace.visibility = Visibility.HELD
    return made


def _ask_person(one: Conversation, actor: Actor) -> None:
    who = standing.Answerer(signed_in=actor.is_signed_in, linked=actor.linked_to(one.territory_id))
    audience = Audience.CONTACT if one.asks is Audience.ANYBODY else one.asks
    if refusal := standing.refuse_person(audience, who):
        raise Refused(refusal)


@transaction.atomic
def vote(*, statement: Statement, said: Vote, actor: Actor, now: datetime) -> StatementVote:
    """Agree, disagree or pass; the last word counts, and no row names the person (§ surveys-pseudonym)."""
    one = statement.conversation
    if one.days.phase(day_of(now)) is not Phase.OPEN:
        raise Refused(SurveyRefusal.CLOSED)
    _ask_person(one, actor)
    if not statement.is_shown:
        raise Refused(SurveyRefusal.NOT_OPEN)
    row, _ = StatementVote.objects.update_or_create(
        statement=statement,
        voter=queries.voter_mark(one, actor.signer),
        defaults={"vote": int(said)},
    )
    record_unnamed(one, "vote", actor.channel, now)
    return row


@transaction.atomic
def draw_map(*, conversation: Conversation, now: datetime) -> OpinionSnapshot:
    """Draw the map anew from all votes; after the close exactly, and for the last time.

    The last picture says how this one lies and which colours it has (§ opinion-map-colours).
    """
    from tadafor.surveys.rules.opinions import computing  # noqa: PLC0415 -- scikit-learn weighs much

    one = queries.locked_conversation(conversation)
    last = queries.snapshot_of(one)
    if last is not None and last.is_final:
        return last
    final = one.days.phase(day_of(now)) is Phase.CLOSED
    votes = queries.votes_for_map(one)
    before = OpinionMap.taken_up(last.drawn) if last is not None and last.drawn else None
    drawn = computing.map_of(
        computing.table_of(votes.people, votes.statements, votes.rows),
        votes.statements,
        withdrawn=votes.withdrawn,
        memory=before.memory if before else None,
        exact=final or before is None,
    )
    facts = {
        "votes": len(votes.rows),
        "people": votes.people,
        "shown": len(queries.statements_of(one)),
        "drawn": drawn.kept() if drawn else None,
        "made_at": now,
        "is_final": final,
    }
    made, _ = OpinionSnapshot.objects.update_or_create(conversation=one, defaults=facts)
    record(one, audit.HOUSE, "draw_map", now, votes=len(votes.rows), people=votes.people, final=final)
    if final and drawn:
        notices.map_final(one, now=now)
    return made
