"""The file itself, its page, and the pages that title and remove it."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tadafor.documents import actions, queries, rules
from tadafor.documents.forms import DescribeForm, RemoveForm
from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import KEPT_SECONDS, keep, never_stored
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request
from tadafor.ui.formatting import day

# What a file could do if a browser took it for a page: nothing.
_HARMLESS = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@require_GET
def read(
    request: Request,
    territory: str,
    code: str,
    mark: str,
    name: str,
) -> HttpResponseBase:
    """Give a file to who may read it; ``mark`` is the beginning of its hash, so that caches never mix."""
    found = queries.readable(code, request.actor)
    if found is None or found.mark != mark or not queries.is_stored(found):
        raise Http404
    is_public = queries.is_public(found)
    if not is_public:
        actions.note_reading(document=found, actor=request.actor, now=clock.now())
    tag = f'"{found.sha256}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _file(found)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = (
        f"public, max-age={KEPT_SECONDS}" if is_public else "private, no-store"
    )
    return response


def _file(document: queries.Document) -> StreamingHttpResponse:
    """Pictures show in their page; everything else is a download."""
    kind = rules.Kind(document.kind)
    response = StreamingHttpResponse(_pieces(document), content_type=rules.MEDIA_TYPES[kind])
    is_download = kind not in rules.IMAGES
    response.headers["Content-Length"] = str(document.size)
    response.headers["Content-Disposition"] = (
        content_disposition_header(is_download, document.file_name) or "inline"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _HARMLESS
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Encoding"] = "identity"
    return response


def _pieces(document: queries.Document) -> Iterator[bytes]:
    """Opened when the first piece is asked for, closed with the last."""
    with document.file.open("rb") as stored:
        yield from stored.chunks()


@require_GET
def page(request: Request, territory: str, code: str) -> HttpResponse:
    """What a document is, or the stone that a removed one leaves."""
    document = queries.by_code(code)
    if document is None:
        raise Http404
    reader = queries.reader_of(document, request.actor)
    if not queries.shows(document, reader):
        raise Http404
    above = queries.with_what_it_hangs_on(document)
    response = render(
        request,
        "documents/page.html",
        {
            "document": document,
            "file": _address(territory, document),
            "back": in_language(document.trace.address) if document.trace else "",
            "above": above,
            "pairs": _facts(document),
            "is_private": document.visibility == rules.Visibility.PRIVATE,
            "may_change": rules.may_change(is_removed=document.is_removed, reader=reader),
        },
    )
    if queries.shows(document, rules.Reader()) and not request.actor.is_signed_in:
        return keep(response, now=clock.now())
    return never_stored(response)


def _address(territory: str, document: queries.Document) -> str:
    where = {"code": document.code, "mark": document.mark, "name": document.file_name}
    return reverse("documents:read", kwargs={"territory": territory, **where})


def _facts(document: queries.Document) -> list[tuple[str, object]]:
    return [
        (_("النوع"), document.said_kind),
        (_("الحجم"), filesizeformat(document.size)),
        (_("تاريخ الإيداع"), day(document.created_at)),
    ]


@require_http_methods(["GET", "POST"])
def describe(request: Request, territory: str, code: str) -> HttpResponse:
    """Give a document another title."""
    document = _changeable(request, code)
    form = DescribeForm(request.POST or None, initial={"title": document.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(
                document=document, actor=request.actor, title=form.cleaned_data["title"], now=clock.now()
            )
        except Refused as refused:
            form.add_error("title", refused.sentence)
        else:
            messages.success(request, _("تغير عنوان الوثيقة."))
            return _to_page(territory, document)
    return never_stored(render(request, "documents/describe.html", {"form": form, "document": document}))


@require_http_methods(["GET", "POST"])
def remove(request: Request, territory: str, code: str) -> HttpResponse:
    """Take a document away for a reason."""
    document = _changeable(request, code)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(
                document=document, actor=request.actor, reason=form.cleaned_data["reason"], now=clock.now()
            )
        except Refused as refused:
            form.add_error("reason", refused.sentence)
        else:
            messages.success(request, _("سُحبت الوثيقة ومُحي الملف."))
            return _to_page(territory, document)
    return never_stored(render(request, "documents/remove.html", {"form": form, "document": document}))


def _to_page(territory: str, document: queries.Document) -> HttpResponseRedirect:
    page = reverse("documents:page", kwargs={"territory": territory, "code": document.code})
    return HttpResponseRedirect(page, status=303)


def _changeable(request: Request, code: str) -> queries.Document:
    document = queries.by_code(code)
    if document is None or not rules.may_change(
        is_removed=document.is_removed, reader=queries.reader_of(document, request.actor)
    ):
        raise Http404
    return document
