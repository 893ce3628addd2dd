"""What a project card says, and what a remark on it says (``docs/rules/consultations.md``)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from tadafor.consultations.rules.text import Run, redline

LONGEST_FIELD = 2_000
SHORTEST_FIELD = 3
HIGHEST_NUMBER = 9_999
HIGHEST_COST = 10_000_000_000
MOST_AXES = 12


class Subject(StrEnum):
    """What a consultation is about: a text, article by article, or project cards."""

    TEXT = "text"
    CARDS = "cards"


class Field(StrEnum):
    """The five fields of a card, of a remark on it and of a new project, in the order of the source."""

    PROBLEM = "problem"
    SOLUTION = "solution"
    FUNDING = "funding"
    FOLLOW_UP = "follow_up"
    IMPACT = "impact"


class Principle(StrEnum):
    """The four principles of open development."""

    INFORMATION = "information"
    ACCOUNTABILITY = "accountability"
    DIGITAL = "digital"
    PARTICIPATION = "participation"


class CardRefusal(StrEnum):
    """Why a card or the axes may not be written so."""

    NOT_ON_CARDS = "not_on_cards"
    TITLE_MISSING = "title_missing"
    NOTHING_FILLED = "nothing_filled"
    TOO_LONG = "too_long"
    NUMBER_MISSING = "number_missing"
    NUMBER_TAKEN = "number_taken"
    UNKNOWN_AXIS = "unknown_axis"
    COST_NOT_POSSIBLE = "cost_not_possible"
    AXIS_TWICE = "axis_twice"
    AXIS_IN_USE = "axis_in_use"
    TOO_MANY_AXES = "too_many_axes"


@dataclass(frozen=True)
class Sheet:
    """The five fields, each of which may be empty."""

    problem: str = ""
    solution: str = ""
    funding: str = ""
    follow_up: str = ""
    impact: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Sheet":
        """Return the sheet of a mapping by field; what is missing is empty."""
        return cls(**{one.value: values.get(one.value) or "" for one in Field})

    def values(self) -> dict[str, str]:
        return asdict(self)

    def said(self, one: Field) -> str:
        return str(getattr(self, one.value))

    def filled(self) -> Iterator[tuple[Field, str]]:
        """Give each field that says something, in order."""
        return ((one, said) for one in Field if (said := self.said(one)))

    @property
    def told(self) -> str:
        """Everything it says, for search and for what resembles it."""
        return "\n".join(said for _, said in self.filled())

    @property
    def is_empty(self) -> bool:
        return not any(self.filled())


@dataclass(frozen=True)
class Card:
    """A card in one version: its five fields and what is said of it beside them."""

    sheet: Sheet = field(default_factory=Sheet)
    axis: str = ""
    principles: frozenset[Principle] = frozenset()
    cost: int | None = None


@dataclass(frozen=True)
class FieldChange:
    """How one field leads from what stood to what is proposed."""

    field: Field
    runs: list[Run]


def sheet_redline(before: Sheet, after: Sheet) -> list[FieldChange]:
    """Return the redline of each field that differs, in order (§ consultations-32)."""
    return [
        FieldChange(one, redline(before.said(one), after.said(one)))
        for one in Field
        if before.said(one).split() != after.said(one).split()
    ]


def refuse_sheet(sheet: Sheet) -> CardRefusal | None:
    """Return why these five fields make no card and no remark (§ consultations-26).

    Each may be empty; one at least says something.
    """
    if any(len(said) > LONGEST_FIELD for _, said in sheet.filled()):
        return CardRefusal.TOO_LONG
    if all(len(said) < SHORTEST_FIELD for _, said in sheet.filled()):
        return CardRefusal.NOTHING_FILLED
    return None


def refuse_card(
    card: Card, *, title: str, number: int, taken: frozenset[int], axes: frozenset[str]
) -> CardRefusal | None:
    """Return why a card may not be written so (§ consultations-25).

    ``taken`` are the numbers of the other cards of this version, ``axes`` the axes there are.
    """
    if not title:
        return CardRefusal.TITLE_MISSING
    if not 1 <= number <= HIGHEST_NUMBER:
        return CardRefusal.NUMBER_MISSING
    if number in taken:
        return CardRefusal.NUMBER_TAKEN
    if card.axis and card.axis not in axes:
        return CardRefusal.UNKNOWN_AXIS
    if card.cost is not None and not 0 <= card.cost <= HIGHEST_COST:
        return CardRefusal.COST_NOT_POSSIBLE
    return refuse_sheet(card.sheet)


def refuse_axes(names: list[str], *, in_use: frozenset[str]) -> CardRefusal | None:
    """Return why these may not be the priority axes, in their order (§ consultations-27)."""
    if len(names) > MOST_AXES:
        return CardRefusal.TOO_MANY_AXES
    if len(set(names)) != len(names):
        return CardRefusal.AXIS_TWICE
    return None if in_use <= set(names) else CardRefusal.AXIS_IN_USE
