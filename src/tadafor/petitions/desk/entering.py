"""After a deposit on paper: the bureau enters its sheets, line by line (§ petitions-33)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import SHEET_BOXES, Here, first_free, go, shown
from tadafor.petitions.desk.bureau import at, form_page, not_now
from tadafor.petitions.desk.checking import sheet_of
from tadafor.petitions.forms import CloseSheetForm, LineForm, PlainForm, PrintForm, ScanForm
from tadafor.petitions.queries import CLERKS, SheetLine
from tadafor.petitions.rules import SheetState
from tadafor.ui.boxes import sent, status_of, tried, typed_in


def brought(request: Request, code: str) -> Here:
    """Only what came on paper is entered by the bureau: for any other the page does not exist."""
    place = at(request, code)
    if place.petition.by_counter is None:
        raise Http404
    return place


def _facts(request: Request, place: Here) -> dict[str, Any]:
    return {"petition": place.petition, "actor": request.actor, "now": place.now}


@staff_only(*CLERKS)
def more(request: Request, territory: str, code: str) -> HttpResponse:
    """More sheets than were declared."""
    place = brought(request, code)
    form = PrintForm(typed_in(request), initial={"count": 1})
    verb = lambda: actions.print_sheets(**_facts(request, place), **form.cleaned_data)  # noqa: E731 -- tried once
    if sent(form) and not tried(form, verb):
        return go(request, "desk_sheets", place, _("أُضيفت الأوراق."))
    refusal = not_now(request, place, rules.Act.CHECK_SHEETS)
    lead = _("ورقة لم يُصرح بها، أو تتمة ورقة فيها أكثر من عشرين سطرا.")
    title = _("أضيفوا أوراقا")
    where = [request.territory.slug, place.petition.code]
    back = {"back": reverse("petitions:desk_sheets", args=where), "back_words": _("عودوا إلى الأوراق")}
    return form_page(request, place, form, title, lead=lead, button=title, refusal=refusal, **back)


@staff_only(*CLERKS)
def enter(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Enter the lines of one sheet; the next line waits with the same choices."""
    place = brought(request, code)
    found = sheet_of(place, number)
    lines = queries.lines_of(found)
    form = LineForm(typed_in(request), provinces=place.provinces, initial=first_free(lines))
    made: list[SheetLine] = []
    if sent(form) and not tried(
        form, lambda: made.append(_entered(request, place, number, form)), at=SHEET_BOXES
    ):
        return _next(request, place, made[0], number)
    return shown(
        request,
        "petitions/desk/enter.html",
        place,
        form=form,
        sheet=found,
        lines=lines,
        balance=queries.balance_of(found),
        refusal=not_now(request, place, rules.Act.CHECK_SHEETS),
        is_full=len(lines) >= rules.LINES_A_SHEET and not form.errors,
        is_open=found.standing in {SheetState.PRINTED, SheetState.ENTERING},
        status=status_of(form),
    )


def _entered(request: Request, place: Here, number: int, form: LineForm) -> SheetLine:
    return actions.enter_line(**_facts(request, place), number=number, line=form.line())


def _next(request: Request, place: Here, line: SheetLine, number: int) -> HttpResponse:
    """Go on to the next line; a card that stands on another line is said at once."""
    if line.standing is not rules.LineState.DUPLICATE:
        return go(request, "desk_enter", place, _("أُدخل السطر."), number)
    said = _("السطر %(position)s: رقم البطاقة هذا مدخل في سطر آخر. سُجل السطر مكررا ولا يُحتسب.")
    messages.warning(request, said % {"position": line.position})
    return go(request, "desk_enter", place, "", number)


@staff_only(*CLERKS)
def remove(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Take out a line entered by mistake."""
    place = brought(request, code)
    line = queries.line_at(sheet_of(place, number), position)
    if line is None:
        return go(request, "desk_enter", place, "", number)  # gone already: touched twice
    form = PlainForm(typed_in(request))
    facts = _facts(request, place) | {"number": number, "position": position}
    if form.is_bound and not tried(form, lambda: actions.remove_line(**facts)):
        return go(request, "desk_enter", place, _("حُذف السطر."), number)
    title = _("حذف السطر %(position)s من الورقة %(number)s") % {"position": position, "number": number}
    lead = line.signature.name if line.signature else ""
    return _page(request, place, form, title, number, lead=lead, button=_("احذفوا السطر"))


@staff_only(*CLERKS)
def close(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Close a sheet that adds up, or that bears nothing."""
    place = brought(request, code)
    form = CloseSheetForm(
        typed_in(request), initial={"declared": queries.balance_of(sheet_of(place, number)).declared}
    )
    facts = _facts(request, place) | {"number": number}
    if sent(form) and not tried(
        form, lambda: actions.close_sheet(**facts, **form.cleaned_data), at=SHEET_BOXES
    ):
        return go(request, "desk_sheets", place, _("أُغلقت الورقة %(number)s.") % {"number": number})
    title = _("إغلاق الورقة %(number)s") % {"number": number}
    lead = _("عدّوا الأسطر على الورقة نفسها. اكتبوا 0 إن كانت الورقة فارغة: توضع جانبا.")
    return _page(request, place, form, title, number, lead=lead, button=_("أغلقوا الورقة"))


@staff_only(*CLERKS)
def scan(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Join the scan of a sheet; it stays private."""
    place = brought(request, code)
    sheet_of(place, number)
    form = ScanForm(typed_in(request), request.FILES or None)
    facts = _facts(request, place) | {"number": number}
    if sent(form) and not tried(form, lambda: actions.attach_scan(**facts, **form.cleaned_data)):
        return go(request, "desk_enter", place, _("حُفظت النسخة؛ لا يراها العموم."), number)
    title = _("نسخة الورقة %(number)s") % {"number": number}
    return _page(request, place, form, title, number, button=_("أرفقوا النسخة"))


def _page(
    request: Request,
    place: Here,
    form: Any,  # noqa: ANN401 -- any form
    title: str,
    number: int,
    **words: str,
) -> HttpResponse:
    """A form about a sheet, with the way back to it."""
    where = [request.territory.slug, place.petition.code, number]
    back = {"back": reverse("petitions:desk_enter", args=where), "back_words": _("عودوا إلى الورقة")}
    refusal = not_now(request, place, rules.Act.CHECK_SHEETS)
    return form_page(request, place, form, title, refusal=refusal, **back, **words)
