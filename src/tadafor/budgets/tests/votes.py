"""A vote ready at any point of its way: projects, a key whose shares are known, voters."""

import secrets
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tadafor.budgets.actions import casting, keys
from tadafor.budgets.models import Edition, Envelope, PhaseDays, Project
from tadafor.budgets.queries.voting import vote_name
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import HeldCard, Link
from tadafor.people.rules import Channel, Level, RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.traces.actions import open_trace
from tadafor.traces.rules import Visibility

BEFORE = datetime(2026, 5, 20, 10, tzinfo=UTC)
VOTING = datetime(2026, 6, 3, 10, tzinfo=UTC)
CLOSED = datetime(2026, 6, 11, 9, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2026, 6, 1), date(2026, 6, 10)
SYMBOLS = ("lightbulb", "droplets", "tree-palm", "school")
COLOURS = ("green", "saffron", "terracotta", "plain")
PRICES = (100_000, 150_000, 200_000, 250_000)


def staff(territory, *kinds, name="موظفة تجريبية"):
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def committee(territory):
    return staff(territory, RoleKind.COMMITTEE, name="عضوة اللجنة")


def clerk(territory):
    return staff(territory, RoleKind.CLERK, name="موظفة الشباك")


def acting_for(voter, clerk_actor):
    """A clerk before whom the voter stands with their card."""
    from dataclasses import replace

    return replace(voter, channel=Channel.DESK, clerk_id=clerk_actor.person_id)


def voter(territory, *, ages=(15, 16, 18), card=None, name="زينب التجريبية"):
    person = make_person(name)
    with within(territory.pk):
        Link.objects.create(
            territory=territory,
            person=person,
            kind="residence",
            evidence="national_card",
            proof="desk",
            old_enough=list(ages),
            confirmed_at=datetime(2024, 1, 2, 9, tzinfo=UTC),
        )
        if card:
            hold(territory, person.pk, card)
    return Actor(person_id=person.pk, name=person.name, level=Level.LINK, links=frozenset({territory.pk}))


def hold(territory, person_id, card):
    HeldCard.objects.create(
        territory=territory,
        person_id=person_id,
        card_hash=card,
        proof="desk",
        since=datetime(2024, 1, 2, 9, tzinfo=UTC),
    )


def trace(territory, room, title):
    return open_trace(
        territory_id=territory.pk,
        room="budgets",
        title=title,
        address=f"/{territory.slug}/budgets/{room}/",
        language="ar",
        visibility=Visibility.VISIBLE,
        now=BEFORE,
    )


def make_vote(
    territory,
    *,
    slug="pb-2026",
    rule=BallotRule.APPROVAL,
    prices=PRICES,
    amount=400_000,
    first=FIRST_DAY,
    last=LAST_DAY,
    title="الميزانية التشاركية 2026",
    **facts,
):
    """An announced edition with prices, about to vote; no key yet."""
    with within(territory.pk):
        edition = Edition.objects.create(
            territory=territory,
            trace=trace(territory, slug, title),
            slug=slug,
            title=title,
            principles="مبادئ",
            criteria="معايير",
            void_rule="يعاد التصويت خلال ثلاثين يوما.",
            ballot_rule=rule,
            announced_on=first - timedelta(days=40),
            prices_on=first - timedelta(days=10),
            **({"most_choices": 3} if rule is BallotRule.APPROVAL else {}) | facts,
        )
        PhaseDays.objects.create(edition=edition, phase=Phase.VOTE, opens_on=first, closes_on=last)
        envelope = Envelope.objects.create(edition=edition, name="الغلاف العام", amount=amount, position=1)
        for number, price in enumerate(prices, start=1):
            Project.objects.create(
                edition=edition,
                envelope=envelope,
                trace=trace(territory, f"{slug}/{number}", f"مشروع {number}"),
                number=number,
                title=f"مشروع رقم {number}",
                description="وصف المشروع",
                symbol=SYMBOLS[(number - 1) % 4],
                colour=COLOURS[(number - 1) % 4],
                standing="feasible",
                price=Decimal(price),
                months=6,
                drafted_at=BEFORE,
            )
    return edition


def half_of(edition, secret):
    """What ``tadafor urn key`` gives to the platform."""
    name = vote_name(edition)
    return f"TADAFOR URN KEY 1\nedition: {name}\nkey: {urn.public_key(secret).hex()}\n"


def with_key(edition, actor, *, now=BEFORE):
    """Register a key; return its secret half, which no server has."""
    secret = secrets.token_bytes(32)
    with within(edition.territory_id):
        keys.register_key(
            edition=edition, text=half_of(edition, secret), shares=5, threshold=3, actor=actor, now=now
        )
    return secret


def opened_text(text, secret):
    """What ``tadafor urn open`` writes."""
    return urn.opened_text(urn.opened(urn.read_urn(text), secret))


def rehearsed(edition, actor, *, now=BEFORE):
    """Register a key and pass the rehearsal; return the secret half."""
    secret = with_key(edition, actor, now=now)
    with within(edition.territory_id):
        made = keys.rehearse(edition=edition, actor=actor, now=now)
        keys.pass_rehearsal(edition=edition, text=opened_text(made.urn, secret), actor=actor, now=now)
    return secret


def cast(edition, actor, *said, now=VOTING, **facts):
    """Cast a ballot for projects by their keys, or by (key, worth)."""
    pairs = tuple(one if isinstance(one, tuple) else (one, 1) for one in said)
    with within(edition.territory_id):
        return casting.cast(edition=edition, said=pairs, actor=actor, now=now, **facts)
