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
    rf"|(?<!\w)(?:عنوانه|عنوانها|وعنوانه|وعنوانها|الساكن|الساكنة|القاطن|القاطنة|يسكن|تسكن|يقطن|تقطن)[ :،ب]"
    rf"[^\n.؛;]{{0,60}}?(?:عمارة|العمارة|شقة|الشقة|منزل|المنزل|دار|رقم)\s?(?:رقم\s?)?{_DIGIT}"
    rf"(?:[،,]?\s?(?:شقة|الشقة|الطابق)\s?(?:رقم\s?)?{_DIGIT})?"
    rf"|(?<![\w/]){_DIGIT}\s?(?:bis|ter)?,?\s(?:rue|avenue|av\.|bd|boulevard|impasse|derb|lotissement)"
    rf"\s[^\n.;,]{{2,40}}",
    re.IGNORECASE,
)

# Minutes are typed by ear: the card after its name, its letters in Arabic or after a space, its digits apart;
# the telephone with a dash that does not break or its first digits in brackets.
_SIGN = r"[\d\u0660-\u0669\u06f0-\u06f9]"
_SPACE = r"[ .\-\u2010-\u2015\u00a0\u202f]"
# Not a short word before a sum or a year: «في 2024».
_LETTERS = (
    rf"(?!(?:في|من|عن|مع|أو|او|لا|ما|هو|هي)(?![A-Za-z\u0621-\u064a]))"
    rf"(?:[A-Za-z]{{1,2}}|[\u0621-\u064a]{_SPACE}?[\u0621-\u064a]?)"
)
_DIGITS_APART = rf"{_SIGN}(?:{_SPACE}?{_SIGN}){{4,7}}"
_CARD_SAID = (
    r"(?:بطاقة\s(?:ال)?(?:تعريف|وطنية|هوية)|بطاقته|بطاقتها|بطاقتي|ب\.ت\.و|البطاقة\sالوطنية|للبطاقة\sالوطنية)"
    r"[^\n.؛;،,\d\u0660-\u0669\u06f0-\u06f9]{0,40}?"
    r"|(?<![A-Za-z])(?:CNIE|CIN|C\.N\.I\.E\.?|C\.I\.N\.?)[^\n\w]{0,4}(?:n[°º]\s?)?"
)
_CARD = re.compile(
    rf"(?:{_CARD_SAID})(?<![^\W\d_])"
    rf"(?P<card>{_LETTERS}{_SPACE}?{_DIGITS_APART}|{_DIGITS_APART}{_SPACE}?{_LETTERS}(?![^\W\d_]))(?!{_SIGN})",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<!{_SIGN})\(?(?:(?:\+|00|٠٠)(?:212|٢١٢){_SPACE}?(?:\(0\))?|[0٠۰])(?:[5-8]|[٥-٨]|[۵-۸])"
    rf"(?:\)?{_SPACE}?{_SIGN}){{8}}(?!{_SIGN})"
)
_APART = ((_CARD, "card", Private.IDENTITY_CARD), (_PHONE, 0, Private.PHONE), (_HOME, 0, Private.ADDRESS))


def findings(text: str) -> list[Finding]:
    """Return what looks like personal data in ``text``, in order and without overlap (§ councils-11)."""
    known = [
        Finding(start, end, _OF[signal], text[start:end]) for signal, start, end in personal_data_spans(text)
    ]
    heard = [
        Finding(m.start(part), m.end(part), kind, m.group(part))
        for pattern, part, kind in _APART
        for m in pattern.finditer(text)
    ]
    kept: list[Finding] = []
    for one in sorted([*known, *heard], key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def redacted(text: str, found: Iterable[Finding]) -> str:
    """Return ``text`` with each finding masked (§ councils-11)."""
    for finding in sorted(found, reverse=True):
        text = f"{text[: finding.start]}{MASK}{text[finding.end :]}"
    return text
