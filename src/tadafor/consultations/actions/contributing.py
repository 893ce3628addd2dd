"""What citizens, associations and the desk do while the window is open."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tadafor.associations.queries import mandate_at
from tadafor.associations.rules import Mechanism
from tadafor.audit import actions as audit
from tadafor.consultations import queries, rules
from tadafor.consultations.actions.serials import free_serial, free_sheet, keep_serial
from tadafor.consultations.actions.speaking import keep_speech
from tadafor.consultations.models import Consultation, Contribution, Passage, Version, Wording
from tadafor.documents import actions as documents
from tadafor.documents.actions import Speech
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel
from tadafor.traces import actions as traces
from tadafor.traces.models import Reply
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class Words:
    """What was written, and about which passage (its lasting key; None is the whole text).

    On project cards ``sheet`` holds the five fields: of a remark, of a new project, or of the card
    as an amendment would have it; ``axis`` names the priority axis of a new project.
    """

    kind: rules.Kind
    body: str = ""
    title: str = ""
    proposed: str = ""
    passage: str | None = None
    sheet: rules.Sheet = field(default_factory=rules.Sheet)
    axis: str = ""

    def cleaned(self) -> "Words":
        return replace(
            self,
            body=clean(self.body),
            title=clean_line(self.title),
            proposed=clean(self.proposed),
            sheet=rules.Sheet.of({name: clean(said) for name, said in self.sheet.values().items()}),
        )

    @property
    def told(self) -> str:
        return "\n".join(part for part in (self.title, self.body, self.proposed, self.sheet.told) if part)


@dataclass(frozen=True)
class Received:
    """How a contribution came in another way than online: by which channel, when, from whom.

    ``name`` is what the person wished to be called by; it may be empty.
    """

    channel: Channel
    on: date
    name: str
    author_kind: rules.AuthorKind


@transaction.atomic
def contribute(
    *,
    consultation: Consultation,
    words: Words,
    actor: Actor,
    now: datetime,
    token: str,
    speaks_for: int | None = None,
    speech: Speech | None = None,
    sheet: str = "",
) -> Contribution:
    """Add a contribution, or return the one that this very form already made.

    ``now`` is when the request arrived: what was sent in time counts. One that is spoken waits for
    its words to be written down before anybody reads it. ``sheet`` is the number of the printed sheet
    whose code led here. Raises Refused.
    """
    consultation = queries.locked(consultation)
    if done := queries.sent_with(consultation, token):
        return done
    today = day_of(now)
    who = queries.contributor(actor, consultation.territory_id, speaks_for)
    refusal = rules.refuse_contributor(
        phase=rules.phase(consultation.window, today=today),
        audience=rules.Audience(consultation.audience),
        who=who,
        in_person=consultation.round_in_person,
    )
    if refusal:
        raise Refused(refusal)
    _still_speaks_for(speaks_for, actor, now)
    serial = free_serial(consultation, sheet, online=True)
    words, wording, version = _settled(
        consultation,
        words,
        made_today=queries.made_today_by(actor.person_id, consultation, today),
        spoken=speech is not None,
    )
    contribution = _written(
        consultation,
        words,
        version,
        wording,
        now=now,
        token=token,
        author_id=actor.person_id,
        association_id=speaks_for,
        author_kind=rules.AuthorKind.ASSOCIATION if speaks_for else rules.AuthorKind.CITIZEN,
        channel=actor.channel,
        received_on=today,
        is_spoken=speech is not None,
    )
    keep_serial(contribution, serial)
    _record(contribution, actor, "contribute", now, words)
    if speech is not None:
        keep_speech(contribution, speech, actor=actor, now=now, is_own=True)
    elif consultation.moderation == rules.Moderation.BEFORE:
        moderation.hold(item=contribution.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        contribution.trace.visibility = Visibility.HELD
    return contribution


@transaction.atomic
def enter_contribution(
    *,
    consultation: Consultation,
    words: Words,
    received: Received,
    actor: Actor,
    now: datetime,
    token: str,
    speech: Speech | None = None,
) -> Contribution:
    """Enter what came on paper, at the desk or in a workshop, in the name of who brought it.

    It counts by the day it was received. Raises Refused.
    """
    consultation = queries.locked(consultation)
    if done := queries.sent_with(consultation, token):
        return done
    held_in = queries.round_on(consultation, received.on) if consultation.on_cards else None
    refusal = rules.refuse_entry(
        phase=rules.phase(consultation.window, today=day_of(now)),
        received_on=received.on,
        opens_on=held_in.opens_on if held_in else consultation.opens_on,
        closes_on=held_in.closes_on if held_in else consultation.closes_on,
    )
    if refusal:
        raise Refused(refusal)
    words, wording, version = _settled(consultation, words, made_today=0, spoken=speech is not None)
    contribution = _written(
        consultation,
        words,
        version,
        wording,
        now=now,
        token=token,
        entered_by_id=actor.person_id,
        author_label=clean_line(received.name),
        author_kind=received.author_kind,
        channel=received.channel,
        received_on=received.on,
        is_spoken=speech is not None,
    )
    _record(contribution, actor, "enter_contribution", now, words)
    if speech is not None:
        keep_speech(contribution, speech, actor=actor, now=now, is_own=False)
    return contribution


def _settled(
    consultation: Consultation, words: Words, *, made_today: int, spoken: bool
) -> tuple[Words, Wording | None, Version]:
    """Clean the words, find the passage they speak of in the standing text, and ask the rules."""
    words = words.cleaned()
    version = queries.current_version(consultation)
    if version is None:
        raise Refused(rules.ContributionRefusal.NOT_OPEN_YET)
    wording = queries.wording_of(version, words.passage) if words.passage else None
    if words.passage and wording is None:
        missing = rules.ContributionRefusal
        raise Refused(missing.CARD_NEEDED if consultation.on_cards else missing.ARTICLE_NEEDED)
    refusal = rules.refuse_proposal(
        rules.Proposal(
            kind=words.kind,
            body=words.body,
            title=words.title,
            proposed=words.proposed,
            current=wording.body if wording else None,
            subject=rules.Subject(consultation.subject),
            sheet=words.sheet,
            card=wording.five if wording else None,
            spoken=spoken,
        ),
        made_today=made_today,
    )
    if refusal:
        raise Refused(refusal)
    return words, wording, version


def _written(
    consultation: Consultation,
    words: Words,
    version: Version,
    wording: Wording | None,
    *,
    now: datetime,
    received_on: date,
    **facts: object,
) -> Contribution:
    number = consultation.last_number + 1
    passage: Passage | None = wording.passage if wording else None
    author, association = facts.get("author_id"), facts.get("association_id")
    language = script_of(words.told)
    trace = traces.open_trace(
        territory_id=consultation.territory_id,
        room="consultations",
        title=words.title or (wording.title if wording else consultation.title),
        text=words.told,
        address=f"{consultation.trace.address}contributions/{number}/",
        language=language,
        visibility=Visibility.VISIBLE,
        now=now,
        author_id=author if isinstance(author, int) else None,
        association_id=association if isinstance(association, int) else None,
    )
    Consultation.objects.filter(pk=consultation.pk).update(
        contributions_count=F("contributions_count") + 1, last_number=number
    )
    return Contribution.objects.create(
        consultation=consultation,
        trace=trace,
        number=number,
        passage=passage,
        version=version,
        kind=words.kind,
        title=words.title,
        body=words.body,
        proposed=words.proposed,
        axis=queries.axis_named(consultation, words.axis),
        round=queries.round_on(consultation, received_on) if consultation.on_cards else None,
        language=language,
        received_on=received_on,
        written_at=now,
        search_text=search_text(words.told),
        grams=grams(words.told),
        **words.sheet.values(),
        **facts,
    )


@transaction.atomic
def withdraw(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Take one's own contribution back while the window is open; its place stays, without its words."""
    contribution = queries.locked_contribution(contribution)
    refusal = rules.refuse_withdrawal(
        phase=rules.phase(contribution.consultation.window, today=day_of(now)),
        is_author=actor.person_id is not None and contribution.author_id == actor.person_id,
        withdrawn=contribution.withdrawn_at is not None,
    )
    if refusal:
        raise Refused(refusal)
    contribution.withdrawn_at = now
    contribution.save(update_fields=["withdrawn_at"])
    free_sheet(contribution, now)
    if contribution.is_spoken:
        documents.erase_recordings(
            recordings=queries.recordings_of(contribution), actor=actor, reason="withdrawn", now=now
        )
    _record(contribution, actor, "withdraw", now)
    return contribution


