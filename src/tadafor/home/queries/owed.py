"""What a territory owes and by when, gathered from every room (``kernel.owing``)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import ngettext

from tadafor.home import rules
from tadafor.home.models import Deadline
from tadafor.kernel.addresses import in_language
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.owing import WEEK, Owed, owed_by, week_of
from tadafor.traces import queries as traces
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
        one = replace(
            one,
            name=tongues.said(one.name, one.thing, one.name_of, one.language),
            part=one.part and tongues.said(one.part, one.thing, one.part_of, one.language),
        )
    if one.part:
        one = replace(one, what=one.what % {"name": one.part})
    return Line(one, in_language(one.address), one.days_late(today))


def weeks(lines: list[Line], today: date) -> list[Week]:
    """Put lines, in the order of their days, under the week of each; the late ones under none."""
    this = week_of(today)
    found = groupby(lines, key=lambda line: None if line.days_late else week_of(line.owed.on))
    return [Week(monday, list(each), (monday - this).days // 7 if monday else 0) for monday, each in found]


# ---- what subscribed calendars were told


@dataclass(frozen=True, slots=True)
class Gone:
    """What a calendar was told of and is no longer due on its day; what is not public has no name."""

    told: rules.Told
    name: str

    @property
    def href(self) -> str:
        """The address of its page, in the reader's language."""
        return in_language(self.told.address)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a subscribed calendar shows, and what it must hear of each."""

    owing: Owing
    told: dict[str, rules.Told]
    gone: list[Gone]
    now: datetime


def is_heap(one: Owed) -> bool:
    """Tell whether it is a count without names, which nobody follows from day to day."""
    return not one.name and not one.is_event


def keyed(owing: Owing) -> list[tuple[str, Line]]:
    """Name each deadline for ever, whatever the language and however its day moves; a heap has one a day.

    An event without a name, a session of the council, keeps its key when it gets a page of its own; a second
    one in the same month has one a day.
    """
    found: dict[str, Line] = {}
    for line in owing.lines:
        one, day = line.owed, line.owed.on.isoformat()
        place = one.address if one.name or is_heap(one) else one.address.split("/")[1]
        key = _hashed(one, place, day if is_heap(one) else "")
        found[_hashed(one, place, day) if key in found else key] = line
    return list(found.items())


def _hashed(one: Owed, place: str, day: str) -> str:
    return sha256(f"{one.room}|{one.kind}|{place}|{day}".encode()).hexdigest()[:24]


def told_of(owing: Owing, known: Iterable[rules.Told], now: datetime) -> dict[str, rules.Told]:
    """Return what calendars are to be told of each deadline, and of each that left (§ home-calendar)."""
    told = ((key, line.owed) for key, line in keyed(owing) if not is_heap(line.owed))
    shown = ((key, one.address, one.on, one.is_event) for key, one in told)
    return rules.telling(known, shown, now=now, today=owing.today)


def followed_of(territory_id: int, slug: str, now: datetime) -> Followed:
    """Return what a subscribed calendar of the open territory shows now (§ home-calendar)."""
    owing = owed_of(territory_id, slug, day_of(now))
    told = told_of(owing, (one.told for one in _known.all(territory=territory_id)), now)
    left = sorted((one for one in told.values() if one.gone_at), key=lambda one: (one.on, one.key))
    names = traces.titles_at(one.address for one in left) if left else {}
    return Followed(owing, told, [Gone(one, names.get(one.address, "")) for one in left], now)


@asked_once
def _known(territory: int) -> QuerySet[Deadline]:
    return Deadline.objects.filter(territory_id=territory)
