"""Requests sent to a web server over connections that stay open, as fast as it answers."""

import asyncio
import time
from dataclasses import dataclass, field

from tadafor.bench.pages import Asked, Page

LONGEST_WAIT = 30.0


@dataclass
class Tally:
    """What was waited for."""

    waits: list[float] = field(default_factory=list)  # milliseconds, one for each request
    seconds: float = 0.0
    wrong: int = 0

    def add(self, other: "Tally") -> None:
        self.waits += other.waits
        self.seconds += other.seconds
        self.wrong += other.wrong

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the wait that ``share`` of the requests did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def pressed(port: int, page: Page, *, connections: int, seconds: float) -> Tally:
    """Ask for a page over so many connections for so long."""
    return asyncio.run(_press(port, page, connections, seconds))


async def _press(port: int, page: Page, connections: int, seconds: float) -> Tally:
    tally, started = Tally(), time.perf_counter()
    await asyncio.gather(*(_connection(port, page, started + seconds, tally) for _ in range(connections)))
    tally.seconds = time.perf_counter() - started
    return tally


async def _connection(port: int, page: Page, deadline: float, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.perf_counter() < deadline:
            status, waited = await answered(reader, writer, page.ask(), port)
            tally.waits.append(waited)
            tally.wrong += status != page.status
    finally:
        writer.close()


async def answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked, port: int
) -> tuple[int, float]:
    """Ask once over an open connection; return the status and how long it took, in milliseconds."""
    started = time.perf_counter()
    writer.write(_bytes(asked, port))
    status = await asyncio.wait_for(_status(reader), LONGEST_WAIT)
    return status, (time.perf_counter() - started) * 1000


def _bytes(asked: Asked, port: int) -> bytes:
    lines = [f"{asked.method} {asked.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in asked.headers.items()]
    lines += [f"Content-Length: {len(asked.body)}"] if asked.body else []
    return "\r\n".join([*lines, "", ""]).encode() + asked.body


async def _status(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = head.split("\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), None)
    if length is None:
        raise ConnectionError("an answer without its length")
    await reader.readexactly(length)
    return int(lines[0].split()[1])
