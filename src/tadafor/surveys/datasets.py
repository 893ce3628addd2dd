"""Results as open data, and whole answers for staff, which stream whatever their number.

§ surveys-streamed
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Kind
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.surveys import queries
from tadafor.surveys.queries import Survey
from tadafor.surveys.rules.counted import Counted, Crossed
from tadafor.surveys.rules.crossing import columns_of, rows_of, told_counts
from tadafor.surveys.rules.papering import MOST_ROWS, BatchRefusal, head_of, heads
from tadafor.surveys.rules.pointing import Point
from tadafor.surveys.rules.questions import Choice, Form, Question, QuestionKind
from tadafor.surveys.rules.results import Summary
from tadafor.ui.documents.reading import first_sheet
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook, workbook_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8", "xlsx": XLSX}
TYPES = FORMATS | {"geojson": "application/geo+json"}
MARK = "\ufeff"
MOST_COLUMNS = 600
PIECE = 64 * 1024
COUNTED = ("question", "kind", "label", "row", "choice", "words", "count")
CROSSED = ("question", "label", "choice", "words", "by", "group", "count")
CODEBOOK = ("column", "question", "kind", "label", "value", "words")


@dataclass(frozen=True)
class Column:
    """One column of the answers: a question, or one row of a matrix."""

    question: Question
    row: Choice | None = None

    @property
    def name(self) -> str:
        return f"{self.question.key}.{self.row.key}" if self.row else self.question.key

    @property
    def label(self) -> str:
        return f"{self.question.label} — {self.row.words}" if self.row else self.question.label


def columns(form: Form) -> list[Column]:
    """Return the columns of the answers, in the order of the form."""
    return [Column(one, row) for one in form.questions if one.asks for row in (one.rows or (None,))]


# ---- the published result: counts, never an answer


def results_as(kind: str, survey: Survey, form: Form, counted: Counted) -> str | bytes:
    """Return the counts of every question that is no text, and who said what, small counts left out."""
    names = dict(queries.places(survey))
    rows = [row for one in counted.summaries for row in _counts(one, names)]
    crossed = [row for one in counted.crossed for row in _crossed(one, names)]
    if kind == "json":
        facts = {"title": survey.title, "answers": counted.answers, "anonymous": survey.is_anonymous}
        return json.dumps(facts | {"counts": rows, "crossed": crossed}, ensure_ascii=False, indent=1)
    if kind == "xlsx":
        return workbook(_result_sheets(survey, form, rows, crossed, names))
    lines = [csv_line(COUNTED), *(csv_line([safe(str(row[name])) for name in COUNTED]) for row in rows)]
    return MARK + "".join(lines)


def _result_sheets(
    survey: Survey,
    form: Form,
    rows: Iterable[Mapping[str, Any]],
    crossed: Iterable[Mapping[str, Any]],
    names: Mapping[str, str],
) -> list[Sheet]:
    from_the_right = survey.language == "ar"
    told = ([row[name] for name in COUNTED] for row in rows)
    tables = ([row[name] for name in CROSSED] for row in crossed)
    return [
        Sheet(_("النتيجة"), chain([COUNTED], told), from_the_right),
        Sheet(_("بحسب من أجاب"), chain([CROSSED], tables), from_the_right),
        Sheet(_("دليل الرموز"), codebook(form, names), from_the_right),
    ]


def _counts(summary: Summary, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    question = summary.question
    words = {one.key: one.words for one in (*question.choices, *question.rows)}
    words |= names if question.kind is QuestionKind.PLACE else {}
    head = {"question": question.key, "kind": question.kind.value, "label": question.label}
    for key, many in sorted(told_counts(question, summary.counts).items(), key=str):
        row, choice = key if isinstance(key, tuple) else ("", key)
        yield head | {
            "row": words.get(row, row),
            "choice": choice,
            "words": words.get(choice, ""),
            "count": many,
        }


def group_words(side: Question, key: str, names: Mapping[str, str]) -> str:
    """Return what a column of a crossed table is called: a choice, an age band, a neighbourhood."""
    if side.kind is QuestionKind.PLACE:
        return names.get(key, "")
    return next((one.words for one in side.choices if one.key == key), key)


def row_words(question: Question, key: str) -> str:
    """Return what a row of a crossed table is called."""
    return next((one.words for one in question.choices if one.key == key), key)


def groups_of(one: Crossed, names: Mapping[str, str]) -> list[str]:
    """Return the columns of a crossed table that somebody is in, in their order."""
    used = {column for counts in one.cells.values() for column in counts}
    return [column for column in columns_of(one.side, list(names)) if column in used]


def _crossed(one: Crossed, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows_of(one.question):
        for group in groups_of(one, names):
            many = one.cells.get(row, {}).get(group, 0)
            yield {
                "question": one.question.key,
                "label": one.question.label,
                "choice": row,
                "words": row_words(one.question, row),
                "by": one.side.label,
                "group": group_words(one.side, group, names),
                "count": "" if many is None else many,
            }


def codebook(form: Form, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield what each column and each value means: the first row is the head."""
    yield CODEBOOK
    for column in columns(form):
        one = column.question
        head = (column.name, one.key, word(one.kind), column.label)
        values = {choice.key: choice.words for choice in one.choices}
        if one.kind is QuestionKind.PLACE:
            values = dict(names)
        if one.kind is QuestionKind.SCALE:
            values = {str(one.least): one.low_words, str(one.most): one.high_words}
        yield (*head, "", one.help)
        yield from ((*head, value, words) for value, words in values.items())


# ---- whole answers, for staff


