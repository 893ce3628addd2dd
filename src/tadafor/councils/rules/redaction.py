"""Personal data in a text that is about to be published, and the text without it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tadafor.moderation.rules import Signal, personal_data_spans

MASK = "█████"


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
}
# A home is told by a word for a way or a house, then a number close by, on the same line.
_WAYS = (
    "زنقة|زنقه|شارع|درب|حي|إقامة|اقامة|تجزئة|عمارة|دوار|الساكن(?:ة)?|القاطن(?:ة)?"
    "|rue|avenue|av\\.|bd|boulevard|r[ée]sidence|lotissement|immeuble|appartement|appt|douar|quartier|hay"
)
_NUMBER = "(?:رقم|عدد|الرقم|n°|nº|no\\.?|numéro|num\\.?)\\s*\\d{1,4}"
_ADDRESS = re.compile(
    rf"(?<!\w)(?:ب|ل|في\s)?(?:ال)?(?:{_WAYS})(?!\w)[^\n.؛;،,]{{1,60}}?[،,]?\s*{_NUMBER}(?!\d)"
    rf"|(?<!\w){_NUMBER}[،,]?\s*(?:{_WAYS})(?!\w)[^\n.؛;،,]{{2,40}}",
    re.IGNORECASE,
)


def findings(text: str) -> list[Finding]:
    """Return what looks like personal data in ``text``, in order and without overlap (§ councils-11)."""
    found = [
        Finding(start, end, _OF[signal], text[start:end]) for signal, start, end in personal_data_spans(text)
    ]
    found += [
        Finding(match.start(), match.end(), Private.ADDRESS, match.group())
        for match in _ADDRESS.finditer(text)
    ]
    kept: list[Finding] = []
    for finding in sorted(found):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def redacted(text: str, found: Iterable[Finding]) -> str:
    """Return ``text`` with each finding masked (§ councils-11)."""
    for finding in sorted(found, reverse=True):
        text = f"{text[: finding.start]}{MASK}{text[finding.end :]}"
    return text
