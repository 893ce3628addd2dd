"""Batches taken out and put back, what was set aside let in, and what is forgotten in the end."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When

from tadafor.audit import actions as audit
from tadafor.documents import actions as documents
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.people import actions as people
from tadafor.people.actor import Actor
from tadafor.people.rules.cards import CardRefusal
from tadafor.petitions import queries, rules
from tadafor.petitions.actions.recording import ask, record
from tadafor.petitions.models import (
    AgentCode,
    Batch,
    CounterDeposit,
    Petition,
    PetitionAnnex,
    PetitionParty,
    Sheet,
    SheetLine,
    Signature,
    SignatureCount,
    SignatureLetter,
)
from tadafor.petitions.rules import FraudRefusal, PathRefusal, State, Status, Way

OPEN = frozenset({State.COLLECTING, State.DEPOSITED, State.CHECKING})


@dataclass(frozen=True)
class Criteria:
    """Which signatures: from when to when, of which network, of which device."""

    since: datetime | None = None
    until: datetime | None = None
    network: str = ""
    device: str = ""

    @property
    def is_chosen(self) -> bool:
        return bool(self.since or self.network or self.device)


def _for_staff(petition: Petition, actor: Actor) -> Petition:
    held = queries.locked(petition)
    ask(None if actor.has_role(held.territory_id, *queries.BUREAU) else PathRefusal.NOT_STAFF)
    ask(FraudRefusal.NOT_NOW if held.standing not in OPEN else None)
    ask(PathRefusal.OWN_PETITION if queries.parts_of(held, actor.person_id) else None)
    return held


def _chosen(petition: Petition, criteria: Criteria, *statuses: Status) -> QuerySet[Signature]:
    return queries.chosen(
        petition,
        since=criteria.since,
        until=criteria.until,
        network=criteria.network,
        device=criteria.device,
        statuses=statuses,
    )


@transaction.atomic
def invalidate(
    *, petition: Petition, criteria: Criteria, announced: int, reason: str, actor: Actor, now: datetime
) -> Batch:
    """Take out the signatures that were counted dry, with a reason (§ petitions-27). Raises Refused.

    One that paper displaced counts for nothing now; it is marked, and does not count if the paper falls.
    """
    petition = _for_staff(petition, actor)
    found = _chosen(petition, criteria, Status.VALID, Status.SUSPECT)
    keys = list(found.select_for_update().values_list("pk", flat=True))
    reason = clean(reason)
    ask(
        rules.refuse_batch(chosen=criteria.is_chosen, found=len(keys), announced=announced, reason=reason),
        found=len(keys),
    )
    batch = Batch.objects.create(
        petition=petition,
        from_moment=criteria.since,
        to_moment=criteria.until,
        network=criteria.network,
        device=criteria.device,
        reason=reason,
        found=len(keys),
        made_by_id=actor.signer,
        made_at=now,
    )
    Signature.objects.filter(pk__in=keys).update(status=Status.INVALIDATED, batch=batch, changed_at=now)
    under_paper = _chosen(petition, criteria, Status.DISPLACED).select_related("batch")
    marked = [
        one.pk
        for one in under_paper.select_for_update(of=("self",))
        if one.batch is None or one.batch.undone_at is not None
    ]
    Signature.objects.filter(pk__in=marked).update(batch=batch, changed_at=now)
    record(petition, actor, "invalidate", now, batch=batch.pk, found=len(keys), reason=reason)
    return batch


@transaction.atomic
def undo_batch(*, batch: Batch, reason: str, actor: Actor, now: datetime) -> int:
    """Put a batch back as it was; a card that signed again meanwhile keeps the newer one (§ petitions-27)."""
    petition = _for_staff(batch.petition, actor)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    ask(FraudRefusal.ALREADY_UNDONE if batch.undone_at is not None else None)
    reason = clean(reason)
    ask(FraudRefusal.REASON_MISSING if len(reason) < rules.SHORTEST_REASON else None)
    standing = Signature.objects.filter(petition=petition, status__in=[Status.VALID, Status.SUSPECT])
    # What a limit had set aside is set aside again: only a look at it lets it in.
    before = Case(When(silence="", then=Value(Status.VALID)), default=Value(Status.SUSPECT))
    # A card may stand twice in no batch, but once more elsewhere; the newest of a card comes back.
    back = (
        Signature.objects.filter(batch=batch, status=Status.INVALIDATED)
        .exclude(card_hash__in=standing.values("card_hash"))
        .update(status=before, changed_at=now)
    )
    _displaced_again(batch, now)
    batch.undone_by_id, batch.undone_at, batch.undone_because = actor.signer, now, reason
    batch.save(update_fields=["undone_by", "undone_at", "undone_because"])
    record(petition, actor, "undo_batch", now, batch=batch.pk, back=back, reason=reason)
    return back


def _displaced_again(batch: Batch, now: datetime) -> None:
    """Say of those whose card paper holds by now that it does: they come back when it falls."""
    on_paper = Signature.objects.filter(petition=batch.petition, way=Way.PAPER, status=Status.VALID)
    left = Signature.objects.filter(batch=batch, status=Status.INVALIDATED)
    left.filter(card_hash__in=on_paper.values("card_hash")).update(status=Status.DISPLACED, changed_at=now)


@transaction.atomic
def let_in(*, petition: Petition, reason: str, actor: Actor, now: datetime) -> int:
    """Count the signatures that a limit had set aside, once somebody looked (§ petitions-26)."""
    petition = _for_staff(petition, actor)
    reason = clean(reason)
    ask(FraudRefusal.REASON_MISSING if len(reason) < rules.SHORTEST_REASON else None)
    found = Signature.objects.filter(petition=petition, status=Status.SUSPECT)
    count = found.update(status=Status.VALID, silence="", changed_at=now)
    record(petition, actor, "let_in", now, found=count, reason=reason)
    return count


@transaction.atomic
def forget(*, petition: Petition, now: datetime) -> bool:
    """Erase names, numbers, contacts and marks after the time the territory set (§ petitions-29).

    The counts stay; the key that sealed the numbers is destroyed, so that no copy can be read either.
    """
    petition = queries.locked(petition)
    due = petition.ended_on and rules.erased_on(petition.ended_on, queries.limits_of(petition.territory_id))
    if petition.erased_at is not None or due is None or day_of(now) < due:
        return False
    erased = Signature.objects.filter(petition=petition).count()
    with_hash = Signature.objects.filter(petition=petition)
    with_hash.update(
        name="", card=None, address=None, contact=None, contact_hash="", network="", device="",
        shows_name=False, card_hash=queries.forgotten_hash(),
    )  # fmt: skip
    _erase_parties(petition)
    SignatureLetter.objects.filter(petition=petition).delete()
    AgentCode.objects.filter(petition=petition).delete()
    _erase_papers(petition, now)
    SignatureCount.objects.filter(petition=petition).update(recounted_at=now)
    petition.erased_at = now
    petition.save(update_fields=["erased_at"])
    try:
        people.destroy_key(
            queries.procedure(petition),
            territory_id=petition.territory_id,
            actor=audit.HOUSE,
            reason="retention",
            now=now,
        )
    except Refused as refused:
        if refused.refusal is not CardRefusal.KEY_DESTROYED:
            raise
    record(petition, audit.HOUSE, "forget", now, signatures=erased)
    return True


def _erase_parties(petition: Petition) -> None:
    """Erase who stood behind it; who answered for it keeps their page (§ petitions-36)."""
    parties = PetitionParty.objects.filter(petition=petition)
    parties.update(name="", card=None, card_kind="", address="", invitation_hash="")
    parties.exclude(role__in=queries.ACTS_FOR).update(person=None)


def _erase_papers(petition: Petition, now: datetime) -> None:
    """Erase what bears names or numbers on paper: scans, copies of cards, what was said of a line."""
    sheets = Sheet.objects.filter(petition=petition, scan__isnull=False)
    annexes = PetitionAnnex.objects.filter(
        petition=petition, annex__in=rules.ANNEXES_ON_PEOPLE, document__isnull=False
    )
    files = [one.scan for one in sheets.select_related("scan") if one.scan]
    counter = CounterDeposit.objects.filter(petition=petition, scan__isnull=False)
    files += [one.scan for one in counter.select_related("scan") if one.scan]
    files += [one.document for one in annexes.select_related("document") if one.document]
    sheets.update(scan=None)
    counter.update(scan=None)
    annexes.update(document=None)
    documents.erase(documents=files, actor=audit.HOUSE, reason="retention", now=now)
    lines = SheetLine.objects.filter(sheet__petition=petition)
    lines.update(contested_because="", settled_because="")
