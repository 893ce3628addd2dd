"""What a territory owes, made ready for a calendar, for machines and for the president's sheet of paper."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.home.queries.owed import Line, Owing, counted
from tadafor.kernel.clock import CASABLANCA
from tadafor.kernel.owing import WEEK, shares, week_of
from tadafor.kernel.text import excerpt
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, number

if TYPE_CHECKING:
    from icalendar import Alarm

LICENCE = "CC BY 4.0"
LINES = 20  # as many as one page holds, were each as long as may be
LONGEST = 76
REFRESHED = timedelta(hours=12)  # how often a telephone asks again
REMINDED = timedelta(hours=-15)  # nine o'clock, the morning before an all-day event


def whole_address(path: str) -> str:
    """Return the address of a page as it is printed and put in a calendar."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + path


def name_of(line: Line) -> str:
    """Return what stands beside a deadline: what it is about, and how many when it is a heap."""
    one = line.owed
    count = _("العدد: %(n)s") % {"n": number(one.count)} if one.count > 1 else ""
    return " · ".join(part for part in (one.name, count) if part)


def key_of(line: Line) -> str:
    """Name a deadline for ever, whatever the language and however its day moves; a heap has one a day."""
    one = line.owed
    heap = "" if one.name else one.on.isoformat()
    return sha256(f"{one.room}|{one.kind}|{one.address}|{heap}".encode()).hexdigest()[:24]


def calendar(owing: Owing, *, name: str, host: str) -> bytes:
    """Return the deadlines as an iCalendar file that a telephone keeps up to date (RFC 5545)."""
    from icalendar import Calendar, Event, vDuration  # noqa: PLC0415 -- few requests need it

    made = Calendar()
    made.add("prodid", "-//Tadafor//owed//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("آجال علينا: %(territory)s") % {"territory": name})
    made.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESHED))
    stamp = datetime.combine(owing.today, datetime.min.time(), tzinfo=UTC)
    for line in owing.lines:
        one, about = line.owed, name_of(line)
        title = f"{one.what}: {about}" if about else one.what
        event = Event()
        event.add("uid", f"{key_of(line)}@{host}")
        event.add("dtstamp", stamp)
        event.add("summary", f"{_('متأخر')}: {title}" if line.days_late else title)
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("url", whole_address(line.href))
        event.add("description", whole_address(line.href))
        event.add("transp", "TRANSPARENT")
        if one.on > owing.today:
            event.add_component(_reminder(title))
        made.add_component(event)
    return bytes(made.to_ical())


def _reminder(title: str) -> "Alarm":
    """Say a deadline on the morning of the day before; what is late or due today is seen without it."""
    from icalendar import Alarm  # noqa: PLC0415 -- few requests need it

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMINDED)
    return alarm


def as_json(owing: Owing, *, name: str, now: datetime) -> str:
    """Return the deadlines as JSON, in the order of the page."""
    told = {
        "licence": LICENCE,
        "made_at": now.astimezone(CASABLANCA).isoformat(),
        "territory": name,
        "late": counted(owing.late),
        "owed": [
            {
                "key": key_of(line),
                "room": line.owed.room,
                "kind": line.owed.kind,
                "what": line.owed.what,
                "name": line.owed.name,
                "count": line.owed.count,
                "day": line.owed.on.isoformat(),
                "is_event": line.owed.is_event,
                "days_late": line.days_late,
                "demonstration": line.owed.demonstration,
                "address": whole_address(line.href),
            }
            for line in owing.lines
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def week_sheet(owing: Owing, *, territory: str, address: str) -> dict[str, Any]:
    """Return the president's sheet of the week: one page, and what did not fit is counted (§ home-sheet)."""
    monday = week_of(owing.today)
    parts = [
        (_("متأخر"), owing.late, _("لا شيء متأخر.")),
        (_("هذا الأسبوع، من اليوم إلى الأحد"), owing.this_week, _("لا أجل في هذا الأسبوع.")),
        (_("الأسبوع القادم"), owing.next_week, _("لا أجل في الأسبوع القادم.")),
    ]
    given = shares([len(lines) for _title, lines, _none in parts], LINES)
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": _("ورقة الأسبوع: آجال علينا"),
        "territory": territory,
        "header": _("ورقة الأسبوع"),
        "footer": _("أُعدت يوم %(day)s") % {"day": day(owing.today)},
        "demonstration": any(line.owed.demonstration for line in owing.lines),
        "address": address,
        "qr": qr(address),
        "week": f"{day(monday)} – {day(monday + WEEK - timedelta(days=1))}",
        "figures": [
            (number(counted(owing.late)), _("متأخر")),
            (number(counted(owing.this_week)), _("هذا الأسبوع")),
            (number(counted(owing.this_month)), _("خلال 30 يوما")),
        ],
        "parts": [
            {
                "title": title,
                "lines": [_told(line, owing.today) for line in lines[:most]],
                "none": "" if lines else none,
                "left": _left(counted(lines[most:])),
            }
            for (title, lines, none), most in zip(parts, given, strict=True)
        ],
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "demonstration": _("نسخة للعرض"),
            "address": _("الآجال كلها على الموقع"),
        },
    }


def _told(line: Line, today: date) -> dict[str, str]:
    one = line.owed
    return {
        "day": pgettext("owed", "اليوم") if one.on == today else day(one.on),
        "late": line.lateness if line.days_late else "",
        "what": excerpt(one.what, LONGEST),
        "name": excerpt(name_of(line), LONGEST),
    }


def _left(count: int) -> str:
    return _("لم تسعها الورقة: %(n)s") % {"n": number(count)} if count else ""
