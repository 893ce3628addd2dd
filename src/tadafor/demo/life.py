"""One consultation that is lived through: what the content tells, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from tadafor.consultations.queries import Consultation as Held
from tadafor.consultations.queries import Contribution as Made
from tadafor.demo.ground import Ground
from tadafor.demo.told import Consultation, Moment
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

if TYPE_CHECKING:
    from tadafor.consultations.models import CommitteeMeeting

Act = tuple[datetime, Callable[[datetime], object]]


@dataclass
class Life:
    """A consultation of the content, and what became of it in the database."""

    ground: Ground
    told: Consultation
    present: datetime
    made: dict[str, Made] = field(default_factory=dict)
    meetings: "dict[str, CommitteeMeeting]" = field(default_factory=dict)
    held: Held = field(init=False)
    """It exists from its first act on."""

    def at(self, moment: Moment) -> datetime:
        return self.ground.at(moment)

    def staff(self, role: RoleKind) -> Actor:
        return self.ground.staff(self.told.territory, role)

    def number(self, key: str) -> int:
        return self.made[key].number

    def numbers(self, keys: tuple[str, ...]) -> list[int]:
        return sorted(self.number(key) for key in keys)
