"""The contributions of a consultation as open data: CSV, XLSX and JSON, the same rows in each.

Hidden and withdrawn ones keep their number and lose their words. Cells that a spreadsheet program
could take for a formula begin with an apostrophe, in the three of them.
"""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tadafor.consultations import queries, rules
from tadafor.consultations.queries import Consultation, ContributionView
from tadafor.kernel.words import word

AT_ONCE = 500
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LICENCE = "CC BY 4.0"
COLUMNS = (
    "number",
    "state",
    "article",
    "article_title",
    "kind",
    "title",
    "text",
    "proposed_text",
    "author_kind",
    "name",
    "channel",
    "received_on",
    "supports",
    "replies",
    "group",
    "outcome",
    "reason",
    "approved_on",
    "in_bulk",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe(value: str) -> str:
    """Return ``value`` so that no spreadsheet program runs it as a formula."""
    return f"'{value}" if value.lstrip(" \"'\u00a0").startswith(_FORMULA) or value[:1] in _FORMULA else value


def rows_of(consultation: Consultation, *, phase: rules.Phase) -> Iterator[dict[str, Any]]:
    """Give every contribution in order, read by ``AT_ONCE``."""
    last = 0
    while chunk := list(
        queries.contributions_of(consultation).filter(number__gt=last).order_by("number")[:AT_ONCE]
    ):
        last = chunk[-1].number
        yield from (_row(view) for view in queries.viewed(consultation, chunk, phase=phase))


def _row(view: ContributionView) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"number": view.number, "state": "withdrawn" if view.withdrawn else view.visibility}
    if row["state"] != "visible":
        return row
    decision = view.decision
    row |= {
        "article": view.passage_number,
        "article_title": safe(view.passage_title),
        "kind": view.kind.value,
        "title": safe(view.title),
        "text": safe(view.body),
        "proposed_text": safe(view.proposed),
        "author_kind": view.author_kind.value,
        "name": safe(view.name),
        "channel": view.channel.value,
        "received_on": view.received_on.isoformat(),
        "supports": view.supports,
        "replies": view.replies,
        "group": safe(view.group),
    }
    if decision is not None:
        row |= {
            "outcome": decision.outcome.value,
            "reason": safe(decision.reason),
            "approved_on": decision.approved_on.isoformat() if decision.approved_on else None,
            "in_bulk": decision.in_bulk,
        }
    return row


def about(consultation: Consultation, *, territory: str, address: str) -> dict[str, Any]:
    """Return what a reader of the file must know: what it is, whose, under which licence."""
    return {
        "title": safe(consultation.title),
        "territory": territory,
        "address": address,
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
        "licence": LICENCE,
        "demonstration": consultation.is_demonstration,
    }


def as_csv(consultation: Consultation, *, phase: rules.Phase) -> Iterator[str]:
    """Give the file line by line; it begins with a mark by which spreadsheet programs know UTF-8."""
    yield "\ufeff" + _line(list(COLUMNS))
    for row in rows_of(consultation, phase=phase):
        yield _line(["" if row[name] is None else row[name] for name in COLUMNS])


def _line(cells: list[Any]) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def as_json(consultation: Consultation, facts: dict[str, Any], *, phase: rules.Phase) -> Iterator[str]:
    """Give one object: what the file is, then its rows, one a line."""
    yield '{"about": ' + json.dumps(facts, ensure_ascii=False) + ', "contributions": [\n'
    for place, row in enumerate(rows_of(consultation, phase=phase)):
        yield ("" if place == 0 else ",\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def as_xlsx(consultation: Consultation, facts: dict[str, Any], *, phase: rules.Phase) -> bytes:
    """Return the workbook: the rows, right to left in Arabic, and a sheet that says what it is."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("المساهمات"))
    sheet.sheet_view.rightToLeft = consultation.language == "ar"
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for row in rows_of(consultation, phase=phase):
        sheet.append([_cell(sheet, row[name]) for name in COLUMNS])
    told = book.create_sheet(_("عن هذا الملف"))
    told.sheet_view.rightToLeft = consultation.language == "ar"
    for name, value in facts.items():
        told.append([name, _cell(told, value)])
    for members in (rules.Kind, rules.AuthorKind, rules.Outcome):
        for member in members:
            told.append([member.value, word(member)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: object) -> Any:  # noqa: ANN401 -- openpyxl's own cells
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
