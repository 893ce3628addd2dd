"""The identity providers that territories named, and the box in which their secrets are kept."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

from tadafor.audit.queries import derived_key
from tadafor.kernel.scopes import within
from tadafor.people.models import IdentityProvider
from tadafor.territories.queries import territory_by_slug

__all__ = [
    "IdentityProvider",
    "next_number",
    "provider_code",
    "provider_coded",
    "provider_numbered",
    "providers_here",
    "sealed_secret",
    "secret_of",
]
DIGITS = 4


def providers_here(territory_id: int) -> list[IdentityProvider]:
    """Return the providers of a territory that were not stopped."""
    with within(territory_id):
        return list(IdentityProvider.objects.filter(stopped_at__isnull=True).order_by("number"))


def provider_numbered(territory_id: int, number: int) -> IdentityProvider | None:
    """Return one provider of a territory that was not stopped."""
    with within(territory_id):
        return IdentityProvider.objects.filter(number=number, stopped_at__isnull=True).first()


def next_number(territory_id: int) -> int:
    """Return the number of the next provider; those that were stopped keep theirs."""
    with within(territory_id):
        last = IdentityProvider.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def provider_code(slug: str, number: int) -> str:
    """Return the name of a provider in the address to which it sends people back."""
    return f"{slug}.{number}"


def provider_coded(code: str) -> IdentityProvider | None:
    """Return the provider of this name, whatever the territory."""
    slug, _dot, number = code.rpartition(".")
    territory = territory_by_slug(slug) if slug and number.isdecimal() and len(number) <= DIGITS else None
    return provider_numbered(territory.pk, int(number)) if territory else None


def sealed_secret(territory_id: int, secret: str) -> str:
    """Seal a secret under a key of the territory that is not in the database."""
    return _box(territory_id).encrypt(secret.encode()).decode()


def secret_of(provider: IdentityProvider) -> str:
    """Read the secret of a provider; empty when the key of the house is another one."""
    try:
        return _box(provider.territory_id).decrypt(provider.sealed_secret.encode()).decode()
    except InvalidToken:
        return ""


def _box(territory_id: int) -> Fernet:
    return Fernet(urlsafe_b64encode(derived_key(f"people.providers.{territory_id}")))
