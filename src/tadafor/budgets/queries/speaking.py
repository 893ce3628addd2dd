"""Ideas that were spoken, as pages and the desk read them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tadafor.budgets.models import Edition, Idea, IdeaSpoken
from tadafor.budgets.rules import speaking
from tadafor.documents import queries as documents
from tadafor.documents.queries import SpokenView
from tadafor.documents.rules.sounds import State
from tadafor.territories.queries import days_off

_LONGEST_WAIT = timedelta(days=30)


def spoken_idea(idea: Idea) -> SpokenView | None:
    """Return what was spoken of an idea; no question when it was written."""
    if not idea.is_spoken:
        return None
    found = IdeaSpoken.objects.filter(idea=idea).select_related("recording").first()
    return documents.spoken_view(found) if found else None


def locked_speech(idea: Idea) -> IdeaSpoken | None:
    """Return what was spoken, its row held, with its recording."""
    things = IdeaSpoken.objects.select_for_update(of=("self",)).select_related("recording")
    return things.filter(idea=idea).first()


def speech_of(idea: Idea, spoken: IdeaSpoken) -> speaking.Speech:
    """Return where a spoken idea stands, for the rules."""
    return speaking.Speech(
        state=State(spoken.recording.state),
        withdrawn=idea.withdrawn_at is not None,
        in_a_project=idea.project_id is not None,
    )


def awaits_words(idea: Idea) -> bool:
    """Whether nobody wrote down yet what was spoken."""
    return idea.is_spoken and _unwritten().filter(idea=idea).exists()


def _unwritten() -> QuerySet[IdeaSpoken]:
    return IdeaSpoken.objects.filter(written_down_at__isnull=True, idea__withdrawn_at__isnull=True)


def recordings_of_idea(idea: Idea) -> list[documents.Recording]:
    """Return every recording of an idea, those that were replaced too."""
    return documents.spoken_under(idea.trace)


@dataclass(frozen=True)
class ToWriteDown:
    """A recording that awaits its words, and since when it is late."""

    idea: Idea
    spoken: SpokenView
    due_on: date
    is_late: bool


def ideas_to_write_down(edition: Edition, today: date) -> list[ToWriteDown]:
    """Return the spoken ideas of an edition that await their words, the oldest first."""
    things = _unwritten().filter(idea__edition=edition).select_related("recording", "idea")
    rows = list(things.defer("idea__grams", "idea__search_text").order_by("idea__number"))
    if not rows:
        return []
    came = [one.idea.received_on for one in rows]
    off = days_off(edition.territory_id, min(came), max(came) + _LONGEST_WAIT)
    return [
        ToWriteDown(one.idea, documents.spoken_view(one), due, due < today)
        for one in rows
        for due in [speaking.due_on(one.idea.received_on, off)]
    ]
