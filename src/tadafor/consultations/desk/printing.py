"""Sheets for a workshop, printed: chosen, numbered, drawn."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries
from tadafor.consultations.desk import packs
from tadafor.consultations.desk.place import CLERKS, Desk, at, go, shown
from tadafor.consultations.forms import PrintForm
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.documents import pdf


@staff_only(*CLERKS)
def print_sheets(request: Request, territory: str, slug: str) -> HttpResponse:
    """Choose what to print: which sheets, how many for each table, one or two on a page."""
    desk = at(slug)
    start = {"workshop": request.GET.get("workshop", ""), "copies": 10, "layout": "one"}
    form = PrintForm(
        typed_in(request),
        workshops=[(one.number, one.title) for one in queries.workshops_of(desk.consultation)],
        subjects=subjects_of(desk),
        initial=start,
    )
    made: list[str] = []
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(_numbered(request, desk, form)))
    ):
        return go(request, desk, "printed", "", made[0])
    return shown(
        request,
        "consultations/desk/print.html",
        desk,
        form=form,
        packs=queries.packs_of(desk.consultation),
        status=status_of(form),
    )


def subjects_of(desk: Desk) -> list[tuple[str, str]]:
    """Return what a sheet can ask about, as the form offers it."""
    version = queries.current_version(desk.consultation) or queries.draft_version(desk.consultation)
    if version is None:
        return []
    if desk.consultation.on_cards:
        remark = _("ملاحظات على المشروع %(number)s: %(title)s")
        cards = [
            (f"remark:{one.passage.key}", remark % {"number": one.number, "title": one.title})
            for one in queries.cards_of(version)
        ]
        return [*cards, ("new_project:", _("مشروع جديد"))]
    article = _("المادة %(number)s: %(title)s")
    articles = [
        (f"comment:{line.key}", article % {"number": line.number, "title": line.title})
        for line in queries.contents(version)
        if line.sort == "article"
    ]
    by_hand = ("comment:", _("ورقة عامة: تُكتب عليها المادة باليد"))
    return [by_hand, *articles, ("new_article:", _("مادة جديدة"))]


def _numbered(request: Request, desk: Desk, form: PrintForm) -> str:
    typed = form.cleaned_data
    number = typed["workshop"]
    return actions.print_sheets(
        consultation=desk.consultation,
        workshop=queries.workshop_numbered(desk.consultation, number) if number else None,
        subjects=form.chosen(),
        copies=typed["copies"],
        two_a_page=typed["layout"] == "two",
        actor=request.actor,
        now=desk.now,
    )


@staff_only(*CLERKS)
def printed(request: Request, territory: str, slug: str, batch: str) -> HttpResponse:
    """A pack of numbered sheets, as one PDF."""
    desk = at(slug)
    sheets = queries.printed_sheets(desk.consultation, batch)
    if not sheets:
        raise Http404
    addresses = {one.serial: _address(request, one.serial) for one in sheets}
    data = packs.pack(request.territory, desk.consultation, sheets, addresses)
    made = pdf("consultations/documents/sheets.typ", data, day=desk.today)
    response = HttpResponse(made, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=False, filename=f"{slug}-{batch}.pdf")
    response.headers["Content-Disposition"] = disposition or "inline"
    return response


def _address(request: Request, serial: str) -> str:
    path = reverse("consultations:printed_sheet", args=[request.territory.slug, serial])
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(path)
