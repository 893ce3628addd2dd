"""Questions of several rooms, asked in one query.

A first page asks every room the same thing, and each has a question of its own (``kernel.asked``). A
function that tells something from rows of values says which rows it wants, and is given them::

    @together
    def figures(territory_id: int | None) -> Telling[list[Figure]]:
        (rows,) = yield [wanted(_totals, territory=territory_id)]
        return [Figure(value=count, words=_("عريضة")) for (count,) in rows]

Called by itself, it asks by itself. ``gathered`` calls many such functions at once: what all of them want
first is one query, what they want next another. So a page costs the same however many rooms there are.

A page of one room that asks many small questions asks them ahead, in one query, and then reads as usual::

    with ahead([wanted(_extensions, consultation=key), wanted(_conclusion, limit=1, consultation=key)]):
        extensions = extensions_of(consultation)   # asks nothing
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import update_wrapper
from itertools import chain
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from django.db import connection

from tadafor.kernel.asked import AHEAD, Asked, answered

P = ParamSpec("P")
Told = TypeVar("Told")
Rows: TypeAlias = list[tuple[Any, ...]]

_READ: dict[str, Callable[[str], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
}
_UNREAD = frozenset({"BinaryField", "DurationField", "GenericIPAddressField"})  # JSON tells them otherwise
_WIDEST = 90  # columns told at once; PostgreSQL's functions take a hundred arguments
_DECODER = json.JSONDecoder(parse_float=Decimal)


@dataclass(frozen=True)
class Wanted:
    """Rows that a function needs before it can go on: of values, or instances where it is read ``ahead``."""

    question: Asked[Any]
    values: Mapping[str, object]
    limit: int | None = None


Telling: TypeAlias = Generator[Sequence[Wanted], list[Rows], Told]


def wanted(question: Asked[Any], *, limit: int | None = None, **values: object) -> Wanted:
    """Say which rows are wanted; ``limit=1`` is what ``question.first`` reads."""
    return Wanted(question, values, limit)


class Together(Generic[P, Told]):
    """A function that says what it wants: called by itself, or with others by ``gathered``."""

    def __init__(self, tell: Callable[P, Telling[Told]]) -> None:
        self.tell = tell
        update_wrapper(self, tell)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Told:
        told: Told = _finished([self.tell(*args, **kwargs)])[0]
        return told


def together(tell: Callable[P, Telling[Told]]) -> Together[P, Told]:
    """Let what a function wants be asked with what others want."""
    return Together(tell)


def gathered(calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[Any]:
    """Call functions with their arguments, and return what each told, in their order.

    Those that are not decorated ask by themselves.
    """
    called = list(calls)
    tellings = iter(_finished([one.tell(*args) for one, args in called if isinstance(one, Together)]))
    return [next(tellings) if isinstance(one, Together) else one(*args) for one, args in called]


@contextmanager
def ahead(every: Sequence[Wanted]) -> Iterator[None]:
    """Ask these questions now, in one query; within the block, who asks one of them finds its answer.

    An answer is given once: whoever asks again asks the database. Writes inside the block are not seen by
    what was asked before them, so only pages that read use it.
    """
    rows = _answered(every)
    ready = {
        answered(one.question, one.values, one.limit): found for one, found in zip(every, rows, strict=True)
    }
    token = AHEAD.set(ready)
    try:
        yield
    finally:
        AHEAD.reset(token)


def _finished(tellings: Sequence[Telling[Any]]) -> list[Any]:
    told: dict[int, Any] = {}
    given: dict[int, list[Rows] | None] = dict.fromkeys(range(len(tellings)))
    while given:
        asked: dict[int, Sequence[Wanted]] = {}
        for at, rows in given.items():
            try:
                asked[at] = next(tellings[at]) if rows is None else tellings[at].send(rows)
            except StopIteration as end:
                told[at] = end.value
        found = iter(_answered([one for several in asked.values() for one in several]))
        given = {at: [next(found) for _ in several] for at, several in asked.items()}
    return [told[at] for at in range(len(tellings))]


def _answered(every: Sequence[Wanted]) -> list[Rows]:
    if len(every) < 2:  # noqa: PLR2004 -- nothing to ask it with
        return [one.question.slice(one.values, one.limit, 0) for one in every]
    parts = [one.question.part(one.values, one.limit) for one in every]
    sql = " UNION ALL ".join(_numbered(at, part.sql, part.kinds) for at, part in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for part in parts for value in part.params])
        found = cursor.fetchall()
    answers: list[list[tuple[int, str]]] = [[] for _ in parts]
    for at, place, row in found:
        answers[at].append((place, row))
    return [part.read(_read(part.kinds, sorted(rows))) for part, rows in zip(parts, answers, strict=True)]


def _numbered(at: int, sql: str, kinds: Sequence[str]) -> str:
    if unread := _UNREAD.intersection(kinds):
        raise TypeError(f"a part of a larger question cannot hold {', '.join(sorted(unread))}")
    names = [f"c{column}" for column in range(len(kinds))]
    told = [f"{name}::text" if kind == "JSONField" else name for name, kind in zip(names, kinds, strict=True)]
    heaps = [told[at : at + _WIDEST] for at in range(0, len(told), _WIDEST)]
    row = " || ',' || ".join(f"json_build_array({', '.join(heap)})::text" for heap in heaps)
    return f"SELECT {at}, row_number() OVER (), {row} FROM ({sql}) AS q ({', '.join(names)})"  # noqa: S608 -- SQL of the ORM


def _read(kinds: Sequence[str], rows: Sequence[tuple[int, str]]) -> Rows:
    readers = [(column, _READ[kind]) for column, kind in enumerate(kinds) if kind in _READ]
    read = []
    heaps = _DECODER.decode(f"[{','.join(written for _, written in rows)}]")
    each = -(-len(kinds) // _WIDEST)
    whole = heaps if each == 1 else [list(chain(*heaps[at : at + each])) for at in range(0, len(heaps), each)]
    for row in whole:
        for column, reader in readers:
            if row[column] is not None:
                row[column] = reader(row[column] if isinstance(row[column], str) else str(row[column]))
        read.append(tuple(row))
    return read
