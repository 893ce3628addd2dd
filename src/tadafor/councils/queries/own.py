"""What the room holds on one person, for the download of their data."""

from typing import Any

from tadafor.councils.models import Draft, Member
from tadafor.kernel.scopes import everywhere


def held_data(person_id: int) -> dict[str, Any]:
    """Return the seats a person holds and the drafts they wrote, whatever the territory."""
    with everywhere():
        seats = Member.objects.filter(person_id=person_id).order_by("since", "pk")
        drafts = Draft.objects.filter(written_by_id=person_id).order_by("written_at", "pk")
        told = ("body__name", "capacity", "name", "consents", "charge", "sex", "age", "since", "until")
        return {
            "seats": list(seats.values(*told, "left_because")),
            "opinion_drafts": list(drafts.values("opinion__title", "number", "text", "written_at")),
        }
