"""What follows the vote: the steps of each winner, and how far it is carried out."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import FollowStep, Progress, Project
from tadafor.budgets.queries.following import followed
from tadafor.budgets.rules import cycle, following
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.following import FollowRefusal, Reported, Step
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor


def _done(project: Project, now: datetime) -> tuple[bool, list[tuple[Step, date]]]:
    """Return whether it won, and the steps behind it; raise Refused outside of the phase."""
    if refusal := cycle.refuse(queries.cycle_of(project.edition), Act.FOLLOW_UP, today=day_of(now)):
        raise Refused(refusal)
    found = followed(project.edition, project.number)
    return found is not None, found.done if found else []


@transaction.atomic
def record_step(
    *, project: Project, step: Step, done_on: date, reference: str, actor: Actor, now: datetime
) -> FollowStep:
    """Record that a winning project reached a step; its followers are told (§ budgets-after).

    The first decision of the council moves the edition on to the carrying out.
    """
    project = queries.locked_project(project)
    edition = project.edition
    winner, done = _done(project, now)
    refusal = following.refuse_step(step, done=done, done_on=done_on, winner=winner, today=day_of(now))
    if refusal:
        raise Refused(refusal)
    made = FollowStep.objects.create(
        project=project,
        step=step.value,
        done_on=done_on,
        reference=clean_line(reference),
        recorded_by_id=actor.signer,
        recorded_at=now,
    )
    if step is Step.DECISION and edition.adopted_on is None:
        edition.adopted_on = done_on
        edition.save(update_fields=["adopted_on"])
    record(
        edition, actor, "record_step", now, subject=f"project:{project.pk}", step=step.value,
        done_on=done_on, reference=made.reference,
    )  # fmt: skip
    notices.stepped(project, made, now=now)
    return made


@transaction.atomic
def record_progress(
    *,
    project: Project,
    told: Reported,
    note: str,
    photos: Sequence[CleanFile],
    actor: Actor,
    now: datetime,
) -> Progress:
    """Record how far a project is and what was spent, with photographs for all (§ budgets-progress)."""
    project = queries.locked_project(project)
    winner, done = _done(project, now)
    refusal = following.refuse_progress(
        told, price=project.price or Decimal(), done=done, winner=winner, today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)
    late = following.is_late(done, project.months, today=day_of(now))
    if late and not told.reason.strip():
        raise Refused(FollowRefusal.LATE_WITHOUT_REASON)
    made = Progress.objects.create(
        project=project,
        percent=told.percent,
        spent=told.spent,
        note=clean(note),
        late_because=clean(told.reason),
        as_of=told.as_of,
        recorded_by_id=actor.signer,
        recorded_at=now,
    )
    for photo in photos:
        documents.attach(
            territory_id=project.edition.territory_id, actor=actor, file=photo, now=now, trace=project.trace,
            title=project.title,
        )  # fmt: skip
    record(
        project.edition, actor, "record_progress", now, subject=f"project:{project.pk}",
        percent=told.percent, spent=str(told.spent), as_of=told.as_of, reason=made.late_because,
    )  # fmt: skip
    return made
