"""What was written on paper in a workshop: entered once, taken back when the hand slipped."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.contributing import Received, Words, enter_contribution
from tadafor.consultations.actions.recording import record
from tadafor.consultations.actions.serials import free_serial
from tadafor.consultations.models import Consultation, Contribution, Sheet, Workshop
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class Paper:
    """The sheet itself: its printed number, the workshop and the table it came from.

    ``told_at`` is the hour at which a device says it was entered, ``sent_at`` the hour it says it is.
    """

    serial: str = ""
    workshop: int | None = None
    table: int | None = None
    told_at: datetime | None = None
    sent_at: datetime | None = None


@transaction.atomic
def enter_sheet(
    *,
    consultation: Consultation,
    words: Words,
    received: Received,
    paper: Paper,
    actor: Actor,
    now: datetime,
    token: str,
) -> Contribution:
    """Enter a sheet, or return what the same ``token`` already made. Raises Refused.

    The token is made by the device that keeps the sheet, so that sending twice is entering once; the
    number of the sheet is what two devices share.
    """
    consultation = queries.locked(consultation)
    if done := queries.sent_with(consultation, token):
        return done
    serial = free_serial(consultation, paper.serial)
    workshop = _workshop(consultation, paper, received)
    made = enter_contribution(
        consultation=consultation, words=words, received=received, actor=actor, now=now, token=token
    )
    Sheet.objects.create(
        consultation=consultation,
        contribution=made,
        workshop=workshop,
        table=paper.table,
        serial=serial,
        told_at=paper.told_at,
        clock_off=rules.clock_is_off(paper.sent_at, now=now),
    )
    told = {"serial": serial, "workshop": paper.workshop, "table": paper.table}
    record(consultation, actor, "enter_sheet", now, number=made.number, **told)
    return made


def _workshop(consultation: Consultation, paper: Paper, received: Received) -> Workshop | None:
    workshop = queries.workshop_numbered(consultation, paper.workshop) if paper.workshop else None
    if paper.workshop and workshop is None:
        raise Refused(rules.SheetRefusal.UNKNOWN_WORKSHOP)
    refusal = rules.refuse_place(
        held_on=workshop.held_on if workshop else None,
        tables=frozenset(number for number, _theme in queries.tables_of(workshop))
        if workshop
        else frozenset(),
        table=paper.table,
        received_on=received.on,
    )
    if refusal:
        raise Refused(refusal)
    return workshop


@transaction.atomic
def undo_sheet(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Take back what one has just entered by mistake: its number stays, its words go, the sheet is free.

    Raises Refused.
    """
    contribution = queries.locked_contribution(contribution)
    sheet = queries.sheet_of(contribution)
    refusal = rules.refuse_undo(
        is_own=sheet is not None and contribution.entered_by_id == actor.person_id,
        undone=contribution.withdrawn_at is not None,
        answered=queries.has_answers(contribution),
        entered_at=contribution.written_at,
        now=now,
    )
    if refusal or sheet is None:
        raise Refused(refusal or rules.SheetRefusal.NOT_ENTERED_BY_YOU)
    contribution.withdrawn_at = sheet.undone_at = now
    contribution.save(update_fields=["withdrawn_at"])
    sheet.save(update_fields=["undone_at"])
    record(contribution.consultation, actor, "undo_sheet", now, number=contribution.number)
    return contribution
