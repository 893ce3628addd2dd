"""What commitments tell the search, the desk and a person's own page."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, Remark
from tadafor.commitments.queries.plans import DECIDERS
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.openings import Found
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import Mark, mark, saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories.queries import slug_of
from tadafor.translations.rules import thing_of

ROOM = "commitments"
EXCERPT = 160
_HELD = ("kind", "claim", "body", "written_at", "outcome", "answer", "commitment__title")
_TONES = {
    rules.Outcome.CONFIRMED: "green",
    rules.Outcome.PARTLY: "green",
    rules.Outcome.REFUTED: "terracotta",
}


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the published commitments that say what is asked, the last changed first."""
    near = None if territory_id is None else mark(Mark.TERRITORY, territory_id)
    (rows,) = yield [wanted(_saying, limit=limit, territory=territory_id, **words_of(query, near=near))]
    return [
        Found(
            room=ROOM,
            kind=_("التزام"),
            title=title,
            address=address,
            territory_id=of,
            excerpt=excerpt(problem or description, EXCERPT),
            at=at,
            language=language,
            icon="list-checks",
            thing=thing_of(ROOM, "commitment", key),
        )
        for key, title, address, of, problem, description, at, language in rows
    ]


@asked_once
def _saying(territory: int | None, **words: Any) -> QuerySet[Commitment, tuple[Any, ...]]:  # noqa: ANN401
    shown = saying(Commitment.objects.current().filter(trace__visibility="visible"), words)
    if territory is not None:
        shown = shown.filter(plan__territory_id=territory)
    told = (
        "title",
        "trace__address",
        "plan__territory_id",
        "problem",
        "description",
        "changed_at",
        "language",
    )
    return shown.order_by("-changed_at", "-pk").values_list("pk", *told)


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return the corrections to answer, and the late ones to update, of who keeps them."""
    if not actor.has_role(territory_id, *DECIDERS, RoleKind.AGENT):
        return []
    today = day_of(now)
    waiting: QuerySet[Remark] = Remark.objects.waiting()
    late: QuerySet[Commitment] = Commitment.objects.current().overdue(today)
    if not actor.has_role(territory_id, *DECIDERS):
        waiting = waiting.filter(commitment__agent_id=actor.person_id)
        late = late.filter(agent_id=actor.person_id)
    address = reverse("commitments:desk", args=[slug_of(territory_id)])
    written = list(waiting.order_by("written_at").values_list("written_at", flat=True))
    due = [rules.answer_due(day_of(at)) for at in written]
    promised = [day for day in late.order_by("due_on").values_list("due_on", flat=True) if day]
    return [
        Task(
            room=ROOM,
            title=_("تصحيحات تنتظر الجواب"),
            address=address,
            count=len(due),
            late=sum(day < today for day in due),
            due=start_of(due[0] + timedelta(days=1)) if due else None,
            icon="flag",
        ),
        Task(
            room=ROOM,
            title=_("التزامات تجاوزت موعدها"),
            address=f"{address}#late",
            count=len(promised),
            late=len(promised),
            due=start_of(promised[0] + timedelta(days=1)) if promised else None,
            icon="hourglass",
        ),
    ]


def held_data(person_id: int) -> dict[str, Any]:
    """Return what a person said under commitments, whatever the territory."""
    with everywhere():
        said = Remark.objects.filter(author_id=person_id).order_by("written_at", "pk")
        return {"commitments_remarks": list(said.values(*_HELD))}


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return what a person said under commitments."""
    said = Remark.objects.filter(author_id=person_id).select_related(
        "trace", "commitment", "commitment__plan"
    )
    return [Heap(said, "written_at", _deed, "channel")]


def _deed(one: Remark) -> Deed:
    return Deed(
        kind=word(rules.RemarkKind(one.kind)),
        title=one.commitment.title,
        address=one.trace.address,
        territory_id=one.commitment.plan.territory_id,
        at=one.written_at,
        channel=one.channel,
        became=one.outcome_word,
        tone=_TONES[rules.Outcome(one.outcome)] if one.outcome else "saffron",
        icon="flag" if one.is_correction else "message-circle",
        language=one.commitment.language,
    )
