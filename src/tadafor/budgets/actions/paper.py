"""Batches of sheets: printed, read by two people apart, balanced, closed."""

from datetime import datetime

from django.db import transaction

from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import BallotBatch, BatchEntry, Edition
from tadafor.budgets.queries import batches as queries
from tadafor.budgets.queries.voting import asked_of, cycle_of, refused_ballot, vote_of
from tadafor.budgets.rules import voting
from tadafor.budgets.rules.cycle import Act, is_open
from tadafor.budgets.rules.keeping import COUNTER, ENTERING, KeepingRefusal
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import BatchRefusal, VotingRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.ui.formatting import number

MOST_SHEETS = 200


def _allowed(edition: Edition, actor: Actor, *kinds: RoleKind) -> None:
    if not actor.has_role(edition.territory_id, *kinds):
        raise Refused(KeepingRefusal.NOT_ALLOWED)


def _held(batch: BallotBatch) -> BallotBatch:
    rows = BallotBatch.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("edition__territory").get(pk=batch.pk)


@transaction.atomic
def print_batch(
    *, edition: Edition, label: str, office_id: int | None, sheets: int, actor: Actor, now: datetime
) -> BallotBatch:
    """Give serial numbers to the sheets of a desk (§ secrecy-sheets)."""
    _allowed(edition, actor, *COUNTER)
    edition = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    vote = vote_of(edition, today=day_of(now))
    if not vote.state.prices:
        raise Refused(KeepingRefusal.PRICES_FIRST)
    if vote.state.closed or vote.state.published or vote.state.void:
        raise Refused(VotingRefusal.CLOSED)
    if not 1 <= sheets <= MOST_SHEETS:
        raise Refused(KeepingRefusal.TOO_MANY_SHEETS, most=number(MOST_SHEETS))
    first = queries.last_serial(edition) + 1
    batch = BallotBatch.objects.create(
        edition=edition,
        office_id=office_id,
        label=label,
        first_serial=first,
        last_serial=first + sheets - 1,
        printed_at=now,
    )
    record(edition, actor, "print_batch", now, subject=f"batch:{batch.pk}", first=first, sheets=sheets)
    return batch


def _entering(batch: BallotBatch, actor: Actor, now: datetime) -> BallotBatch:
    batch = _held(batch)
    _allowed(batch.edition, actor, *ENTERING)
    if batch.closed_at is not None:
        raise Refused(BatchRefusal.ALREADY_CLOSED)
    if not is_open(cycle_of(batch.edition), Act.ENTER_PAPER, today=day_of(now)):
        raise Refused(VotingRefusal.CLOSED)
    return batch


def _shown(batch: BallotBatch) -> queries.Batch:
    return queries.shown_batch(queries.batch_at(batch.edition, batch.pk) or batch)


def _entry(batch: BallotBatch, actor: Actor) -> BatchEntry:
    mine = queries.entry_of(batch, actor.signer)
    if mine is not None:
        return mine
    begun = BatchEntry.objects.filter(batch=batch).count()
    if begun >= 2:  # noqa: PLR2004 -- two people
        raise Refused(BatchRefusal.SAME_PERSON)
    return BatchEntry.objects.create(batch=batch, number=begun + 1, entered_by_id=actor.signer)


@transaction.atomic
def enter_sheet(
    *, batch: BallotBatch, serial: int, said: Said | None, actor: Actor, now: datetime
) -> BatchEntry:
    """Write what one person reads on one sheet; None for a void one (§ budgets-batch).

    Whoever said that they had finished reads on only where two people read apart: a sheet may be missing.
    """
    batch = _entering(batch, actor, now)
    entry = _entry(batch, actor)
    if entry.done_at is not None and not _shown(batch).apart:
        raise Refused(BatchRefusal.ENTRY_DONE)
    if not batch.first_serial <= serial <= batch.last_serial:
        raise Refused(BatchRefusal.SERIAL_NOT_ISSUED)
    if any(known == serial for known, _ in entry.ballots):
        raise Refused(BatchRefusal.SERIAL_TWICE)
    if said is not None and (refused := refused_ballot(asked_of(batch.edition), said)):
        raise refused
    entry.ballots = [*entry.ballots, [serial, None if said is None else [list(one) for one in sorted(said)]]]
    entry.done_at = None
    entry.save(update_fields=["ballots", "done_at"])
    record(batch.edition, actor, "enter_sheet", now, subject=f"batch:{batch.pk}")
    return entry


@transaction.atomic
def take_sheet_out(*, batch: BallotBatch, serial: int, actor: Actor, now: datetime) -> BatchEntry:
    """Take out what one read on one sheet, to read it again; one's own only."""
    batch = _entering(batch, actor, now)
    entry = _entry(batch, actor)
    entry.ballots = [one for one in entry.ballots if one[0] != serial]
    entry.done_at = None
    entry.save(update_fields=["ballots", "done_at"])
    record(batch.edition, actor, "take_sheet_out", now, subject=f"batch:{batch.pk}")
    return entry


@transaction.atomic
def finish_entry(*, batch: BallotBatch, actor: Actor, now: datetime) -> BatchEntry:
    """Say that one has read every sheet that came back."""
    batch = _entering(batch, actor, now)
    entry = _entry(batch, actor)
    entry.done_at = now
    entry.save(update_fields=["done_at"])
    record(batch.edition, actor, "finish_entry", now, subject=f"batch:{batch.pk}", sheets=len(entry.ballots))
    return entry


@transaction.atomic
def close_batch(*, batch: BallotBatch, spoilt: int, left: int, actor: Actor, now: datetime) -> BallotBatch:
    """Close a batch that two people read the same and that balances (§ budgets-batch)."""
    batch = _entering(batch, actor, now)
    shown = _shown(batch)
    if not shown.done:
        raise Refused(BatchRefusal.SAME_PERSON)
    one, other = (queries.comparable(queries.read_by(entry)) for entry in shown.entries)
    balance = shown.balance(spoilt=spoilt, left=left)
    same = shown.entries[0].entered_by_id == shown.entries[1].entered_by_id
    refusal = voting.refuse_batch(balance, first=one, second=other, same_person=same)
    if refusal is BatchRefusal.NOT_BALANCED:
        raise Refused(refusal, gap=number(balance.gap))
    if refusal is not None:
        raise Refused(refusal)
    batch.spoilt, batch.left = spoilt, left
    batch.closed_at, batch.closed_by_id = now, actor.signer
    batch.save(update_fields=["spoilt", "left", "closed_at", "closed_by"])
    facts = {"used": balance.used, "spoilt": spoilt, "left": left}
    record(batch.edition, actor, "close_batch", now, subject=f"batch:{batch.pk}", balance=facts)
    return batch
