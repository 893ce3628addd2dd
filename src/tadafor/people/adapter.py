"""The way out for messages. The notifications room sends by the same gateway."""

import sys
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from tadafor.kernel.clock import now
from tadafor.people.actions.outbox import keep_for_demonstration
from tadafor.people.rules import ContactKind


class MessageGateway(Protocol):
    """What an installation writes to send text messages through its operator."""

    def sms(self, to: str, text: str) -> None:
        """Send ``text`` to the E.164 number ``to``; raise OSError when it could not."""

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Send a letter; raise OSError when it could not."""


class ConsoleGateway:
    """E-mail goes by SMTP; text messages are printed, in a demonstration only, and kept to be read."""

    def sms(self, to: str, text: str) -> None:
        """Print the message in a demonstration; a real installation must name its own gateway."""
        if not shows_messages():
            raise OSError("no text message gateway: set TADAFOR_GATEWAY")
        sys.stdout.write(f"\n--- SMS {to}\n{text}\n")
        keep_for_demonstration(kind=ContactKind.PHONE, to=to, subject="", text=text, now=now())

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Send by Django's mail; keep a copy where a demonstration shows it."""
        letter = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
        if html:
            letter.attach_alternative(html, "text/html")
        letter.send()
        if shows_messages():
            keep_for_demonstration(kind=ContactKind.EMAIL, to=to, subject=subject, text=text, now=now())


def shows_messages() -> bool:
    """Whether messages may be shown: never outside a demonstration or a developer's machine."""
    return bool(settings.TADAFOR_DEMONSTRATION or settings.DEBUG)


def gateway() -> MessageGateway:
    """Return the way out that this installation chose (``TADAFOR_GATEWAY``)."""
    chosen: MessageGateway = import_string(settings.TADAFOR_GATEWAY)()
    return chosen
