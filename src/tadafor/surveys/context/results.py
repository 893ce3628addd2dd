"""What a page of results shows, for everybody and for staff alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tadafor.people.actor import Request
from tadafor.surveys import datasets, queries
from tadafor.surveys.context import Asked
from tadafor.surveys.context.showing import Drawn, drawn
from tadafor.surveys.queries import Theme
from tadafor.surveys.rules.comparing import Compared
from tadafor.surveys.rules.counted import Counted, Crossed
from tadafor.surveys.rules.crossing import rows_of
from tadafor.surveys.rules.questions import Form, Question
from tadafor.ui.components import Bar
from tadafor.ui.formatting import percent
from tadafor.ui.maps import Quarter

Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True)
class Crosstable:
    """One question by one side, ready to be drawn."""

    side: Question
    headers: list[str]
    rows: list[list[object]]

    @property
    def title(self) -> str:
        return _("بحسب: %(side)s") % {"side": self.side.label}


@dataclass(frozen=True)
class Row:
    """One question of a result, and who said what."""

    drawn: Drawn
    crossed: list[Crosstable]
    themes: list[Bar]


def hidden() -> str:
    """Return what stands where a small count is left out."""
    return _("أقل من 5 أو محجوب")


def crosstable(one: Crossed, names: Mapping[str, str]) -> Crosstable:
    """Return one question by sex, age band or neighbourhood, in words."""
    groups = datasets.groups_of(one, names)
    headers = ["", *(datasets.group_words(one.side, group, names) for group in groups)]
    rows: list[list[object]] = [
        [
            datasets.row_words(one.question, row),
            *(hidden() if (cell := one.cells[row].get(group, 0)) is None else cell for group in groups),
        ]
        for row in rows_of(one.question)
        if row in one.cells
    ]
    return Crosstable(one.side, headers, rows)


def rows_told(
    counted: Counted,
    names: Mapping[str, str],
    themes: Iterable[Theme] = (),
    quarters: Sequence[Quarter] = (),
) -> list[Row]:
    """Return every question of a result, each with who said what, open ones with their decided themes."""
    tables: dict[str, list[Crosstable]] = {}
    for one in counted.crossed:
        tables.setdefault(one.question.key, []).append(crosstable(one, names))
    named: dict[str, list[Bar]] = {}
    for theme in themes:
        named.setdefault(theme.question, []).append(Bar(theme.title, getattr(theme, "many", 0)))
    return [
        Row(drawn(one, names, quarters), tables.get(one.question.key, []), named.get(one.question.key, []))
        for one in counted.summaries
    ]


@dataclass(frozen=True)
class Since:
    """One question before and now, ready to be drawn."""

    label: str
    headers: list[str]
    rows: list[list[object]]


def moved_table(one: Compared) -> Since:
    """Return one question of a study that is repeated, before and now."""
    before, now = (_("قبل (%(n)s)") % {"n": one.answered[0]}, _("الآن (%(n)s)") % {"n": one.answered[1]})
    if one.means:
        means = [f"{float(mean):.1f}" for mean in one.means]
        return Since(one.question.label, ["", before, now], [[_("المعدل"), *means]])
    words = {choice.key: choice.words for choice in one.question.choices}
    rows: list[list[object]] = [
        [words[row.key], _share(row.before), _share(row.now), _points(row.points)]
        for row in one.moved
        if row.key in words
    ]
    return Since(one.question.label, ["", before, now, _("الفرق بالنقط")], rows)


def _share(share: int | None) -> str:
    return "—" if share is None else percent(share)


def _points(points: int | None) -> str:
    return "—" if points is None else f"\u200e{points:+d}"


def told(place: Asked, form: Form, request: Request) -> dict[str, Any]:
    """Return what a page of results shows, for everybody and for staff alike."""
    counted = queries.result_of(place.one, form)
    comparable = queries.comparable(form)
    one, other = (_named(comparable, request.GET.get(name, "")) for name in ("one", "other"))
    crossed = None
    if one is not None and other is not None and one != other:
        crossed = _table(one, other, queries.crossed(place.one, one, other))
    around = queries.quarters(place.one, form.questions)
    return {
        "quarters": around,
        "many": counted.answers,
        "on_paper": queries.on_paper(place.one),
        "rows": rows_told(
            counted, dict(queries.places(place.one)), queries.themes_of(place.one, decided=True), around
        ),
        "since": [moved_table(one) for one in queries.since_before(place.one, counted)],
        "comments": queries.comments_of(place.one),
        "hidden": hidden(),
        "comparable": comparable,
        "asked_one": one,
        "asked_other": other,
        "crossed": crossed,
    }


def _named(known: list[Question], key: str) -> Question | None:
    return next((one for one in known if one.key == key), None)


def _table(one: Question, other: Question, cells: dict[str, dict[str, int | None]]) -> Table:
    headers = ["", *(choice.words for choice in other.choices)]
    rows: list[list[object]] = [
        [
            row.words,
            *(hidden() if (cell := cells[row.key][choice.key]) is None else cell for choice in other.choices),
        ]
        for row in one.choices
    ]
    return headers, rows
