"""Queries whose SQL is written once in a process, then asked again and again with other values.

Writing the SQL of a list takes Django longer than drawing half of it. A function decorated with
``asked_once`` describes a query of the ORM; it is called with stand-ins, once for each shape of question,
and what it wrote is kept::

    @asked_once
    def _at(slug: str) -> QuerySet[Consultation]:
        return Consultation.objects.announced().filter(slug=slug)

    _at.first(slug=slug)    _at.all(limit=20, offset=40, slug=slug)    _at.count(slug=slug)

A value is text, a whole number, a day, a moment, or a list of whole numbers (for the lookup ``any``), and
only fills the question in: the function may pass it to a filter, never look at it. None, True and False
change the shape. Nothing else may be read by the function, the clock least of all. No answer is kept: rows,
instances or tuples, come fresh from the database.

Scopes hold as everywhere: within a territory the question is its own, outside any scope it raises.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Count, Field, Lookup, QuerySet, Value, prefetch_related_objects
from django.db.models.query import ModelIterable, get_related_populators
from django_scopes import get_scope

from tadafor.kernel.instances import beside, maker, needed
from tadafor.kernel.prepared import send
from tadafor.kernel.scopes import current_territory, within

if TYPE_CHECKING:
    AnyLookup = Lookup[Any]
else:
    AnyLookup = Lookup

Row = TypeVar("Row")
_PLACE = 2_000_000_011
_MOST_SHAPES = 200
_STAND_INS: dict[type, Callable[[int], Any]] = {
    str: lambda at: f"stand-in-{at}",
    int: lambda at: 31_001 + at,
    dt.date: lambda at: dt.date(1901, 1, 1 + at),
    dt.datetime: lambda at: dt.datetime(1901, 2, 1 + at, tzinfo=dt.UTC),
    list: lambda at: [31_001 + at],
}
# What was asked ahead (``kernel.together.ahead``): each answer is given once, to who asks the same.
AHEAD: ContextVar[dict[Hashable, list[Any]] | None] = ContextVar("ahead", default=None)


def answered(question: "Asked[Any]", values: Mapping[str, object], limit: int | None) -> Hashable:
    """Name the answer to a question with these values, in the scope it is asked in."""
    return question, repr(sorted(values.items())), limit, _whose(), current_territory()


@Field.register_lookup
class AnyOf(AnyLookup):
    """``pk__any=[1, 2]``: one value for a whole list, where ``in`` writes as many as there are."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]


class Asked(Generic[Row]):
    """A question with its SQL, for each of its shapes."""

    def __init__(self, describe: Callable[..., QuerySet[Any, Row]]) -> None:
        self.describe = describe
        self.__doc__ = describe.__doc__
        self._written: dict[object, _Written] = {}

    def all(self, *, limit: int | None = None, offset: int = 0, **values: object) -> list[Row]:
        """Return the rows, or ``limit`` of them."""
        return self.slice(values, limit, offset)

    def slice(self, values: Mapping[str, object], limit: int | None, offset: int) -> list[Row]:
        ready = AHEAD.get()
        if ready and not offset and (found := ready.pop(answered(self, values, limit), None)) is not None:
            return found
        return self._shape(values).rows(values, limit, offset)

    def pages(self, **values: object) -> "Answers[Row]":
        """Return the rows as a list of pages takes them (``kernel.pages.page_of``)."""
        return Answers(self, values)

    def first(self, **values: object) -> Row | None:
        """Return the first row, in the order of the question."""
        return next(iter(self.slice(values, 1, 0)), None)

    def sent(self, *, limit: int | None = None, **values: object) -> "Callable[[], list[Row]]":
        """Send the question beside others (``kernel.prepared.one_trip``); call it for the rows, after."""
        written = self._shape(values)
        cursor = send(*written.filled(values, limit, 0))
        return lambda: written.read(cursor.fetchall())

    def part(self, values: Mapping[str, object], limit: int | None) -> "Part":
        """Return the question as a part of a larger one (``kernel.together``)."""
        return self._shape(values).part(values, limit)

    def count(self, **values: object) -> int:
        """Return how many rows there are."""
        (counted,) = self._shape(values, counting=True).rows(values, None, 0)
        return int(counted[0])

    def _shape(self, values: Mapping[str, object], *, counting: bool = False) -> "_Written":
        shape = tuple(
            (name, value if value is None or isinstance(value, bool) else type(value))
            for name, value in values.items()
        )
        key = (counting, _whose(), shape)
        if (found := self._written.get(key)) is None:
            found = self._write(values, counting=counting)
            if len(self._written) < _MOST_SHAPES:  # words typed in a search make shapes without end
                self._written[key] = found
        return found

    def _write(self, values: Mapping[str, object], *, counting: bool) -> "_Written":
        stand_ins = {
            name: value if value is None or isinstance(value, bool) else _stand_in(name, value, at)
            for at, (name, value) in enumerate(values.items())
        }
        with within(_PLACE) if _whose() == "within" else nullcontext():
            return _Written(self.describe(**stand_ins), stand_ins, counting=counting)


