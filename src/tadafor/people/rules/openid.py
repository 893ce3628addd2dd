"""What the national identity provider says of a person, and whether it confirms a link.

The prose is ``docs/rules/identity.md`` (§ identity-openid).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from tadafor.people.rules import GIVE_ROLES, RoleKind
from tadafor.people.rules.confirming import Eligibility, ages_reached

MOST_PROVIDERS = 3


class OpenidRefusal(StrEnum):
    """Why the provider's word confirms nothing."""

    DENIED = "denied"
    FAILED = "failed"
    SIGNED_OUT = "signed_out"
    LEVEL = "level"
    ELSEWHERE = "elsewhere"
    TAKEN = "taken"


class ProviderRefusal(StrEnum):
    """Why a territory may not name this identity provider."""

    NOT_ALLOWED = "not_allowed"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_SAFE = "not_safe"
    NOT_PUBLIC = "not_public"
    NO_ANSWER = "no_answer"
    NO_LEVEL = "no_level"
    NO_PLACE = "no_place"
    SECRET_MISSING = "secret_missing"  # noqa: S105 -- a word, no secret
    NAMED_ALREADY = "named_already"
    TOO_MANY = "too_many"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Provider:
    """What is accepted of a provider: the levels (``acr``), the claim that names the place, its values."""

    levels: frozenset[str]
    place_claim: str
    place_values: frozenset[str] = frozenset()
    territory_id: int | None = None  # who named it; None is the whole installation


@dataclass(frozen=True)
class Terms:
    """What a territory says of its provider, but for the secret."""

    name: str
    server: str
    client_id: str
    levels: tuple[str, ...]
    place_claim: str
    place_values: tuple[str, ...] = ()


def refuse_terms(
    terms: Terms,
    *,
    roles: Collection[RoleKind],
    others: Collection[str],
    has_secret: bool,
    private: bool = False,
) -> ProviderRefusal | None:
    """Say why these terms name no provider (§ identity-openid-territory).

    ``others`` are the addresses of those the territory has already; ``private`` is for an installation
    that lets its provider stand in a network of its own, without HTTPS.
    """
    if not set(roles) & set(GIVE_ROLES):
        return ProviderRefusal.NOT_ALLOWED
    if refusal := refuse_address(terms.server, private=private):
        return refusal
    if not terms.levels:
        return ProviderRefusal.NO_LEVEL
    if not terms.place_claim:
        return ProviderRefusal.NO_PLACE
    if not has_secret:
        return ProviderRefusal.SECRET_MISSING
    if terms.server in others:
        return ProviderRefusal.NAMED_ALREADY
    return ProviderRefusal.TOO_MANY if len(others) >= MOST_PROVIDERS else None


def refuse_address(server: str, *, private: bool) -> ProviderRefusal | None:
    """Say why nothing is asked at this address (§ identity-openid-territory)."""
    try:
        parts = urlsplit(server)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return ProviderRefusal.NOT_AN_ADDRESS
    if not host or parts.query or parts.fragment or parts.username:
        return ProviderRefusal.NOT_AN_ADDRESS
    accepted = {"https", "http"} if private else {"https"}
    return None if parts.scheme in accepted else ProviderRefusal.NOT_SAFE


def refuse_provider(provider: Provider, *, territory_id: int) -> OpenidRefusal | None:
    """Say why a provider confirms nothing here: another commune named it (§ identity-openid-territory)."""
    return None if provider.territory_id in {None, territory_id} else OpenidRefusal.ELSEWHERE


def refuse_claims(
    claims: Mapping[str, object], *, provider: Provider, place_codes: Collection[str]
) -> OpenidRefusal | None:
    """Say why these claims do not confirm that somebody lives in this place (§ identity-openid)."""
    if str(claims.get("acr", "")) not in provider.levels:
        return OpenidRefusal.LEVEL
    accepted = provider.place_values or frozenset(place_codes)
    return None if str(claims.get(provider.place_claim, "")) in accepted else OpenidRefusal.ELSEWHERE


def eligibility_from(claims: Mapping[str, object], *, today: date) -> Eligibility:
    """Keep the ages reached; the name, the date of birth and the rest are dropped."""
    try:
        born = date.fromisoformat(str(claims.get("birthdate", "")))
    except ValueError:
        return Eligibility()
    return Eligibility(old_enough=ages_reached(born, today))
