"""How long a page may be kept, and lists by twenty."""

from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http.response import HttpResponseBase

PER_PAGE = 20
KEPT_SECONDS = 60
Answer = TypeVar("Answer", bound=HttpResponseBase)


class Listed(Protocol):
    """What is counted, and cut, before it is asked for."""

    def count(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Any: ...  # noqa: ANN401 -- rows of any kind


def keep(
    response: Answer, *, now: datetime, until: datetime | None = None, seconds: int = KEPT_SECONDS
) -> Answer:
    """Let anyone keep this page for ``seconds``, never past the next deadline ``until``."""
    if until is not None:
        seconds = max(0, min(seconds, int((until - now).total_seconds())))
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def given_again(response: Answer) -> Answer:
    """Let visitors of the same second be given the same bytes: for the few pages a whole town asks for."""
    if not response.headers.get("Cache-Control", "").endswith(("max-age=0", "no-store")):
        response.given_again = True  # type: ignore[attr-defined]
    return response


def never_stored(response: Answer) -> Answer:
    """Forms and personal pages are stored nowhere."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def page_of(
    things: "QuerySet[Any] | list[Any] | Listed", number: str | None, per_page: int = PER_PAGE
) -> "Page[Any]":
    """Return one page of ``things``; a page that is not there gives the nearest one."""
    pages: Paginator[Any] = Paginator(cast("list[Any]", things), per_page)
    return pages.get_page(number)
