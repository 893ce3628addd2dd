"""Messages as they are read: a page, a letter (HTML and plain text), an SMS."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.kernel.addresses import in_language
from tadafor.kernel.text import clean, clean_line
from tadafor.kernel.words import word
from tadafor.people.queries import Reader
from tadafor.ui.formatting import day, moment, number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLE_LIMIT = 300
SMS_TITLE_LIMIT = 100
_STOP = "notifications.stop"
# A letter at length is still written in Arabic for readers of Tamazight, in its direction too.
_FRAMES = {"zgh": "ar"}
_LINES = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Message:
    """What to tell, before it has a reader: lazy sentences and the facts that fill them.

    Facts may be words (``StrEnum``), days, moments, whole numbers, lazy sentences or plain text; each
    is written in the reader's language.
    """

    title: "StrOrPromise"
    body: "StrOrPromise" = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A message in one language."""

    title: str
    body: str


def write(message: Message, language: str) -> Written:
    """Write ``message`` in ``language``."""
    with translation.override(language):
        facts = {name: _said(fact) for name, fact in message.facts.items()}
        title, body = (str(text) % facts if facts else str(text) for text in (message.title, message.body))
    # What people typed is cleaned as a fact; a no-break space between digits must stay.
    return Written(_LINES.sub(" ", title).strip()[:TITLE_LIMIT], body.strip())


def _said(fact: object) -> object:
    if isinstance(fact, StrEnum):
        return word(fact)
    if isinstance(fact, datetime):
        return moment(fact)
    if isinstance(fact, date):
        return day(fact)
    if isinstance(fact, int | float | Decimal) and not isinstance(fact, bool):
        return number(fact)
    return clean(str(fact))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks: a territory, or the whole platform."""

    name: str
    host: str = ""

    def absolute(self, path: str, language: str) -> str:
        """Return ``path`` as an address that works from a mailbox."""
        base = settings.PUBLIC_ADDRESS.rstrip("/")
        if self.host:
            base = f"{'https' if settings.HTTPS else urlsplit(base).scheme}://{self.host}"
        return base + in_language(path, language)


@dataclass(frozen=True, slots=True)
class Item:
    """One notice inside a letter."""

    title: str
    body: str
    link: str
    language: str
    said_by: str = ""

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


def letter(
    reader: Reader,
    sender: Sender,
    items: Sequence[Item],
    *,
    name: str,
    digest: str = "",
    connection: BaseEmailBackend | None = None,
) -> EmailMultiAlternatives:
    """Write one e-mail. ``name`` is the same when it has to be sent again, so mailboxes show it once."""
    frame = _FRAMES.get(reader.language, reader.language)
    with translation.override(frame):
        stop = sender.absolute(f"/account/notices/stop/{stop_token(reader.person_id)}/", reader.language)
        subject = _subject(items, digest)
        facts = {
            "items": items,
            "sender": sender,
            "digest": digest,
            "subject": subject,
            "lead": _lead(digest),
            "language": frame,
            "direction": direction(frame),
            "start": "right" if direction(frame) == "rtl" else "left",
            "stop": stop,
            "choose": sender.absolute("/account/notices/choose/", reader.language),
        }
        text = render_to_string("notifications/letter.txt", facts)
        html = render_to_string("notifications/letter.html", facts)
        sender_name = clean_line(sender.name).replace('"', "")
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=f'"{sender_name}" <{settings.DEFAULT_FROM_EMAIL}>',
        to=[reader.email],
        connection=connection,
        headers={
            "Message-ID": f"<{name}@{host}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Content-Language": frame,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _subject(items: Sequence[Item], digest: str) -> str:
    if not digest or len(items) == 1:
        return clean_line(items[0].title)
    return ngettext("مستجد واحد يهمكم", "%(count)d مستجدات تهمكم", len(items)) % {"count": len(items)}


def _lead(digest: str) -> str:
    leads = {"daily": _("هذا ما جدّ منذ أمس."), "weekly": _("هذا ما جدّ هذا الأسبوع.")}
    return leads.get(digest, "")


def short_text(sender: Sender, item: Item) -> str:
    """Write one SMS: who speaks, what, and where to read it."""
    title = item.title if len(item.title) <= SMS_TITLE_LIMIT else item.title[: SMS_TITLE_LIMIT - 1] + "…"
    return f"{sender.name}: {title}\n{item.link}"


def stop_token(person_id: int) -> str:
    """Return a signed word that lets its holder stop this person's e-mails, and nothing else."""
    return signing.Signer(salt=_STOP).sign(str(person_id))


def person_of(token: str) -> int | None:
    """Return whose e-mails ``token`` may stop; None when it was not made here."""
    try:
        return int(signing.Signer(salt=_STOP).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
