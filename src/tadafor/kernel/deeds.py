"""What one person did, or follows, in every room, for their own page: the shapes each room answers in.

The settings list dotted functions, each in its room's ``queries``; they are called inside ``everywhere()``::

    TADAFOR_DEEDS     def deeds(person_id: int, now: datetime) -> list[Heap]
        what this person did in the room, and what became of it, also when it is withdrawn or hidden
    TADAFOR_FOLLOWED  def followed(person_id: int, now: datetime) -> list[Heap]
        what this person asked to be told about

A heap is one table's rows, not asked yet: they are counted by channel, and only as many are read as the
page shows, so that the number of queries never grows with the number of rows. Never a secret: no ballot,
no anonymous answer, nothing that a person signed under a pseudonym is told here.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from tadafor.kernel.addresses import in_language
from tadafor.kernel.offers import offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing a person did or follows."""

    kind: str  # "مساهمة", in the reader's language
    title: str
    address: str  # a path, with or without its language; empty when no page shows it any more
    territory_id: int
    at: datetime
    channel: str = ""  # how it came (``people.rules.Channel``); empty when the room does not keep it
    became: str = ""  # "مقبولة جزئيا", in the reader's language
    tone: str = "plain"  # of what became of it
    icon: str = "messages-square"
    language: str = "ar"  # of the title
    undo: str = ""  # the page that stops it, for what is followed

    @property
    def here(self) -> str:
        """The address in the reader's language."""
        return in_language(self.address) if self.address else ""


@dataclass(frozen=True, slots=True)
class Heap:
    """The rows of one table, newest first by ``at``, and how one of them is told."""

    rows: QuerySet[Any]
    at: str
    tell: Callable[[Any], Deed]
    channel: str = ""  # the column of the channel, if the table keeps one


class Deeds:
    """Several heaps as one list of pages takes them (``kernel.pages.page_of``), newest first."""

    ordered = True

    def __init__(self, heaps: Iterable[Heap], channel: str = "") -> None:
        self.all_heaps = [(heap, _counted(heap)) for heap in heaps]
        self.by_channel: Counter[str] = sum((counts for _, counts in self.all_heaps), Counter())
        self.channel = channel

    @property
    def total(self) -> int:
        """How many there are, whatever their channel."""
        return sum(self.by_channel.values())

    def count(self) -> int:
        return self.by_channel[self.channel] if self.channel else self.total

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Deed]:
        found = [deed for heap in self._asked() for deed in _newest(heap, part.stop)]
        return sorted(found, key=lambda deed: deed.at, reverse=True)[part]

    def _asked(self) -> list[Heap]:
        if not self.channel:
            return [heap for heap, counts in self.all_heaps if counts]
        return [
            replace(heap, rows=heap.rows.filter(**{heap.channel: self.channel}))
            for heap, counts in self.all_heaps
            if counts[self.channel]
        ]


def _counted(heap: Heap) -> Counter[str]:
    plain = heap.rows.order_by().select_related(None)
    if not heap.channel:
        return Counter({"": count} if (count := plain.count()) else {})
    return Counter(dict(plain.values_list(heap.channel).annotate(Count("pk"))))


def _newest(heap: Heap, most: int) -> list[Deed]:
    return [heap.tell(row) for row in heap.rows.order_by(f"-{heap.at}", "-pk")[:most]]


def deeds_of(person_id: int, now: datetime, channel: str = "") -> Deeds:
    """Ask every room what a person did, by one channel or by all."""
    return Deeds((heap for ask in offered("TADAFOR_DEEDS") for heap in ask(person_id, now)), channel)


def followed_by(person_id: int, now: datetime) -> Deeds:
    """Ask every room what a person follows."""
    return Deeds(heap for ask in offered("TADAFOR_FOLLOWED") for heap in ask(person_id, now))
