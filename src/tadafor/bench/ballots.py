"""A secret vote under load: 64 people cast ballots at once while as many read, and the server is killed.

At the end the register and the urn must agree, and whoever was told of success must be in both.
"""

import asyncio
import os
import secrets
import signal
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection

from tadafor.bench import databases
from tadafor.bench.campaign import PLACE, Torn
from tadafor.bench.load import Tally, answered
from tadafor.bench.pages import Asked, form, signed_in
from tadafor.bench.spent import Spent, listens, spent, told
from tadafor.bench.web import Web
from tadafor.budgets import actions, queries
from tadafor.budgets.actions import keys
from tadafor.budgets.queries import register
from tadafor.budgets.queries import voting as votes
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.cycle import Days, Phase
from tadafor.budgets.rules.studying import Standing
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people import queries as accounts
from tadafor.people.actor import Actor
from tadafor.people.rules import Contact, ContactKind, Evidence, Level, LinkKind, RoleKind
from tadafor.people.rules.confirming import Eligibility
from tadafor.territories import actions as territories
from tadafor.territories import queries as places

DATABASE = "run_ballots"
CASTING = READING = 64
VOTERS, PROJECTS = 320, 12
SLUG = "vote"
PATH = f"/larache/budgets/{SLUG}/"
LONGEST_WAIT = 20.0
AFTER_KILL = 8.0
OK = 200


@dataclass
class Vote:
    """What the players share."""

    sessions: list[str]
    port: int = 0
    ends: float = 0.0
    measures: bool = True
    cast: Tally = field(default_factory=Tally)
    read: Tally = field(default_factory=Tally)
    told: set[int] = field(default_factory=set)
    broken: int = 0
    spent: Spent = field(default_factory=Spent)


def run(web: Web, *, seconds: float) -> None:
    """Make a vote, let people cast, kill what serves it, and check that nobody is lost or there twice."""
    databases.fresh(DATABASE)
    with databases.using(DATABASE):
        territory_id, sessions = _vote()
    vote = Vote(sessions)
    asyncio.run(_play(vote, web, seconds))
    with databases.using(DATABASE), within(territory_id):
        _say(vote, seconds)
        _check(vote)


# ---- before


def _vote() -> tuple[int, list[str]]:
    now = clock.now()
    territories.load_places(now=now)
    place = places.place_by_code(PLACE)
    if place is None:
        raise LookupError(PLACE)
    territory = territories.join(place_id=place.pk, slug="larache", languages=("ar",), now=now)
    staff = [_staff(territory.pk, name, now) for name in ("keeper", "clerk")]
    with within(territory.pk):
        _edition(territory.pk, staff[0], now - timedelta(days=60))
        sessions = [_voter(territory.pk, number, staff[1], now) for number in range(VOTERS)]
    connection.close()
    return territory.pk, sessions


def _staff(territory_id: int, name: str, now: datetime) -> Actor:
    person = people.open_account(
        contact=Contact(ContactKind.EMAIL, f"{name}@example.org"), language="ar", now=now
    )
    roles = frozenset((territory_id, kind) for kind in (RoleKind.FOCAL_POINT, RoleKind.CLERK))
    return Actor(person_id=person.pk, name=name, level=Level.CONTACT, roles=roles, second_factor=True)


def _edition(territory_id: int, staff: Actor, then: datetime) -> None:
    """An edition whose vote is open today, its key rehearsed; its secret half is forgotten at once."""
    day = clock.day_of(then)
    stated = actions.Regulation(
        title="تصويت للقياس",
        slug=SLUG,
        principles="مبادئ",
        criteria="معايير",
        ballot_rule=BallotRule.APPROVAL,
        most_choices=3,
    )
    edition = actions.draft_edition(
        territory_id=territory_id, territory_slug="larache", stated=stated, actor=staff, now=then
    )
    days = [
        Days(Phase.STUDY, day + timedelta(days=5), day + timedelta(days=20)),
        Days(Phase.VOTE, day + timedelta(days=59), day + timedelta(days=70)),
    ]
    actions.set_days(edition=edition, days=days, actor=staff, now=then)
    envelope = actions.add_envelope(
        edition=edition, name="الكل", amount=Decimal(400_000), actor=staff, now=then
    )
    edition = actions.announce_edition(edition=edition, actor=staff, now=then)
    studied = then + timedelta(days=6)
    opinion = actions.Opinion(
        service="قسم", verdict=Standing.FEASIBLE, findings={}, scores={}, price=Decimal(90_000), months=6
    )
    facts: dict[str, Any] = {"actor": staff, "now": studied}
    for number in range(1, PROJECTS + 1):
        words = actions.ProjectWords(
            title=f"مشروع {number}", description="وصف", symbol="tree", colour="green"
        )
        project = actions.draft_project(edition=edition, envelope=envelope, words=words, **facts)
        actions.study_project(project=project, opinion=opinion, **facts)
    edition = actions.publish_prices(edition=edition, **facts)
    _key(votes.edition_of_vote(SLUG) or edition, staff, studied)


