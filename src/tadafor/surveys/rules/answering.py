"""Answering: which page comes next, and whether what was typed answers the question."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tadafor.surveys.rules.pointing import Point, is_near, typed_point
from tadafor.surveys.rules.questions import (
    LONGEST_TEXT,
    Form,
    Page,
    Question,
    QuestionKind,
    after,
)

LONGEST_LINE = 300
Value = str | int | list[str] | dict[str, str]


class AnswerRefusal(StrEnum):
    """Why an answer does not answer."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_A_CHOICE = "not_a_choice"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    RANKED_TWICE = "ranked_twice"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DAY = "not_a_day"
    NOT_ALL_ROWS = "not_all_rows"
    NOT_A_POINT = "not_a_point"
    HALF_A_POINT = "half_a_point"
    FAR_AWAY = "far_away"
    FILE_GONE = "file_gone"


@dataclass(frozen=True)
class Known:
    """What an answer may name: neighbourhoods, files that came from who answers, where the town lies."""

    places: Sequence[str] = ()
    files: AbstractSet[str] = frozenset()
    centres: Sequence[Point] = ()


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Read:
    """What was typed for a question: a value, nothing, or why not."""

    value: Value | None = None
    refusal: AnswerRefusal | None = None


def read(question: Question, typed: Value | Sequence[str] | None, *, known: Known = NOTHING_KNOWN) -> Read:
    """Read what was typed as an answer."""
    reader = {
        QuestionKind.SHORT: _text,
        QuestionKind.LONG: _text,
        QuestionKind.ONE: _one,
        QuestionKind.SEVERAL: _several,
        QuestionKind.RANKING: _ranking,
        QuestionKind.SCALE: _number,
        QuestionKind.NUMBER: _number,
        QuestionKind.MATRIX: _matrix,
        QuestionKind.DAY: _day,
    }.get(question.kind)
    if question.kind is QuestionKind.PLACE:
        found = _among(known.places, typed)
    elif question.kind is QuestionKind.POINT:
        found = _point(known, typed)
    elif question.kind is QuestionKind.FILE:
        found = _file(known, typed)
    else:
        found = reader(question, typed) if reader else Read()
    if found.value is None and found.refusal is None and question.required and question.asks:
        return Read(refusal=AnswerRefusal.REQUIRED)
    return found


