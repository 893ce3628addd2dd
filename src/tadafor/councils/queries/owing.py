"""The sessions to come, and the last days of draws by lot (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils.models import Draw, Session
from tadafor.councils.queries.offers import ROOM
from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.territories import queries as territories
from tadafor.territories.rules import Session as Expected
from tadafor.territories.rules import SessionKind
from tadafor.territories.rules import sessions as sessions_of_years
from tadafor.translations.rules import thing_of
from tadafor.ui.formatting import month_and_year


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the sessions, convened or expected by the law's calendar, and the draws (§ home-owed)."""
    days: dict[str, Any] = {"territory": territory_id, "today": today, "until": until}
    since, last = today.year - 1, until.year + 1
    convened, draws, months, fixed = yield [
        wanted(_convened, **days),
        wanted(_draws, **days),
        wanted(territories.session_months_of, territory=territory_id),
        wanted(territories.session_days_of, territory=territory_id, since=since, last=last),
    ]
    known = [Expected(day, SessionKind(kind), year, month, is_fixed=True) for day, kind, year, month in fixed]
    expected = [
        one
        for one in sessions_of_years(range(since, last + 1), months[0][0] if months else [], known)
        if today <= one.opens_on <= until
    ]
    made = {(row[1], row[2], row[3]) for row in convened}
    found = [_session(*row) for row in convened] + [_draw(*row) for row in draws]
    coming = [one for one in expected if (one.kind.value, one.year, one.month) not in made]
    if coming:
        address = reverse("councils:index", args=[slug])
        found += [_coming(one, address) for one in coming]
    return found


def _session_name(kind: str, year: int, month: int) -> str:
    if kind != SessionKind.ORDINARY:
        return _("دورة استثنائية")
    return _("الدورة العادية لشهر %(month)s") % {"month": month_and_year(date(year, month, 1))}


def _session_key(kind: str, year: int, month: int, opens_on: date) -> str:
    """Name a session among those of its council, the same before it is convened and after."""
    return f"session-{year}-{month}" if kind == SessionKind.ORDINARY else f"session-{opens_on.isoformat()}"


def _session(  # noqa: PLR0917 -- a row, in the order of its columns
    opens_on: date,
    kind: str,
    year: int,
    month: int,
    address: str,
    demonstration: bool,  # noqa: FBT001
) -> Owed:
    return Owed(
        room=ROOM,
        kind=_session_key(kind, year, month, opens_on),
        what=_session_name(kind, year, month),
        on=opens_on,
        address=address,
        is_event=True,
        icon="landmark",
        demonstration=demonstration,
    )


def _coming(one: Expected, address: str) -> Owed:
    name = _session_name(one.kind.value, one.year, one.month)
    return Owed(
        room=ROOM,
        kind=_session_key(one.kind.value, one.year, one.month, one.opens_on),
        what=name if one.is_fixed else f"{name} ({_('تاريخ متوقع')})",
        on=one.opens_on,
        address=address,
        is_event=True,
        icon="landmark",
    )


def _draw(  # noqa: PLR0917 -- a row, in the order of its columns
    number: int,
    closes_on: date,
    key: int,
    name: str,
    address: str,
    demonstration: bool,  # noqa: FBT001
) -> Owed:
    return Owed(
        room=ROOM,
        kind=f"draw-{number}",
        what=_("آخر يوم للتطوع للقرعة"),
        on=closes_on,
        address=f"{address}lots/{number}/",
        name=name,
        is_event=True,
        icon="users",
        demonstration=demonstration,
        thing=thing_of(ROOM, "body", key),
        name_of="name",
    )


@asked_once
def _convened(territory: int, today: date, until: date) -> QuerySet[Session, tuple[Any, ...]]:
    things = Session.objects.public().filter(
        territory_id=territory, closed_on__isnull=True, opens_on__gte=today, opens_on__lte=until
    )
    told = ("opens_on", "kind", "year", "month", "trace__address", "is_demonstration")
    return things.order_by("opens_on").values_list(*told)


@asked_once
def _draws(territory: int, today: date, until: date) -> QuerySet[Draw, tuple[Any, ...]]:
    things = Draw.objects.filter(
        cancelled_at__isnull=True,
        frozen_at__isnull=True,
        body__trace__visibility="visible",
        body__territory_id=territory,
        closes_on__gte=today,
        closes_on__lte=until,
    )
    told = ("body__name", "body__trace__address", "body__is_demonstration")
    return things.order_by("closes_on", "pk").values_list("number", "closes_on", "body_id", *told)
