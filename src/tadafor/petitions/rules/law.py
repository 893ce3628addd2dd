"""The law as dated rows: which one is in force for a place on a day (``docs/rules/petitions.md``)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Council(StrEnum):
    """Which council is asked; each has its own organic law."""

    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"


class Topic(StrEnum):
    """What a row of law says; its value is a number, a share, months, days, or yes (1) and no (0)."""

    THRESHOLD = "threshold"
    SPREAD = "spread"
    ANSWER_MONTHS = "answer_months"
    CUT_OFF_DAYS = "cut_off_days"
    ONLINE_COUNTS = "online_counts"
    PAPER_COUNTS = "paper_counts"
    ASSOCIATION_YEARS = "association_years"
    ASSOCIATION_MEMBERS = "association_members"
    CONDITION = "condition"
    ANNEX = "annex"
    LIST_COLUMN = "list_column"


class Kind(StrEnum):
    """Who petitions; an association is asked other things (§ petitions-30)."""

    CITIZENS = "citizens"
    ASSOCIATION = "association"


class Condition(StrEnum):
    """What the bureau checks, each with a finding."""

    COMPETENCE = "competence"
    CONSTANTS = "constants"
    COMMON_INTEREST = "common_interest"
    FORM = "form"
    AGENT = "agent"
    SIGNATURES = "signatures"
    LINKED = "linked"
    ELECTORAL = "electoral"
    SPREAD = "spread"
    ANNEXES = "annexes"
    FORMED = "formed"
    DEMOCRATIC = "democratic"
    REGULAR = "regular"
    SEAT = "seat"
    ACTIVITY = "activity"
    MANDATE = "mandate"


class Annex(StrEnum):
    """A document that the decree asks to be joined."""

    SIGNERS_LIST = "signers_list"
    CARD_COPIES = "card_copies"
    RESIDENCE_PROOF = "residence_proof"
    STATUTES = "statutes"
    FINAL_RECEIPT = "final_receipt"
    BOARD_LIST = "board_list"
    REGULAR_PROOF = "regular_proof"
    MANDATE_DOCUMENT = "mandate_document"


ANNEXES_ON_PEOPLE = frozenset(
    {
        Annex.SIGNERS_LIST,
        Annex.CARD_COPIES,
        Annex.RESIDENCE_PROOF,
        Annex.BOARD_LIST,
        Annex.MANDATE_DOCUMENT,
    }
)
"""What is joined and names people: erased with the names (§ petitions-29)."""


class Column(StrEnum):
    """What the model form of the decree writes of each signer."""

    NAME = "name"
    CARD = "card"
    ADDRESS = "address"
    SIGNATURE = "signature"


class LawRefusal(StrEnum):
    """Why a row of law may not be added."""

    SOURCE_MISSING = "source_missing"
    VALUE_WRONG = "value_wrong"
    SUBJECT_MISSING = "subject_missing"
    CLASS_WRONG = "class_wrong"
    SAME_ROW = "same_row"


@dataclass(frozen=True)
class Law:
    """One row: what it says, for whom, from when, and who says so.

    ``applies`` is false for a source that contradicts another and is kept beside it. ``is_own`` is a row
    that the territory itself recorded.
    """

    topic: Topic
    council: Council
    value: int
    valid_from: date
    source: str
    article: str = ""
    subject: str = ""
    kind: Kind | None = None
    population_from: int = 0
    population_below: int | None = None
    arrondissements: bool | None = None
    is_verified: bool = False
    applies: bool = True
    is_own: bool = False
    note: str = ""
    key: int = 0


@dataclass(frozen=True)
class Place:
    """What the law asks of a place: which council, how many people by which census, arrondissements."""

    council: Council
    population: int = 0
    census: int = 0
    arrondissements: int = 0
    provinces: tuple[str, ...] = ()


def speaks_of(law: Law, place: Place) -> bool:
    """Whether a row is about this place: its council, its class of population (§ petitions-2)."""
    if law.council is not place.council:
        return False
    if law.arrondissements is not None and law.arrondissements != bool(place.arrondissements):
        return False
    below = law.population_below is None or place.population < law.population_below
    return law.population_from <= place.population and below


def in_force(
    laws: Iterable[Law], topic: Topic, place: Place, *, on: date, subject: str = "", kind: Kind | None = None
) -> Law | None:
    """Return the row in force on a day: the newest that applies, a territory's own first (§ petitions-1)."""
    found = [
        law
        for law in laws
        if law.topic is topic
        and law.applies
        and law.subject == subject
        and law.kind in {None, kind}
        and law.valid_from <= on
        and speaks_of(law, place)
    ]
    return max(found, key=lambda law: (law.valid_from, law.is_own, law.key), default=None)


