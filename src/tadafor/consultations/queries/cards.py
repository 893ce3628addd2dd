"""Project cards, their axes and the rounds, as actions and pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from tadafor.consultations import rules
from tadafor.consultations.models import Axis, Consultation, Round, Version, Wording
from tadafor.consultations.queries.text import counts_by_passage, label_of, wanted_counts
from tadafor.kernel.asked import asked_once
from tadafor.kernel.together import Wanted, wanted

# What search reads and no page shows.
_UNSEEN = ("search_text", "grams")


def rounds_of(consultation: Consultation) -> list[Round]:
    """Return the rounds in order; a consultation on a text has none."""
    return _rounds.all(consultation=consultation.pk) if consultation.on_cards else []


@asked_once
def _rounds(consultation: int) -> QuerySet[Round]:
    return Round.objects.filter(consultation_id=consultation).order_by("number")


def round_in_force(consultation: Consultation) -> Round | None:
    """Return the round whose window is that of the consultation."""
    return _numbered.first(consultation=consultation.pk, number=consultation.round_number)


@asked_once
def _numbered(consultation: int, number: int) -> QuerySet[Round]:
    return Round.objects.filter(consultation_id=consultation, number=number).order_by("pk")


def round_on(consultation: Consultation, day: date) -> Round | None:
    """Return the round that was open on this day."""
    return consultation.rounds.filter(opens_on__lte=day, closes_on__gte=day).first()


def contributions_by_round(consultation: Consultation) -> dict[int, int]:
    """Return how many contributions each round drew, by its number."""
    return dict(_drawn.all(consultation=consultation.pk))


@asked_once
def _drawn(consultation: int) -> QuerySet[Round, tuple[int, int]]:
    things = Round.objects.filter(consultation_id=consultation).order_by("number")
    return things.values_list("number", Count("contributions"))


def axes_of(consultation: Consultation) -> list[Axis]:
    """Return the priority axes in their order."""
    return _axes.all(consultation=consultation.pk)


@asked_once
def _axes(consultation: int) -> QuerySet[Axis]:
    return Axis.objects.filter(consultation_id=consultation).order_by("position")


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
    return _cards.describe(version.pk)


@asked_once
def _cards(version: int) -> QuerySet[Wording]:
    things = Wording.objects.filter(version_id=version, passage__sort="card")
    return things.select_related("passage", "axis").defer(*_UNSEEN).order_by("number")


def wanted_of_cards(consultation: Consultation) -> list[Wanted]:
    """Say what the page of a consultation on cards will ask, for who asks ahead."""
    known = {"consultation": consultation.pk}
    return [
        *(wanted(one, **known) for one in (_rounds, _axes, _drawn)),
        wanted(_numbered, limit=1, **known, number=consultation.round_number),
        wanted_counts(consultation.pk),
    ]


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
        for one in _cards.all(version=version.pk)
    ]
    names = [one.name for one in axes_of(consultation)]
    shelves = [Shelf(name, [one for one in lines if one.card.axis == name]) for name in (*names, "")]
    return [shelf for shelf in shelves if shelf.cards and (not axis or shelf.axis == axis)]
