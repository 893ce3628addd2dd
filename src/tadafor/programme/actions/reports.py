"""Reports, whose figures freeze when they are published; figures published elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tadafor.audit.actions import Who
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.recording import ask, record
from tadafor.programme.models import Claim, Indicator, Programme, Report


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """The span that a report tells of, and its words."""

    since: date
    until: date
    words_ar: str = ""
    words_fr: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimFacts:
    """A figure published elsewhere, and where."""

    name_ar: str
    name_fr: str
    value: int
    source_ar: str
    source_fr: str


@transaction.atomic
def draft_report(*, programme: Programme, facts: ReportFacts, actor: Who, now: datetime) -> Report:
    """Begin a report of a span of time."""
    held = queries.locked(programme)
    ask(held, actor, rules.Act.REPORT, now)
    if refusal := rules.refuse_report(facts.since, facts.until, starts_on=held.starts_on):
        raise Refused(refusal)
    last = held.reports.aggregate(last=Max("number"))["last"] or 0
    made = Report.objects.create(programme=held, number=last + 1, **vars(facts))
    record(actor, "draft_report", f"report:{made.pk}", now, **vars(facts))
    return made


@transaction.atomic
def change_report(*, report: Report, facts: ReportFacts, actor: Who, now: datetime) -> Report:
    """Correct the span or the words of a report that is not published."""
    report = _held(report, actor, now)
    refusal = rules.refuse_report(facts.since, facts.until, starts_on=report.programme.starts_on)
    if report.is_published:
        refusal = rules.ReportRefusal.PUBLISHED
    if refusal:
        raise Refused(refusal)
    for name, value in vars(facts).items():
        setattr(report, name, value)
    report.save(update_fields=list(vars(facts)))
    record(actor, "change_report", f"report:{report.pk}", now, **vars(facts))
    return report


@transaction.atomic
def publish_report(*, report: Report, actor: Who, now: datetime) -> Report:
    """Publish a report: its figures are counted from the rows now, and stay so (§ programme-14)."""
    report = _held(report, actor, now)
    today = day_of(now)
    refusal = rules.refuse_publishing(
        rules.ReportState(report.state),
        until=report.until,
        today=today,
        words_ar=report.words_ar,
        words_fr=report.words_fr,
    )
    if refusal:
        raise Refused(refusal)
    report.frozen = queries.frozen(report.programme, report.since, report.until, today)
    report.state, report.published_at = rules.ReportState.PUBLISHED, now
    report.save(update_fields=["frozen", "state", "published_at"])
    record(actor, "publish_report", f"report:{report.pk}", now, figures=_told(report.frozen))
    return report


def _told(frozen: dict[str, Any]) -> dict[str, int]:
    return {one["code"]: one["count"] for one in frozen["indicators"]}


def _held(report: Report, actor: Who, now: datetime) -> Report:
    programme = queries.locked(report.programme)
    ask(programme, actor, rules.Act.REPORT, now)
    return Report.objects.select_related("programme").get(pk=report.pk)


@transaction.atomic
def add_claim(
    *,
    programme: Programme,
    facts: ClaimFacts,
    actor: Who,
    now: datetime,
    above: Claim | None = None,
    indicator: Indicator | None = None,
) -> Claim:
    """Keep a figure as its source says it, alone or as a part of another (§ programme-15)."""
    held = queries.locked(programme)
    ask(held, actor, rules.Act.REPORT, now)
    parts = [*above.parts.values_list("value", flat=True), facts.value] if above else []
    refusal = rules.refuse_claim(
        above.value if above else facts.value,
        parts=parts,
        source=facts.source_ar,
        is_taken=held.claims.filter(name_ar=facts.name_ar).exists(),
    )
    if refusal:
        raise Refused(refusal)
    made = Claim.objects.create(programme=held, above=above, indicator=indicator, **vars(facts))
    record(actor, "add_claim", f"claim:{made.pk}", now, **vars(facts))
    return made
