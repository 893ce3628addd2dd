"""Search by meaning alike: trigrams of folded text, kept in a GIN index of our own.

No contrib extension is needed. A table that wants it keeps ``search_text`` and ``grams``. Beside the
trigrams, ``grams`` may hold *marks*: numbers that say to which territory or procedure a row belongs and how
recent it is. The index then reads the rows of that place only, where it would read every row of the country
that says a word. Marks are written by a trigger of the table (``marks_of``), so that no row can lack them.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Field, FloatField, Func, IntegerField, Lookup, Q, QuerySet, Value
from django.db.models.functions import Cast

from tadafor.kernel.synonyms import same_meaning
from tadafor.kernel.text import search_text, stem

_GRAM = 3
ERA = 4_096
_LONGEST_QUERY = 200
_ENOUGH_ALIKE = 0.3

if TYPE_CHECKING:
    Things = QuerySet[Any]
    AnyLookup = Lookup[Any]
else:
    Things = QuerySet
    AnyLookup = Lookup


def grams(text: str) -> list[int]:
    """Return the hashed trigrams of ``text`` (32-bit signed, sorted, each once)."""
    folded = search_text(text)
    found = {
        crc32(word[at : at + _GRAM].encode()) - 2**31
        for word in (f" {word} " for word in folded.split())
        for at in range(max(1, len(word) - _GRAM + 1))
    }
    return sorted(found)


def _inner_grams(piece: str) -> list[int]:
    return sorted({crc32(piece[at : at + _GRAM].encode()) - 2**31 for at in range(len(piece) - _GRAM + 1)})


def _says(word: str, near: list[int]) -> Q:
    wanted = Q()
    for piece in dict.fromkeys(stem(way) for way in same_meaning(word)):
        like = Q(search_text__contains=piece)
        kept = [*near, *(_inner_grams(piece) if len(piece) >= _GRAM else [])]
        wanted |= like & Q(grams__contains=kept) if kept else like
    return wanted


def matching(things: Things, query: str, *, near: int | None = None) -> Things:
    """Keep the ``things`` whose text says every word of ``query``, in any of its forms.

    With ``near``, a mark, only those that bear it.
    """
    for word in search_text(query[:_LONGEST_QUERY]).split():
        things = things.filter(_says(word, [] if near is None else [near]))
    return things


# ---- the same, for a question whose SQL is kept (kernel.asked)


def words_of(query: str, *, near: int | None = None) -> dict[str, Any]:
    """Return the words of ``query`` as values of a question; ``saying`` describes what they ask."""
    values: dict[str, Any] = {}
    for at, word in enumerate(search_text(query[:_LONGEST_QUERY]).split()):
        for way, piece in enumerate(dict.fromkeys(stem(one) for one in same_meaning(word))):
            kept = _inner_grams(piece) if len(piece) >= _GRAM else []
            marks = [] if near is None else [near]
            values[f"like_{at}_{way}"] = f"%{connection.ops.prep_for_like_query(piece)}%"
            values[f"kept_{at}_{way}"] = [*marks, *kept] or None
    return values


def starting(text: str) -> str:
    """Return the pattern of what begins with ``text``, for the lookup ``as_like``."""
    return f"{connection.ops.prep_for_like_query(text)}%"


def saying(things: Things, words: Mapping[str, Any]) -> Things:
    """Keep the ``things`` that say these words, as ``matching`` does."""
    asked: dict[str, Q] = {}
    for name, pattern in words.items():
        kind, _, place = name.partition("_")
        if kind != "like":
            continue
        kept = words[f"kept_{place}"]
        says = Q(search_text__as_like=pattern) & (Q() if kept is None else Q(grams__holds=kept))
        at = place.partition("_")[0]
        asked[at] = asked[at] | says if at in asked else says
    for one in asked.values():
        things = things.filter(one)
    return things


@Field.register_lookup
class _AsLike(AnyLookup):
    """A pattern of SQL, written by who asks."""

    lookup_name = "as_like"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401
        column, params = self.process_lhs(compiler, connection)
        return f"{column}::text LIKE %s", [*params, self.rhs]


@ArrayField.register_lookup
class _Holds(AnyLookup):
    """One value for a whole list of numbers that an array holds."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @> (%s)::int[]", [*params, self.rhs]


