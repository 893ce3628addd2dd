"""Codes sent, and what a demonstration shows of its messages."""

import hmac
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet

from tadafor.people.models import CodeDay, DemonstrationMessage, OneTimeCode
from tadafor.people.rules import Contact, ContactKind


def keyed_hash(purpose: str, secret: str) -> str:
    """Return what is kept instead of ``secret``; useless without the key of the installation."""
    return hmac.digest(_key(purpose, settings.SECRET_KEY), secret.encode(), "sha256").hex()


@lru_cache(maxsize=50)
def _key(purpose: str, secret_key: str) -> bytes:
    return sha256(f"tadafor.people.{purpose}{secret_key}".encode()).digest()


def code_waiting(browser: str, *, now: datetime) -> Contact | None:
    """To which contact this browser asked for a code that still holds."""
    codes = OneTimeCode.objects.filter(browser_hash=keyed_hash("browser", browser))
    code = codes.filter(used_at__isnull=True, expires_at__gt=now).first() if browser else None
    return None if code is None else Contact(ContactKind(code.contact_kind), code.contact)


def codes_of_day(territory_id: int | None, day: date) -> int:
    """How many codes went by phone that day."""
    days = CodeDay.objects.filter(day=day)
    mine = (
        days.filter(territory__isnull=True)
        if territory_id is None
        else days.filter(territory_id=territory_id)
    )
    found = mine.first()
    return found.sent if found else 0


def demonstration_messages() -> QuerySet[DemonstrationMessage, DemonstrationMessage]:
    """The last messages of the demonstration, newest first."""
    return DemonstrationMessage.objects.order_by("-pk")
