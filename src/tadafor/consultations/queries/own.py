"""What the room holds on one person, for the download of their data."""

from typing import Any

from tadafor.consultations.models import Contribution, Support
from tadafor.kernel.scopes import everywhere


def held_data(person_id: int) -> dict[str, Any]:
    """Return the contributions and the supports of a person, whatever the territory."""
    with everywhere():
        contributions = Contribution.objects.filter(author_id=person_id).order_by("written_at", "pk")
        supports = Support.objects.filter(person_id=person_id).order_by("given_at", "pk")
        return {
            "contributions": list(
                contributions.values(
                    "consultation__title",
                    "number",
                    "kind",
                    "title",
                    "body",
                    "proposed",
                    "written_at",
                    "channel",
                )
            ),
            "supports": list(
                supports.values(
                    "contribution__consultation__title", "contribution__number", "given_at", "channel"
                )
            ),
        }
