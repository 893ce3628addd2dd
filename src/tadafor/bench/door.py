"""A meeting begins: five hundred people at the door, entered from four devices, each ticket sent twice."""

import asyncio
import time
from datetime import timedelta

from tadafor.bench import databases
from tadafor.bench.load import Tally, answered
from tadafor.bench.pages import Asked, clerk, form
from tadafor.bench.web import Web
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries, rules
from tadafor.people import queries as people
from tadafor.territories import queries as territories

DEVICES = (3, 4, 5, 6)
PEOPLE = 500
TERRITORY = 1
ORGANISER = 3
SEE_OTHER = 303


def measured(database: str, web: Web) -> str:
    """Measure the burst in a database of the bench; return what was found, for people."""
    with databases.using(database):
        sessions = [clerk(key, TERRITORY) for key in DEVICES]
        code, tickets = _meeting()
    with web(databases.url(database)) as port:
        tally = asyncio.run(
            _entered(port, sessions, f"/commune-{TERRITORY}/meetings/desk/{code}/door/", tickets)
        )
    with databases.using(database), within(TERRITORY):
        meeting = queries.any_meeting_at(code)
        present = queries.present_at(meeting).count() if meeting else 0
    if tally.wrong or present != PEOPLE:
        raise RuntimeError(f"{tally.wrong} arrivals refused, {present} of {PEOPLE} entered")
    return (
        f"{PEOPLE} people entered from {len(DEVICES)} devices, each ticket sent by two of them: "
        f"all in {tally.seconds:.0f} seconds, {tally.per_second:.1f} answers a second, "
        f"p50 {tally.percentile(0.5):.0f} ms, p95 {tally.percentile(0.95):.0f} ms; nobody twice, nobody lost."
    )


def _meeting() -> tuple[str, list[str]]:
    """Announce a meeting that begins within the hour, for which all of them registered."""
    now = clock.now()
    actor = people.actor_of(ORGANISER, now=now, second_factor=True)
    if actor is None:
        raise LookupError(ORGANISER)
    territory = territories.territory_by_slug(f"commune-{TERRITORY}")
    if territory is None:
        raise LookupError(TERRITORY)
    starts = now + timedelta(hours=1)
    told = actions.Told(
        kind=rules.Kind.FORUM,
        title="A forum",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        place="The hall",
        takes_registrations=True,
        seats=PEOPLE,
    )
    with within(TERRITORY):
        meeting = actions.draft_meeting(territory=territory, told=told, actor=actor, now=now)
        actions.announce(meeting=meeting, actor=actor, now=now)
        held = [
            actions.register_other(
                meeting=meeting, coming=actions.Coming(name=f"Somebody {n}"), actor=actor, now=now
            )
            for n in range(PEOPLE)
        ]
    return meeting.code, [one.ticket for one in held]


async def _entered(port: int, sessions: list[str], path: str, tickets: list[str]) -> Tally:
    """Let each device enter its share and, as if two queues had met, the share of the next one."""
    tally = Tally()
    shares = [tickets[at :: len(sessions)] for at in range(len(sessions))]
    started = time.perf_counter()
    await asyncio.gather(
        *(
            _device(port, session, path, [*shares[at], *shares[at - 1]], tally)
            for at, session in enumerate(sessions)
        )
    )
    tally.seconds = time.perf_counter() - started
    return tally


async def _device(port: int, session: str, path: str, tickets: list[str], tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for one in tickets:
            status, waited = await answered(reader, writer, _arrival(path, one, session), port)
            tally.waits.append(waited)
            tally.wrong += status != SEE_OTHER
    finally:
        writer.close()


def _arrival(path: str, ticket: str, session: str) -> Asked:
    return form(path, {"ticket": ticket, "token": token()}, session)
