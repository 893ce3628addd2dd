"""The address of a page by its name, worked out once for each page and language."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

_PLAIN = (str, int)


def address(
    name: str,
    args: Sequence[object] = (),
    kwargs: Mapping[str, object] | None = None,
    app: str | None = None,
) -> str:
    """Return what ``reverse`` returns, or raise what it raises.

    An address follows from nothing but what is asked here, so that those of a list, of its
    crumbs and of the navigation are not worked out again for each row and each reader.
    """
    named = tuple((kwargs or {}).items())
    if all(type(one) in _PLAIN for one in (*args, *(value for _, value in named))):
        where = (get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
        return _reversed(name, tuple(args), named, app, where)
    return reverse(name, args=list(args), kwargs=dict(kwargs or {}), current_app=app)


@lru_cache(maxsize=4_000)
def _reversed(
    name: str,
    args: tuple[object, ...],
    kwargs: tuple[tuple[str, object], ...],
    app: str | None,
    _where: tuple[object, ...],
) -> str:
    return reverse(name, args=list(args), kwargs=dict(kwargs), current_app=app)