@ArrayField.register_lookup
class _Names(AnyLookup):
    """A word that stands in an array of words; ``contains``, for a question whose SQL is kept."""

    lookup_name = "names"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @> ARRAY[%s]::varchar[]", [*params, self.rhs]


# ---- marks


class Mark(IntEnum):
    """What a mark says of a row."""

    TERRITORY = 0
    PROCEDURE = 1
    ERA = 2


# The same number as ``mark`` gives.
_MARK = "(mod((%s * 4 + %d) * 2654435761, 4294967296) - 2147483648)::int"
_MAKE_MARKS = """
    CREATE FUNCTION TABLE_NAME_marks() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE kept int;
    BEGIN
        FOREACH kept IN ARRAY ARRAY[MARKS] LOOP
            IF NOT NEW.grams @> ARRAY[kept] THEN NEW.grams := NEW.grams || kept; END IF;
        END LOOP;
        RETURN NEW;
    END $$;
    CREATE TRIGGER TABLE_NAME_marks BEFORE INSERT OR UPDATE OF grams ON TABLE_NAME
        FOR EACH ROW EXECUTE FUNCTION TABLE_NAME_marks();
    UPDATE TABLE_NAME SET grams = grams;
"""


def mark(kind: Mark, key: int) -> int:
    """Return the mark of a territory, of a procedure or of an era, a number like those of trigrams.

    Where it happens to be a trigram too, the index gives a row too many, and the text is compared anyway.
    """
    return ((key * 4 + kind) * 2_654_435_761) % 2**32 - 2**31


@ArrayField.register_lookup
class _OfNewest(AnyLookup):
    """The rows of the last eras of a table, as many as asked for."""

    lookup_name = "of_newest"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401
        column, params = self.process_lhs(compiler, connection)
        table = connection.ops.quote_name(self.lhs.target.model._meta.db_table)  # noqa: SLF001 -- its own table
        newest = f"SELECT COALESCE(max(id), 0) / {ERA} AS last FROM {table}"  # noqa: S608 -- the name of its own table
        marked = _MARK % ("era::bigint", Mark.ERA)
        eras = "generate_series(GREATEST(0, newest.last - %s + 1), newest.last) AS era"
        return f"{column} && ARRAY(SELECT {marked} FROM ({newest}) AS newest, {eras})", [*params, self.rhs]  # noqa: S608 -- same


def marks_of(table: str, **marks: str) -> tuple[str, str]:
    """Return the SQL of a trigger that keeps the marks of ``table``, and the SQL that takes it away.

    ``marks`` says, by the name of each mark, what its key is for the row ``NEW``. For migrations.
    """
    kept = ", ".join(f"{_MARK % (f'({key})::bigint', Mark[name.upper()])}" for name, key in marks.items())
    make = _MAKE_MARKS.replace("TABLE_NAME", table).replace("MARKS", kept)
    return make, f"DROP TRIGGER {table}_marks ON {table}; DROP FUNCTION {table}_marks();"


def similar(things: Things, text: str, limit: int = 3) -> Things:
    """Return the ``limit`` things most like ``text``, most alike first, none that is hardly alike."""
    wanted = grams(text)
    if not wanted:
        return things.none()
    array = Value(wanted, output_field=ArrayField(IntegerField()))
    common = _Common(F("grams"), array)
    alike: Things = (
        things.filter(grams__overlap=wanted)
        .annotate(alike=Cast(common, FloatField()) / Value(float(len(wanted))))
        .filter(alike__gte=_ENOUGH_ALIKE)
        .order_by("-alike", "pk")[:limit]
    )
    return alike


class _Common(Func):
    """How many members two integer arrays share."""

    template = "(SELECT count(*) FROM (SELECT unnest(%(expressions)s)) AS shared)"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = IntegerField()
