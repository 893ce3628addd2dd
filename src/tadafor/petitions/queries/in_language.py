"""What petitions say in the language of who reads them, and what may be said of them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.petitions import rules
from tadafor.petitions.models import Petition
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, thing_of

ROOM = "petitions"
TITLE = ("title",)
SHORT = ("title", "object")
WORDS = ("title", "object", "reasons", "aims")


def thing(petition_id: int) -> str:
    """Name a petition as versions in other languages do."""
    return thing_of(ROOM, "petition", petition_id)


def in_language(one: Petition, names: Sequence[str] = WORDS) -> dict[str, Any]:
    """Return a petition as its reader's language says it: one query, or none where it is the original."""
    reading = translations.reading([(thing(one.pk), one.language)])
    return {"petition": reading.of(one, thing(one.pk), names, one.language), "tongues": reading}


def listed_in_language(things: Sequence[Petition]) -> tuple[list[Petition], Reading]:
    """Return the petitions of a list in their reader's language: one query, or none."""
    reading = translations.reading([(thing(one.pk), one.language) for one in things])
    return [reading.of(one, thing(one.pk), SHORT, one.language) for one in things], reading


def works(territory_id: int) -> list[Work]:
    """Return the public petitions of a territory, newest first (``TADAFOR_WORKS``)."""
    found = Petition.objects.public().filter(territory_id=territory_id, trace__visibility="visible")
    things = found.select_related("territory").defer("search_text", "grams")
    return [_work(one) for one in things.order_by("-drafted_at", "-pk")]


def _work(one: Petition) -> Work:
    return Work(
        thing=thing(one.pk),
        kind=_("عريضة"),
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("petitions:desk_overview", args=[one.territory.slug, one.code]),
        size=1,
        pieces=partial(_pieces, one),
        icon="file-pen-line",
    )


def _pieces(one: Petition) -> list[Piece]:
    return [piece for piece in _every_piece(one) if piece.text]


def _every_piece(one: Petition) -> Iterator[Piece]:
    """What the council receives: a second person publishes its version."""
    common: dict[str, Any] = {"thing": thing(one.pk), "group": "words", "heading": one.title}
    common |= {"official": True}
    title = {"longest": rules.LONGEST_TITLE, "on_one_line": True}
    yield Piece(**common, **title, field="title", text=one.title, label=_("العنوان"))  # type: ignore[arg-type]
    labels = {"object": _("الموضوع"), "reasons": _("الأسباب"), "aims": _("الأهداف")}
    for name, label in labels.items():
        yield Piece(**common, field=name, text=getattr(one, name), longest=rules.LONGEST_TEXT, label=label)
