"""Personal data in a text: what it seems to be, where it stands, the text without it."""

import re
from enum import StrEnum


class Signal(StrEnum):
    """A kind of personal data that a text seems to hold."""

    PHONE = "phone"
    EMAIL = "email"
    IDENTITY_CARD = "identity_card"
    BANK = "bank"
    ADDRESS = "address"


MASK = "█████"
# What no lamp and no school has either: an address may be theirs.
SURELY_PERSONAL = frozenset(Signal) - {Signal.ADDRESS}
_DIGITS = str.maketrans({chr(start + n): str(n) for start in (0x0660, 0x06F0) for n in range(10)})
_SEPARATED = r"[ .\-\u00a0/]?"
_PHONE = re.compile(rf"(?<![\d+])(?:(?:\+|00)212{_SEPARATED}(?:\(0\))?|0)[5-8](?:{_SEPARATED}\d){{8}}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}")
# Letters then five to seven digits, close together; sums, roads and distances are written so too.
_CARD = re.compile(
    r"(?<![A-Za-z\d])(?!(?:DH|MD|KM|RN|RR|RP|CP|HA)\d)[A-Z]{1,2}\d{5,7}(?![A-Za-z\d])", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ \-\u00a0]?\d){12,23}(?!\d)")
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
_RIB = 24
_PAY_CARD = range(13, 20)


def personal_data_in(text: str) -> tuple[Signal, ...]:
    """Return the kinds of personal data that ``text`` seems to hold (§ moderation-personal-data).

    It warns before publication and refuses nothing: a commune's own number is public.
    """
    found = {signal for signal, _, _ in personal_data_spans(text)}
    return tuple(signal for signal in Signal if signal in found)


def personal_data_spans(text: str) -> list[tuple[Signal, int, int]]:
    """Return each piece of personal data that ``text`` seems to hold, in order and without overlap."""
    text = text.translate(_DIGITS)  # one sign for one sign: places stay
    simple = (
        (Signal.PHONE, _PHONE),
        (Signal.EMAIL, _EMAIL),
        (Signal.IDENTITY_CARD, _CARD),
        (Signal.ADDRESS, _ADDRESS),
    )
    found = [(signal, m.start(), m.end()) for signal, kind in simple for m in kind.finditer(text)]
    numbers = (m for m in _LONG_NUMBER.finditer(text) if _is_bank_number(m.group()))
    found += [(Signal.BANK, m.start(), m.end()) for m in numbers]
    kept: list[tuple[Signal, int, int]] = []
    for one in sorted(found, key=lambda one: one[1:]):
        if not kept or one[1] >= kept[-1][2]:
            kept.append(one)
    return kept


def masked(text: str) -> str:
    """Return ``text`` with each piece of personal data masked (§ moderation-personal-data)."""
    for _, start, end in reversed(personal_data_spans(text)):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return text


def _is_bank_number(written: str) -> bool:
    number = re.sub(r"\D", "", written)
    return len(number) == _RIB or (len(number) in _PAY_CARD and _passes_luhn(number))


def _passes_luhn(number: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in number[::-2])) % 10 == 0
