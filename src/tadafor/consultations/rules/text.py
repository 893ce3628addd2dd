"""The difference between two texts, readable in Arabic (``docs/rules/consultations.md``)."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# A number in brackets moves as one: a bracket struck out alone turns the wrong way in Arabic.
_PIECES = re.compile(r"\(\w+\)|\s+|[^\w\s]|[\w\u064b-\u065f\u0670]+")


class Mark(StrEnum):
    """What happened to a run of words."""

    KEPT = "same"
    REMOVED = "del"
    ADDED = "ins"


class Fate(StrEnum):
    """What happened to a passage between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Run(NamedTuple):
    """A run of words that share one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Words:
    """The wording of one passage in one version; a card says more (``cards.Card``)."""

    position: int
    number: int
    title: str
    body: str
    card: Hashable = None


def redline(before: str, after: str) -> list[Run]:
    """Return the runs that lead from ``before`` to ``after``, word by word (§ consultations-19).

    Whole words are struck out and inserted, never letters: letters of a word join in Arabic. The
    runs kept and removed make ``before``, the runs kept and added make ``after``.
    """
    if before == after:
        return [Run(Mark.KEPT, after)] if after else []
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    runs: list[Run] = []
    for _, old_from, old_to, new_from, new_to in _merged(old, new):
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if removed == added:
            runs.append(Run(Mark.KEPT, removed))
            continue
        runs += [Run(mark, text) for mark, text in ((Mark.REMOVED, removed), (Mark.ADDED, added)) if text]
    return runs


def _merged(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Join changes that only blanks or signs separate: one clear change reads better than three."""
    merged: list[tuple[bool, int, int, int, int]] = []
    changes = _changes(old, new)
    for place, (tag, a, b, c, d) in enumerate(changes):
        between = 0 < place < len(changes) - 1 and not any(piece[0].isalnum() for piece in old[a:b])
        same = tag == "equal" and not between
        if merged and not same and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1], b, merged[-1][3], d)
        else:
            merged.append((same, a, b, c, d))
    return merged


def _changes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Compare what lies between the common beginning and the common end: an amendment changes little."""
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    left = shortest - start
    end = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    middle = SequenceMatcher(
        str.isspace, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    found = [("equal", 0, start, 0, start)] if start else []
    found += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in middle.get_opcodes()]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def fates(before: Mapping[str, Words], after: Mapping[str, Words]) -> dict[str, Fate]:
    """Return what happened to each passage, by its lasting key (§ consultations-20).

    A passage whose words stayed and whose number changed has moved.
    """
    return {key: _fate(before.get(key), after.get(key)) for key in {**before, **after}}


def _fate(old: Words | None, new: Words | None) -> Fate:
    if old is None:
        return Fate.ADDED
    if new is None:
        return Fate.REMOVED
    if (old.title, old.body, old.card) != (new.title, new.body, new.card):
        return Fate.CHANGED
    return Fate.SAME if old.number == new.number else Fate.MOVED
