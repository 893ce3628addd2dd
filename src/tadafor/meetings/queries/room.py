"""Named reads of the room: agenda, cards, photographs."""

from django.db.models import Max, QuerySet

from tadafor.meetings.models import AgendaItem, Card, Meeting, Photo


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
