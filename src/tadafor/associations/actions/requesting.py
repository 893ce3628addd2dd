"""What somebody asks for their association: to be registered, registered after all, renewed."""

from datetime import date, datetime

from django.db import transaction

from tadafor.associations import queries
from tadafor.associations.actions.entries import Facts, Papers, check, keep, locked, new, record, written
from tadafor.associations.models import Association
from tadafor.associations.rules import LISTED, MandateRefusal, Refusal, State
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor


@transaction.atomic
def ask(*, actor: Actor, territory_id: int, facts: Facts, papers: Papers, now: datetime) -> Association:
    """Ask the commune to register an actor, or return the request this person already made for it."""
    if actor.person_id is None:
        raise Refused(Refusal.SIGN_IN_FIRST)
    check(facts, today=day_of(now))
    with within(territory_id):
        if done := _asked(actor, territory_id, facts):
            return done
        association = new(territory_id)
        association.requested_by_id, association.requested_at = actor.person_id, now
        written(association, facts)
        keep(association, papers, actor=actor, now=now)
    record("ask", association, actor=actor, now=now, name=association.name, papers=sorted(papers))
    return association


def _asked(actor: Actor, territory_id: int, facts: Facts) -> Association | None:
    """A second click, or a second try, asks for nothing new."""
    columns = facts.cleaned()
    same = Association.objects.filter(
        territory_id=territory_id,
        requested_by_id=actor.person_id,
        confirmed_at__isnull=True,
        ended_at__isnull=True,
        returned_at__isnull=True,
        name=columns["name"],
        receipt_number=columns["receipt_number"],
    )
    return same.first()


@transaction.atomic
def ask_again(
    *, association: Association, actor: Actor, facts: Facts, papers: Papers, now: datetime
) -> Association:
    """Send a request again, completed, after it was sent back (§ associations-back)."""
    association = locked(association.pk)
    if association.requested_by_id != actor.person_id or actor.person_id is None:
        raise Refused(Refusal.NOT_YOURS)
    if association.returned_at is None or association.ended_at is not None:
        raise Refused(Refusal.NOT_SENT_BACK)
    check(facts, today=day_of(now))
    association.returned_at, association.returned_because, association.requested_at = None, "", now
    association.confirmed_at = association.confirmed_by_id = None
    written(association, facts)
    association.checked.all().delete()
    keep(association, papers, actor=actor, now=now)
    record("ask_again", association, actor=actor, now=now, papers=sorted(papers))
    return association


@transaction.atomic
def ask_renewal(
    *,
    association: Association,
    actor: Actor,
    assembly_on: date | None,
    board_until: date | None,
    papers: Papers,
    now: datetime,
) -> Association:
    """Ask for the renewal of the confirmation, with what the last general assembly decided."""
    association = locked(association.pk)
    if not queries.is_representative(association, actor.person_id, now=now):
        raise Refused(MandateRefusal.NO_MANDATE)
    settled = queries.settling(association.territory_id)
    stands: State = queries.state_of(association, today=day_of(now), settled=settled)
    if stands not in LISTED:
        raise Refused(Refusal.NOT_LISTED)
    if assembly_on is not None and assembly_on > day_of(now):
        raise Refused(Refusal.FUTURE)
    if assembly_on is not None and board_until is not None and board_until <= assembly_on:
        raise Refused(Refusal.RENEWAL_BEFORE_ASSEMBLY)
    association.renewal_asked_at, association.renewal_asked_by_id = now, actor.person_id
    association.asked_assembly_on, association.asked_board_until = assembly_on, board_until
    association.save(
        update_fields=["renewal_asked_at", "renewal_asked_by", "asked_assembly_on", "asked_board_until"]
    )
    keep(association, papers, actor=actor, now=now)
    record("ask_renewal", association, actor=actor, now=now, papers=sorted(papers))
    return association
