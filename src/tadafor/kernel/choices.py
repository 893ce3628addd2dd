"""Closed lists of the rules, given to tables as plain strings."""

from enum import StrEnum


def plain(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return ``choices`` for a model field without labels, so that migrations import no rule."""
    return [(member.value, member.value) for member in kind]
