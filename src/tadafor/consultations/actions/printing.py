"""Sheets printed for a workshop: each gets its number before the paper leaves the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Consultation, PrintedSheet, Workshop
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor

_BODY = rules.SERIAL_LENGTH - 1


@dataclass(frozen=True)
class Subject:
    """What a sheet asks about: a kind, and the passage it speaks of (its key; None is the whole)."""

    kind: rules.Kind
    passage: str | None = None


@transaction.atomic
def print_sheets(
    *,
    consultation: Consultation,
    workshop: Workshop | None,
    subjects: Sequence[Subject],
    copies: int,
    two_a_page: bool,
    actor: Actor,
    now: datetime,
) -> str:
    """Number the sheets of a pack: ``copies`` of each subject, for each table. Return its mark.

    Raises Refused.
    """
    tables: list[int | None] = [number for number, _theme in queries.tables_of(workshop)] if workshop else []
    wanted = [(table, subject) for table in tables or [None] for subject in subjects for _ in range(copies)]
    if refusal := rules.refuse_printing(sheets=len(wanted)):
        raise Refused(refusal, count=len(wanted))
    passages = queries.passage_keys(consultation)
    if any(subject.passage is not None and subject.passage not in passages for subject in subjects):
        raise Refused(rules.ContributionRefusal.ARTICLE_NEEDED)
    batch = code(10)
    PrintedSheet.objects.bulk_create(
        PrintedSheet(
            consultation=consultation,
            workshop=workshop,
            table=table,
            kind=subject.kind,
            passage_id=passages[subject.passage] if subject.passage else None,
            serial=serial,
            batch=batch,
            two_a_page=two_a_page,
            printed_at=now,
        )
        for (table, subject), serial in zip(wanted, _serials(len(wanted)), strict=True)
    )
    record(consultation, actor, "print_sheets", now, batch=batch, sheets=len(wanted))
    return batch


def _serials(count: int) -> list[str]:
    """Return numbers that no sheet of this territory bears yet."""
    fresh: set[str] = set()
    while len(fresh) < count:
        drawn = {rules.serial_of(code(_BODY)) for _ in range(count - len(fresh))}
        fresh |= drawn - queries.serials_in_use(drawn)
    return sorted(fresh)
