"""What the consultation space tells the front pages, the search and the desk (``kernel.openings``)."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from tadafor.consultations import rules
from tadafor.consultations.models import Change, Consultation, Decision, Delegation
from tadafor.consultations.models.consultation import ConsultationQuerySet
from tadafor.consultations.queries.examination import APPROVERS, DRAFTERS
from tadafor.consultations.queries.speaking import speeches_due
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, MOST_EVERYWHERE, Became, Figure, Opening, Outcome
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.translations.rules import thing_of

ROOM = "consultations"
EXCERPT = 160
_TOLD = (
    "contribution__trace__title",
    "contribution__trace__address",
    "contribution__consultation__title",
    "contribution__consultation__territory_id",
    "contribution__consultation__language",
    "contribution__consultation_id",
    "contribution__title",
    "contribution__passage_id",
)
EXAMINATION_PROMISED = timedelta(days=30)
_BECAME = {
    rules.Outcome.ACCEPTED: Became.DONE,
    rules.Outcome.PARTLY: Became.PARTLY,
    rules.Outcome.NOT_ACCEPTED: Became.REFUSED,
}


def announced_in(territory_id: int | None) -> ConsultationQuerySet:
    things = Consultation.objects.announced()
    return things if territory_id is None else things.filter(territory_id=territory_id)


@together
def openings(territory_id: int | None, now: datetime) -> Telling[list[Opening]]:
    """Return what is coming, open, under examination and answered: at most MOST of each.

    Of all territories, only what is coming or open is told.
    """
    (rows,) = yield [wanted(_at_each_phase, territory=territory_id, today=day_of(now))]
    kind, action = _("تشاور عمومي"), _("شاركوا في التشاور")
    return [_opening(_Row(*row), kind, action) for row in sorted(rows, key=_last_news, reverse=True)]


class _Row(NamedTuple):
    """What is told of a consultation, in the order of ``_ROW``."""

    concluded_on: date | None
    closes_on: date
    opens_on: date
    title: str
    address: str
    territory_id: int
    stake: str
    contributions_count: int
    language: str
    is_demonstration: bool
    pk: int


_ROW = tuple("trace__address" if name == "address" else name for name in _Row._fields)


@asked_once
def _at_each_phase(territory: int | None, today: date) -> QuerySet[Consultation, tuple[Any, ...]]:
    things = announced_in(territory)
    most = MOST if territory is not None else MOST_EVERYWHERE
    heaps = [
        things.open_on(today).order_by("closes_on").values_list(*_ROW)[:most],
        things.coming_after(today).order_by("opens_on").values_list(*_ROW)[:most],
    ]
    if territory is not None:
        ended = things.filter(concluded_on__isnull=False)
        examined = things.closed_before(today).filter(concluded_on__isnull=True)
        heaps.append(examined.order_by("-closes_on").values_list(*_ROW)[:most])
        heaps.append(ended.order_by("-concluded_on").values_list(*_ROW)[:most])
    return heaps[0].union(*heaps[1:], all=True)


def _last_news(row: tuple[Any, ...]) -> date:
    concluded_on, closes_on, *_rest = row
    last: date = concluded_on or closes_on
    return last


def _opening(one: _Row, kind: str, action: str) -> Opening:
    return Opening(
        room=ROOM,
        kind=kind,
        title=one.title,
        address=one.address,
        territory_id=one.territory_id,
        opens_at=start_of(one.opens_on),
        closes_at=_last_moment(one),
        answered_at=start_of(one.concluded_on) if one.concluded_on else None,
        summary=excerpt(one.stake, EXCERPT),
        action=action,
        figure=_contributions(one.contributions_count),
        language=one.language,
        demonstration=one.is_demonstration,
        thing=thing_of(ROOM, "consultation", one.pk),
        summary_of="stake",
    )


def _last_moment(one: Consultation | _Row) -> datetime:
    """The end of the last day, said by its own date."""
    return start_of(one.closes_on + timedelta(days=1)) - timedelta(microseconds=1)


def _contributions(count: int) -> Figure:
    return Figure(value=count, words=ngettext("مساهمة", "مساهمات", count))


@together
def outcomes(territory_id: int | None, limit: int) -> Telling[list[Outcome]]:
    """Return what became of contributions, the latest decided first; spam and duplicates are no news."""
    (rows,) = yield [wanted(_latest, limit=limit, territory=territory_id)]
    return [_outcome(*row) for row in rows]


@asked_once
def _latest(territory: int | None) -> QuerySet[Decision, tuple[Any, ...]]:
    things = Decision.objects.filter(
        approved_at__isnull=False,
        outcome__in=[outcome.value for outcome in _BECAME],
        contribution__trace__visibility="visible",
    )
    latest = "approved_at"
    if territory is not None:
        # Not a bare column: where little was decided, the index of all decisions would be walked in vain.
        things = things.annotate(latest=Coalesce("approved_at", "drafted_at"))
        things, latest = things.filter(contribution__consultation__territory_id=territory), "latest"
    changes = Change.objects.filter(
        contribution=OuterRef("contribution_id"), version__published_at__isnull=False
    ).order_by("-version__number")
    changed = Subquery(changes.values("version__number")[:1])
    return things.order_by(f"-{latest}", "-pk").values_list("outcome", "approved_at", changed, *_TOLD)


def _outcome(  # noqa: PLR0917 -- a row, in the order of its columns
    outcome: str,
    at: datetime,
    version: int | None,
    title: str,
    address: str,
    consultation: str,
    territory_id: int,
    language: str,
    consultation_id: int,
    own_title: str,
    passage_id: int | None,
) -> Outcome:
    """Tell a decision; a contribution without a title of its own bears that of what it speaks of."""
    verdict = word(rules.Outcome(outcome))
    about = thing_of(ROOM, "consultation", consultation_id)
    where = _("دخلت الصيغة %(version)s من النص") % {"version": version} if version else ""
    return Outcome(
        room=ROOM,
        title=title,
        sentence=" · ".join(part for part in (verdict, where) if part),
        within=consultation,
        thing=about,
        titled="" if own_title else thing_of(ROOM, "passage", passage_id) if passage_id else about,
        address=address,
        territory_id=territory_id,
        at=at,
        became=_BECAME[rules.Outcome(outcome)],
        language=language,
    )


@together
def figures(territory_id: int | None) -> Telling[list[Figure]]:
    """Return how many contributions came, and how many consultations ended with every one answered."""
    (rows,) = yield [wanted(_totals, territory=territory_id)]
    contributions, consultations, concluded = rows[0] if rows else (0, 0, 0)
    return [
        Figure(
            value=consultations, words=npgettext("figure", "تشاور عمومي", "تشاورات عمومية", consultations)
        ),
        _contributions(contributions),
        Figure(
            value=concluded,
            words=ngettext("تشاور أُجيب عن كل مساهماته", "تشاورات أُجيب عن كل مساهماتها", concluded),
        ),
    ]


@asked_once
def _totals(territory: int | None) -> QuerySet[Consultation, tuple[int, int, int]]:
    whole = announced_in(territory).order_by().annotate(whole=Value(1)).values("whole")
    counted = whole.annotate(
        written=Sum("contributions_count", default=0),
        held=Count("pk"),
        ended=Count("pk", filter=Q(concluded_on__isnull=False)),
    )
    return counted.values_list("written", "held", "ended")


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return what awaits this member of staff here: answers to draft, to approve, reports, adoptions."""
    today = day_of(now)
    if not actor.is_staff_of(territory_id):
        return []
    live = Q(contributions__withdrawn_at__isnull=True)
    decided = Q(contributions__decision__isnull=False)
    approved = Q(contributions__decision__approved_at__isnull=False)
    spoken = Q(contributions__is_spoken=True, contributions__spoken__written_down_at__isnull=True)
    things = (
        Consultation.objects.announced()
        .filter(territory_id=territory_id, adopted_on__isnull=True)
        .annotate(
            to_draft=Count("contributions", filter=live & ~decided),
            to_approve=Count("contributions", filter=live & decided & ~approved),
            to_write_down=Count("contributions", filter=live & spoken),
            oldest_voice=Min("contributions__received_on", filter=live & spoken),
            delegated=Exists(
                Delegation.objects.filter(
                    consultation=OuterRef("pk"), person_id=actor.person_id or 0, ended_on__isnull=True
                )
            ),
        )
        .select_related("territory")
        .order_by("closes_on")
    )
    return [task for one in things for task in _tasks(actor, one, today)]


