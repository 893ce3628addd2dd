"""Reports: read by everybody once published, prepared by the officer; published figures are added here."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.programme import actions, datasets, documents, queries, rules
from tadafor.programme.context import (
    Here,
    asked,
    kept,
    opened,
    programme_of,
    shown,
    tabs,
    team,
    team_only,
    there,
)
from tadafor.programme.forms import ClaimForm, PlainForm, ReportForm
from tadafor.programme.queries import Report
from tadafor.ui.boxes import typed_in
from tadafor.ui.components import Bar
from tadafor.ui.documents import pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The reports that were published."""
    programme = programme_of(slug)
    found = list(queries.reports(programme))
    return shown(request, "reports", programme, tabs=tabs(programme, "reports"), found=found)


def _published(slug: str, number: int) -> Report:
    found: Report = there(queries.report_numbered(programme_of(slug), number))
    return found


@require_safe
def report(request: Request, slug: str, number: int) -> HttpResponse:
    """A published report: its words, its figures as they were that day, its activities."""
    one = _published(slug, number)
    return shown(request, "report", one.programme, report=one, **_told(one))


def _told(one: Report) -> dict[str, object]:
    language = "fr" if get_language() == "fr" else "ar"
    told = documents.report(one, address="")
    bars = [
        Bar(found[language], rules.percent(found["count"], found["target"]))
        for found in one.frozen["indicators"]
        if found["target"]
    ]
    heads = ("indicator", "count", "from_rows", "entered", "target")
    return {
        "told": told,
        "bars": bars,
        "headers": [told["words"][name] for name in heads],
        "rows": [[row["name"], *(row[name] for name in heads[1:])] for row in told["indicators"]],
        "listed_headers": [told["words"][name] for name in ("day", "activity", "kind", "place")],
        "listed": told["activities"],
        "drawn": [
            {
                "day": row[0],
                "kind": row[2],
                "place": row[3],
                "title": row[1],
                "href": in_language(found["address"]),
            }
            for row, found in zip(told["drawn"], one.frozen.get("drawn", []), strict=True)
        ],
    }


@require_safe
def report_pdf(request: Request, slug: str, number: int) -> HttpResponse:
    """A published report on paper."""
    one = _published(slug, number)
    address = request.build_absolute_uri(reverse("programme:report", args=[slug, number]))
    day = clock.day_of(one.published_at or clock.now())
    data = documents.report(one, address=address)
    made = pdf("programme/documents/report.typ", data, day=day)
    return _file(request, made, "application/pdf", f"{slug}-{number}.pdf")


@require_safe
def report_xlsx(request: Request, slug: str, number: int) -> HttpResponse:
    """A published report as a spreadsheet."""
    made = datasets.report_xlsx(_published(slug, number))
    return _file(request, made, XLSX, f"{slug}-{number}.xlsx")


def _file(request: Request, made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return kept(request, answer)


# ---- the officer's pages


def _back(here: Here) -> str:
    return reverse("programme:team_reports", args=[here.programme.slug])


@team_only
def prepare(request: Request, here: Here) -> HttpResponse:
    """Every report, drafts too, and the published figures, with the ways to add."""
    opened(here, rules.Act.REPORT)
    found = list(queries.reports(here.programme, drafts=True))
    claims = queries.published(here.programme)
    return team(request, here, "reports", found=found, claims=claims)


@team_only
def draft(request: Request, here: Here) -> HttpResponse:
    """Begin a report."""
    opened(here, rules.Act.REPORT)
    form = ReportForm(typed_in(request))
    return asked(
        request,
        here,
        form,
        lambda: actions.draft_report(
            programme=here.programme, facts=form.facts(), actor=request.actor, now=clock.now()
        ),
        title=_("تقرير جديد"),
        lead=_("تُعدّ أرقامه يوم نشره من الأسطر نفسها، ثم تُجمد."),
        said=_("حُفظت مسودة التقرير."),
        to=_back(here),
    )


@team_only
def change(request: Request, here: Here, number: int) -> HttpResponse:
    """Correct the span and the words of a draft."""
    opened(here, rules.Act.REPORT)
    one = there(queries.report_numbered(here.programme, number, drafts=True))
    start = {name: getattr(one, name) for name in ("since", "until", "words_ar", "words_fr")}
    form = ReportForm(typed_in(request), initial=start)
    return asked(
        request,
        here,
        form,
        lambda: actions.change_report(report=one, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("تقرير رقم %(number)s") % {"number": one.number},
        said=_("حُفظت مسودة التقرير."),
        to=_back(here),
    )


@team_only
def publish(request: Request, here: Here, number: int) -> HttpResponse:
    """Publish a report: its figures freeze."""
    opened(here, rules.Act.REPORT)
    one = there(queries.report_numbered(here.programme, number, drafts=True))
    form = PlainForm(typed_in(request))
    return asked(
        request,
        here,
        form,
        lambda: actions.publish_report(report=one, actor=request.actor, now=clock.now()),
        title=_("نشر التقرير رقم %(number)s") % {"number": one.number},
        lead=_("تُعدّ الأرقام الآن وتُجمد بتاريخ اليوم. لا يتغير التقرير بعد نشره."),
        button=_("انشروا التقرير"),
        said=_("نُشر التقرير، وجُمدت أرقامه."),
        to=_back(here),
    )


@team_only
def claim(request: Request, here: Here) -> HttpResponse:
    """Keep a figure that was published elsewhere."""
    opened(here, rules.Act.REPORT)
    found = [one.claim for one in queries.published(here.programme)]
    form = ClaimForm(typed_in(request), claims=found, indicators=queries.indicators(here.programme))
    return asked(
        request,
        here,
        form,
        lambda: actions.add_claim(
            programme=here.programme, **form.typed(), actor=request.actor, now=clock.now()
        ),
        title=_("رقم نُشر خارج المنصة"),
        lead=_("يُكتب كما قاله مصدره. إن لم يكتمل مجموع أجزائه ظهر الفرق للعموم."),
        said=_("سُجّل الرقم بمصدره."),
        to=_back(here),
    )
