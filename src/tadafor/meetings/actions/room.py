"""In the room: the agenda, the cards of the tables, photographs of the walls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from tadafor.documents import actions as documents
from tadafor.documents.rules import Visibility as FileVisibility
from tadafor.kernel.text import clean, clean_line, excerpt, script_of
from tadafor.meetings import notices, queries, rules
from tadafor.meetings.actions.recording import ask, record
from tadafor.meetings.models import AgendaItem, Card, Meeting, Photo, Registration
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.queries import Trace
from tadafor.traces.rules import Becoming, Visibility

_TITLE = 80


@transaction.atomic
def set_agenda(*, meeting: Meeting, items: Sequence[rules.Item], actor: Actor, now: datetime) -> None:
    """Write the agenda, in its order. Raises Refused."""
    meeting = queries.locked(meeting)
    ask(rules.refuse_agenda(meeting.stage(now)))
    AgendaItem.objects.filter(meeting=meeting).delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=at,
            title=clean_line(one.title),
            speaker=clean_line(one.speaker),
            minutes=one.minutes,
        )
        for at, one in enumerate(items, start=1)
    )
    record(meeting, actor, "set_agenda", now, items=[one.title for one in items])


@dataclass(frozen=True)
class Written:
    """A card as it was written: its table, its theme, its words, the number of who wrote it."""

    body: str
    token: str
    table: int | None = None
    theme: str = ""
    author: str = ""


@transaction.atomic
def collect_card(*, meeting: Meeting, written: Written, actor: Actor, now: datetime) -> Card:
    """Keep a card with a trace of its own, held until the minutes are published. Raises Refused."""
    meeting = queries.locked(meeting)
    if found := Card.objects.filter(meeting=meeting, token=written.token).first():
        return found
    body, theme = clean(written.body), clean_line(written.theme)
    minutes = queries.minutes_of(meeting)
    is_published = minutes is not None and minutes.is_published
    ask(rules.refuse_card(meeting.stage(now), body=body, is_published=is_published))
    author = _author(meeting, written.author) if written.author.strip() else None
    number = queries.last_card(meeting) + 1
    with override("ar"):
        address = reverse("meetings:card", args=[meeting.territory.slug, meeting.code, number])
    trace = traces.open_trace(
        territory_id=meeting.territory_id,
        room="meetings",
        title=excerpt(body, _TITLE),
        text=f"{theme} {body}".strip(),
        address=address,
        language=script_of(body),
        visibility=Visibility.HELD,
        now=now,
        author_id=author.person_id if author else None,
    )
    made = Card.objects.create(
        meeting=meeting,
        trace=trace,
        registration=author,
        number=number,
        token=written.token,
        table=written.table,
        theme=theme,
        body=body,
        entered_by_id=actor.signer,
        entered_at=now,
    )
    record(meeting, actor, "collect_card", now, number=number, theme=theme, body=body)
    return made


def _author(meeting: Meeting, said: str) -> Registration | None:
    found = queries.registration_called(meeting, said)
    ask(None if found else rules.RoomRefusal.UNKNOWN_AUTHOR)
    return found


@transaction.atomic
def take_back_card(*, card: Card, actor: Actor, now: datetime) -> Card:
    """Take back a card entered by mistake; its number stays. Raises Refused."""
    meeting = queries.locked(card.meeting)
    held = Card.objects.select_related("trace").get(pk=card.pk)
    minutes = queries.minutes_of(meeting)
    is_published = minutes is not None and minutes.is_published
    ask(rules.refuse_taking_back(is_taken_back=held.taken_back_at is not None, is_published=is_published))
    held.taken_back_at = now
    held.save(update_fields=["taken_back_at"])
    traces.set_visibility(item=held.trace, visibility=Visibility.HIDDEN)
    record(meeting, actor, "take_back_card", now, number=held.number)
    return held


@transaction.atomic
def carry_card(*, card: Card, said: str, actor: Actor, now: datetime) -> Trace:
    """Say what a card became: a contribution, an idea, a suggestion. Its author follows it there.

    ``said`` is the code of its trace or the address of its page. Raises Refused (§ meetings-carried).
    """
    meeting = queries.locked(card.meeting)
    held = Card.objects.select_related("trace").get(pk=card.pk)
    found = queries.carried_into(said)
    ask(rules.refuse_carrying(is_taken_back=held.taken_back_at is not None, is_known=found is not None))
    assert found is not None  # noqa: S101 -- asked above
    traces.succeed(origin=held.trace, successor=found, kind=Becoming.BECAME, now=now)
    notices.card_carried(meeting, held, found, now=now)
    traces.follow_on(origin=held.trace, successor=found, now=now)
    record(meeting, actor, "carry_card", now, number=held.number, trace=found.code)
    return found


def show_cards(meeting: Meeting) -> int:
    """Let everybody read the cards of a meeting whose minutes are published; a part of that verb."""
    cards = queries.cards_of(meeting)
    for one in cards:
        traces.set_visibility(item=one.trace, visibility=Visibility.VISIBLE)
    return len(cards)


@transaction.atomic
def attach_photos(
    *, meeting: Meeting, files: Sequence[documents.CleanFile], actor: Actor, now: datetime
) -> list[Photo]:
    """Keep photographs of the walls, for the staff of the territory alone (§ meetings-photographs)."""
    made = [
        Photo.objects.create(
            meeting=meeting,
            document=documents.attach(
                territory_id=meeting.territory_id,
                actor=actor,
                file=file,
                title=f"{meeting.title} · {file.name}",
                visibility=FileVisibility.PRIVATE,
                now=now,
            ),
        )
        for file in files
    ]
    record(meeting, actor, "attach_photos", now, files=[file.sha256 for file in files])
    return made


@transaction.atomic
def attach_document(
    *, meeting: Meeting, file: documents.CleanFile, title: str, actor: Actor, now: datetime
) -> None:
    """Put a public document on the page of an announced meeting (§ meetings-documents). Raises Refused."""
    meeting = queries.locked(meeting)
    ask(rules.refuse_document(rules.State(meeting.state)))
    documents.attach(
        territory_id=meeting.territory_id, actor=actor, file=file, title=title, trace=meeting.trace, now=now
    )
    record(meeting, actor, "attach_document", now, file=file.sha256)
