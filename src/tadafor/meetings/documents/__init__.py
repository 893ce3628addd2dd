"""Meetings made ready for a calendar and for paper."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.kernel.clock import CASABLANCA, day_of
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.queries import FollowUp, Meeting, Minutes, Output
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, moment, number

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def calendar(meeting: Meeting, *, address: str, host: str) -> bytes:
    """Return the meeting as an iCalendar file (RFC 5545), its hours in UTC (§ meetings-calendar).

    Hours in UTC mean the same moment on a phone whose list of time zones is older than the last decree on
    the hour of Ramadan.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 -- few requests need it

    event = Event()
    event.add("uid", f"{meeting.code}@{host}")
    event.add("dtstamp", meeting.announced_at or meeting.drafted_at)
    event.add("sequence", meeting.revision)
    event.add("summary", meeting.title)
    event.add("url", address)
    event.add("description", f"{meeting.purpose}\n{address}".strip())
    if meeting.hour_is_known:
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        event.add("dtend", meeting.ends_at.astimezone(UTC))
    else:
        event.add("dtstart", day_of(meeting.starts_at))
        event.add("dtend", day_of(meeting.ends_at - timedelta.resolution) + timedelta(days=1))
    if where := meeting.place or meeting.link:
        event.add("location", where)
    if meeting.organiser:
        event.add("contact", meeting.organiser)
    event.add("status", "CANCELLED" if meeting.state == rules.State.CANCELLED else "CONFIRMED")
    made = Calendar()
    made.add("prodid", "-//Tadafor//meetings//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    return bytes(made.to_ical())


def _frame(territory: "Territory", meeting: Meeting, address: str) -> dict[str, Any]:
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": meeting.title,
        "territory": territory.name,
        "header": _("اللقاءات المواطنة"),
        "footer": f"{meeting.code} · {meeting.title}"[:80],
        "demonstration": meeting.is_demonstration,
        "address": address,
        "qr": qr(address),
    }


def _common() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "address": _("رابط اللقاء"),
        "when": _("الموعد"),
        "place": _("المكان"),
    }


def when(meeting: Meeting) -> str:
    """Return the hours of a meeting in a sentence, as far as they are known."""
    first, last = meeting.starts_at, meeting.ends_at - timedelta.resolution
    if not meeting.hour_is_known:
        one_day = day_of(first) == day_of(last)
        return day(day_of(first)) if one_day else f"{day(day_of(first))} – {day(day_of(last))}"
    ends = meeting.ends_at.astimezone(CASABLANCA)
    return f"{moment(first)} – {f'{ends:%H:%M}' if day_of(first) == day_of(last) else moment(ends)}"


def _listed(names: Iterable[str]) -> str:
    """Join names as the language of the page does."""
    return (", " if get_language() == "fr" else "، ").join(names)


def _counted(name: str, count: str) -> str:
    """Say a count on its line, with the colon of the language."""
    return _("%(name)s: %(count)s") % {"name": name, "count": count}


def poster(territory: "Territory", meeting: Meeting, *, address: str) -> dict[str, Any]:
    """Return what the poster prints: what, when, where, for whom, and the code to scan."""
    facts = [(_("الموعد"), when(meeting))]
    if meeting.place:
        facts.append((_("المكان"), meeting.place))
    if meeting.link:
        facts.append((_("عن بعد"), _("الرابط في صفحة اللقاء")))
    if meeting.audiences:
        facts.append((_("الفئات المستهدفة"), _listed(meeting.audiences)))
    if meeting.organiser:
        facts.append((_("الجهة المنظمة"), meeting.organiser))
    if meeting.partners:
        facts.append((_("الشركاء"), _listed(meeting.partners)))
    if meeting.access:
        facts.append((_("الولوج"), _listed(meeting.access_words)))
    words = {"scan": _("امسحوا الرمز لمعرفة المزيد والتسجيل"), "kind": meeting.kind_word}
    return _frame(territory, meeting, address) | {
        "facts": facts,
        "purpose": meeting.purpose_excerpt,
        "words": _common() | words,
    }


EMPTY_LINES = 25


def sheets(
    territory: "Territory", meeting: Meeting, *, names: list[tuple[str, str, str]], address: str
) -> dict[str, Any]:
    """Return the sheets to sign by hand: a line for each seat, then empty ones for walk-ins."""
    words = {
        "sheet": _("لائحة الحضور"),
        "notice": _(
            "تُستعمل هذه اللائحة لعد الحاضرين، وهي خاصة بالمنظمين وتُتلف بعد تسعين يوما. "
            "لا يُنشر إلا الأعداد. ضعوا علامة في خانة الصور إن قبلتم الظهور في صور اللقاء."
        ),
    }
    return _frame(territory, meeting, address) | {
        "when": when(meeting),
        "place": meeting.place,
        "columns": [
            _("الرقم"),
            _("الاسم"),
            _("الجمعية أو الصفة"),
            _("امرأة / رجل"),
            _("صور"),
            _("التوقيع"),
        ],
        "lines": [list(one) for one in names] + [["", "", ""]] * EMPTY_LINES,
        "words": _common() | words,
    }


def minutes(
    territory: "Territory",
    meeting: Meeting,
    *,
    written: Minutes,
    outputs: list[Output],
    follow_ups: list[FollowUp],
    counts: list[tuple[str, str]],
    address: str,
) -> dict[str, Any]:
    """Return what the published minutes print: who, what, decisions, outputs, what is to be done."""
    facts = [(_("النوع"), meeting.kind_word), (_("الموعد"), when(meeting))]
    facts += [(_("المكان"), meeting.place)] if meeting.place else []
    facts += [(_("الجهة المنظمة"), meeting.organiser)] if meeting.organiser else []
    made = [_counted(one.product_word, number(one.count)) for one in outputs]
    made += [written.outputs_note] if written.outputs_note else []
    parts = [
        (_("من حضر"), [_counted(name, count) for name, count in counts]),
        (_("ماذا دار في اللقاء؟"), written.summary.split("\n")),
        (_("ما تقرر"), written.decisions.split("\n") if written.decisions else []),
        (_("المخرجات"), made),
    ]
    published = day(written.published_at) if written.published_at else ""
    words = {
        "minutes": _("محضر لقاء"),
        "duties": _("ما يجب تتبعه"),
        "approved": _("اعتمده شخص غير من كتبه، ونُشر يوم %(on)s") % {"on": published},
    }
    return _frame(territory, meeting, address) | {
        "facts": facts,
        "parts": [{"title": title, "lines": lines} for title, lines in parts if lines],
        "columns": [_("ما العمل"), _("المكلف به"), _("التاريخ")],
        "duties": [[one.what, one.owner, day(one.due) if one.due else ""] for one in follow_ups],
        "words": _common() | words,
    }


def feedback(territory: "Territory", meeting: Meeting, *, address: str) -> dict[str, Any]:
    """Return the form of satisfaction to fill by hand, as on a telephone (§ meetings-paper)."""
    words = {
        "form": _("استمارة الرضا"),
        "lead": _("ضعوا علامة واحدة في كل سطر. لا تكتبوا اسمكم: تُعد الأجوبة، ولا تُحفظ الاستمارة."),
        "comment": _("كلمة للمنظمين"),
        "nothing": _("ضعوا الورقة في الصندوق عند الباب."),
    }
    return _frame(territory, meeting, address) | {
        "when": when(meeting),
        "place": meeting.place,
        "aspects": [word(one) for one in rules.Aspect],
        "moods": [word(one) for one in rules.Mood],
        "words": _common() | words,
    }
