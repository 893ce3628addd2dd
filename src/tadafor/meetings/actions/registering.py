"""Registering for a meeting: one seat each, a waiting list in order, seats given again when they are free.

The row of the meeting is held while seats are given, so that the last one goes to one person; the table of
the pools refuses more than there are, whatever the program does (§ meetings-never-oversold).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tadafor.audit.actions import HOUSE
from tadafor.kernel.identifiers import code
from tadafor.kernel.text import clean, clean_line
from tadafor.meetings import notices, queries, rules
from tadafor.meetings.actions.recording import ask, record
from tadafor.meetings.models import Attendance, Meeting, Pool, Registration
from tadafor.people.actor import Actor

TICKET_LENGTH = 10


@dataclass(frozen=True)
class Coming:
    """What somebody says who means to come; ``answers`` by the position of the question."""

    name: str
    quality: rules.Quality = rules.Quality.CITIZEN
    association: str = ""
    group: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    needs: str = ""
    photo_consent: bool = False


@transaction.atomic
def register(*, meeting: Meeting, coming: Coming, actor: Actor, now: datetime) -> Registration:
    """Register the person who asks: a seat, or a place on the waiting list. Raises Refused."""
    meeting = queries.locked(meeting)
    held = queries.registration_of(meeting, actor.person_id)
    return _registered(meeting, coming, actor, now, person_id=actor.signer, is_registered=held is not None)


@transaction.atomic
def register_other(*, meeting: Meeting, coming: Coming, actor: Actor, now: datetime) -> Registration:
    """Register somebody at the counter or on the telephone (§ meetings-counter). Raises Refused."""
    return _registered(queries.locked(meeting), coming, actor, now)


def _registered(
    meeting: Meeting,
    coming: Coming,
    actor: Actor,
    now: datetime,
    *,
    person_id: int | None = None,
    is_registered: bool = False,
) -> Registration:
    pools = queries.pools_of(meeting)
    answers = {at: clean(said)[: rules.LONGEST_ANSWER] for at, said in coming.answers.items()}
    missing = [
        one for one in queries.questions_of(meeting) if one.is_required and not answers.get(one.position)
    ]
    refusal = rules.refuse_registration(
        meeting.stage(now),
        takes=meeting.takes_registrations,
        closes_at=meeting.registration_ends_at,
        is_registered=is_registered,
        group=coming.group,
        groups=[pool.group for pool in pools if pool.group],
        missing=bool(missing),
        now=now,
    )
    ask(refusal, question=missing[0].words if missing else "")
    name = clean_line(coming.name)
    ask(None if name else rules.RegistrationRefusal.NAME_MISSING)
    seat = rules.seat_for(coming.group, [pool.seats for pool in pools])
    made = Registration.objects.create(
        meeting=meeting,
        person_id=person_id,
        number=_next_number(meeting),
        ticket=code(TICKET_LENGTH),
        name=name,
        association=clean_line(coming.association),
        quality=coming.quality,
        group=coming.group,
        pool_id=seat.key if seat else None,
        holding=rules.Holding.SEAT if seat else rules.Holding.WAITING,
        answers={str(at): said for at, said in answers.items()},
        photo_consent=coming.photo_consent,
        needs=clean_line(coming.needs),
        registered_at=now,
        seated_at=now if seat else None,
    )
    if seat:
        Pool.objects.filter(pk=seat.key).update(taken=F("taken") + 1)
    record(meeting, actor, "register", now, number=made.number, seated=seat is not None)
    notices.registered(made, now=now)
    return made


def _next_number(meeting: Meeting) -> int:
    meeting.last_number += 1
    meeting.save(update_fields=["last_number"])
    return meeting.last_number


@transaction.atomic
def give_up(*, registration: Registration, actor: Actor, now: datetime) -> Registration:
    """Cancel a registration; its seat goes to the first who waits for it. Raises Refused."""
    meeting = queries.locked(registration.meeting)
    held = Registration.objects.select_for_update().get(pk=registration.pk)
    came = Attendance.objects.filter(registration=held, undone_at__isnull=True).exists()
    ask(rules.refuse_giving_up(meeting.stage(now), holding=held.holds, came=came))
    if held.pool_id:
        Pool.objects.filter(pk=held.pool_id).update(taken=F("taken") - 1)
    held.holding, held.pool, held.cancelled_at = rules.Holding.CANCELLED, None, now
    held.answers, held.needs = {}, ""
    held.save()
    record(meeting, actor, "give_up", now, number=held.number)
    promote(meeting, now)
    return held


def promote(meeting: Meeting, now: datetime) -> int:
    """Give the free seats to those who wait, in their order, and tell them; a part of another verb."""
    waiting = {one.pk: one for one in queries.waiting_of(meeting)}
    asked = [rules.Waiting(one.pk, one.group) for one in waiting.values()]
    seated = rules.promotions(asked, [pool.seats for pool in queries.pools_of(meeting)])
    for key, pool in seated:
        Pool.objects.filter(pk=pool).update(taken=F("taken") + 1)
        one = waiting[key]
        one.holding, one.pool_id, one.seated_at = rules.Holding.SEAT, pool, now
        one.save(update_fields=["holding", "pool", "seated_at"])
        notices.promoted(meeting, one, now=now)
    return len(seated)


@transaction.atomic
def remind(*, meeting: Meeting, now: datetime) -> bool:
    """Remind those who hold a seat, once (§ meetings-reminder)."""
    meeting = queries.locked(meeting)
    is_due = rules.reminded_now(starts_at=meeting.starts_at, now=now)
    if meeting.reminded_at or not is_due or meeting.state != rules.State.ANNOUNCED:
        return False
    meeting.reminded_at = now
    meeting.save(update_fields=["reminded_at"])
    record(meeting, HOUSE, "remind", now)
    notices.reminder(meeting, now=now)
    return True
