"""How long a page may be kept, and lists by twenty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase

PER_PAGE = 20
KEPT_SECONDS = 60
BEFORE, AFTER = "before", "after"
_LARGEST = 2**63 - 1
Answer = TypeVar("Answer", bound=HttpResponseBase)
Row = TypeVar("Row")


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
        if isinstance(response, HttpResponse):
            response.headers["ETag"] = f'W/"{sha256(response.content).hexdigest()[:24]}"'
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


@dataclass(frozen=True)
class Stretch(Generic[Row]):
    """A page of a long list, cut at a key of its rows: as quick at its end as at its beginning.

    ``newer`` and ``older`` are the keys from which the next pages start; None where there is no more.
    """

    object_list: list[Row]
    newer: int | None = None
    older: int | None = None


def stretch_of(
    ask: Callable[..., list[Row]], asked: Mapping[str, str], *, key: str, per_page: int = PER_PAGE
) -> Stretch[Row]:
    """Return the page that ``before`` or ``after`` of a request names; ``after=0`` is the last one.

    ``ask(before=…, after=…, limit=…)`` gives the rows by falling ``key``, or by rising key after one. A page
    that is not there gives the first.
    """
    before, after = _key(asked.get(BEFORE)), _key(asked.get(AFTER))
    if before is None and after is not None:
        rows = ask(before=None, after=after, limit=per_page + 1)
        if rows:
            shown = rows[:per_page][::-1]
            newer = getattr(shown[0], key) if len(rows) > per_page else None
            return Stretch(shown, newer, getattr(shown[-1], key) if after else None)
        before = None
    rows = ask(before=before, after=None, limit=per_page + 1)
    if before is not None and not rows:
        before, rows = None, ask(before=None, after=None, limit=per_page + 1)
    shown = rows[:per_page]
    newer = getattr(shown[0], key) if before is not None and shown else None
    return Stretch(shown, newer, getattr(shown[-1], key) if len(rows) > per_page else None)


def _key(said: str | None) -> int | None:
    """Return a key that stands in an address; anything else is not asked."""
    if not said or not said.isdecimal() or len(said) > len(str(_LARGEST)):
        return None
    return min(int(said), _LARGEST)
