"""A study asked again a year later: the same questions, before and now (§ surveys-repeated)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tadafor.surveys.rules.counted import Counted
from tadafor.surveys.rules.questions import Question, QuestionKind
from tadafor.surveys.rules.results import Summary

SHARED = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.RANKING})
MEANS = frozenset({QuestionKind.SCALE, QuestionKind.NUMBER})
LEAST = 5


@dataclass(frozen=True)
class Moved:
    """A choice before and now: shares of who answered in whole per cent, None where it was not asked."""

    key: str
    before: int | None
    now: int | None

    @property
    def points(self) -> int | None:
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True)
class Compared:
    """One question of both; a scale or a number by its mean."""

    question: Question
    answered: tuple[int, int]
    moved: tuple[Moved, ...] = ()
    means: tuple[Fraction, Fraction] | None = None


def compared(before: Counted, now: Counted) -> list[Compared]:
    """Return the questions that both asked alike, and that five people answered each time."""
    found = []
    for summary in now.summaries:
        old = before.of(summary.question.key)
        if old is None or old.question.kind is not summary.question.kind:
            continue
        if min(old.answered, summary.answered) >= LEAST and (one := _compared(old, summary)):
            found.append(one)
    return found


def _compared(old: Summary, new: Summary) -> Compared | None:
    answered = (old.answered, new.answered)
    if new.question.kind in MEANS and old.mean is not None and new.mean is not None:
        return Compared(new.question, answered, means=(old.mean, new.mean))
    if new.question.kind not in SHARED:
        return None
    keys = list(
        dict.fromkeys([*(c.key for c in new.question.choices), *(c.key for c in old.question.choices)])
    )
    moved = tuple(Moved(key, _share(old, key), _share(new, key)) for key in keys)
    return Compared(new.question, answered, moved)


def _share(one: Summary, key: str) -> int | None:
    counts: Mapping[str, int] = one.counts
    return round(Fraction(100 * counts.get(key, 0), one.answered)) if key in one.question.keys else None
