"""What a territory owes and by when: the shape in which each room says it to the public calendar.

``TADAFOR_OWED`` in the settings lists functions, each in its room's ``queries``::

    @together
    def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]

``slug`` is how addresses name the territory. They are called inside its scope and tell what any visitor may
read: what should have been done before ``today`` and was not, and what is due by ``until``. What somebody
wrote in confidence is told as a count of one heap, without its words. What all the rooms want is one query
(``kernel.together``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from tadafor.kernel.offers import offered
from tadafor.kernel.together import gathered

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One deadline of a territory and the page that tells of it."""

    room: str  # the label of the room: "petitions"
    kind: str  # names it among the room's deadlines, whatever the language: "answer"
    what: str  # "جواب معلل عن عريضة"
    on: date  # the last day in time; of a heap of late ones, the day of the oldest
    address: str
    name: str = ""  # what it is about
    count: int = 1  # how many there are, when it is a heap
    is_event: bool = False  # it takes place on that day, and is never late
    icon: str = "calendar-days"
    language: str = "ar"  # of the name
    demonstration: bool = False
    thing: str = ""  # as versions in other languages name what bears this name
    name_of: str = "title"  # the field the name is taken from
    part: str = ""  # words of a part of the thing, which ``what`` takes as ``%(name)s``
    part_of: str = ""  # the field these words are taken from

    def is_late(self, today: date) -> bool:
        """Whether its last day is past."""
        return not self.is_event and self.on < today

    def days_late(self, today: date) -> int:
        """Return how many days it is late, none while it is in time."""
        return (today - self.on).days if self.is_late(today) else 0


def week_of(day: date) -> date:
    """Return the Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def owed_by(territory_id: int, slug: str, today: date, until: date) -> list[Owed]:
    """Ask every room; the soonest first, so that what is late the longest stands on top."""
    told = gathered([(ask, (territory_id, slug, today, until)) for ask in offered("TADAFOR_OWED")])
    return sorted(chain(*told), key=lambda one: (one.on, one.is_event, one.room, one.kind, one.address))


def heaps_by_day(counted: Mapping[date, int], today: date) -> list[tuple[date, int]]:
    """Return heaps as a calendar tells them: all the late ones as one, on the day of the oldest."""
    late = [day for day in counted if day < today]
    first = [(min(late), sum(counted[day] for day in late))] if late else []
    return first + sorted((day, count) for day, count in counted.items() if day >= today)


def shares(counts: Sequence[int], room: int) -> list[int]:
    """Return how many lines each list gets of ``room`` lines: as many each, what one leaves to others."""
    given = [0] * len(counts)
    while room > 0 and (hungry := [at for at, count in enumerate(counts) if given[at] < count]):
        for at in hungry[:room]:
            given[at] += 1
        room -= len(hungry)
    return given
