"""Setting up a meeting: drafted, changed, announced, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.meetings import notices, queries, rules
from tadafor.meetings.actions.recording import ask, record
from tadafor.meetings.actions.registering import promote
from tadafor.meetings.models import Meeting, Pool, Question, Series
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

CODE_LENGTH = 8


@dataclass(frozen=True)
class Told:
    """What is told of a meeting; ``groups`` are reserved seats by name, ``questions`` (words, required)."""

    kind: rules.Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    purpose: str = ""
    form: rules.Form = rules.Form.IN_PERSON
    place: str = ""
    access: Sequence[rules.Access] = ()
    access_note: str = ""
    link: str = ""
    organiser: str = ""
    partners: Sequence[str] = ()
    audiences: Sequence[str] = ()
    series: str = ""
    takes_registrations: bool = False
    seats: int | None = None
    groups: Sequence[tuple[str, int]] = ()
    questions: Sequence[tuple[str, bool]] = ()
    closes_at: datetime | None = None
    unsaid: frozenset[rules.Unsaid] = frozenset()
    source: str = ""

    def cleaned(self) -> "Told":
        return replace(
            self,
            title=clean_line(self.title),
            purpose=clean(self.purpose),
            place=clean_line(self.place),
            organiser=clean_line(self.organiser),
            series=clean_line(self.series),
            partners=[name for one in self.partners if (name := clean_line(one))],
            audiences=[name for one in self.audiences if (name := clean_line(one))],
            groups=[(clean_line(name), seats) for name, seats in self.groups],
            questions=[(clean_line(words), needed) for words, needed in self.questions],
        )

    @property
    def plan(self) -> rules.Plan:
        return rules.Plan(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            form=self.form,
            place=self.place,
            link=self.link,
            seats=self.seats,
            groups=self.groups,
            closes_at=self.closes_at,
            unsaid=self.unsaid,
        )

    @property
    def text(self) -> str:
        parts = (self.title, self.purpose, self.place, self.organiser, *self.partners, *self.audiences)
        return " ".join(part for part in parts if part)

    def columns(self) -> dict[str, object]:
        """Return the columns of its row."""
        return {
            "kind": self.kind.value,
            "form": self.form.value,
            "language": script_of(f"{self.title} {self.purpose}"),
            "title": self.title,
            "purpose": self.purpose,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place,
            "access": [one.value for one in self.access],
            "access_note": self.access_note,
            "link": self.link,
            "organiser": self.organiser,
            "partners": list(self.partners),
            "audiences": list(self.audiences),
            "takes_registrations": self.takes_registrations,
            "seats": self.seats,
            "closes_at": self.closes_at,
            "unsaid": sorted(one.value for one in self.unsaid),
            "source": self.source,
            "search_text": search_text(self.text),
            "grams": grams(self.text),
        }


@transaction.atomic
def draft_meeting(
    *, territory: "Territory", told: Told, actor: Actor, now: datetime, is_demonstration: bool = False
) -> Meeting:
    """Write a meeting that nobody but the staff sees until it is announced. Raises Refused."""
    told = told.cleaned()
    ask(rules.refuse_plan(told.plan))
    one = code(CODE_LENGTH)
    with override("ar"):
        address = reverse("meetings:meeting", args=[territory.slug, one])
    trace = traces.open_trace(
        territory_id=territory.pk,
        room="meetings",
        title=told.title,
        text=told.text,
        address=address,
        language=script_of(told.text),
        visibility=Visibility.HELD,
        now=now,
    )
    meeting = Meeting.objects.create(
        territory=territory,
        trace=trace,
        series=_series(territory.pk, told.series),
        code=one,
        state=rules.State.DRAFT,
        drafted_at=now,
        is_demonstration=is_demonstration,
        **told.columns(),
    )
    _set_pools(meeting, told)
    _set_questions(meeting, told)
    record(meeting, actor, "draft_meeting", now, title=told.title)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, told: Told, seen: int, actor: Actor, now: datetime) -> Meeting:
    """Tell a meeting otherwise; who registered hears of another hour or place, and new seats are given.

    ``seen`` is the revision that was read. Raises Refused.
    """
    meeting, told = queries.locked(meeting), told.cleaned()
    ask(rules.refuse_change(meeting.stage(now), seen=seen, revision=meeting.revision))
    ask(rules.refuse_plan(told.plan))
    before = (meeting.starts_at, meeting.place, meeting.link)
    for name, value in told.columns().items():
        setattr(meeting, name, value)
    meeting.series = _series(meeting.territory_id, told.series)
    meeting.revision += 1
    has_moved = before != (meeting.starts_at, meeting.place, meeting.link)
    if has_moved:
        meeting.reminded_at = None
    meeting.save()
    _set_pools(meeting, told)
    _set_questions(meeting, told)
    traces.describe(trace=meeting.trace, title=told.title, text=told.text)
    record(meeting, actor, "change_meeting", now, title=told.title, starts=meeting.starts_at.isoformat())
    if meeting.announced_at:
        promote(meeting, now)
        if has_moved:
            notices.changed(meeting, now=now)
    return meeting


@transaction.atomic
def announce(*, meeting: Meeting, actor: Actor, now: datetime) -> Meeting:
    """Let everybody read of it; a meeting of the past becomes a record. Raises Refused."""
    meeting = queries.locked(meeting)
    ask(rules.refuse_announcement(rules.State(meeting.state)))
    meeting.state, meeting.announced_at = rules.State.ANNOUNCED, now
    meeting.save(update_fields=["state", "announced_at"])
    traces.set_visibility(item=meeting.trace, visibility=Visibility.VISIBLE)
    record(meeting, actor, "announce", now)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, actor: Actor, now: datetime) -> Meeting:
    """Cancel a meeting for a reason that everybody reads. Raises Refused."""
    meeting, reason = queries.locked(meeting), clean(reason)
    ask(rules.refuse_cancellation(meeting.stage(now), reason=reason))
    meeting.state, meeting.cancelled_at, meeting.cancelled_because = rules.State.CANCELLED, now, reason
    meeting.save(update_fields=["state", "cancelled_at", "cancelled_because"])
    record(meeting, actor, "cancel", now, reason=reason)
    notices.cancelled(meeting, now=now)
    return meeting


def _series(territory_id: int, title: str) -> Series | None:
    if not title:
        return None
    return Series.objects.get_or_create(territory_id=territory_id, title=title)[0]


def _set_pools(meeting: Meeting, told: Told) -> None:
    """Set the pools of seats; none becomes smaller than what is taken of it."""
    wanted = dict(rules.capacities(told.seats, told.groups)) if told.takes_registrations else {}
    held = {pool.group: pool for pool in Pool.objects.select_for_update().filter(meeting=meeting)}
    for group, pool in held.items():
        if group not in wanted and pool.taken:
            raise Refused(rules.MeetingRefusal.GROUP_WITH_SEATS_TAKEN, group=group or meeting.title)
        if group not in wanted:
            pool.delete()
    for position, (group, capacity) in enumerate(wanted.items()):
        found = held.get(group)
        if found is not None and capacity is not None and capacity < found.taken:
            raise Refused(rules.MeetingRefusal.FEWER_SEATS_THAN_TAKEN)
        Pool.objects.update_or_create(
            meeting=meeting, group=group, defaults={"capacity": capacity, "position": position}
        )


def _set_questions(meeting: Meeting, told: Told) -> None:
    asked = list(told.questions)[: rules.MOST_QUESTIONS]
    Question.objects.filter(meeting=meeting).delete()
    Question.objects.bulk_create(
        Question(meeting=meeting, position=at, words=words[:200], is_required=needed)
        for at, (words, needed) in enumerate(asked, start=1)
    )
