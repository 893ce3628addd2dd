"""The content of the demonstration as frozen values; ``reader`` makes them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from tadafor.kernel.clock import CASABLANCA


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a number of days from today, and an hour of Morocco."""

    day: date | int
    hour: time

    @classmethod
    def read(cls, written: str) -> "Moment":
        day, hour = written.split()
        is_offset = day[0] in "+-"
        return cls(int(day) if is_offset else date.fromisoformat(day), time.fromisoformat(hour))

    def on(self, today: date) -> datetime:
        day = today + timedelta(days=self.day) if isinstance(self.day, int) else self.day
        return datetime.combine(day, self.hour, tzinfo=CASABLANCA).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Arabic and, where somebody wrote it, in French."""

    ar: str
    fr: str = ""


NOTHING = Words("")


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of opening; Monday is 1."""

    weekday: int
    opens: time
    closes: time
    season: str


@dataclass(frozen=True, slots=True)
class Office:
    key: str
    kind: str
    name: Words
    address: Words
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    key: str
    name: Words
    centre: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    key: str
    code: str
    joined: Moment
    email: str
    address: Words
    neighbourhoods: tuple[Neighbourhood, ...]
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Association:
    key: str
    territory: str
    name: Words
    kind: str = "association"
    themes: tuple[str, ...] = ()
    neighbourhood: str = ""
    founded: date | None = None
    activity: str = ""
    ends_in: int | None = None  # days from the day the demonstration is loaded


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    territory: str
    name: Words
    email: str
    association: str
    roles: tuple[str, ...]
    can: Words
    can_in_english: str
    declares: dict[str, str]

    @property
    def is_cast(self) -> bool:
        return bool(self.can.ar)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source says, and which."""

    source: str
    says: Words


@dataclass(frozen=True, slots=True)
class Seat:
    """Members of a committee by capacity, never by name."""

    capacity: Words
    seats: int


@dataclass(frozen=True, slots=True)
class Committee:
    decision: Words
    decided_on: Moment
    seats: tuple[Seat, ...]
    members: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(seat.seats for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Meeting:
    key: str
    at: Moment
    place: Words
    subject: Words
    present: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on the way and that the page of the consultation tells."""

    at: Moment
    title: Words
    source: str


@dataclass(frozen=True, slots=True)
class Adoption:
    session: Words
    on: date
    number: str
    note: Words


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Words


@dataclass(frozen=True, slots=True)
class Article:
    """An article in one version: its place there, and what its change came from."""

    key: str
    section: str
    number: int
    title: Words
    text: Words
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    key: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    at: Moment
    title: Words
    articles: tuple[Article, ...]
    removed: tuple[Removal, ...] = ()

    def article(self, key: str) -> Article:
        return next(article for article in self.articles if article.key == key)


@dataclass(frozen=True, slots=True)
class Reply:
    at: Moment
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: str
    reason: str
    meeting: str
    votes: tuple[int, int, int]
    same_as: str = ""
    bulk: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A reader says that a text breaks a rule."""

    at: Moment
    author: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Hiding:
    """The focal point hides a text; its author may contest it."""

    at: Moment
    reason: str
    text: str
    contested_at: Moment | None
    contested: str


@dataclass(frozen=True, slots=True)
class Contribution:
    key: str
    at: Moment
    author: str
    association: str
    channel: str
    kind: str
    article: str
    text: str
    title: str
    proposed: str
    original: str
    replacement: str
    after: str
    supports: int
    group: str
    withdrawn: Moment | None
    replies: tuple[Reply, ...]
    reports: tuple[Report, ...]
    hidden: Hiding | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Consultation:
    key: str
    territory: str
    slug: str
    title: Words
    stakes: Words
    promise: Words
    announced: Moment
    opens: Moment
    closes: Moment
    concluded: Moment | None
    conclusion: Words
    who: str
    names: str
    moderation: str
    followed_by: tuple[str, ...]
    demonstration: Words
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    committee: Committee | None
    meetings: tuple[Meeting, ...]
    adoption: Adoption | None
    sections: tuple[Section, ...]
    versions: tuple[Version, ...]
    contributions: tuple[Contribution, ...]
    group_titles: dict[str, str]

    def contribution(self, key: str) -> Contribution:
        return next(voice for voice in self.contributions if voice.key == key)

    def groups(self) -> dict[str, tuple[Contribution, ...]]:
        """The contributions that say nearly the same, by the name of their group."""
        grouped = sorted(
            (voice for voice in self.contributions if voice.group), key=lambda voice: voice.group
        )
        return {name: tuple(voices) for name, voices in groupby(grouped, key=lambda voice: voice.group)}


@dataclass(frozen=True, slots=True)
class Content:
    territories: dict[str, Territory] = field(default_factory=dict)
    associations: dict[str, Association] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    consultations: dict[str, Consultation] = field(default_factory=dict)

    def said_in_french(self) -> set[str]:
        """The territories where somebody publishes the French that another wrote."""
        return {person.territory for person in self.people.values() if "director" in person.roles}
