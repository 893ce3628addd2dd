"""The identity providers of a territory: named, changed, stopped (§ identity-openid-territory).

The row of the counter's settings is locked first: it orders those who act at once.
"""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import CounterSettings, IdentityProvider
from tadafor.people.queries import openid
from tadafor.people.rules import GIVE_ROLES
from tadafor.people.rules.openid import ProviderRefusal, Terms, refuse_terms


@transaction.atomic
def name_provider(
    *, actor: Actor, territory_id: int, terms: Terms, secret: str, now: datetime
) -> IdentityProvider:
    """Name a provider whose word confirms that somebody lives here. Raises Refused."""
    _locked(territory_id)
    others = openid.providers_here(territory_id)
    _check(actor, territory_id, terms, others, has_secret=bool(secret))
    made = IdentityProvider(
        territory_id=territory_id,
        number=openid.next_number(territory_id),
        sealed_secret=openid.sealed_secret(territory_id, secret),
        named_by_id=actor.signer,
        named_at=now,
    )
    _write(made, terms)
    made.save(force_insert=True)
    _record(actor, "name_provider", made, now, terms)
    return made


@transaction.atomic
def change_provider(
    *, actor: Actor, territory_id: int, number: int, terms: Terms, secret: str, now: datetime
) -> IdentityProvider:
    """Change what is accepted of a provider; no ``secret`` keeps the one of the same address.

    Raises Refused.
    """
    _locked(territory_id)
    held = _standing(territory_id, number)
    others = [one for one in openid.providers_here(territory_id) if one.pk != held.pk]
    _check(actor, territory_id, terms, others, has_secret=bool(secret) or terms.server == held.server)
    if secret:
        held.sealed_secret = openid.sealed_secret(territory_id, secret)
    _write(held, terms)
    held.save()
    _record(actor, "change_provider", held, now, terms, new_secret=bool(secret))
    return held


@transaction.atomic
def stop_provider(*, actor: Actor, territory_id: int, number: int, now: datetime) -> None:
    """Confirm nobody by this provider any more; what it confirmed stands. Raises Refused."""
    _locked(territory_id)
    held = _standing(territory_id, number)
    if not actor.has_role(territory_id, *GIVE_ROLES):
        raise Refused(ProviderRefusal.NOT_ALLOWED)
    held.stopped_at, held.sealed_secret = now, ""
    held.save(update_fields=["stopped_at", "sealed_secret"])
    _record(actor, "stop_provider", held, now)


def _locked(territory_id: int) -> None:
    with within(territory_id):
        CounterSettings.objects.get_or_create(territory_id=territory_id)
        CounterSettings.objects.select_for_update().get(territory_id=territory_id)


def _standing(territory_id: int, number: int) -> IdentityProvider:
    held = openid.provider_numbered(territory_id, number)
    if held is None:
        raise Refused(ProviderRefusal.STOPPED)
    return held


def _check(
    actor: Actor, territory_id: int, terms: Terms, others: list[IdentityProvider], *, has_secret: bool
) -> None:
    refusal = refuse_terms(
        terms,
        roles=actor.roles_in(territory_id),
        others=[one.server for one in others],
        has_secret=has_secret,
        private=settings.TADAFOR_OPENID_PRIVATE,
    )
    if refusal:
        raise Refused(refusal)


def _write(provider: IdentityProvider, terms: Terms) -> None:
    provider.name, provider.server, provider.client_id = terms.name, terms.server, terms.client_id
    provider.levels, provider.place_claim = list(terms.levels), terms.place_claim
    provider.place_values = list(terms.place_values)


def _record(
    actor: Actor,
    verb: str,
    provider: IdentityProvider,
    now: datetime,
    terms: Terms | None = None,
    **content: object,
) -> None:
    """Leave a row; the secret is never in it."""
    audit.record(
        actor=actor,
        territory_id=provider.territory_id,
        verb=f"people.{verb}",
        subject=f"provider:{provider.number}",
        now=now,
        content=(asdict(terms) if terms else {"name": provider.name}) | content,
    )
