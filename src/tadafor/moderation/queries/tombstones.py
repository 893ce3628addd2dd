"""What stands in place of a text that the public may not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tadafor.kernel.words import word
from tadafor.moderation.models import Case, CaseQuerySet
from tadafor.moderation.queries.cases import Item
from tadafor.moderation.rules import Decision, Reason
from tadafor.moderation.words import SENTENCES
from tadafor.traces.models import Reply, Trace
from tadafor.traces.rules import Visibility


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands in place of a text that the public may not read."""

    visibility: Visibility
    on: datetime
    reason: Reason | None = None
    is_appealed: bool = False

    @property
    def label(self) -> str:
        return word(self.reason) if self.reason else ""

    @property
    def title(self) -> str:
        return _("حُجب هذا النص: %(reason)s") % {"reason": self.label} if self.reason else _("هذا النص محجوب")

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.reason]) if self.reason else ""


def tombstones_of_traces(traces: Iterable[Trace]) -> dict[int, Tombstone]:
    """Return the tombstones of those ``traces`` that are not public, by key; no query when all are."""
    gone = [trace for trace in traces if trace.visibility != Visibility.VISIBLE]
    cases = Case.objects.filter(trace__in=gone, reply=None) if gone else ()
    return _tombstones(gone, _latest(cases, "trace_id"))


def tombstones_of_replies(replies: Iterable[Reply]) -> dict[int, Tombstone]:
    """Return the tombstones of those ``replies`` that are not public, by key; no query when all are."""
    gone = [reply for reply in replies if reply.visibility != Visibility.VISIBLE]
    cases = Case.objects.filter(reply__in=gone) if gone else ()
    return _tombstones(gone, _latest(cases, "reply_id"))


def _latest(cases: CaseQuerySet | tuple[()], key: str) -> dict[int, Case]:
    if isinstance(cases, tuple):
        return {}
    ordered = cases.select_related("ruling", "ruling__appeal").order_by("opened_at", "pk")
    return {getattr(case, key): case for case in ordered if not _is_about_public_text(case)}


def _is_about_public_text(case: Case) -> bool:
    return case.closed_at is not None and case.ruling.decision != Decision.HIDE


def _tombstones(items: Iterable[Item], cases: dict[int, Case]) -> dict[int, Tombstone]:
    return {item.pk: _tombstone(item, cases.get(item.pk)) for item in items}


def _tombstone(item: Item, case: Case | None) -> Tombstone:
    visibility = Visibility(item.visibility)
    if case is None or case.closed_at is None:
        return Tombstone(visibility, case.opened_at if case else item.written_at)
    appeal = getattr(case.ruling, "appeal", None)
    return Tombstone(
        visibility,
        case.ruling.at,
        Reason(case.ruling.reason),
        is_appealed=appeal is not None and appeal.decided_at is None,
    )
