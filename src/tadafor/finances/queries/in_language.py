"""What the lines of the citizens' budget say in other languages."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tadafor.finances import rules
from tadafor.finances.models import AnnualBudget, BudgetLine
from tadafor.finances.queries.pictures import Picture
from tadafor.finances.rules import Chapter, Standing
from tadafor.kernel.text import script_of
from tadafor.kernel.words import word
from tadafor.translations.queries import titles_in_language
from tadafor.translations.rules import Piece, Work, mark, thing_of

ROOM = "finances"
READ = (Standing.DRAFT.value, Standing.PUBLISHED.value)
MOST = 300


def label_thing(label: str) -> str:
    """Name a line by its words: it is the same in every version and every year (§ finances-tongues)."""
    return thing_of(ROOM, "label", int(mark(label)[:15], 16))


def picture_in_language(picture: Picture) -> Picture:
    """Return a picture whose lines are said in its reader's language: one query, or none."""
    told = titles_in_language(one.label for one in (*picture.lines, *picture.largest))
    if told:
        for one in (*picture.lines, *picture.largest):
            one.label = told.get(one.label, one.label)
    return picture


def works(territory_id: int) -> list[Work]:
    """Return the lines of what is read or waits, the largest first, a work a language (``TADAFOR_WORKS``)."""
    languages = sorted({script_of(one.label) for one in _named(territory_id)})
    if not languages:
        return []
    slug = AnnualBudget.objects.filter(territory_id=territory_id).values_list("territory__slug", flat=True)[0]
    return [
        Work(
            thing=thing_of(ROOM, f"labels-{language}", territory_id),
            kind=pgettext("finances", "ميزانية المواطن"),
            title=_("أسطر الميزانية"),
            language=language,
            territory_id=territory_id,
            address=reverse("finances:desk", args=[slug]),
            size=len(Chapter),
            pieces=partial(_pieces, territory_id, language),
            icon="coins",
        )
        for language in languages
    ]


def _named(territory_id: int) -> Sequence[BudgetLine]:
    """Each label once, with its largest line."""
    lines = BudgetLine.objects.filter(budget__territory_id=territory_id, budget__standing__in=READ)
    found: dict[str, BudgetLine] = {}
    for one in lines.order_by("-amount", "pk"):
        found.setdefault(one.label, one)
    return list(found.values())[:MOST]


def _pieces(territory_id: int, language: str) -> list[Piece]:
    lines = [one for one in _named(territory_id) if script_of(one.label) == language]
    return [
        Piece(
            thing=label_thing(one.label),
            field="title",
            text=one.label,
            longest=rules.LONGEST_LABEL,
            group=f"chapter-{one.chapter}",
            heading=word(Chapter(one.chapter)),
            label=word(Chapter(one.chapter)),
            official=True,
            on_one_line=True,
        )
        for one in sorted(lines, key=lambda line: line.chapter)
    ]
