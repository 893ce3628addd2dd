"""A plan as data: every commitment on a line of a spreadsheet (§ commitments-16)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Lives, Plan, Titles
from tadafor.commitments.rules import Column, Field, Gender, Meaning, Principle
from tadafor.kernel.words import word
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook
from tadafor.ui.languages import LANGUAGES

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
    """Return the commitments of a plan as a file that spreadsheet programs open; no cell runs.

    Last, the titles in each language in which one is published (§ commitments-25).
    """
    listed = list(ones)
    titles = queries.titles_of(listed)
    said = [f"{name}_{language}" for language in titles.languages for name in ("axis", "title")]
    lines = [csv_line([*_row(one, today), *_titles(one, titles)]) for one in listed]
    return "\ufeff" + "".join([csv_line([*COLUMNS, *said]), *lines])


def _titles(one: Commitment, titles: Titles) -> Iterator[object]:
    for language in titles.languages:
        yield safe(titles.of_axis(one.axis, language))
        yield safe(titles.of_commitment(one, language))


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
    """Return a plan in the form in which it can be imported back without change (§ commitments-20).

    Its titles in other languages come last, to be read and not brought back (§ commitments-25).
    """
    lives, ones = queries.lives_of(plan), queries.whole(plan)
    several = queries.repeated_columns(lives)
    columns: list[Meaning] = [*rules.PROMISED, *rules.LIVING, *several]
    said = _said_columns(ones, lives, rules.MOST_COLUMNS - len(columns))
    heading = [*map(queries.title_of, columns), *(name for name, _ in said)]
    rows = [
        [
            *_line(one, lives[one.pk]),
            *(lives[one.pk].told(column) for column in several),
            *(told(one) for _, told in said),
        ]
        for one in ones
    ]
    return workbook([Sheet(word(plan.sort)[:31], [heading, *rows], from_the_right=True)])


def _said_columns(
    ones: list[Commitment], lives: Mapping[int, Lives], room: int
) -> list[tuple[str, Callable[[Commitment], str]]]:
    """Return the columns of titles in other languages, each with what it says; none beyond ``room``."""
    milestones = [one for each in lives.values() for one in each.milestones.values()]
    titles = queries.titles_of(ones, milestones)
    found: list[tuple[str, Callable[[Commitment], str]]] = []
    for language in titles.languages:
        called = f"({LANGUAGES[language].name})"
        found += [
            (f"{word(Field.AXIS)} {called}", partial(_axis_said, titles, language)),
            (f"{word(Field.TITLE)} {called}", partial(_title_said, titles, language)),
        ]
        for at in sorted({one.position for one in milestones if titles.of_milestone(one, language)}):
            name = queries.title_of(Column(Field.MILESTONE, at))
            found.append((f"{name} {called}", partial(_milestone_said, titles, language, lives, at)))
    return found if len(found) <= room else []


def _axis_said(titles: Titles, language: str, one: Commitment) -> str:
    return titles.of_axis(one.axis, language)


def _title_said(titles: Titles, language: str, one: Commitment) -> str:
    return titles.of_commitment(one, language)


def _milestone_said(
    titles: Titles, language: str, lives: Mapping[int, Lives], at: int, one: Commitment
) -> str:
    return titles.of_milestone(lives[one.pk].milestones.get(at), language)


def _line(one: Commitment, lives: Lives) -> list[object]:
    told: dict[Meaning, object] = queries.values_of(one) | queries.living_of(one, lives)
    told |= {
        Field.GENDER: word(Gender(one.gender)),
        Field.PRINCIPLES: " | ".join(word(Principle(each)) for each in one.principles),
        Field.STATUS: one.status_word,
    }
    return [told[field] for field in (*rules.PROMISED, *rules.LIVING)]
