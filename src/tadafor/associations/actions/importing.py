"""The register of a commune as it kept it in a spreadsheet: read, looked at, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tadafor.associations import queries
from tadafor.associations.actions.entries import Facts, check, locked, new, written, written_together
from tadafor.associations.models import Association, RegisterImport
from tadafor.associations.rules import CONFIRM, Refusal
from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Row:
    """One line of the spreadsheet; ``columns`` are the facts that its header names."""

    line: int
    facts: Facts
    until: date | None = None
    code: str = ""
    columns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Row":
        """Return a row as it was kept."""
        until = date.fromisoformat(kept["until"]) if kept["until"] else None
        return cls(kept["line"], Facts.of(kept["facts"]), until, kept["code"], frozenset(kept["columns"]))

    def kept(self) -> dict[str, Any]:
        """Return the row in values that JSON keeps."""
        return {
            "line": self.line,
            "facts": self.facts.plain(),
            "until": self.until.isoformat() if self.until else None,
            "code": self.code,
            "columns": sorted(self.columns),
        }


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be imported."""

    line: int
    sentence: str


@dataclass
class Plan:
    """What a spreadsheet would do: new entries, changed ones with what they would say, faults."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Association, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """What was looked at; it changes when the register does."""
        changes = [[one.code, before, asked] for _row, one, before, asked in self.changed]
        return queries.mark_of([[row.line for row in self.new], changes])


@transaction.atomic
def send_register(
    *, actor: Actor, territory_id: int, rows: Sequence[Row], now: datetime
) -> tuple[RegisterImport | None, list[Fault]]:
    """Keep a spreadsheet to be looked at before it is written; one with faults is not kept.

    Raises Refused.
    """
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
    with within(territory_id):
        plan = planned(rows, actor=actor, now=now)
        if plan.faults:
            return None, plan.faults
        RegisterImport.objects.filter(sent_by_id=actor.signer, written_at__isnull=True).delete()
        kept = [row.kept() for row in rows]
        made = RegisterImport.objects.create(
            territory_id=territory_id, rows=kept, sent_by_id=actor.signer, sent_at=now
        )
    _record(actor, "send_register", territory_id, now, rows=len(rows))
    return made, []


@transaction.atomic
def write_register(*, actor: Actor, source: RegisterImport, seen: str, now: datetime) -> Plan:
    """Write the spreadsheet that was looked at, as it was seen (``Plan.mark``). Raises Refused."""
    with within(source.territory_id):
        found = RegisterImport.objects.select_for_update(of=("self",)).filter(written_at__isnull=True)
        held = found.filter(pk=source.pk).first()
        if held is None:
            raise Refused(Refusal.ALREADY)
        plan = _written(held.territory_id, [Row.of(one) for one in held.rows], actor, now, seen=seen)
        if plan.faults:
            raise Refused(Refusal.CHANGED_MEANWHILE)
        held.rows, held.written_at = [], now
        held.save(update_fields=["rows", "written_at"])
    return plan


@transaction.atomic
def import_register(*, actor: Actor, territory_id: int, rows: Sequence[Row], now: datetime) -> list[Fault]:
    """Register every row at once, or none and say each fault (§ associations-sheet)."""
    with within(territory_id):
        return _written(territory_id, rows, actor, now).faults


def planned(rows: Sequence[Row], *, actor: Actor, now: datetime) -> Plan:
    """Return what these rows would do to the register of the open territory; nothing is written."""
    plan = Plan()
    known = _Known(
        entries=queries.entries_coded(row.code for row in rows if row.code),
        held=queries.receipts_held(row.facts.receipt_number for row in rows),
        own=queries.codes_of(actor.person_id, now=now),
    )
    for row in rows:
        try:
            _place(plan, row, known.entries.get(row.code), known.asked(row, day_of(now)))
        except Refused as refused:
            plan.faults.append(Fault(row.line, refused.sentence))
        known.remember(row)
    return plan


@dataclass
class _Known:
    """What the register holds of these rows, and what the rows before said."""

    entries: dict[str, Association]
    held: dict[str, tuple[str, str]]
    own: set[str]
    codes: set[str] = field(default_factory=set)
    receipts: dict[str, str] = field(default_factory=dict)

    def asked(self, row: Row, today: date) -> dict[str, Any]:
        """Return what a row says that the register does not, once the rules are asked."""
        if row.code in self.own:
            raise Refused(Refusal.OWN_REQUEST)
        if row.code in self.codes:
            raise Refused(Refusal.CODE_TWICE)
        asked = self._said(row, today)
        number = asked.get("receipt_number", "")
        if holder := self.receipts.get(number) or self.held.get(number, ("", ""))[1]:
            raise Refused(Refusal.RECEIPT_TAKEN, name=holder)
        return asked

    def _said(self, row: Row, today: date) -> dict[str, Any]:
        if not row.code:
            check(row.facts, today=today)
            return row.facts.plain()
        entry = self.entries.get(row.code)
        if entry is None:
            raise Refused(Refusal.UNKNOWN_CODE)
        before = queries.plain_of(entry)
        asked = queries.changed(before, row.facts.plain(), row.columns)
        check(Facts.of(before | asked), today=today)
        return asked

    def remember(self, row: Row) -> None:
        """The same code, or the same receipt, is not taken twice in one file."""
        self.codes |= {row.code} - {""}
        if row.facts.receipt_number:
            self.receipts.setdefault(row.facts.receipt_number, row.facts.name)


def _place(plan: Plan, row: Row, entry: Association | None, asked: dict[str, Any]) -> None:
    """Put a row where it belongs: new, changed, or as it was."""
    if entry is None:
        plan.new.append(row)
    elif asked:
        before = queries.plain_of(entry)
        plan.changed.append((row, entry, {name: before[name] for name in asked}, asked))
    else:
        plan.same += 1


def _written(
    territory_id: int, rows: Sequence[Row], actor: Actor, now: datetime, seen: str | None = None
) -> Plan:
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
    plan = planned(rows, actor=actor, now=now)
    if seen is not None and plan.mark != seen:
        raise Refused(Refusal.CHANGED_MEANWHILE)
    if plan.faults:
        return plan
    fresh = []
    for row in plan.new:
        association = new(territory_id)
        association.confirmed_by_id, association.confirmed_at = actor.person_id, now
        association.until = row.until
        fresh.append((association, row.facts))
    written_together(fresh)
    for _row, entry, _before, asked in plan.changed:
        held = locked(entry.pk)
        written(held, Facts.of(queries.plain_of(held) | asked))
    changes = {one.code: sorted(asked) for _row, one, _before, asked in plan.changed}
    _record(actor, "import_register", territory_id, now, rows=len(rows), new=len(plan.new), changed=changes)
    return plan


def _record(actor: Actor, verb: str, territory_id: int, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb=f"associations.{verb}",
        subject=f"territory:{territory_id}",
        now=now,
        content=content,
    )
