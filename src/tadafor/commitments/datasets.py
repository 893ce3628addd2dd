"""A plan as data: every commitment on a line of a spreadsheet (§ commitments-16)."""

from collections.abc import Iterable
from datetime import date

from tadafor.commitments import rules
from tadafor.commitments.queries import Commitment
from tadafor.ui.documents.spreadsheets import csv_line, safe

COLUMNS = (
    "number",
    "axis",
    "title",
    "status",
    "progress",
    "lateness",
    "days_late",
    "starts_on",
    "ends_on",
    "first_ends_on",
    "service",
    "partners",
    "neighbourhood",
    "place",
    "latitude",
    "longitude",
    "gender",
    "cost",
    "planned",
    "committed",
    "paid",
    "reason",
)


def as_csv(ones: Iterable[Commitment], *, today: date) -> str:
    """Return the commitments of a plan as a file that spreadsheet programs open; no cell runs."""
    return "\ufeff" + "".join([csv_line(COLUMNS), *(csv_line(_row(one, today)) for one in ones)])


def _row(one: Commitment, today: date) -> list[object]:
    told = {
        "axis": safe(one.axis.title),
        "title": safe(one.title),
        "lateness": rules.lateness(one.dates, today=today).value,
        "days_late": rules.days_late(one.dates, today=today),
        "service": safe(one.service),
        "partners": safe(one.partners),
        "neighbourhood": safe(one.neighbourhood.name) if one.neighbourhood else "",
        "place": safe(one.place),
        "reason": safe(one.reason),
    }
    return [told.get(name, getattr(one, name, None)) for name in COLUMNS]
