"""Minutes: written from a template, submitted, sent back or published by a second person, followed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean, clean_line
from tadafor.meetings import notices, queries, rules
from tadafor.meetings.actions.recording import ask, record
from tadafor.meetings.actions.room import show_cards
from tadafor.meetings.models import FollowUp, Meeting, Minutes, Output
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Account:
    """What is told of a meeting afterwards: what was said, decided, made, and is to be done."""

    summary: str
    decisions: Sequence[str] = ()
    outputs: Mapping[rules.Product, int] = field(default_factory=dict)
    outputs_note: str = ""
    duties: Sequence[rules.Duty] = ()


@transaction.atomic
def write_minutes(*, meeting: Meeting, account: Account, seen: int, actor: Actor, now: datetime) -> Minutes:
    """Write the minutes, as a draft; ``seen`` is the revision that was read. Raises Refused."""
    meeting = queries.locked(meeting)
    held = queries.minutes_of(meeting)
    summary = clean(account.summary)
    duties = [rules.Duty(clean_line(one.what), clean_line(one.owner), one.due) for one in account.duties]
    refusal = rules.refuse_writing(
        meeting.stage(now),
        standing=held.stands if held else None,
        summary=summary,
        duties=duties,
        seen=seen,
        revision=held.revision if held else 0,
    )
    ask(refusal)
    columns = {
        "standing": rules.Standing.DRAFT,
        "summary": summary,
        "decisions": "\n".join(line for one in account.decisions if (line := clean_line(one))),
        "outputs_note": clean_line(account.outputs_note),
        "revision": seen + 1,
        "written_by_id": actor.signer,
        "written_at": now,
    }
    made, _is_new = Minutes.objects.update_or_create(meeting=meeting, defaults=columns)
    _set_outputs(meeting, account.outputs)
    _set_duties(meeting, duties)
    record(meeting, actor, "write_minutes", now, summary=summary, decisions=columns["decisions"])
    return made


def _set_outputs(meeting: Meeting, outputs: Mapping[rules.Product, int]) -> None:
    Output.objects.filter(meeting=meeting).delete()
    Output.objects.bulk_create(
        Output(meeting=meeting, product=product, count=count) for product, count in outputs.items() if count
    )


def _set_duties(meeting: Meeting, duties: Sequence[rules.Duty]) -> None:
    FollowUp.objects.filter(meeting=meeting).delete()
    FollowUp.objects.bulk_create(
        FollowUp(meeting=meeting, position=at, what=one.what, owner=one.owner, due=one.due)
        for at, one in enumerate(duties, start=1)
    )


@transaction.atomic
def submit_minutes(*, meeting: Meeting, actor: Actor, now: datetime) -> Minutes:
    """Ask a second person to approve the minutes. Raises Refused."""
    meeting, held = _held(meeting)
    ask(rules.refuse_submitting(held.stands if held else None))
    assert held is not None  # noqa: S101 -- asked above
    held.standing, held.sent_back_because = rules.Standing.SUBMITTED, ""
    held.save(update_fields=["standing", "sent_back_because"])
    record(meeting, actor, "submit_minutes", now)
    notices.to_approve(meeting, without=held.written_by_id, now=now)
    return held


@transaction.atomic
def send_back_minutes(*, meeting: Meeting, reason: str, actor: Actor, now: datetime) -> Minutes:
    """Send the minutes back to who wrote them, for a reason. Raises Refused."""
    meeting, held = _held(meeting)
    reason = clean(reason)
    ask(rules.refuse_sending_back(held.stands if held else None, reason=reason))
    assert held is not None  # noqa: S101 -- asked above
    held.standing, held.sent_back_because = rules.Standing.DRAFT, reason
    held.save(update_fields=["standing", "sent_back_because"])
    record(meeting, actor, "send_back_minutes", now, reason=reason)
    notices.sent_back(meeting, held, now=now)
    return held


@transaction.atomic
def publish_minutes(*, meeting: Meeting, actor: Actor, now: datetime) -> Minutes:
    """Approve and publish the minutes that another wrote (§ meetings-approval). Raises Refused."""
    meeting, held = _held(meeting)
    is_own = held is not None and held.written_by_id == actor.person_id
    ask(rules.refuse_approving(held.stands if held else None, is_own=is_own))
    assert held is not None  # noqa: S101 -- asked above
    held.standing, held.approved_by_id, held.published_at = rules.Standing.PUBLISHED, actor.signer, now
    held.save(update_fields=["standing", "approved_by", "published_at"])
    record(meeting, actor, "publish_minutes", now, cards=show_cards(meeting))
    notices.minutes_published(meeting, now=now)
    return held


@transaction.atomic
def settle_follow_up(
    *, follow_up: FollowUp, done_on: date, note: str, actor: Actor, now: datetime
) -> FollowUp:
    """Tell that what was to be done is done (§ meetings-follow-up). Raises Refused."""
    meeting, held = _held(follow_up.meeting)
    row = FollowUp.objects.get(pk=follow_up.pk)
    refusal = rules.refuse_settling(
        held.stands if held else None, is_done=row.done_on is not None, done_on=done_on, today=day_of(now)
    )
    ask(refusal)
    row.done_on, row.done_note = done_on, clean_line(note)
    row.save(update_fields=["done_on", "done_note"])
    record(
        meeting, actor, "settle_follow_up", now, position=row.position, done_on=done_on, note=row.done_note
    )
    return row


def _held(meeting: Meeting) -> tuple[Meeting, Minutes | None]:
    meeting = queries.locked(meeting)
    return meeting, queries.minutes_of(meeting)
