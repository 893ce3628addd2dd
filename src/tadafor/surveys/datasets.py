"""Results as open data, and whole answers for staff; both stream, whatever their number."""

import json
from collections.abc import Iterator
from typing import Any

from tadafor.surveys import queries
from tadafor.surveys.queries import Survey
from tadafor.surveys.rules.questions import Form, Question, QuestionKind
from tadafor.surveys.rules.results import Summary
from tadafor.ui.documents.spreadsheets import csv_line, safe

FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
MARK = "\ufeff"


def results_as(kind: str, survey: Survey, form: Form) -> str:
    """Return the counts of every question that is no text."""
    many, summaries = queries.summaries_of(survey, form)
    rows = [row for one in summaries for row in _rows(one)]
    if kind == "json":
        facts = {"title": survey.title, "answers": many, "anonymous": survey.is_anonymous}
        return json.dumps(facts | {"counts": rows}, ensure_ascii=False, indent=1)
    columns = ("question", "kind", "label", "row", "choice", "words", "count")
    lines = [csv_line(columns), *(csv_line([safe(str(row[name])) for name in columns]) for row in rows)]
    return MARK + "".join(lines)


def _rows(summary: Summary) -> Iterator[dict[str, Any]]:
    question = summary.question
    words = {one.key: one.words for one in (*question.choices, *question.rows)}
    head = {"question": question.key, "kind": question.kind.value, "label": question.label}
    for key, count in sorted(summary.counts.items(), key=str):
        row, choice = key if isinstance(key, tuple) else ("", key)
        yield head | {
            "row": words.get(row, row),
            "choice": choice,
            "words": words.get(choice, ""),
            "count": count,
        }


def answers_csv(survey: Survey, form: Form) -> Iterator[str]:
    """Yield every answer as a line of CSV, choices in words; for staff."""
    places = dict(queries.places(survey))
    columns = [(one, row) for one in form.questions if one.asks for row in (one.rows or (None,))]
    heads = [f"{one.label} — {row.words}" if row else one.label for one, row in columns]
    yield MARK + csv_line([safe(head) for head in (*heads, "channel", "day")])
    for answer in queries.answers_of(survey):
        cells = [safe(_cell(one, row.key if row else "", answer.values, places)) for one, row in columns]
        day = answer.answered_on.isoformat() if answer.answered_on else ""
        yield csv_line([*cells, answer.channel, day])


def _cell(question: Question, row: str, values: dict[str, Any], places: dict[str, str]) -> str:
    said = values.get(question.key)
    if said is None:
        return ""
    words = {one.key: one.words for one in question.choices}
    if row:
        said = said.get(row, "")
    if question.kind is QuestionKind.PLACE:
        return places.get(said, "")
    if isinstance(said, list):
        sign = " > " if question.kind is QuestionKind.RANKING else " | "
        return sign.join(words[key] if key in words else str(key) for key in said)
    return words.get(said, str(said)) if question.choices else str(said)
