"""From ideas to projects that can be voted on: drafting, the study of the services, the prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, Envelope, Project, Study, StudyAnswer
from tadafor.budgets.rules import cycle, studying
from tadafor.budgets.rules.changing import ChangeRefusal
from tadafor.budgets.rules.cycle import Act, CycleRefusal
from tadafor.budgets.rules.studying import Finding, Standing, StudyRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, search_text
from tadafor.people.actor import Actor
from tadafor.territories.rules.points import refuse_point
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class ProjectWords:
    """What a project says of itself; the symbol and the colour are for those who do not read."""

    title: str
    description: str
    beneficiaries: str = ""
    marks: Sequence[str] = ()
    symbol: str = ""
    colour: str = ""
    neighbourhood_id: int | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def _values(words: ProjectWords) -> dict[str, object]:
    if refusal := refuse_point(words.latitude, words.longitude):
        raise Refused(refusal)
    told = f"{words.title} {words.description}"
    return {
        **vars(words),
        "title": clean_line(words.title),
        "description": clean(words.description),
        "marks": list(words.marks),
        "search_text": search_text(told),
        "grams": grams(told),
    }


def _refuse(edition: Edition, act: Act, now: datetime) -> None:
    if refusal := cycle.refuse(queries.cycle_of(edition), act, today=day_of(now)):
        raise Refused(refusal)


def _refuse_withdrawn(project: Project) -> None:
    if project.withdrawn_at is not None:
        raise Refused(ChangeRefusal.PROJECT_WITHDRAWN)


@transaction.atomic
def draft_project(
    *, edition: Edition, envelope: Envelope, words: ProjectWords, actor: Actor, now: datetime
) -> Project:
    """Write a project, of ideas merged into it or agreed at a forum; it waits for its study."""
    edition = queries.locked(edition)
    _refuse(edition, Act.DRAFT_PROJECT, now)
    last = Project.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    trace = traces.open_trace(
        territory_id=edition.territory_id,
        room="budgets",
        title=words.title,
        text=words.description,
        address=f"{edition.trace.address}projects/{number}/",
        language=edition.language,
        visibility=Visibility.VISIBLE,
        now=now,
    )
    project = Project.objects.create(
        edition=edition, envelope=envelope, trace=trace, number=number, drafted_at=now, **_values(words)
    )
    record(edition, actor, "draft_project", now, subject=f"project:{project.pk}", words=_values(words))
    return project


@transaction.atomic
def change_project(
    *, project: Project, envelope: Envelope, words: ProjectWords, actor: Actor, now: datetime
) -> Project:
    """Write a project again while projects may be drafted."""
    project = queries.locked_project(project)
    _refuse_withdrawn(project)
    _refuse(project.edition, Act.DRAFT_PROJECT, now)
    for name, value in _values(words).items():
        setattr(project, name, value)
    project.envelope = envelope
    project.save()
    traces.describe(trace=project.trace, title=project.title, text=project.description)
    record(
        project.edition, actor, "change_project", now, subject=f"project:{project.pk}", words=_values(words)
    )
    return project


@dataclass(frozen=True)
class Opinion:
    """What a service found of a project, line by line of the edition's criteria and grid."""

    service: str
    verdict: Standing
    findings: Mapping[str, Finding]
    notes: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)
    price: Decimal | None = None
    months: int | None = None
    reason: str = ""


@transaction.atomic
def study_project(*, project: Project, opinion: Opinion, actor: Actor, now: datetime) -> Study:
    """Record a study; when there is one already this is the second opinion, which somebody else gives.

    The project stands as the latest opinion says; both stay to be read.
    """
    project = queries.locked_project(project)
    _refuse_withdrawn(project)
    edition = project.edition
    _refuse(edition, Act.STUDY_PROJECT, now)
    before = Study.objects.filter(project=project).last()
    _refuse_opinion(project, opinion, before, actor)
    feasible = opinion.verdict is Standing.FEASIBLE
    study = Study.objects.create(
        project=project,
        service=opinion.service,
        findings={
            key: {"finding": finding.value, "note": opinion.notes.get(key, "")}
            for key, finding in opinion.findings.items()
        },
        scores=dict(opinion.scores),
        verdict=opinion.verdict.value,
        price=opinion.price if feasible else None,
        months=opinion.months if feasible else None,
        reason=opinion.reason,
        second_opinion_on=before,
        studied_by_id=actor.signer,
        studied_at=now,
    )
    project.standing, project.price, project.months = study.verdict, study.price, study.months
    project.save(update_fields=["standing", "price", "months"])
    record(
        edition, actor, "study_project", now, subject=f"project:{project.pk}", reason=opinion.reason,
        verdict=study.verdict, price=str(study.price), second=before is not None,
    )  # fmt: skip
    notices.studied(project, study, now=now)
    return study


def _refuse_opinion(project: Project, opinion: Opinion, before: Study | None, actor: Actor) -> None:
    edition = project.edition
    refusal = studying.refuse_study(
        verdict=opinion.verdict,
        criteria=[one["key"] for one in edition.study_criteria],
        findings=opinion.findings,
        price=opinion.price,
        months=opinion.months,
        reason=opinion.reason,
        envelope=project.envelope.amount,
    ) or studying.refuse_scores(opinion.scores, {one["key"]: one["most"] for one in edition.score_grid})
    if before is not None and before.studied_by_id == actor.person_id:
        refusal = StudyRefusal.SAME_PERSON
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def answer_study(*, study: Study, body: str, actor: Actor, now: datetime) -> StudyAnswer:
    """Let an author of the project answer what the service found."""
    project = queries.locked_project(study.project)
    _refuse(project.edition, Act.ANSWER_STUDY, now)
    if actor.person_id not in queries.authors_of(project):
        raise Refused(StudyRefusal.NOT_AUTHOR)
    answer, is_new = StudyAnswer.objects.get_or_create(
        study=study, written_by_id=actor.signer, body=clean(body), defaults={"written_at": now}
    )
    if is_new:
        record(project.edition, actor, "answer_study", now, subject=f"study:{study.pk}", body=answer.body)
    return answer


@transaction.atomic
def publish_prices(*, edition: Edition, actor: Actor, now: datetime) -> Edition:
    """Publish every price at once, when no project waits for its study; authors are told."""
    edition = queries.locked(edition)
    if edition.prices_on is not None:
        raise Refused(CycleRefusal.PRICES_ARE_PUBLIC)
    _refuse(edition, Act.PUBLISH_PRICES, now)
    projects = queries.projects_of(edition)
    if refusal := studying.refuse_prices([Standing(one.standing) for one in projects]):
        raise Refused(refusal)
    edition.prices_on = day_of(now)
    edition.save(update_fields=["prices_on"])
    record(edition, actor, "publish_prices", now, prices={one.key: str(one.price) for one in projects})
    for one in projects:
        if one.standing == Standing.FEASIBLE:
            notices.priced(one, now=now)
    return edition
