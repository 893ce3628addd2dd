"""Where the label or the sentence of a closed list's member is found."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module


def word(member: StrEnum) -> str:
    """Return the label of ``member`` in the reader's language, from the ``words`` of its own room.

    Raises KeyError when the room has no word for it.
    """
    return str(_words_of(type(member))[member])


@cache
def _words_of(members: type[StrEnum]) -> Mapping[StrEnum, object]:
    house, room, *_ = members.__module__.split(".")
    words: Mapping[StrEnum, object] = import_module(f"{house}.{room}.words").WORDS[members]
    return words
