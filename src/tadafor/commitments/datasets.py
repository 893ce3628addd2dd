"""A plan as data: every commitment on a line of a spreadsheet (§ commitments-16)."""

from collections.abc import Iterable
from datetime import date

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Plan
from tadafor.commitments.rules import Field, Gender, Principle
from tadafor.kernel.words import word
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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


def plan_workbook(plan: Plan) -> bytes:
    """Return a plan in the form in which it can be imported back without change (§ commitments-20)."""
    rows = [_line(one) for one in queries.whole(plan)]
    heading = [word(field) for field in Field]
    return workbook([Sheet(word(plan.sort)[:31], [heading, *rows], from_the_right=True)])


def _line(one: Commitment) -> list[object]:
    told: dict[Field, object] = queries.values_of(one) | {
        Field.GENDER: word(Gender(one.gender)),
        Field.PRINCIPLES: " | ".join(word(Principle(each)) for each in one.principles),
    }
    return [told[field] for field in Field]
