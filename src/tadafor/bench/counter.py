"""The counter at work: four clerks who enter sheets at once, a spreadsheet of 10,000 rows, a voice."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.db import connection
from openpyxl import Workbook

from tadafor.bench import databases
from tadafor.bench.load import Tally, answered
from tadafor.bench.pages import TYPED, Asked, clerk, form
from tadafor.bench.web import Web
from tadafor.consultations import actions, queries, rules
from tadafor.documents import actions as documents
from tadafor.documents.actions import clean_file
from tadafor.documents.rules.sounds import Sound, Voice
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.rules import Channel

CLERKS = (3, 4, 5, 6)
CARDS = 500
ROWS = rules.MOST_ROWS
TERRITORY, SLUG = 1, "text-1"
ENTER = f"/commune-{TERRITORY}/consultations/desk/{SLUG}/enter/"
SEE_OTHER = 303
VOICE_SECONDS = 60
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Numbers:
    """The numbers of the contributions to a consultation, and how many it counts."""

    came: list[int]
    counted: int

    @property
    def is_whole(self) -> bool:
        """Whether none was lost, none given twice and the count says as many."""
        return len(self.came) == len(set(self.came)) and self.counted == len(self.came)


def measured(database: str, web: Web) -> str:
    """Measure the entry, then the import, in a database of the bench; return what was found, for people."""
    with databases.using(database):
        sessions = [clerk(key, TERRITORY) for key in CLERKS]
        before = _numbers()
    with web(databases.url(database)) as port:
        tally = asyncio.run(_entered(port, sessions))
    with databases.using(database):
        after = _numbers()
        _check(tally, before, after)
        return "\n".join([_said_of_entry(tally), *_said_of_import(_imported()), heard()])


def _numbers() -> Numbers:
    with within(TERRITORY):
        one = queries.any_consultation_at(SLUG)
        if one is None:
            raise LookupError(SLUG)
        came = list(queries.contributions_of(one).order_by("number").values_list("number", flat=True))
        return Numbers(came, one.contributions_count)


def _check(tally: Tally, before: Numbers, after: Numbers) -> None:
    new = len(after.came) - len(before.came)
    if tally.wrong or new != CARDS or not after.is_whole:
        raise RuntimeError(f"{tally.wrong} sheets refused, {new} of {CARDS} written, {after.counted} counted")


async def _entered(port: int, sessions: list[str]) -> Tally:
    """Let each clerk enter sheet after sheet until none is left."""
    tally, sheets = Tally(), iter(range(1, CARDS + 1))
    started = time.perf_counter()
    await asyncio.gather(*(_clerk(port, session, sheets, tally) for session in sessions))
    tally.seconds = time.perf_counter() - started
    return tally


async def _clerk(port: int, session: str, sheets: Iterator[int], tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for number in sheets:
            status, waited = await answered(reader, writer, _sheet(number, session), port)
            tally.waits.append(waited)
            tally.wrong += status != SEE_OTHER
    finally:
        writer.close()


def _sheet(number: int, session: str) -> Asked:
    typed = {
        "kind": rules.Kind.COMMENT.value,
        "passage": "article-2",
        "body": f"{TYPED} {number}",
        "author_kind": rules.AuthorKind.CITIZEN.value,
        "channel": "workshop",
        "received_on": clock.today().isoformat(),
        "serial": rules.serial_of(f"{number:06}"),
        "token": token(),
    }
    return form(ENTER, typed, session)


def _said_of_entry(tally: Tally) -> str:
    return (
        f"{CARDS} sheets entered by {len(CLERKS)} clerks at once: {tally.per_second:.1f} a second, "
        f"p50 {tally.percentile(0.5):.0f} ms, p95 {tally.percentile(0.95):.0f} ms; "
        "no number twice, none lost."
    )


@dataclass(frozen=True)
class Imported:
    """What an import cost, and how long somebody who contributed meanwhile waited."""

    seconds: float
    megabytes: float | None
    waits: Tally


def _imported() -> Imported:
    content = _spreadsheet()
    now = clock.now()
    actor = people.actor_of(CLERKS[0], now=now)
    with within(TERRITORY):
        one = queries.any_consultation_at(SLUG)
        if one is None or actor is None:
            raise LookupError(SLUG)
        file = clean_file(sent=BytesIO(content), name="sheets.xlsx", size=len(content))
        source = actions.send_import(consultation=one, workshop=None, file=file, actor=actor, now=now)
        before = _fresh_peak()
        done, waits = Event(), Tally()
        beside = Thread(target=_contributing, args=(done, waits))
        beside.start()
        started = time.perf_counter()
        try:
            source = actions.import_sheets(source=source, actor=actor, now=now)
            seconds = time.perf_counter() - started
        finally:
            done.set()
            beside.join()
        peak = _memory("VmHWM")
    if source.written != ROWS or not _numbers().is_whole:
        raise RuntimeError(f"{source.written} of {ROWS} rows written, standing {source.standing}")
    return Imported(seconds, None if peak is None or before is None else peak - before, waits)


def _contributing(done: Event, waits: Tally) -> None:
    """Enter a sheet every half second, as a clerk would while a job imports."""
    words = actions.Words(kind=rules.Kind.COMMENT, body=TYPED, passage="article-3")
    try:
        with within(TERRITORY):
            while not done.wait(0.5):
                started = time.perf_counter()
                _enter(words)
                waits.waits.append((time.perf_counter() - started) * 1000)
    finally:
        connection.close()


def _enter(words: actions.Words) -> None:
    one, now = queries.any_consultation_at(SLUG), clock.now()
    actor = people.actor_of(CLERKS[1], now=now)
    if one is None or actor is None:
        raise LookupError(SLUG)
    received = actions.Received(Channel.WORKSHOP, clock.day_of(now), "", rules.AuthorKind.CITIZEN)
    actions.enter_contribution(
        consultation=one, words=words, received=received, actor=actor, now=now, token=token()
    )


def heard() -> str:
    """Take a voice of a minute as telephones send it, make it anew, and say what both cost."""
    whole, now = _voice(), clock.now()
    actor = people.actor_of(CLERKS[0], now=now)
    if actor is None:
        raise LookupError(CLERKS[0])
    facts = {"kind": Sound.WEBM, "voice": Voice.DARIJA, "actor": actor, "now": now}
    with within(TERRITORY):
        before, started = _fresh_peak(), time.perf_counter()
        taken = documents.take_recording(territory_id=TERRITORY, whole=whole, **facts)  # type: ignore[arg-type]
        sent, begun = time.perf_counter() - started, time.perf_counter()
        made = documents.make_next(now=now)
        seconds, peak = time.perf_counter() - begun, _memory("VmHWM")
        if made is None or made.pk != taken.pk or made.seconds != VOICE_SECONDS:
            raise RuntimeError("the recording was not made anew")
        documents.erase_recordings(recordings=[made], actor=actor, reason="bench", now=now)
    memory = "not known here" if peak is None or before is None else f"{peak - before:.0f} MB"
    return (
        f"A voice of {VOICE_SECONDS} s ({len(whole) / 1024:.0f} KB): taken in {sent * 1000:.0f} ms, "
        f"made anew in {seconds:.2f} s, {memory} of memory more at its peak."
    )


def _voice() -> bytes:
    """Return a minute of a tone, as a telephone records it."""
    import av  # noqa: PLC0415 -- heavy, and only the bench of the counter needs it
    import numpy as np  # noqa: PLC0415 -- same

    rate, out = 48_000, BytesIO()
    at = np.arange(VOICE_SECONDS * rate) / rate
    packed = (np.sin(2 * np.pi * 220 * at) * 8_000).astype(np.int16).reshape(1, -1)
    with av.open(out, "w", format="webm") as made:
        stream: Any = made.add_stream("libopus", rate=rate, layout="mono")
        for begin in range(0, packed.size, rate):
            frame = av.AudioFrame.from_ndarray(packed[:, begin : begin + rate], "s16", "mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, begin, Fraction(1, rate)
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def _spreadsheet() -> bytes:
    columns = list(_row(0))
    made = Workbook(write_only=True)
    page = made.create_sheet()
    page.append([column.value for column in columns])
    for number in range(1, ROWS + 1):
        page.append(list(_row(number).values()))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _row(number: int) -> dict[rules.Column, object]:
    return {
        rules.Column.SERIAL: rules.serial_of(f"A{number:05}"),
        rules.Column.SUBJECT: number % 12 + 1,
        rules.Column.BODY: f"{TYPED} {number}",
        rules.Column.CHANNEL: "workshop",
        rules.Column.RECEIVED_ON: clock.today(),
    }


def _said_of_import(found: Imported) -> list[str]:
    memory = "not known here" if found.megabytes is None else f"{found.megabytes:.0f} MB"
    waits = found.waits
    return [
        f"Import of {ROWS:,} rows: {found.seconds:.1f} s, {memory} of memory more at its peak.",
        (
            f"Meanwhile {len(waits.waits)} sheets were entered: p50 {waits.percentile(0.5):.0f} ms, "
            f"at most {max(waits.waits, default=0):.0f} ms."
        ),
    ]


def _fresh_peak() -> float | None:
    """Begin the peak anew where the system can, and return the memory of now."""
    if _STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> float | None:
    if not _STATUS.exists():
        return None
    line = next(one for one in _STATUS.read_text().splitlines() if one.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
