"""A room votes: four hundred telephones give their voice in one quick vote, all at once."""

import asyncio
import time
from datetime import timedelta
from typing import Any

from django.utils.http import urlencode

from tadafor.bench import databases
from tadafor.bench.load import Tally, answered
from tadafor.bench.pages import Asked
from tadafor.bench.web import Web
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries, rules
from tadafor.people import queries as people
from tadafor.territories import queries as territories

PHONES = 400
CONNECTIONS = 40
TERRITORY = 1
ORGANISER = 3
SEE_OTHER = 303
OK = 200


def measured(database: str, web: Web) -> str:
    """Let every telephone read the room and vote; return what was found, for people."""
    with databases.using(database):
        code, number = _room()
    path = f"/commune-{TERRITORY}/meetings/{code}/room/"
    with web(databases.url(database)) as port:
        read = asyncio.run(_all(port, [_asked("GET", path, code, at) for at in range(PHONES)], OK))
        votes = [
            _asked("POST", f"{path}votes/{number}/", code, at, position=str(1 + at % 2))
            for at in range(PHONES)
        ]
        cast = asyncio.run(_all(port, votes, SEE_OTHER))
    with databases.using(database), within(TERRITORY):
        meeting = queries.any_meeting_at(code)
        room = queries.room_of(meeting) if meeting else None
        vote = queries.vote_numbered(room, number)
        counted = [one.phones for one in vote.options.all()] if vote else []
    if read.wrong or cast.wrong or counted != [PHONES // 2, PHONES // 2]:
        raise RuntimeError(f"{read.wrong} pages and {cast.wrong} voices refused, {counted} counted")
    return (
        f"{PHONES} telephones over {CONNECTIONS} connections: all read their room in {read.seconds:.1f} "
        f"seconds (p50 {read.percentile(0.5):.0f} ms, p95 {read.percentile(0.95):.0f} ms) and voted in "
        f"{cast.seconds:.1f} (p50 {cast.percentile(0.5):.0f} ms, p95 {cast.percentile(0.95):.0f} ms); "
        f"each counted once."
    )


def _room() -> tuple[str, int]:
    """Open the room of a meeting under way, let the telephones in, and put a vote."""
    now = clock.now()
    actor = people.actor_of(ORGANISER, now=now, second_factor=True)
    territory = territories.territory_by_slug(f"commune-{TERRITORY}")
    if actor is None or territory is None:
        raise LookupError(TERRITORY)
    told = actions.Told(
        kind=rules.Kind.FORUM,
        title="A forum that votes",
        starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(hours=2),
        place="The hall",
    )
    with within(TERRITORY):
        meeting = actions.draft_meeting(territory=territory, told=told, actor=actor, now=now)
        common: dict[str, Any] = {"meeting": meeting, "actor": actor, "now": now}
        actions.announce(**common)
        room = actions.open_room(**common)
        for at in range(PHONES):
            actions.join_room(meeting=meeting, said=room.code, secret=_secret(at), channel="online", now=now)
        for at in range(3):
            actions.write_question(body=f"A question of the room, number {at}?", token=str(at), **common)
        vote = actions.open_vote(title="Which day?", options=["Saturday", "Sunday"], **common)
    return meeting.code, vote.number


def _secret(at: int) -> str:
    return f"telephone-{at:020}"


def _asked(method: str, path: str, code: str, at: int, **typed: str) -> Asked:
    """Return what the browser of a telephone sends, with the secret of its voice."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": f"room-{code}={_secret(at)}",
        "Accept-Encoding": "gzip, br",
    }
    return Asked(method, path, headers, urlencode(typed).encode())


async def _all(port: int, asked: list[Asked], wanted: int) -> Tally:
    tally, started = Tally(), time.perf_counter()
    shares = [asked[at::CONNECTIONS] for at in range(CONNECTIONS)]
    await asyncio.gather(*(_connection(port, share, wanted, tally) for share in shares))
    tally.seconds = time.perf_counter() - started
    return tally


async def _connection(port: int, asked: list[Asked], wanted: int, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for one in asked:
            status, waited = await answered(reader, writer, one, port)
            tally.waits.append(waited)
            tally.wrong += status != wanted
    finally:
        writer.close()
