"""What machines read: GeoReport v2, GeoJSON, CSV, RSS."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.suggestions import datasets, queries
from tadafor.suggestions.context import kept_until_midnight
from tadafor.suggestions.queries import Suggestion

PER_PAGE, MOST = 50, 1_000
SPAN = timedelta(days=90)
TYPES = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
FORMATS = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
_ROOTS = {"services": "service", "service_requests": "request", "errors": "error"}


def _address(one: Suggestion) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(one.trace.address)


def _given(
    request: Request, root: str, rows: list[dict[str, Any]], form: str, *, status: int = 200
) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    made = datasets.as_xml(root, _ROOTS[root], rows) if form == "xml" else datasets.as_json(rows)
    response = HttpResponse(made, content_type=TYPES[form], status=status)
    return kept_until_midnight(request, response, clock.now())


def _error(request: Request, code: int, said: str, form: str) -> HttpResponse:
    return _given(request, "errors", datasets.error(code, said), form, status=code)


def services(request: Request, territory: str, form: str) -> HttpResponse:
    """GET services: the categories that take something."""
    rows = [datasets.service(one) for one in queries.categories() if not one.elsewhere_ar]
    return _given(request, "services", rows, form)


def service(request: Request, territory: str, code: str, form: str) -> HttpResponse:
    """GET a service definition: none of ours asks more than every one does."""
    del code
    return _error(request, 404, "no service here has a definition: metadata is false", form)


def requests(request: Request, territory: str, form: str) -> HttpResponse:
    """GET requests: by identifiers, or by service, days and status; the last ninety days otherwise."""
    try:
        wanted = _wanted(request)
    except ValueError as wrong:
        return _error(request, 400, str(wrong), form)
    size = min(_whole(request, "page_size") or PER_PAGE, MOST)
    first = (max(_whole(request, "page") or 1, 1) - 1) * size
    found = queries.reported(limit=size, offset=first, **wanted)
    return _given(request, "service_requests", _rows(request, found), form)


def _rows(request: Request, things: list[Suggestion]) -> list[dict[str, Any]]:
    """Return the rows of GeoReport, each with its first photograph that everybody sees."""
    shown = documents.of_traces([one.trace for one in things])
    pictures = {
        key: next((one for one in ones if one.is_image and not one.is_removed), None)
        for key, ones in shown.items()
    }
    here = settings.PUBLIC_ADDRESS.rstrip("/")
    rows = []
    for one in things:
        photo = pictures.get(one.trace_id)
        where = [request.territory.slug, photo.code, photo.mark, photo.file_name] if photo else []
        picture = f"{here}{reverse('documents:read', args=where)}" if where else ""
        rows.append(datasets.request(one, _address(one), picture))
    return rows


def _whole(request: Request, name: str) -> int | None:
    said = request.GET.get(name, "")
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said) <= 10**6:
        raise ValueError(f"{name} is a whole number from 1")
    return int(said)


def _wanted(request: Request) -> dict[str, Any]:
    """Return what is asked, as GeoReport names it; ids override everything else."""
    for name in ("page", "page_size"):
        _whole(request, name)
    ids = [part.strip() for part in request.GET.get("service_request_id", "").split(",") if part.strip()]
    if ids:
        if not all(part.isdecimal() and len(part) <= 9 for part in ids):  # noqa: PLR2004 -- fits a number
            raise ValueError("service_request_id is a list of whole numbers")
        return {"numbers": [int(part) for part in ids[:MOST]]}
    status = request.GET.get("status", "")
    meant = datasets.statuses(status)
    if status and not meant:
        raise ValueError("status is open, closed, or both with a comma")
    codes = [part.strip() for part in request.GET.get("service_code", "").split(",") if part.strip()]
    since, until = _day(request, "start_date"), _day(request, "end_date")
    until = until or (since + SPAN if since else clock.now())
    since = since or until - SPAN
    if since > until or until - since > SPAN:
        raise ValueError("start_date and end_date are at most ninety days apart")
    is_open = datasets.OPEN in meant if len(meant) == 1 else None
    return {"codes": codes, "is_open": is_open, "since": since, "until": until}


def _day(request: Request, name: str) -> datetime | None:
    said = request.GET.get(name, "").replace(" ", "+")  # a plus sign that nobody escaped
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError as wrong:
        raise ValueError(f"{name} is a date of ISO 8601: 2026-03-02T10:00:00Z") from wrong
    return found if found.tzinfo else found.replace(tzinfo=clock.CASABLANCA)


def one_request(request: Request, territory: str, number: int, form: str) -> HttpResponse:
    """GET one request by its identifier."""
    found = queries.reported(numbers=[number], limit=1)
    if not found:
        return _error(request, 404, "no public request has this identifier", form)
    return _given(request, "service_requests", _rows(request, found), form)


def export(request: Request, territory: str, form: str) -> HttpResponse:
    """Everything that is public, a thousand a page: CSV or GeoJSON."""
    try:
        first = ((_whole(request, "page") or 1) - 1) * MOST
    except ValueError as wrong:
        raise Http404 from wrong
    rows = [
        datasets.row(one, _address(one)) for one in queries.told.all(limit=MOST, offset=first, category=None)
    ]
    made = datasets.as_csv(rows) if form == "csv" else datasets.as_geojson(rows)
    return kept_until_midnight(request, HttpResponse(made, content_type=FORMATS[form]), clock.now())


def feed(request: Request, territory: str, code: str) -> HttpResponse:
    """The newest of a category, for a reader of feeds."""
    category = queries.category_at(code)
    if category is None:
        raise Http404
    told = queries.told.all(limit=PER_PAGE, category=category.pk)
    things = [(one, _address(one)) for one in told]
    index = in_language(reverse("suggestions:index", args=[request.territory.slug]))
    link = f"{settings.PUBLIC_ADDRESS.rstrip('/')}{index}?category={category.code}"
    title = _("%(category)s · %(territory)s") % {
        "category": category.name,
        "territory": request.territory.name,
    }
    made = datasets.as_rss(title, link, things, get_language() or "ar")
    response = HttpResponse(made, content_type="application/rss+xml; charset=utf-8")
    return kept_until_midnight(request, response, clock.now())
