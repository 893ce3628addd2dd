"""Measures every page over both databases, turn by turn, so that a busy machine weighs on both."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tadafor.bench import asking, counter, databases, door, figures, inbox, pages, phones, plans
from tadafor.bench.inside import Seen, Stack, look, processor_ms
from tadafor.bench.load import Tally, pressed
from tadafor.bench.pages import Page
from tadafor.bench.sizes import FULL, TENTH, Size
from tadafor.bench.web import Web

CONNECTIONS = (1, 16)


@dataclass(frozen=True)
class Pace:
    """How long to measure."""

    rounds: int
    seconds: float
    times: int
    counter: bool = False  # the counter at work too


USUAL = Pace(rounds=4, seconds=1.0, times=10, counter=True)
QUICK = Pace(rounds=2, seconds=0.5, times=6)


@dataclass
class Place:
    """One size: its database, its pages, its web server."""

    size: Size
    database: str
    pages: list[Page] = field(default_factory=list)
    port: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    processor: dict[str, list[float]] = field(default_factory=dict)
    tallies: dict[str, dict[int, Tally]] = field(default_factory=dict)

    def figures(self, name: str) -> figures.Figures:
        waits = {
            count: figures.Waits(tally.per_second, tally.percentile(0.5), tally.percentile(0.95))
            for count, tally in self.tallies.get(name, {}).items()
        }
        # The least of the rounds: what else the machine does can only add.
        return figures.Figures(self.seen[name], min(self.processor[name]), waits)


def measure(web: Web | None, pace: Pace) -> None:
    """Fill, measure, say."""
    # What is measured is each page drawn for its reader, never one that was drawn a moment ago.
    settings.TADAFOR_REMEMBERED_SECONDS = 0
    os.environ["REMEMBERED_SECONDS"] = "0"
    started = time.perf_counter()
    places = [_place(size) for size in (TENTH, FULL)]
    on = figures.machine()
    print("Counting and timing each page in one process…", flush=True)
    _inside(places, pace)
    if web is not None:
        print("Asking the web server, over 1 and over 16 connections…", flush=True)
        _through_the_web(places, pace, web)
    rows = list(_compared(places))
    kept = Path(settings.VAR_DIR) / "figures.json"
    kept.write_text(json.dumps(figures.as_json(on, rows), indent=1, ensure_ascii=False))
    print(f"\n{figures.as_text(on, rows)}\n")
    if web is not None and pace.counter:
        print(f"{counter.measured(places[-1].database, web)}\n")
        print(f"{door.measured(places[-1].database, web)}\n")
        print(f"{phones.measured(places[-1].database, web)}\n")
        print(f"{asking.answered(places[-1].database, web)}\n")
    print(f"{inbox.measured(places[-1].database)}\n")
    print(f"{asking.measured(places[-1].database)}\n")
    print(f"{plans.measured(places[-1].database)}\n")
    print(f"Measured in {time.perf_counter() - started:.0f} seconds; every figure is in {kept}")


def _place(size: Size) -> Place:
    place = Place(size, databases.working_copy(size))
    with databases.using(place.database):
        writers = pages.writers()
    place.pages = [*pages.public(), pages.writing(writers), pages.posting(writers)]
    return place


def _inside(places: list[Place], pace: Pace) -> None:
    stack = Stack()
    for at in range(len(places[0].pages)):
        for place in places:
            page = place.pages[at]
            with databases.using(place.database):
                place.seen[page.name] = look(stack, page)
        for _ in range(pace.rounds):
            for place in places:
                page = place.pages[at]
                with databases.using(place.database):
                    spent = processor_ms(stack, page, pace.times)
                place.processor.setdefault(page.name, []).append(spent)


def _through_the_web(places: list[Place], pace: Pace, web: Web) -> None:
    with ExitStack() as servers:
        for place in places:
            place.port = servers.enter_context(web(databases.url(place.database)))
        for at, page in enumerate(places[0].pages):
            if page.loaded:
                for count in CONNECTIONS:
                    _pressed(places, at, count, pace)


def _pressed(places: list[Place], at: int, connections: int, pace: Pace) -> None:
    for place in places:
        pressed(place.port, place.pages[at], connections=connections, seconds=0.2)
    for _ in range(pace.rounds):
        for place in places:
            page = place.pages[at]
            tally = pressed(place.port, page, connections=connections, seconds=pace.seconds)
            if tally.wrong:
                raise RuntimeError(
                    f"{page.name}: {tally.wrong} of {len(tally.waits)} answers were not {page.status}"
                )
            place.tallies.setdefault(page.name, {}).setdefault(connections, Tally()).add(tally)


def _compared(places: list[Place]) -> Iterator[figures.Compared]:
    tenth, full = places
    for page in full.pages:
        yield figures.Compared(page.name, tenth.figures(page.name), full.figures(page.name))
