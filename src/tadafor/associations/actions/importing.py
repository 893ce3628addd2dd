"""The register of a commune as it kept it in a spreadsheet: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tadafor.associations.actions.entries import Facts, check, new, written
from tadafor.associations.rules import CONFIRM, Refusal
from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Row:
    """One line of the spreadsheet."""

    line: int
    facts: Facts
    until: date | None = None


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be imported."""

    line: int
    sentence: str


@transaction.atomic
def import_register(*, actor: Actor, territory_id: int, rows: Sequence[Row], now: datetime) -> list[Fault]:
    """Register every row, or none and say each fault (§ associations-sheet)."""
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
    faults: list[Fault] = []
    with within(territory_id):
        for row in rows:
            faults += _registered(row, actor, territory_id, now)
    if faults:
        transaction.set_rollback(True)
        return faults
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="associations.import_register",
        subject=f"territory:{territory_id}",
        now=now,
        content={"rows": len(rows)},
    )
    return []


def _registered(row: Row, actor: Actor, territory_id: int, now: datetime) -> list[Fault]:
    association = new(territory_id)
    association.confirmed_by_id, association.confirmed_at = actor.person_id, now
    association.until = row.until
    try:
        check(row.facts, today=day_of(now))
        written(association, row.facts)
    except Refused as refused:
        return [Fault(row.line, refused.sentence)]
    return []
