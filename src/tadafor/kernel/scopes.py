"""One territory at a time: a query outside a scope raises.

The scope holds the territory's primary key, never the object, so that tables with a loose
reference can be scoped too. django-scopes lets ``exists()`` and ``explain()`` answer without a
scope; both are closed here.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, cast

import django_scopes
from django_scopes import get_scope, scope, scopes_disabled
from django_scopes.manager import DisabledQuerySet

DisabledQuerySet.exists = DisabledQuerySet.explain = DisabledQuerySet.aexists = DisabledQuerySet.error

ScopedManager: Callable[..., Any] = django_scopes.ScopedManager

everywhere = cast("Callable[[], AbstractContextManager[None]]", scopes_disabled)


def within(territory_id: int) -> AbstractContextManager[None]:
    """Open the scope of one territory, named by its primary key.

    Raises ValueError without one: django-scopes would take None for every territory.
    """
    if territory_id is None:
        raise ValueError("no territory is not every territory: open everywhere() if that is meant")
    return cast("AbstractContextManager[None]", scope(territory=territory_id))


def current_territory() -> int | None:
    """The primary key of the territory whose scope is open, if one is."""
    found = get_scope().get("territory")
    return found if isinstance(found, int) else None
