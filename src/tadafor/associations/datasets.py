"""The register as open data: CSV, XLSX and JSON, the same rows in each; the import reads these columns.

No person is in it. Cells that a spreadsheet program could take for a formula begin with an apostrophe.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tadafor.associations import rules
from tadafor.associations.queries import Association
from tadafor.kernel.words import word
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook
from tadafor.ui.formatting import day

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LICENCE = "CC BY 4.0"
COLUMNS = (
    "name",
    "name_fr",
    "kind",
    "receipt",
    "receipt_number",
    "receipt_on",
    "founded_on",
    "presence",
    "address",
    "neighbourhood",
    "themes",
    "activity",
    "public_contact",
    "assembly_on",
    "board_until",
    "confirmed_until",
    "code",
    *(f"{counted}_{capacity}" for capacity in rules.Capacity for counted in ("members", "women")),
)


def day_or_nothing(when: date | None) -> str:
    """Return a day in words, or nothing."""
    return day(when) if when else ""


def row_of(one: Association) -> dict[str, Any]:
    """Return one actor."""
    neighbourhood = one.neighbourhood
    board: dict[str, int | None] = {}
    seats = {seat.capacity: seat for seat in one.seats.all()}
    for capacity in rules.Capacity:
        seat = seats.get(capacity.value)
        board[f"members_{capacity}"] = seat.members if seat else None
        board[f"women_{capacity}"] = seat.women if seat else None
    days = {name: getattr(one, name) for name in ("receipt_on", "founded_on", "assembly_on", "board_until")}
    return (
        {
            "name": safe(one.name),
            "name_fr": safe(one.name_fr),
            "kind": one.kind,
            "receipt": one.receipt,
            "receipt_number": safe(one.receipt_number),
            "presence": one.presence,
            "address": safe(one.address),
            "neighbourhood": safe(neighbourhood.name_ar) if neighbourhood else "",
            "themes": " ".join(one.themes),
            "activity": safe(one.activity),
            "public_contact": safe(one.public_contact),
            "confirmed_until": one.until.isoformat() if one.until else None,
            "code": one.code,
        }
        | {name: when.isoformat() if when else None for name, when in days.items()}
        | board
    )


def about(territory: Any, *, address: str) -> dict[str, Any]:  # noqa: ANN401 -- the territory of a request
    """Return what a reader of the file must know."""
    return {
        "title": _("سجل الجمعيات والفاعلين"),
        "territory": territory.name,
        "address": address,
        "licence": LICENCE,
        "demonstration": territory.is_demonstration,
    }


def made(kind: str, things: Iterable[Association], facts: dict[str, Any]) -> bytes:
    """Return the file."""
    rows = (row_of(one) for one in things)
    if kind == "xlsx":
        return _xlsx(rows, facts)
    if kind == "csv":
        lines = (csv_line([row[name] for name in COLUMNS]) for row in rows)
        return ("\ufeff" + csv_line(COLUMNS) + "".join(lines)).encode()
    return json.dumps({"about": facts, "associations": list(rows)}, ensure_ascii=False, indent=1).encode()


def _xlsx(rows: Iterable[dict[str, Any]], facts: dict[str, Any]) -> bytes:
    return workbook(
        [
            Sheet(_("السجل"), _lines(rows), from_the_right=True),
            Sheet(_("عن هذا الملف"), [*facts.items(), *_lists()], from_the_right=True),
        ]
    )


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[list[Any] | tuple[str, ...]]:
    yield COLUMNS
    for row in rows:
        yield [row[name] for name in COLUMNS]


def _lists() -> list[tuple[str, str]]:
    closed = (rules.Kind, rules.Receipt, rules.Presence, rules.Theme)
    return [(member.value, word(member)) for members in closed for member in members]
