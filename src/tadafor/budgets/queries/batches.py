"""Sheets of paper: the batches of an edition, what two people read on them, where they differ."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from tadafor.budgets.models import BallotBatch, BatchEntry, Edition
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import Balance

# What two people read: serial numbers, each with its ballot, or None for a sheet that is void.
Read = dict[int, Said | None]


def batches_of(edition: Edition) -> list[BallotBatch]:
    """Return the batches of an edition, with their entries and offices."""
    rows = BallotBatch.objects.filter(edition=edition).select_related("office", "closed_by")
    return list(rows.prefetch_related("entries__entered_by").order_by("first_serial"))


def batch_at(edition: Edition, pk: int) -> BallotBatch | None:
    """Return one batch of an edition."""
    rows = BallotBatch.objects.filter(edition=edition, pk=pk).select_related("office", "edition")
    return rows.prefetch_related("entries__entered_by").first()


def last_serial(edition: Edition) -> int:
    """Return the highest number printed so far."""
    last = BallotBatch.objects.filter(edition=edition).aggregate(last=Max("last_serial"))["last"]
    if last is None and edition.vote_number > 1:
        last = edition.voided_votes.aggregate(last=Max("last_serial"))["last"]
    return last or 0


def entry_of(batch: BallotBatch, person_id: int) -> BatchEntry | None:
    """Return what this person reads on the sheets of a batch."""
    return BatchEntry.objects.filter(batch=batch, entered_by_id=person_id).first()


def read_by(entry: BatchEntry) -> Read:
    """Return what one person read, by serial number."""
    return {int(serial): _said(told) for serial, told in entry.ballots}


def _said(told: Any) -> Said | None:  # noqa: ANN401 -- JSON
    return None if told is None else tuple((str(key), int(worth)) for key, worth in told)


def comparable(read: Read) -> list[Said]:
    """Return what was read as ballots that the rule compares, each with its sheet."""
    return [
        ((f"#{serial}", 0 if said is None else 1), *(said or ())) for serial, said in sorted(read.items())
    ]


@dataclass(frozen=True)
class Batch:
    """A batch as its page shows it: who entered, how it balances, which sheets two people read apart."""

    batch: BallotBatch
    entries: tuple[BatchEntry, ...]

    @property
    def size(self) -> int:
        return self.batch.last_serial - self.batch.first_serial + 1

    @property
    def done(self) -> bool:
        """Whether two people have finished."""
        return len([one for one in self.entries if one.done_at]) == 2  # noqa: PLR2004 -- two people

    @property
    def used(self) -> int:
        return max((len(one.ballots) for one in self.entries), default=0)

    def balance(self, *, spoilt: int, left: int) -> Balance:
        """Return how the sheets are accounted for."""
        return Balance(issued=self.size, used=self.used, spoilt=spoilt, left=left)

    @property
    def apart(self) -> list[int]:
        """The sheets that two people read differently; told only once both have finished."""
        if not self.done:
            return []
        one, other = (read_by(entry) for entry in self.entries)
        return sorted(serial for serial in one.keys() | other.keys() if _differ(one, other, serial))


def _differ(one: Read, other: Read, serial: int) -> bool:
    if (serial in one) != (serial in other):
        return True
    return json.dumps(one[serial]) != json.dumps(other[serial])


def shown_batch(batch: BallotBatch) -> Batch:
    """Return a batch with its entries in the order they began."""
    return Batch(batch, tuple(sorted(batch.entries.all(), key=lambda one: one.number)))


def said_on_paper(edition: Edition) -> list[Said | None]:
    """Return what the sheets of closed batches say, as the first of two people read them."""
    rows = BatchEntry.objects.filter(batch__edition=edition, batch__closed_at__isnull=False, number=1)
    return [said for entry in rows for said in read_by(entry).values()]
