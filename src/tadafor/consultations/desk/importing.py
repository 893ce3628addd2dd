"""Sheets that come in a spreadsheet, and photographs of a workshop."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.consultations import actions, datasets, queries, rules, tasks
from tadafor.consultations.desk.place import CLERKS, Desk, at, go, shown
from tadafor.consultations.desk.workshops import found
from tadafor.consultations.forms import ImportForm, PhotosForm, PlainForm
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*CLERKS)
def imports(request: Request, territory: str, slug: str) -> HttpResponse:
    """Send a spreadsheet, and see those that were sent."""
    desk = at(slug)
    rows = queries.workshops_of(desk.consultation)
    form = ImportForm(
        typed_in(request), request.FILES or None, workshops=[(one.number, one.title) for one in rows]
    )
    made: list[Any] = []
    if form.is_bound and form.is_valid() and not tried(form, lambda: made.append(_sent(request, desk, form))):
        return go(request, desk, "import", "", made[0].pk)
    return shown(
        request,
        "consultations/desk/imports.html",
        desk,
        form=form,
        rows=queries.imports_of(desk.consultation),
        status=status_of(form),
    )


def _sent(request: Request, desk: Desk, form: ImportForm) -> object:
    number = form.cleaned_data["workshop"]
    made = actions.send_import(
        consultation=desk.consultation,
        workshop=queries.workshop_numbered(desk.consultation, number) if number else None,
        file=form.cleaned_data["file"],
        actor=request.actor,
        now=desk.now,
    )
    tasks.import_sheets.defer(territory_id=desk.consultation.territory_id, key=made.pk)
    return made


@staff_only(*CLERKS)
def one_import(request: Request, territory: str, slug: str, key: int) -> HttpResponse:
    """How far an import has come, what is wrong in it, and whether to take the good rows alone."""
    desk = at(slug)
    source = queries.import_keyed(key)
    if source is None or source.consultation_id != desk.consultation.pk:
        raise Http404
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"source": source, "actor": request.actor, "now": desk.now}
    if form.is_bound and not tried(form, lambda: actions.skip_faults(**facts)):
        tasks.import_sheets.defer(territory_id=desk.consultation.territory_id, key=source.pk)
        return go(request, desk, "import", "", source.pk)
    standing = rules.ImportStanding(source.standing)
    refusal = rules.refuse_correction(standing=standing, good=source.good)
    moving = standing in rules.MOVING
    response = shown(
        request,
        "consultations/desk/import.html",
        desk,
        form=form,
        source=source,
        standing=standing,
        moving=moving,
        faults=queries.faults_of(source),
        refusal=sentence(refusal) if refusal else "",
        status=status_of(form),
    )
    if moving:
        response.headers["Refresh"] = "3"
    return response


@staff_only(*CLERKS)
def template(request: Request, territory: str, slug: str) -> HttpResponse:
    """The spreadsheet to fill in: its columns, and what each may hold."""
    desk = at(slug)
    return _workbook(datasets.sheets_workbook(desk.consultation, rows=False), f"{slug}-sheets.xlsx")


@staff_only(*CLERKS)
def entered(request: Request, territory: str, slug: str) -> HttpResponse:
    """What was entered from paper, in the form in which it can be imported."""
    desk = at(slug)
    return _workbook(datasets.sheets_workbook(desk.consultation, rows=True), f"{slug}-entered.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=datasets.FORMATS["xlsx"])
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


@staff_only(*CLERKS)
def photos(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """The photographs of a workshop: for the staff of the territory alone."""
    desk = at(slug)
    one = found(desk, number)
    form = PhotosForm(typed_in(request), request.FILES or None)
    if form.is_bound and form.is_valid() and not tried(form, lambda: _attached(request, desk, one, form)):
        return go(request, desk, "photos", _("حُفظت الصور."), one.number)
    return shown(
        request,
        "consultations/desk/photos.html",
        desk,
        form=form,
        workshop=one,
        photos=queries.photos_of(one),
        status=status_of(form),
    )


def _attached(request: Request, desk: Desk, one: Any, form: PhotosForm) -> object:  # noqa: ANN401 -- a Workshop
    number = form.cleaned_data["contribution"]
    contribution = queries.numbered(desk.consultation, number) if number else None
    if number and contribution is None:
        raise Refused(rules.SheetRefusal.UNKNOWN_CONTRIBUTION, number=number)
    return actions.attach_photos(
        workshop=one,
        files=form.cleaned_data["pictures"],
        contribution=contribution,
        actor=request.actor,
        now=desk.now,
    )
