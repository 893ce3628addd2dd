"""What the pages around a plan say in the language of who reads them (§ commitments-23)."""

from collections.abc import Iterable
from dataclasses import replace

from tadafor.commitments.models import (
    Assessment,
    Axis,
    Commitment,
    CommunicationLine,
    Plan,
    PlanMember,
    PlanStep,
    YearlyReport,
)
from tadafor.commitments.queries.commitments import Event
from tadafor.commitments.queries.evaluation import Evaluation
from tadafor.commitments.queries.in_language import (
    PROMISED,
    SHOWN_BY,
    SPOKEN,
    TITLE,
    line_field,
    listed_in_language,
    milestone_field,
    plan_thing,
    seat_field,
    section_field,
    step_field,
    thing,
    year_field,
)
from tadafor.commitments.queries.plans import next_version
from tadafor.commitments.queries.versions import Changes
from tadafor.commitments.rules import Meaning
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import mark
from tadafor.ui import languages

_STOPPED = ("title", "reason")
_VERSION = ("title", "renewed_for")


def events_in_language(plan: Plan, events: Iterable[Event]) -> tuple[Plan, list[Event], Reading]:
    """Return the promised days of a plan in their reader's language: one query, or none."""
    found = list(events)
    ones = {one.commitment.pk: one.commitment for one in found}
    said, _, twins, reading = listed_in_language(plan, (), list(ones.values()), names=TITLE)
    told = dict(zip(ones, twins, strict=True))
    for one in found:
        if one.milestone is not None:
            of, field = thing(one.commitment.pk), milestone_field(one.milestone)
            one.milestone.title = reading.said(one.milestone.title, of, field, one.commitment.language)
    return said, [replace(one, commitment=told[one.commitment.pk]) for one in found], reading


def members_in_language(plan: Plan, members: Iterable[PlanMember], reading: Reading) -> list[PlanMember]:
    """Return the seats of a committee with what ``reading`` found of their plan: no query."""
    found = list(members)
    for one in found:
        one.capacity = reading.said(one.capacity, plan_thing(plan.pk), seat_field(one), plan.language)
    return found


def way_in_language(
    plan: Plan,
    steps: Iterable[PlanStep],
    answers: Iterable[Assessment],
    lines: Iterable[CommunicationLine],
) -> tuple[Plan, Reading]:
    """Return a plan in its reader's language, and write so what tells how it came to be: one query, or none.

    The rows are only to be shown.
    """
    of, language = plan_thing(plan.pk), plan.language
    reading = translations.reading([(of, language)])
    for step in steps:
        step.words = reading.said(step.words, of, step_field(step), language)
    for one in answers:
        for name in SHOWN_BY:
            setattr(one, name, reading.said(getattr(one, name), of, section_field(one, name), language))
    for line in lines:
        for name in SPOKEN:
            setattr(line, name, reading.said(getattr(line, name), of, line_field(line, name), language))
    return reading.of(plan, of, TITLE, language), reading


def evaluation_in_language(
    plan: Plan, found: Evaluation, report: YearlyReport | None = None
) -> tuple[Plan, Evaluation, Reading]:
    """Return an evaluation in its reader's language; what was frozen finds its versions by its number."""
    if report is not None:
        if plan.language == languages.current().code:
            return plan, found, translations.reading(())
        _known(plan, found)
    axes = [one.axis for one in found.rates.axes]
    listed = [*found.late, *found.cancelled]
    said, axes, listed, reading = listed_in_language(plan, axes, listed, names=_STOPPED)
    if report is not None:
        report.words = reading.said(report.words, plan_thing(plan.pk), year_field(report.year), plan.language)
    parts = [replace(one, axis=axis) for one, axis in zip(found.rates.axes, axes, strict=True)]
    late = len(found.late)
    told = replace(found, rates=replace(found.rates, axes=parts), late=listed[:late], cancelled=listed[late:])
    return said, told, reading


def _known(plan: Plan, found: Evaluation) -> None:
    """Give what was kept without a key those of the plan, as far as it still has them."""
    frozen = [one for one in (*found.late, *found.cancelled) if one.pk is None]
    if frozen:
        rows = Commitment.objects.filter(plan=plan, number__in=[one.number for one in frozen])
        told = rows.values_list("number", "pk", "language")
        keys = {number: (key, language) for number, key, language in told}
        for one in frozen:
            one.pk, one.language = keys.get(one.number, (0, plan.language))
    parts = [one.axis for one in found.rates.axes if one.axis.pk is None]
    if parts:
        places = dict(Axis.objects.filter(plan=plan).values_list("position", "pk"))
        for at, axis in enumerate(parts):
            axis.pk = places.get(axis.position, -at)


def changes_in_language(plan: Plan, changes: Changes | None) -> tuple[Plan, Changes | None, Reading]:
    """Return what a version changed in its reader's language: one query, or none."""
    if changes is None:
        said, _, _, reading = listed_in_language(plan, bound=_VERSION)
        return said, None, reading
    ones = [*changes.new, *(one for one, _ in changes.changed)]
    said, _, told, reading = listed_in_language(plan, (), ones, names=TITLE, bound=_VERSION)
    new = len(changes.new)
    pairs = [
        {field: _pair_said(reading, thing(one.pk), field, pair) for field, pair in pairs.items()}
        for one, pairs in changes.changed
    ]
    return said, replace(changes, new=told[:new], changed=list(zip(told[new:], pairs, strict=True))), reading


def newer_in_language(plan: Plan) -> Plan | None:
    """Return the plan that took the place of this one, in its reader's language: at most two queries."""
    found = next_version(plan)
    return listed_in_language(found)[0] if found else None


def _pair_said(reading: Reading, of: str, meaning: Meaning, pair: tuple[str, str]) -> tuple[str, str]:
    """Return what stood and what stands in the reader's language, each only where its own words have one."""
    rows = reading.found.get((of, meaning.value), ()) if meaning.value in PROMISED else ()
    said = {source: text for source, text, _ in rows}
    before, after = (said.get(mark(text), text) for text in pair)
    return before, after
