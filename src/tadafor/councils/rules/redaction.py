"""Personal data in a text that is about to be published, and the text without it."""

import re
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


# Minutes tell homes as people say them aloud too: the number, then the way. In Arabic «12 زنقة» may be
# twelve streets, so a word for living there comes first; the French one is then in the singular.
_DIGIT = r"[\d\u0660-\u0669\u06f0-\u06f9]{1,4}"
_HOME = re.compile(
    rf"(?<!\w)(?:عنوان|بعنوان|وعنوان|الساكن|القاطن|الساكنة|القاطنة|يسكن|تسكن|يقطن|تقطن)[^\W\d_]{{0,3}}[ :،]"
    rf"[^\n.؛;]{{0,20}}?(?<!\w){_DIGIT}\s?(?:مكرر\s?)?[،,]?\s?(?:زنقة|زنقه|شارع|درب|ممر|إقامة|اقامة|تجزئة)"
    rf"(?!\w)[^\n.؛;،,]{{2,40}}"
    rf"|(?<![\w/]){_DIGIT}\s?(?:bis|ter)?,?\s(?:rue|avenue|av\.|bd|boulevard|impasse|derb|lotissement)"
    rf"\s[^\n.;,]{{2,40}}",
    re.IGNORECASE,
)


def findings(text: str) -> list[Finding]:
    """Return what looks like personal data in ``text``, in order and without overlap (§ councils-11)."""
    known = [
        Finding(start, end, _OF[signal], text[start:end]) for signal, start, end in personal_data_spans(text)
    ]
    homes = [Finding(m.start(), m.end(), Private.ADDRESS, m.group()) for m in _HOME.finditer(text)]
    kept: list[Finding] = []
    for one in sorted([*known, *homes]):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def redacted(text: str, found: Iterable[Finding]) -> str:
    """Return ``text`` with each finding masked (§ councils-11)."""
    for finding in sorted(found, reverse=True):
        text = f"{text[: finding.start]}{MASK}{text[finding.end :]}"
    return text
