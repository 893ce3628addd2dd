"""What many answers say together: counts, ranking by points, two questions crossed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tadafor.surveys.rules.pointing import square_of
from tadafor.surveys.rules.questions import Form, Question, QuestionKind

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Ranked:
    """A choice in a ranking: its place (ties share one), its points, how often it stood first."""

    key: str
    place: int
    points: Fraction
    firsts: int


class Ranking:
    """Ranks choices by points, whatever the order in which they are listed (§ surveys-priorities).

    Of n choices the first gets n-1 points, the last none; those that a ballot leaves out share what is
    left of its points. Equal points share a place. Ballots are added up, never held.
    """

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = list(choices)
        self.firsts = Counter[str]()
        self._halves = dict.fromkeys(choices, 0)

    def add(self, ballot: Sequence[str]) -> None:
        """Count one ballot: its choices, the first one first."""
        many = len(self.choices)
        left = [key for key in self.choices if key not in ballot]
        for place, key in enumerate(ballot):
            if key in self._halves:
                self._halves[key] += 2 * (many - 1 - place)
        for key in left:
            self._halves[key] += len(left) - 1
        self.firsts.update(ballot[:1])

    def ranked(self) -> list[Ranked]:
        """Return the choices, the highest first."""
        points = {key: Fraction(halves, 2) for key, halves in self._halves.items()}
        order = sorted(self.choices, key=lambda key: (-points[key], key))
        return [
            Ranked(
                key,
                1 + sum(points[other] > points[key] for other in self.choices),
                points[key],
                self.firsts[key],
            )
            for key in order
        ]


def ranking(choices: Sequence[str], ballots: Iterable[Sequence[str]]) -> list[Ranked]:
    """Rank choices by all ballots."""
    adding = Ranking(choices)
    for ballot in ballots:
        adding.add(ballot)
    return adding.ranked()


@dataclass(frozen=True)
class Summary:
    """One question over all answers. ``counts`` by choice, number, place, or (row, choice) of a matrix."""

    question: Question
    answered: int
    counts: Mapping[Any, int]
    ranked: tuple[Ranked, ...] = ()

    @property
    def mean(self) -> Fraction | None:
        """The mean of a number or a scale."""
        many = sum(self.counts.values())
        return Fraction(sum(value * count for value, count in self.counts.items()), many) if many else None

    @property
    def median(self) -> int | None:
        """The lower middle value of a number or a scale."""
        half, passed = sum(self.counts.values()), 0
        for value in sorted(self.counts):
            passed += self.counts[value]
            if 2 * passed >= half:
                return int(value)
        return None


class Tally:
    """Sums answers one by one, so that any number of them fits in memory."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.answers = 0
        self._answered: Counter[str] = Counter()
        self._counts: dict[str, Counter[Any]] = {one.key: Counter() for one in form.questions}
        self._rankings = {
            one.key: Ranking([choice.key for choice in one.choices])
            for one in form.questions
            if one.kind is QuestionKind.RANKING
        }

    def add(self, answers: Answers) -> None:
        """Count one whole form."""
        self.answers += 1
        for question in self.form.questions:
            said = answers.get(question.key)
            if said is not None and question.asks:
                self._answered[question.key] += 1
                if question.key in self._rankings:
                    self._rankings[question.key].add(said)
                self._counts[question.key].update(_pieces(question, said))

    def summaries(self) -> list[Summary]:
        """Return every question that asks, in order."""
        return [self._summary(one) for one in self.form.questions if one.asks]

    def _summary(self, question: Question) -> Summary:
        counts = self._counts[question.key]
        if question.kind is QuestionKind.RANKING:
            ranked = tuple(self._rankings[question.key].ranked())
            firsts = {one.key: one.firsts for one in ranked}
            return Summary(question, self._answered[question.key], firsts, ranked)
        if question.kind in {QuestionKind.ONE, QuestionKind.SEVERAL}:
            counts = Counter({choice.key: counts[choice.key] for choice in question.choices})
        return Summary(question, self._answered[question.key], counts)


def _pieces(question: Question, said: Any) -> list[Any]:  # noqa: ANN401 -- JSON
    match question.kind:
        case QuestionKind.SEVERAL:
            return list(said)
        case QuestionKind.MATRIX:
            return list(said.items())
        case QuestionKind.POINT:
            return [square_of(said)]
        case QuestionKind.SHORT | QuestionKind.LONG | QuestionKind.RANKING | QuestionKind.FILE:
            return []
        case _:
            return [said]


def crossed(one: Question, other: Question, answers: Iterable[Answers]) -> dict[str, dict[str, int]]:
    """Count two choice questions against each other; who left one out is not in it."""
    table = {row.key: {column.key: 0 for column in other.choices} for row in one.choices}
    for told in answers:
        for row in _picked(told.get(one.key)):
            for column in _picked(told.get(other.key)):
                if row in table and column in table[row]:
                    table[row][column] += 1
    return table


def _picked(said: Any) -> list[str]:  # noqa: ANN401 -- JSON
    return [said] if isinstance(said, str) else list(said or ())
