"""The one way of reading a file of the team: everybody once it is open, else the team, leaving a row."""

from collections.abc import Callable, Iterator

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

from tadafor.documents.rules import MEDIA_TYPES, Kind
from tadafor.kernel import clock
from tadafor.people.actor import Request
from tadafor.programme import queries, rules
from tadafor.programme.context import Here
from tadafor.programme.queries import Evidence, Programme, Proof

# What a file could do if a browser took it for a page: nothing.
_HARMLESS = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
_KEPT_SECONDS = 60


def handed(
    request: Request,
    programme: Programme,
    found: Proof | Evidence,
    *,
    is_open: bool,
    where: rules.Where,
    acts: tuple[rules.Act, ...],
    note: Callable[[], object],
) -> StreamingHttpResponse:
    """Give a file to everybody where it is open, else to who does one of ``acts``; ``note`` it then."""
    if not is_open:
        held = queries.charges_of(programme, request.actor.person_id, clock.today())
        here = Here(programme, held)
        if not (request.actor.second_factor and any(here.may(act, where) for act in acts)):
            raise Http404
    if not queries.is_stored(found):
        raise Http404
    if not is_open:
        note()
    return _given(found, is_open=is_open)


def _given(proof: Proof | Evidence, *, is_open: bool) -> StreamingHttpResponse:
    """Answer with a file: pictures show in their page; everything else is a download."""
    response = StreamingHttpResponse(_pieces(proof), content_type=MEDIA_TYPES[Kind(proof.kind)])
    response.headers["Content-Length"] = str(proof.size)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not proof.is_image, proof.file_name) or "inline"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _HARMLESS
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Encoding"] = "identity"
    response.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}" if is_open else "private, no-store"
    return response


def _pieces(proof: Proof | Evidence) -> Iterator[bytes]:
    with proof.file.open("rb") as stored:
        yield from stored.chunks()
