"""Forms that go on without a network: the page is kept on the device, what is typed waits there.

A room that wants it (CONTRIBUTING, "how to let a form work without a network"):

* puts ``data-queue="{{ worker }}"`` and ``data-keep="…"`` (the fields that wait for the next one) on its
  form, ``{% include "ui/queue.html" %}`` beside it, and ``{% include "ui/queue_script.html" %}`` in its
  head;
* has an address below that of the page, which answers with ``worker()``;
* has a hidden field ``token``: the device makes it, and the verb returns what the same token made;
* answers a request that ``is_queued`` with ``kept`` or ``refused`` rather than with a page.

``told_at`` and ``sent_at`` say by the device's own clock when it was typed and when it is sent.
"""

from datetime import UTC, datetime
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime

_SCRIPT = Path(__file__).parent / "static" / "ui" / "queue-worker.js"
UNPROCESSABLE = 422


def is_queued(request: HttpRequest) -> bool:
    """Whether the queue of a device sends this, and reads the answer."""
    return request.method == "POST" and request.headers.get("X-Queue") == "1"


def kept(**told: object) -> JsonResponse:
    """Answer that it is kept: ``said`` in words, ``href`` where it is, ``undo`` where it is taken back."""
    return JsonResponse({"kept": True, **told})


def refused(*those: forms.Form) -> JsonResponse:
    """Answer why it is not, beside which fields: the device keeps it, to be corrected."""
    errors = [
        {"field": name if name != "__all__" else "", "said": str(said)}
        for form in those
        for name, sentences in form.errors.items()
        for said in sentences
    ]
    return JsonResponse({"kept": False, "errors": errors}, status=UNPROCESSABLE)


def hour(told: str) -> datetime | None:
    """Return the hour a device told, or None for what is no hour."""
    try:
        found = parse_datetime(told)
    except (ValueError, OverflowError):
        return None
    if found is None or found.tzinfo is None:
        return None
    try:
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def worker() -> HttpResponse:
    """The script that answers for the network; it speaks for the addresses below its own folder only."""
    response = HttpResponse(_SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response
