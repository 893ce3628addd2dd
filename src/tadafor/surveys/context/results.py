"""What a page of results shows, for everybody and for staff alike."""

from django.utils.translation import gettext as _

from tadafor.people.actor import Request
from tadafor.surveys import queries
from tadafor.surveys.context import Asked
from tadafor.surveys.context.showing import Drawn, drawn
from tadafor.surveys.rules.questions import Form, Question


def told(place: Asked, form: Form, request: Request) -> dict[str, object]:
    """Return what a page of results shows, for everybody and for staff alike."""
    many, summaries = queries.summaries_of(place.one, form)
    names = dict(queries.places(place.one))
    comparable = queries.comparable(form)
    one, other = (_named(comparable, request.GET.get(name, "")) for name in ("one", "other"))
    crossed = None
    if one is not None and other is not None and one != other:
        crossed = _table(one, other, queries.crossed(place.one, one, other))
    rows: list[Drawn] = [drawn(summary, names) for summary in summaries]
    return {
        "many": many,
        "rows": rows,
        "comparable": comparable,
        "asked_one": one,
        "asked_other": other,
        "crossed": crossed,
    }


def _named(known: list[Question], key: str) -> Question | None:
    return next((one for one in known if one.key == key), None)


def _table(
    one: Question, other: Question, cells: dict[str, dict[str, int | None]]
) -> tuple[list[str], list[list[object]]]:
    headers = ["", *(choice.words for choice in other.choices)]
    hidden = _("أقل من 5 أو محجوب")
    rows: list[list[object]] = [
        [
            row.words,
            *(hidden if (cell := cells[row.key][choice.key]) is None else cell for choice in other.choices),
        ]
        for row in one.choices
    ]
    return headers, rows
