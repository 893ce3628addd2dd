"""What a person was told, and what is due to leave."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django_scopes import scope

from tadafor.kernel.scopes import everywhere
from tadafor.notifications.models import Delivery, Notice, NoticeQuerySet, Preference
from tadafor.notifications.rules import Cadence, State, Topic

UNSEEN = (State.FAILED, State.DOUBTFUL)


def notices_of(person_id: int) -> NoticeQuerySet:
    """Return all that a person was told, newest first, with who said it; lists page by twenty."""
    with scope(person=person_id):
        return Notice.objects.select_related("territory__place")


def unread(person_id: int) -> int:
    """Return how many notices a person has not read."""
    with scope(person=person_id):
        return Notice.objects.unread().count()


def notice(person_id: int, code: str) -> Notice | None:
    """Return one notice of a person by its code."""
    with scope(person=person_id):
        return Notice.objects.filter(code=code.upper()).first()


def preference_of(person_id: int, now: datetime) -> Preference:
    """Return what a person chose, or what holds for those who chose nothing (not saved)."""
    with scope(person=person_id):
        found = Preference.objects.filter(person_id=person_id).first()
    return found or Preference(person_id=person_id, changed_at=now)


def preferences_of(people: Iterable[int]) -> dict[int, tuple[Cadence, frozenset[Topic]]]:
    """Return what several people chose; those who chose nothing are not in it."""
    with everywhere():
        rows = list(
            Preference.objects.filter(person__in=list(people)).values_list("person", "cadence", "sms")
        )
    return {
        person: (Cadence(cadence), frozenset(Topic(topic) for topic in sms)) for person, cadence, sms in rows
    }


def in_trouble() -> dict[str, int]:
    """Return how many deliveries failed or are in doubt, by state: for those who run the installation."""
    with everywhere():
        counts = Delivery.objects.aggregate(
            **{state.value: Count("pk", filter=Q(state=state)) for state in UNSEEN}
        )
    return {state.value: counts[state.value] for state in UNSEEN}


def held_data(person_id: int) -> dict[str, object]:
    """Return what this room holds on a person, for the download of their data."""
    with scope(person=person_id):
        chosen = Preference.objects.filter(person_id=person_id).values("cadence", "sms").first()
        told = list(
            Notice.objects.order_by("created_at", "pk").values(
                "created_at", "read_at", "title", "body", "address", "language"
            )
        )
    return {"preference": chosen, "notices": told}
