"""Paper, for those who collect: numbered sheets, their lines, the list to be signed by hand."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request, signed_in_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.context import SHEET_BOXES, Here, first_free, go, shown
from tadafor.petitions.forms import CloseSheetForm, LineForm, PlainForm, PrintForm, ScanForm, WithdrawForm
from tadafor.petitions.queries import COLLECTS, Sheet, SheetLine
from tadafor.petitions.views.own import AGENTS, mine
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.documents import pdf

GONE = 410


def _sheet(place: Here, number: int) -> Sheet:
    found = queries.sheet_at(place.petition, number)
    if found is None:
        raise Http404
    return found


@signed_in_only
def sheets(request: Request, territory: str, code: str) -> HttpResponse:
    """The sheets with their totals, and more of them to print."""
    place = mine(request, code, *COLLECTS)
    form = PrintForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.print_sheets(
                petition=place.petition,
                count=form.cleaned_data["count"],
                actor=request.actor,
                now=place.now,
            ),
        )
    ):
        return go(request, "sheets", place, _("رُقمت الأوراق: اطبعوها ثم وزعوها."))
    every = list(queries.sheets_of(place.petition))
    return shown(
        request,
        "petitions/own/sheets.html",
        place,
        form=form,
        sheets=every,
        collects=rules.refuse_act(rules.Act.SIGN, place.petition.standing) is None,
        to_print=any(one.state == rules.SheetState.PRINTED for one in every),
        status=status_of(form),
    )


@signed_in_only
def sheets_pdf(request: Request, territory: str, code: str) -> HttpResponse:
    """The sheets that are not entered yet, ready to print."""
    place = mine(request, code, *COLLECTS)
    printed = [one for one in queries.sheets_of(place.petition) if one.state == rules.SheetState.PRINTED]
    if not printed:
        raise Http404
    data = paper.sheets(request.territory, place.standing, printed, address=_address(place))
    return _pdf(data, place, "sheets")


@signed_in_only
def names_pdf(request: Request, territory: str, code: str) -> HttpResponse:
    """Those who signed online, to be signed by hand: names alone, for the agent (§ petitions-17)."""
    place = mine(request, code, *AGENTS)
    if place.petition.erased_at is not None:  # rows without names would be taken for nobody's
        return shown(
            request, "petitions/closed.html", place, said=sentence(rules.PathRefusal.ERASED), status=GONE
        )
    names = list(queries.names_of(place.petition).values_list("name", flat=True))
    data = paper.names(request.territory, place.standing, names, address=_address(place))
    return _pdf(data, place, "names")


def _address(place: Here) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(place.petition.trace.address)


def _pdf(data: dict[str, Any], place: Here, name: str) -> HttpResponse:
    made = pdf("petitions/documents/sheets.typ", data, day=place.today)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}-{place.petition.code}.pdf"'
    return never_stored(response)


@signed_in_only
def sheet(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Enter the lines of one sheet; the next line waits with the same choices."""
    place = mine(request, code, *COLLECTS)
    found = _sheet(place, number)
    lines = queries.lines_of(found)
    form = LineForm(typed_in(request), provinces=place.provinces, initial=first_free(lines))
    made: list[SheetLine] = []
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(_entered(request, place, number, form)), at=SHEET_BOXES)
    ):
        return _line_entered(request, place, number, made[0])
    return shown(
        request,
        "petitions/own/sheet.html",
        place,
        form=form,
        sheet=found,
        lines=lines,
        balance=queries.balance_of(found),
        is_full=len(lines) >= rules.LINES_A_SHEET and not form.errors,
        is_open=found.standing in {rules.SheetState.PRINTED, rules.SheetState.ENTERING}
        and rules.refuse_act(rules.Act.SIGN, place.petition.standing) is None,
        status=status_of(form),
    )


def _line_entered(request: Request, place: Here, number: int, line: SheetLine) -> HttpResponse:
    """Go on to the next line; a card that stands on another line is said at once."""
    if line.standing is not rules.LineState.DUPLICATE:
        return go(request, "sheet", place, _("أُدخل السطر."), number)
    said = _("السطر %(position)s: رقم البطاقة هذا مدخل في سطر آخر. سُجل السطر مكررا ولا يُحتسب.")
    messages.warning(request, said % {"position": line.position})
    return go(request, "sheet", place, "", number)


def _entered(request: Request, place: Here, number: int, form: LineForm) -> SheetLine:
    return actions.enter_line(
        petition=place.petition, number=number, line=form.line(), actor=request.actor, now=place.now
    )


