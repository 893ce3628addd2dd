"""Answers on paper in a spreadsheet: one row each, every fault said with its row (§ surveys-batch)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tadafor.surveys.rules import answering
from tadafor.surveys.rules.answering import AnswerRefusal, Known
from tadafor.surveys.rules.questions import Form, Question, QuestionKind

MOST_ROWS = 2_000
_NAMED = re.compile(r"\[([\w.\-]+)\]\s*$")
_APART = re.compile(r"[|>\n]")


class BatchRefusal(StrEnum):
    """Why a spreadsheet is not taken at all."""

    UNREADABLE = "unreadable"
    NO_HEAD = "no_head"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    FAULTY_ROWS = "faulty_rows"
    CAME_ALREADY = "came_already"


@dataclass(frozen=True)
class Fault:
    """One bad cell: its row as the spreadsheet numbers it, the question, why."""

    row: int
    label: str
    refusal: AnswerRefusal | BatchRefusal


@dataclass(frozen=True)
class Batch:
    """What a spreadsheet says: the answers as they were typed, and all that is wrong with it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def heads(form: Form) -> list[tuple[str, str]]:
    """Return each column as (name, label) in the order of the form; a matrix has one for each row."""
    return [
        (f"{one.key}.{row.key}", f"{one.label} — {row.words}") if row else (one.key, one.label)
        for one in form.questions
        if one.asks
        for row in (one.rows or (None,))
    ]


def head_of(name: str, label: str) -> str:
    """Return the head of a column: its question, and by what it is known."""
    return f"{label} [{name}]"


def read(form: Form, lines: Iterable[Sequence[Any]], *, places: Sequence[tuple[str, str]] = ()) -> Batch:
    """Read a spreadsheet whole; a row is answers, or says why not."""
    rows = iter(lines)
    columns, faults = _understood(form, next(rows, ()))
    if faults:
        return Batch(faults=faults)
    found = Batch()
    known = Known([key for key, _name in places])
    for number, line in enumerate(rows, start=2):
        told = {
            name: line[at] for name, at in columns.items() if at < len(line) and line[at] not in {None, ""}
        }
        if not told:
            continue
        if len(found.rows) >= MOST_ROWS:
            return Batch(faults=[Fault(number, "", BatchRefusal.TOO_MANY_ROWS)])
        typed = {one.key: _typed(one, told, places) for one in form.questions}
        whole = answering.whole(form, typed, known=known)
        found.rows.append(typed)
        found.faults.extend(_faults(form, number, whole))
    return found if found.rows else Batch(faults=[Fault(2, "", BatchRefusal.NO_ROWS)])


def _faults(form: Form, number: int, whole: answering.Whole) -> list[Fault]:
    labels = {one.key: one.label for one in form.questions}
    found = [Fault(number, labels[key], refusal) for key, refusal in whole.refused.items()]
    return found if found or whole.values else [Fault(number, "", BatchRefusal.NO_ROWS)]


def _understood(form: Form, head: Sequence[Any]) -> tuple[dict[str, int], list[Fault]]:
    known, columns = dict(heads(form)), dict[str, int]()
    faults: list[Fault] = []
    for at, cell in enumerate(head):
        said = str(cell or "").strip()
        named = _NAMED.search(said)
        if not said:
            continue
        if named is None or named[1] not in known:
            faults.append(Fault(1, said, BatchRefusal.COLUMN_UNKNOWN))
        elif named[1] in columns:
            faults.append(Fault(1, said, BatchRefusal.COLUMN_TWICE))
        else:
            columns[named[1]] = at
    return columns, faults or ([] if columns else [Fault(1, "", BatchRefusal.NO_HEAD)])


def _typed(one: Question, told: Mapping[str, Any], places: Sequence[tuple[str, str]]) -> Any:  # noqa: ANN401
    """Return a cell as a browser would send it: keys where words were written."""
    if one.kind is QuestionKind.MATRIX:
        return {row.key: _key(one, told.get(f"{one.key}.{row.key}"), places) for row in one.rows}
    cell = told.get(one.key)
    if cell is None:
        return None
    if one.kind in {QuestionKind.SEVERAL, QuestionKind.RANKING}:
        parts = [part.strip() for part in _APART.split(str(cell))]
        return [_key(one, part, places) for part in parts if part]
    return _key(one, cell, places)


def _key(one: Question, cell: Any, places: Sequence[tuple[str, str]]) -> str:  # noqa: ANN401 -- a cell
    said = _written(cell)
    if one.kind is QuestionKind.PLACE:
        return next((key for key, name in places if name.strip() == said), said)
    return next((choice.key for choice in one.choices if choice.words.strip() == said), said)


def _written(cell: Any) -> str:  # noqa: ANN401 -- a cell
    """Return a cell as somebody would have typed it: 3.0 is 3, a day is a day."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
