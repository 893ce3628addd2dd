"""Named reads of the door: who came, what was counted, which lists are to be erased."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tadafor.kernel.clock import day_of
from tadafor.meetings import rules
from tadafor.meetings.models import Attendance, CountCorrection, HeadCount, Meeting, Registration
from tadafor.people.rules import AgeBand, Sex

LATELY = 5


def arrival_of(registration: Registration) -> Attendance | None:
    """Return the entry of a ticket, unless it was taken back."""
    return Attendance.objects.filter(registration=registration, undone_at__isnull=True).first()


def arrival_at(meeting: Meeting, key: int) -> Attendance | None:
    return meeting.attendances.select_related("meeting").filter(pk=key).first()


def is_known_name(meeting: Meeting, key: str) -> bool:
    """Whether somebody of this name and association was entered."""
    same = Q(name_key=key) | Q(name_key__startswith=f"{key}#")
    return Attendance.objects.filter(same, meeting=meeting, undone_at__isnull=True).exists()


def present_at(meeting: Meeting) -> QuerySet[Attendance]:
    """Return those who came, the last entered first."""
    return meeting.attendances.filter(undone_at__isnull=True).order_by("-pk")


def entered_lately(meeting: Meeting, person_id: int | None) -> list[Attendance]:
    """Return what one has just entered."""
    return list(present_at(meeting).filter(entered_by_id=person_id)[:LATELY])


def counted(meeting: Meeting) -> rules.Counts:
    """Count those on the list."""
    rows = present_at(meeting).values_list("quality", "association", "sex", "age")
    return rules.counted(
        rules.Arrival(
            quality=rules.Quality(quality),
            association=association,
            sex=Sex(sex) if sex else None,
            age=AgeBand(age) if age else None,
        )
        for quality, association, sex, age in rows
    )


def counts_of(meeting: Meeting) -> rules.Counts:
    """Return the counts that were kept or told."""
    rows = HeadCount.objects.filter(meeting=meeting).values_list("fact", "value", "count")
    return {(rules.Fact(fact), value): count for fact, value, count in rows}


def corrections_of(meeting: Meeting) -> list[CountCorrection]:
    return list(meeting.corrections.all())


def to_erase(now: datetime) -> list[Meeting]:
    """Return the meetings whose lists are over; of any territory when scopes are open."""
    found = Meeting.objects.filter(list_erased_at__isnull=True, ends_at__lt=now - timedelta(days=80))
    held = Q(registrations__isnull=False) | Q(attendances__isnull=False) | Q(room__voices__isnull=False)
    today = day_of(now)
    return [
        one
        for one in found.filter(held).distinct()
        if rules.erased_on(day_of(one.ends_at - timedelta.resolution)) <= today
    ]
