"""Consultations and their texts, as pages read them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from tadafor.consultations import rules
from tadafor.consultations.models import (
    Adoption,
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    Conclusion,
    Consultation,
    Extension,
)
from tadafor.consultations.queries.cards import round_in_force, wanted_of_cards
from tadafor.consultations.queries.reading_aloud import wanted_reading_of_whole
from tadafor.consultations.queries.text import wanted_versions
from tadafor.consultations.queries.workshops import wanted_workshops
from tadafor.documents import queries as documents
from tadafor.kernel.asked import Asked, asked_once
from tadafor.kernel.clock import start_of
from tadafor.kernel.instances import tie
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.actor import Actor
from tadafor.people.rules import Level

# What search reads and no page shows.
_UNSEEN = ("search_text", "grams")


@dataclass(frozen=True)
class StepView:
    """One step of the stepper: where it stands, its date or dates, and whether it is over."""

    step: rules.Step | rules.CardStep
    standing: rules.Standing
    on: date | None
    until: date | None = None


def consultation_at(slug: str) -> Consultation | None:
    """Return the announced consultation of the open scope at this address."""
    return _announced_at.first(slug=slug)


@asked_once
def _announced_at(slug: str) -> QuerySet[Consultation]:
    things = Consultation.objects.announced().filter(slug=slug).select_related("trace", "territory__place")
    hidden = ("trace__text", "territory__place__search_text", "territory__place__grams")
    return things.defer(*_UNSEEN, *hidden)


def any_consultation_at(slug: str) -> Consultation | None:
    """Return the consultation at this address, announced or not: for staff only."""
    return Consultation.objects.select_related("trace", "territory__place").filter(slug=slug).first()


def locked(consultation: Consultation) -> Consultation:
    """Return ``consultation`` fresh, its row locked until the transaction ends.

    The order of locks is stated in ``docs/rules/locks.md``: consultation, trace, contribution,
    decision. Rows that only point at it may be written meanwhile: its key does not change.
    """
    return Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=consultation.pk)


def contributor(actor: Actor, territory_id: int, speaks_for: int | None = None) -> rules.Contributor:
    """Return what the rules need to know of ``actor`` in this territory."""
    return rules.Contributor(
        signed_in=actor.person_id is not None and actor.level is not Level.VISITOR,
        linked=actor.linked_to(territory_id),
        associations=frozenset(
            association for association, territory, _ in actor.associations if territory == territory_id
        ),
        speaks_for=speaks_for,
    )


def steps_of(consultation: Consultation, today: date) -> list[StepView]:
    """Return the stepper of every page of this consultation; on cards, that of the round in force."""
    if consultation.on_cards:
        return _card_steps(consultation, today)
    window = consultation.window
    dates: dict[rules.Step, tuple[date | None, date | None]] = {
        rules.Step.ANNOUNCED: (window.announced_on, None),
        rules.Step.OPEN: (window.opens_on, window.closes_on),
        rules.Step.EXAMINATION: (window.closes_on + timedelta(days=1), None),
        rules.Step.NEW_VERSION: (window.new_version_on, None),
        rules.Step.ADOPTED: (window.adopted_on, None),
    }
    return [StepView(step, standing, *dates[step]) for step, standing in rules.steps(window, today=today)]


def _card_steps(consultation: Consultation, today: date) -> list[StepView]:
    window = consultation.window
    held = round_in_force(consultation)
    presented_on = (held.presented_on if held else None) or window.closes_on
    between = window.earlier_closed_on if today < window.opens_on else None
    dates: dict[rules.CardStep, tuple[date | None, date | None]] = {
        rules.CardStep.READ: (window.announced_on, None),
        rules.CardStep.NOTE: (window.opens_on, window.closes_on),
        rules.CardStep.PRESENT: (presented_on, None),
        rules.CardStep.EXAMINE: ((between or window.closes_on) + timedelta(days=1), None),
        rules.CardStep.IMPROVE: (window.adopted_on or window.new_version_on, None),
    }
    steps = rules.card_steps(window, presented_on=presented_on, today=today)
    return [StepView(step, standing, *dates[step]) for step, standing in steps]


def next_turn(consultation: Consultation, now: datetime) -> datetime | None:
    """Return the next moment at which the dates alone change what pages say."""
    turns = (
        start_of(consultation.opens_on),
        start_of(consultation.closes_on - timedelta(days=2)),
        start_of(consultation.closes_on + timedelta(days=1)),
    )
    return min((turn for turn in turns if turn > now), default=None)


def wanted_around(consultation: Consultation) -> list[Wanted]:
    """Say what the page of a consultation will ask around its text, for who asks ahead."""
    known = {"consultation": consultation.pk}
    ended: list[Asked[Any]] = [_conclusion] if consultation.concluded_on else []
    if ended and consultation.adopted_on:
        ended.append(_adoption)
    return [
        *(wanted(one, **known) for one in (_extensions, _members, _meetings)),
        wanted(_committee, limit=1, **known),
        *(wanted(one, limit=1, **known) for one in ended),
        *(wanted_of_cards(consultation) if consultation.on_cards else []),
        wanted_versions(consultation.pk),
        *wanted_workshops(consultation.pk),
        documents.wanted_of_trace(consultation.trace_id),
        wanted_reading_of_whole(consultation),
    ]


def to_adopt() -> list[Consultation]:
    """Return the consultations of the open territory that are concluded and wait for the council."""
    found = Consultation.objects.filter(concluded_on__isnull=False, adopted_on__isnull=True)
    return list(found.select_related("trace").order_by("-concluded_on", "-pk"))


def consultation_of_trace(trace_id: int) -> Consultation | None:
    """Return the concluded consultation whose trace this is: for the council that adopts its text."""
    return Consultation.objects.filter(trace_id=trace_id, concluded_on__isnull=False).first()


def extensions_of(consultation: Consultation) -> list[Extension]:
    """Return how the window was made longer, oldest first."""
    return _extensions.all(consultation=consultation.pk)


@asked_once
def _extensions(consultation: int) -> QuerySet[Extension]:
    return Extension.objects.filter(consultation_id=consultation).order_by("decided_at")


def to_tell(today: date) -> list[Consultation]:
    """Return the open consultations, whose followers may have to hear of the opening or of the close."""
    return list(Consultation.objects.open_on(today))


@dataclass(frozen=True)
class Shelves:
    """The consultations of a territory, by where they stand."""

    open: list[Consultation]
    coming: list[Consultation]
    answering: list[Consultation]
    ended: list[Consultation]


def shelves(today: date) -> Shelves:
    """Return the announced consultations of the open scope, the soonest to close or the newest first."""
    closed = _shelf.all(limit=40, today=today)
    return Shelves(
        open=_shelf.all(today=today, is_open=True),
        coming=_shelf.all(today=today, is_coming=True),
        answering=[one for one in closed if one.concluded_on is None],
        ended=[one for one in closed if one.concluded_on is not None],
    )


@asked_once
def _shelf(today: date, *, is_open: bool = False, is_coming: bool = False) -> QuerySet[Consultation]:
    announced = Consultation.objects.announced().select_related("trace").defer(*_UNSEEN, "trace__text")
    if is_open:
        return announced.open_on(today).order_by("closes_on")
    if is_coming:
        return announced.coming_after(today).order_by("opens_on")
    return announced.closed_before(today).order_by("-closes_on")


def committee_of(consultation: Consultation) -> Committee | None:
    """Return the committee with its seats and meetings."""
    found = _committee.first(consultation=consultation.pk)
    if found is not None:
        tie([found], "members", _members.all(consultation=consultation.pk), by="committee_id")
        tie([found], "meetings", _meetings.all(consultation=consultation.pk), by="committee_id")
    return found


@asked_once
def _committee(consultation: int) -> QuerySet[Committee]:
    return Committee.objects.filter(consultation_id=consultation)


@asked_once
def _members(consultation: int) -> QuerySet[CommitteeMember]:
    return CommitteeMember.objects.filter(committee__consultation_id=consultation)


@asked_once
def _meetings(consultation: int) -> QuerySet[CommitteeMeeting]:
    return CommitteeMeeting.objects.filter(committee__consultation_id=consultation)


@dataclass(frozen=True)
class Ending:
    """How a consultation ended: its report, and the adoption by the council."""

    conclusion: Conclusion | None
    adoption: Adoption | None

    @property
    def answered_share(self) -> int:
        """How many of the contributions were answered, in per cent."""
        if self.conclusion is None:
            return 0
        figures = self.conclusion.figures
        answered = sum(figures["by_outcome"].values()) + figures["withdrawn"]
        return rules.share(min(answered, figures["contributions"]), figures["contributions"])


def ending_of(consultation: Consultation) -> Ending:
    """Return the frozen report and the adoption, as far as there are."""
    if consultation.concluded_on is None:
        return Ending(None, None)
    return Ending(
        _conclusion.first(consultation=consultation.pk),
        _adoption.first(consultation=consultation.pk) if consultation.adopted_on else None,
    )


@asked_once
def _conclusion(consultation: int) -> QuerySet[Conclusion]:
    return Conclusion.objects.filter(consultation_id=consultation)


@asked_once
def _adoption(consultation: int) -> QuerySet[Adoption]:
    return Adoption.objects.filter(consultation_id=consultation)
