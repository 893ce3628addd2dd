"""Names of places, counting of days, sessions of councils, opening hours.

Pure functions that a jurist could follow. In prose: ``docs/rules/time.md``.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise


class PlaceKind(StrEnum):
    REGION = "region"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    PREFECTURE_OF_ARRONDISSEMENTS = "prefecture_of_arrondissements"
    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"


class OfficeKind(StrEnum):
    TOWN_HALL = "town_hall"
    CITIZEN_OFFICE = "citizen_office"
    HOUSE_OF_ASSOCIATIONS = "house_of_associations"
    OTHER = "other"


class Season(StrEnum):
    """Offices keep other hours in Ramadan."""

    ORDINARY = "ordinary"
    RAMADAN = "ramadan"


class SessionKind(StrEnum):
    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class DayKind(StrEnum):
    """How a territory corrects one day of the national calendar."""

    CLOSED = "closed"
    WORKED = "worked"


class Moderation(StrEnum):
    """Whether what people write is read before or after it appears."""

    BEFORE = "before"
    AFTER = "after"


class Side(StrEnum):
    """Whom a deadline binds."""

    CITIZENS = "citizens"
    TERRITORY = "territory"


class Refusal(StrEnum):
    SLUG_LETTERS = "slug_letters"
    SLUG_LENGTH = "slug_length"
    SLUG_RESERVED = "slug_reserved"
    SLUG_TAKEN = "slug_taken"
    PLACE_CANNOT_JOIN = "place_cannot_join"
    PLACE_JOINED = "place_joined"
    HOST_WRONG = "host_wrong"
    HOST_TAKEN = "host_taken"
    LANGUAGE_ARABIC = "language_arabic"
    HOURS_ORDER = "hours_order"
    HOURS_OVERLAP = "hours_overlap"
    HOURS_UNREADABLE = "hours_unreadable"
    SESSION_MONTH = "session_month"
    SESSION_TAKEN = "session_taken"
    SESSION_ORDER = "session_order"
    NAME_TAKEN = "name_taken"
    DAY_NOT_OFF = "day_not_off"
    DAY_OFF_ALREADY = "day_off_already"
    DAY_CORRECTED = "day_corrected"
    REASON_NEEDED = "reason_needed"
    LOGO_SIZE = "logo_size"
    LOGO_KIND = "logo_kind"


# ---- names and addresses

CAN_JOIN = frozenset({PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.COMMUNE})
_RESERVED = """
    about accessibility account accounts admin api ar assets audit auth calls commitments consultations
    councils data
    desk docs documents en favicon.ico feed feeds fr health healthz help home htmx jobs login logout
    manifest.json media meetings moderation new notifications offices pages people petitions practices
    programme robots.txt search settings sitemap.xml static status suggestions surveys tadafor territories
    traces trainings ui well-known www zgh budgets opendata
