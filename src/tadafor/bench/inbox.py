"""Fifty thousand suggestions in one commune: the list, the places, the data, and telling one more."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from tadafor.bench import databases, pages
from tadafor.bench.inside import Stack
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.suggestions import actions, queries, rules
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

MANY = 50_000
TERRITORY = 1
STAFF = 3
AT = f"/commune-{TERRITORY}/suggestions/"
TIMES, POSTS = 20, 30
BODY = "مصباح الإنارة رقم {n} قبالة المدرسة مطفأ منذ أسبوع والتلاميذ يمرون في الظلام."
PAGES = {
    "the list": "",
    "its last page": "?after=0",
    "the list, a subject": "?category=waste",
    "the list, the most backed": "?shelf=backed",
    "the list, searched": "?" + urlencode({"text": "المدرسة"}),
    "the places (what the map says)": "places/",
    "the services in numbers": "figures/",
    "GeoReport, fifty requests": "open311/v2/requests.json",
    "GeoJSON, a thousand": "all.geojson",
}


def measured(database: str) -> str:
    """Measure in a database of the bench; return what was found, for people."""
    with databases.using(database):
        actor = _set_up()
        _many(MANY)
        with within(TERRITORY):
            if not queries.listed(limit=1, territory_id=TERRITORY):
                raise LookupError("nothing to list")
        stack = Stack()
        lines = [_page(stack, name, AT + path) for name, path in PAGES.items()]
        lines.append(_posted(actor))
    head = f"{MANY:,} suggestions in one commune, each page asked {TIMES} times in one process:"
    return "\n".join([head, *lines])


def _page(stack: Stack, name: str, path: str) -> str:
    page = pages.read(name, path)
    return _timed(name, lambda: stack.answer(page))


def _timed(name: str, verb: Callable[[], object], *, times: int = TIMES) -> str:
    waits = []
    verb()  # what is written once is written before
    spent = time.process_time()
    for _ in range(times):
        started = time.perf_counter()
        verb()
        waits.append((time.perf_counter() - started) * 1000)
    own = (time.process_time() - spent) * 1000 / times
    return (
        f"  {name}: p50 {statistics.median(waits):.1f} ms, slowest {max(waits):.0f} ms; "
        f"processor {own:.1f} ms, the database's own left out"
    )


def _set_up() -> Actor:
    """Give somebody the role of a focal point; name a service and two subjects, and tell the first one."""
    now = clock.now()
    pages.give(STAFF, TERRITORY, RoleKind.FOCAL_POINT)
    actor = people.actor_of(STAFF, now=now, second_factor=True)
    territory = territories.territory_by_slug(f"commune-{TERRITORY}")
    if actor is None or territory is None:
        raise LookupError(STAFF)
    with within(TERRITORY):
        common: dict[str, Any] = {"territory_id": TERRITORY, "actor": actor, "now": now}
        actions.bring_promises(now=now)
        service = actions.keep_service(name_ar="الإنارة", name_fr="", agents=[], **common)
        for named in ("lighting", "waste"):
            made = actions.keep_category(facts=actions.CategoryFacts(named), named=named, **common)
            actions.keep_route(category=made, neighbourhood_id=None, service=service, actor=actor, now=now)
        first = _post(actor, 0)
        # Read by somebody, wherever the territory reads first: an empty list would cost nothing.
        traces.set_visibility(item=first.trace, visibility=Visibility.VISIBLE)
    return actor


def _post(actor: Actor, n: int) -> queries.Suggestion:
    territory = territories.territory_by_slug(f"commune-{TERRITORY}")
    category = queries.category_at("lighting")
    if territory is None or category is None:
        raise LookupError(TERRITORY)
    posted = actions.post(
        territory=territory,
        said=actions.Said(kind=rules.Kind.REMARK, category=category, body=BODY.format(n=n)),
        actor=actor,
        now=clock.now() - timedelta(days=2 if n == 0 else 0),
        token=f"bench-{n}",
    )
    return posted.suggestion


def _many(count: int) -> None:
    """Repeat the first one, with its trace, in one statement each; numbers, subjects and places differ."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, trace_id FROM suggestions_suggestion WHERE number = 1")
        first, trace = cursor.fetchone()
        cursor.execute(
            "SELECT array_agg(id) FROM territories_neighbourhood WHERE territory_id = %s", [TERRITORY]
        )
        places = cursor.fetchone()[0] or [None]
        traces = {"code": "'S' || lpad(n::text, 9, '0')", "address": f"'{AT}' || (n + 1) || '/'"}
        cursor.execute(_repeated("traces_trace", traces), [count - 1, trace])
        changed = {
            "number": "n + 1",
            "token_hash": "'bench' || n",
            "trace_id": "(SELECT id FROM traces_trace WHERE code = 'S' || lpad(n::text, 9, '0'))",
            "category_id": "category_id + mod(n, 2)",
            "neighbourhood_id": f"(ARRAY{places!r}::bigint[])[1 + mod(n, {len(places)})]".replace(
                "None", "NULL"
            ),
            "supports_count": "mod(n, 97)",
            "written_at": "written_at - n * interval '5 minutes'",
            "latitude": "35.1 + mod(n, 900) * 0.0001",
            "longitude": "-6.2 + mod(n, 700) * 0.0001",
        }
        cursor.execute(_repeated("suggestions_suggestion", changed), [count - 1, first])
        cursor.execute("UPDATE suggestions_suggestionsettings SET last_number = %s", [count])
        for table in ("traces_trace", "suggestions_suggestion"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _repeated(table: str, changed: dict[str, str]) -> str:
    """Return the SQL that repeats one row of a table, some of its columns worked out from n."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND column_name <> 'id' AND is_generated = 'NEVER'",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    said = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    source = f"{table} t, generate_series(1, %s) n WHERE t.id = %s ORDER BY n"
    return f"INSERT INTO {table} ({names}) SELECT {said} FROM {source}"  # noqa: S608 -- its own words


def _posted(actor: Actor) -> str:
    """Tell one more, as a request does; an account tells twenty a day, so each has its own settings."""
    turns = iter(range(1, POSTS + 10))
    with within(TERRITORY):
        actions.choose(
            territory_id=TERRITORY,
            threshold=rules.THRESHOLD,
            treats_complaints=False,
            limits=rules.Limits(person_a_day=1_000),
            actor=actor,
            now=clock.now(),
        )
        near = _timed("the near ones of a text", _near)
        told = _timed("telling one", lambda: _post(actor, next(turns)), times=POSTS)
    return f"{near}\n{told}"


def _near() -> object:
    category = queries.category_at("lighting")
    return queries.alike(
        territory_id=TERRITORY, text=BODY.format(n=7), category=category.pk if category else None
    )
