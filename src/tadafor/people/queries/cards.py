"""A card number as it may be kept: a hash that belongs to one procedure of one territory."""

import hmac

from tadafor.audit.queries import derived_key
from tadafor.kernel.refusals import Refused
from tadafor.people.rules.cards import Card, CardKind, normal_number, refuse_number


def checked_card(kind: CardKind, typed: str) -> Card:
    """Return the card whose number was typed, written one way; raise Refused when it has not its shape."""
    number = normal_number(kind, typed)
    refusal = refuse_number(kind, number)
    if refusal is not None:
        raise Refused(refusal)
    return Card(kind, number)


def card_hash(procedure: str, territory_id: int, kind: CardKind, number: str) -> str:
    """Return what is kept instead of a number (§ identity-pseudonyms).

    The key is derived for this procedure of this territory, so the hashes of two procedures cannot be
    joined; whoever has the database without the master key learns nothing from it.
    """
    key = derived_key(f"people.card.{territory_id}.{procedure}")
    number = normal_number(kind, number)
    return hmac.digest(key, f"{kind.value}\n{number}".encode(), "sha256").hex()
