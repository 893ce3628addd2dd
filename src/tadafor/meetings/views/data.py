"""Meetings for machines: CSV and JSON."""

from django.http import HttpResponse

from tadafor.kernel import clock
from tadafor.meetings import datasets, queries
from tadafor.meetings.context import kept, whole_address
from tadafor.people.actor import Request

MOST = 5_000
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def as_csv(request: Request, territory: str) -> HttpResponse:
    """Every announced meeting with the counts that everybody reads, for spreadsheets (§ meetings-data)."""
    return _given(request, "csv")


def as_json(request: Request, territory: str) -> HttpResponse:
    """The same, for programs."""
    return _given(request, "json")


def _given(request: Request, form: str) -> HttpResponse:
    now = clock.now()
    found = queries.published(limit=MOST)
    keys = [one.pk for one in found]
    shown, made = queries.shown_counts(keys), queries.made_by(keys)
    rows = [
        datasets.row(
            one,
            shown.get(one.pk, []),
            made.get(one.pk, {}),
            address=whole_address(one.trace.address),
            now=now,
        )
        for one in found
    ]
    text = datasets.as_csv(rows) if form == "csv" else datasets.as_json(rows, made_at=now)
    response = HttpResponse(text, content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="meetings.{form}"'
    return kept(request, response, now)
