"""Answers by sex, age band and neighbourhood: one pass over all answers, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tadafor.kernel.masking import masked
from tadafor.surveys.rules.pointing import told_squares
from tadafor.surveys.rules.questions import Form, Profile, Question, QuestionKind

AGE_BANDS: tuple[tuple[int, int | None], ...] = (
    (0, 17),
    (18, 24),
    (25, 34),
    (35, 49),
    (50, 64),
    (65, None),
)
CROSSED = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.SCALE, QuestionKind.RANKING})


def band_of(age: int) -> str:
    """Return the band of an age, as «18-24» or «65+»."""
    least, most = next(band for band in AGE_BANDS if band[1] is None or age <= band[1])
    return f"{least}+" if most is None else f"{least}-{most}"


BANDS = tuple(band_of(least) for least, _most in AGE_BANDS)


def told_counts(question: Question, counts: Mapping[Any, int]) -> dict[Any, int]:
    """Return counts as they are published: ages by band, points by square (§ surveys-profile)."""
    if question.kind is QuestionKind.POINT:
        return dict(told_squares(counts))
    if question.profile is not Profile.AGE or question.kind is not QuestionKind.NUMBER:
        return dict(counts)
    bands = dict.fromkeys(BANDS, 0)
    for age, many in counts.items():
        bands[band_of(int(age))] += many
    return {band: many for band, many in bands.items() if many}


def sides(form: Form, more: Sequence[Question] = ()) -> list[Question]:
    """Return what tells who answers: sex, age, places, then ``more`` of the account (§ surveys-facts)."""
    known = {one.profile: one for one in form.questions if one.profile}
    told = [known[profile] for profile in Profile if profile in known]
    return [*told, *(one for one in form.questions if one.kind is QuestionKind.PLACE), *more]


def columns_of(side: Question, places: Sequence[str]) -> list[str]:
    """Return the columns of a side: choices, age bands, or neighbourhoods."""
    if side.kind is QuestionKind.PLACE:
        return list(places)
    if side.kind is QuestionKind.NUMBER:
        return list(BANDS)
    return [choice.key for choice in side.choices]


def rows_of(question: Question) -> list[str]:
    """Return the rows of a question that is crossed; of a ranking what stood first is counted."""
    if question.kind is QuestionKind.SCALE:
        return [str(step) for step in range(question.least or 0, (question.most or 0) + 1)]
    return [choice.key for choice in question.choices]


def _picked(question: Question, said: Any) -> list[str]:  # noqa: ANN401 -- JSON
    if said is None:
        return []
    if question.kind is QuestionKind.NUMBER:
        return [band_of(int(said))]
    if question.kind is QuestionKind.RANKING:
        return [str(key) for key in said[:1]]
    return [str(one) for one in said] if isinstance(said, list) else [str(said)]


@dataclass
class Crossing:
    """One question against one side, counted answer by answer."""

    question: Question
    side: Question
    places: Sequence[str] = ()
    cells: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = columns_of(self.side, self.places)
        self.cells = self.cells or {row: dict.fromkeys(columns, 0) for row in rows_of(self.question)}

    def add(self, answers: Mapping[str, Any]) -> None:
        """Count one whole form; who left one of the two out is not in it."""
        rows = _picked(self.question, answers.get(self.question.key))
        for column in _picked(self.side, answers.get(self.side.key)):
            for row in rows:
                if column in self.cells.get(row, ()):
                    self.cells[row][column] += 1

    def shown(self) -> dict[str, dict[str, int | None]]:
        """Return the table, small counts left out; columns that nobody is in are not there."""
        used = {column for counts in self.cells.values() for column, many in counts.items() if many}
        kept = {
            row: {at: many for at, many in counts.items() if at in used} for row, counts in self.cells.items()
        }
        return masked(kept)


def crossings(form: Form, places: Sequence[str] = (), more: Sequence[Question] = ()) -> list[Crossing]:
    """Return every question that is crossed with every side, empty."""
    found = sides(form, more)
    return [
        Crossing(one, side, places)
        for one in form.questions
        if one.kind in CROSSED and one not in found
        for side in found
    ]
