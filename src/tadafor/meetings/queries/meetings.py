"""Named reads of meetings: one by its code, lists, seats, who registered."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tadafor.kernel.search import matching
from tadafor.meetings import rules
from tadafor.meetings.models import Meeting, MeetingQuerySet, Pool, Question, Registration, Series
from tadafor.people.rules import RoleKind

ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.AGENT)
DOOR = (*ORGANISERS, RoleKind.CLERK)
APPROVERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.PRESIDENT)
READERS = (*DOOR, RoleKind.PRESIDENT, RoleKind.ADMINISTRATOR)
UNSEEN = ("search_text", "grams", "trace__text")


def _with() -> MeetingQuerySet:
    return Meeting.objects.select_related("trace", "series").defer(*UNSEEN)


def meeting_at(code: str) -> Meeting | None:
    """Return the announced meeting with this code, or None."""
    return _with().public().filter(code=code.upper()).first()


def any_meeting_at(code: str) -> Meeting | None:
    """Return the meeting with this code, drafts too: for the desk."""
    return _with().filter(code=code.upper()).first()


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting, held until the act is done."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("trace", "territory")
    return held.get(pk=meeting.pk)


def listed(*, now: datetime, is_past: bool = False, kind: str = "", text: str = "") -> QuerySet[Meeting]:
    """Return the announced meetings of the territory: those to come the soonest first, the past ones last."""
    found: QuerySet[Meeting] = _with().public()
    found = found.filter(ends_at__lte=now) if is_past else found.filter(ends_at__gt=now)
    if kind in set(rules.Kind):
        found = found.filter(kind=kind)
    if text:
        found = matching(found, text)
    return found.order_by("-starts_at", "-pk") if is_past else found.order_by("starts_at", "pk")


def desk_listed(*, now: datetime) -> QuerySet[Meeting]:
    """Return every meeting for the desk: drafts and those to come first, then the past, the latest first."""
    is_coming = Q(ends_at__gt=now) | Q(state=rules.State.DRAFT)
    return _with().annotate(is_coming=is_coming).order_by("-is_coming", "-starts_at", "-pk")


def in_series(meeting: Meeting) -> list[Meeting]:
    """Return the other announced meetings of its series, in their order."""
    if meeting.series_id is None:
        return []
    found = _with().public().filter(series_id=meeting.series_id).exclude(pk=meeting.pk)
    return list(found.order_by("starts_at", "pk"))


def series_names() -> list[str]:
    return list(Series.objects.order_by("-pk").values_list("title", flat=True)[:50])


# ---- seats


def pools_of(meeting: Meeting) -> list[Pool]:
    """Return the pools of seats, the reserved ones first."""
    return list(meeting.pools.all())


def questions_of(meeting: Meeting) -> list[Question]:
    return list(meeting.questions.all())


def registration_of(meeting: Meeting, person_id: int | None) -> Registration | None:
    """Return what a person holds at this meeting, unless they gave it up."""
    if person_id is None:
        return None
    held = meeting.registrations.filter(person_id=person_id).exclude(holding=rules.Holding.CANCELLED)
    return held.first()


def registrations_of(meeting: Meeting) -> QuerySet[Registration]:
    """Return those who registered, by their number; those who gave up are not among them."""
    return meeting.registrations.exclude(holding=rules.Holding.CANCELLED).order_by("number")


def registration_called(meeting: Meeting, said: str) -> Registration | None:
    """Return a registration by the code of its ticket, or by its number on the printed list."""
    said = said.strip().upper()
    if said.isascii() and said.isdecimal() and len(said) < 7:  # noqa: PLR2004 -- what the column holds
        return meeting.registrations.filter(number=int(said)).first()
    return meeting.registrations.filter(ticket=said).first()


def waiting_of(meeting: Meeting) -> list[Registration]:
    """Return the waiting list, in the order of arrival."""
    return list(meeting.registrations.filter(holding=rules.Holding.WAITING).order_by("number"))


def rank_of(registration: Registration) -> int:
    """Return how many stand before somebody on the waiting list, and they themselves."""
    return Registration.objects.filter(
        meeting_id=registration.meeting_id, holding=rules.Holding.WAITING, number__lte=registration.number
    ).count()


def seated_people(meeting: Meeting) -> set[int]:
    """Return the accounts of those who hold a seat."""
    held = meeting.registrations.filter(holding=rules.Holding.SEAT, person__isnull=False)
    return {one for one in held.values_list("person_id", flat=True) if one is not None}


def registered_people(meeting: Meeting) -> set[int]:
    """Return the accounts of those who hold a seat or wait for one."""
    held = registrations_of(meeting).filter(person__isnull=False)
    return {one for one in held.values_list("person_id", flat=True) if one is not None}


def to_remind(now: datetime) -> list[Meeting]:
    """Return the meetings whose people are to be reminded now; of any territory when scopes are open."""
    found = _with().public().filter(state=rules.State.ANNOUNCED, reminded_at__isnull=True)
    return list(found.filter(starts_at__gt=now, starts_at__lte=now + rules.REMINDED_BEFORE))
