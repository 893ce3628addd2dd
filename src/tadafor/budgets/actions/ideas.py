"""Ideas: proposed online or entered from a box, backed, taken back, merged into a project."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max

from tadafor.associations.queries import mandate_at
from tadafor.associations.rules import Mechanism
from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.actions.speaking import keep_speech
from tadafor.budgets.models import Edition, Idea, IdeaSupport, Project
from tadafor.budgets.rules import cycle, ideas
from tadafor.budgets.rules.changing import ChangeRefusal
from tadafor.budgets.rules.cycle import Act, Phase
from tadafor.budgets.rules.ideas import IdeaRefusal
from tadafor.budgets.words import VOICE
from tadafor.documents import actions as documents
from tadafor.documents.actions import Speech
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, Level
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Becoming, Visibility


@dataclass(frozen=True)
class IdeaWords:
    """What an idea says, where it is, whom it serves."""

    title: str
    body: str
    beneficiaries: str = ""
    neighbourhood_id: int | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def cleaned(self) -> "IdeaWords":
        return replace(
            self,
            title=clean_line(self.title),
            body=clean(self.body),
            beneficiaries=clean_line(self.beneficiaries),
            place=clean_line(self.place),
        )

    @property
    def told(self) -> str:
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True)
class FromABox:
    """How an idea came in another way than online: the channel, the day, the name that was wished."""

    channel: Channel
    on: date
    name: str = ""


@transaction.atomic
def propose_idea(
    *,
    edition: Edition,
    words: IdeaWords,
    actor: Actor,
    now: datetime,
    token: str,
    speaks_for: int | None = None,
    photos: Sequence[documents.CleanFile] = (),
    speech: Speech | None = None,
) -> Idea:
    """Add an idea, or return the one that this very form already made. Raises Refused."""
    edition = queries.locked(edition)
    if done := queries.idea_sent_with(edition, token):
        return done
    _refuse(edition, Act.PROPOSE_IDEA, now)
    if not actor.is_signed_in or actor.level is Level.VISITOR:
        raise Refused(IdeaRefusal.SIGN_IN_FIRST)
    if speaks_for is not None:
        standing = mandate_at(speaks_for, actor.person_id, mechanism=Mechanism.CONTRIBUTE, now=now)
        if standing.refusal:
            raise Refused(standing.refusal)
    made_today = queries.ideas_made_today(actor.person_id, edition, day_of(now))
    idea = _written(
        edition,
        _settled(words, made_today, spoken=speech is not None),
        now=now,
        token=token,
        author_id=actor.person_id,
        association_id=speaks_for,
        channel=actor.channel,
        received_on=day_of(now),
        is_spoken=speech is not None,
    )
    _attach(idea, photos, actor, now)
    record(edition, actor, "propose_idea", now, subject=f"idea:{idea.pk}", words=vars(words))
    if speech:
        keep_speech(idea, speech, actor=actor, now=now, is_own=True)
    else:
        _hold(idea, edition, actor, now)
    return idea


@transaction.atomic
def enter_idea(
    *,
    edition: Edition,
    words: IdeaWords,
    received: FromABox,
    actor: Actor,
    now: datetime,
    token: str,
    photos: Sequence[documents.CleanFile] = (),
    speech: Speech | None = None,
) -> Idea:
    """Enter an idea from a box; it counts by the day it was put in. Raises Refused."""
    edition = queries.locked(edition)
    if done := queries.idea_sent_with(edition, token):
        return done
    _refuse(edition, Act.CHANGE_IDEA, now)
    days = next((one for one in queries.cycle_of(edition).days if one.phase is Phase.IDEAS), None)
    refusal = ideas.refuse_entry(
        received_on=received.on,
        opens_on=days.opens_on if days else None,
        closes_on=min(days.closes_on, day_of(now)) if days else None,
    )
    if refusal:
        raise Refused(refusal)
    idea = _written(
        edition,
        _settled(words, 0, spoken=speech is not None),
        now=now,
        token=token,
        author_label=clean_line(received.name),
        channel=received.channel,
        received_on=received.on,
        is_spoken=speech is not None,
    )
    _attach(idea, photos, actor, now)
    if speech:
        keep_speech(idea, speech, actor=actor, now=now, is_own=False)
    record(
        edition, actor, "enter_idea", now, subject=f"idea:{idea.pk}", words=vars(words),
        channel=received.channel.value, on=received.on,
    )  # fmt: skip
    return idea


def _settled(words: IdeaWords, made_today: int, *, spoken: bool) -> IdeaWords:
    words = words.cleaned()
    said = ideas.Said(words.title, words.body, words.latitude, words.longitude)
    if refusal := ideas.refuse_idea(said, made_today=made_today, spoken=spoken):
        raise Refused(refusal)
    return words if words.title else replace(words, title=str(VOICE))


def _refuse(edition: Edition, act: Act, now: datetime) -> None:
    """Raise Refused where the table of phases does not allow ``act`` today."""
    if refusal := cycle.refuse(queries.cycle_of(edition), act, today=day_of(now)):
        raise Refused(refusal)


def _written(edition: Edition, words: IdeaWords, *, now: datetime, token: str, **facts: object) -> Idea:
    number = (Idea.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0) + 1
    author, association = facts.get("author_id"), facts.get("association_id")
    language = script_of(words.told)
    trace = traces.open_trace(
        territory_id=edition.territory_id,
        room="budgets",
        title=words.title,
        text=words.told,
        address=f"{edition.trace.address}ideas/{number}/",
        language=language,
        visibility=Visibility.VISIBLE,
        now=now,
        author_id=author if isinstance(author, int) else None,
        association_id=association if isinstance(association, int) else None,
    )
    return Idea.objects.create(
        edition=edition,
        trace=trace,
        number=number,
        language=language,
        received_at=now,
        token=token,
        search_text=search_text(words.told),
        grams=grams(words.told),
        **vars(words),
        **facts,
    )


def _attach(idea: Idea, photos: Sequence[documents.CleanFile], actor: Actor, now: datetime) -> None:
    for file in photos[: ideas.MOST_PHOTOS]:
        documents.attach(
            territory_id=idea.trace.territory_id, actor=actor, file=file, trace=idea.trace, now=now
        )


def _hold(idea: Idea, edition: Edition, actor: Actor, now: datetime) -> None:
    """Let a moderator read it first, where the territory says so; what staff entered was read by them."""
    if edition.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=idea.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        idea.trace.visibility = Visibility.HELD


@transaction.atomic
def back_idea(*, idea: Idea, actor: Actor, now: datetime) -> Idea:
    """Stand behind an idea; doing it twice is doing it once."""
    idea = _to_back(idea, actor, now)
    _, is_new = IdeaSupport.objects.get_or_create(
        idea=idea, person_id=actor.signer, defaults={"supported_at": now}
    )
    if is_new:
        _count(idea, 1)
        record(idea.edition, actor, "back_idea", now, subject=f"idea:{idea.pk}")
    return idea


@transaction.atomic
def stop_backing(*, idea: Idea, actor: Actor, now: datetime) -> Idea:
    """Stand behind an idea no more."""
    idea = _to_back(idea, actor, now)
    gone, _ = IdeaSupport.objects.filter(idea=idea, person_id=actor.signer).delete()
    if gone:
        _count(idea, -1)
        record(idea.edition, actor, "stop_backing", now, subject=f"idea:{idea.pk}")
    return idea


def _to_back(idea: Idea, actor: Actor, now: datetime) -> Idea:
    idea = queries.locked_idea(idea)
    refusal = ideas.refuse_backing(
        signed_in=actor.is_signed_in,
        is_author=idea.author_id is not None and idea.author_id == actor.person_id,
        shown=idea.trace.visibility == Visibility.VISIBLE and idea.withdrawn_at is None,
    )
    if refusal:
        raise Refused(refusal)
    _refuse(idea.edition, Act.BACK_IDEA, now)
    return idea


def _count(idea: Idea, change: int) -> None:
    Idea.objects.filter(pk=idea.pk).update(supports_count=F("supports_count") + change)
    idea.supports_count += change


@transaction.atomic
def merge_ideas(*, project: Project, numbers: Sequence[int], actor: Actor, now: datetime) -> Project:
    """Make ideas part of a project: every author stays its author, is told, and may answer its study."""
    project = queries.locked_project(project)
    if project.withdrawn_at is not None:
        raise Refused(ChangeRefusal.PROJECT_WITHDRAWN)
    edition = project.edition
    _refuse(edition, Act.MERGE_IDEAS, now)
    found = queries.numbered_ideas(edition, list(numbers))
    refusal = ideas.refuse_merging(
        [
            ideas.Merging(
                withdrawn=one.withdrawn_at is not None,
                in_another_project=one.project_id not in {None, project.pk},
                shown=one.trace.visibility == Visibility.VISIBLE,
            )
            for one in found
        ]
    )
    if refusal is None and len(found) != len(set(numbers)):
        refusal = IdeaRefusal.NO_IDEA
    if refusal:
        raise Refused(refusal)
    new = [one for one in found if one.project_id is None]
    for one in new:
        one.project = project
        one.save(update_fields=["project"])
        traces.succeed(origin=one.trace, successor=project.trace, kind=Becoming.MERGED, now=now)
    record(
        edition, actor, "merge_ideas", now, subject=f"project:{project.pk}",
        ideas=[one.number for one in new],
    )  # fmt: skip
    for one in new:
        notices.merged(project, one, now=now)
    return project
