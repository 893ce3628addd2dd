"""The register of decisions: as a page that is narrowed, and as a file (§ councils-31)."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import ngettext

from tadafor.councils import datasets, queries
from tadafor.councils.context import kept, shown, verdict
from tadafor.councils.forms import RegisterForm
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request


def decisions(request: Request, territory: str) -> HttpResponse:
    """What the council decided under a number, of all its sessions."""
    offered = queries.offered()
    form = RegisterForm(request.GET, offered=offered)
    asked = form.asked()
    page = pages.page_of(queries.decisions(request.territory.pk, asked), request.GET.get("page"))
    total = page.paginator.count
    return shown(
        request,
        "councils/decisions.html",
        page=page,
        rows=[(one.item, verdict(one)) for one in page.object_list],
        form=form if offered.years else None,
        total_words=ngettext("مقرر واحد", "%(count)s مقررا", total) % {"count": number_format(total)},
        formats=[(kind.upper(), f"councils:decisions_{kind}") for kind in datasets.FORMATS],
        columns=datasets.COLUMNS.items(),
        query=urlencode([(key, str(value)) for key, value in request.GET.items() if key != "page" and value]),
    )


def as_file(request: Request, territory: str, kind: str) -> HttpResponse:
    """The register as it was narrowed, in CSV, XLSX or JSON."""
    asked = RegisterForm(request.GET, offered=queries.offered()).asked()
    root = settings.PUBLIC_ADDRESS.rstrip("/")
    register = in_language(reverse("councils:decisions", args=[request.territory.slug]))
    here = in_language(reverse("councils:index", args=[request.territory.slug]))
    rows = datasets.rows(queries.whole_register(request.territory.pk, asked), f"{root}{here}")
    about = datasets.about(request.territory, address=f"{root}{register}")
    response = HttpResponse(datasets.register(kind, rows, about), content_type=datasets.FORMATS[kind])
    mark = "demonstration-" if request.territory.is_demonstration else ""
    name = f"{mark}{request.territory.slug}-decisions.{kind}"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return kept(request, response)
