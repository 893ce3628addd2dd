"""The public pages of the log; proofs in JSON for other software. None needs an account (§ audit-8)."""

from typing import Any, Protocol
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tadafor.audit import queries, rules
from tadafor.audit.forms import LineForm
from tadafor.kernel import clock
from tadafor.kernel.pages import keep, page_of

MOST_HASHES = 1000
PREVIOUS_HEADS = 10
FOR_EVER = 86_400


class Owner(Protocol):
    """Whose log it is; the territories stand above this room."""

    @property
    def pk(self) -> int: ...


class Request(HttpRequest):
    territory: Owner


@require_safe
def heads(request: Request, territory: str) -> HttpResponse:
    """The signed heads and how to check them."""
    found = queries.heads(request.territory.pk)
    page = page_of(found, request.GET.get("page"), PREVIOUS_HEADS)
    latest = page[0] if page.number == 1 and page.object_list else queries.latest_head(request.territory.pk)
    facts = {
        "page": page,
        "latest": latest,
        "public_key": queries.public_key().hex(),
        "form": LineForm(),
    }
    return keep(render(request, "audit/heads.html", facts), now=clock.now())


@require_safe
def line(request: Request, territory: str) -> HttpResponse:
    """Say whether the line of a receipt is in the log."""
    form = LineForm(request.GET)
    entry = form.cleaned_data["entry"] if form.is_valid() else None
    found = None if entry is None else queries.inclusion(request.territory.pk, entry)
    waiting = entry is not None and found is None and queries.is_waiting(request.territory.pk, entry)
    facts = {"form": form, "entry": entry, "found": found, "waiting": waiting}
    return keep(render(request, "audit/line.html", facts), now=clock.now())


@require_safe
def latest(request: Request, territory: str) -> HttpResponse:
    """Return the latest head with the exact text that was signed."""
    head = queries.latest_head(request.territory.pk)
    if head is None:
        raise Http404
    return _answer(_head(head))


@require_safe
def proof(request: Request, territory: str, entry: UUID) -> HttpResponse:
    """Prove that a line is in the log; its clear part is not in the answer."""
    found = queries.inclusion(request.territory.pk, entry)
    if found is None:
        raise Http404
    facts = found.entry.line.facts
    return _answer(
        {
            "line": facts,
            "text": rules.canonical(facts).decode(),
            "index": found.leaf.index,
            "leaf": found.leaf.hash,
            "path": [step.hex() for step in found.path],
            "head": _head(found.head),
        }
    )


@require_safe
def consistency(request: Request, territory: str, first: int, second: int) -> HttpResponse:
    """Prove that a head only added to an earlier one; two heads that are there never change."""
    found = queries.consistency(request.territory.pk, first, second)
    if found is None:
        raise Http404
    path = [step.hex() for step in found.path]
    answer = _answer({"first": _head(found.first), "second": _head(found.second), "path": path})
    return keep(answer, now=clock.now(), seconds=FOR_EVER)


@require_safe
def hashes(request: Request, territory: str) -> HttpResponse:
    """Return the hashes of all places in order, a thousand at a time from ``start``."""
    asked = request.GET.get("start", "0")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len(str(2**62)) else 0
    found = queries.leaf_hashes(request.territory.pk, start, MOST_HASHES)
    following = start + MOST_HASHES if len(found) == MOST_HASHES else None
    return _answer({"start": start, "hashes": found, "next": following})


def _head(head: queries.TreeHead) -> dict[str, Any]:
    signed = rules.head_bytes(log=head.territory_id, size=head.size, root=head.root, moment=head.moment)
    return {
        "log": head.territory_id,
        "size": head.size,
        "root": head.root,
        "moment": head.moment.isoformat(timespec="microseconds"),
        "key": head.key,
        "public_key": queries.public_key().hex() if head.key == queries.key_name() else None,
        "signed": signed.decode(),
        "signature": head.signature,
    }


def _answer(facts: dict[str, Any]) -> HttpResponse:
    return keep(JsonResponse(facts, json_dumps_params={"ensure_ascii": False}), now=clock.now())