class Answers(Generic[Row]):
    """The rows of a question, counted and cut before they are asked for."""

    ordered = True

    def __init__(self, asked: Asked[Row], values: Mapping[str, object]) -> None:
        self.asked = asked
        self.values = values

    def count(self) -> int:
        return self.asked.count(**self.values)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Row]:
        start = part.start or 0
        if part.stop <= start:
            return []
        return self.asked.slice(self.values, part.stop - start, start)


class Part(NamedTuple):
    """A question ready to stand in another: its SQL, its values, and how its columns are read."""

    sql: str
    params: list[Any]
    kinds: list[str]
    read: Callable[[list[tuple[Any, ...]]], list[Any]]


class _Written:
    """The SQL of one shape, where its values go, and how its rows are read."""

    def __init__(self, things: Any, stand_ins: Mapping[str, object], *, counting: bool) -> None:  # noqa: ANN401
        if counting:
            things = _counting(things)
        compiler = things.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        names = {_plain(value): name for name, value in stand_ins.items() if _fills(value)}
        self.params = [(names.get(_plain(one)), one) for one in params]
        if missing := set(names.values()) - {name for name, _ in self.params}:
            raise FieldError(f"these values must reach the query as they are: {', '.join(sorted(missing))}")
        if derived := [one for name, one in self.params if not name and _derived(one)]:
            raise FieldError(f"worked out from a value, and would stay what it is now: {derived}")
        self.compiler = compiler
        self.converters = compiler.get_converters([one[0] for one in compiler.select])
        self.prefetched = things._prefetch_related_lookups  # noqa: SLF001 -- as Django's own prefetching asks
        self.is_instances = issubclass(things._iterable_class, ModelIterable)  # noqa: SLF001
        if self.is_instances:
            self._learn_instances()

    def filled(self, values: Mapping[str, Any], limit: int | None, offset: int) -> tuple[str, list[Any]]:
        territory = current_territory()
        params = [values[name] if name else territory if one == _PLACE else one for name, one in self.params]
        if limit is None:
            return self.sql, params
        return f"{self.sql} LIMIT %s OFFSET %s", [*params, limit, offset]

    def part(self, values: Mapping[str, Any], limit: int | None) -> Part:
        kinds = [_kind(one[0]) for one in self.compiler.select]
        return Part(*self.filled(values, limit, 0), kinds, self.read)

    def converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Read values as Django reads them: what was counted is a whole number, whatever SQL says."""
        if not self.converters:
            return rows
        return list(map(tuple, self.compiler.apply_converters(rows, self.converters)))

    def rows(self, values: Mapping[str, Any], limit: int | None, offset: int) -> list[Any]:
        sql, params = self.filled(values, limit, offset)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return self.read(cursor.fetchall())

    def read(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        rows = self.converted(rows)
        return self._instances(rows) if self.is_instances else rows

    def _learn_instances(self) -> None:
        info, select = self.compiler.klass_info, self.compiler.select
        self.start, self.end = info["select_fields"][0], info["select_fields"][-1] + 1
        self.make = maker(info["model"], [one[0].target.attname for one in select[self.start : self.end]])
        joined = get_related_populators(info, select, "default")  # type: ignore[call-arg]
        self.populate = [beside(one) for one in joined]
        self.annotated = list(self.compiler.annotation_col_map.items())

    def _instances(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """Make instances as Django's ``ModelIterable`` does."""
        found = []
        for row in rows:
            one = self.make(row[self.start : self.end])
            for populate in self.populate:
                populate(row, one)
            for name, at in self.annotated:
                setattr(one, name, row[at])
            found.append(one)
        if self.prefetched and (wanted := needed(self.prefetched, found)):
            prefetch_related_objects(found, *wanted)
        return found


def _counting(things: Any) -> Any:  # noqa: ANN401
    bare = things.order_by().prefetch_related(None)
    bare = bare if bare._fields is not None else bare.select_related(None)
    bare.query.clear_select_clause()
    bare._fields = None
    return bare.annotate(_one=Value(1)).values("_one").annotate(_n=Count("*")).values_list("_n")


def _kind(column: Any) -> str:  # noqa: ANN401 -- an expression
    field = column._output_field_or_none  # noqa: SLF001 -- its kind, where it has one
    return field.get_internal_type() if field else ""


def _fills(value: object) -> bool:
    return value is not None and not isinstance(value, bool)


def _plain(value: object) -> str:
    """Django gives numbers the width of their column, as a kind of their own."""
    return repr(int(value)) if isinstance(value, int) else repr(value)


def _derived(value: object) -> bool:
    """Whether it was made from a stand-in: the day of a moment, or words put around others."""
    return (isinstance(value, dt.date) and value.year in {1900, 1901}) or (
        isinstance(value, str) and "stand-in-" in value
    )


def _stand_in(name: str, value: object, at: int) -> object:
    if type(value) not in _STAND_INS:
        raise TypeError(f"{name}: text, a whole number, a day or a moment, not {type(value).__name__}")
    return _STAND_INS[type(value)](at)


def _whose() -> str:
    """Within a territory, everywhere, or nowhere: the SQL differs, and nowhere raises each time."""
    if not get_scope().get("_enabled", True):
        return "everywhere"
    return "nowhere" if current_territory() is None else "within"


def asked_once(describe: Callable[..., QuerySet[Any, Row]]) -> Asked[Row]:
    """Keep the SQL that ``describe`` writes."""
    return Asked(describe)
