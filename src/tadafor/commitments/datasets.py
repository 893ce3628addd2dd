"""A plan as data: every commitment on a line of a spreadsheet (§ commitments-16)."""

from collections.abc import Iterable
from datetime import date

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Lives, Plan
from tadafor.commitments.rules import Field, Gender, Meaning, Principle
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
    lives = queries.lives_of(plan)
    several = queries.repeated_columns(lives)
    columns: list[Meaning] = [*rules.PROMISED, *rules.LIVING, *several]
    heading = [queries.title_of(column) for column in columns]
    rows = [
        [*_line(one, lives[one.pk]), *(lives[one.pk].told(column) for column in several)]
        for one in queries.whole(plan)
    ]
    return workbook([Sheet(word(plan.sort)[:31], [heading, *rows], from_the_right=True)])


def _line(one: Commitment, lives: Lives) -> list[object]:
    told: dict[Meaning, object] = queries.values_of(one) | queries.living_of(one, lives)
    told |= {
        Field.GENDER: word(Gender(one.gender)),
        Field.PRINCIPLES: " | ".join(word(Principle(each)) for each in one.principles),
        Field.STATUS: one.status_word,
    }
    return [told[field] for field in (*rules.PROMISED, *rules.LIVING)]
