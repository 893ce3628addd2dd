"""Sessions of the council and days off."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.territories import actions, queries, rules
from tadafor.territories.desk.frame import Request, administrator_only, ask, by, sent, there
from tadafor.territories.forms import CloseDayForm, ReasonForm, SessionForm
from tadafor.territories.rules import DayKind, SessionKind

YEARS_SHOWN = 2
CORRECTED_AFTERWARDS = timedelta(days=60)


def _years() -> range:
    this = clock.today().year
    return range(this, this + YEARS_SHOWN)


@administrator_only
def sessions(request: Request, territory: str) -> HttpResponse:
    found = queries.sessions(request.territory, _years())
    return render(request, "territories/desk/sessions.html", {"sessions": found, "today": clock.today()})


@administrator_only
def fix_session(request: Request, territory: str, year: int, month: int) -> HttpResponse:
    """Fix the day of an ordinary session that is expected."""
    if month not in request.territory.session_months or year not in _years():
        raise Http404
    form = SessionForm(sent(request), initial=SessionForm.showing(None, rules.expected_opening(year, month)))
    return ask(
        request,
        form,
        lambda: actions.fix_session(
            facts=form.facts(SessionKind.ORDINARY, year, month),
            reason=form.cleaned_data["reason"],
            **by(request),
        ),
        _("تحديد يوم دورة %(month)s %(year)s") % {"month": MONTHS[month], "year": year},
        _("احفظوا"),
        "sessions",
    )


@administrator_only
def extraordinary(request: Request, territory: str) -> HttpResponse:
    """Announce an extraordinary session."""
    form = SessionForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.fix_session(
            facts=form.facts(SessionKind.EXTRAORDINARY), reason=form.cleaned_data["reason"], **by(request)
        ),
        _("إضافة دورة استثنائية"),
        _("احفظوا"),
        "sessions",
    )


@administrator_only
def correct_session(request: Request, territory: str, session: int) -> HttpResponse:
    """Correct a session whose day was fixed."""
    found = there(queries.fixed_session(request.territory.pk, session))
    form = SessionForm(sent(request), initial=SessionForm.showing(found))
    return ask(
        request,
        form,
        lambda: actions.fix_session(
            facts=form.facts(SessionKind(found.kind), found.year, found.month),
            reason=form.cleaned_data["reason"],
            session_id=found.pk,
            **by(request),
        ),
        _("تصحيح يوم دورة"),
        _("احفظوا"),
        "sessions",
    )


@administrator_only
def remove_session(request: Request, territory: str, session: int) -> HttpResponse:
    """Take back a fixed day."""
    found = there(queries.fixed_session(request.territory.pk, session))
    form = ReasonForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.remove_session(
            session_id=found.pk, reason=form.cleaned_data["reason"], **by(request)
        ),
        _("حذف يوم محدد"),
        _("احذفوا"),
        "sessions",
        what=found.opens_on,
    )


@administrator_only
def days(request: Request, territory: str) -> HttpResponse:
    """The days off until the end of next year, and those of the last weeks, which can still be corrected."""
    first, last = clock.today() - CORRECTED_AFTERWARDS, date(_years()[-1], 12, 31)
    facts = {
        "days": queries.named_days_off(request.territory.pk, first, last),
        "worked": queries.corrections(request.territory.pk, first, last).filter(kind=DayKind.WORKED),
    }
    return render(request, "territories/desk/days.html", facts)


@administrator_only
def close_day(request: Request, territory: str) -> HttpResponse:
    """Close the offices on a working day."""
    form = CloseDayForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.correct_day(kind=DayKind.CLOSED, **form.cleaned_data, **by(request)),
        _("إضافة يوم إغلاق"),
        _("احفظوا"),
        "days",
    )


@administrator_only
def work_day(request: Request, territory: str, day: str) -> HttpResponse:
    """Make a national day off a working day here."""
    found = there(rules.read_day(day))
    form = ReasonForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.correct_day(
            day=found, kind=DayKind.WORKED, reason=form.cleaned_data["reason"], **by(request)
        ),
        _("جعل يوم عطلة يوم عمل"),
        _("احفظوا"),
        "days",
        what=found,
    )


@administrator_only
def remove_correction(request: Request, territory: str, correction: int) -> HttpResponse:
    """Take a correction back."""
    found = there(queries.correction(request.territory.pk, correction))
    form = ReasonForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.remove_correction(
            correction_id=found.pk, reason=form.cleaned_data["reason"], **by(request)
        ),
        _("حذف تصحيح"),
        _("احذفوا"),
        "days",
        what=found.day,
    )