"""
RESERVED = frozenset(_RESERVED.split())
SHORTEST_SLUG, LONGEST_SLUG = 2, 60
_LETTERS = r"[a-z0-9\u0620-\u064a\u0671-\u06d3\u2d30-\u2d67\u2d6f]+"
_SLUG = re.compile(f"{_LETTERS}(-{_LETTERS})*")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ELIDED = tuple("aeiouâàéèêëîïôöûüœæ")


def refuse_slug(slug: str) -> Refusal | None:
    """Small ASCII, Arabic or Tifinagh letters and digits, single hyphens between them (§ places-4)."""
    if not SHORTEST_SLUG <= len(slug) <= LONGEST_SLUG:
        return Refusal.SLUG_LENGTH
    if slug in RESERVED:
        return Refusal.SLUG_RESERVED
    return None if _SLUG.fullmatch(slug) else Refusal.SLUG_LETTERS


def refuse_host(host: str) -> Refusal | None:
    """A tied host is a full name in small ASCII letters, without port."""
    return None if _HOST.fullmatch(host) else Refusal.HOST_WRONG


def refuse_joining(kind: PlaceKind) -> Refusal | None:
    """Territorial communities join: arrondissements belong to a commune that does (§ places-3)."""
    return None if kind in CAN_JOIN else Refusal.PLACE_CANNOT_JOIN


def of_name(name: str) -> str:
    """Return ``name`` after the French « de », elided where French elides it."""
    if name == "Oriental":
        return "de l’Oriental"
    return f"d’{name}" if name[:1].casefold().startswith(_ELIDED) else f"de {name}"


def full_name(title: str, above: str, *, is_shared: bool) -> str:
    """Return ``title``, with the unit ``above`` it when another place bears the same name (§ places-2)."""
    return f"{title} ({above})" if is_shared and above else title


# ---- counting days

SATURDAY = 5
LAST_HOUR, LAST_MINUTE = 23, 59


def is_working(day: date, off: frozenset[date]) -> bool:
    """Monday to Friday, minus the days off (§ time-1)."""
    return day.weekday() < SATURDAY and day not in off


def days_between(first: date, last: date) -> int:
    """Count calendar days after ``first`` up to ``last`` (§ time-2)."""
    return (last - first).days


def working_days_between(first: date, last: date, off: frozenset[date]) -> int:
    """Count working days after ``first`` up to ``last``; negative when ``last`` is earlier (§ time-2)."""
    if last < first:
        return -working_days_between(last, first, off)
    weeks, rest = divmod((last - first).days, 7)
    odd = sum((first + timedelta(days=7 * weeks + n)).weekday() < SATURDAY for n in range(1, rest + 1))
    lost = sum(first < day <= last and day.weekday() < SATURDAY for day in off)
    return weeks * 5 + odd - lost


def add_working_days(start: date, count: int, off: frozenset[date]) -> date:
    """Return the day on which ``count`` working days after ``start`` are over (§ time-3).

    The day of the act is not counted. No day added is the day itself.
    """
    step = 1 if count >= 0 else -1
    day, left = start, abs(count)
    while left:
        day += timedelta(days=step)
        left -= is_working(day, off)
    return day


def working_day_from(day: date, off: frozenset[date]) -> date:
    """Return ``day``, or the first working day after it: a delay never ends on a day off (§ time-4)."""
    while not is_working(day, off):
        day += timedelta(days=1)
    return day


def add_months(start: date, count: int) -> date:
    """Return the same day ``count`` months later, or the end of a month that lacks it (§ time-5)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def cut_off(session: date, count: int, off: frozenset[date]) -> date:
    """Return the last day to hand in what a session needs ``count`` working days before it (§ time-6)."""
    return add_working_days(session, -count, off)