def _tasks(actor: Actor, one: Any, today: date) -> list[Task]:  # noqa: ANN401 -- a row with its counts
    phase = rules.phase(one.window, today=today)
    examined = phase in {rules.Phase.EXAMINATION, rules.Phase.NEW_VERSION}
    drafts = actor.has_role(one.territory_id, *DRAFTERS)
    due = start_of(one.closes_on + EXAMINATION_PROMISED + timedelta(days=1))
    late = today > one.closes_on + EXAMINATION_PROMISED
    tasks = []
    if examined and drafts and one.to_draft:
        tasks.append(_task(one, _("مساهمات تنتظر جوابا"), "contributions", one.to_draft, due, late=late))
    approves = actor.has_role(one.territory_id, *APPROVERS) or one.delegated
    if examined and one.to_approve and approves:
        tasks.append(_task(one, _("أجوبة تنتظر الاعتماد"), "approvals", one.to_approve, due, late=late))
    if examined and drafts and not one.to_draft and not one.to_approve:
        tasks.append(_task(one, _("تشاور جاهز للاختتام"), "conclude", 1, due, late=late))
    if phase is rules.Phase.CONCLUDED and drafts:
        tasks.append(_task(one, _("مصادقة المجلس لم تُسجّل بعد"), "adoption", 1, None, late=False))
    if one.to_write_down and actor.has_role(one.territory_id, *DRAFTERS, RoleKind.CLERK):
        due_on = speeches_due(one, one.oldest_voice)
        voices = _task(
            one,
            _("تسجيلات صوتية تنتظر النقل إلى نص"),
            "voices",
            one.to_write_down,
            start_of(due_on + timedelta(days=1)),
            late=due_on < today,
        )
        tasks.append(voices)
    if rules.closes_soon(one.window, today=today) and drafts:
        tasks.append(_task(one, _("تشاور يُختتم قريبا"), "overview", 1, _last_moment(one), late=False))
    return tasks


def _task(one: Consultation, title: str, page: str, count: int, due: datetime | None, *, late: bool) -> Task:
    return Task(
        room=ROOM,
        title=title,
        address=reverse(f"consultations:desk_{page}", args=[one.territory.slug, one.slug]),
        count=count,
        late=count if late else 0,
        due=due,
        detail=one.title,
        icon="messages-square",
        language=one.language,
    )
