"""Reports and published figures: what is frozen, and what does not add up is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportState(StrEnum):
    """Whether a report is still worked on."""

    DRAFT = "draft"
    PUBLISHED = "published"


class ReportRefusal(StrEnum):
    """Why a report is not kept or published so."""

    PERIOD = "period"
    PUBLISHED = "published"
    NOT_OVER = "not_over"
    NO_WORDS = "no_words"


class ClaimRefusal(StrEnum):
    """Why a published figure is not kept so."""

    NO_SOURCE = "no_source"
    MORE_THAN_WHOLE = "more_than_whole"
    CODE_TAKEN = "code_taken"


def refuse_report(since: date, until: date, *, starts_on: date) -> ReportRefusal | None:
    """A report tells of a span that begins with the programme at the earliest (§ programme-14)."""
    return None if starts_on <= since <= until else ReportRefusal.PERIOD


def refuse_publishing(
    state: ReportState, *, until: date, today: date, words_ar: str, words_fr: str
) -> ReportRefusal | None:
    """It is published once, when its span is over, with its words in both languages (§ programme-14)."""
    checks = (
        (state is ReportState.PUBLISHED, ReportRefusal.PUBLISHED),
        (until >= today, ReportRefusal.NOT_OVER),
        (not (words_ar and words_fr), ReportRefusal.NO_WORDS),
    )
    return next((refusal for refused, refusal in checks if refused), None)


@dataclass(frozen=True)
class Difference:
    """A figure and those it is said to be made of."""

    value: int
    named: int

    @property
    def missing(self) -> int:
        """How many of the whole no part names."""
        return self.value - self.named


def difference(value: int, parts: Iterable[int]) -> Difference | None:
    """Return what does not add up, None when no part is named or all are (§ programme-15)."""
    known = list(parts)
    if not known or sum(known) == value:
        return None
    return Difference(value, sum(known))


def refuse_claim(value: int, *, parts: Iterable[int], source: str, is_taken: bool) -> ClaimRefusal | None:
    """A published figure says where it is published; its parts are at most the whole (§ programme-15)."""
    if is_taken:
        return ClaimRefusal.CODE_TAKEN
    if not source:
        return ClaimRefusal.NO_SOURCE
    return ClaimRefusal.MORE_THAN_WHOLE if sum(parts) > value else None
