"""Evaluations of past years: frozen into plain values, and read back as they were."""

from dataclasses import asdict, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tadafor.commitments import rules
from tadafor.commitments.models import Axis, Commitment, Plan, YearlyReport
from tadafor.commitments.queries.evaluation import Corrected, Evaluation
from tadafor.commitments.queries.plans import AxisRates, PlanRates
from tadafor.commitments.rules import Gender, Rates, Status
from tadafor.kernel.addresses import in_language
from tadafor.kernel.papers import Paper
from tadafor.ui.formatting import number, percent

# A session is shown the evaluations closed in the year before it.
_SHOWN_FOR = timedelta(days=366)
_MOST_PAPERS = 6
_KEPT = ("number", "title", "status", "due_on", "ends_on", "told_on", "reason")


def frozen(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation in values that JSON keeps (§ commitments-21)."""
    rates = found.rates
    return {
        "whole": _plain(rates.whole),
        "weighted": None if rates.weighted is None else str(rates.weighted),
        "axes": [
            {"position": one.axis.position, "title": one.axis.title, "rates": _plain(one.rates)}
            for one in rates.axes
        ],
        "statuses": {status.value: count for status, count in rates.statuses.items()},
        "late": [_one(one) for one in found.late],
        "cancelled": [_one(one) for one in found.cancelled],
        "gender": [[mark.value, _plain(each)] for mark, each in found.gender],
        "corrected": asdict(found.corrected),
    }


def thawed(report: YearlyReport) -> Evaluation:
    """Return the evaluation of a year as it was; what it lists stands in no table."""
    told = report.told
    axes = [
        AxisRates(Axis(position=one["position"], title=one["title"]), _rates(one["rates"]))
        for one in told["axes"]
    ]
    return Evaluation(
        rates=PlanRates(
            whole=_rates(told["whole"]),
            weighted=_decimal(told["weighted"]),
            axes=axes,
            statuses={status: told["statuses"].get(status.value, 0) for status in Status},
        ),
        late=[_read(one) for one in told["late"]],
        cancelled=[_read(one) for one in told["cancelled"]],
        gender=[(Gender(mark), _rates(each)) for mark, each in told["gender"]],
        corrected=Corrected(**told["corrected"]),
    )


def _plain(rates: Rates) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(rates).items()
    }


def _decimal(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


def _rates(told: dict[str, Any]) -> Rates:
    read: dict[str, Any] = {
        one.name: Decimal(told[one.name]) if isinstance(told[one.name], str) else told[one.name]
        for one in fields(Rates)
    }
    return Rates(**read)


def _one(one: Commitment) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in _KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _read(told: dict[str, Any]) -> Commitment:
    days = {
        name: date.fromisoformat(told[name]) if told[name] else None
        for name in ("due_on", "ends_on", "told_on")
    }
    return Commitment(**told | days)


def yearly_of(plan: Plan) -> list[YearlyReport]:
    """Return the evaluations closed of a plan, the last year first, without their figures."""
    return list(YearlyReport.objects.filter(plan=plan).defer("told"))


def yearly_at(plan: Plan, year: int) -> YearlyReport | None:
    return YearlyReport.objects.filter(plan=plan, year=year).first()


def session_papers(territory_id: int, on: date) -> list[Paper]:
    """Return the yearly evaluations that are laid before the council in a session of this day."""
    closed = YearlyReport.objects.filter(
        plan__territory_id=territory_id,
        plan__published_at__isnull=False,
        closed_on__lte=on,
        closed_on__gt=on - _SHOWN_FOR,
    )
    reports = closed.select_related("plan", "plan__trace").order_by("plan__number", "-year")[:_MOST_PAPERS]
    return [_paper(one) for one in reports]


def _paper(one: YearlyReport) -> Paper:
    rates = thawed(one).rates
    whole = rates.whole
    lines = [
        _("%(n)s من أصل %(all)s التزاما أُنجزت، ومتوسط التقدم %(rate)s.")
        % {"n": number(whole.done), "all": number(whole.counted), "rate": _rate(whole.simple)},
        *(f"{each.axis.position}. {each.axis.title}: {_rate(each.rates.simple)}" for each in rates.axes),
    ]
    path = in_language(f"{one.plan.trace.address}evaluation/{one.year}/")
    return Paper(
        title=_("التقييم السنوي %(year)s: %(plan)s") % {"year": one.year, "plan": one.plan.title},
        text=one.words,
        lines=lines,
        address=settings.PUBLIC_ADDRESS.rstrip("/") + path,
    )


def _rate(value: Decimal | None) -> str:
    return "—" if value is None else percent(value, 1)


def closing_year(plan: Plan, closed: list[int], *, today: date) -> int | None:
    """Return the year whose evaluation may be closed today, None where there is none."""
    refusal = rules.refuse_year(
        today.year - 1,
        is_published=plan.is_public,
        closed=closed,
        words="-" * rules.SHORTEST_REASON,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        today=today,
    )
    return None if refusal else today.year - 1