def _text(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    said = str(typed or "").strip()
    if not said:
        return Read()
    most = LONGEST_LINE if question.kind is QuestionKind.SHORT else LONGEST_TEXT
    if len(said) > min(most, question.most or most):
        return Read(refusal=AnswerRefusal.TOO_LONG)
    if question.least and len(said) < question.least:
        return Read(refusal=AnswerRefusal.TOO_FEW)
    return Read(said)


def _among(known: Sequence[str] | frozenset[str], typed: Any) -> Read:  # noqa: ANN401 -- as it came
    said = str(typed or "")
    if not said:
        return Read()
    return Read(said) if said in known else Read(refusal=AnswerRefusal.NOT_A_CHOICE)


def _point(known: Known, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    """A point comes as two boxes; it lies where the town is (§ surveys-point)."""
    told = typed if isinstance(typed, Mapping) else {}
    latitude, longitude = (str(told.get(box) or "").strip() for box in ("latitude", "longitude"))
    if not latitude and not longitude:
        return Read()
    if not latitude or not longitude:
        return Read(refusal=AnswerRefusal.HALF_A_POINT)
    found = typed_point(latitude, longitude)
    if found is None:
        return Read(refusal=AnswerRefusal.NOT_A_POINT)
    return Read(found) if is_near(found, known.centres) else Read(refusal=AnswerRefusal.FAR_AWAY)


def _file(known: Known, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    """A file is named by the code it was given when it came (§ surveys-files)."""
    said = str(typed or "")
    if not said:
        return Read()
    return Read(said) if said in known.files else Read(refusal=AnswerRefusal.FILE_GONE)


def _one(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    return _among(question.keys, typed)


def _listed(typed: Any) -> list[str]:  # noqa: ANN401 -- as it came
    told = [typed] if isinstance(typed, str) else list(typed or ())
    return list(dict.fromkeys(str(one) for one in told if one))


def _several(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    picked = _listed(typed)
    if not picked:
        return Read()
    if not set(picked) <= question.keys:
        return Read(refusal=AnswerRefusal.NOT_A_CHOICE)
    if refusal := _how_many(question, len(picked)):
        return Read(refusal=refusal)
    return Read([choice.key for choice in question.choices if choice.key in picked])


def _how_many(question: Question, many: int) -> AnswerRefusal | None:
    if question.least and many < question.least:
        return AnswerRefusal.TOO_FEW
    return AnswerRefusal.TOO_MANY if question.most and many > question.most else None


def _ranking(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    """Ranks come as a number for each choice, or already as a list from the first."""
    if isinstance(typed, Mapping):
        ranks = {str(key): str(rank) for key, rank in typed.items() if str(rank)}
        if not all(rank.isdecimal() for rank in ranks.values()):
            return Read(refusal=AnswerRefusal.NOT_A_NUMBER)
        if len(set(map(int, ranks.values()))) < len(ranks):
            return Read(refusal=AnswerRefusal.RANKED_TWICE)
        picked = sorted(ranks, key=lambda key: int(ranks[key]))
    else:
        picked = _listed(typed)
    if not picked:
        return Read()
    if not set(picked) <= question.keys:
        return Read(refusal=AnswerRefusal.NOT_A_CHOICE)
    refusal = _how_many(question, len(picked))
    return Read(refusal=refusal) if refusal else Read(picked)


def _number(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    said = str(typed if typed is not None else "").strip()
    if not said:
        return Read()
    bare = said.removeprefix("-")
    if not (bare.isascii() and bare.isdecimal()) or len(bare) > 12:  # noqa: PLR2004 -- a whole number, of one line
        return Read(refusal=AnswerRefusal.NOT_A_NUMBER)
    value = int(said)
    if question.least is not None and value < question.least:
        return Read(refusal=AnswerRefusal.TOO_SMALL)
    if question.most is not None and value > question.most:
        return Read(refusal=AnswerRefusal.TOO_LARGE)
    return Read(value)


def _day(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    del question
    said = str(typed or "").strip()
    try:
        return Read(date.fromisoformat(said).isoformat()) if said else Read()
    except ValueError:
        return Read(refusal=AnswerRefusal.NOT_A_DAY)


def _matrix(question: Question, typed: Any) -> Read:  # noqa: ANN401 -- as it came
    told = (
        {str(row): str(key) for row, key in (typed or {}).items() if key}
        if isinstance(typed, Mapping)
        else {}
    )
    rows = [row.key for row in question.rows]
    if not told:
        return Read()
    if not set(told) <= set(rows) or not set(told.values()) <= question.keys:
        return Read(refusal=AnswerRefusal.NOT_A_CHOICE)
    if question.required and len(told) < len(rows):
        return Read(refusal=AnswerRefusal.NOT_ALL_ROWS)
    return Read({row: told[row] for row in rows if row in told})


# ---- pages


def shown(page: Page, answers: Mapping[str, Any]) -> list[Question]:
    """Return the questions of a page that these answers call for."""
    return [one for one in page.questions if one.condition is None or one.condition.holds(answers)]


def first(form: Form, answers: Mapping[str, Any]) -> int | None:
    """Return the first page to show."""
    return _onward(form, 0, answers)


def following(form: Form, at: int, answers: Mapping[str, Any]) -> int | None:
    """Return the page to show after page ``at``, None at the end."""
    onward = after(form, at)
    return None if onward is None else _onward(form, onward, answers)


def _onward(form: Form, at: int, answers: Mapping[str, Any]) -> int | None:
    """A page without anything to show is passed over, to the one that stands after it in the list."""
    while at < len(form.pages):
        page = form.pages[at]
        met = page.condition is None or page.condition.holds(answers)
        if met and shown(page, answers):
            return at
        at += 1
    return None


def path(form: Form, answers: Mapping[str, Any]) -> list[int]:
    """Return the pages that these answers lead through."""
    found: list[int] = []
    at = first(form, answers)
    while at is not None and at not in found:
        found.append(at)
        at = following(form, at, answers)
    return found


@dataclass(frozen=True)
class Whole:
    """A whole form as it was answered: values by question, and where it does not answer."""

    values: dict[str, Value] = field(default_factory=dict)
    refused: dict[str, AnswerRefusal] = field(default_factory=dict)
    page: int | None = None


def whole(form: Form, typed: Mapping[str, Any], *, known: Known = NOTHING_KNOWN) -> Whole:
    """Read a whole form again from what was sent, page by page; what no page asked is left out.

    What a browser carried from page to page is believed in nothing (§ surveys-carried).
    """
    values: dict[str, Value] = {}
    seen: set[int] = set()
    at = first(form, values)
    while at is not None and at not in seen:
        seen.add(at)
        refused: dict[str, AnswerRefusal] = {}
        for question in shown(form.pages[at], values):
            found = read(question, typed.get(question.key), known=known)
            if found.refusal:
                refused[question.key] = found.refusal
            elif found.value is not None:
                values[question.key] = found.value
        if refused:
            return Whole(values, refused, at)
        at = following(form, at, values)
    return Whole(values)
