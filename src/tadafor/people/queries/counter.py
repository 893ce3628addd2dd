"""What the counter asks: whose card, who waits for a second look, how many acts a clerk did a day."""

import hmac
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.audit.queries import derived_key
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import CASABLANCA, day_of, start_of
from tadafor.kernel.refusals import sentence
from tadafor.kernel.scopes import within
from tadafor.kernel.text import search_text
from tadafor.people.actor import Actor
from tadafor.people.models import (
    Assistance,
    CounterSettings,
    HeldCard,
    Link,
    Person,
    Registration,
    Role,
)
from tadafor.people.queries.cards import card_hash
from tadafor.people.rules import CONFIRM_LINKS
from tadafor.people.rules.cards import Card
from tadafor.people.rules.confirming import Eligibility
from tadafor.people.rules.counter import CounterRefusal, refuse_second

LINK, RECEIPT = "link", "receipt"
PERCENT = 100


def link_hash(territory_id: int, card: Card) -> str:
    """The pseudonym of a card for confirming links."""
    return card_hash(LINK, territory_id, card.kind, card.number)


def holds_card(person_id: int | None, territory_id: int, card: Card) -> bool:
    """Whether this very card is the one that confirmed the link of this person to the territory."""
    if person_id is None:
        return False
    held = HeldCard.objects.filter(territory_id=territory_id, person_id=person_id)
    return held.filter(card_hash=link_hash(territory_id, card)).exists()


def receipt_hash(territory_id: int, card: Card) -> str:
    """The pseudonym of a card for claiming a receipt."""
    return card_hash(RECEIPT, territory_id, card.kind, card.number)


def subject_hash(territory_id: int, identity: str) -> str:
    """The pseudonym of a provider's subject."""
    return hmac.new(derived_key(f"people.openid.{territory_id}"), identity.encode(), sha256).hexdigest()


def household_hash(territory_id: int, address: str) -> str:
    """The pseudonym of an address, to know one's own household; nothing for no address."""
    folded = search_text(address)
    if not folded:
        return ""
    return hmac.new(derived_key(f"people.household.{territory_id}"), folded.encode(), sha256).hexdigest()


def drawn(territory_id: int, act: str) -> int:
    """A number below 100 for an act: the same each time, and nobody foresees it (§ identity-second)."""
    told = hmac.new(derived_key(f"people.second.{territory_id}"), act.encode(), sha256).digest()
    return int.from_bytes(told[:8]) % PERCENT


def settings_of(territory_id: int) -> CounterSettings:
    """What the commune chose for its counter, or what holds until it does."""
    with within(territory_id):
        return CounterSettings.objects.filter(pk=territory_id).first() or CounterSettings(pk=territory_id)


def households_of(territory_id: int, person_id: int | None) -> set[str]:
    """The households of a person, as pseudonyms."""
    with within(territory_id):
        links = Link.objects.standing().filter(person_id=person_id or 0).exclude(household="")
        return set(links.values_list("household", flat=True))


def family_confirmed_by(territory_id: int, clerk_id: int | None) -> int:
    """How many of their own family a clerk has confirmed here."""
    with within(territory_id):
        return Link.objects.filter(confirmed_by_id=clerk_id, is_family=True).count()


def holder_of(territory_id: int, card: Card) -> Person | None:
    """Whose card it is here; the open account only."""
    with within(territory_id):
        held = HeldCard.objects.filter(card_hash=link_hash(territory_id, card)).select_related("person")
        found = held.filter(person__closed_at__isnull=True).first()
    return found.person if found else None


def registered_by_at(territory_id: int, clerk_id: int, person_id: int) -> date | None:
    """The last day on which this clerk registered or confirmed this person (§ identity-seven-days)."""
    with within(territory_id):
        mine = {"person_id": person_id}
        moments = [
            *Link.objects.filter(confirmed_by_id=clerk_id, **mine).values_list("confirmed_at", flat=True),
            *Registration.objects.filter(registered_by_id=clerk_id, **mine).values_list(
                "registered_at", flat=True
            ),
        ]
    return day_of(max(moments)) if moments else None


