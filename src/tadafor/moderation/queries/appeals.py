"""The appeals that wait, and who may write and decide them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tadafor.kernel.clock import day_of
from tadafor.moderation import rules
from tadafor.moderation.models import Appeal, Case
from tadafor.moderation.queries.cases import Item, days_off, is_author, last_ruling, territory_of
from tadafor.moderation.rules import Decision, Reason
from tadafor.moderation.words import SENTENCES
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.traces.rules import Visibility


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
    off = days_off(territory_id, [appeal.at for appeal in appeals])
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
    off = days_off(appeal.ruling.case.territory_id, [appeal.at])
    return rules.appeal_due_on(appealed_on=day_of(appeal.at), off=off)


def appeal_desk_address(appeal: Appeal) -> str:
    """Return the path of the page where an appeal is decided."""
    where = {"territory": appeal.ruling.case.territory.slug, "code": appeal.code}
    return reverse("moderation:decide_appeal", kwargs=where)


@dataclass(frozen=True, slots=True)
class Contest:
    """A hiding as its author sees it: why, until when it may be contested, and what came of that."""

    reason: Reason
    words: str
    ruled_on: date
    last_day: date
    is_open: bool
    appeal: Appeal | None
    due_on: date | None

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.reason])


def contest_of(item: Item, *, today: date) -> Contest | None:
    """Return the last hiding of a text for its author, or None when it never was hidden."""
    ruling = last_ruling(item, Decision.HIDE)
    if ruling is None:
        return None
    appeal = Appeal.objects.filter(ruling=ruling).select_related("ruling__case").first()
    ruled_on = day_of(ruling.at)
    refusal = rules.refuse_appeal(
        may_speak_for_author=True,
        visibility=Visibility(item.visibility),
        ruled_on=ruled_on,
        already_appealed=appeal is not None,
        words="-",
        today=today,
    )
    return Contest(
        reason=Reason(ruling.reason),
        words=ruling.words,
        ruled_on=ruled_on,
        last_day=rules.last_day_to_appeal(ruled_on),
        is_open=refusal is None,
        appeal=appeal,
        due_on=appeal_due_on(appeal) if appeal and appeal.decided_at is None else None,
    )


def may_speak_for_author(actor: Actor, item: Item) -> bool:
    """The author speaks; for a text that has no account, a clerk of the desk writes for them."""
    if item.author_id is None:
        return actor.has_role(territory_of(item), RoleKind.CLERK)
    return is_author(actor, item)
