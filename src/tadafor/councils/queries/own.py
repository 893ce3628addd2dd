"""What the room holds on one person, for the download of their data."""

from typing import Any

from tadafor.councils.models import Draft, Member, Volunteer
from tadafor.kernel.scopes import everywhere


def held_data(person_id: int) -> dict[str, Any]:
    """Return the seats, the drafts and the draws of a person, whatever the territory."""
    with everywhere():
        seats = Member.objects.filter(person_id=person_id).order_by("since", "pk")
        drafts = Draft.objects.filter(written_by_id=person_id).order_by("written_at", "pk")
        volunteered = Volunteer.objects.filter(person_id=person_id).order_by("pk")
        told = ("body__name", "capacity", "name", "consents", "charge", "sex", "age", "since", "until")
        return {
            "seats": list(seats.values(*told, "left_because")),
            "volunteered": list(
                volunteered.values(
                    "draw__body__name", "sex", "age", "neighbourhood", "household", "consented_at", "code"
                )
            ),
            "opinion_drafts": list(drafts.values("opinion__title", "number", "text", "written_at")),
        }
