"""The titles of documents, which staff may write in other languages."""

from functools import partial

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.documents.models import Document, DocumentQuerySet
from tadafor.documents.rules import Visibility
from tadafor.kernel.text import script_of
from tadafor.translations.rules import Piece, Work, thing_of

LONGEST = 200
MOST = 200


def works(territory_id: int) -> list[Work]:
    """Return the titles of what the territory published, as one work a language (``TADAFOR_WORKS``).

    What bears the title of what it is attached to is read in that title's version.
    """
    rows = list(_published(territory_id).values_list("title", "territory__slug")[:MOST])
    if not rows:
        return []
    slug = rows[0][1]
    return [
        Work(
            thing=thing_of("documents", f"titles-{language}", territory_id),
            kind=_("الوثائق"),
            title=_("عناوين الوثائق"),
            language=language,
            territory_id=territory_id,
            address=reverse("home:territory", args=[slug]),
            size=1,
            pieces=partial(_pieces, territory_id, language),
        )
        for language in sorted({script_of(title) for title, _slug in rows})
    ]


def _published(territory_id: int) -> DocumentQuerySet:
    """What has no author among the people: its title is the territory's own."""
    public = Document.objects.filter(territory_id=territory_id, visibility=Visibility.PUBLIC, removed_at=None)
    own = Q(trace=None) | Q(trace__author=None) & ~Q(title=F("trace__title"))
    return public.filter(own).order_by("-created_at", "-pk")


def _pieces(territory_id: int, language: str) -> list[Piece]:
    heading, label = _("عناوين الوثائق"), _("العنوان")
    return [
        Piece(
            thing=thing_of("documents", "document", one.pk),
            field="title",
            text=one.title,
            longest=LONGEST,
            group="titles",
            heading=heading,
            label=label,
            on_one_line=True,
        )
        for one in _published(territory_id)[:MOST]
        if script_of(one.title) == language
    ]
