"""A petition signed as a campaign does: many sign, code included, while as many refresh its page.

First it is measured, over connections that stay open as those of a proxy do. Then, while they go on, the web
server and the process that counts are killed. At the end the count, the rows and the hashes must agree, and
whoever was told of success must be in it.
"""

import asyncio
import multiprocessing
import os
import re
import signal
import socket
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urlencode

from django.db import connection

from tadafor.bench import databases
from tadafor.bench.load import Tally
from tadafor.bench.spent import Spent, listens, spent, told
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
COUNTED_EVERY = 5.0  # the job of the product comes once a minute
WARMING = 2.0
AFTER_KILL = 8.0
PLACE = "01.331.01.03"
LONGEST_WAIT = 20.0
_SEALED = re.compile(rb'name="sealed"[^>]*value="([^"]+)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_ETAG = re.compile(rb"etag: (\S+)", re.IGNORECASE)
_CODE = re.compile(r"\b(\d{6})\b")


class Torn(Exception):  # noqa: N818 -- reads as what it says
    """The count, the rows and the hashes do not agree."""


class _Answer(NamedTuple):
    status: int
    page: bytes
    etag: str


class _Line(asyncio.Protocol):
    """A connection over which one thing is asked after another; it costs little beside what it measures."""

    def __init__(self) -> None:
        self._came = bytearray()
        self._asked: asyncio.Future[_Answer] | None = None
        self._is_lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_lost = True
        self._tell(ConnectionError(str(exc or "it was closed")))

    def data_received(self, data: bytes) -> None:
        self._came += data
        try:
            answer = _answer(self._came)
        except ConnectionError as error:
            self._tell(error)
            return
        if answer is not None:
            self._came.clear()
            self._tell(answer)

    def _tell(self, what: _Answer | ConnectionError) -> None:
        if self._asked is None or self._asked.done():
            return
        if isinstance(what, ConnectionError):
            self._asked.set_exception(what)
        else:
            self._asked.set_result(what)

    async def ask(self, asked: bytes) -> _Answer:
        """Return what is answered; raises ConnectionError when the line is lost before."""
        if self._is_lost:
            raise ConnectionError("it was closed")
        self._asked = asyncio.get_running_loop().create_future()
        self._transport.write(asked)
        return await self._asked

    def close(self) -> None:
        self._transport.abort()


def _answer(came: bytearray) -> _Answer | None:
    """Return the answer once all of it came; raises ConnectionError when it does not say how long it is."""
    end = came.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(came[: end + 2])
    status, etag, length = int(head[9:12]), _ETAG.search(head), _LENGTH.search(head)
    size = int(length.group(1)) if length and status != 304 else 0  # noqa: PLR2004 -- which has no body
    if length is None and status != 304:  # noqa: PLR2004
        raise ConnectionError("an answer without its length")
    page = bytes(came[end + 4 : end + 4 + size])
    return _Answer(status, page, etag.group(1).decode() if etag else "") if len(page) == size else None


@dataclass
class Campaign:
    """What the players share: where the server is, the codes that came, what was told."""

    path: str
    port: int = 0
    ends: float = 0.0
    measures: bool = False
    codes: "dict[str, asyncio.Future[str]]" = field(default_factory=dict)
    signed: Tally = field(default_factory=Tally)
    read: Tally = field(default_factory=Tally)
    told: int = 0
    next_one: int = 0
    broken: int = 0
    unchanged: int = 0
    spent: Spent = field(default_factory=Spent)


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
        campaign = Campaign(f"/larache/petitions/{code}/")
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
    processes = os.cpu_count() or 1
    with ExitStack() as servers:
        start = partial(web, databases.url(DATABASE), processes)
        campaign.port = await asyncio.to_thread(servers.enter_context, start())
        campaign.ends = time.perf_counter() + 1_000
        counter = _counter(petition_id)
        players = [_signer(campaign) for _ in range(SIGNERS)] + [_reader(campaign) for _ in range(READERS)]
        playing = asyncio.gather(*players)
        await asyncio.sleep(WARMING)
        campaign.measures, before = True, spent(campaign.port)
        await asyncio.sleep(seconds)
        campaign.measures, campaign.spent = False, spent(campaign.port) - before
        counter.kill()
        _kill_listeners(campaign.port)
        campaign.port = await asyncio.to_thread(servers.enter_context, start())
        again = _counter(petition_id)
        campaign.ends = time.perf_counter() + AFTER_KILL
        async with asyncio.timeout(AFTER_KILL + 2 * LONGEST_WAIT):
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
            time.sleep(COUNTED_EVERY)


def _kill_listeners(port: int) -> None:
    """Kill the web server at once, children too: they are ours, found by the port on their command line."""
    for task in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if listens(task, port) and int(task.name) != os.getpid():
                os.kill(int(task.name), signal.SIGKILL)


async def _signer(campaign: Campaign) -> None:
    """Sign, one after another, over a connection that stays open, as a proxy keeps one for whoever comes."""
    line = _Kept(campaign)
    while time.perf_counter() < campaign.ends:
        campaign.next_one += 1
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await _sign(campaign, line, campaign.next_one)
        except (OSError, TimeoutError):
            campaign.broken += 1
            line.lose()
            await asyncio.sleep(1)
    line.lose()


async def _sign(campaign: Campaign, line: "_Kept", number: int) -> None:
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
        asked = await line.ask(_request(f"{campaign.path}sign/", number, typed))
        sealed = _SEALED.search(asked.page)
        if asked.status != 200 or sealed is None:  # noqa: PLR2004 -- the page of the code
            campaign.signed.wrong += 1
            return
        confirming = {"sealed": sealed.group(1).decode(), "code": await code}
        done = await line.ask(_request(f"{campaign.path}sign/code/", number, confirming))
        campaign.told += done.status == 303  # noqa: PLR2004 -- the way to the page of success
        last = await line.ask(_request(f"{campaign.path}signed/", number))
        campaign.signed.wrong += done.status != 303 or last.status != 200  # noqa: PLR2004
        if campaign.measures:
            campaign.signed.waits.append((time.perf_counter() - started) * 1000)
    finally:
        campaign.codes.pop(contact, None)


async def _reader(campaign: Campaign) -> None:
    """Refresh as a browser does, which says what it holds."""
    line, holds = _Kept(campaign), ""
    asked = _request(campaign.path, 0)
    while time.perf_counter() < campaign.ends:
        started = time.perf_counter()
        try:
            answer = await line.ask(asked)
        except OSError:
            campaign.broken += 1
            line.lose()
            await asyncio.sleep(1)
            continue
        campaign.read.wrong += answer.status not in {200, 304}
        campaign.unchanged += answer.status == 304 and campaign.measures  # noqa: PLR2004
        if answer.etag != holds:
            holds = answer.etag
            asked = _request(campaign.path, 0, holds=holds)
        if campaign.measures:
            campaign.read.waits.append((time.perf_counter() - started) * 1000)
    line.lose()


class _Kept:
    """A connection that is opened when somebody asks, and kept until it is lost."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._line: _Line | None = None

    async def ask(self, asked: bytes) -> _Answer:
        """Return what is answered; raises OSError when the server is gone."""
        if self._line is None:
            loop = asyncio.get_running_loop()
            _, self._line = await loop.create_connection(_Line, "127.0.0.1", self._campaign.port)
        return await self._line.ask(asked)

    def lose(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _request(path: str, number: int, form: dict[str, str] | None = None, *, holds: str = "") -> bytes:
    """Return a request as it goes over the line; ``number`` says from which network and telephone."""
    body = urlencode(form).encode() if form is not None else b""
    head = (
        f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        f"User-Agent: telephone {number // 20}\r\n"
        f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
        f"{f'If-None-Match: {holds}' if holds else 'Accept: text/html'}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _say(campaign: Campaign, seconds: float) -> None:
    campaign.signed.seconds = campaign.read.seconds = seconds
    for what, tally in (("signatures, code included", campaign.signed), ("pages refreshed", campaign.read)):
        print(
            f"  {what}: {tally.per_second:.0f} a second, half in {tally.percentile(0.5):.0f} ms, "
            f"95 % in {tally.percentile(0.95):.0f} ms, wrong answers {tally.wrong}",
            flush=True,
        )
    signed = len(campaign.signed.waits)
    beside = f"{len(campaign.read.waits) / (signed or 1):.1f} refreshes"
    print(told(campaign.spent, signed, beside, seconds=seconds), flush=True)
    print(f"  pages that had not changed since they were read: {campaign.unchanged}", flush=True)
    print(f"  requests cut off when the server was killed: {campaign.broken}", flush=True)


def _check(campaign: Campaign, petition_id: int) -> None:
    """Raise Torn unless count, rows and hashes agree, and hold all who were told of success."""
    with everywhere():
        actions.count_on(petition_id=petition_id, now=clock.now())
        found = queries.agreement(petition_id)
    told = campaign.told
    print(
        f"  told of success {told}, rows {found.rows}, hashes {found.hashes}, count {found.count}", flush=True
    )
    if not found.rows == found.hashes == found.count or found.rows < told:
        raise Torn(str(found))