@transaction.atomic
def reply(
    *,
    contribution: Contribution,
    body: str,
    actor: Actor,
    now: datetime,
    token: str,
    speaks_for: int | None = None,
) -> Reply:
    """Answer a contribution in its discussion: anyone who may contribute, and staff, while it is open.

    An official decision is another thing: see ``examination``. Raises Refused.
    """
    consultation = contribution.consultation
    refusal = rules.refuse_reply(
        phase=rules.phase(consultation.window, today=day_of(now)),
        signed_in=actor.person_id is not None,
        is_staff=actor.is_staff_of(consultation.territory_id),
    )
    if refusal:
        raise Refused(refusal)
    _still_speaks_for(speaks_for, actor, now)
    made = traces.reply(
        trace=contribution.trace,
        actor=actor,
        body=body,
        now=now,
        token=token,
        language=script_of(body),
        association_id=speaks_for,
    )
    held = consultation.moderation == rules.Moderation.BEFORE
    if held and not actor.is_staff_of(consultation.territory_id):
        moderation.hold(item=made, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
    _record(contribution, actor, "reply", now)
    return made


def _still_speaks_for(association_id: int | None, actor: Actor, now: datetime) -> None:
    """The mandate may have been taken back since the request began (§ mandates-again)."""
    if association_id is not None:
        standing = mandate_at(association_id, actor.person_id, mechanism=Mechanism.CONTRIBUTE, now=now)
        if standing.refusal:
            raise Refused(standing.refusal)


def _record(
    contribution: Contribution, actor: Actor, verb: str, now: datetime, words: Words | None = None
) -> None:
    audit.record(
        actor=actor,
        territory_id=contribution.trace.territory_id,
        verb=f"consultations.{verb}",
        subject=f"contribution:{contribution.pk}",
        now=now,
        content={"words": asdict(words)} if words else {},
    )
