"""Files to keep, named after what they come from."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tadafor.surveys import datasets
from tadafor.surveys.context import Here

TYPES = datasets.FORMATS | {"pdf": "application/pdf"}


def as_file(made: str | bytes, place: Here, name: str) -> HttpResponse:
    """Answer with a file to keep; one of a demonstration says so in its name."""
    response = HttpResponse(made, content_type=TYPES[name.rpartition(".")[2]])
    mark = "demonstration-" if place.one.is_demonstration else ""
    head = content_disposition_header(as_attachment=True, filename=f"{mark}{place.one.slug}-{name}")
    response.headers["Content-Disposition"] = head or "attachment"
    return response
