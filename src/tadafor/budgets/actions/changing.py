"""What may still be undone: an idea written again or set aside, a merge, a project taken back."""

from datetime import datetime

from django.db import transaction

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.ideas import IdeaWords
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, Idea, IdeaVersion, Project, Study
from tadafor.budgets.rules import changing, cycle, ideas
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.studying import Standing
from tadafor.documents import actions as documents
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

_KEPT = ("title", "body", "beneficiaries", "neighbourhood_id", "place", "latitude", "longitude")


@transaction.atomic
def change_idea(*, idea: Idea, words: IdeaWords, actor: Actor, now: datetime) -> Idea:
    """Write one's idea again while ideas may change; what it said before stays to be read. Raises Refused."""
    idea = queries.locked_idea(idea)
    words = words.cleaned()
    refusal = changing.refuse_change(
        changing.IdeaFacts(
            is_author=_is_author(idea, actor),
            withdrawn=idea.withdrawn_at is not None,
            in_a_project=idea.project_id is not None,
            hidden=idea.trace.visibility == Visibility.HIDDEN,
            awaits_words=queries.awaits_words(idea),
            changes=idea.revision,
        )
    ) or ideas.refuse_idea(ideas.Said(words.title, words.body, words.latitude, words.longitude))
    if refusal:
        raise Refused(refusal)
    _refuse(idea.edition, Act.CHANGE_IDEA, now)
    if all(getattr(idea, name) == getattr(words, name) for name in _KEPT):
        return idea
    _keep_version(idea, now)
    for name in _KEPT:
        setattr(idea, name, getattr(words, name))
    idea.revision += 1
    idea.language, idea.search_text, idea.grams = (
        script_of(words.told),
        search_text(words.told),
        grams(words.told),
    )
    idea.save()
    traces.describe(trace=idea.trace, title=words.title, text=words.told)
    record(idea.edition, actor, "change_idea", now, subject=f"idea:{idea.pk}", words=vars(words))
    shown = idea.trace.visibility == Visibility.VISIBLE
    if shown and idea.edition.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=idea.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
    return idea


def _keep_version(idea: Idea, now: datetime) -> None:
    said = {name: getattr(idea, name) for name in _KEPT}
    IdeaVersion.objects.create(idea=idea, number=idea.revision + 1, replaced_at=now, **said)


def _refuse(edition: Edition, act: Act, now: datetime) -> None:
    if refusal := cycle.refuse(queries.cycle_of(edition), act, today=day_of(now)):
        raise Refused(refusal)


def _is_author(idea: Idea, actor: Actor) -> bool:
    return idea.author_id is not None and idea.author_id == actor.person_id


@transaction.atomic
def withdraw_idea(*, idea: Idea, actor: Actor, now: datetime) -> Idea:
    """Take one's own idea back while it stands in no project; its number stays, without its words."""
    idea = queries.locked_idea(idea)
    refusal = ideas.refuse_withdrawal(
        is_author=_is_author(idea, actor),
        withdrawn=idea.withdrawn_at is not None,
        in_a_project=_stands_in_a_project(idea),
    )
    if refusal:
        raise Refused(refusal)
    _refuse(idea.edition, Act.CHANGE_IDEA, now)
    return _withdrawn(idea, actor, now)


@transaction.atomic
def set_idea_aside(*, idea: Idea, reason: str, actor: Actor, now: datetime) -> Idea:
    """Withdraw an idea by the staff, for a reason that everybody reads; its author is told."""
    idea = queries.locked_idea(idea)
    reason = clean(reason)
    refusal = changing.refuse_setting_aside(
        reason=reason, withdrawn=idea.withdrawn_at is not None, in_a_project=_stands_in_a_project(idea)
    )
    if refusal:
        raise Refused(refusal)
    _refuse(idea.edition, Act.SET_ASIDE, now)
    idea = _withdrawn(idea, actor, now, reason=reason)
    notices.set_aside(idea, reason, now=now)
    return idea


def _stands_in_a_project(idea: Idea) -> bool:
    return idea.project is not None and idea.project.withdrawn_at is None


def _withdrawn(idea: Idea, actor: Actor, now: datetime, *, reason: str = "") -> Idea:
    idea.withdrawn_at, idea.withdrawal_reason = now, reason
    idea.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    if idea.is_spoken:
        documents.erase_recordings(
            recordings=queries.recordings_of_idea(idea), actor=actor, reason="withdrawn", now=now
        )
    verb = "set_idea_aside" if reason else "withdraw_idea"
    record(idea.edition, actor, verb, now, subject=f"idea:{idea.pk}", reason=reason)
    return idea


@transaction.atomic
def unmerge_idea(*, project: Project, number: int, reason: str, actor: Actor, now: datetime) -> Idea:
    """Take an idea out of a project that no service studied yet; its author is told why."""
    project = queries.locked_project(project)
    _refuse(project.edition, Act.MERGE_IDEAS, now)
    found = queries.numbered_ideas(project.edition, [number])
    reason = clean(reason)
    refusal = changing.refuse_unmerging(
        in_this_project=bool(found) and found[0].project_id == project.pk,
        studied=Study.objects.filter(project=project).exists(),
        reason=reason,
    )
    if refusal:
        raise Refused(refusal)
    idea = found[0]
    idea.project = None
    idea.save(update_fields=["project"])
    traces.part(origin=idea.trace, successor=project.trace)
    record(
        project.edition,
        actor,
        "unmerge_idea",
        now,
        subject=f"project:{project.pk}",
        reason=reason,
        idea=number,
    )
    notices.unmerged(project, idea, reason, now=now)
    return idea


@transaction.atomic
def take_project_back(*, project: Project, actor: Actor, now: datetime) -> Project:
    """Withdraw one's own project before a service studied it, when nobody else is its author."""
    project = queries.locked_project(project)
    authors = queries.authors_of(project)
    refusal = changing.refuse_taking_back(
        is_author=actor.person_id is not None and actor.person_id in authors,
        authors=len(authors),
        withdrawn=project.withdrawn_at is not None,
        studied=Study.objects.filter(project=project).exists(),
    )
    if refusal:
        raise Refused(refusal)
    _refuse(project.edition, Act.TAKE_BACK_PROJECT, now)
    return _project_withdrawn(project, actor, now)


@transaction.atomic
def set_project_aside(*, project: Project, reason: str, actor: Actor, now: datetime) -> Project:
    """Withdraw a project by the staff before the vote, for a reason that everybody reads."""
    project = queries.locked_project(project)
    reason = clean(reason)
    if refusal := changing.refuse_setting_aside(reason=reason, withdrawn=project.withdrawn_at is not None):
        raise Refused(refusal)
    _refuse(project.edition, Act.SET_ASIDE, now)
    return _project_withdrawn(project, actor, now, reason=reason)


def _project_withdrawn(project: Project, actor: Actor, now: datetime, *, reason: str = "") -> Project:
    project.standing, project.withdrawn_at = Standing.WITHDRAWN.value, now
    project.withdrawal_reason = reason
    project.save(update_fields=["standing", "withdrawn_at", "withdrawal_reason"])
    verb = "set_project_aside" if reason else "take_project_back"
    record(project.edition, actor, verb, now, subject=f"project:{project.pk}", reason=reason)
    notices.project_withdrawn(project, now=now)
    return project
