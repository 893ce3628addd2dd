"""What the pages of councils and bodies say in the language of who reads them, and what may be said."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import rules
from tadafor.councils.models import AgendaItem, Body, Opinion, Session
from tadafor.kernel.words import word
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, thing_of

ROOM = "councils"
LANGUAGE = "ar"  # what councils write is in Arabic
NAME = ("name",)
TITLE = ("title",)
_WHOLE: Mapping[type, Sequence[str]] = {
    Body: ("name", "purpose", "founded_by"),
    Opinion: ("title", "question", "text", "answer_reason"),
    AgendaItem: ("title", "explanation"),
}
_SHORT: Mapping[type, Sequence[str]] = {Body: NAME, Opinion: TITLE, AgendaItem: TITLE}


def thing(one: object) -> str:
    """Name a row of this room as versions in other languages do."""
    return thing_of(ROOM, type(one).__name__.lower(), one.pk)  # type: ignore[attr-defined]


def in_language(context: Mapping[str, Any], *, whole: str = "") -> dict[str, Any]:
    """Return what a page shows in its reader's language; ``whole`` is shown at length, the rest by its title.

    One query, or none for those who read Arabic (§ translations-which).
    """
    reading = translations.reading([(thing(one), LANGUAGE) for one in _things(context)])
    if reading.language == LANGUAGE:
        return {"tongues": reading}
    said: dict[str, Any] = {"tongues": reading}
    for name in ("body", "opinion", "item"):
        if context.get(name):
            said[name] = _one(reading, context[name], whole=name == whole)
    for name in ("bodies", "lines"):
        if context.get(name):
            whole_ones = name == whole
            said[name] = [(_one(reading, one, whole=whole_ones), *more) for one, *more in context[name]]
    for name in ("opinions", "rows"):
        if context.get(name):
            said[name] = [_row(reading, row) for row in context[name]]
    return said


def _things(context: Mapping[str, Any]) -> Iterator[Any]:
    for name in ("body", "opinion", "item"):
        if context.get(name):
            yield context[name]
    if context.get("opinion"):
        yield context["opinion"].body
    for name in ("bodies", "lines"):
        yield from (one for one, *_more in context.get(name) or ())
    for name in ("opinions", "rows"):
        rows = [one for row in context.get(name) or () if isinstance(one := _opinion_of(row), Opinion)]
        yield from rows
        yield from (one.body for one in rows if "body" in one._state.fields_cache)  # noqa: SLF001


def _one(reading: Reading, one: Any, *, whole: bool = False) -> Any:  # noqa: ANN401
    names = (_WHOLE if whole else _SHORT)[type(one)]
    twin = reading.of(one, thing(one), names, LANGUAGE)
    if isinstance(one, Opinion) and "body" in one._state.fields_cache:  # noqa: SLF001 -- asked for already
        twin.body = reading.of(one.body, thing(one.body), NAME, LANGUAGE)
    return twin


def _row(reading: Reading, row: Any) -> Any:  # noqa: ANN401 -- an opinion with its state, or a session
    if isinstance(row, dict) and "opinion" in row:
        return row | {"opinion": _one(reading, row["opinion"])}
    if isinstance(row, tuple) and row:
        return (_row(reading, row[0]), *row[1:])
    return _one(reading, row) if isinstance(row, Opinion) else row


def _opinion_of(row: Any) -> Any:  # noqa: ANN401 -- as a page holds it: alone, first in a row, or named
    if isinstance(row, dict):
        return row.get("opinion")
    return row[0] if isinstance(row, tuple) and row else row


# ---- what may be said in other languages


def works(territory_id: int) -> list[Work]:
    """Return the bodies with their opinions, and the sessions with their points (``TADAFOR_WORKS``)."""
    adopted = Count("opinions", filter=Q(opinions__adopted_on__isnull=False))
    bodies = Body.objects.filter(territory_id=territory_id).annotate(told=adopted)
    convened = Session.objects.filter(territory_id=territory_id, convened_on__isnull=False)
    sessions = convened.annotate(told=Count("items"))
    return [
        *(_body(one) for one in bodies.select_related("territory").order_by("founded_on", "pk")),
        *(_session(one) for one in sessions.select_related("territory").order_by("-opens_on") if one.told),  # type: ignore[attr-defined]
    ]


def _body(one: Any) -> Work:  # noqa: ANN401 -- a body with its count
    return Work(
        thing=thing(one),
        kind=word(rules.BodyKind(one.kind)),
        title=one.name,
        language=LANGUAGE,
        territory_id=one.territory_id,
        address=reverse("councils:desk_body", args=[one.territory.slug, one.slug]),
        size=1 + one.told,
        pieces=partial(_pieces_of_body, one),
        icon="users",
    )


def _pieces_of_body(one: Body) -> list[Piece]:
    opinions = Opinion.objects.filter(body=one, adopted_on__isnull=False).order_by("-begun_on", "-pk")
    pieces = [*_body_words(one), *(piece for opinion in opinions for piece in _opinion_words(opinion))]
    return [piece for piece in pieces if piece.text]


def _body_words(one: Body) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": thing(one), "group": "words", "heading": one.name}
    yield Piece(**common, field="name", text=one.name, longest=200, label=_("الاسم"), on_one_line=True)
    yield Piece(**common, field="purpose", text=one.purpose, longest=4_000, label=_("لماذا أُحدثت؟"))
    yield Piece(
        **common, field="founded_by", text=one.founded_by, longest=300, label=_("بموجب"), on_one_line=True
    )


def _opinion_words(one: Opinion) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": thing(one), "group": f"opinion-{one.slug}", "heading": one.title}
    common |= {"official": True}
    yield Piece(**common, field="title", text=one.title, longest=200, label=_("العنوان"), on_one_line=True)
    yield Piece(**common, field="question", text=one.question, longest=4_000, label=_("السؤال"))
    yield Piece(**common, field="text", text=one.text, longest=20_000, label=_("نص الرأي"))
    answered = {"field": "answer_reason", "text": one.answer_reason, "longest": 4_000}
    yield Piece(**common, **answered, label=_("جواب المجلس"))  # type: ignore[arg-type]


def _session(one: Any) -> Work:  # noqa: ANN401 -- a session with its count
    return Work(
        thing=thing(one),
        kind=_("دورة المجلس"),
        title=one.name,
        language=LANGUAGE,
        territory_id=one.territory_id,
        address=reverse("councils:desk_session", args=[one.territory.slug, one.slug]),
        size=one.told,
        pieces=partial(_pieces_of_session, one),
        icon="landmark",
    )


def _pieces_of_session(one: Session) -> list[Piece]:
    items = AgendaItem.objects.filter(session=one).order_by("position")
    return [piece for item in items for piece in _point_words(item) if piece.text]


def _point_words(one: AgendaItem) -> Iterator[Piece]:
    heading = _("النقطة %(position)s") % {"position": one.position}
    common: dict[str, Any] = {"thing": thing(one), "group": f"point-{one.pk}", "official": True}
    common |= {"heading": f"{heading} · {one.title}"}
    yield Piece(**common, field="title", text=one.title, longest=300, label=_("العنوان"), on_one_line=True)
    yield Piece(**common, field="explanation", text=one.explanation, longest=10_000, label=_("بيان الأسباب"))
