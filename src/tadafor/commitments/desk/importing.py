"""A plan in the commune's own spreadsheet: sent, its columns chosen, looked at, written; and given back."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.commitments import actions, datasets, queries, rules, tasks
from tadafor.commitments.context import go, said_of, shown
from tadafor.commitments.desk.closed import closed
from tadafor.commitments.desk.plans import by, form_page, plan_of
from tadafor.commitments.forms.importing import ColumnsForm, SeenForm, SheetForm
from tadafor.commitments.queries import DECIDERS, PlanImport
from tadafor.commitments.rules import Field, ImportStanding
from tadafor.kernel.pages import never_stored
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, status_of, tried, typed_in

# Fewer rows than these are read while the page waits; more, by a job.
AT_ONCE = 300
EVERY_SECONDS = "3"


def _import_of(plan: int, key: int) -> PlanImport:
    found = queries.import_keyed(key)
    if found is None or found.plan.number != plan:
        raise Http404
    return found


def _go_on(request: Request, source: PlanImport) -> None:
    """Read or write a spreadsheet now, or leave it to a job where it is long."""
    if source.total > AT_ONCE:
        tasks.go_on_with_sheet.defer(territory_id=request.territory.pk, key=source.pk)
        return
    writing = source.stands is ImportStanding.WRITING
    verb = actions.write_sheet if writing else actions.check_sheet
    verb(source=source, **by(request))


@staff_only(*DECIDERS)
def imports(request: Request, territory: str, plan: int) -> HttpResponse:
    """Send a spreadsheet, or take the plan in one."""
    held = plan_of(plan)
    if instead := closed(request, _("المخطط في جدول"), plan=held):
        return instead
    form = SheetForm(typed_in(request), request.FILES or None)
    made: list[PlanImport] = []
    if sent(form):
        table = form.cleaned_data["file"]
        facts = {
            "plan": held,
            "name": table.name,
            "headings": table.headings,
            "rows": table.rows,
            **by(request),
        }
        if not tried(form, lambda: made.append(actions.send_sheet(**facts))):
            return go(request, "desk_import_columns", plan, made[0].pk)
    facts = {"plan": held, "form": form, "rows": queries.imports_of(held), "status": status_of(form)}
    return shown(request, "commitments/desk/imports.html", **facts)


@staff_only(*DECIDERS)
def columns(request: Request, territory: str, plan: int, key: int) -> HttpResponse:
    """Say what each column of the spreadsheet says."""
    source = _import_of(plan, key)
    if source.stands in {*rules.MOVING, ImportStanding.DONE}:
        return go(request, "desk_import", plan, key)
    form = ColumnsForm(typed_in(request), source=source)
    made: list[PlanImport] = []
    if sent(form):
        facts = {"source": source, "columns": form.columns(), **by(request)}
        if not tried(form, lambda: made.append(actions.choose_columns(**facts))):
            _go_on(request, queries.import_keyed(key) or made[0])
            return go(request, "desk_import", plan, key)
    return form_page(
        request,
        form,
        _("ماذا يقول كل عمود؟"),
        plan=source.plan,
        lead=_("نحفظ اختياركم للملف المقبل من هذا النوع. ما لا تختارونه لا يُقرأ ولا يتغير."),
        button=_("اقرؤوا الملف"),
        icon="eye",
    )


@staff_only(*DECIDERS)
def one(request: Request, territory: str, plan: int, key: int) -> HttpResponse:
    """How far an import has come: what is wrong in it, or what it would change; then write it."""
    source = _import_of(plan, key)
    form = SeenForm(typed_in(request), initial={"seen": source.mark})
    if sent(form):
        facts = {"source": source, "seen": form.cleaned_data["seen"], **by(request)}
        if not tried(form, lambda: actions.confirm_sheet(**facts)):
            _go_on(request, _import_of(plan, key))
            return go(request, "desk_import", plan, key)
        form.data = {"seen": source.mark}
    context = {
        "plan": source.plan,
        "form": form,
        "source": source,
        "found": source.found,
        "standing": source.stands,
        "changed": _changed(source),
        "faults": queries.faults_told(source),
        "stopped": queries.stopped_told(source),
        "most": rules.MOST_SHOWN,
    }
    response = shown(request, "commitments/desk/import.html", status=status_of(form), **context)
    if source.stands in rules.MOVING:
        response.headers["Refresh"] = EVERY_SECONDS
    return response


def _changed(source: PlanImport) -> list[tuple[int, int, str, list[tuple[str, str, str]]]]:
    """Return what would change, field by field, in the reader's language."""
    rows = source.found.get("changed", ())
    return [(line, number, title, [_pair(*pair) for pair in pairs]) for line, number, title, pairs in rows]


def _pair(name: str, before: str, after: str) -> tuple[str, str, str]:
    meaning = rules.meaning_of(name) or Field.TITLE
    return queries.title_of(meaning), said_of(meaning, before), said_of(meaning, after)


@staff_only(*DECIDERS)
def workbook(request: Request, territory: str, plan: int) -> HttpResponse:
    """The plan in a spreadsheet that can be imported back."""
    held = plan_of(plan)
    response = HttpResponse(datasets.plan_workbook(held), content_type=datasets.XLSX)
    name = f"plan-{held.number}.xlsx"
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return never_stored(response)
