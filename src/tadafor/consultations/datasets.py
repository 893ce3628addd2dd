"""The contributions of a consultation as open data: CSV, XLSX and JSON, the same rows in each.

Hidden and withdrawn ones keep their number and lose their words. Cells that a spreadsheet program
could take for a formula begin with an apostrophe, in the three of them.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from tadafor.consultations import queries, rules
from tadafor.consultations.queries import Consultation, ContributionView
from tadafor.kernel.words import word
from tadafor.people.rules import Channel
from tadafor.translations import queries as translations
from tadafor.translations.rules import mark
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook

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
    "language",
)
# What a consultation on cards adds, after the columns that every consultation has.
CARD_COLUMNS = ("round", "axis", *(one.value for one in rules.Field))


Titles = dict[tuple[str, str, str], str]


def columns_of(consultation: Consultation, titles: Titles) -> tuple[str, ...]:
    """Return the columns of the file: on cards, the round, the axis and the five fields too.

    Last, the title of the article in each language in which one is published.
    """
    columns = (*COLUMNS, *CARD_COLUMNS) if consultation.on_cards else COLUMNS
    return (*columns, *(f"article_title_{language}" for language in _languages(titles)))


def _languages(titles: Titles) -> list[str]:
    return sorted({language for _, _, language in titles})


def titles_of(consultation: Consultation) -> Titles:
    """Return its published titles in other languages, and those of its passages."""
    return translations.titles_of(queries.thing(consultation))


def rows_of(consultation: Consultation, *, phase: rules.Phase, titles: Titles) -> Iterator[dict[str, Any]]:
    """Give every contribution in order, read by ``AT_ONCE``."""
    last, columns = 0, columns_of(consultation, titles)
    while chunk := list(
        queries.contributions_of(consultation).filter(number__gt=last).order_by("number")[:AT_ONCE]
    ):
        last = chunk[-1].number
        views = queries.viewed(consultation, chunk, phase=phase)
        yield from (_row(view, columns, titles) for view in views)


def _row(view: ContributionView, columns: tuple[str, ...], titles: Titles) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(columns)
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
        "language": view.language,
    }
    if view.passage_id and titles:
        at = queries.passage(view.passage_id), mark(view.passage_title)
        row |= {f"article_title_{one}": safe(titles.get((*at, one), "")) for one in _languages(titles)}
    if "axis" in columns:
        row |= {"round": view.round_number, "axis": safe(view.axis)}
        row |= {one.value: safe(view.sheet.said(one)) for one in rules.Field}
    if decision is not None:
        row |= {
            "outcome": decision.outcome.value,
            "reason": safe(decision.reason),
            "approved_on": decision.approved_on.isoformat() if decision.approved_on else None,
            "in_bulk": decision.in_bulk,
        }
    return row


def about(consultation: Consultation, titles: Titles, *, territory: str, address: str) -> dict[str, Any]:
    """Return what a reader of the file must know: what it is, whose, under which licence."""
    return {
        "title": safe(consultation.title),
        "language": consultation.language,
        **_about_title(consultation, titles),
        "territory": territory,
        "address": address,
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
        "licence": LICENCE,
        "demonstration": consultation.is_demonstration,
    }


def _about_title(consultation: Consultation, titles: Titles) -> dict[str, str]:
    at = queries.thing(consultation), mark(consultation.title)
    return {
        f"title_{language}": safe(text) for (*named, language), text in titles.items() if tuple(named) == at
    }


def as_csv(consultation: Consultation, titles: Titles, *, phase: rules.Phase) -> Iterator[str]:
    """Give the file line by line; it begins with a mark by which spreadsheet programs know UTF-8."""
    columns = columns_of(consultation, titles)
    yield "\ufeff" + csv_line(columns)
    for row in rows_of(consultation, phase=phase, titles=titles):
        yield csv_line([row[name] for name in columns])


def as_json(
    consultation: Consultation, facts: dict[str, Any], titles: Titles, *, phase: rules.Phase
) -> Iterator[str]:
    """Give one object: what the file is, then its rows, one a line."""
    yield '{"about": ' + json.dumps(facts, ensure_ascii=False) + ', "contributions": [\n'
    for place, row in enumerate(rows_of(consultation, phase=phase, titles=titles)):
        yield ("" if place == 0 else ",\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def as_xlsx(
    consultation: Consultation, facts: dict[str, Any], titles: Titles, *, phase: rules.Phase
) -> bytes:
    """Return the workbook: the rows, right to left in Arabic, and a sheet that says what it is."""
    from_the_right = consultation.language == "ar"
    columns = columns_of(consultation, titles)
    rows = ([row[name] for name in columns] for row in rows_of(consultation, phase=phase, titles=titles))
    closed_lists = (rules.Kind, rules.AuthorKind, rules.Outcome, rules.Field)
    told = [
        *facts.items(),
        *((member.value, word(member)) for members in closed_lists for member in members),
    ]
    return workbook(
        [
            Sheet(_("المساهمات"), chain([columns], rows), from_the_right),
            Sheet(_("عن هذا الملف"), told, from_the_right),
        ]
    )


# ---- what was entered from paper, in the form in which it is imported


def sheets_workbook(consultation: Consultation, *, rows: bool) -> bytes:
    """Return the spreadsheet to fill in, or the same with every sheet that was entered."""
    columns = rules.columns_of(rules.Subject(consultation.subject))
    from_the_right = consultation.language == "ar"
    told = [
        (word(column), " · ".join(word(member) for member in members))
        for column, members in (
            (rules.Column.KIND, sorted(rules.KINDS_OF[rules.Subject.TEXT])),
            (rules.Column.AUTHOR_KIND, list(rules.AuthorKind)),
            (rules.Column.CHANNEL, [one for one in Channel if one is not Channel.ONLINE]),
        )
        if column in columns
    ]
    entered = queries.entered_sheets(consultation) if rows else ()
    lines = ([_cell(row, column) for column in columns] for row in entered)
    return workbook(
        [
            Sheet(_("الأوراق"), chain([[word(column) for column in columns]], lines), from_the_right),
            Sheet(_("القيم المقبولة"), told, from_the_right),
        ]
    )


def _cell(row: dict[str, Any], column: rules.Column) -> Any:  # noqa: ANN401 -- text, number or day
    value = row[column.value]
    if column in {rules.Column.KIND, rules.Column.AUTHOR_KIND, rules.Column.CHANNEL}:
        kinds: dict[rules.Column, Any] = {
            rules.Column.KIND: rules.Kind,
            rules.Column.AUTHOR_KIND: rules.AuthorKind,
            rules.Column.CHANNEL: Channel,
        }
        return word(kinds[column](value))
    return safe(value) if isinstance(value, str) else value
