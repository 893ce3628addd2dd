"""A petition signed as a campaign does: many sign, code included, while as many refresh its page.

In the middle the web server and the process that counts are killed. At the end the count, the rows and the
hashes must agree, and whoever was told of success must be in it.
"""

import asyncio
import multiprocessing
import os
import re
import signal
import socket
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from tadafor.bench import databases
from tadafor.bench.load import Tally
from tadafor.bench.web import Web
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people import actions as people
from tadafor.people.actor import Actor
from tadafor.people.rules import Contact, ContactKind, Level
from tadafor.people.rules.cards import Card, CardKind
from tadafor.petitions import actions, queries, rules
from tadafor.territories import actions as territories
from tadafor.territories import queries as places

DATABASE = "run_campaign"
SIGNERS = READERS = 64
PLACE = "01.331.01.03"
LONGEST_WAIT = 20.0
_SEALED = re.compile(rb'name="sealed"[^>]*value="([^"]+)"')
_CODE = re.compile(r"\b(\d{6})\b")


class Torn(Exception):  # noqa: N818 -- reads as what it says
    """The count, the rows and the hashes do not agree."""


@dataclass
class Campaign:
    """What the players share: where the server is, the codes that came, what was told."""

    path: str
    ends: float
    port: int = 0
    codes: "dict[str, asyncio.Future[str]]" = field(default_factory=dict)
    signed: Tally = field(default_factory=Tally)
    read: Tally = field(default_factory=Tally)
    next_one: int = 0
    broken: int = 0


def run(web: Web, *, seconds: float) -> None:
    """Make a petition, let it be signed, kill what serves it, and check that nothing is lost."""
    databases.fresh(DATABASE)
    with databases.using(DATABASE):
        code, petition_id = _petition()
    with tempfile.TemporaryDirectory() as folder:
        post = str(Path(folder) / "post")
        os.environ["TADAFOR_BENCH_POST"] = post
        os.environ["TADAFOR_GATEWAY"] = "tadafor.bench.gateway.Told"
        os.environ["BEHIND_PROXY"] = "1"
        campaign = Campaign(f"/larache/petitions/{code}/", time.perf_counter() + seconds)
        asyncio.run(_play(campaign, web, post, petition_id, seconds))
    with databases.using(DATABASE):
        _say(campaign, seconds)
        _check(campaign, petition_id)


def _petition() -> tuple[str, int]:
    now = clock.now()
    territories.load_places(now=now)
    place = places.place_by_code(PLACE)
    if place is None:
        raise LookupError(PLACE)
    territory = territories.join(place_id=place.pk, slug="larache", languages=("ar",), now=now)
    contact = Contact(ContactKind.EMAIL, "agent@example.org")
    person = people.open_account(contact=contact, language="ar", now=now)
    actor = Actor(person_id=person.pk, name="وكيل", level=Level.LINK, links=frozenset({territory.pk}))
    actions.bring_national_law(now=now)
    words = actions.Words("عريضة للقياس", *("كلمات تكفي لملء خانة من النموذج." for _ in range(3)))
    with within(territory.pk):
        made = actions.draft_petition(territory=territory, words=words, actor=actor, now=now)
        agent = actions.Agent("وكيل", "عنوان", Card(CardKind.NATIONAL, "AB1"))
        actions.write(petition=made, words=words, agent=agent, seen=1, actor=actor, now=now)
        every = [condition.value for condition in rules.Condition]
        actions.tick(petition=made, conditions=every, actor=actor, now=now)
        made = actions.open_collecting(petition=made, actor=actor, now=now)
    connection.close()
    return made.code, made.pk


