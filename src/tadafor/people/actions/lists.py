"""Lists the commune holds: imported whole or not at all, used up row by row, erased by their date.

Rows are locked in this order: the person, the list's row, then the card.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.actions.confirming import hold_card, without_staff
from tadafor.people.actor import Actor
from tadafor.people.models import CardTry, EligibilityList, HeldCard, Link, ListRow, Person
from tadafor.people.queries import lists
from tadafor.people.queries.counter import link_hash
from tadafor.people.rules import CONFIRM_LINKS, LinkKind
from tadafor.people.rules.cards import Card
from tadafor.people.rules.confirming import Eligibility, Meeting, Proof, meeting
from tadafor.people.rules.counter import CounterRefusal, MatchRefusal, refuse_match
from tadafor.people.rules.lists import Entry

DAY = timedelta(hours=24)


@transaction.atomic
def import_list(
    *,
    actor: Actor,
    territory_id: int,
    title: str,
    holds_until: date,
    entries: Sequence[Entry],
    now: datetime,
) -> EligibilityList:
    """Keep the hashes of a good list; nobody is confirmed by it before somebody looked (§ identity-list)."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    kept = EligibilityList(
        territory_id=territory_id,
        title=title,
        holds_until=holds_until,
        imported_by_id=actor.signer,
        imported_at=now,
        size=len(entries),
    )
    kept.save(force_insert=True)
    with within(territory_id):
        ListRow.objects.bulk_create(
            [
                ListRow(
                    source=kept,
                    card_hash=lists.row_hash(kept, entry.card),
                    kind=entry.kind.value,
                    neighbourhood_id=entry.neighbourhood_id,
                    old_enough=list(entry.old_enough),
                )
                for entry in entries
            ],
            batch_size=1000,
        )
    _record(actor, "import_list", kept, now, size=kept.size)
    return kept


@transaction.atomic
def use_list(*, actor: Actor, territory_id: int, list_id: int, now: datetime) -> EligibilityList:
    """Put a list to use, its counts looked at."""
    kept = _locked(actor, territory_id, list_id)
    kept.confirmed_at = kept.confirmed_at or now
    kept.save(update_fields=["confirmed_at"])
    _record(actor, "use_list", kept, now)
    return kept


@transaction.atomic
def erase_list(*, actor: Actor, territory_id: int, list_id: int, now: datetime) -> EligibilityList:
    """Erase every row of a list; the links it confirmed stay."""
    kept = _locked(actor, territory_id, list_id)
    _erase(kept, actor, now)
    return kept


@transaction.atomic
def erase_past_lists(*, now: datetime) -> int:
    """Erase the lists whose date passed, those nobody put to use in a day, and the tries of yesterday."""
    with everywhere():
        CardTry.objects.filter(at__lt=now - DAY).delete()
        kept = EligibilityList.objects.select_for_update().filter(erased_at__isnull=True).order_by("pk")
        past = [
            one
            for one in kept
            if one.holds_until < day_of(now) or (one.confirmed_at is None and one.imported_at < now - DAY)
        ]
    for one in past:
        _erase(one, audit.HOUSE, now)
    return len(past)


def _erase(kept: EligibilityList, actor: audit.Who, now: datetime) -> None:
    with within(kept.territory_id):
        ListRow.objects.filter(source=kept).delete()
    kept.erased_at = now
    kept.save(update_fields=["erased_at"])
    _record(actor, "erase_list", kept, now)


def _locked(actor: Actor, territory_id: int, list_id: int) -> EligibilityList:
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    with within(territory_id):
        kept = EligibilityList.objects.select_for_update().filter(pk=list_id, erased_at__isnull=True).first()
    if kept is None:
        raise Refused(CounterRefusal.ENDED)
    return kept


def match_card(*, actor: Actor, territory_id: int, card: Card, now: datetime) -> Link:
    """Confirm one's link by typing one's card; a try that finds nothing counts (§ identity-match)."""
    try:
        link, refusal = _match(actor, territory_id, card, now)
    except Refused:  # somebody took the card meanwhile: the page tells nothing of them
        link, refusal = None, MatchRefusal.NOT_FOUND
    if link is None or refusal is not None:
        raise Refused(refusal or MatchRefusal.NOT_FOUND)
    return link


@transaction.atomic
def _match(
    actor: Actor, territory_id: int, card: Card, now: datetime
) -> tuple[Link | None, MatchRefusal | None]:
    person = Person.objects.select_for_update().get(pk=actor.signer)
    with within(territory_id):
        tries = CardTry.objects.filter(person=person, at__gt=now - DAY).count()
        row = lists.row_of(territory_id, card, day=day_of(now))
        kind = LinkKind(row.kind) if row else LinkKind.RESIDENCE
        held = HeldCard.objects.filter(card_hash=link_hash(territory_id, card)).exclude(person=person).first()
        refusal = refuse_match(
            found=row is not None,
            tries=tries,
            confirmed=Link.objects.standing().filter(person=person, kind=kind.value).exists(),
            held_by_another=held is not None and meeting(Proof.LIST, Proof(held.proof)) is Meeting.YIELDS,
        )
        if refusal is MatchRefusal.NOT_FOUND:
            CardTry.objects.create(territory_id=territory_id, person=person, at=now)
    if row is None or refusal is not None:
        return None, refusal
    return _matched(actor, person, row, card, now=now), None


def _matched(actor: Actor, person: Person, row: ListRow, card: Card, *, now: datetime) -> Link:
    territory_id = row.source.territory_id
    displaced = hold_card(
        territory_id, person, link_hash(territory_id, card), Proof.LIST, actor=actor, now=now
    )
    facts = Eligibility(tuple(row.old_enough), row.neighbourhood_id)
    link = without_staff(territory_id, person, LinkKind(row.kind), Proof.LIST, facts, actor=actor, now=now)
    link.displaced = displaced
    with within(territory_id):
        EligibilityList.objects.filter(pk=row.source_id).update(used=F("used") + 1)
        row.delete()
    return link


def _record(actor: audit.Who, verb: str, kept: EligibilityList, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=kept.territory_id,
        verb=f"people.{verb}",
        subject=f"list:{kept.pk}",
        now=now,
        content=content,
    )