@dataclass(frozen=True)
class Requirements:
    """What the law asks of one petition on one day, with the rows that say so."""

    kind: Kind
    on: date
    place: Place
    threshold: int
    spread: int
    answer_months: int
    cut_off_days: int
    online_counts: bool
    paper_counts: bool
    association_years: int
    association_members: int
    conditions: tuple[Condition, ...]
    annexes: tuple[Annex, ...]
    laws: tuple[Law, ...]

    @property
    def each_province(self) -> int:
        """How many signatures each province of a region must bring: the share, rounded up (§ petitions-3)."""
        return -(-self.threshold * self.spread // 100)

    @property
    def unverified(self) -> tuple[Law, ...]:
        return tuple(law for law in self.laws if not law.is_verified)

    def law_of(self, topic: Topic, subject: str = "") -> Law | None:
        """Return the row behind a number."""
        return next((law for law in self.laws if law.topic is topic and law.subject == subject), None)


_NUMBERS = (
    Topic.THRESHOLD,
    Topic.SPREAD,
    Topic.ANSWER_MONTHS,
    Topic.CUT_OFF_DAYS,
    Topic.ONLINE_COUNTS,
    Topic.PAPER_COUNTS,
    Topic.ASSOCIATION_YEARS,
    Topic.ASSOCIATION_MEMBERS,
)


def requirements(laws: Iterable[Law], kind: Kind, place: Place, *, on: date) -> Requirements:
    """Return everything that is asked of a petition of this kind, in this place, on this day."""
    laws = list(laws)
    numbers = {topic: in_force(laws, topic, place, on=on, kind=kind) for topic in _NUMBERS}
    conditions = _asked(laws, Topic.CONDITION, Condition, kind=kind, place=place, on=on)
    annexes = _asked(laws, Topic.ANNEX, Annex, kind=kind, place=place, on=on)
    value = {topic: law.value if law else 0 for topic, law in numbers.items()}
    used = [law for law in numbers.values() if law is not None] + [law for _, law in conditions + annexes]
    return Requirements(
        kind=kind,
        on=on,
        place=place,
        threshold=value[Topic.THRESHOLD] if kind is Kind.CITIZENS else 0,
        spread=value[Topic.SPREAD] if kind is Kind.CITIZENS else 0,
        answer_months=value[Topic.ANSWER_MONTHS],
        cut_off_days=value[Topic.CUT_OFF_DAYS],
        online_counts=bool(value[Topic.ONLINE_COUNTS]),
        paper_counts=bool(value[Topic.PAPER_COUNTS]),
        association_years=value[Topic.ASSOCIATION_YEARS],
        association_members=value[Topic.ASSOCIATION_MEMBERS],
        conditions=tuple(Condition(name) for name, _ in conditions),
        annexes=tuple(Annex(name) for name, _ in annexes),
        laws=tuple(used),
    )


def _asked(
    laws: list[Law], topic: Topic, members: type[StrEnum], *, kind: Kind, place: Place, on: date
) -> list[tuple[str, Law]]:
    found = [
        (member.value, in_force(laws, topic, place, on=on, subject=member.value, kind=kind))
        for member in members
    ]
    return [(name, law) for name, law in found if law is not None and law.value]


def list_columns(laws: Iterable[Law], place: Place, *, on: date) -> list[tuple[Column, Law]]:
    """Return what the list of signers writes of each, and the rows that say so (§ petitions-25)."""
    found = _asked(list(laws), Topic.LIST_COLUMN, Column, kind=Kind.CITIZENS, place=place, on=on)
    return [(Column(name), law) for name, law in found]


class Change(NamedTuple):
    """What a change of law moved: a number, or a condition or a document that is asked (1) or not (0)."""

    topic: Topic
    before: int
    after: int
    subject: str = ""


def changes(before: Requirements, after: Requirements) -> list[Change]:
    """Return what a change of law moved; one condition in another's place is two changes (§ petitions-4)."""
    numbers = (
        Change(Topic.THRESHOLD, before.threshold, after.threshold),
        Change(Topic.SPREAD, before.spread, after.spread),
        Change(Topic.ANSWER_MONTHS, before.answer_months, after.answer_months),
        Change(Topic.CUT_OFF_DAYS, before.cut_off_days, after.cut_off_days),
        Change(Topic.ONLINE_COUNTS, int(before.online_counts), int(after.online_counts)),
        Change(Topic.PAPER_COUNTS, int(before.paper_counts), int(after.paper_counts)),
        Change(Topic.ASSOCIATION_YEARS, before.association_years, after.association_years),
        Change(Topic.ASSOCIATION_MEMBERS, before.association_members, after.association_members),
    )
    return [
        *(one for one in numbers if one.before != one.after),
        *_exchanged(Topic.CONDITION, Condition, before.conditions, after.conditions),
        *_exchanged(Topic.ANNEX, Annex, before.annexes, after.annexes),
    ]


def _exchanged(
    topic: Topic, members: type[StrEnum], before: Collection[str], after: Collection[str]
) -> list[Change]:
    """Return what is no longer asked and what is asked from now on, in the order of the law."""
    return [
        Change(topic, int(one in before), int(one in after), one.value)
        for one in members
        if (one in before) != (one in after)
    ]


YES_OR_NO = frozenset(
    {Topic.ONLINE_COUNTS, Topic.PAPER_COUNTS, Topic.CONDITION, Topic.ANNEX, Topic.LIST_COLUMN}
)
_LARGEST = {Topic.THRESHOLD: 100_000, Topic.SPREAD: 100, Topic.ANSWER_MONTHS: 24, Topic.CUT_OFF_DAYS: 90}
SUBJECTS: dict[Topic, type[StrEnum]] = {
    Topic.CONDITION: Condition,
    Topic.ANNEX: Annex,
    Topic.LIST_COLUMN: Column,
}


def refuse_law(law: Law, *, existing: Iterable[Law]) -> LawRefusal | None:
    """Return why a row may not be added: a change is a new row, with its source (§ petitions-1)."""
    largest = 1 if law.topic in YES_OR_NO else _LARGEST.get(law.topic, 10_000)
    if not law.source.strip():
        return LawRefusal.SOURCE_MISSING
    if not 0 <= law.value <= largest or (law.topic is Topic.THRESHOLD and not law.value):
        return LawRefusal.VALUE_WRONG
    members = SUBJECTS.get(law.topic)
    if (members is None) != (law.subject == "") or (members and law.subject not in set(members)):
        return LawRefusal.SUBJECT_MISSING
    if law.population_below is not None and law.population_below <= law.population_from:
        return LawRefusal.CLASS_WRONG
    return LawRefusal.SAME_ROW if _said(law) in {_said(one) for one in existing} else None


def _said(law: Law) -> tuple[object, ...]:
    """Return what a row says; one that was checked since says more than the one that was not."""
    what = (law.topic, law.council, law.subject, law.kind, law.population_from, law.value)
    return (*what, law.valid_from, law.source, law.is_verified, law.applies)
