"""Papers of the council: the session's file as PDF, its calendar."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.councils import queries
from tadafor.councils.context import kept
from tadafor.councils.datasets import session_file
from tadafor.kernel import clock
from tadafor.kernel.calendars import subscribed
from tadafor.people.actor import Request
from tadafor.territories import queries as territories
from tadafor.territories.rules import Session as Expected
from tadafor.territories.rules import SessionKind
from tadafor.ui.formatting import month_and_year

if TYPE_CHECKING:
    from icalendar import Event


def file(request: Request, territory: str, session: str) -> HttpResponse:
    """The file of a session (ملف الدورة): one PDF for the members, with a bookmark a point."""
    found = queries.public_session_at(session)
    if found is None:
        raise Http404
    return kept(request, session_file(request.territory, found))


def calendar(request: Request, territory: str) -> HttpResponse:
    """The sessions of the council as a calendar that a telephone keeps up to date."""
    today = clock.today()
    made = subscribed("councils", name=_("دورات مجلس %(territory)s") % {"territory": request.territory.name})
    years = range(today.year - 1, today.year + 2)
    for one in territories.sessions(request.territory, years):
        made.add_component(_event(request, one))
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return kept(request, response)


def _event(request: Request, one: Expected) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- it weighs much and is asked for seldom

    ordinary = one.kind is SessionKind.ORDINARY
    month = month_and_year(one.opens_on.replace(year=one.year, month=one.month, day=1))
    name = _("الدورة العادية لشهر %(month)s") % {"month": month} if ordinary else _("دورة استثنائية")
    event = Event()
    key = f"{one.year}-{one.month:02}" if ordinary else one.opens_on.isoformat()
    event.add("uid", f"{request.territory.slug}-{one.kind.value}-{key}@tadafor")
    event.add("summary", name if one.is_fixed else f"{name} ({_('تاريخ متوقع')})")
    event.add("dtstart", one.opens_on)
    event.add("dtend", one.opens_on + timedelta(days=1))
    event.add("dtstamp", datetime(one.opens_on.year, 1, 1, tzinfo=UTC))
    event.add("description", one.note)
    return event
