"""Holding a void vote again, by the rule that the edition stated before it began."""

from datetime import date, datetime

from django.db import transaction

from tadafor.budgets import notices
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import (
    BallotBatch,
    BatchEntry,
    Edition,
    EditionKey,
    GoneBallot,
    PhaseDays,
    RegisterLine,
    Rehearsal,
    UrnPublication,
    VoidedVote,
)
from tadafor.budgets.queries import batches, locked
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.rules import keeping
from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


@transaction.atomic
def hold_again(
    *, edition: Edition, opens_on: date, closes_on: date, actor: Actor, now: datetime
) -> VoidedVote:
    """Open the way to another vote on the same projects by the same rules (§ secrecy-again).

    Of the void one remain its days, its reason, its hashes and its figures. The register, the key, the
    rehearsals and the batches of sheets are those of the vote to come: everybody may vote.
    """
    edition = locked(edition)
    vote = queries.vote_of(edition, today=day_of(now))
    refusal = keeping.refuse_again(
        vote.state,
        roles=actor.roles_in(edition.territory_id),
        void_rule=edition.void_rule,
        opens_on=opens_on,
        closes_on=closes_on,
        today=day_of(now),
    )
    if refusal:
        raise Refused(refusal)
    gone = _what_remains(edition, vote, actor, now)
    _begin_anew(edition)
    days = PhaseDays.objects.filter(edition=edition, phase=Phase.VOTE.value)
    days.update(opens_on=opens_on, closes_on=closes_on, is_told=False)
    edition.voided_on, edition.void_reason, edition.vote_number = None, "", gone.number + 1
    edition.save(update_fields=["voided_on", "void_reason", "vote_number"])
    record(edition, actor, "hold_again", now, void=gone.number, opens_on=opens_on, closes_on=closes_on)
    notices.held_again(edition, opens_on, closes_on, now=now)
    return gone


def _what_remains(edition: Edition, vote: queries.Vote, actor: Actor, now: datetime) -> VoidedVote:
    days = PhaseDays.objects.get(edition=edition, phase=Phase.VOTE.value)
    turnout = {mark.value: many for mark, many in queries.turnout(edition).items()}
    sheets = [vars(one) for one in queries.batches_told(edition)]
    return VoidedVote.objects.create(
        edition=edition,
        number=edition.vote_number,
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        voided_on=edition.voided_on or day_of(now),
        reason=edition.void_reason,
        fingerprint=vote.fingerprint,
        root=vote.urn.root if vote.urn else "",
        figures={"turnout": turnout, "batches": sheets},
        last_serial=batches.last_serial(edition),
        decided_by_id=actor.signer,
        decided_at=now,
    )


def _begin_anew(edition: Edition) -> None:
    """What declaring it void left holds no choice of anybody: lines of who voted, hashes, empty entries."""
    BatchEntry.objects.filter(batch__edition=edition).delete()
    for kind in (BallotBatch, RegisterLine, GoneBallot, Rehearsal, UrnPublication, EditionKey):
        kind.objects.filter(edition=edition).delete()
