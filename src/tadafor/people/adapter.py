"""The way out for messages, and what allauth asks of this house.

The notifications room sends by the same gateway.
"""

import base64
import sys
from contextlib import suppress
from functools import cache
from typing import Any, Protocol

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import override

from tadafor.kernel.clock import now, today
from tadafor.people import queries
from tadafor.people.actions import Asked, keep_for_demonstration
from tadafor.people.notices import budget_running_out, card_displaced, code_by_email, code_by_phone
from tadafor.people.rules import Budget, ContactKind, RoleKind


class MessageGateway(Protocol):
    """What an installation writes to send text messages through its operator."""

    def sms(self, to: str, text: str) -> None:
        """Send ``text`` to the E.164 number ``to``; raise OSError when it could not."""

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Send a letter; raise OSError when it could not."""


class ConsoleGateway:
    """E-mail goes by SMTP; text messages are printed, in a demonstration only, and kept to be read."""

    @property
    def sends_texts(self) -> bool:
        """Whether it can: an installation that named no operator offers e-mail instead."""
        return shows_messages()

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


def sends_texts() -> bool:
    """Whether text messages leave this installation; a gateway that does not say does."""
    return bool(getattr(gateway(), "sends_texts", True))


def deliver(asked: Asked, *, host: str) -> None:
    """Send a code to its contact, and to nobody else."""
    if asked.contact.kind is ContactKind.PHONE:
        gateway().sms(asked.contact.value, code_by_phone(asked.code, host))
        return
    letter = code_by_email(asked.code)
    gateway().email(asked.contact.value, letter.subject, letter.text, letter.html)


def warn_of_budget(budget: Budget, place: str) -> None:
    """Write to the administrators of the territory, each in their language."""
    if budget.territory_id is None:
        return
    administrators = queries.staff_ids(budget.territory_id, RoleKind.ADMINISTRATOR)
    sent = queries.codes_of_day(budget.territory_id, today())
    for person in queries.readers_of(administrators):
        if person.email:
            with override(person.language):
                letter = budget_running_out(place, sent, budget.daily)
            with suppress(OSError):  # the row of the log stays; whoever asked for a code has it
                gateway().email(person.email, letter.subject, letter.text, letter.html)


def tell_displaced(person_id: int | None, place: str) -> None:
    """Tell a displaced person on their confirmed contact, never on a screen (§ identity-displaces)."""
    for reader in queries.readers_of([person_id] if person_id else []):
        with override(reader.language), suppress(OSError):  # the row of the log stays
            letter = card_displaced(place)
            if reader.email:
                gateway().email(reader.email, letter.subject, letter.text, letter.html)
            elif reader.phone:
                gateway().sms(reader.phone, letter.text)


def is_safe_path(path: str) -> bool:
    """Whether ``path`` stays on this site, whatever a browser makes of it."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """allauth serves second factors here; codes, accounts and messages are our own."""

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths: no host is trusted, not even one of ours."""
        return bool(url) and is_safe_path(str(url))

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """The pages say what happened; allauth adds no sentence of its own."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002
        """Accounts are opened by our codes alone."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Secrets of second factors are unreadable in a copy of the database."""

    def encrypt(self, text: str) -> str:
        """Encrypt under a key that is not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read what ``encrypt`` wrote."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:  # noqa: ANN401
        """What the authenticator application shows."""
        return str(user.email or user.phone or user.pk)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:  # noqa: ANN401
        """How a passkey names its account."""
        label = self.get_totp_label(user)
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name or label, "name": label}


@cache
def _cipher() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tadafor second factors").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
