"""What a territory owes and by when, gathered from every room (``kernel.owing``)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import ngettext

from tadafor.kernel.addresses import in_language
from tadafor.kernel.owing import WEEK, Owed, owed_by, week_of
from tadafor.translations.queries import Reading, reading
from tadafor.ui.formatting import late_for, number

HORIZON = timedelta(days=365)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline as a list shows it."""

    owed: Owed
    href: str
    days_late: int

    @property
    def lateness(self) -> str:
        """How late it is, or the oldest of its heap."""
        if self.owed.count == 1:
            return late_for(self.days_late)
        facts = {"number": number(self.days_late)}
        return (
            ngettext("أقدمها متأخر منذ يوم واحد", "أقدمها متأخر منذ %(number)s أيام", self.days_late) % facts
        )


@dataclass(frozen=True, slots=True)
class Week:
    """The deadlines of one week; ``starts_on`` is nothing for those that are late."""

    starts_on: date | None
    lines: list[Line]
    weeks_ahead: int = 0

    @property
    def ends_on(self) -> date | None:
        """Its Sunday."""
        return self.starts_on + WEEK - timedelta(days=1) if self.starts_on else None


@dataclass(frozen=True, slots=True)
class Owing:
    """Every deadline of a territory up to a year ahead, late ones first (§ home-owed)."""

    lines: list[Line]
    today: date
    tongues: Reading

    def due(self, since: date, until: date) -> list[Line]:
        """Return what is due from a day to another, both counted, and is not late."""
        return [line for line in self.lines if not line.days_late and since <= line.owed.on <= until]

    @property
    def late(self) -> list[Line]:
        """What should have been done before today."""
        return [line for line in self.lines if line.days_late]

    @property
    def this_week(self) -> list[Line]:
        """What is due from today to Sunday."""
        return self.due(self.today, week_of(self.today) + WEEK - timedelta(days=1))

    @property
    def next_week(self) -> list[Line]:
        """What is due in the week that begins next Monday."""
        monday = week_of(self.today) + WEEK
        return self.due(monday, monday + WEEK - timedelta(days=1))

    @property
    def this_month(self) -> list[Line]:
        """What is due within thirty days."""
        return self.due(self.today, self.today + MONTH)


def counted(lines: list[Line]) -> int:
    """Return how many things are owed: a heap counts as many as it holds."""
    return sum(line.owed.count for line in lines)


def owed_of(territory_id: int, slug: str, today: date) -> Owing:
    """Ask every room of the open territory (§ home-owed)."""
    found = owed_by(territory_id, slug, today, today + HORIZON)
    tongues = reading([(one.thing, one.language) for one in found if one.thing])
    return Owing([_line(tongues, one, today) for one in found], today, tongues)


def _line(tongues: Reading, one: Owed, today: date) -> Line:
    if one.thing and one.language != tongues.language:
        one = replace(one, name=tongues.said(one.name, one.thing, one.name_of, one.language))
    return Line(one, in_language(one.address), one.days_late(today))


def weeks(lines: list[Line], today: date) -> list[Week]:
    """Put lines, in the order of their days, under the week of each; the late ones under none."""
    this = week_of(today)
    found = groupby(lines, key=lambda line: None if line.days_late else week_of(line.owed.on))
    return [Week(monday, list(each), (monday - this).days // 7 if monday else 0) for monday, each in found]
