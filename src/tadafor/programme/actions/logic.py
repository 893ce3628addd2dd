"""The logical framework: its steps, its indicators, their targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.recording import ask, record
from tadafor.programme.models import Indicator, Node, Programme, Target

FRAME = rules.Act.FRAME


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    """What an indicator counts, from where, and from which number on."""

    code: str
    name_ar: str
    name_fr: str
    definition_ar: str
    definition_fr: str
    unit: rules.Unit
    source_ar: str
    source_fr: str
    baseline: int = 0
    measure: str = ""
    by_sex: bool = False
    by_age: bool = False


@transaction.atomic
def add_node(
    *,
    programme: Programme,
    kind: rules.NodeKind,
    code: str,
    title_ar: str,
    title_fr: str,
    actor: Who,
    now: datetime,
    above: Node | None = None,
) -> Node:
    """Add a pillar, an objective or a result."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    under = rules.NodeKind(above.kind) if above and above.programme_id == held.pk else None
    if refusal := rules.refuse_node(kind, above=under, is_taken=queries.is_code_taken(held, code)):
        raise Refused(refusal)
    made = Node.objects.create(
        programme=held, above=above, kind=kind, code=code, title_ar=title_ar, title_fr=title_fr
    )
    record(actor, "add_node", f"node:{made.pk}", now, kind=kind, code=code, title=title_ar)
    return made


@transaction.atomic
def add_indicator(
    *, programme: Programme, result: Node, facts: IndicatorFacts, actor: Who, now: datetime
) -> Indicator:
    """Add an indicator to a result."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    on = rules.NodeKind(result.kind) if result.programme_id == held.pk else None
    if refusal := rules.refuse_indicator(on=on, is_taken=queries.is_code_taken(held, facts.code)):
        raise Refused(refusal)
    made = Indicator.objects.create(programme=held, result=result, **vars(facts))
    record(actor, "add_indicator", f"indicator:{made.pk}", now, **vars(facts))
    return made


@transaction.atomic
def change_indicator(*, indicator: Indicator, facts: IndicatorFacts, actor: Who, now: datetime) -> Indicator:
    """Correct an indicator; its code stays, and so does what counts it once figures were entered."""
    held = queries.locked(indicator.programme)
    ask(held, actor, FRAME, now)
    indicator = Indicator.objects.get(pk=indicator.pk)
    if indicator.measure != facts.measure and indicator.entries.exists():
        raise Refused(rules.FrameRefusal.HAS_ROWS)
    for name, value in vars(facts).items():
        if name != "code":
            setattr(indicator, name, value)
    indicator.save()
    record(actor, "change_indicator", f"indicator:{indicator.pk}", now, **vars(facts))
    return indicator


@transaction.atomic
def set_targets(
    *, indicator: Indicator, targets: Mapping[int, int | None], actor: Who, now: datetime
) -> Indicator:
    """Set what an indicator should grow by in each year; a year left empty has no target."""
    held = queries.locked(indicator.programme)
    ask(held, actor, FRAME, now)
    for year in targets:
        if refusal := rules.refuse_target(year, years=held.years):
            raise Refused(refusal)
    before = {one.year: one.value for one in indicator.targets.all()}
    Target.objects.filter(indicator=indicator).delete()
    kept = {year: value for year, value in targets.items() if value is not None}
    Target.objects.bulk_create(
        Target(indicator=indicator, year=year, value=value) for year, value in kept.items()
    )
    told = [{str(year): value for year, value in one.items()} for one in (before, kept)]
    record(actor, "set_targets", f"indicator:{indicator.pk}", now, before=told[0], after=told[1])
    return indicator
