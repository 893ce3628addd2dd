"""Numbers of identity documents: their shape, how they are written one way, what is refused.

The prose is ``docs/rules/identity.md``; each rule names its anchor there.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class CardKind(StrEnum):
    """The document that carries a number of its own."""

    NATIONAL = "national"
    RESIDENCE = "residence"
    PASSPORT = "passport"
    OTHER = "other"


class CardRefusal(StrEnum):
    """Why a number is not taken, or what was sealed is not opened."""

    EMPTY = "empty"
    NATIONAL_SHAPE = "national_shape"
    RESIDENCE_SHAPE = "residence_shape"
    PASSPORT_SHAPE = "passport_shape"
    OTHER_SHAPE = "other_shape"
    TAMPERED = "tampered"
    KEY_DESTROYED = "key_destroyed"


@dataclass(frozen=True)
class Card:
    """A document and its number; neither a page nor a log ever prints one by accident."""

    kind: CardKind
    number: str

    def __repr__(self) -> str:
        return f"Card({self.kind.value}, …)"

    __str__ = __repr__


# The national card (CNIE) bears one or two letters, then up to six digits; old numbers have fewer.
SHAPES = {
    CardKind.NATIONAL: re.compile(r"[A-Z]{1,2}[0-9]{1,6}"),
    CardKind.RESIDENCE: re.compile(r"[A-Z]{1,2}[0-9]{4,8}[A-Z]{0,2}"),
    CardKind.PASSPORT: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,12}"),
    CardKind.OTHER: re.compile(r"(?=.*[0-9])[A-Z0-9]{3,20}"),
}
_REFUSALS = {
    CardKind.NATIONAL: CardRefusal.NATIONAL_SHAPE,
    CardKind.RESIDENCE: CardRefusal.RESIDENCE_SHAPE,
    CardKind.PASSPORT: CardRefusal.PASSPORT_SHAPE,
    CardKind.OTHER: CardRefusal.OTHER_SHAPE,
}
LONGEST = 20
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_BETWEEN = re.compile(r"[\s\-./_\u200b-\u200f\u202a-\u202e\u2060-\u2069\u0640\ufeff]+")
_ZEROS = re.compile(r"^([A-Z]{1,2})0+(?=[0-9])")


def normal_number(kind: CardKind, typed: str) -> str:
    """Return a number written one way: upper case, Western digits, nothing between (§ identity-numbers).

    The zeros that some offices put before the digits of a national card are not part of it.
    """
    number = _BETWEEN.sub("", typed.translate(_DIGITS)).upper()
    return _ZEROS.sub(r"\1", number) if kind is CardKind.NATIONAL else number


def refuse_number(kind: CardKind, number: str) -> CardRefusal | None:
    """Say why a number, once written one way, is not one of this document (§ identity-numbers)."""
    if not number:
        return CardRefusal.EMPTY
    return None if SHAPES[kind].fullmatch(number) else _REFUSALS[kind]
