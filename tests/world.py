"""Two territories with something to hide in every room, for the tests that try to look.

Each room has a function below that furnishes one territory: it makes rows whose public texts bear
``side.mark`` and whose private texts bear ``side.secret``, and says what its addresses are filled
with. A new address with a new kind of identifier is added here, and in ``KNOWN``.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tadafor.kernel.scopes import everywhere

# Per room (or per address, as "room:name"), the identifiers its addresses hold.
KNOWN: dict[str, set[str]] = {
    "home": {"code"},
    "notifications": {"code", "token"},
}
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


@dataclass
class Side:
    """One territory and what was put in it."""

    territory: object
    mark: str
    secret: str
    people: dict[str, object] = field(default_factory=dict)
    closes_at: datetime | None = None
    values: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def citizen(self):
        """Somebody who takes part here, to whom things happen."""
        return next(iter(self.people.values()))

    def values_for(self, address) -> dict[str, object]:
        """What fills an address of this territory."""
        return (
            {"territory": self.territory.slug}
            | self.values.get(address.room, {})
            | self.values.get(address.name, {})
        )


def furnish(side: Side) -> Side:
    """Put something in every room."""
    for room in (_home, _notifications):
        room(side)
    return side


def _home(side: Side) -> None:
    side.values["home"] = {"code": side.territory.place.region_id}


def _notifications(side: Side) -> None:
    from tadafor.notifications import actions
    from tadafor.notifications.models import Notice
    from tadafor.notifications.notices import Message, stop_token

    person = side.citizen
    actions.notify(
        people=[person.pk],
        territory_id=side.territory.pk,
        kind="test.secret",
        message=Message(title=side.secret, body=side.secret, facts={}),
        address=f"/{side.territory.slug}/",
        now=MORNING,
    )
    with everywhere():
        notice = Notice.objects.get(person_id=person.pk)
    side.values["notifications"] = {"code": notice.code, "token": stop_token(person.pk)}
