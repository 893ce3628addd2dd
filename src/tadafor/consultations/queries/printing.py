"""Printed sheets, as pages and verbs read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from tadafor.consultations.models import Consultation, Passage, PrintedSheet, Sheet
from tadafor.consultations.queries.text import current_version, draft_version


def passage_keys(consultation: Consultation) -> dict[str, int]:
    """Return the passages of a consultation: their lasting key, then the key of their row."""
    return dict(Passage.objects.filter(consultation=consultation).values_list("key", "pk"))


def titles_by_passage(consultation: Consultation) -> dict[int, tuple[int, str]]:
    """Return the number and the title of each passage in the text as it stands."""
    version = current_version(consultation) or draft_version(consultation)
    if version is None:
        return {}
    rows = version.wordings.values_list("passage_id", "number", "title")
    return {key: (number, title) for key, number, title in rows}


def serials_in_use(drawn: Iterable[str]) -> set[str]:
    """Return those of the numbers that a sheet of this territory bears already."""
    return set(PrintedSheet.objects.filter(serial__in=list(drawn)).values_list("serial", flat=True))


def printed_sheets(consultation: Consultation, batch: str) -> list[PrintedSheet]:
    """Return the sheets of a pack in the order in which they are printed."""
    found = PrintedSheet.objects.filter(consultation=consultation, batch=batch)
    return list(found.select_related("workshop").order_by("pk"))


def printed_sheet(serial: str) -> PrintedSheet | None:
    """Return the sheet of this number in the open territory, of an announced consultation."""
    found = PrintedSheet.objects.filter(serial=serial, consultation__announced_on__isnull=False)
    return found.select_related("consultation", "passage").order_by("-pk").first()


@dataclass(frozen=True)
class Pack:
    """Sheets printed together, and how many of them came back."""

    batch: str
    printed_at: datetime
    workshop: str
    printed: int
    entered: int


def packs_of(consultation: Consultation) -> list[Pack]:
    """Return the packs of a consultation, newest first: one query, whatever their number."""
    came = Sheet.objects.filter(consultation=consultation, serial=OuterRef("serial"), undone_at__isnull=True)
    rows = (
        PrintedSheet.objects.filter(consultation=consultation)
        .annotate(came=Exists(came))
        .order_by()
        .values_list("batch", "workshop__title")
        .annotate(at=Min("printed_at"), printed=Count("pk"), entered=Count("pk", filter=Q(came=True)))
        .order_by("-at")
    )
    return [Pack(batch, at, title or "", printed, entered) for batch, title, at, printed, entered in rows]