def card_marks(territory_id: int, person_id: int) -> list[str]:
    """The pseudonyms of the cards a person holds here, for a procedure that makes its own of them."""
    with within(territory_id):
        held = HeldCard.objects.filter(person_id=person_id).order_by("since", "pk")
        return list(held.values_list("card_hash", flat=True))


def assisting_now(territory_id: int, now: datetime) -> list[Assistance]:
    """Who acts for whom at the counter at this moment."""
    with within(territory_id):
        lasting = Assistance.objects.filter(ended_at__isnull=True, ends_at__gt=now)
        return list(lasting.select_related("clerk", "person").order_by("-begun_at"))


def eligibility_of(person_id: int, territory_id: int) -> Eligibility | None:
    """What a procedure may ask of a person whose link here holds; None when it does not."""
    with within(territory_id):
        return _eligibility(_held_links.all(person=person_id))


def eligibility_with_cards(person_id: int, territory_id: int) -> tuple[Eligibility | None, list[str]]:
    """The same, with the pseudonyms of the cards (see ``card_marks``), in one question."""
    with within(territory_id):
        return _with_cards(_links_and_cards.all(person=person_id))


def eligibility_sent(person_id: int, territory_id: int) -> Callable[[], tuple[Eligibility | None, list[str]]]:
    """The same, sent beside other questions; what comes back is called once they left."""
    with within(territory_id):
        links = _links_and_cards.sent(person=person_id)
    return lambda: _with_cards(links())


def _with_cards(links: Sequence[Any]) -> tuple[Eligibility | None, list[str]]:
    return _eligibility(links), links[0].cards if links else []


@asked_once
def _held_links(person: int) -> QuerySet[Link]:
    return Link.objects.active().filter(person_id=person).order_by("pk")


@asked_once
def _links_and_cards(person: int) -> QuerySet[Any]:
    cards = HeldCard.objects.filter(person_id=OuterRef("person_id")).order_by("since", "pk")
    links = Link.objects.active().filter(person_id=person).order_by("pk")
    return links.annotate(cards=ArraySubquery(cards.values("card_hash")))


def _eligibility(links: Sequence[Link]) -> Eligibility | None:
    if not links:
        return None
    ages = sorted({age for link in links for age in link.old_enough})
    places = [link.neighbourhood_id for link in links if link.neighbourhood_id]
    return Eligibility(tuple(ages), places[0] if places else None)


# ---- the second check


@dataclass(frozen=True)
class ToCheck:
    """A confirmation that waits for a second look, with why this reader may not give it."""

    link: Link
    refusal: str
    late: bool


def unchecked(territory_id: int) -> QuerySet[Link, Link]:
    """What waits for a second look here, the soonest due first."""
    return (
        Link.objects.unchecked()
        .filter(territory_id=territory_id)
        .select_related("person", "confirmed_by")
        .order_by("second_due", "pk")
    )


def to_check(territory_id: int, actor: Actor, today: date) -> list[ToCheck]:
    """What waits, as this member of staff sees it."""
    mine = households_of(territory_id, actor.person_id)
    return [
        ToCheck(
            link,
            _said(
                refuse_second(
                    roles=actor.roles_in(territory_id),
                    checker=actor.person_id,
                    confirmed_by=link.confirmed_by_id,
                    person=link.person_id,
                    waits=True,
                    of_their_family=bool(link.household) and link.household in mine,
                )
            ),
            link.second_due is not None and link.second_due < today,
        )
        for link in unchecked(territory_id)
    ]