async def _play(campaign: Campaign, web: Web, post: str, petition_id: int, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.bind(post)
    box.setblocking(False)
    loop.add_reader(box.fileno(), _received, box, campaign)
    with ExitStack() as servers:
        campaign.port = await asyncio.to_thread(servers.enter_context, web(databases.url(DATABASE)))
        campaign.ends = time.perf_counter() + seconds
        counter = _counter(petition_id)
        players = [_signer(campaign) for _ in range(SIGNERS)] + [_reader(campaign) for _ in range(READERS)]
        playing = asyncio.gather(*players)
        await asyncio.sleep(seconds / 2)
        counter.kill()
        _kill_listeners(campaign.port)
        campaign.port = await asyncio.to_thread(servers.enter_context, web(databases.url(DATABASE)))
        again = _counter(petition_id)
        await playing
        again.kill()
    box.close()


def _received(box: socket.socket, campaign: Campaign) -> None:
    to, _, text = box.recv(65_536).decode().partition("\n")
    found, waiting = _CODE.search(text), campaign.codes.get(to)
    if found and waiting is not None and not waiting.done():
        waiting.set_result(found.group(1))


def _counter(petition_id: int) -> multiprocessing.Process:
    """The job that counts, in a process of its own that may be killed at any moment."""
    process = multiprocessing.get_context("fork").Process(target=_count, args=(petition_id,), daemon=True)
    process.start()
    return process  # type: ignore[return-value]  # a fork process is one


def _count(petition_id: int) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the fork remembers the loop of its parent
    connection.settings_dict["NAME"] = DATABASE
    with everywhere():
        while True:
            actions.count_on(petition_id=petition_id, now=clock.now())
            time.sleep(0.5)


def _kill_listeners(port: int) -> None:
    """Kill the web server at once, children too: they are ours, found by the port on their command line."""
    for task in Path("/proc").glob("[0-9]*"):
        try:
            words = (task / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in words and int(task.name) != os.getpid():
            os.kill(int(task.name), signal.SIGKILL)


async def _signer(campaign: Campaign) -> None:
    while time.perf_counter() < campaign.ends:
        campaign.next_one += 1
        try:
            await asyncio.wait_for(_sign(campaign, campaign.next_one), LONGEST_WAIT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ConnectionError):
            campaign.broken += 1
            await asyncio.sleep(0.2)


async def _sign(campaign: Campaign, number: int) -> None:
    contact = f"signer{number}@example.org"
    code: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    campaign.codes[contact] = code
    typed = {
        "name": f"موقعة {number}",
        "card_kind": "national",
        "card_number": f"{chr(65 + number // 900_000)}B{number % 900_000 + 1}",
        "tie": "residence",
        "contact": contact,
        "is_adult": "on",
        "consents": "on",
    }
    started = time.perf_counter()
    try:
        status, page = await _ask(campaign, f"{campaign.path}sign/", typed, number)
        sealed = _SEALED.search(page)
        if status != 200 or sealed is None:  # noqa: PLR2004 -- the page of the code
            campaign.signed.wrong += 1
            return
        confirming = {"sealed": sealed.group(1).decode(), "code": await code}
        status, _page = await _ask(campaign, f"{campaign.path}sign/code/", confirming, number)
        campaign.signed.wrong += status != 200  # noqa: PLR2004 -- the page of success
        if status == 200:  # noqa: PLR2004
            campaign.signed.waits.append((time.perf_counter() - started) * 1000)
    finally:
        campaign.codes.pop(contact, None)


async def _reader(campaign: Campaign) -> None:
    while time.perf_counter() < campaign.ends:
        started = time.perf_counter()
        try:
            status, _page = await asyncio.wait_for(_ask(campaign, campaign.path, None, 0), LONGEST_WAIT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ConnectionError):
            campaign.broken += 1
            await asyncio.sleep(0.2)
            continue
        campaign.read.wrong += status != 200  # noqa: PLR2004
        campaign.read.waits.append((time.perf_counter() - started) * 1000)


async def _ask(campaign: Campaign, path: str, form: dict[str, str] | None, number: int) -> tuple[int, bytes]:
    """Ask on a connection of its own: the server serves so many at once, and the others wait their turn."""
    body = urlencode(form).encode() if form is not None else b""
    lines = [
        f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{campaign.port}",
        f"User-Agent: telephone {number // 20}",
        f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Sec-Fetch-Site: same-origin",
        "Connection: close",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    reader, writer = await asyncio.open_connection("127.0.0.1", campaign.port)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        length = next((int(line[15:]) for line in head if line.startswith("content-length:")), None)
        if length is None:
            raise ConnectionError("an answer without its length")
        return int(head[0].split()[1]), await reader.readexactly(length)
    finally:
        writer.close()


def _say(campaign: Campaign, seconds: float) -> None:
    campaign.signed.seconds = campaign.read.seconds = seconds
    for what, tally in (("signatures, code included", campaign.signed), ("pages refreshed", campaign.read)):
        print(
            f"  {what}: {tally.per_second:.0f} a second, half in {tally.percentile(0.5):.0f} ms, "
            f"95 % in {tally.percentile(0.95):.0f} ms, wrong answers {tally.wrong}",
            flush=True,
        )
    print(f"  requests cut off when the server was killed: {campaign.broken}", flush=True)


def _check(campaign: Campaign, petition_id: int) -> None:
    """Raise Torn unless count, rows and hashes agree, and hold all who were told of success."""
    with everywhere():
        actions.count_on(petition_id=petition_id, now=clock.now())
        found = queries.agreement(petition_id)
    told = len(campaign.signed.waits)
    print(
        f"  told of success {told}, rows {found.rows}, hashes {found.hashes}, count {found.count}", flush=True
    )
    if not found.rows == found.hashes == found.count or found.rows < told:
        raise Torn(str(found))
