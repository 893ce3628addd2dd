"""A plan in a spreadsheet: sent, its columns chosen, looked at, then written whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tadafor.commitments import notices, queries, rules
from tadafor.commitments.actions.living import settled
from tadafor.commitments.actions.plans import ROOM
from tadafor.commitments.actions.promising import searched
from tadafor.commitments.actions.reading import Book, Outcome, Row
from tadafor.commitments.actions.recording import ask, held_plan, record
from tadafor.commitments.models import (
    ColumnMapping,
    Commitment,
    CommitmentStep,
    FundingLine,
    Milestone,
    Plan,
    PlanImport,
)
from tadafor.commitments.rules import Field, ImportRefusal, ImportStanding, Meaning, Status
from tadafor.kernel.bulk import rewrite
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line, script_of
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

# What a commitment keeps of a row under the same name.
_PLAIN = (
    Field.TITLE, Field.PROBLEM, Field.SOLUTION, Field.DESCRIPTION, Field.BENEFICIARIES, Field.SERVICE,
    Field.PARTNERS, Field.PLACE, Field.LATITUDE, Field.LONGITUDE, Field.STARTS_ON, Field.ENDS_ON, Field.COST,
    Field.WEIGHT, Field.GENDER, Field.PRINCIPLES, Field.AXIS, Field.NEIGHBOURHOOD,
)  # fmt: skip
_WORDS = frozenset({Field.TITLE, Field.PROBLEM, Field.SOLUTION, Field.DESCRIPTION})
_SEARCHED = _WORDS | {Field.SERVICE, Field.PLACE}
_WRITTEN = (
    "changed_at", "due_on", "first_ends_on", "objective", "status", "reason", "progress", "told_on", "warned",
    "planned", "committed", "paid",
)  # fmt: skip
_AT_ONCE = 500


@transaction.atomic
def send_sheet(
    *,
    plan: Plan,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    actor: Actor,
    now: datetime,
) -> PlanImport:
    """Keep the rows of a spreadsheet until its columns are chosen; the sender's former one goes.

    Raises Refused (§ commitments-20).
    """
    held = held_plan(plan, actor)
    ask(None if rows else ImportRefusal.NO_ROWS)
    ask(ImportRefusal.TOO_MANY_ROWS if len(rows) > rules.MOST_ROWS else None, most=rules.MOST_ROWS)
    ask(
        ImportRefusal.TOO_MANY_COLUMNS if len(headings) > rules.MOST_COLUMNS else None,
        most=rules.MOST_COLUMNS,
    )
    left = PlanImport.objects.filter(plan=held, sent_by_id=actor.signer)
    left.exclude(standing__in=[*rules.MOVING, ImportStanding.DONE]).delete()
    columns = queries.fields_of_headings(held, headings)
    made = PlanImport.objects.create(
        plan=held,
        name=clean_line(name)[:200],
        headings=list(headings),
        rows=[list(row) for row in rows],
        columns={str(place): field.value for place, field in columns.items()},
        total=len(rows),
        sent_by_id=actor.signer,
        sent_at=now,
        moved_at=now,
    )
    record(held, actor, "send_sheet", now, rows=len(rows))
    return made


@transaction.atomic
def choose_columns(
    *, source: PlanImport, columns: Mapping[int, Meaning], actor: Actor, now: datetime
) -> PlanImport:
    """Say what each column says, and keep it for the next spreadsheet of this kind. Raises Refused."""
    plan = held_plan(source.plan, actor)
    held = queries.locked_import(source)
    ask(ImportRefusal.NOT_READY if held.stands in {*rules.MOVING, ImportStanding.DONE} else None)
    ask(
        rules.refuse_columns(columns, starts_on=plan.starts_on, ends_on=plan.ends_on),
        most=rules.MOST_MILESTONES,
    )
    held.columns = {str(place): meaning.value for place, meaning in columns.items()}
    held.standing, held.read, held.moved_at = ImportStanding.CHECKING, 0, now
    held.save(update_fields=["columns", "standing", "read", "moved_at"])
    chosen = {heading: columns[at].value if at in columns else "" for at, heading in enumerate(held.headings)}
    kept, _ = ColumnMapping.objects.select_for_update(of=("self",)).get_or_create(
        territory_id=plan.territory_id, kind=plan.kind, defaults={"kept_at": now}
    )
    kept.columns, kept.kept_at = kept.columns | chosen, now
    kept.save(update_fields=["columns", "kept_at"])
    record(plan, actor, "choose_columns", now, columns=held.columns)
    return held


def check_sheet(*, source: PlanImport, actor: Actor, now: datetime) -> PlanImport:
    """Read every row and keep what it would change, or what is wrong with each; nothing is written yet.

    Run at once or by a job, which may run twice.
    """

    def tell(read: int) -> None:
        PlanImport.objects.filter(pk=source.pk, standing=ImportStanding.CHECKING).update(
            read=read, moved_at=now
        )

    outcome = Book.of(source, _compared(source.plan), day_of(now)).read(source.rows, tell)
    return _checked(source, outcome, actor, now)


@transaction.atomic
def _checked(source: PlanImport, outcome: Outcome, actor: Actor, now: datetime) -> PlanImport:
    held = queries.locked_import(source)
    if held.stands is not ImportStanding.CHECKING:
        return held
    held.read, held.moved_at = held.total, now
    _look(held, outcome)
    held.save(update_fields=["read", "moved_at", "found", "mark", "standing"])
    record(held.plan, actor, "check_sheet", now, rows=held.total, faults=len(outcome.faults))
    return held


def _look(held: PlanImport, outcome: Outcome, *, refused: str = "") -> None:
    """Keep what is shown before anything is written."""
    most = rules.MOST_SHOWN
    held.found = {
        "refused": refused,
        "new": [[row.line, row.number, str(row.values[Field.TITLE])] for row in outcome.new[:most]],
        "new_count": len(outcome.new),
        "changed": [
            [row.line, row.number, row.one.title if row.one else "", _pairs(row)]
            for row in outcome.changed[:most]
        ],
        "changed_count": len(outcome.changed),
        "same": outcome.same,
        "missing": [[one.number, one.title] for one in outcome.missing[:most]],
        "missing_count": len(outcome.missing),
        "axes": outcome.axes,
        "faults": [
            [one.line, one.column, type(one.refusal).__name__, one.refusal.value, one.said, one.facts]
            for one in outcome.faults[: rules.MOST_FAULTS]
        ],
        "faults_count": len(outcome.faults),
    }
    held.mark = outcome.mark
    held.standing = ImportStanding.FAULTY if outcome.faults else ImportStanding.READY


def _pairs(row: Row) -> list[list[str]]:
    return [[field.value, before, after] for field, (before, after) in row.changes.items()]


@transaction.atomic
def confirm_sheet(*, source: PlanImport, seen: str, actor: Actor, now: datetime) -> PlanImport:
    """Ask that what was looked at be written, as it was seen. Raises Refused (§ commitments-20)."""
    plan = held_plan(source.plan, actor)
    held = queries.locked_import(source)
    ask(ImportRefusal.NOT_READY if held.stands is not ImportStanding.READY else None)
    ask(ImportRefusal.CHANGED_MEANWHILE if held.mark != seen else None)
    held.standing, held.moved_at = ImportStanding.WRITING, now
    held.save(update_fields=["standing", "moved_at"])
    record(plan, actor, "confirm_sheet", now, rows=held.total)
    return held


@transaction.atomic
def write_sheet(*, source: PlanImport, actor: Actor, now: datetime) -> PlanImport:
    """Write every row in one transaction, or none where the plan changed since it was looked at.

    Run at once or by a job, which may run twice; of two imports at once the second is looked at again.
    """
    try:
        plan = held_plan(source.plan, actor)
    except Refused as refused:
        return _stopped(source, refused, now)
    held = queries.locked_import(source)
    if held.stands is not ImportStanding.WRITING:
        return held
    ones = _compared(plan, is_held=True)
    outcome = Book.of(held, ones, day_of(now)).read(held.rows)
    held.moved_at = now
    if outcome.faults or outcome.mark != held.mark:
        _look(held, outcome, refused=ImportRefusal.CHANGED_MEANWHILE.value)
    else:
        _write(plan, outcome, actor, now)
        held.standing, held.rows = ImportStanding.DONE, []
        changed = {row.number: sorted(field.value for field in row.changes) for row in outcome.changed}
        moved = {row.number: [row.told.status, row.told.reason] for row in outcome.changed if row.told.status}
        record(plan, actor, "write_sheet", now, new=len(outcome.new), changed=changed, moved=moved)
    held.save(update_fields=["standing", "rows", "found", "mark", "moved_at"])
    return held


def _stopped(source: PlanImport, refused: Refused, now: datetime) -> PlanImport:
    held = queries.locked_import(source)
    held.standing, held.moved_at = ImportStanding.REFUSED, now
    held.found = held.found | {"stopped": [type(refused.refusal).__name__, refused.refusal.value]}
    held.save(update_fields=["standing", "moved_at", "found"])
    return held


def _compared(plan: Plan, *, is_held: bool = False) -> list[Commitment]:
    """Return the commitments that rows are compared to, held where they are about to be written."""
    things = Commitment.objects.filter(plan=plan).order_by("pk").defer("search_text", "grams")
    if is_held:
        list(things.select_for_update(of=("self",)).values_list("pk"))
    return list(things.select_related("trace", "axis", "neighbourhood"))


def _write(plan: Plan, outcome: Outcome, actor: Actor, now: datetime) -> None:
    last = max((one.position for one in queries.axes_of(plan)), default=0)
    fresh = {
        id(axis): axis for row in (*outcome.new, *outcome.changed) if (axis := row.values.get(Field.AXIS))
    }
    for axis in fresh.values():
        if axis.pk is None:
            last += 1
            axis.position = last
            axis.save()
    for at in range(0, len(outcome.new), _AT_ONCE):
        _promised(plan, outcome.new[at : at + _AT_ONCE], actor, now)
    _described(plan, outcome.changed, actor, now)
    Plan.objects.filter(pk=plan.pk).update(changed_at=now)


def _kept(row: Row) -> dict[str, Any]:
    """Return what a row promises, by the names under which a commitment keeps it."""
    return {field.value: row.values[field] for field in _PLAIN if field in row.values}


def _promised(plan: Plan, rows: Sequence[Row], actor: Actor, now: datetime) -> None:
    """Write the new commitments of a spreadsheet."""
    made = []
    for row in rows:
        one = Commitment(plan=plan, number=row.number, changed_at=now, **{"weight": Decimal(1)} | _kept(row))
        one.language = script_of(one.title)
        one.first_ends_on = one.due_on = one.ends_on
        one.is_demonstration = plan.is_demonstration
        one.search_text, one.grams = searched(one)
        settled(one, row.told, day_of(now))
        made.append(one)
    opened = traces.open_many(
        [
            traces.NewTrace(one.title, _words(one), f"{plan.trace.address}{one.number}/", one.language)
            for one in made
        ],
        territory_id=plan.territory_id,
        room=ROOM,
        now=now,
        visibility=Visibility.VISIBLE if plan.is_public else Visibility.HELD,
    )
    for one, trace in zip(made, opened, strict=True):
        one.trace = trace
    Commitment.objects.bulk_create(made)
    for row, one in zip(rows, made, strict=True):
        for milestone in row.told.milestones:
            milestone.commitment = one
        for line in row.told.money:
            line.commitment = one
    _parts(rows)
    CommitmentStep.objects.bulk_create(
        _step(one, row.told.reason, actor, now) for row, one in zip(rows, made, strict=True)
    )


def _words(one: Commitment) -> str:
    return "\n\n".join(part for part in (one.problem, one.solution, one.description) if part)


def _parts(rows: Sequence[Row]) -> None:
    """Write the milestones and the lines of money of several rows."""
    milestones = [one for row in rows for one in row.told.milestones]
    money = [one for row in rows for one in row.told.money]
    Milestone.objects.bulk_create(one for one in milestones if one.pk is None)
    FundingLine.objects.bulk_create(one for one in money if one.pk is None)
    rewrite([one for one in milestones if one.pk], [queries.NAMES[kind] for kind in rules.OF_MILESTONES])
    rewrite([one for one in money if one.pk], [queries.NAMES[kind] for kind in rules.SUMS])


def _step(one: Commitment, words: str, actor: Actor, now: datetime) -> CommitmentStep:
    day = one.ends_on if one.standing is Status.DELAYED else None
    facts = {"status": one.status, "words": words, "progress": one.progress, "new_day": day}
    return CommitmentStep(commitment=one, by_id=actor.person_id, at=now, **facts)


def _described(plan: Plan, rows: Sequence[Row], actor: Actor, now: datetime) -> None:
    """Write what changed in commitments that stood in the plan."""
    if not rows:
        return
    things, today = [row.one for row in rows if row.one], day_of(now)
    for row, one in zip(rows, things, strict=True):
        one.plan = plan
        _say_again(row, one, plan)
        settled(one, row.told, today)
        one.changed_at = now
    _parts(rows)
    fields = {field for row in rows for field in row.changes if isinstance(field, Field)}
    found_by = ("search_text", "grams") if fields & _SEARCHED else ()
    names = {field.value for field in fields & set(_PLAIN)} | {*_WRITTEN, *found_by}
    rewrite(things, sorted(names))
    rows_of = list(zip(rows, things, strict=True))
    said = [(row, one) for row, one in rows_of if row.told.status or row.told.is_anew]
    dated = [(row, one) for row, one in rows_of if row.told.is_dated]
    CommitmentStep.objects.bulk_create(_step(one, row.told.reason, actor, now) for row, one in dated)
    traces.describe_many(
        (one.trace, one.title, _words(one)) for row, one in rows_of if _WORDS & set(row.changes)
    )
    notices.told_in_sheet(
        plan, [(one, row.told.reason, row.told.status is not None) for row, one in said], now=now
    )


def _say_again(row: Row, one: Commitment, plan: Plan) -> None:
    before = one.axis_id
    for name, value in _kept(row).items():
        if Field(name) in row.changes:
            setattr(one, name, value)
    if one.axis_id != before:
        one.objective = None
    is_delay = row.told.status is Status.DELAYED
    if one.first_ends_on is None or not (plan.is_public or is_delay):
        one.first_ends_on = one.ends_on
    if _SEARCHED & set(row.changes):
        one.search_text, one.grams = searched(one)
