"""The sound itself, given whole or by the range that a player asks for."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from tadafor.documents import queries
from tadafor.documents.rules.sounds import MEDIA_TYPE
from tadafor.kernel.pages import KEPT_SECONDS
from tadafor.people.actor import Request

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
_PIECE = 64 * 1024
_PARTLY, _NOT_SATISFIABLE = 206, 416


@require_safe
def listen(request: Request, territory: str, code: str, mark: str) -> HttpResponseBase:
    """Give a recording to who may hear it; players jump by asking for a range of it."""
    found = queries.recording_by_code(code)
    if found is None or not queries.listens(found, queries.listener_of(found, request.actor)):
        raise Http404
    if found.mark != mark or not queries.is_stored_sound(found):
        raise Http404
    tag = f'"{found.sha256}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _given(request, found, tag)
    response.headers["ETag"] = tag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = (
        f"public, max-age={KEPT_SECONDS}" if queries.listens(found, queries.NOBODY) else "private, no-store"
    )
    return response


def _given(request: Request, found: queries.Recording, tag: str) -> HttpResponseBase:
    wanted = _range(request, found.size, tag)
    if wanted is None:
        refused = HttpResponse(status=_NOT_SATISFIABLE)
        refused.headers["Content-Range"] = f"bytes */{found.size}"
        return refused
    first, last = wanted
    whole = (first, last) == (0, found.size - 1)
    response = StreamingHttpResponse(
        _pieces(found, first, last), content_type=MEDIA_TYPE, status=200 if whole else _PARTLY
    )
    if not whole:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{found.size}"
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Encoding"] = "identity"
    return response


def _range(request: Request, size: int, tag: str) -> tuple[int, int] | None:
    """Return the first and the last byte asked for; None when there are none such.

    What is not one plain range, and a range of another sound than this one, is answered by the whole.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.headers.get("If-Range", tag) != tag or not any(asked.groups()):
        return 0, size - 1
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def _pieces(recording: queries.Recording, first: int, last: int) -> Iterator[bytes]:
    with recording.file.open("rb") as stored:
        stored.seek(first)
        left = last - first + 1
        while left > 0 and (piece := stored.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