def answers_csv(survey: Survey, form: Form) -> Iterator[str]:
    """Yield every answer as a line of CSV, choices in words."""
    names, asked = dict(queries.places(survey)), columns(form)
    yield MARK + csv_line([safe(one.label) for one in asked] + ["channel", "day"])
    for row in _rows(survey, asked, names):
        yield csv_line([safe(str(cell)) for cell in row])


def answers_json(survey: Survey, form: Form) -> Iterator[str]:
    """Yield one object: what the file is, its codebook, then its answers by their keys, one a line."""
    names = dict(queries.places(survey))
    head, *told = codebook(form, names)
    book = [dict(zip(head, row, strict=True)) for row in told]
    about = json.dumps(
        {"title": survey.title, "anonymous": survey.is_anonymous, "codebook": book}, ensure_ascii=False
    )
    yield about[:-1] + ', "answers": [\n'
    for place, answer in enumerate(queries.answers_of(survey)):
        day = answer.answered_on.isoformat() if answer.answered_on else None
        row = {"channel": answer.channel, "day": day, "values": answer.values}
        yield ("" if place == 0 else ",\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def answers_xlsx(survey: Survey, form: Form) -> Iterator[bytes]:
    """Yield every answer as a workbook, with its codebook: it is made on the disk and given by pieces."""
    names, asked = dict(queries.places(survey)), columns(form)
    heads = [[*(one.label for one in asked), "channel", "day"]]
    from_the_right = survey.language == "ar"
    sheets = [
        Sheet(_("الأجوبة"), chain(heads, _rows(survey, asked, names)), from_the_right),
        Sheet(_("دليل الرموز"), codebook(form, names), from_the_right),
    ]
    with workbook_file(sheets) as made:
        while piece := made.read(PIECE):
            yield piece


def answers_geojson(survey: Survey, form: Form) -> Iterator[str]:
    """Yield every point that was answered as a feature, longitude first (RFC 7946), an answer at a time."""
    asked = [one for one in form.questions if one.kind is QuestionKind.POINT]
    yield '{"type": "FeatureCollection", "features": [\n'
    sign = ""
    for answer in queries.answers_of(survey):
        for question in asked:
            if said := answer.values.get(question.key):
                yield sign + json.dumps(_feature(question, said, answer), ensure_ascii=False)
                sign = ",\n"
    yield "\n]}\n"


def _feature(question: Question, said: str, answer: Any) -> dict[str, Any]:  # noqa: ANN401 -- a row
    point = Point.of(said)
    day = answer.answered_on.isoformat() if answer.answered_on else None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": {
            "question": question.key,
            "label": question.label,
            "channel": answer.channel,
            "day": day,
        },
    }


ANSWERS: Mapping[str, Callable[[Survey, Form], Iterable[Any]]] = {
    "csv": answers_csv,
    "json": answers_json,
    "xlsx": answers_xlsx,
    "geojson": answers_geojson,
}


def _rows(survey: Survey, asked: list[Column], names: Mapping[str, str]) -> Iterator[list[Any]]:
    files = f"/{survey.territory.slug}/documents"
    for answer in queries.answers_of(survey):
        day = answer.answered_on.isoformat() if answer.answered_on else ""
        yield [*(_cell(one, answer.values, names, files) for one in asked), answer.channel, day]


def _cell(column: Column, values: Mapping[str, Any], names: Mapping[str, str], files: str) -> Any:  # noqa: ANN401 -- JSON
    question, said = column.question, values.get(column.question.key)
    if said is None:
        return ""
    words = {one.key: one.words for one in question.choices}
    if column.row:
        said = said.get(column.row.key, "")
    if question.kind is QuestionKind.PLACE:
        return names.get(said, "")
    if isinstance(said, list):
        sign = " > " if question.kind is QuestionKind.RANKING else " | "
        return sign.join(words[key] if key in words else str(key) for key in said)
    if question.kind is QuestionKind.FILE:
        return f"{files}/{said}/"
    return words.get(said, said) if question.choices else said


# ---- answers on paper


def paper_workbook(survey: Survey, form: Form) -> bytes:
    """Return the spreadsheet to fill in, one row for each sheet of paper, and what each column takes."""
    names = dict(queries.places(survey))
    from_the_right = survey.language == "ar"
    return workbook(
        [
            Sheet(_("الأوراق"), [[head_of(*head) for head in heads(form)]], from_the_right),
            Sheet(_("القيم المقبولة"), _accepted(form, names), from_the_right),
        ]
    )


def _accepted(form: Form, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield (_("السؤال"), _("نوع السؤال"), _("القيم المقبولة"))
    signs = {QuestionKind.SEVERAL: " | ", QuestionKind.RANKING: " > "}
    for column in columns(form):
        one = column.question
        offered = list(names.values()) if one.kind is QuestionKind.PLACE else [c.words for c in one.choices]
        told = signs.get(one.kind, " / ").join(offered)
        if one.least is not None and one.most is not None and not offered:
            told = f"{one.least} – {one.most}"
        yield (head_of(column.name, column.label), word(one.kind), told)


def lines_of(file: CleanFile) -> list[list[Any]]:
    """Return the rows of a spreadsheet or of a CSV file; raises Refused for what is neither."""
    try:
        if file.kind is Kind.XLSX:
            return first_sheet(file.content, most_rows=MOST_ROWS + 2, most_columns=MOST_COLUMNS)
        return _csv_lines(file.content)
    except Exception as error:  # a broken file breaks its reader in many ways
        raise Refused(BatchRefusal.UNREADABLE) from error


def _csv_lines(content: bytes) -> list[list[Any]]:
    text = content.decode("utf-8-sig")
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    return [list(row) for row in islice(csv.reader(StringIO(text), delimiter=sign), MOST_ROWS + 2)]
