"""Sending what is due, from the worker.

Each delivery is claimed in a transaction of its own before anything leaves: its row says SENDING and
carries a lease. Once it left, the row says SENT. A process killed between the two leaves the row
SENDING; when the lease ends it is sent once more, under the same Message-ID, and never a third time:
then the row says DOUBTFUL. So a message is never lost, and doubled at most once.
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from tadafor.kernel.scopes import everywhere
from tadafor.kernel.text import script_of
from tadafor.notifications import rules
from tadafor.notifications.models import Delivery, Notice, Preference
from tadafor.notifications.notices import Item, Sender, letter, short_text
from tadafor.notifications.rules import Cadence, Channel, Failure, State
from tadafor.people.actions.outbox import keep_for_demonstration
from tadafor.people.adapter import gateway, shows_messages
from tadafor.people.queries import Reader, reader_of
from tadafor.people.rules import ContactKind

_LOG = logging.getLogger(__name__)
_FOR_GOOD = range(500, 600)
_OVER_AT_ONCE = 500  # so many rows that will never leave are put aside in one go, at most


class Post:
    """One open way out: a mail connection kept for a whole run, and the text messages."""

    def __init__(self) -> None:
        self.mail = get_connection()
        self.channels = {Channel.SMS}

    def __enter__(self) -> Self:
        """Open the mail connection; while the mail server is away its deliveries wait untouched."""
        try:
            self.mail.open()
        except OSError as error:  # smtplib's own errors are OSErrors too
            _LOG.warning("the mail server does not answer: %s", type(error).__name__)
        else:
            self.channels.add(Channel.EMAIL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.mail.close()

    def leave_mail(self) -> None:
        """Send no more e-mail in this run: the others would only fail one after the other."""
        self.channels.discard(Channel.EMAIL)
        self.mail.close()


def send_next(post: Post, *, now: datetime) -> bool:
    """Send the next delivery that is due, with all that must leave with it; False when nothing is due."""
    with everywhere():
        claimed = _claim(post, now)
        if claimed:
            _settle(claimed, _send(post, claimed, now), now)
    return bool(claimed)


@transaction.atomic
def _claim(post: Post, now: datetime) -> list[Delivery]:
    """Take the next due delivery, for a digest all that is due to its reader, so that no one else does."""
    due = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("notice", "notice__person", "notice__territory__place")
        .filter(state__in=[State.WAITING, State.SENDING], due__lte=now, channel__in=post.channels)
        .order_by("due", "pk")
    )
    for first in due[:_OVER_AT_ONCE]:
        together = [first]
        if first.cadence != Cadence.IMMEDIATE:
            one_reader = due.filter(notice__person=first.notice.person, cadence=first.cadence)
            together = list(one_reader.filter(channel=first.channel).order_by("notice__created_at", "pk"))
        if claimed := [one for one in together if _taken(one, now)]:
            return claimed
    return []


def _taken(one: Delivery, now: datetime) -> bool:
    if rules.is_stale(one.due, now):
        one.state, one.error = State.DROPPED.value, "too old"
        one.save(update_fields=["state", "error"])
        return False
    if one.state == State.SENDING:
        after = rules.after_interruption(interruptions=one.interruptions, now=now)
        one.interruptions += 1
        if after.state is not State.WAITING:
            one.state = after.state.value
            one.save(update_fields=["state", "interruptions"])
            return False
    one.state, one.due, one.tries = State.SENDING.value, now + rules.LEASE, one.tries + 1
    one.save(update_fields=["state", "due", "tries", "interruptions"])
    return True


def _send(post: Post, claimed: Sequence[Delivery], now: datetime) -> tuple[State | Failure, str]:
    """Send one message; return what happened and the name of the failure."""
    first = claimed[0]
    reader = reader_of(first.notice.person)
    try:
        if first.channel == Channel.SMS and reader.phone:
            gateway().sms(reader.phone, _short(first.notice))
        elif first.channel == Channel.EMAIL and reader.email:
            _letter(post, claimed, reader, now)
        else:
            return State.DROPPED, "no contact"
    except (OSError, ValueError) as error:
        if first.channel == Channel.EMAIL and _is_away(error):
            post.leave_mail()
        return _failure_of(error)
    return State.SENT, ""


def _sender(notice: Notice | None, language: str) -> Sender:
    """Return who speaks in ``notice``; the whole platform for a digest."""
    with translation.override(language):
        if notice is None or notice.territory is None:
            return Sender(_("منصة تضافر"))
        return Sender(notice.territory.name, notice.territory.host or "")


def _item(notice: Notice, said_by: Sender, *, named: bool = False) -> Item:
    return Item(
        title=notice.title,
        body=notice.body,
        link=said_by.absolute(notice.address, notice.language),
        language=script_of(f"{notice.title} {notice.body}"),
        said_by=said_by.name if named else "",
    )


def _short(notice: Notice) -> str:
    said_by = _sender(notice, notice.language)
    return short_text(said_by, _item(notice, said_by))


def _letter(post: Post, claimed: Sequence[Delivery], reader: Reader, now: datetime) -> None:
    first = claimed[0]
    digest = "" if first.cadence == Cadence.IMMEDIATE else first.cadence
    language = reader.language if digest else first.notice.language
    said_by = _sender(None if digest else first.notice, language)
    items = [_item(one.notice, _sender(one.notice, language), named=bool(digest)) for one in claimed]
    mail = letter(
        Reader(person_id=reader.person_id, email=reader.email, phone=reader.phone, language=language),
        said_by,
        items,
        name=f"{first.notice.code.lower()}.{first.pk}",
        digest=digest,
        connection=post.mail,
    )
    mail.send()
    if shows_messages():
        keep_for_demonstration(
            kind=ContactKind.EMAIL, to=reader.email, subject=str(mail.subject), text=str(mail.body), now=now
        )


def _is_away(error: Exception) -> bool:
    """Tell a mail server that is gone from one that answers no."""
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return True
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def _failure_of(error: Exception) -> tuple[Failure, str]:
    """Tell a refusal for good from one that may pass; name it without what it said."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {code for code, _ in error.recipients.values()}
        for_good = bool(codes) and all(code in _FOR_GOOD for code in codes)
        return (Failure.PERMANENT if for_good else Failure.TEMPORARY), f"{name} {max(codes, default='')}"
    if isinstance(error, smtplib.SMTPDataError):
        for_good = error.smtp_code in _FOR_GOOD
        return (Failure.PERMANENT if for_good else Failure.TEMPORARY), f"{name} {error.smtp_code}"
    # An address or a header that cannot be written will not be better tomorrow.
    if isinstance(error, ValueError):
        return Failure.PERMANENT, name
    return Failure.TEMPORARY, name


def _settle(claimed: Sequence[Delivery], outcome: tuple[State | Failure, str], now: datetime) -> None:
    happened, error = outcome
    for one in claimed:
        one.error = error
        if isinstance(happened, Failure):
            after = rules.after_failure(happened, tries=one.tries, now=now)
            one.state, one.due = after.state.value, after.due
        else:
            one.state, one.sent_at = happened.value, now if happened is State.SENT else None
        one.save(update_fields=["state", "due", "sent_at", "error"])


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Erase what is too old or whose reader left (§ notifications-stale); return how many notices went."""
    with everywhere():
        gone = Notice.objects.filter(Q(created_at__lt=now - rules.KEPT) | Q(person__closed_at__isnull=False))
        Preference.objects.filter(person__closed_at__isnull=False).delete()
        finished = Delivery.objects.exclude(state__in=[State.WAITING, State.SENDING])
        finished.filter(due__lt=now - rules.DELIVERIES_KEPT).delete()
        _, erased = gone.delete()
    return erased.get("notifications.Notice", 0)
