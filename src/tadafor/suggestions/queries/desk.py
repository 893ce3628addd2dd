"""The inbox of the staff, and what waits."""

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from tadafor.kernel.search import Mark, mark, matching
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.suggestions import rules
from tadafor.suggestions.models import Suggestion
from tadafor.suggestions.models.suggestion import SuggestionQuerySet
from tadafor.suggestions.queries.place import DECIDERS, services_of
from tadafor.suggestions.queries.suggestions import UNSEEN

HEAPS = ("late", "mine", "unsent", "open", "planned", "session", "ended")
_STILL = sorted(rules.OPEN)


def seen_by(actor: Actor, territory_id: int) -> SuggestionQuerySet:
    """Return what somebody of the staff may open: complaints are for those who treat them."""
    things = Suggestion.objects.filter(territory_id=territory_id)
    if actor.has_role(territory_id, *DECIDERS, RoleKind.CLERK):
        return things
    return things.filter(~Q(kind=rules.Kind.COMPLAINT) | Q(service__in=sorted(services_of(actor.person_id))))


def _heap(things: SuggestionQuerySet, heap: str, actor: Actor, today: date) -> SuggestionQuerySet:
    kept = {
        "late": Q(state__in=_STILL, answered_at=None, due_on__lt=today),
        "mine": Q(state__in=_STILL, answered_at=None)
        & (Q(agent_id=actor.person_id) | Q(agent=None, service__in=sorted(services_of(actor.person_id)))),
        "unsent": Q(state=rules.State.RECEIVED),
        "open": Q(state__in=_STILL, answered_at=None),
        "planned": Q(state=rules.State.PLANNED),
        "session": Q(session_owed_at__isnull=False, session_answer=""),
        "ended": ~Q(state__in=_STILL),
    }
    return things.filter(kept[heap]) if heap in kept else things


def inbox(
    actor: Actor,
    territory_id: int,
    *,
    today: date,
    heap: str = "",
    kind: str = "",
    category: int | None = None,
    service: int | None = None,
    neighbourhood: int | None = None,
    text: str = "",
) -> QuerySet[Suggestion]:
    """Return what waits, the soonest due first; what ended, the newest first."""
    things: QuerySet[Suggestion] = _heap(seen_by(actor, territory_id), heap, actor, today)
    for name, value in (
        ("kind", kind),
        ("category_id", category),
        ("service_id", service),
        ("neighbourhood_id", neighbourhood),
    ):
        if value:
            things = things.filter(**{name: value})
    if text.isdecimal():
        things = things.filter(number=min(int(text), 2**31 - 1))
    elif text:
        things = matching(things, text, near=mark(Mark.TERRITORY, territory_id))
    things = things.select_related("trace", "category", "neighbourhood", "service").defer(*UNSEEN)
    return things.order_by("-changed_at", "-pk") if heap == "ended" else things.order_by("due_on", "pk")


def heaps(actor: Actor, territory_id: int, *, today: date) -> dict[str, int]:
    """Return how many there are in each heap, in one question."""
    things = seen_by(actor, territory_id).order_by()
    mine = sorted(services_of(actor.person_id))
    waits = Q(state__in=_STILL, answered_at=None)
    return things.aggregate(
        late=Count("pk", filter=waits & Q(due_on__lt=today)),
        mine=Count("pk", filter=waits & (Q(agent_id=actor.person_id) | Q(agent=None, service__in=mine))),
        unsent=Count("pk", filter=Q(state=rules.State.RECEIVED)),
        open=Count("pk", filter=waits),
        planned=Count("pk", filter=Q(state=rules.State.PLANNED)),
        session=Count("pk", filter=Q(session_owed_at__isnull=False, session_answer="")),
        ended=Count("pk", filter=~Q(state__in=_STILL)),
    )


def chosen(actor: Actor, territory_id: int, numbers: list[int]) -> list[Suggestion]:
    """Return those of these numbers that somebody of the staff may open."""
    things = seen_by(actor, territory_id).filter(number__in=numbers)
    return list(things.select_related("trace", "category", "service").order_by("number"))


def to_remind(today: date) -> QuerySet[Suggestion]:
    """Return what waits for its answer and may be past half of its delay, in every territory.

    Whose first half is not over is left out where that is plain: the rest is weighed one by one.
    """
    waiting = Suggestion.objects.filter(
        answered_at__isnull=True, state__in=_STILL, reminded__lt=rules.MARKS[-1], due_from__lt=today
    )
    soon = Q(due_on__lte=today + timedelta(days=rules.LONGEST_DAYS))
    return waiting.filter(soon).defer(*UNSEEN).order_by("pk")
