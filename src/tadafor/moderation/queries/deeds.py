"""What one person reported and appealed against, for their own page (``kernel.deeds``)."""

from datetime import datetime

from django.utils.translation import gettext as _

from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.words import word
from tadafor.moderation.models import Appeal, Report
from tadafor.moderation.rules import Decision, Outcome
from tadafor.traces.models import Trace
from tadafor.traces.rules import Visibility


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return the reports and the appeals of a person, and what was decided."""
    reports = Report.objects.filter(person_id=person_id).select_related("trace", "case__ruling")
    appeals = Appeal.objects.filter(written_by_id=person_id).select_related("ruling__case__trace")
    return [Heap(reports, "at", _report), Heap(appeals, "at", _appeal, channel="channel")]


def _report(one: Report) -> Deed:
    ruling = getattr(one.case, "ruling", None)
    became = _("في انتظار الجواب") if ruling is None else word(Decision(ruling.decision))
    return Deed(
        kind=_("تبليغ"),
        title=one.trace.title,
        address=_seen(one.trace),
        territory_id=one.trace.territory_id,
        at=one.at,
        became=became,
        tone="saffron" if ruling is None else "plain",
        icon="flag",
        language=one.trace.language,
    )


def _appeal(one: Appeal) -> Deed:
    trace = one.ruling.case.trace
    return Deed(
        kind=_("تظلم"),
        title=trace.title,
        address=_seen(trace),
        territory_id=trace.territory_id,
        at=one.at,
        channel=one.channel,
        became=word(Outcome(one.outcome)) if one.outcome else _("في انتظار الجواب"),
        tone="plain" if one.outcome else "saffron",
        icon="scale",
        language=trace.language,
    )


def _seen(trace: Trace) -> str:
    return trace.address if trace.visibility == Visibility.VISIBLE else ""
