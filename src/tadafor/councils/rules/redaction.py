"""Personal data in a text that is about to be published, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tadafor.moderation.rules import MASK, Signal, personal_data_spans


class Private(StrEnum):
    """What may not stand in published minutes."""

    PHONE = "phone"
    EMAIL = "email"
    IDENTITY_CARD = "identity_card"
    BANK = "bank"
    ADDRESS = "address"


@dataclass(frozen=True, order=True)
class Finding:
    """A piece of a text that names somebody: where it stands and what it seems to be."""

    start: int
    end: int
    kind: Private
    text: str


_OF = {
    Signal.PHONE: Private.PHONE,
    Signal.EMAIL: Private.EMAIL,
    Signal.IDENTITY_CARD: Private.IDENTITY_CARD,
    Signal.BANK: Private.BANK,
    Signal.ADDRESS: Private.ADDRESS,
}


def findings(text: str) -> list[Finding]:
    """Return what looks like personal data in ``text``, in order and without overlap (§ councils-11)."""
    return [
        Finding(start, end, _OF[signal], text[start:end]) for signal, start, end in personal_data_spans(text)
    ]


def redacted(text: str, found: Iterable[Finding]) -> str:
    """Return ``text`` with each finding masked (§ councils-11)."""
    for finding in sorted(found, reverse=True):
        text = f"{text[: finding.start]}{MASK}{text[finding.end :]}"
    return text
