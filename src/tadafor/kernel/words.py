"""Where the label or the sentence of a closed list's member is found."""

from enum import StrEnum
from importlib import import_module


def word(member: StrEnum) -> str:
    """Return the label of ``member`` in the reader's language, from the ``words`` of its own room.

    Raises KeyError when the room has no word for it.
    """
    house, room, *_ = type(member).__module__.split(".")
    words = import_module(f"{house}.{room}.words").WORDS
    return str(words[type(member)][member])