def after_correction(announced: date, recomputed: date, side: Side) -> date:
    """Return a running deadline after the table of days off was corrected (§ time-7).

    What citizens were told is never shortened; the territory's follows the table.
    """
    return max(announced, recomputed) if side == Side.CITIZENS else recomputed


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date | None:
    """Read a day of an address, ``2026-11-22``."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


# ---- sessions of the council

# Ordinary sessions: LO 113-14 art. 33 (communes), 112-14 art. 34 (prefectures and provinces), 111-14
# art. 36 (regions). Only those of communes are checked against a source; each territory may correct.
ORDINARY_MONTHS = {
    PlaceKind.COMMUNE: (2, 5, 10),
    PlaceKind.PROVINCE: (1, 6, 9),
    PlaceKind.PREFECTURE: (1, 6, 9),
    PlaceKind.REGION: (3, 7, 10),
}


@dataclass(frozen=True)
class Session:
    """One session: the day it opens, whether a person fixed that day, and which it is."""

    opens_on: date
    kind: SessionKind
    year: int
    month: int
    is_fixed: bool
    closes_on: date | None = None
    note: str = ""
    key: int | None = None


def expected_opening(year: int, month: int) -> date:
    """Return the first Monday of the month: councils meet in its first week (§ time-8)."""
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def sessions(years: Iterable[int], months: Sequence[int], fixed: Iterable[Session]) -> list[Session]:
    """Return the sessions of ``years`` in order: those that were fixed, the others as expected."""
    fixed = list(fixed)
    known = {(s.year, s.month) for s in fixed if s.kind == SessionKind.ORDINARY}
    expected = (
        Session(expected_opening(year, month), SessionKind.ORDINARY, year, month, is_fixed=False)
        for year in years
        for month in months
        if (year, month) not in known
    )
    return sorted([*fixed, *expected], key=lambda session: (session.opens_on, session.kind))


def next_ordinary(after: date, months: Sequence[int], fixed: Iterable[Session]) -> Session | None:
    """Return the first ordinary session that opens after the day ``after`` (§ time-9)."""
    coming = sessions(range(after.year - 1, after.year + 3), months, fixed)
    return next((s for s in coming if s.kind == SessionKind.ORDINARY and s.opens_on > after), None)


def refuse_session(
    kind: SessionKind, opens_on: date, closes_on: date | None, month: int, months: Sequence[int]
) -> Refusal | None:
    """An ordinary session belongs to one of the months of the territory, and ends after it opens."""
    if closes_on is not None and closes_on < opens_on:
        return Refusal.SESSION_ORDER
    if kind == SessionKind.ORDINARY and month not in months:
        return Refusal.SESSION_MONTH
    return None


# ---- what a territory corrects in the calendar (§ places-6)


def refuse_closing(day: date, off: frozenset[date], *, is_corrected: bool) -> Refusal | None:
    """Only a working day can be closed."""
    if is_corrected:
        return Refusal.DAY_CORRECTED
    return None if is_working(day, off) else Refusal.DAY_OFF_ALREADY


def refuse_working(day: date, national: frozenset[date], *, is_corrected: bool) -> Refusal | None:
    """Only a national day off can be made a working day."""
    if is_corrected:
        return Refusal.DAY_CORRECTED
    return None if day in national else Refusal.DAY_NOT_OFF


# ---- opening hours


@dataclass(frozen=True, order=True)
class Hours:
    """One stretch of opening on a day of the week (Monday is 0)."""

    weekday: int
    opens: time
    closes: time
    season: Season = Season.ORDINARY


_STRETCH = re.compile(r"(\d{1,2})(?:[:h.](\d{2})?)?-(\d{1,2})(?:[:h.](\d{2})?)?")
_BETWEEN = re.compile(r"[,;\u060c\u061b/+]+")
_DASHES = str.maketrans(dict.fromkeys("\u2013\u2014\u2212", "-"))


def read_stretches(text: str) -> list[tuple[time, time]] | None:
    """Read «08:30-12:00، 14:00-16:30» as people type it; None when it cannot be read."""
    stretches = []
    for piece in _BETWEEN.split("".join(text.translate(_DASHES).split())):
        if not piece:
            continue
        found = _STRETCH.fullmatch(piece.lower())
        if found is None:
            return None
        opens, opens_past, closes, closes_past = (int(number or 0) for number in found.groups())
        if max(opens, closes) > LAST_HOUR or max(opens_past, closes_past) > LAST_MINUTE:
            return None
        stretches.append((time(opens, opens_past), time(closes, closes_past)))
    return stretches


def refuse_hours(hours: Iterable[Hours]) -> Refusal | None:
    """Stretches end after they begin and do not overlap within a day."""
    ordered = sorted(hours, key=lambda h: (h.season, h.weekday, h.opens))
    if any(h.closes <= h.opens for h in ordered):
        return Refusal.HOURS_ORDER
    for one, other in pairwise(ordered):
        if (one.season, one.weekday) == (other.season, other.weekday) and other.opens < one.closes:
            return Refusal.HOURS_OVERLAP
    return None


def season_of(day: date, ramadans: Iterable[tuple[date, date]]) -> Season:
    inside = any(first <= day <= last for first, last in ramadans)
    return Season.RAMADAN if inside else Season.ORDINARY


def hours_on(
    day: date, hours: Iterable[Hours], off: frozenset[date], ramadans: Iterable[tuple[date, date]]
) -> list[Hours]:
    """Return the stretches of ``day``: none on a day off, those of Ramadan if known (§ time-10)."""
    if day in off:
        return []
    hours = list(hours)
    season = season_of(day, ramadans)
    if not any(h.season == season for h in hours):
        season = Season.ORDINARY
    return sorted(h for h in hours if h.season == season and h.weekday == day.weekday())


@dataclass(frozen=True)
class Standing:
    """Whether an office is open, and until when that holds."""

    is_open: bool
    until: datetime | None


def standing(
    moment: datetime, hours: Iterable[Hours], off: frozenset[date], ramadans: Iterable[tuple[date, date]] = ()
) -> Standing:
    """Tell whether an office is open at ``moment`` and when that changes (§ time-10)."""
    hours, ramadans = list(hours), list(ramadans)
    for stretch in hours_on(moment.date(), hours, off, ramadans):
        if stretch.opens <= moment.time() < stretch.closes:
            return Standing(True, datetime.combine(moment.date(), stretch.closes, tzinfo=moment.tzinfo))
    return Standing(False, next_opening(moment, hours, off, ramadans))


def next_opening(
    moment: datetime, hours: Iterable[Hours], off: frozenset[date], ramadans: Iterable[tuple[date, date]] = ()
) -> datetime | None:
    """Return when an office that is closed at ``moment`` opens next, within four weeks."""
    hours, ramadans = list(hours), list(ramadans)
    return next(_openings(moment, hours, off, ramadans), None)


def _openings(
    moment: datetime, hours: list[Hours], off: frozenset[date], ramadans: list[tuple[date, date]]
) -> Iterator[datetime]:
    for ahead in range(29):
        day = moment.date() + timedelta(days=ahead)
        for stretch in hours_on(day, hours, off, ramadans):
            opening = datetime.combine(day, stretch.opens, tzinfo=moment.tzinfo)
            if opening > moment:
                yield opening
