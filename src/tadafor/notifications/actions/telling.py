"""Telling people something, once, and noting that they read it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django_scopes import scope

from tadafor.kernel.addresses import without_language
from tadafor.kernel.scopes import everywhere
from tadafor.notifications import queries, rules
from tadafor.notifications.models import Delivery, Notice
from tadafor.notifications.notices import Message, write
from tadafor.notifications.rules import Cadence, Channel, Topic
from tadafor.people.queries import Reader, readers_of

if TYPE_CHECKING:
    from tadafor.traces.models import Trace

AT_ONCE = 500
NOTHING_CHOSEN: tuple[Cadence, frozenset[Topic]] = (Cadence.IMMEDIATE, frozenset())


@transaction.atomic
def notify(
    *,
    people: Iterable[int],
    territory_id: int | None,
    kind: str,
    message: Message,
    address: str,
    now: datetime,
    trace: "Trace | None" = None,
    topic: Topic = Topic.FOLLOWED,
    key: str = "",
) -> int:
    """Tell each of ``people`` (their keys) once, in their language; return how many were told now.

    It joins the caller's transaction, so what is told has happened. The same ``kind`` about the same
    ``trace`` with the same ``key`` (the address when none is given) is never told twice to a person
    (§ notifications-told).
    E-mails and SMS leave from the worker within a minute, as each person chose.
    """
    path = without_language(address)
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError("a notice leads to a page of this house")
    readers = readers_of(people)
    with everywhere():
        return sum(
            _tell(
                readers[at : at + AT_ONCE],
                Notice(
                    territory_id=territory_id,
                    kind=kind,
                    topic=topic.value,
                    key=key or path,
                    address=path,
                    trace=trace,
                    created_at=now,
                ),
                message,
            )
            for at in range(0, len(readers), AT_ONCE)
        )


def _tell(readers: Sequence[Reader], common: Notice, message: Message) -> int:
    written = {language: write(message, language) for language in {reader.language for reader in readers}}
    notices = {}
    for reader in readers:
        text = written[reader.language]
        one = Notice(
            territory_id=common.territory_id,
            kind=common.kind,
            topic=common.topic,
            key=common.key,
            address=common.address,
            trace_id=common.trace_id,
            created_at=common.created_at,
            person_id=reader.person_id,
            language=reader.language,
            title=text.title,
            body=text.body,
        )
        notices[one.code] = one
    Notice.objects.bulk_create(notices.values(), ignore_conflicts=True)
    # Those told before were skipped without a word: only the codes say which rows are new.
    told = dict(Notice.objects.filter(code__in=list(notices)).values_list("person_id", "pk"))
    Delivery.objects.bulk_create(_planned(readers, told, common))
    return len(told)


def _planned(readers: Sequence[Reader], told: dict[int, int], common: Notice) -> list[Delivery]:
    chosen = queries.preferences_of(told)
    now = common.created_at
    planned = []
    for reader in readers:
        notice_id = told.get(reader.person_id)
        if notice_id is None:
            continue
        cadence, by_sms = chosen.get(reader.person_id, NOTHING_CHOSEN)
        due = rules.email_due(cadence, now)
        if reader.email and due is not None:
            planned.append(
                Delivery(notice_id=notice_id, channel=Channel.EMAIL, cadence=cadence.value, due=due)
            )
        if reader.phone and common.topic in by_sms:
            planned.append(Delivery(notice_id=notice_id, channel=Channel.SMS, due=rules.sms_due(now)))
    return planned


def mark_read(*, person_id: int, code: str, now: datetime) -> Notice | None:
    """Note that a person read a notice; return it, or None when they have no such notice."""
    found = queries.notice(person_id, code)
    if found is not None and found.read_at is None:
        with scope(person=person_id):
            Notice.objects.unread().filter(pk=found.pk).update(read_at=now)
    return found


def mark_all_read(*, person_id: int, now: datetime) -> int:
    """Note that a person read everything; return how many were unread."""
    with scope(person=person_id):
        return Notice.objects.unread().update(read_at=now)
