"""What the consultation space tells the front pages, the search and the desk (``kernel.openings``)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Decision, Delegation, Wording
from tadafor.consultations.models.consultation import ConsultationQuerySet
from tadafor.consultations.queries.examination import APPROVERS, DRAFTERS
from tadafor.consultations.queries.speaking import speeches_due
from tadafor.consultations.queries.text import label_of
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, Became, Figure, Found, Opening, Outcome
from tadafor.kernel.search import Mark, eras_before, mark, matching
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

ROOM = "consultations"
EXCERPT = 160
# Of a word that thousands say, only so many are compared: nobody reads on, and the page stays as quick.
MOST_COMPARED = 500
NEWEST_ERAS = 3
_TOLD = (
    "contribution__trace__title",
    "contribution__trace__address",
    "contribution__consultation__title",
    "contribution__consultation__territory_id",
    "contribution__consultation__language",
)
_UNSEEN = ("search_text", "grams", "promise", "trace__text")
EXAMINATION_PROMISED = timedelta(days=30)
_BECAME = {
    rules.Outcome.ACCEPTED: Became.DONE,
    rules.Outcome.PARTLY: Became.PARTLY,
    rules.Outcome.NOT_ACCEPTED: Became.REFUSED,
}


def _announced(territory_id: int | None) -> ConsultationQuerySet:
    things = Consultation.objects.announced().select_related("trace").defer(*_UNSEEN)
    return things if territory_id is None else things.filter(territory_id=territory_id)


def openings(territory_id: int | None, now: datetime) -> list[Opening]:
    """Return what is coming, open, under examination and answered: at most MOST of each."""
    today = day_of(now)
    things = _announced(territory_id)
    heaps = (
        things.open_on(today).order_by("closes_on")[:MOST],
        things.coming_after(today).order_by("opens_on")[:MOST],
        things.closed_before(today).filter(concluded_on__isnull=True).order_by("-closes_on")[:MOST],
        things.filter(concluded_on__isnull=False).order_by("-concluded_on")[:MOST],
    )
    found = heaps[0].union(*heaps[1:], all=True)
    return [_opening(one) for one in sorted(found, key=_last_news, reverse=True)]


def _last_news(one: Consultation) -> date:
    return one.concluded_on or one.closes_on


def _opening(one: Consultation) -> Opening:
    return Opening(
        room=ROOM,
        kind=_("تشاور عمومي"),
        title=one.title,
        address=one.trace.address,
        territory_id=one.territory_id,
        opens_at=start_of(one.opens_on),
        closes_at=_last_moment(one),
        answered_at=start_of(one.concluded_on) if one.concluded_on else None,
        summary=excerpt(one.stake, EXCERPT),
        action=_("شاركوا في التشاور"),
        figure=_contributions(one.contributions_count),
        language=one.language,
        demonstration=one.is_demonstration,
    )


def _last_moment(one: Consultation) -> datetime:
    """The end of the last day, said by its own date."""
    return start_of(one.closes_on + timedelta(days=1)) - timedelta(microseconds=1)


def _contributions(count: int) -> Figure:
    return Figure(value=count, words=ngettext("مساهمة", "مساهمات", count))


def outcomes(territory_id: int | None, limit: int) -> list[Outcome]:
    """Return what became of contributions, the latest decided first; spam and duplicates are no news."""
    things = Decision.objects.filter(
        approved_at__isnull=False,
        outcome__in=[outcome.value for outcome in _BECAME],
        contribution__trace__visibility="visible",
    )
    latest = "approved_at"
    if territory_id is not None:
        # Not a bare column: where little was decided, the index of all decisions would be walked in vain.
        things = things.annotate(latest=Coalesce("approved_at", "drafted_at"))
        things, latest = things.filter(contribution__consultation__territory_id=territory_id), "latest"
    rows = (
        things.select_related("contribution__trace", "contribution__consultation")
        .only("outcome", "approved_at", "drafted_at", "contribution_id", *_TOLD)
        .order_by(f"-{latest}", "-pk")[:limit]
    )
    changed = _changed([row.contribution_id for row in rows])
    return [_outcome(row, changed.get(row.contribution_id)) for row in rows]


def _changed(contributions: list[int]) -> dict[int, int]:
    """Return, for the contributions that changed a published text, the number of that version."""
    rows = Contribution.objects.filter(pk__in=contributions, changes__version__published_at__isnull=False)
    return dict(rows.values_list("pk", "changes__version__number"))


def _outcome(decision: Decision, version: int | None) -> Outcome:
    contribution = decision.contribution
    verdict = word(rules.Outcome(decision.outcome))
    where = _("دخلت الصيغة %(version)s من النص") % {"version": version} if version else ""
    return Outcome(
        room=ROOM,
        title=contribution.trace.title,
        sentence=" · ".join(part for part in (verdict, where, contribution.consultation.title) if part),
        address=contribution.trace.address,
        territory_id=contribution.consultation.territory_id,
        at=decision.approved_at or decision.drafted_at,
        became=_BECAME[rules.Outcome(decision.outcome)],
        language=contribution.consultation.language,
    )


def figures(territory_id: int | None) -> list[Figure]:
    """Return how many contributions came, and how many consultations ended with every one answered."""
    row = _announced(territory_id).aggregate(
        contributions=Sum("contributions_count", default=0),
        consultations=Count("pk"),
        concluded=Count("pk", filter=Q(concluded_on__isnull=False)),
    )
    return [
        Figure(
            value=row["consultations"], words=ngettext("تشاور عمومي", "تشاورات عمومية", row["consultations"])
        ),
        _contributions(row["contributions"]),
        Figure(
            value=row["concluded"],
            words=ngettext("تشاور أُجيب عن كل مساهماته", "تشاورات أُجيب عن كل مساهماتها", row["concluded"]),
        ),
    ]


def found(query: str, territory_id: int | None, limit: int) -> list[Found]:
    """Return consultations, articles and contributions that say what is asked, in this order."""
    third = max(1, limit // 3)
    return [
        *_found_consultations(query, territory_id, third),
        *_found_articles(query, territory_id, third),
        *_found_contributions(query, territory_id, limit),
    ][:limit]


def _found_consultations(query: str, territory_id: int | None, limit: int) -> list[Found]:
    rows = matching(_announced(territory_id), query, near=_near(territory_id)).order_by("-opens_on")[:limit]
    return [
        Found(
            room=ROOM,
            kind=_("تشاور عمومي"),
            title=row.title,
            address=row.trace.address,
            territory_id=row.territory_id,
            excerpt=excerpt(row.stake, EXCERPT),
            language=row.language,
        )
        for row in rows
    ]


def _found_articles(query: str, territory_id: int | None, limit: int) -> list[Found]:
    latest = (
        Wording.objects.filter(
            version__consultation=OuterRef("version__consultation"), version__published_at__isnull=False
        )
        .order_by("-version__number")
        .values("version_id")[:1]
    )
    things = Wording.objects.filter(version_id=Subquery(latest), passage__sort__in=["article", "card"])
    if territory_id is not None:
        things = things.filter(version__consultation__territory_id=territory_id)
    things = matching(things, query, near=_near(territory_id)).defer("search_text", "grams")
    rows = things.select_related("passage", "version__consultation__trace")[:limit]
    return [
        Found(
            room=ROOM,
            kind=label_of(row.passage.sort, row.number),
            title=row.title,
            address=f"{row.version.consultation.trace.address}articles/{row.passage.key}/",
            territory_id=row.version.consultation.territory_id,
            excerpt=excerpt(row.body or row.five.told, EXCERPT),
            language=row.version.consultation.language,
            icon="file-text",
        )
        for row in rows
    ]


def _near(territory_id: int | None) -> int | None:
    return None if territory_id is None else mark(Mark.TERRITORY, territory_id)


def _compared(query: str, territory_id: int | None) -> list[int]:
    """Return the contributions to compare: where thousands say a word, the newest that do."""
    live = Contribution.objects.filter(withdrawn_at__isnull=True)
    if territory_id is None and (newest := live.order_by("-pk").values_list("pk", flat=True).first()):
        recent = live.filter(grams__overlap=eras_before(newest, NEWEST_ERAS))
        found = list(matching(recent, query).values_list("pk", flat=True)[:MOST_COMPARED])
        if len(found) == MOST_COMPARED:
            return found
    things = matching(live, query, near=_near(territory_id))
    return list(things.values_list("pk", flat=True)[:MOST_COMPARED])


def _found_contributions(query: str, territory_id: int | None, limit: int) -> list[Found]:
    rows = (
        Contribution.objects.filter(pk__any=_compared(query, territory_id), trace__visibility="visible")
        .select_related("trace", "consultation")
        .only(
            "body", "proposed", "written_at", "language", "trace__title", "trace__address",
            *(one.value for one in rules.Field),
            "consultation__territory_id",
        )
        .order_by("-supports_count", "-pk")[:limit]
    )  # fmt: skip
    return [
        Found(
            room=ROOM,
            kind=_("مساهمة"),
            title=row.trace.title,
            address=row.trace.address,
            territory_id=row.consultation.territory_id,
            excerpt=excerpt(row.body or row.proposed or row.five.told, EXCERPT),
            at=row.written_at,
            language=row.language,
            icon="message-circle",
        )
        for row in rows
    ]


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
