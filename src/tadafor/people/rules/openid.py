"""What the national identity provider says of a person, and whether it confirms a link.

The prose is ``docs/rules/identity.md`` (§ identity-openid).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.people.rules.confirming import Eligibility, ages_reached


class OpenidRefusal(StrEnum):
    """Why the provider's word confirms nothing."""

    DENIED = "denied"
    FAILED = "failed"
    SIGNED_OUT = "signed_out"
    LEVEL = "level"
    ELSEWHERE = "elsewhere"
    TAKEN = "taken"


@dataclass(frozen=True)
class Provider:
    """What an installation accepts of its provider: the levels (``acr``), the claim that names the place."""

    levels: frozenset[str]
    place_claim: str


def refuse_claims(
    claims: Mapping[str, object], *, provider: Provider, place_codes: Collection[str]
) -> OpenidRefusal | None:
    """Say why these claims do not confirm that somebody lives in this place (§ identity-openid)."""
    if str(claims.get("acr", "")) not in provider.levels:
        return OpenidRefusal.LEVEL
    return None if str(claims.get(provider.place_claim, "")) in place_codes else OpenidRefusal.ELSEWHERE


def eligibility_from(claims: Mapping[str, object], *, today: date) -> Eligibility:
    """Keep the ages reached; the name, the date of birth and the rest are dropped."""
    try:
        born = date.fromisoformat(str(claims.get("birthdate", "")))
    except ValueError:
        return Eligibility()
    return Eligibility(old_enough=ages_reached(born, today))
