"""At the door: each person entered once, the list closed into its counts, the lists erased in time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from tadafor.audit.actions import HOUSE
from tadafor.kernel.text import clean, clean_line, search_text
from tadafor.meetings import queries, rules
from tadafor.meetings.actions.recording import ask, record
from tadafor.meetings.models import (
    Attendance,
    CountCorrection,
    FeedbackComment,
    HeadCount,
    Meeting,
    Registration,
    Voice,
)
from tadafor.meetings.rules import DoorRefusal
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Sent:
    """What a device sends with an arrival: the token it made, and the hours it tells."""

    token: str
    told_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Entered:
    """An arrival, and whether it had been entered before."""

    attendance: Attendance
    was_there: bool = False


@transaction.atomic
def check_in(
    *, meeting: Meeting, arrival: rules.Arrival, ticket: str, sent: Sent, actor: Actor, now: datetime
) -> Entered:
    """Enter somebody who came, by their ticket or as a walk-in, once (§ meetings-once). Raises Refused."""
    meeting = queries.locked(meeting)
    if found := Attendance.objects.filter(meeting=meeting, token=sent.token).first():
        return Entered(found, was_there=True)
    refusal = rules.refuse_door(
        meeting.stage(now),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        is_closed=meeting.list_closed_at is not None,
        now=now,
    )
    ask(refusal)
    arrival = replace(arrival, name=clean_line(arrival.name), association=clean_line(arrival.association))
    held = _held(meeting, ticket) if ticket.strip() else None
    if held is not None:
        if found := queries.arrival_of(held):
            return Entered(found, was_there=True)
        arrival = replace(
            arrival, name=held.name, association=held.association, quality=rules.Quality(held.quality)
        )
    made = Attendance.objects.create(
        meeting=meeting,
        registration=held,
        token=sent.token,
        name=arrival.name,
        name_key=_name_key(meeting, arrival, held, sent.token),
        association=arrival.association,
        quality=arrival.quality,
        sex=arrival.sex or "",
        age=arrival.age or "",
        photo_consent=arrival.photo_consent or (held.photo_consent if held else False),
        entered_by_id=actor.signer,
        entered_at=now,
        told_at=sent.told_at,
        clock_off=rules.clock_is_off(sent.sent_at, now=now),
    )
    record(meeting, actor, "check_in", now, number=held.number if held else None)
    return Entered(made)


def _held(meeting: Meeting, ticket: str) -> Registration:
    found = queries.registration_called(meeting, ticket)
    ask(None if found else DoorRefusal.UNKNOWN_TICKET)
    assert found is not None  # noqa: S101 -- asked above
    ask(DoorRefusal.CANCELLED_TICKET if found.holds is rules.Holding.CANCELLED else None)
    return found


def _name_key(meeting: Meeting, arrival: rules.Arrival, held: Registration | None, token: str) -> str:
    """Return under what a name is entered once; a ticket, or another person of the name, stands apart."""
    key = f"{search_text(arrival.name)}|{search_text(arrival.association)}" if arrival.name else ""
    if held is not None:
        return f"{key}#{token}"
    is_known = bool(key) and queries.is_known_name(meeting, key)
    ask(rules.refuse_arrival(arrival, is_known_name=is_known))
    return f"{key}#{token}" if arrival.is_another and key else key


@transaction.atomic
def undo_arrival(*, attendance: Attendance, actor: Actor, now: datetime) -> Attendance:
    """Take back somebody entered by mistake. Raises Refused."""
    meeting = queries.locked(attendance.meeting)
    held = Attendance.objects.select_for_update().get(pk=attendance.pk)
    refusal = rules.refuse_undo(
        is_own=held.entered_by_id == actor.person_id,
        is_undone=held.undone_at is not None,
        is_closed=meeting.list_closed_at is not None,
        entered_at=held.entered_at,
        now=now,
    )
    ask(refusal)
    held.undone_at = now
    held.save(update_fields=["undone_at"])
    record(meeting, actor, "undo_arrival", now, arrival=held.pk)
    return held


@transaction.atomic
def record_consents(*, meeting: Meeting, consents: Mapping[int, bool], actor: Actor, now: datetime) -> int:
    """Write down at once who agrees to be in published pictures, as sheets say (§ meetings-consent)."""
    meeting = queries.locked(meeting)
    changed = 0
    for agrees in (True, False):
        keys = [key for key, said in consents.items() if said is agrees]
        rows = queries.present_at(meeting).filter(pk__in=keys).exclude(photo_consent=agrees)
        changed += Attendance.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
            photo_consent=agrees
        )
    record(meeting, actor, "record_consents", now, changed=changed)
    return changed


@transaction.atomic
def close_list(*, meeting: Meeting, actor: Actor, now: datetime) -> rules.Counts:
    """Close the list of those who came into its counts (§ meetings-closing). Raises Refused."""
    meeting = queries.locked(meeting)
    counts = queries.counted(meeting)
    refusal = rules.refuse_closing(
        meeting.stage(now),
        is_closed=meeting.list_closed_at is not None,
        arrivals=counts.get((rules.Fact.ALL, ""), 0),
    )
    ask(refusal)
    _keep(meeting, counts, now)
    record(meeting, actor, "close_list", now, counts=_said(counts))
    return counts


@transaction.atomic
def tell_counts(
    *,
    meeting: Meeting,
    counts: Mapping[tuple[rules.Fact, str], int],
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Tell counts taken on paper, or correct those told, for a reason (§ meetings-told). Raises Refused."""
    meeting, reason = queries.locked(meeting), clean(reason)
    before = queries.counts_of(meeting)
    ask(
        rules.refuse_telling(
            meeting.stage(now), counts, is_closed=meeting.list_closed_at is not None, reason=reason
        )
    )
    if before:
        CountCorrection.objects.create(
            meeting=meeting,
            reason=reason,
            before=_said(before),
            corrected_by_id=actor.signer,
            corrected_at=now,
        )
    _keep(meeting, counts, now)
    record(meeting, actor, "tell_counts", now, counts=_said(counts), reason=reason)


def _keep(meeting: Meeting, counts: Mapping[tuple[rules.Fact, str], int], now: datetime) -> None:
    HeadCount.objects.filter(meeting=meeting).delete()
    HeadCount.objects.bulk_create(
        HeadCount(meeting=meeting, fact=fact, value=value, count=count)
        for (fact, value), count in counts.items()
    )
    meeting.list_closed_at = meeting.list_closed_at or now
    meeting.save(update_fields=["list_closed_at"])


def _said(counts: Mapping[tuple[rules.Fact, str], int]) -> dict[str, int]:
    return {
        f"{fact.value}:{value}" if value else fact.value: count for (fact, value), count in counts.items()
    }


@transaction.atomic
def erase_lists(*, meeting: Meeting, now: datetime) -> int:
    """Erase the names of a meeting when their time is over; its counts stay (§ meetings-erasure)."""
    meeting = queries.locked(meeting)
    if meeting.list_closed_at is None and (counts := queries.counted(meeting)):
        _keep(meeting, counts, now)
    gone = Attendance.objects.filter(meeting=meeting).delete()[0]
    gone += Registration.objects.filter(meeting=meeting).delete()[0]
    Voice.objects.filter(room__meeting=meeting).delete()
    FeedbackComment.objects.filter(room__meeting=meeting).delete()
    meeting.list_erased_at = now
    meeting.save(update_fields=["list_erased_at"])
    record(meeting, HOUSE, "erase_lists", now, rows=gone)
    return gone
