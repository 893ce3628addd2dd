"""Bodies, who sits in them on a day, and when they met."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tadafor.councils import rules
from tadafor.councils.models import Attendance, Body, Meeting, Member, Opinion
from tadafor.kernel.asked import asked_once


def locked_body(body: Body) -> Body:
    """Return the body, held until the end of the transaction."""
    return Body.objects.select_for_update(of=("self",)).select_related("trace").get(pk=body.pk)


def locked_meeting(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def body_at(slug: str) -> Body | None:
    return _body_at.first(slug=slug)


@asked_once
def _body_at(slug: str) -> "QuerySet[Body]":
    return Body.objects.select_related("trace", "territory").filter(slug=slug).order_by("pk")


def any_body_taken(slug: str, *, but: int | None = None) -> bool:
    return Body.objects.filter(slug=slug).exclude(pk=but or 0).exists()


def bodies(today: date) -> "QuerySet[Body]":
    """Return the bodies of the open territory with their members of today and adopted opinions."""
    sitting = Q(members__since__lte=today) & (Q(members__until__isnull=True) | Q(members__until__gte=today))
    return Body.objects.annotate(
        seated=Count("members", filter=sitting, distinct=True),
        opinions_count=Count("opinions", filter=Q(opinions__adopted_on__isnull=False), distinct=True),
    ).order_by("ended_on", "founded_on", "pk")


# ---- members


def members_on(body: Body, day: date, *, or_one_of: Collection[int] = ()) -> "QuerySet[Member]":
    """Return whose mandate holds on a day, and those with one of these keys."""
    holds = _held(day) | Q(pk__in=or_one_of) if or_one_of else _held(day)
    return Member.objects.filter(holds, body=body).order_by("pk")


def _held(day: date) -> Q:
    return (Q(until__isnull=True) | Q(until__gte=day)) & Q(since__lte=day)


def _on(members: "QuerySet[Member]", day: date) -> "QuerySet[Member]":
    return members.filter(_held(day)).order_by("pk")


def members_from(body: Body, day: date) -> "QuerySet[Member]":
    """Return whose mandate holds on a day, or will."""
    return _from.describe(body.pk, day)


@asked_once
def _from(body: int, day: date) -> "QuerySet[Member]":
    held = Q(until__isnull=True) | Q(until__gte=day)
    return Member.objects.filter(held, body_id=body).order_by("pk")


@asked_once
def _seated(body: int, day: date) -> "QuerySet[Member]":
    return _on(Member.objects.filter(body_id=body), day)


def seated_between(body: Body, mandate: rules.Mandate) -> "QuerySet[Member]":
    """Return the members whose mandate meets another one."""
    found = Member.objects.filter(body=body).filter(Q(until__isnull=True) | Q(until__gte=mandate.since))
    return found.filter(since__lte=mandate.until) if mandate.until else found


def charges_between(body: Body, mandate: rules.Mandate) -> list[rules.Charge]:
    found = seated_between(body, mandate).values_list("charge", flat=True)
    return [rules.Charge(charge) for charge in found]


def member_of(body: Body, member_id: int) -> Member | None:
    return Member.objects.filter(body=body, pk=member_id).first()


@dataclass(frozen=True)
class Face:
    """A member as the public sees them: capacity, charge, and a name only by consent."""

    pk: int
    body_id: int
    capacity: str
    charge: rules.Charge
    name: str
    since: date
    until: date | None
    is_coming: bool = False


def faces(body: Body, today: date) -> list[Face]:
    """Return the members of today, the bureau first in the order of its charges; then those to come."""
    order = list(rules.Charge)
    found = [
        Face(
            one.pk,
            one.body_id,
            one.capacity,
            rules.Charge(one.charge),
            one.name if one.consents else "",
            one.since,
            one.until,
            is_coming=one.since > today,
        )
        for one in _from.all(body=body.pk, day=today)
    ]
    return sorted(found, key=lambda face: (face.is_coming, order.index(face.charge), face.pk))


@dataclass(frozen=True)
class Seats:
    """How the seats of a body are filled, counted only."""

    total: int
    filled: int
    by_sex: list[tuple[rules.MemberSex, int]]
    by_age: list[tuple[rules.MemberAge, int]]

    @property
    def free(self) -> int:
        return max(0, self.total - self.filled)


def seats_of(body: Body, today: date) -> Seats:
    """Return the balance of the seats (§ councils-16)."""
    members = _seated.all(body=body.pk, day=today)
    sexes = rules.balance([rules.MemberSex(one.sex) for one in members], rules.MemberSex)
    ages = rules.balance([rules.MemberAge(one.age) for one in members], rules.MemberAge)
    return Seats(body.seats, len(members), sexes, ages)  # type: ignore[arg-type]


def seat_of(body: Body, person_id: int | None, today: date) -> Member | None:
    """Return the seat that a person holds in a body today."""
    return members_on(body, today).filter(person_id=person_id).first() if person_id else None


def sits_anywhere(person_id: int | None, today: date) -> bool:
    """Whether somebody sits in a body of the open territory today."""
    return bool(person_id) and bool(seats_held(person_id, today))


def seats_held(person_id: int | None, today: date) -> list[Member]:
    """Return the seats that a person holds today in the open territory."""
    if person_id is None:
        return []
    return list(_on(Member.objects.filter(person_id=person_id).select_related("body"), today))


def attendance_of(seats: list[Member]) -> list[tuple[Meeting, bool]]:
    """Return the meetings of these seats, the latest first, and whether the member was there."""
    keys = [seat.pk for seat in seats]
    came = set(Attendance.objects.filter(member__in=keys).values_list("meeting_id", flat=True))
    bodies_held = [seat.body_id for seat in seats]
    meetings = Meeting.objects.filter(body__in=bodies_held).select_related("body").order_by("-day")[:20]
    return [(meeting, meeting.pk in came) for meeting in meetings]


# ---- meetings


def meetings_of(body: Body) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(body=body).order_by("-day")


def meeting_numbered(body: Body, number: int) -> Meeting | None:
    return Meeting.objects.select_related("body").filter(body=body, number=number).first()


def present_at(meeting: Meeting) -> set[int]:
    """Return the keys of the members who were there."""
    return set(Attendance.objects.filter(meeting=meeting).values_list("member_id", flat=True))


def years_of(body: Body, today: date) -> list[int]:
    """Return the years of which a body has a report: each since it was founded."""
    last = min(body.ended_on, today) if body.ended_on else today
    return list(range(last.year, body.founded_on.year - 1, -1))


@dataclass(frozen=True)
class Report:
    """One year of a body, in figures and lists."""

    year: int
    meetings: list[Meeting]
    opinions: list[Opinion]

    @property
    def held(self) -> int:
        return sum(meeting.held_at is not None for meeting in self.meetings)

    @property
    def without_quorum(self) -> int:
        return sum(meeting.held_at is not None and not meeting.has_quorum for meeting in self.meetings)

    @property
    def attendance(self) -> int | None:
        """The share of those who came among those who could have, over the year."""
        asked = sum(meeting.in_office for meeting in self.meetings if meeting.held_at)
        came = sum(meeting.present for meeting in self.meetings if meeting.held_at)
        return 100 * came // asked if asked else None

    @property
    def answered(self) -> int:
        return sum(opinion.answered_on is not None for opinion in self.opinions)


def report_of(body: Body, year: int) -> Report:
    """Return the year of a body: its meetings and the opinions it adopted."""
    opinions = Opinion.objects.filter(body=body, adopted_on__year=year).order_by("adopted_on", "pk")
    meetings = Meeting.objects.filter(body=body, day__year=year).order_by("day")
    return Report(year, list(meetings), list(opinions))
