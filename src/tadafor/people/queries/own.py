"""What is held on one person, across territories: it is theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.paginator import Page

from tadafor.kernel.deeds import Deed, Deeds, deeds_of, followed_by
from tadafor.kernel.pages import page_of
from tadafor.kernel.scopes import everywhere
from tadafor.people.models import Link, OneTimeCode, Person, Role, StatisticalFacts
from tadafor.people.queries.desk import facts_of


@dataclass(frozen=True)
class AccountPage:
    """Everything the page of an account shows."""

    person: Person
    facts: StatisticalFacts | None
    roles: list[Role]
    links: list[Link]
    second_factor: bool


def person(person_id: int) -> Person:
    """One account."""
    return Person.objects.get(pk=person_id)


def locked(person_id: int) -> Person:
    """One account, held until the end of the transaction: it cannot close meanwhile."""
    return Person.objects.select_for_update().get(pk=person_id)


def account_page(person_id: int) -> AccountPage:
    """Read what one's account shows."""
    return AccountPage(
        person=person(person_id),
        facts=facts_of(person_id),
        roles=[role for role in roles_of(person_id) if role.ended_at is None],
        links=[link for link in links_of(person_id) if link.ended_at is None],
        second_factor=Authenticator.objects.filter(user_id=person_id).exists(),
    )


def application_secrets(person_id: int) -> list[str]:
    """The secrets of a person's application for codes, decrypted."""
    found = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP)
    return [get_adapter().decrypt(one.data["secret"]) for one in found]


def own_deeds(person_id: int, *, channel: str, page: str | None, now: datetime) -> "tuple[Deeds, Page[Deed]]":
    """All that a person did, by channel, and one page of it (§ identity-own-page)."""
    with everywhere():
        found = deeds_of(person_id, now, channel)
        return found, _read(found, page)


def own_follows(person_id: int, *, page: str | None, now: datetime) -> "Page[Deed]":
    """One page of what a person follows (§ identity-own-page)."""
    with everywhere():
        return _read(followed_by(person_id, now), page)


def _read(found: Deeds, number: str | None) -> "Page[Deed]":
    page = page_of(found, number)
    page.object_list = list(page.object_list)
    return page


def roles_of(person_id: int) -> list[Role]:
    """Every role a person holds or held."""
    with everywhere():
        return list(
            Role.objects.filter(person_id=person_id)
            .select_related("territory__place__parent")
            .order_by("-given_at", "-pk")
        )


def links_of(person_id: int) -> list[Link]:
    """Every link of a person, ended ones too."""
    with everywhere():
        return list(
            Link.objects.filter(person_id=person_id)
            .select_related("territory__place__parent")
            .order_by("-confirmed_at", "-pk")
        )


def held_data(person_id: int) -> dict[str, Any]:
    """Everything this room holds on a person, to take away (§ accounts-data; law 09-08, article 7)."""
    mine = person(person_id)
    facts = facts_of(person_id)
    return {
        "account": {
            field: getattr(mine, field)
            for field in ("name", "email", "phone", "language", "channel", "registered_at", "last_login")
        },
        "declared_facts": {
            field: getattr(facts, field) for field in ("sex", "age_band", "disability", "mother_tongue")
        }
        if facts
        else None,
        "roles": [
            _row(role, "kind", "given_at", "reason", "ended_at", "end_reason") for role in roles_of(person_id)
        ],
        "links": [
            _row(link, "kind", "evidence", "confirmed_at", "ended_at", "end_reason")
            for link in links_of(person_id)
        ],
        "second_factors": [
            {"type": kind, "created_at": made}
            for kind, made in Authenticator.objects.filter(user_id=person_id).values_list(
                "type", "created_at"
            )
        ],
        "codes_of_the_last_day": [
            {"sent_to": code.contact, "at": code.asked_at}
            for code in OneTimeCode.objects.filter(contact__in=[mine.email or "", mine.phone or ""])
        ],
    }


def _row(held: Role | Link, *fields: str) -> dict[str, Any]:
    return {"territory": held.territory.slug} | {field: getattr(held, field) for field in fields}
