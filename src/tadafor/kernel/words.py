"""Where the label or the sentence of a closed list's member is found."""

from enum import StrEnum
from functools import lru_cache
from importlib import import_module

from django.utils.translation import get_language


def word(member: StrEnum) -> str:
    """Return the label of ``member`` in the reader's language, from the ``words`` of its own room.

    Raises KeyError when the room has no word for it.
    """
    return _said(type(member), member, get_language())


@lru_cache(maxsize=4_000)
def _said(members: type[StrEnum], member: StrEnum, _language: str | None) -> str:
    """A label follows from the member and the language alone: lists say the same ones over and over.

    ``members`` tells apart the members of two lists that are the same word.
    """
    house, room, *_ = members.__module__.split(".")
    return str(import_module(f"{house}.{room}.words").WORDS[members][member])
