"""The verbs of documents."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.documents import queries, rules
from tadafor.documents.actions.cleaning import CleanFile, clean_file
from tadafor.documents.actions.covering import take_out_of_sight
from tadafor.documents.actions.sounds import (
    ROOT,
    Speech,
    erase_due,
    erase_recordings,
    keep_until,
    make_next,
    publish_recording,
    take_recording,
)
from tadafor.documents.models import Document, Recording
from tadafor.documents.rules import Visibility
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Actor
from tadafor.traces.models import Trace

__all__ = [
    "CleanFile",
    "Speech",
    "attach",
    "clean_file",
    "describe",
    "erase",
    "erase_due",
    "erase_recordings",
    "keep_until",
    "make_next",
    "note_reading",
    "publish_recording",
    "remove",
    "sweep",
    "take_out_of_sight",
    "take_recording",
]

REASON_LIMIT = 300
_ROOT = "documents"
_GRACE = timedelta(days=1)
CODE_LENGTH = 16  # 80 bits: nobody guesses the address of a private file


@transaction.atomic
def attach(
    *,
    territory_id: int,
    actor: Actor,
    file: CleanFile,
    now: datetime,
    title: str = "",
    trace: Trace | None = None,
    visibility: Visibility = Visibility.PUBLIC,
) -> Document:
    """Keep a cleaned file, attached to ``trace`` or standing alone."""
    document = Document(
        territory_id=territory_id,
        code=code(CODE_LENGTH),
        trace=trace,
        uploader_id=actor.person_id,
        title=clean_line(title)[: rules.TITLE_LIMIT] or file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        width=file.width,
        height=file.height,
        visibility=visibility,
        created_at=now,
    )
    document.file.save(_stored_name(document), ContentFile(file.content), save=False)
    try:
        with transaction.atomic():
            document.save()
            _record(actor, document, "documents.attach", now, sha256=file.sha256, title=document.title)
    except BaseException:
        document.file.storage.delete(str(document.file.name))
        raise
    return document


def _stored_name(document: Document) -> str:
    """A random name by territory and month; nothing of the sender's name reaches the disk."""
    return f"{_ROOT}/{document.territory_id}/{document.created_at:%Y-%m}/{code(26)}.{document.kind}"


@transaction.atomic
def describe(*, document: Document, actor: Actor, title: str, now: datetime) -> Document:
    """Give a document a better title."""
    document = _locked(document)
    title = clean_line(title)[: rules.TITLE_LIMIT]
    refusal = rules.refuse_description(
        is_removed=document.is_removed,
        reader=queries.reader_of(document, actor),
        title=title,
    )
    if refusal:
        raise Refused(refusal)
    document.title = title
    document.save(update_fields=["title"])
    _record(actor, document, "documents.describe", now, title=title)
    return document


@transaction.atomic
def remove(*, document: Document, actor: Actor, reason: str, now: datetime) -> Document:
    """Take a file away for ever; its title and the reason stay."""
    document = _locked(document)
    reason = clean_line(reason)[:REASON_LIMIT]
    refusal = rules.refuse_removal(
        is_removed=document.is_removed,
        reader=queries.reader_of(document, actor),
        reason=reason,
    )
    if refusal:
        raise Refused(refusal)
    storage, name = document.file.storage, str(document.file.name)
    document.file, document.removed_at, document.removal_reason = "", now, reason
    document.save(update_fields=["file", "removed_at", "removal_reason"])
    _record(actor, document, "documents.remove", now, reason=reason)
    transaction.on_commit(lambda: storage.delete(name))
    return document


@transaction.atomic
def erase(*, documents: Iterable[Document], actor: audit.Who, reason: str, now: datetime) -> int:
    """Erase files for ever with their rows, where what they belonged to goes too; the log keeps that."""
    wanted = [one.pk for one in documents]
    found = list(Document.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))
    for document in found:
        audit.record(
            actor=actor,
            territory_id=document.territory_id,
            verb="documents.erase",
            subject=f"document:{document.pk}",
            now=now,
            content={"reason": reason, "sha256": document.sha256},
        )
        if document.file:
            transaction.on_commit(partial(document.file.storage.delete, str(document.file.name)))
    Document.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


@transaction.atomic
def note_reading(*, document: Document, actor: Actor, now: datetime) -> None:
    """Leave a row when the staff opens a private file that someone else brought (§ documents-reading)."""
    if document.visibility == Visibility.PRIVATE and document.uploader_id != actor.person_id:
        _record(actor, document, "documents.note_reading", now)


def sweep(*, now: datetime) -> int:
    """Erase the files that no row names, a day after they came: what a killed process left behind."""
    swept = 0
    for folder in (*_folders(_ROOT), *_folders(ROOT)):
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(Document.objects.filter(file__in=names).values_list("file", flat=True))
        known |= set(Recording.objects.filter(file__in=names).values_list("file", flat=True))
        known |= set(Recording.objects.filter(original__in=names).values_list("original", flat=True))
        for name in names:
            if name not in known and now - default_storage.get_modified_time(name) > _GRACE:
                default_storage.delete(name)
                swept += 1
    return swept


def _folders(folder: str) -> Iterator[str]:
    if default_storage.exists(folder):
        yield folder
        for inner in default_storage.listdir(folder)[0]:
            yield from _folders(f"{folder}/{inner}")


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).get(pk=document.pk)


def _record(actor: Actor, document: Document, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=document.territory_id,
        verb=verb,
        subject=f"document:{document.pk}",
        now=now,
        content=content,
    )
