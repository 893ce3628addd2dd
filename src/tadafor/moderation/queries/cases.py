"""What waits for a ruling, and what was decided before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from tadafor.kernel.addresses import in_language
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.moderation import rules
from tadafor.moderation.models import Case, CaseQuerySet, Report, Ruling
from tadafor.moderation.rules import Decision, Reason, Refusal
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories
from tadafor.traces import queries as traces
from tadafor.traces.models import Reply, Trace
from tadafor.traces.rules import Visibility

MODERATORS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.AGENT)
Item = Trace | Reply
# Five working days, were every holiday of the year to fall among them.
_LONGEST_DELAY = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case of the queue with its last day."""

    case: Case
    due_on: date
    is_late: bool

    @property
    def said_cause(self) -> str:
        return self.case.said_cause


def is_moderator(actor: Actor, territory_id: int) -> bool:
    """Whether ``actor`` rules in this territory."""
    return actor.has_role(territory_id, *MODERATORS)


def is_author(actor: Actor, item: Item) -> bool:
    """Whether ``actor`` wrote the text."""
    return actor.person_id is not None and item.author_id == actor.person_id


def shown(item: Item) -> Visibility:
    """Return what a text is to the public: a reply shows no more than what it stands under."""
    own = Visibility(item.visibility)
    return (
        own if isinstance(item, Trace) or own is not Visibility.VISIBLE else Visibility(item.trace.visibility)
    )


def territory_of(item: Item) -> int:
    """Return the key of the territory where the text stands."""
    return item.territory_id if isinstance(item, Trace) else item.trace.territory_id


def item_named(code: str, number: int | None = None) -> Item | None:
    """Return the trace of that code, or the reply of that number under it."""
    trace = traces.by_code(code)
    return trace if trace is None or number is None else traces.reply_numbered(trace, number)


def open_cases() -> CaseQuerySet:
    """Return the cases that wait in the open territory, oldest first."""
    return Case.objects.open().select_related("trace", "reply").order_by("opened_at", "pk")


def waiting(cases: Iterable[Case], *, territory_id: int, today: date) -> list[Waiting]:
    """Give each waiting case its last day."""
    cases = list(cases)
    off = days_off(territory_id, [case.opened_at for case in cases])
    found = []
    for case in cases:
        due_on = rules.ruling_due_on(opened_on=day_of(case.opened_at), off=off)
        found.append(Waiting(case, due_on, rules.is_late(due_on=due_on, ended_on=None, today=today)))
    return found


def days_off(territory_id: int, moments: Iterable[datetime]) -> frozenset[date]:
    """The days off that delays beginning at ``moments`` may meet."""
    days = [day_of(moment) for moment in moments]
    if not days:
        return frozenset()
    return territories.days_off(territory_id, min(days), max(days) + _LONGEST_DELAY)


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


def open_case_about(item: Item) -> Case | None:
    """Return the case that waits about a text."""
    return Case.objects.open().about(item).first()


def last_decision(item: Item) -> str:
    """Return the word of the last decision about a text, for who comes second."""
    ruling = last_ruling(item)
    return word(Decision(ruling.decision)) if ruling else ""


def sentence_of_ruled(item: Item) -> str:
    """Tell who comes second what the first decided."""
    return sentence(Refusal.ALREADY_RULED, decision=last_decision(item))


def has_reported(actor: Actor, item: Item) -> bool:
    """Whether ``actor`` already reported this text."""
    if actor.person_id is None:
        return False
    trace, reply = (item, None) if isinstance(item, Trace) else (item.trace, item)
    return Report.objects.filter(person_id=actor.person_id, trace=trace, reply=reply).exists()


def address_of(page: str, case: Case) -> str:
    """Return the path of a page about the text of a case: ``report``, ``appeal`` or ``moderate``."""
    where: dict[str, object] = {"territory": case.territory.slug, "code": case.trace.code}
    if case.reply:
        return reverse(f"moderation:{page}_reply", kwargs=where | {"number": case.reply.number})
    return reverse(f"moderation:{page}", kwargs=where)


def address_of_item(item: Item) -> str:
    """Return the path of the page where the public reads a text."""
    return item.address if isinstance(item, Trace) else item.trace.address


def file_of(item: Item, case: Case | None, *, today: date) -> dict[str, object]:
    """Return all that a moderator reads before ruling: the text and its reports, never who wrote."""
    is_open = case is not None and case.closed_at is None
    text = item.text if isinstance(item, Trace) else item.body
    found = waiting([case], territory_id=case.territory_id, today=today) if case and is_open else []
    return {
        "item": item,
        "shown": Visibility(item.visibility),
        "case": case,
        "is_closed": case is not None and not is_open,
        "waiting": found[0] if found else None,
        "text": text,
        "title": item.title if isinstance(item, Trace) else "",
        "under": "" if isinstance(item, Trace) else item.trace.title,
        "language": item.language,
        "address": in_language(address_of_item(item)),
        "signals": rules.personal_data_in(text),
        "reports": [(Reason(one.reason), one.words) for one in reports_of(case)] if case else [],
        "history": history_of(item),
    }