@signed_in_only
def remove_line(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Take out a line entered by mistake."""
    place = mine(request, code, *COLLECTS)
    line = queries.line_at(_sheet(place, number), position)
    if line is None:
        return go(request, "sheet", place, "", number)  # gone already: touched twice
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {
        "petition": place.petition,
        "number": number,
        "position": position,
        "actor": request.actor,
    }
    if form.is_bound and not tried(form, lambda: actions.remove_line(**facts, now=place.now)):
        return go(request, "sheet", place, _("حُذف السطر."), number)
    title = _("حذف السطر %(position)s من الورقة %(number)s") % {"position": position, "number": number}
    about = line.signature.name if line.signature else ""
    return _form(request, place, form, title, _("احذفوا السطر"), number=number, about=about, tone="danger")


@signed_in_only
def close_sheet(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Close a sheet that adds up."""
    place = mine(request, code, *COLLECTS)
    found = _sheet(place, number)
    form = CloseSheetForm(typed_in(request), initial={"declared": queries.balance_of(found).declared})
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.close_sheet(
                petition=place.petition,
                number=number,
                declared=form.cleaned_data["declared"],
                actor=request.actor,
                now=place.now,
            ),
            at=SHEET_BOXES,
        )
    ):
        return go(request, "sheets", place, _("أُغلقت الورقة %(number)s.") % {"number": number})
    return _form(
        request,
        place,
        form,
        _("إغلاق الورقة %(number)s") % {"number": number},
        _("أغلقوا الورقة"),
        number=number,
    )


@signed_in_only
def scan(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Join the scan of a sheet; it stays private."""
    place = mine(request, code, *COLLECTS)
    _sheet(place, number)
    form = ScanForm(typed_in(request), request.FILES or None)
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.attach_scan(
                petition=place.petition,
                number=number,
                file=form.cleaned_data["file"],
                actor=request.actor,
                now=place.now,
            ),
        )
    ):
        return go(request, "sheet", place, _("حُفظت النسخة؛ لا يراها العموم."), number)
    return _form(
        request,
        place,
        form,
        _("نسخة الورقة %(number)s") % {"number": number},
        _("أرفقوا النسخة"),
        number=number,
    )


@signed_in_only
def contest(request: Request, territory: str, code: str, number: int, position: int) -> HttpResponse:
    """Contest a line that the bureau refused (§ petitions-24)."""
    place = mine(request, code, *AGENTS)
    line = queries.line_at(_sheet(place, number), position)
    if line is None:
        raise Http404
    form = WithdrawForm(typed_in(request))
    form.fields["reason"].label = _("لماذا تطعنون في رفض هذا السطر؟")
    form.fields["reason"].required = True
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.contest_line(
                petition=place.petition,
                number=number,
                position=position,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=place.now,
            ),
        )
    ):
        return go(request, "manage", place, _("سُجل طعنكم؛ سيبت فيه شخص ثالث مع التعليل."))
    title = _("الطعن في السطر %(position)s من الورقة %(number)s") % {"position": position, "number": number}
    about = _about(line)
    return _form(
        request, place, form, title, _("أرسلوا الطعن"), about=about, refusal=_refusal_to_contest(place, line)
    )


def _about(line: SheetLine) -> str:
    """Say whose line it is, and why the bureau refused it."""
    name = line.signature.name if line.signature else ""
    return " · ".join(part for part in (name, word(line.why) if line.why else "") if part)


def _refusal_to_contest(place: Here, line: SheetLine) -> str:
    """Return why this line may not be contested, said before anything is typed; or nothing."""
    if closed := rules.refuse_act(rules.Act.CHECK_SHEETS, place.petition.standing):
        return sentence(closed)
    refusal = rules.refuse_contest(line.standing, contested=line.contested_at is not None, reason="?")
    return sentence(refusal) if refusal else ""


def _form(
    request: Request,
    place: Here,
    form: Any,  # noqa: ANN401 -- any form
    title: str,
    button: str,
    *,
    number: int | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """A form about a sheet, with the way back to it."""
    back = {}
    if number is not None:
        where = [place.petition.territory.slug, place.petition.code, number]
        back = {"back": reverse("petitions:sheet", args=where), "back_words": _("عودوا إلى الورقة")}
    facts: dict[str, Any] = {"form": form, "title": title, "button": button} | back | context
    return shown(request, "petitions/own/form.html", place, status=status_of(form), **facts)
