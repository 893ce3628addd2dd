"""Workshops and their sheets, as pages and verbs read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tadafor.consultations.models import (
    Consultation,
    Contribution,
    Decision,
    PrintedSheet,
    Sheet,
    Workshop,
    WorkshopCorrection,
    WorkshopPhoto,
    WorkshopTable,
)
from tadafor.kernel.asked import Asked, asked_once
from tadafor.kernel.together import Wanted, wanted


def next_workshop_number(consultation: Consultation) -> int:
    """Return the number of the workshop that comes next; the consultation is locked."""
    last = Workshop.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def workshops_of(consultation: Consultation) -> QuerySet[Workshop]:
    """Return every workshop of a consultation with how many sheets came from it, for staff."""
    came = Count("sheets", filter=Q(sheets__undone_at__isnull=True))
    things = Workshop.objects.filter(consultation=consultation)
    return things.annotate(sheets_count=came).order_by("held_on", "number")


def workshop_numbered(consultation: Consultation, number: int) -> Workshop | None:
    """Return one workshop of a consultation, published or not."""
    return Workshop.objects.filter(consultation=consultation, number=number).first()


def locked_workshop(workshop: Workshop) -> Workshop:
    """Return ``workshop`` fresh, its consultation locked and then its own row."""
    Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.consultation_id)
    found = Workshop.objects.select_for_update(of=("self",), no_key=True).select_related("consultation")
    return found.get(pk=workshop.pk)


def last_table_with_sheets(workshop: Workshop) -> int | None:
    """Return the highest table from which a sheet came."""
    found: int | None = Sheet.objects.filter(workshop=workshop, undone_at__isnull=True).aggregate(
        last=Max("table")
    )["last"]
    return found


def tables_of(workshop: Workshop) -> list[tuple[int, str]]:
    """Return the tables of a workshop: number and theme."""
    return list(workshop.tables.values_list("number", "theme"))


@dataclass(frozen=True)
class WorkshopView:
    """A published workshop, as the public reads it."""

    workshop: Workshop
    themes: list[str]
    corrections: list[WorkshopCorrection]


def published_workshops(consultation: Consultation) -> list[WorkshopView]:
    """Return the published workshops of a consultation: one query where there is none, three else."""
    found = _published.all(consultation=consultation.pk)
    tables = _tables.all(consultation=consultation.pk) if found else []
    corrections = _corrections.all(consultation=consultation.pk) if found else []
    return [
        WorkshopView(
            one,
            [theme for workshop, theme in tables if workshop == one.pk],
            [each for each in corrections if each.workshop_id == one.pk],
        )
        for one in found
    ]


def wanted_workshops(consultation_id: int) -> list[Wanted]:
    """Say what ``published_workshops`` will ask, for a page that asks ahead."""
    return [wanted(one, consultation=consultation_id) for one in _OF_WORKSHOPS]


@asked_once
def _published(consultation: int) -> QuerySet[Workshop]:
    return Workshop.objects.filter(consultation_id=consultation, published_at__isnull=False)


@asked_once
def _tables(consultation: int) -> QuerySet[WorkshopTable, tuple[int, str]]:
    things = WorkshopTable.objects.filter(workshop__consultation_id=consultation)
    return things.order_by("number").values_list("workshop_id", "theme")


@asked_once
def _corrections(consultation: int) -> QuerySet[WorkshopCorrection]:
    return WorkshopCorrection.objects.filter(workshop__consultation_id=consultation)


_OF_WORKSHOPS: tuple[Asked[Any], ...] = (_published, _tables, _corrections)


def entered_as(consultation: Consultation, serial: str) -> int | None:
    """Return the contribution that the sheet of this printed number already became."""
    if not serial:
        return None
    found = Sheet.objects.filter(consultation=consultation, serial=serial, undone_at__isnull=True)
    return found.values_list("contribution__number", flat=True).first()


def is_printed(consultation: Consultation, serial: str) -> bool:
    """Whether a sheet of this number was printed for this consultation."""
    return bool(serial) and PrintedSheet.objects.filter(consultation=consultation, serial=serial).exists()


def sheet_of(contribution: Contribution) -> Sheet | None:
    """Return the paper behind a contribution."""
    return Sheet.objects.select_related("workshop").filter(contribution=contribution).first()


def has_answers(contribution: Contribution) -> bool:
    """Whether anybody has supported it, replied to it or drafted its decision."""
    answered = contribution.supports_count or contribution.trace.replies_count
    return bool(answered) or Decision.objects.filter(contribution=contribution).exists()


def entered_lately(consultation: Consultation, person_id: int | None, since: datetime) -> list[Sheet]:
    """Return the last sheets that this person entered, newest first."""
    mine = Sheet.objects.filter(
        consultation=consultation,
        contribution__entered_by_id=person_id,
        contribution__written_at__gte=since,
        undone_at__isnull=True,
    )
    return list(mine.select_related("contribution").order_by("-contribution__number")[:5])


def photos_of(workshop: Workshop) -> list[WorkshopPhoto]:
    """Return the photographs of a workshop that were not removed."""
    things = WorkshopPhoto.objects.filter(workshop=workshop, document__removed_at__isnull=True)
    return list(things.select_related("document", "contribution"))
