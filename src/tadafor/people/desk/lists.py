"""The desk's lists: imported whole, looked at, put to use, erased."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.clock import now, today
from tadafor.kernel.refusals import Refused
from tadafor.people import actions
from tadafor.people.actor import Request, staff_only
from tadafor.people.desk import found_or_404
from tadafor.people.forms.lists import ListForm
from tadafor.people.queries import lists as asked
from tadafor.people.rules import CONFIRM_LINKS
from tadafor.ui.documents.spreadsheets import Sheet, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only(*CONFIRM_LINKS)
def lists(request: Request, territory: str) -> HttpResponse:
    """The lists imported here."""
    rows = list(asked.lists_here(request.territory.pk)[:50])
    return render(request, "people/desk/lists.html", {"rows": rows})


@staff_only(*CONFIRM_LINKS)
def import_list(request: Request, territory: str) -> HttpResponse:
    """Import a list: all of it is good, or nothing is kept."""
    here = request.territory.pk
    data = request.POST if request.method == "POST" else None
    form = ListForm(data, request.FILES or None, territory_id=here, today=today())
    if form.is_valid():
        kept = actions.import_list(
            actor=request.actor,
            territory_id=here,
            title=form.cleaned_data["title"],
            holds_until=form.cleaned_data["holds_until"],
            entries=form.entries,
            now=now(),
        )
        return _to("list_page", territory, kept.pk)
    return render(request, "people/desk/import_list.html", {"form": form})


@staff_only(*CONFIRM_LINKS)
def model(request: Request, territory: str) -> HttpResponse:
    """An empty list with its columns and one example."""
    heading = (_("نوع البطاقة"), _("رقم البطاقة"), _("نوع الصلة"), _("الحي"), _("تاريخ الازدياد"))
    example = (_("البطاقة الوطنية"), "LA12345", _("السكنى"), "", "1990-01-31")
    made = workbook([Sheet(_("لائحة"), [heading, example], from_the_right=True)])
    answer = HttpResponse(made, content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="list.xlsx"'
    return answer


@staff_only(*CONFIRM_LINKS)
def list_page(request: Request, territory: str, list_id: int) -> HttpResponse:
    """Look at the counts of a list; put it to use, or erase it."""
    here = request.territory.pk
    kept = found_or_404(asked.list_here(here, list_id))
    if request.method == "POST":
        erase = request.POST.get("what") == "erase"
        act = actions.erase_list if erase else actions.use_list
        try:
            act(actor=request.actor, territory_id=here, list_id=list_id, now=now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("محونا اللائحة.") if erase else _("بدأ العمل باللائحة."))
        return _to("lists", territory)
    return render(request, "people/desk/list.html", {"kept": kept, "counts": asked.counts_of(kept)})


def _to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"people:{name}", args=list(args)), status=303)
