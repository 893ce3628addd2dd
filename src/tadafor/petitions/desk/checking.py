"""After the deposit: sheets checked by two clerks, lines settled by a third, the official list."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import never_stored
from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.context import Here, go, shown
from tadafor.petitions.desk.bureau import at, form_page
from tadafor.petitions.forms import LineCheckForm, OpenListForm, SettleForm
from tadafor.petitions.queries import BUREAU, CLERKS, Sheet
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.documents import pdf
from tadafor.ui.documents.spreadsheets import Sheet as Page
from tadafor.ui.documents.spreadsheets import workbook


def _deposited(request: Request, code: str) -> Here:
    """Before the deposit no sheet shows to the commune: the page does not exist (§ petitions-28)."""
    place = at(request, code)
    if place.petition.deposited_at is None:
        raise Http404
    return place


def _sheet(place: Here, number: int) -> Sheet:
    found = queries.sheet_at(place.petition, number)
    if found is None:
        raise Http404
    return found


@staff_only(*CLERKS)
def sheets(request: Request, territory: str, code: str) -> HttpResponse:
    """The sheets with their totals, and the lines that await a third person."""
    place = _deposited(request, code)
    return shown(
        request,
        "petitions/desk/sheets.html",
        place,
        sheets=queries.sheets_of(place.petition),
        to_settle=queries.lines_to_settle(place.petition),
    )


@staff_only(*CLERKS)
def sheet(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """One sheet: each line, and what this clerk found of it."""
    place = _deposited(request, code)
    found = _sheet(place, number)
    me = request.actor.person_id
    rows = [
        (line, any(look.clerk_id == me for look in line.looks.all()), queries.is_looked_at(line))
        for line in queries.lines_of(found)
    ]
    return shown(request, "petitions/desk/sheet.html", place, sheet=found, rows=rows)


@staff_only(*CLERKS)
def look(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Check one line, apart from the other clerk."""
    place = _deposited(request, code)
    line = queries.line_at(_sheet(place, number), position)
    if line is None or line.signature is None:
        raise Http404
    form = LineCheckForm(typed_in(request))
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        facts: dict[str, Any] = {"petition": place.petition, "number": number, "position": position}
        refused = tried(
            form,
            lambda: actions.look_at_line(
                **facts,
                holds=form.cleaned_data["holds"],
                reason=rules.LineReason(reason) if reason else None,
                actor=request.actor,
                now=place.now,
            ),
        )
        if not refused:
            return go(request, "desk_sheet", place, _("سُجل تحققكم من السطر."), number)
    return form_page(
        request,
        place,
        form,
        _("السطر %(position)s: %(name)s") % {"position": position, "name": line.signature.name},
    )


@staff_only(*BUREAU)
def settle(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Decide a line on which two differ or that was contested."""
    place = _deposited(request, code)
    line = queries.line_at(_sheet(place, number), position)
    if line is None:
        raise Http404
    form = SettleForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"petition": place.petition, "number": number, "position": position}
        refused = tried(
            form,
            lambda: actions.settle_line(**facts, **form.cleaned_data, actor=request.actor, now=place.now),
        )
        if not refused:
            return go(request, "desk_sheets", place, _("بُت في السطر، وأُخبر الوكيل(ة)."))
    title = _("البت في السطر %(position)s من الورقة %(number)s") % {"position": position, "number": number}
    return form_page(request, place, form, title, lead=line.contested_because)


@staff_only(*BUREAU)
def official_list(request: Request, territory: str, code: str) -> HttpResponse:
    """Open the list with the numbers: first say why, then it comes as PDF or as a workbook."""
    place = _deposited(request, code)
    form = OpenListForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: actions.open_list(**facts, **form.cleaned_data)):
            return _list_file(request, place, "xlsx" if request.POST.get("kind") == "xlsx" else "pdf")
    return shown(
        request,
        "petitions/desk/list.html",
        place,
        form=form,
        openings=queries.openings_of(place.petition),
        status=status_of(form),
    )


def _list_file(request: Request, place: Here, kind: str) -> HttpResponse:
    rows = queries.official_rows(place.petition)
    columns = queries.list_columns_of(place.petition)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + in_language(place.petition.trace.address)
    data = paper.official(request.territory, place.standing, rows, columns, address=address)
    name = f"{place.petition.code}.{kind}"
    if kind == "xlsx":
        made = workbook([Page(_("لائحة الموقعين"), [data["columns"], *data["rows"]], from_the_right=True)])
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        made, media = pdf("petitions/documents/list.typ", data, day=place.today), "application/pdf"
    response = HttpResponse(made, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_stored(response)
