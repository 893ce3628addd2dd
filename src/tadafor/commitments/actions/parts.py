"""The parts of a commitment: milestones, money, indicators and their measures, evidence."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from tadafor.commitments import rules
from tadafor.commitments.actions.recording import ask, held_for, record, refreshed
from tadafor.commitments.models import Commitment, Evidence, FundingLine, Indicator, Measure, Milestone
from tadafor.commitments.rules import (
    FundingRefusal,
    IndicatorKind,
    IndicatorRefusal,
    PlanRefusal,
    Proof,
    Source,
    StandingRefusal,
)
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Visibility
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Actor

# ---- milestones


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """A step on the way, and who answers for it."""

    position: int
    title: str
    responsible: str = ""
    due_on: date | None = None
    weight: Decimal = Decimal(1)


@transaction.atomic
def keep_milestone(
    *,
    commitment: Commitment,
    facts: MilestoneFacts,
    actor: Actor,
    now: datetime,
    milestone: Milestone | None = None,
) -> Milestone:
    """Add a milestone, or describe it again. Raises Refused."""
    held = held_for(commitment, actor)
    one = milestone or Milestone(commitment=held)
    ask(PlanRefusal.ELSEWHERE if one.commitment_id != held.pk else None)
    ask(StandingRefusal.ENDED if not held.is_open else None)
    ask(rules.refuse_weight(float(facts.weight)))
    for name, value in asdict(facts).items():
        setattr(one, name, clean_line(value) if isinstance(value, str) else value)
    ask(None if one.title else PlanRefusal.NO_TITLE)
    _saved(one, PlanRefusal.PLACE_TAKEN)
    refreshed(held, now)
    record(held, actor, "keep_milestone", now, position=one.position, title=one.title)
    return one


@transaction.atomic
def reach_milestone(
    *, milestone: Milestone, done_on: date | None, actor: Actor, now: datetime, proof: str = ""
) -> Milestone:
    """Say that a milestone is done, and when; or take that back. Raises Refused."""
    held = held_for(milestone.commitment, actor)
    ask(StandingRefusal.ENDED if not held.is_open else None)
    ask(StandingRefusal.DONE_IN_FUTURE if done_on and done_on > day_of(now) else None)
    one = Milestone.objects.get(pk=milestone.pk)
    one.done_on, one.proof = done_on, clean_line(proof)
    one.save(update_fields=["done_on", "proof"])
    refreshed(held, now)
    record(held, actor, "reach_milestone", now, position=one.position, done_on=str(done_on or ""))
    return one


@transaction.atomic
def remove_milestone(*, milestone: Milestone, actor: Actor, now: datetime) -> None:
    """Take a milestone away. Raises Refused."""
    held = held_for(milestone.commitment, actor)
    ask(StandingRefusal.ENDED if not held.is_open else None)
    Milestone.objects.filter(pk=milestone.pk).delete()
    refreshed(held, now)
    record(held, actor, "remove_milestone", now, position=milestone.position, title=milestone.title)


# ---- money


@dataclass(frozen=True, kw_only=True)
class Money:
    """What one source plans, commits and pays in one year."""

    source: Source
    year: int
    label: str = ""
    planned: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


@transaction.atomic
def keep_funding(
    *,
    commitment: Commitment,
    money: Money,
    actor: Actor,
    now: datetime,
    line: FundingLine | None = None,
) -> FundingLine:
    """Write down money of a source in a year. Raises Refused (§ commitments-8)."""
    held = held_for(commitment, actor)
    one = line or FundingLine(commitment=held)
    ask(PlanRefusal.ELSEWHERE if one.commitment_id != held.pk else None)
    ask(
        rules.refuse_funding(
            year=money.year,
            planned=money.planned,
            committed=money.committed,
            paid=money.paid,
            starts_on=held.plan.starts_on,
            ends_on=held.plan.ends_on,
        )
    )
    for name, value in asdict(money).items():
        setattr(one, name, clean_line(value) if name == "label" else value)
    _saved(one, FundingRefusal.TWICE)
    refreshed(held, now)
    told = {name: str(value) for name, value in asdict(money).items()}
    record(held, actor, "keep_funding", now, **told)
    return one


@transaction.atomic
def remove_funding(*, line: FundingLine, actor: Actor, now: datetime) -> None:
    """Take a line of money away. Raises Refused."""
    held = held_for(line.commitment, actor)
    FundingLine.objects.filter(pk=line.pk).delete()
    refreshed(held, now)
    record(held, actor, "remove_funding", now, source=line.source, year=line.year)


# ---- indicators


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    """What is measured, from where to where."""

    position: int
    kind: IndicatorKind
    name: str
    target: Decimal
    unit: str = ""
    baseline: Decimal | None = None
    target_on: date | None = None
    source: str = ""


@transaction.atomic
def keep_indicator(
    *,
    commitment: Commitment,
    facts: IndicatorFacts,
    actor: Actor,
    now: datetime,
    indicator: Indicator | None = None,
) -> Indicator:
    """Say what is measured, or say it again. Raises Refused (§ commitments-9)."""
    held = held_for(commitment, actor)
    one = indicator or Indicator(commitment=held)
    ask(PlanRefusal.ELSEWHERE if one.commitment_id != held.pk else None)
    for name, value in asdict(facts).items():
        is_words = name in {"name", "unit", "source"}
        setattr(one, name, clean_line(value) if is_words else value)
    ask(None if one.name else IndicatorRefusal.NO_NAME)
    ask(IndicatorRefusal.TARGET_IS_BASELINE if facts.target == (facts.baseline or 0) else None)
    _saved(one, PlanRefusal.PLACE_TAKEN)
    record(held, actor, "keep_indicator", now, position=one.position, name=one.name)
    return one


@transaction.atomic
def measure(
    *, indicator: Indicator, on: date, value: Decimal, actor: Actor, now: datetime, note: str = ""
) -> Measure:
    """Write down what an indicator is on a day, one a day. Raises Refused (§ commitments-9)."""
    held = held_for(indicator.commitment, actor)
    ask(IndicatorRefusal.MEASURED_LATER if on > day_of(now) else None)
    one = Measure(indicator=indicator, on=on, value=value, note=clean_line(note), by_id=actor.person_id)
    _saved(one, IndicatorRefusal.MEASURED_TWICE)
    record(held, actor, "measure", now, indicator=indicator.position, on=str(on), value=str(value))
    return one


# ---- evidence


@transaction.atomic
def add_evidence(
    *,
    commitment: Commitment,
    file: CleanFile,
    kind: Proof,
    title: str,
    actor: Actor,
    now: datetime,
    taken_on: date | None = None,
) -> Evidence:
    """Show what proves it: a photograph before or after, a document. Raises Refused (§ commitments-13)."""
    held = held_for(commitment, actor)
    ask(StandingRefusal.DONE_IN_FUTURE if taken_on and taken_on > day_of(now) else None)
    document = documents.attach(
        territory_id=held.plan.territory_id,
        actor=actor,
        file=file,
        title=title,
        trace=held.trace,
        visibility=Visibility.PUBLIC,
        now=now,
    )
    made = Evidence.objects.create(commitment=held, document=document, kind=kind, taken_on=taken_on, at=now)
    record(held, actor, "add_evidence", now, kind=kind, sha256=file.sha256)
    return made


def _saved(
    one: Milestone | FundingLine | Indicator | Measure,
    refusal: PlanRefusal | FundingRefusal | IndicatorRefusal,
) -> None:
    """Save, or refuse what stands there already."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as clash:
        raise Refused(refusal) from clash
