"""Named reads of the room: agenda, cards, photographs."""

from django.db.models import Max, QuerySet

from tadafor.meetings.models import AgendaItem, Card, Meeting, Photo
from tadafor.traces import queries as traces
from tadafor.traces.queries import Trace

_ROOMS = ("consultations", "budgets", "suggestions", "petitions", "councils", "commitments")
_MOST = 40


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting))


def last_card(meeting: Meeting) -> int:
    """Return the last number given to a card of a meeting."""
    return Card.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0


def cards_of(meeting: Meeting) -> QuerySet[Card]:
    """Return the cards of a meeting by theme, without those taken back."""
    return Card.objects.filter(meeting=meeting, taken_back_at__isnull=True).select_related("trace")


def shown_cards(meeting: Meeting) -> QuerySet[Card]:
    """Return the cards that everybody reads."""
    return cards_of(meeting).filter(trace__visibility="visible")


def card_numbered(meeting: Meeting, number: int) -> Card | None:
    found = Card.objects.filter(meeting=meeting, number=number)
    return found.select_related("trace", "meeting").first()


def photos_of(meeting: Meeting) -> list[Photo]:
    return list(Photo.objects.filter(meeting=meeting).select_related("document"))


def traces_to_carry() -> list[Trace]:
    """Return what a card may have become lately, in the rooms where words go on (§ meetings-carried)."""
    return [one for room in _ROOMS for one in traces.of_room(room, limit=_MOST)]


def carried_into(said: str) -> Trace | None:
    """Return what somebody names by its code or by the address of its page, whatever the language."""
    found = traces.named(said)
    return found if found is not None and found.visibility == "visible" and found.room in _ROOMS else None
