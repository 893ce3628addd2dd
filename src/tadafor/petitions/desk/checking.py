"""After the deposit: sheets checked by two clerks, lines settled by a third, the official list."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.context import Here, go, shown
from tadafor.petitions.desk.bureau import at, form_page, not_now, tried_here
from tadafor.petitions.forms import LineCheckForm, OpenListForm, SettleForm
from tadafor.petitions.queries import BUREAU, CLERKS, Sheet, SheetLine
from tadafor.petitions.rules import SheetRefusal
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


def sheet_of(place: Here, number: int) -> Sheet:
    """Return the sheet of a petition that bears this number, or raise Http404."""
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
        enters=place.petition.by_counter is not None and not not_now(request, place, rules.Act.CHECK_SHEETS),
    )


@staff_only(*CLERKS)
def sheet(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """One sheet: each line, and what this clerk found of it."""
    place = _deposited(request, code)
    found = sheet_of(place, number)
    me = request.actor.person_id
    rows = [
        (line, any(look.clerk_id == me for look in line.looks.all()), queries.is_looked_at(line))
        for line in queries.lines_of(found)
    ]
    return shown(
        request,
        "petitions/desk/sheet.html",
        place,
        sheet=found,
        rows=rows,
        checks=not not_now(request, place, rules.Act.CHECK_SHEETS),
    )


@staff_only(*CLERKS)
def look(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Check one line, apart from the other clerk; the next one follows."""
    place = _deposited(request, code)
    held = sheet_of(place, number)
    line = queries.line_at(held, position)
    if line is None or line.signature is None:
        raise Http404
    form = LineCheckForm(typed_in(request))
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _looked(request, place, number, position, form), at=_AT)
        if not refused:
            return _next_line(request, place, held, position)
    signature = line.signature
    title = _("السطر %(position)s: %(name)s") % {"position": position, "name": signature.name}
    shows = [(_("الصلة بالجماعة الترابية"), word(rules.Tie(signature.tie)))] if signature.tie else []
    return form_page(
        request,
        place,
        form,
        title,
        refusal=_refusal_to_look(request, place, line),
        facts=shows,
        scan=held.scan,
        **_back(place, number),
    )


_AT = {SheetRefusal.REASON_MISSING: "reason"}


def _looked(request: Request, place: Here, number: int, position: int, form: LineCheckForm) -> object:
    reason = form.cleaned_data["reason"]
    return actions.look_at_line(
        petition=place.petition,
        number=number,
        position=position,
        holds=form.cleaned_data["holds"],
        reason=rules.LineReason(reason) if reason else None,
        actor=request.actor,
        now=place.now,
    )


def _refusal_to_look(request: Request, place: Here, line: SheetLine) -> str:
    """Return why this clerk may not check this line, said before anything is typed; or nothing."""
    if closed := not_now(request, place, rules.Act.CHECK_SHEETS):
        return closed
    looks = [row.fact for row in line.looks.all()]
    settled = queries.is_looked_at(line)
    refusal = rules.refuse_look(looks, clerk=request.actor.signer, is_party=False, settled=settled)
    return sentence(refusal) if refusal else ""


def _back(place: Here, number: int) -> dict[str, str]:
    where = [place.petition.territory.slug, place.petition.code, number]
    return {"back": reverse("petitions:desk_sheet", args=where), "back_words": _("عودوا إلى الورقة")}


def _next_line(request: Request, place: Here, held: Sheet, position: int) -> HttpResponse:
    """Lead to the next line of the sheet that waits for this clerk, or back to the sheet when none does."""
    me = request.actor.person_id
    waits = [
        line.position
        for line in queries.lines_of(held)
        if line.standing is rules.LineState.VALID
        and not queries.is_looked_at(line)
        and all(look.clerk_id != me for look in line.looks.all())
    ]
    if not waits:
        return go(request, "desk_sheet", place, _("سُجل تحققكم من كل أسطر هذه الورقة."), held.number)
    after = next((one for one in waits if one > position), waits[0])
    said = _("سُجل تحققكم من السطر. بقي من هذه الورقة: %(n)s.") % {"n": len(waits)}
    return go(request, "desk_look", place, said, held.number, after)


@staff_only(*BUREAU)
def settle(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Decide a line on which two differ or that was contested."""
    place = _deposited(request, code)
    line = queries.line_at(sheet_of(place, number), position)
    if line is None:
        raise Http404
    form = SettleForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"petition": place.petition, "number": number, "position": position}
        refused = tried(
            form,
            lambda: actions.settle_line(**facts, **form.cleaned_data, actor=request.actor, now=place.now),
            at=_AT,
        )
        if not refused:
            return go(request, "desk_sheets", place, _("بُت في السطر، وأُخبر الوكيل(ة)."))
    title = _("البت في السطر %(position)s من الورقة %(number)s") % {"position": position, "number": number}
    refusal = not_now(request, place, rules.Act.CHECK_SHEETS)
    if not refusal and (stands := queries.refuse_settling(line, request.actor.signer)):
        refusal = sentence(stands)
    return form_page(
        request,
        place,
        form,
        title,
        refusal=refusal,
        facts=_looks(line),
        scan=line.sheet.scan,
        **_back(place, number),
    )


def _looks(line: SheetLine) -> list[tuple[str, str]]:
    """Return what the third person reads: who signed, what the two found, what the agent says."""
    rows = [(_("الاسم"), line.signature.name)] if line.signature else []
    for nth, found in enumerate(line.looks.all(), start=1):
        fact = found.fact
        said = word(fact.reason) if fact.reason else _("صحيح")
        rows.append((_("التحقق %(nth)s") % {"nth": nth}, said))
    if line.contested_because:
        rows.append((_("طعن الوكيل(ة)"), line.contested_because))
    return rows


@staff_only(*BUREAU)
def official_list(request: Request, territory: str, code: str) -> HttpResponse:
    """Open the list with the numbers: first say why, then it comes as PDF or as a workbook."""
    place = _deposited(request, code)
    form = OpenListForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
        if not tried_here(form, lambda: actions.open_list(**facts, **form.cleaned_data)):
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
