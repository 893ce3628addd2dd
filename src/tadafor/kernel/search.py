"""Search by meaning alike: trigrams of folded text, kept in a GIN index of our own.

No contrib extension is needed. A table that wants it keeps ``search_text`` and ``grams``.
"""

from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, FloatField, Func, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from tadafor.kernel.synonyms import same_meaning
from tadafor.kernel.text import search_text, stem

_GRAM = 3
_LONGEST_QUERY = 200
_ENOUGH_ALIKE = 0.3

if TYPE_CHECKING:
    Things = QuerySet[Any]
else:
    Things = QuerySet


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


def _says(word: str) -> Q:
    wanted = Q()
    for piece in dict.fromkeys(stem(way) for way in same_meaning(word)):
        like = Q(search_text__contains=piece)
        wanted |= like & Q(grams__contains=_inner_grams(piece)) if len(piece) >= _GRAM else like
    return wanted


def matching(things: Things, query: str) -> Things:
    """Keep the ``things`` whose text says every word of ``query``, in any of its forms."""
    for word in search_text(query[:_LONGEST_QUERY]).split():
        things = things.filter(_says(word))
    return things


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
