"""Sheets that come in a spreadsheet: sent, examined row by row, written together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.reading import Book, Good
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import (
    Consultation,
    Contribution,
    ImportFault,
    Sheet,
    SheetImport,
    Workshop,
)
from tadafor.consultations.rules import Fault, ImportRefusal, ImportStanding
from tadafor.documents import actions as documents
from tadafor.documents.rules import Visibility as FileVisibility
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import script_of, search_text
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces

AT_ONCE = 500
# Names the lock under which one job, and no other, works on an import.
_ONE_JOB = 0x5EE7


@transaction.atomic
def send_import(
    *,
    consultation: Consultation,
    workshop: Workshop | None,
    file: documents.CleanFile,
    actor: Actor,
    now: datetime,
) -> SheetImport:
    """Keep a spreadsheet, privately, until a job has examined it. Raises Refused."""
    consultation = queries.locked(consultation)
    if queries.is_imported(consultation, file.sha256):
        raise Refused(ImportRefusal.ALREADY_IMPORTED)
    kept = documents.attach(
        territory_id=consultation.territory_id,
        actor=actor,
        file=file,
        now=now,
        visibility=FileVisibility.PRIVATE,
    )
    made = SheetImport.objects.create(
        consultation=consultation,
        workshop=workshop,
        document=kept,
        sha256=file.sha256,
        standing=ImportStanding.WAITING,
        sent_by_id=actor.signer,
        sent_at=now,
    )
    record(consultation, actor, "send_import", now, file=file.sha256)
    return made


@transaction.atomic
def skip_faults(*, source: SheetImport, actor: Actor, now: datetime) -> SheetImport:
    """Take the good rows alone, as whoever sent the file chose. Raises Refused."""
    source = queries.locked_import(source)
    refusal = rules.refuse_correction(standing=ImportStanding(source.standing), good=source.good)
    if refusal:
        raise Refused(refusal)
    source.skips_faults, source.standing = True, ImportStanding.WAITING
    source.save(update_fields=["skips_faults", "standing"])
    record(source.consultation, actor, "skip_faults", now, file=source.sha256)
    return source


def import_sheets(*, source: SheetImport, actor: Actor, now: datetime) -> SheetImport:
    """Examine a spreadsheet, then write all its rows in one transaction, or none.

    Where the sender chose to skip what is wrong, the good rows. Run by a job, which may run twice.
    """
    with _alone(source) as fresh:
        return source if fresh is None else _imported(fresh, actor, now)


@contextmanager
def _alone(source: SheetImport) -> Iterator[SheetImport | None]:
    """Give the import fresh to one job at a time, and nothing to another."""
    key = [_ONE_JOB, source.pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        is_first = cursor.fetchone()[0]
        try:
            yield queries.import_keyed(source.pk) if is_first else None
        finally:
            if is_first:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _imported(source: SheetImport, actor: Actor, now: datetime) -> SheetImport:
    try:
        while source.standing != ImportStanding.WRITING:
            if source.standing not in rules.MOVING:
                return source
            serials = _examined(source, now)
            if source.faulty and not (source.skips_faults and source.good):
                return _ended(source, ImportStanding.FAULTY, now)
            source = _claimed(source, serials)
        return _written(source, actor, now)
    except Refused as refused:
        return _refused(source, refused, now)


def _examined(source: SheetImport, now: datetime) -> list[str]:
    """Count what is good and keep what is wrong, saying how far it has come; return the numbers of sheets."""
    moving = SheetImport.objects.filter(pk=source.pk, standing__in=rules.MOVING)
    moving.exclude(standing=ImportStanding.WRITING).update(standing=ImportStanding.CHECKING)
    ImportFault.objects.filter(source=source).delete()
    source.read = source.good = source.faulty = 0
    serials: list[str] = []
    for chunk in _chunks(Book.of(source, now).rows()):
        wrong = [one for one in chunk if isinstance(one, list)]
        serials += [one.serial for one in chunk if isinstance(one, Good) and one.serial]
        source.read += len(chunk)
        source.good += len(chunk) - len(wrong)
        source.faulty += len(wrong)
        room = max(0, rules.MOST_FAULTS_KEPT - source.faulty + len(wrong))
        _keep_faults(source, [fault for faults in wrong for fault in faults][:room])
        source.save(update_fields=["read", "good", "faulty"])
    if source.read == 0:
        raise Refused(ImportRefusal.NO_ROWS)
    return serials


@transaction.atomic
def _claimed(source: SheetImport, serials: list[str]) -> SheetImport:
    """Keep numbers for the rows and the sheets for them, so that nobody waits while they are written.

    Where a desk entered one of the sheets meanwhile the import stands as it stood, to be examined again.
    """
    source = queries.locked_import(source)
    if source.standing != ImportStanding.CHECKING:
        return source
    consultation = queries.locked(source.consultation)
    if queries.is_imported(consultation, source.sha256):
        raise Refused(ImportRefusal.ALREADY_IMPORTED)
    if not queries.serials_taken(consultation, but=source).isdisjoint(serials):
        return source
    source.first_number, source.claimed = consultation.last_number + 1, serials
    source.standing = ImportStanding.WRITING
    source.save(update_fields=["first_number", "claimed", "standing"])
    consultation.last_number += source.good
    consultation.save(update_fields=["last_number"])
    return source


@transaction.atomic
def _refused(source: SheetImport, refused: Refused, now: datetime) -> SheetImport:
    """Say why nothing was written, and give back the numbers where none was given after them."""
    source = queries.locked_import(source)
    if source.standing == ImportStanding.WRITING:
        kept = Consultation.objects.filter(pk=source.consultation_id)
        kept.filter(last_number=source.first_number + source.good - 1).update(
            last_number=source.first_number - 1
        )
    _keep_faults(source, [Fault(0, "", refused.refusal)])
    return _ended(source, ImportStanding.REFUSED, now)


def _chunks(rows: Iterator[Good | list[Fault]]) -> Iterator[list[Good | list[Fault]]]:
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


def _keep_faults(source: SheetImport, faults: list[Fault]) -> None:
    ImportFault.objects.bulk_create(
        ImportFault(
            source=source,
            line=one.line,
            column=one.column,
            refusal=f"{type(one.refusal).__name__}.{one.refusal.value}",
            said=one.said[:80],
        )
        for one in faults
    )


def _ended(source: SheetImport, standing: ImportStanding, now: datetime) -> SheetImport:
    source.standing, source.ended_at, source.claimed = standing, now, []
    source.save(update_fields=["standing", "ended_at", "claimed", "read", "good", "faulty", "written"])
    return source


@transaction.atomic
def _written(source: SheetImport, actor: Actor, now: datetime) -> SheetImport:
    """Write every row under the numbers kept for it; the consultation is held at the very end only."""
    source = queries.locked_import(source)
    if source.standing != ImportStanding.WRITING:
        return source
    book = Book.of(source, now)
    source.written = 0
    for chunk in _chunks(book.rows()):
        good = [one for one in chunk if isinstance(one, Good)]
        _write(book, good, source.first_number - 1 + source.written, actor, now)
        source.written += len(good)
        if source.written > source.good:
            raise Refused(ImportRefusal.CHANGED_MEANWHILE)
    # What the rows point at is checked before the consultation is held, not while others wait for it.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    consultation = queries.locked(source.consultation)
    if source.written != source.good or not book.still_holds(consultation, now):
        raise Refused(ImportRefusal.CHANGED_MEANWHILE)
    Consultation.objects.filter(pk=consultation.pk).update(
        contributions_count=F("contributions_count") + source.written
    )
    record(consultation, actor, "import_sheets", now, file=source.sha256, written=source.written)
    return _ended(source, ImportStanding.DONE, now)


def _write(book: Book, rows: list[Good], last: int, actor: Actor, now: datetime) -> None:
    one = book.consultation
    keyed = {wording.passage.key: wording for wording in book.subjects.values()}
    numbered = list(enumerate(rows, last + 1))
    opened = traces.open_many(
        [
            traces.NewTrace(
                title=row.words.title or (keyed[row.words.passage].title if row.words.passage else one.title),
                text=row.words.told,
                address=f"{one.trace.address}contributions/{number}/",
                language=script_of(row.words.told),
            )
            for number, row in numbered
        ],
        territory_id=one.territory_id,
        room="consultations",
        now=now,
    )
    made = Contribution.objects.bulk_create(
        _contribution(book, row, number=number, trace=trace, keyed=keyed, actor=actor, now=now)
        for (number, row), trace in zip(numbered, opened, strict=True)
    )
    Sheet.objects.bulk_create(
        Sheet(
            consultation=one,
            contribution=contribution,
            workshop=book.source.workshop,
            table=row.table,
            serial=row.serial,
        )
        for contribution, row in zip(made, rows, strict=True)
    )


def _contribution(
    book: Book,
    row: Good,
    *,
    number: int,
    trace: Any,  # noqa: ANN401 -- a Trace, whose table stands elsewhere
    keyed: dict[str, Any],
    actor: Actor,
    now: datetime,
) -> Contribution:
    words = row.words
    held = next((each for each in book.rounds if each.opens_on <= row.on <= each.closes_on), None)
    return Contribution(
        consultation=book.consultation,
        trace=trace,
        number=number,
        passage=keyed[words.passage].passage if words.passage else None,
        version=book.version,
        kind=words.kind,
        title=words.title,
        body=words.body,
        proposed=words.proposed,
        axis=book.axes.get(words.axis),
        round=held,
        language=trace.language,
        author_label=row.name,
        author_kind=row.author_kind,
        entered_by_id=actor.person_id,
        channel=row.channel,
        received_on=row.on,
        written_at=now,
        token=sha256(f"{book.source.sha256}:{row.line}".encode()).hexdigest()[:32],
        search_text=search_text(words.told),
        grams=grams(words.told),
        **words.sheet.values(),
    )
