"""What staff decide: confirmed, confirmed by a second, sent back, renewed, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.associations import notices, queries, rules
from tadafor.associations.actions.entries import locked, record
from tadafor.associations.models import Association, Checked, Mandate, Settling, every_mechanism
from tadafor.associations.rules import SETTLE, Check, Refusal, Renewal, State
from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Found:
    """What was found of one point of the list."""

    is_met: bool
    note: str = ""


def _stands(association: Association, now: datetime) -> State:
    settled = queries.settling(association.territory_id)
    return queries.state_of(association, today=day_of(now), settled=settled)


def _note(association: Association, found: Mapping[Check, Found], actor: Actor, now: datetime) -> None:
    association.checked.all().delete()
    Checked.objects.bulk_create(
        Checked(
            association=association,
            check_name=check.value,
            is_met=one.is_met,
            note=clean(one.note),
            found_by_id=actor.person_id,
            found_at=now,
        )
        for check, one in found.items()
    )


@transaction.atomic
def confirm(
    *, association: Association, actor: Actor, found: Mapping[Check, Found], now: datetime
) -> Association:
    """Confirm a request whose every point was found good; the one who asked becomes its representative."""
    association = locked(association.pk)
    refusal = rules.refuse_confirmation(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=_stands(association, now),
        found={check: one.is_met for check, one in found.items()},
        board_until=association.board_until,
        today=day_of(now),
    )
    if refusal is not None:
        raise Refused(refusal)
    settled = queries.settling(association.territory_id)
    association.confirmed_at, association.confirmed_by_id = now, actor.person_id
    association.needs_second = settled.two_confirm
    association.seconded_at = association.seconded_by_id = None
    association.until = rules.confirmed_until(
        settled.renewal, today=day_of(now), board_until=association.board_until
    )
    association.save()
    _note(association, found, actor, now)
    record("confirm", association, actor=actor, now=now, until=association.until.isoformat())
    if not association.needs_second:
        _enters(association, actor, now)
    return association


@transaction.atomic
def second(*, association: Association, actor: Actor, now: datetime) -> Association:
    """Confirm what another confirmed (§ associations-two)."""
    association = locked(association.pk)
    refusal = rules.refuse_second(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=_stands(association, now),
        first=association.confirmed_by_id == actor.person_id,
    )
    if refusal is not None:
        raise Refused(refusal)
    association.seconded_at, association.seconded_by_id = now, actor.person_id
    association.save(update_fields=["seconded_at", "seconded_by"])
    record("second", association, actor=actor, now=now)
    _enters(association, actor, now)
    return association


def _enters(association: Association, actor: Actor, now: datetime) -> None:
    """Whoever asked, with the document that empowers them, represents it from now on."""
    asker = association.requested_by_id
    held = Mandate.objects.filter(association=association, is_representative=True, ended_at__isnull=True)
    if asker is not None and not held.exists():
        Mandate.objects.create(
            association=association,
            person_id=asker,
            is_representative=True,
            mechanisms=every_mechanism(),
            since=now,
            given_by_id=actor.person_id,
        )
    notices.confirmed(association, now=now)


@transaction.atomic
def send_back(
    *, association: Association, actor: Actor, found: Mapping[Check, Found], reason: str, now: datetime
) -> Association:
    """Send a request back to be completed, with the reason (§ associations-back)."""
    association = locked(association.pk)
    refusal = rules.refuse_sending_back(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=_stands(association, now),
        found={check: one.is_met for check, one in found.items()},
        reason=reason,
    )
    if refusal is not None:
        raise Refused(refusal)
    association.returned_at, association.returned_because = now, clean(reason)
    association.save(update_fields=["returned_at", "returned_because"])
    _note(association, found, actor, now)
    record("send_back", association, actor=actor, now=now, reason=association.returned_because)
    notices.sent_back(association, now=now)
    return association


@transaction.atomic
def renew(*, association: Association, actor: Actor, now: datetime) -> Association:
    """Renew a confirmation, taking over what the representative said of the new board."""
    association = locked(association.pk)
    board_until = association.asked_board_until or association.board_until
    refusal = rules.refuse_renewal(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=_stands(association, now),
        board_until=board_until,
        today=day_of(now),
    )
    if refusal is not None:
        raise Refused(refusal)
    settled = queries.settling(association.territory_id)
    association.assembly_on = association.asked_assembly_on or association.assembly_on
    association.board_until = board_until
    association.until = rules.confirmed_until(settled.renewal, today=day_of(now), board_until=board_until)
    association.renewal_asked_at = association.renewal_asked_by_id = None
    association.asked_assembly_on = association.asked_board_until = association.warned_for = None
    association.save()
    record("renew", association, actor=actor, now=now, until=association.until.isoformat())
    notices.renewed(association, now=now)
    return association


@transaction.atomic
def end(*, association: Association, actor: Actor, reason: str, now: datetime) -> Association:
    """Take an actor out of the register; its mandates end with it (§ associations-end)."""
    association = locked(association.pk)
    refusal = rules.refuse_ending(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=_stands(association, now),
        reason=reason,
    )
    if refusal is not None:
        raise Refused(refusal)
    association.ended_at, association.ended_by_id, association.end_reason = (
        now,
        actor.person_id,
        clean(reason),
    )
    association.save(update_fields=["ended_at", "ended_by", "end_reason"])
    notices.ended(association, now=now)
    Mandate.objects.at(now).filter(association=association).update(
        until=now, ended_at=now, ended_by_id=actor.person_id
    )
    record("end", association, actor=actor, now=now, reason=association.end_reason)
    return association


@transaction.atomic
def warn(*, association: Association, now: datetime) -> Association:
    """Tell its people, once for each term, that the confirmation ends soon (§ associations-renewal)."""
    association = locked(association.pk)
    if association.until is not None and association.warned_for != association.until:
        association.warned_for = association.until
        association.save(update_fields=["warned_for"])
        notices.due(association, now=now)
        record("warn", association, actor=audit.HOUSE, now=now, until=association.until.isoformat())
    return association


@transaction.atomic
def keep_settings(
    *, actor: Actor, territory_id: int, two_confirm: bool, rhythm: Renewal, warning_days: int, now: datetime
) -> Settling:
    """Say how this territory keeps its register (§ associations-settings)."""
    if not actor.has_role(territory_id, *SETTLE):
        raise Refused(Refusal.NOT_ALLOWED)
    kept, _ = Settling.objects.update_or_create(
        territory_id=territory_id,
        defaults={"two_confirm": two_confirm, "rhythm": rhythm.value, "warning_days": warning_days},
    )
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="associations.keep_settings",
        subject=f"territory:{territory_id}",
        now=now,
        content={"two_confirm": two_confirm, "rhythm": rhythm.value, "warning_days": warning_days},
    )
    return kept
