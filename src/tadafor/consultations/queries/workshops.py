"""Workshops and their sheets, as pages and verbs read them."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from tadafor.consultations.models import Consultation, Sheet, Workshop, WorkshopCorrection


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
    Consultation.objects.select_for_update(of=("self",)).get(pk=workshop.consultation_id)
    found = Workshop.objects.select_for_update(of=("self",)).select_related("consultation")
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
    things = Workshop.objects.filter(consultation=consultation, published_at__isnull=False)
    return [
        WorkshopView(one, [table.theme for table in one.tables.all()], list(one.corrections.all()))
        for one in things.prefetch_related("tables", "corrections")
    ]
