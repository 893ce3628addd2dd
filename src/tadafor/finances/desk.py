"""What staff do: bring a file, look at what it would say, publish it as a second person."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.finances import actions, datasets, queries, rules
from tadafor.finances.context import go, shown, told
from tadafor.finances.forms import HEADS, BudgetForm, ConfirmForm
from tadafor.finances.queries import KEEPERS, READERS, AnnualBudget
from tadafor.finances.rules import Standing
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, status_of, tried, typed_in

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 100


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every version of every year."""
    may = queries.keeps(request.actor, request.territory.pk)
    return shown(request, "finances/desk/index.html", versions=queries.versions(), may_bring=may)


@staff_only(*KEEPERS)
def template(request: Request, territory: str) -> HttpResponse:
    """The file to fill, in the language of the page."""
    made = datasets.template([str(name) for name in HEADS.values()])
    response = HttpResponse(made, content_type=SPREADSHEET)
    response.headers["Content-Disposition"] = 'attachment; filename="budget.xlsx"'
    return pages.never_stored(response)


@staff_only(*KEEPERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Bring a file: what is wrong is told line by line, and then nothing is written."""
    files = request.FILES if request.method == "POST" else None
    form = BudgetForm(typed_in(request), files, initial={"year": clock.today().year})
    faults: list[tuple[int, str]] = []
    if sent(form):
        lines = form.cleaned_data["sheet"]
        made: list[AnnualBudget] = []
        told_year = form.cleaned_data["year"]
        totals = (form.cleaned_data["revenue"], form.cleaned_data["spending"])

        def bring() -> None:
            by: dict[str, Any] = {"actor": request.actor, "now": clock.now()}
            made.append(
                actions.bring(territory=request.territory, year=told_year, lines=lines, totals=totals, **by)
            )

        if not tried(form, bring):
            one = made[0]
            said = _("قُرئ الملف كله. راجعوا ما سيُنشر، ثم ينشره شخص ثان.")
            return go(request, "desk_version", one.year, one.version, said=said)
        faults = [(row, word(fault)) for row, fault in rules.faults_of(lines)]
    return shown(
        request,
        "finances/desk/new.html",
        status=status_of(form),
        form=form,
        faults=faults[:FAULTS_SHOWN],
        more=max(0, len(faults) - FAULTS_SHOWN),
        count=len(faults),
    )


def _version(year: int, version: int) -> AnnualBudget:
    found = queries.version_at(year, version)
    if found is None:
        raise Http404
    return found


@staff_only(*READERS)
def version(request: Request, territory: str, year: int, version: int) -> HttpResponse:
    """What a version says, as everybody would read it."""
    one = _version(year, version)
    waits = one.state is Standing.DRAFT and queries.keeps(request.actor, request.territory.pk)
    is_own = one.brought_by_id == request.actor.person_id
    facts = told(queries.picture_in_language(queries.picture_of(one)))
    return shown(request, "finances/desk/version.html", waits=waits, is_own=is_own, **facts)


@staff_only(*KEEPERS)
def publish(request: Request, territory: str, year: int, version: int) -> HttpResponse:
    """Publish what another person brought."""
    return _decided(request, year, version, verb=actions.publish)


@staff_only(*KEEPERS)
def discard(request: Request, territory: str, year: int, version: int) -> HttpResponse:
    """Set a version aside."""
    return _decided(request, year, version, verb=actions.discard)


def _decided(request: Request, year: int, version: int, *, verb: Any) -> HttpResponse:  # noqa: ANN401
    one, publishes = _version(year, version), verb is actions.publish
    form = ConfirmForm(typed_in(request))
    if sent(form):
        by = {"actor": request.actor, "now": clock.now()}
        if not tried(form, lambda: verb(budget=one, **by)):
            said = _("نُشرت الميزانية.") if publishes else _("وُضعت النسخة جانبا.")
            return go(request, "desk", said=said)
    return shown(
        request,
        "finances/desk/confirm.html",
        status=status_of(form),
        form=form,
        budget=one,
        publishes=publishes,
    )
