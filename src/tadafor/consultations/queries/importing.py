"""What a spreadsheet of sheets is compared to, and how far its import has come."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, ImportFault, Sheet, SheetImport, Version
from tadafor.consultations.queries.text import current_version
from tadafor.consultations.words import WORDS
from tadafor.kernel.words import word
from tadafor.people.rules import Channel

_LANGUAGES = ("ar", "fr")
_COPIED = ("kind", "title", "proposed", "body", "author_kind", "channel", "received_on")
_ENUMS: dict[str, Any] = {
    kind.__name__: kind for kind in (rules.ImportRefusal, rules.SheetRefusal, rules.ContributionRefusal)
}


def _said(members: Any) -> dict[str, Any]:  # noqa: ANN401 -- a closed list
    """Return the members by their code and by their words in each language of a spreadsheet."""
    known = {member.value: member for member in members}
    for language in _LANGUAGES:
        with translation.override(language):
            known |= {word(member): member for member in members}
    return known


def import_columns(subject: rules.Subject) -> Mapping[str, rules.Column]:
    """Return the columns by every name under which they may stand in the first row."""
    return _said(rules.columns_of(subject))


def import_choices() -> Mapping[rules.Column, Mapping[str, str]]:
    """Return what may stand in the columns that hold a choice."""
    in_person = [channel for channel in Channel if channel is not Channel.ONLINE]
    kinds = sorted(rules.KINDS_OF[rules.Subject.TEXT])
    return {
        rules.Column.KIND: _said(kinds),
        rules.Column.CHANNEL: _said(in_person),
        rules.Column.AUTHOR_KIND: _said(rules.AuthorKind),
    }


def wordings_by_number(version: Version) -> dict[str, Any]:
    """Return the articles or cards of a version by the number that people know."""
    things = version.wordings.exclude(passage__sort="section").select_related("passage", "axis")
    return {str(one.number): one for one in things.defer("search_text", "grams")}


def serials_entered(consultation: Consultation) -> set[str]:
    """Return the printed numbers that were entered in a consultation."""
    found = Sheet.objects.filter(consultation=consultation, undone_at__isnull=True).exclude(serial="")
    return set(found.values_list("serial", flat=True))


def serials_taken(consultation: Consultation, *, but: SheetImport) -> set[str]:
    """Return the printed numbers that were entered, or that another spreadsheet is bringing."""
    claims = SheetImport.objects.filter(consultation=consultation).exclude(pk=but.pk).exclude(claimed=[])
    brought = (serial for claimed in claims.values_list("claimed", flat=True) for serial in claimed)
    return serials_entered(consultation) | set(brought)


def is_claimed(consultation: Consultation, serial: str) -> bool:
    """Whether a spreadsheet whose rows are being written brings the sheet of this number."""
    if not serial:
        return False
    return SheetImport.objects.filter(consultation=consultation, claimed__contains=[serial]).exists()


def unfinished_imports(before: datetime) -> list[SheetImport]:
    """Return the imports of every territory that a job left unfinished."""
    found = SheetImport.objects.filter(standing__in=rules.MOVING, sent_at__lt=before)
    return list(found.select_related("consultation"))


def is_imported(consultation: Consultation, sha256: str) -> bool:
    """Whether this very file was imported before."""
    done = rules.ImportStanding.DONE
    return SheetImport.objects.filter(consultation=consultation, sha256=sha256, standing=done).exists()


def locked_import(source: SheetImport) -> SheetImport:
    """Return an import fresh, its row locked."""
    found = SheetImport.objects.select_for_update(of=("self",))
    return found.select_related("consultation__trace", "document", "workshop").get(pk=source.pk)


def import_keyed(key: int) -> SheetImport | None:
    """Return an import of the open scope."""
    things = SheetImport.objects.select_related("consultation__trace", "document", "workshop")
    return things.filter(pk=key).first()


def imports_of(consultation: Consultation) -> list[SheetImport]:
    """Return the last imports of a consultation, newest first."""
    return list(SheetImport.objects.filter(consultation=consultation).select_related("document")[:20])


def faults_of(source: SheetImport) -> list[tuple[ImportFault, str]]:
    """Return what is wrong in a file, each with its sentence in the reader's language."""
    return [(one, _sentence(one)) for one in source.faults.all()]


def _sentence(fault: ImportFault) -> str:
    kind, _dot, value = fault.refusal.partition(".")
    refusal = _ENUMS[kind](value)
    if refusal is rules.ImportRefusal.MISSING_COLUMN:
        return f"{word(refusal)} {WORDS[rules.Column][rules.Column(fault.said)]}"
    return word(refusal)


def entered_sheets(consultation: Consultation) -> Iterator[dict[str, Any]]:
    """Give what was entered from paper and still stands, by the names of the columns of a spreadsheet."""
    version = current_version(consultation)
    numbers = dict(version.wordings.values_list("passage_id", "number")) if version else {}
    things = Contribution.objects.filter(
        consultation=consultation, author__isnull=True, withdrawn_at__isnull=True
    ).select_related("sheet", "axis")
    for one in things.defer("search_text", "grams").order_by("number").iterator(chunk_size=500):
        sheet: Sheet | None = getattr(one, "sheet", None)
        yield {
            "serial": sheet.serial if sheet else "",
            "table": sheet.table if sheet else None,
            "subject": numbers.get(one.passage_id or 0),
            "axis": one.axis.name if one.axis else "",
            "name": one.author_label,
            **{name: getattr(one, name) for name in _COPIED},
            **one.five.values(),
        }
