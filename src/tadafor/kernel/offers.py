"""How a room on top hears the rooms below without importing them by name.

Settings list dotted functions; a new room adds its line there and nothing else changes.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def offered(setting: str) -> list[Callable[..., Any]]:
    """Return the functions that the settings name under ``setting``, in their order."""
    return [import_string(dotted) for dotted in getattr(settings, setting, ())]
