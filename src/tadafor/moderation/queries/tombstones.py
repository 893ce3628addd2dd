"""What stands in place of a text that the public may not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tadafor.kernel.words import word
from tadafor.moderation.models import Case, CaseQuerySet
from tadafor.moderation.queries.cases import Item, Waiting, waiting
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
    due_on: date | None = None
    is_late: bool = False

    @property
    def label(self) -> str:
        return word(self.reason) if self.reason else ""

    @property
    def title(self) -> str:
        return _("حُجب هذا النص: %(reason)s") % {"reason": self.label} if self.reason else _("هذا النص محجوب")

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.reason]) if self.reason else ""


def tombstones_of_traces(traces: Iterable[Trace], *, today: date | None = None) -> dict[int, Tombstone]:
    """Return the tombstones of those ``traces`` that are not public, by key; no query when all are.

    With ``today``, what is held back says by when it is read and whether that is late.
    """
    gone = [trace for trace in traces if trace.visibility != Visibility.VISIBLE]
    cases = Case.objects.filter(trace__in=gone, reply=None) if gone else ()
    return _tombstones(gone, _latest(cases, "trace_id"), today)


def tombstones_of_replies(replies: Iterable[Reply], *, today: date | None = None) -> dict[int, Tombstone]:
    """Return the tombstones of those ``replies`` that are not public, by key, as for traces."""
    gone = [reply for reply in replies if reply.visibility != Visibility.VISIBLE]
    cases = Case.objects.filter(reply__in=gone) if gone else ()
    return _tombstones(gone, _latest(cases, "reply_id"), today)


def _latest(cases: CaseQuerySet | tuple[()], key: str) -> dict[int, Case]:
    if isinstance(cases, tuple):
        return {}
    ordered = cases.select_related("ruling", "ruling__appeal").order_by("opened_at", "pk")
    return {getattr(case, key): case for case in ordered if not _is_about_public_text(case)}


def _is_about_public_text(case: Case) -> bool:
    return case.closed_at is not None and case.ruling.decision != Decision.HIDE


def _tombstones(items: Iterable[Item], cases: dict[int, Case], today: date | None) -> dict[int, Tombstone]:
    held = [case for case in cases.values() if case.closed_at is None]
    delays = {
        one.case.pk: one
        for one in (waiting(held, territory_id=held[0].territory_id, today=today) if held and today else ())
    }
    return {item.pk: _tombstone(item, cases.get(item.pk), delays) for item in items}


def _tombstone(item: Item, case: Case | None, delays: dict[int, Waiting]) -> Tombstone:
    visibility = Visibility(item.visibility)
    if case is None:
        return Tombstone(visibility, item.written_at)
    if case.closed_at is None:
        delay = delays.get(case.pk)
        return Tombstone(
            visibility,
            case.opened_at,
            due_on=delay.due_on if delay else None,
            is_late=delay is not None and delay.is_late,
        )
    appeal = getattr(case.ruling, "appeal", None)
    return Tombstone(
        visibility,
        case.ruling.at,
        Reason(case.ruling.reason),
        is_appealed=appeal is not None and appeal.decided_at is None,
    )
