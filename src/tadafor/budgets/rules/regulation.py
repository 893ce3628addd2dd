"""What the regulation of an edition may state (``docs/rules/budgets.md``)."""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum


class EnvelopeRefusal(StrEnum):
    """Why money may not be shared out so."""

    NO_NAME = "no_name"
    NAME_TAKEN = "name_taken"
    NO_MONEY = "no_money"


def refuse_envelope(*, name: str, amount: Decimal, taken: Collection[str]) -> EnvelopeRefusal | None:
    """Say why an envelope may not be added (§ budgets-envelopes)."""
    if not name.strip():
        return EnvelopeRefusal.NO_NAME
    if name in taken:
        return EnvelopeRefusal.NAME_TAKEN
    return None if amount > 0 else EnvelopeRefusal.NO_MONEY
