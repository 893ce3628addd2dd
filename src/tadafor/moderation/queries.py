"""What waits for a ruling, what was decided, and what the public sees of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from tadafor.kernel.clock import day_of
from tadafor.kernel.words import word
from tadafor.moderation import rules
from tadafor.moderation.models import Appeal, Case, CaseQuerySet, Report, Ruling
from tadafor.moderation.rules import Decision, Reason
from tadafor.moderation.words import SENTENCES
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, RoleKind
from tadafor.territories import queries as territories
from tadafor.traces.models import Reply, Trace
from tadafor.traces.rules import Visibility

MODERATORS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.AGENT)
Item = Trace | Reply
# Five working days, were every holiday of the year to fall among them.
_LONGEST_DELAY = timedelta(days=40)


# ---- what the public sees


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


# ---- what the moderators see


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case of the queue with its last day."""

    case: Case
    due_on: date
    is_late: bool


def is_moderator(actor: Actor, territory_id: int) -> bool:
    """Whether ``actor`` rules in this territory."""
    return actor.has_role(territory_id, *MODERATORS)


def is_author(actor: Actor, item: Item) -> bool:
    """Whether ``actor`` wrote the text."""
    return actor.person_id is not None and item.author_id == actor.person_id


def territory_of(item: Item) -> int:
    """Return the key of the territory where the text stands."""
    return item.territory_id if isinstance(item, Trace) else item.trace.territory_id


def open_cases() -> CaseQuerySet:
    """Return the cases that wait in the open territory, oldest first."""
    return Case.objects.open().select_related("trace", "reply").order_by("opened_at", "pk")


def waiting(cases: Iterable[Case], *, territory_id: int, today: date) -> list[Waiting]:
    """Give each waiting case its last day."""
    cases = list(cases)
    off = _off(territory_id, [case.opened_at for case in cases])
    found = []
    for case in cases:
        due_on = rules.ruling_due_on(opened_on=day_of(case.opened_at), off=off)
        found.append(Waiting(case, due_on, rules.is_late(due_on=due_on, ended_on=None, today=today)))
    return found


def _off(territory_id: int, moments: Iterable[datetime]) -> frozenset[date]:
    """The days off that delays beginning at ``moments`` may meet."""
    days = [day_of(moment) for moment in moments]
    return territories.days_off(territory_id, min(days), max(days) + _LONGEST_DELAY) if days else frozenset()


def case_by_code(code: str) -> Case | None:
    """Return a case of the open territory with what it is about."""
    return Case.objects.select_related("trace", "reply", "ruling").filter(code=code.upper()).first()


def next_case(after: Case | None = None) -> Case | None:
    """Return the oldest waiting case, or the next one in the queue that comes after a case."""
    cases = open_cases()
    return (
        cases.filter(opened_at__gte=after.opened_at, pk__gt=after.pk).first() if after else None
    ) or cases.first()


def reports_of(case: Case) -> list[Report]:
    """Return what was said against a text, in order; who said it is not shown."""
    return list(Report.objects.filter(case=case).order_by("at", "pk"))


def reporters_of(case: Case) -> list[int]:
    """Return who reported a text, to tell them what came of it; shown to nobody."""
    return list(Report.objects.filter(case=case).order_by("pk").values_list("person_id", flat=True))


def history_of(item: Item) -> list[Ruling]:
    """Return the earlier rulings about a text, latest first."""
    return list(
        Ruling.objects.filter(case__in=Case.objects.about(item)).select_related("by").order_by("-at", "-pk")
    )


def last_ruling(item: Item, decision: Decision | None = None) -> Ruling | None:
    """Return the last ruling about a text, of one kind when ``decision`` says so."""
    found = Ruling.objects.filter(case__in=Case.objects.about(item)).select_related("case")
    if decision:
        found = found.filter(decision=decision)
    return found.order_by("-at", "-pk").first()


def has_reported(actor: Actor, item: Item) -> bool:
    """Whether ``actor`` already reported this text."""
    trace, reply = (item, None) if isinstance(item, Trace) else (item.trace, item)
    return Report.objects.filter(person_id=actor.person_id, trace=trace, reply=reply).exists()


# ---- appeals


@dataclass(frozen=True, slots=True)
class WaitingAppeal:
    """One appeal that waits, with its last day."""

    appeal: Appeal
    due_on: date
    is_late: bool


def has_pending_appeal(item: Item) -> bool:
    """Whether the last hiding of a text is under appeal."""
    return Appeal.objects.filter(ruling__case__in=Case.objects.about(item), decided_at=None).exists()


def pending_appeals(*, territory_id: int, today: date) -> list[WaitingAppeal]:
    """Return the appeals that wait in the open territory, oldest first."""
    appeals = list(
        Appeal.objects.filter(decided_at=None)
        .select_related("ruling", "ruling__case", "ruling__case__trace", "ruling__case__reply")
        .order_by("at", "pk")
    )
    off = _off(territory_id, [appeal.at for appeal in appeals])
    found = []
    for appeal in appeals:
        due_on = rules.appeal_due_on(appealed_on=day_of(appeal.at), off=off)
        found.append(WaitingAppeal(appeal, due_on, rules.is_late(due_on=due_on, ended_on=None, today=today)))
    return found


def appeal_by_code(code: str) -> Appeal | None:
    """Return an appeal of the open territory with the ruling and the text it is about."""
    return (
        Appeal.objects.select_related("ruling__case__trace", "ruling__case__reply", "ruling__by")
        .filter(code=code.upper())
        .first()
    )


def appeal_body(territory_id: int) -> set[int]:
    """Return who decides appeals in a territory."""
    return set(people.staff_ids(territory_id, RoleKind.APPEAL))


def appeal_due_on(appeal: Appeal) -> date:
    """Return the last day on which an appeal is decided in time."""
    off = _off(appeal.ruling.case.territory_id, [appeal.at])
    return rules.appeal_due_on(appealed_on=day_of(appeal.at), off=off)


def address_of(page: str, case: Case) -> str:
    """Return the path of a page about the text of a case: ``report`` or ``appeal``."""
    where: dict[str, object] = {"territory": case.territory.slug, "code": case.trace.code}
    if case.reply:
        return reverse(f"moderation:{page}_reply", kwargs=where | {"number": case.reply.number})
    return reverse(f"moderation:{page}", kwargs=where)


def appeal_desk_address(appeal: Appeal) -> str:
    """Return the path of the page where an appeal is decided."""
    where = {"territory": appeal.ruling.case.territory.slug, "code": appeal.code}
    return reverse("moderation:decide_appeal", kwargs=where)


def may_speak_for_author(actor: Actor, item: Item) -> bool:
    """The author speaks; for a text that has no account, a clerk of the desk writes for them."""
    if item.author_id is None:
        return actor.channel in {Channel.DESK, Channel.PAPER} and actor.has_role(
            territory_of(item), RoleKind.CLERK
        )
    return is_author(actor, item)
