"""Contributions that were spoken, as pages and the desk read them."""

from dataclasses import dataclass
from datetime import date, timedelta

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Spoken
from tadafor.documents import queries as documents
from tadafor.documents.queries import SpokenView, spoken_view
from tadafor.documents.rules.sounds import State
from tadafor.territories.queries import days_off

_LONGEST_WAIT = timedelta(days=30)


def spoken_views(contributions: list[int]) -> dict[int, SpokenView]:
    """Return the recordings of these contributions, which were spoken, in one query; in none for none."""
    if not contributions:
        return {}
    rows = Spoken.objects.filter(contribution__in=contributions).select_related("recording")
    return {one.contribution_id: spoken_view(one) for one in rows}


def locked_speech(contribution: Contribution) -> Spoken | None:
    """Return what was spoken, its row locked, with its recording."""
    return (
        Spoken.objects.select_for_update(of=("self",))
        .select_related("recording", "contribution__consultation")
        .filter(contribution=contribution)
        .first()
    )


def speech_of(spoken: Spoken, today: date) -> rules.Speech:
    """Return where a spoken contribution stands, for the rules."""
    contribution = spoken.contribution
    decision = getattr(contribution, "decision", None)
    return rules.Speech(
        state=State(spoken.recording.state),
        is_withdrawn=contribution.withdrawn_at is not None,
        is_answered=decision is not None and decision.approved_at is not None,
        phase=rules.phase(contribution.consultation.window, today=today),
    )


def is_written_down(contribution: Contribution) -> bool:
    """Whether the words of a recording are those of its contribution now."""
    return Spoken.objects.filter(contribution=contribution, written_down_at__isnull=False).exists()


@dataclass(frozen=True)
class ToWriteDown:
    """A recording that awaits its words, and since when it is late."""

    contribution: Contribution
    spoken: SpokenView
    due_on: date
    is_late: bool


def to_write_down(consultation: Consultation, today: date) -> list[ToWriteDown]:
    """Return the recordings of a consultation that await their words, the oldest first."""
    rows = list(
        Spoken.objects.filter(
            contribution__consultation=consultation,
            contribution__withdrawn_at__isnull=True,
            written_down_at__isnull=True,
        )
        .select_related("recording", "contribution__passage", "contribution__author")
        .defer("contribution__grams", "contribution__search_text")
        .order_by("contribution__received_on", "contribution__number")
    )
    if not rows:
        return []
    dues = {one.contribution.received_on for one in rows}
    off = days_off(consultation.territory_id, min(dues), max(dues) + _LONGEST_WAIT)
    return [
        ToWriteDown(one.contribution, spoken_view(one), due, due < today)
        for one in rows
        for due in [rules.due_on(one.contribution.received_on, off)]
    ]


def speeches_due(consultation: Consultation, oldest: date) -> date:
    """The day by which the oldest recording of a consultation is to be written down."""
    return rules.due_on(oldest, days_off(consultation.territory_id, oldest, oldest + _LONGEST_WAIT))


def recordings_of(contribution: Contribution) -> list[documents.Recording]:
    """Return every recording of a contribution, those that were replaced too."""
    return documents.spoken_under(contribution.trace)