def _said(refusal: CounterRefusal | None) -> str:
    return sentence(refusal) if refusal else ""


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Say to the desk how many confirmations wait for a second person; not one's own."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        return []
    days = list(
        unchecked(territory_id).exclude(confirmed_by_id=actor.person_id).values_list("second_due", flat=True)
    )
    if not days:
        return []
    today = day_of(now)
    due = [day for day in days if day is not None]
    with within(territory_id):
        slug = Link.objects.unchecked().values_list("territory__slug", flat=True).first()
    return [
        Task(
            room="people",
            title=_("تأكيدات تنتظر نظرة موظف(ة) ثان(ية)"),
            address=reverse("people:second_checks", args=[slug]),
            count=len(days),
            late=sum(day < today for day in due),
            due=start_of(min(due)) if due else None,
            icon="shield-check",
        )
    ]


# ---- the public figures


@dataclass(frozen=True)
class ClerkDay:
    """What one clerk, by number, did in one day (§ identity-figures)."""

    day: date
    clerk: int
    confirmed: int
    registered: int
    checked: int
    assisted: int


def clerk_numbers(territory_id: int) -> dict[int, int]:
    """The number by which each member of staff is shown: the order of their first role here."""
    with within(territory_id):
        people = (
            Role.objects.filter(territory_id=territory_id).order_by("pk").values_list("person_id", flat=True)
        )
        return {person: number for number, person in enumerate(dict.fromkeys(people), start=1)}


def figures_of_counter(territory_id: int, *, since: date) -> list[ClerkDay]:
    """The acts of the counter per clerk and day, newest first (§ identity-figures)."""
    numbers = clerk_numbers(territory_id)
    with within(territory_id):
        asked: tuple[tuple[QuerySet[Any], str, str], ...] = (
            (Link.objects.all(), "confirmed_by", "confirmed_at"),
            (Registration.objects.all(), "registered_by", "registered_at"),
            (Link.objects.all(), "second_by", "second_at"),
            (Assistance.objects.all(), "clerk", "begun_at"),
        )
        counts = [_per_day(rows, who, when, since) for rows, who, when in asked]
    keys = {key for count in counts for key in count}
    rows = [
        ClerkDay(day, numbers.get(person, 0), *(count[day, person] for count in counts))
        for day, person in keys
    ]
    return sorted(rows, key=lambda row: (-row.day.toordinal(), row.clerk))


def _per_day(
    rows: "QuerySet[Link] | QuerySet[Registration] | QuerySet[Assistance]", who: str, when: str, since: date
) -> Counter[tuple[date, int]]:
    found = (
        rows.filter(**{f"{when}__gte": start_of(since), f"{who}__isnull": False})
        .annotate(day=TruncDate(when, tzinfo=CASABLANCA))
        .values_list("day", who)
        .annotate(many=Count("pk"))
        .order_by()
    )
    return Counter({(day, person): many for day, person, many in found})


def registration_here(registration_id: int) -> Registration | None:
    """A registration of this territory."""
    return Registration.objects.select_related("person").filter(pk=registration_id).first()


def registration_of_card(territory_id: int, card: Card) -> Registration | None:
    """Whose receipt goes with this card."""
    found = Registration.objects.filter(card_hash=receipt_hash(territory_id, card))
    return found.select_related("person").first()


# ---- for the figures of a vote; called by the job that freezes them


def linked_with_cards(territory_id: int) -> dict[int, list[str]]:
    """Everybody who ever had a link here, with the pseudonyms of the cards they hold."""
    with within(territory_id):
        found: dict[int, list[str]] = {
            person: [] for person in Link.objects.order_by().values_list("person_id", flat=True).distinct()
        }
        for person, held in HeldCard.objects.values_list("person_id", "card_hash"):
            found.setdefault(person, []).append(held)
    return found


def neighbourhoods_counted(territory_id: int, person_ids: Collection[int]) -> dict[int, int]:
    """How many of these people are linked to which neighbourhood, each counted once."""
    with within(territory_id):
        links = Link.objects.filter(person__pk__any=list(person_ids), neighbourhood__isnull=False)
        places = dict(links.order_by("-pk").values_list("person_id", "neighbourhood_id"))
    return dict(Counter(places.values()))
