"""The figures: what they were measured on, as a table for people and as JSON."""

import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from tadafor.bench.inside import Seen
from tadafor.kernel import clock

COLUMNS = ("requests/s", "p50 ms", "p95 ms", "requests/s", "p50 ms", "p95 ms")


@dataclass(frozen=True)
class Waits:
    """How long people wait, at one number of connections."""

    requests_per_second: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Figures:
    """One page over one database."""

    seen: Seen
    processor_ms: float
    waits: dict[int, Waits]


@dataclass(frozen=True)
class Compared:
    """One page over the small database and over the large one."""

    name: str
    tenth: Figures
    full: Figures

    @property
    def slower(self) -> float:
        """How many times slower at ten times the data: processor and database together."""
        full, tenth = (one.processor_ms + one.seen.database_ms for one in (self.full, self.tenth))
        return full / tenth


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
    return {
        "date": clock.today().isoformat(),
        "cores": os.cpu_count(),
        "memory_gb": _memory(),
        "busy": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "postgresql": postgresql,
        "django": version("django"),
        "granian": version("granian"),
    }


def _memory() -> float | None:
    told = Path("/proc/meminfo")
    if not told.exists():
        return None
    return round(int(told.read_text().split()[1]) / 1024**2, 1)


def as_json(on: dict[str, Any], rows: list[Compared]) -> dict[str, Any]:
    """Return everything, for machines."""
    return {"measured_on": on, "pages": [asdict(row) | {"ratio": round(row.slower, 3)} for row in rows]}


def as_text(on: dict[str, Any], rows: list[Compared]) -> str:
    """Return the tables, for people."""
    return "\n\n".join((_head(on), _loads(rows), _insides(rows)))


def _head(on: dict[str, Any]) -> str:
    return (
        f"{on['date']}: {on['cores']} cores, {on['memory_gb']} GB, Python {on['python']}, PostgreSQL "
        f"{on['postgresql']}, Django {on['django']}, Granian {on['granian']}; {on['busy']} processes waited "
        "for a processor when it began."
    )


def _loads(rows: list[Compared]) -> str:
    """Requests through the web server: full, and how many times the tenth."""
    loaded = [row for row in rows if row.full.waits]
    counts = sorted(loaded[0].full.waits) if loaded else []
    heads = [
        "through the web server",
        *(f"{what}, {n} conn." for n in counts for what in ("req/s", "p50", "p95")),
    ]
    heads.append("p50 ratio")
    lines = []
    for row in loaded:
        cells = [f"{value:.1f}" for n in counts for value in asdict(row.full.waits[n]).values()]
        ratio = row.full.waits[counts[0]].p50_ms / row.tenth.waits[counts[0]].p50_ms
        lines.append([row.name, *cells, f"{ratio:.2f}"])
    return _table(heads, lines)


def _insides(rows: list[Compared]) -> str:
    heads = [
        "in one process",
        "queries",
        "processor ms",
        "database ms",
        "tenth: both",
        "ratio",
        "gzip",
        "brotli",
    ]
    lines = []
    for row in rows:
        seen, before = row.full.seen, row.tenth
        lines.append(
            [
                row.name,
                str(seen.queries),
                f"{row.full.processor_ms:.2f}",
                f"{seen.database_ms:.2f}",
                f"{before.processor_ms + before.seen.database_ms:.2f}",
                f"{row.slower:.2f}",
                f"{seen.bytes_sent:,}" if seen.encoding else "-",
                f"{seen.bytes_brotli:,}",
            ]
        )
    return _table(heads, lines)


def _table(heads: list[str], lines: list[list[str]]) -> str:
    """Write a table that Markdown reads too."""
    widths = [max(len(line[at]) for line in [heads, *lines]) for at in range(len(heads))]

    def written(line: list[str]) -> str:
        cells = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return f"| {' | '.join(cells)} |"

    rule = (
        "| "
        + " | ".join("-" * width if not at else "-" * (width - 1) + ":" for at, width in enumerate(widths))
        + " |"
    )
    return "\n".join([written(heads), rule, *map(written, lines)])
