"""What a territory owes, made ready for a calendar, for machines and for the president's sheet of paper."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.home.queries.owed import Followed, Line, Owing, counted, keyed
from tadafor.home.rules import Told
from tadafor.kernel.calendars import subscribed
from tadafor.kernel.clock import CASABLANCA
from tadafor.kernel.owing import WEEK, shares, week_of
from tadafor.kernel.text import excerpt
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, number

if TYPE_CHECKING:
    from icalendar import Alarm, Event

LICENCE = "CC BY 4.0"
LINES = 20  # as many as one page holds, were each as long as may be
LONGEST = 76
REMINDED = timedelta(hours=-15)  # nine o'clock, the morning before an all-day event


def whole_address(path: str) -> str:
    """Return the address of a page as it is printed and put in a calendar."""
    return settings.PUBLIC_ADDRESS.rstrip("/") + path


def name_of(line: Line) -> str:
    """Return what stands beside a deadline: what it is about, and how many when it is a heap."""
    one = line.owed
    count = _("العدد: %(n)s") % {"n": number(one.count)} if one.count > 1 else ""
    return " · ".join(part for part in (one.name, count) if part)


def calendar(followed: Followed, *, name: str, host: str) -> bytes:
    """Return the deadlines as an iCalendar file that a telephone keeps up to date (§ home-calendar).

    What moved or left says so by its revision (RFC 5545), what left also by its status.
    """
    made = subscribed("owed", name=_("آجال علينا: %(territory)s") % {"territory": name})
    today = followed.owing.today
    stamp = datetime.combine(today, datetime.min.time(), tzinfo=UTC)
    for key, line in keyed(followed.owing):
        told = followed.told.get(key)
        event = _all_day(f"{key}@{host}", line.owed.on, stamp, told)
        title = _title(line)
        event.add("summary", f"{_('متأخر')}: {title}" if line.days_late else title)
        was_on = told.moved_from(followed.now) if told else None
        moved = _("كان أجله يوم %(day)s") % {"day": day(was_on)} if was_on else ""
        _lead_to(event, line.href, moved)
        if line.owed.on > today:
            event.add_component(_reminder(title))
        made.add_component(event)
    for gone in followed.gone:
        event = _all_day(f"{gone.told.key}@{host}", gone.told.on, stamp, gone.told)
        event.add("status", "CANCELLED")
        left = _("لم يعد منتظرا في هذا اليوم")
        event.add("summary", f"{left}: {gone.name}" if gone.name else left)
        _lead_to(event, gone.href)
        made.add_component(event)
    return bytes(made.to_ical())


def _title(line: Line) -> str:
    about = name_of(line)
    return f"{line.owed.what}: {about}" if about else line.owed.what


def _all_day(uid: str, on: date, stamp: datetime, told: Told | None) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- few requests need it

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("sequence", told.revision if told else 0)
    if told:
        event.add("last-modified", told.changed_at.astimezone(UTC))
    event.add("transp", "TRANSPARENT")
    return event


def _lead_to(event: "Event", href: str, word: str = "") -> None:
    address = whole_address(href)
    event.add("url", address)
    event.add("description", f"{word}\n{address}".strip())


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
                "key": key,
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
            for key, line in keyed(owing)
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
