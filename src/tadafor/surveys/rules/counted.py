"""A result once counted: every question, and each crossed with who answered; kept as JSON, read again.

What was published stays what was counted, and a page reads one row instead of all answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tadafor.surveys.rules.crossing import Crossing, crossings
from tadafor.surveys.rules.questions import Form, Question, QuestionKind
from tadafor.surveys.rules.results import Answers, Ranked, Summary, Tally

Cells = Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True)
class Crossed:
    """One question by one side, small counts left out (§ surveys-masked)."""

    question: Question
    side: Question
    cells: Cells


@dataclass(frozen=True)
class Counted:
    """How many answered, what they said, and who said what."""

    answers: int
    summaries: tuple[Summary, ...]
    crossed: tuple[Crossed, ...]

    def told(self) -> dict[str, Any]:
        """Return the result as JSON."""
        return {
            "answers": self.answers,
            "summaries": [_summary_told(one) for one in self.summaries],
            "crossed": [
                {"question": one.question.key, "side": one.side.key, "cells": one.cells}
                for one in self.crossed
            ],
        }

    def of(self, key: str) -> Summary | None:
        """Return the question with this key."""
        return next((one for one in self.summaries if one.question.key == key), None)


def count(
    form: Form, answers: Iterable[Answers], places: Sequence[str] = (), more: Sequence[Question] = ()
) -> Counted:
    """Count all answers in one pass that holds none of them (§ surveys-streamed)."""
    tally, tables = Tally(form), crossings(form, places, more)
    for told in answers:
        tally.add(told)
        for table in tables:
            table.add(told)
    crossed = tuple(_crossed(one) for one in tables if any(map(any, map(dict.values, one.cells.values()))))
    return Counted(tally.answers, tuple(tally.summaries()), crossed)


def _crossed(one: Crossing) -> Crossed:
    return Crossed(one.question, one.side, one.shown())


def _summary_told(one: Summary) -> dict[str, Any]:
    return {
        "question": one.question.key,
        "answered": one.answered,
        "counts": [[list(key) if isinstance(key, tuple) else key, many] for key, many in one.counts.items()],
        "ranked": [
            [row.key, row.place, row.points.numerator, row.points.denominator, row.firsts]
            for row in one.ranked
        ],
    }


def taken_up(told: Mapping[str, Any], form: Form, more: Sequence[Question] = ()) -> Counted:
    """Read what ``told`` wrote, for the questions of ``form`` and ``more`` of the account."""
    known = {one.key: one for one in (*form.questions, *more)}
    summaries = tuple(
        _summary(row, known[row["question"]]) for row in told["summaries"] if row["question"] in known
    )
    crossed = tuple(
        Crossed(known[row["question"]], known[row["side"]], row["cells"])
        for row in told["crossed"]
        if row["question"] in known and row["side"] in known
    )
    return Counted(told["answers"], summaries, crossed)


def _summary(told: Mapping[str, Any], question: Question) -> Summary:
    pairs = ((tuple(key) if isinstance(key, list) else key, many) for key, many in told["counts"])
    ranked = tuple(
        Ranked(key, place, Fraction(points, parts), firsts)
        for key, place, points, parts, firsts in told["ranked"]
    )
    counts = dict(pairs)
    if question.kind is QuestionKind.RANKING:
        return Summary(question, told["answered"], counts, ranked)
    return Summary(question, told["answered"], Counter(counts))
