"""Project cards, their axes and the rounds, as actions and pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from tadafor.consultations import rules
from tadafor.consultations.models import Axis, Consultation, Round, Version, Wording
from tadafor.consultations.queries.text import counts_by_passage, label_of

# What search reads and no page shows.
_UNSEEN = ("search_text", "grams")


def rounds_of(consultation: Consultation) -> list[Round]:
    """Return the rounds in order; a consultation on a text has none."""
    return list(consultation.rounds.order_by("number")) if consultation.on_cards else []


def round_in_force(consultation: Consultation) -> Round | None:
    """Return the round whose window is that of the consultation."""
    return consultation.rounds.filter(number=consultation.round_number).first()


def round_on(consultation: Consultation, day: date) -> Round | None:
    """Return the round that was open on this day."""
    return consultation.rounds.filter(opens_on__lte=day, closes_on__gte=day).first()


def contributions_by_round(consultation: Consultation) -> dict[int, int]:
    """Return how many contributions each round drew, by its number."""
    rows = consultation.rounds.order_by("number").values_list("number", Count("contributions"))
    return dict(rows)


def axes_of(consultation: Consultation) -> list[Axis]:
    """Return the priority axes in their order."""
    return list(consultation.axes.order_by("position"))


def axis_named(consultation: Consultation, name: str) -> Axis | None:
    """Return one axis of this consultation."""
    return consultation.axes.filter(name=name).first() if name else None


def axes_in_use(consultation: Consultation) -> frozenset[str]:
    """Return the axes that a card or a proposed project names, in any version."""
    used = consultation.axes.filter(wordings__isnull=False).values_list("name", flat=True)
    proposed = consultation.contributions.filter(axis__isnull=False).values_list("axis__name", flat=True)
    return frozenset(used) | frozenset(proposed)


def cards_of(version: Version) -> QuerySet[Wording]:
    """Return the cards of a version by the number that the commune gave them."""
    things = version.wordings.filter(passage__sort="card").select_related("passage", "axis")
    return things.defer(*_UNSEEN).order_by("number")


def numbers_taken(version: Version, *, but: int | None = None) -> frozenset[int]:
    """Return the numbers of the cards of a version, leaving one passage out."""
    return frozenset(
        number for number, key in cards_of(version).values_list("number", "passage_id") if key != but
    )


@dataclass(frozen=True)
class CardLine:
    """A card in a list, with how many visible contributions it drew."""

    key: str
    number: int
    title: str
    card: rules.Card
    contributions: int
    passage_id: int

    @property
    def label(self) -> str:
        return label_of("card", self.number)


@dataclass(frozen=True)
class Shelf:
    """The cards of one axis; those without one stand last, under no name."""

    axis: str
    cards: Sequence[CardLine]


def shelves_of_cards(consultation: Consultation, version: Version, *, axis: str = "") -> list[Shelf]:
    """Return the cards of a version by axis, in the order of the axes, perhaps of one axis alone."""
    counts = counts_by_passage(consultation.pk)
    lines = [
        CardLine(
            one.passage.key, one.number, one.title, one.card, counts.get(one.passage_id, 0), one.passage_id
        )
        for one in cards_of(version)
    ]
    names = [one.name for one in axes_of(consultation)]
    shelves = [Shelf(name, [one for one in lines if one.card.axis == name]) for name in (*names, "")]
    return [shelf for shelf in shelves if shelf.cards and (not axis or shelf.axis == axis)]