def _key(edition: queries.Edition, staff: Actor, now: datetime) -> None:
    secret = secrets.token_bytes(urn.KEY_BYTES)
    half = f"{keys.KEY_OPENING}\nedition: larache/{SLUG}\nkey: {urn.public_key(secret).hex()}\n"
    keys.register_key(edition=edition, text=half, shares=5, threshold=3, actor=staff, now=now)
    made = keys.rehearse(edition=edition, actor=staff, now=now)
    opened = urn.opened_text(urn.opened(urn.read_urn(made.urn), secret))
    keys.pass_rehearsal(edition=edition, text=opened, actor=staff, now=now)


def _voter(territory_id: int, number: int, clerk: Actor, now: datetime) -> str:
    contact = Contact(ContactKind.EMAIL, f"voter{number}@example.org")
    person = people.open_account(contact=contact, language="ar", now=now)
    people.confirm_link(
        actor=clerk,
        territory_id=territory_id,
        person=person,
        kind=LinkKind.RESIDENCE,
        evidence=Evidence.NATIONAL_CARD,
        now=now,
        shown=people.Shown(eligibility=Eligibility((15, 16, 18))),
    )
    if accounts.eligibility_of(person.pk, territory_id) is None:
        raise LookupError(person.pk)
    return signed_in(person.pk)


# ---- the vote


async def _play(vote: Vote, web: Web, seconds: float) -> None:
    processes = os.cpu_count() or 1
    with ExitStack() as servers:
        start = partial(web, databases.url(DATABASE), processes)
        vote.port = await asyncio.to_thread(servers.enter_context, start())
        vote.ends = time.perf_counter() + 1_000
        turns = count()
        players = [_voting(vote, turns) for _ in range(CASTING)] + [_reading(vote) for _ in range(READING)]
        playing = asyncio.gather(*players)
        before = spent(vote.port)
        await asyncio.sleep(seconds)
        vote.measures, vote.spent = False, spent(vote.port) - before
        _kill(vote.port)
        vote.port = await asyncio.to_thread(servers.enter_context, start())
        vote.ends = time.perf_counter() + AFTER_KILL
        await playing


def _kill(port: int) -> None:
    """Kill the web server at once, children too: they are ours, found by the port on their command line."""
    for task in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if listens(task, port) and int(task.name) != os.getpid():
                os.kill(int(task.name), signal.SIGKILL)


async def _voting(vote: Vote, turns: "count[int]") -> None:
    """Cast for one voter after the other; who comes a second time replaces the first ballot."""
    while time.perf_counter() < vote.ends:
        voter = next(turns) % len(vote.sessions)
        chosen = {"step": "cast", "choice": f"p{secrets.randbelow(PROJECTS) + 1}"}
        asked = form(f"{PATH}vote/", chosen, vote.sessions[voter])
        waited = await _asked(vote, asked, vote.cast)
        if waited is not None:
            vote.told.add(voter)


async def _reading(vote: Vote) -> None:
    while time.perf_counter() < vote.ends:
        await _asked(vote, Asked("GET", f"{PATH}vote/urn/", {"Accept-Encoding": "gzip, br"}), vote.read)


async def _asked(vote: Vote, asked: Asked, tally: Tally) -> float | None:
    """Ask on a connection of its own; return how long it took, None when it was cut off or refused."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", vote.port)
        try:
            status, waited = await asyncio.wait_for(answered(reader, writer, asked, vote.port), LONGEST_WAIT)
        finally:
            writer.close()
    except (OSError, asyncio.IncompleteReadError, TimeoutError, ConnectionError):
        vote.broken += 1
        await asyncio.sleep(0.5)
        return None
    tally.wrong += status != OK
    if vote.measures:
        tally.waits.append(waited)
    return waited if status == OK else None


# ---- after


def _say(vote: Vote, seconds: float) -> None:
    vote.cast.seconds = vote.read.seconds = seconds
    for what, tally in (("ballots cast", vote.cast), ("pages read beside", vote.read)):
        print(
            f"  {what}: {tally.per_second:.0f} a second, half in {tally.percentile(0.5):.0f} ms, "
            f"95 % in {tally.percentile(0.95):.0f} ms, wrong answers {tally.wrong}",
            flush=True,
        )
    cast = len(vote.cast.waits)
    beside = f"{len(vote.read.waits) / (cast or 1):.1f} pages"
    print(told(vote.spent, cast, beside, seconds=seconds), flush=True)
    print(f"  requests cut off when the server was killed: {vote.broken}", flush=True)


def _check(vote: Vote) -> None:
    """Raise Torn unless the register and the urn agree, and hold all who were told of success."""
    edition = votes.edition_of_vote(SLUG)
    if edition is None:
        raise LookupError(SLUG)
    found = register.agreement(edition)
    print(
        f"  told of success {len(vote.told)}, voters in the register {found.voters}, "
        f"sealed ballots {found.ballots}, torn {found.torn}",
        flush=True,
    )
    if not found.holds or found.voters < len(vote.told) or vote.cast.wrong:
        raise Torn(str(found))
