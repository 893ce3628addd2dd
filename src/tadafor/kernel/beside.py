"""A question that a room asks on the page of another: ``{% beside trace %}`` in a template of any room.

A room that asks such questions adds its function to ``TADAFOR_BESIDE`` of the settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tadafor.kernel.offers import offered


@dataclass(frozen=True)
class Beside:
    """One question, its choices by key, and the page on which the answer is sent (by GET, then a button)."""

    title: str
    question: str
    name: str
    choices: Sequence[tuple[str, str]]
    address: str
    closes_on: date


def beside(trace_id: int, today: date) -> list[Beside]:
    """Return what is asked today beside what this trace is about."""
    return [one for tell in offered("TADAFOR_BESIDE") for one in tell(trace_id, today)]
