"""What the law asks of an association that petitions, as data, and how each condition is found.

Organic law 113-14 (communes) asks it in articles 121 to 125; 112-14 (articles 114 to 116) and 111-14
(articles 120 to 122) ask alike of prefectures, provinces and regions. What was not read in the text
itself is marked: ``verified`` is false, and pages say so. A territory may hand its own list.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.associations.rules.facts import NEEDS_RECEIPT, Kind, Presence, Receipt, Theme


class Condition(StrEnum):
    """One condition of the law."""

    RECOGNISED = "recognised"
    OLD_ENOUGH = "old_enough"
    REGULAR = "regular"
    SEAT = "seat"
    ACTIVITY = "activity"
    BOARD = "board"


class Law(StrEnum):
    """Where a condition is written."""

    COMMUNES = "organic_law_113_14"


class Verdict(StrEnum):
    """What was found of a condition; some only people can judge."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    TO_JUDGE = "to_judge"


@dataclass(frozen=True)
class LegalCondition:
    """A condition, where it is written, since when, and whether somebody read it there."""

    condition: Condition
    source: StrEnum
    since: date
    verified: bool = False
    years: int = 0


_SINCE = date(2015, 7, 23)
CONDITIONS: tuple[LegalCondition, ...] = (
    LegalCondition(Condition.RECOGNISED, Law.COMMUNES, _SINCE),
    LegalCondition(Condition.OLD_ENOUGH, Law.COMMUNES, _SINCE, years=3),
    LegalCondition(Condition.REGULAR, Law.COMMUNES, _SINCE),
    LegalCondition(Condition.SEAT, Law.COMMUNES, _SINCE),
    LegalCondition(Condition.ACTIVITY, Law.COMMUNES, _SINCE),
    LegalCondition(Condition.BOARD, Law.COMMUNES, _SINCE),
)


@dataclass(frozen=True, kw_only=True)
class LegalFacts:
    """What is known of an association, as its entry in the register holds it."""

    kind: Kind = Kind.ASSOCIATION
    receipt: Receipt = Receipt.NONE
    founded_on: date | None = None
    presence: Presence = Presence.SEAT
    themes: frozenset[Theme] = frozenset()
    board_until: date | None = None
    assembly_on: date | None = None
    is_confirmed: bool = False  # its entry holds today: confirmed, not ended, not lapsed


@dataclass(frozen=True)
class Finding:
    """One condition and what was found."""

    text: LegalCondition
    verdict: Verdict


def years_after(day: date, years: int) -> date:
    """Return the same day, ``years`` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def conditions(
    facts: LegalFacts,
    today: date,
    object: Collection[Theme],  # noqa: A002 -- the law's word: what the petition is about
    texts: Sequence[LegalCondition] = CONDITIONS,
) -> list[Finding]:
    """Find each condition in force at ``today`` (§ associations-petition)."""
    return [Finding(text, _found(text, facts, today, object)) for text in texts if text.since <= today]


def _found(text: LegalCondition, facts: LegalFacts, today: date, about: Collection[Theme]) -> Verdict:
    match text.condition:
        case Condition.RECOGNISED:
            return _is(facts.kind in NEEDS_RECEIPT and facts.receipt is Receipt.FINAL)
        case Condition.OLD_ENOUGH:
            if facts.founded_on is None:
                return Verdict.UNKNOWN
            return _is(years_after(facts.founded_on, text.years) < today)
        case Condition.REGULAR:
            return _is(facts.is_confirmed)
        case Condition.SEAT:
            return _is(facts.presence in {Presence.SEAT, Presence.BRANCH})
        case Condition.ACTIVITY:
            return Verdict.MET if facts.themes & frozenset(about) else Verdict.TO_JUDGE
        case Condition.BOARD:
            return _board(facts, today)


def _board(facts: LegalFacts, today: date) -> Verdict:
    if facts.board_until is None:
        return Verdict.UNKNOWN
    return _is(facts.board_until >= today)


def _is(found: bool) -> Verdict:  # noqa: FBT001 -- it turns an answer into a word
    return Verdict.MET if found else Verdict.UNMET
