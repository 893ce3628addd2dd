"""Which documents there are, and who is reading them."""

from collections.abc import Iterable

from tadafor.documents.models import Document, DocumentQuerySet, Recording
from tadafor.documents.queries.sounds import (
    NOBODY,
    Reading,
    SpokenView,
    address_of,
    held_recordings,
    is_stored_sound,
    listener_of,
    listens,
    readings_at_the_desk,
    readings_of,
    recording_by_code,
    spoken_under,
    spoken_view,
    wanted_readings,
)
from tadafor.documents.queries.titles import works
from tadafor.documents.rules import Reader, Visibility, is_for_everybody, refuse_reading
from tadafor.kernel.asked import asked_once
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.titles import titles_said
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.actor import Actor
from tadafor.traces.models import Trace
from tadafor.traces.rules import Visibility as Shown

__all__ = [
    "NOBODY",
    "Document",
    "Reading",
    "Recording",
    "SpokenView",
    "address_of",
    "by_code",
    "held_data",
    "held_recordings",
    "in_language",
    "is_public",
    "is_stored",
    "is_stored_sound",
    "kept_private",
    "listener_of",
    "listens",
    "of_trace",
    "of_traces",
    "readable",
    "reader_of",
    "readings_at_the_desk",
    "readings_of",
    "recording_by_code",
    "shown",
    "shows",
    "spoken_under",
    "spoken_view",
    "wanted_of_trace",
    "wanted_readings",
    "with_what_it_hangs_on",
    "works",
]


def in_language(documents: Iterable[Document]) -> list[Document]:
    """Return documents that know their titles in their reader's language: one query, or none."""
    found = list(documents)
    told = titles_said(one.title for one in found)
    for one in found:
        one.said = told.get(one.title, "")
    return found


def with_what_it_hangs_on(document: Document) -> str:
    """Let a document know its title in its reader's language, and return the title of what it hangs on.

    One query for both, or none.
    """
    above = document.trace.title if document.trace else ""
    told = titles_said(filter(None, (document.title, above)))
    document.said = told.get(document.title, "")
    return told.get(above, above)


def by_code(code: str) -> Document | None:
    """Return the document named by ``code`` in the open territory, with its trace."""
    return Document.objects.select_related("trace").filter(code=code.upper()).first()


def of_trace(trace: Trace) -> list[Document]:
    """Return the public documents of a trace, removed ones too: they show as tombstones."""
    return in_language(_of_trace.all(trace=trace.pk))


def wanted_of_trace(trace_id: int) -> Wanted:
    """Say what ``of_trace`` will ask, for a page that asks ahead."""
    return wanted(_of_trace, trace=trace_id)


@asked_once
def _of_trace(trace: int) -> DocumentQuerySet:
    return _public().filter(trace_id=trace)


def kept_private(trace: Trace) -> DocumentQuerySet:
    """Return what is kept private of a trace: pictures before they were painted over."""
    return (
        Document.objects.kept()
        .filter(trace=trace, visibility=Visibility.PRIVATE)
        .order_by("created_at", "pk")
    )


def of_traces(traces: Iterable[Trace]) -> dict[int, list[Document]]:
    """Return the public documents of many traces by the key of each, in one query."""
    known = [trace.pk for trace in traces]
    found: dict[int, list[Document]] = {}
    for document in in_language(_public().filter(trace__in=known)) if known else ():
        found.setdefault(document.trace_id or 0, []).append(document)
    return found


def _public() -> DocumentQuerySet:
    return Document.objects.filter(visibility=Visibility.PUBLIC).order_by("created_at", "pk")


def reader_of(document: Document, actor: Actor) -> Reader:
    """Return who ``actor`` is to this document."""
    return Reader(
        is_uploader=actor.person_id is not None and actor.person_id == document.uploader_id,
        is_staff=actor.is_staff_of(document.territory_id),
    )


def shown(document: Document) -> Shown | None:
    """Return whether the public reads the trace of a document, None for one that stands alone."""
    return Shown(document.trace.visibility) if document.trace else None


def readable(code: str, actor: Actor) -> Document | None:
    """Return the document named by ``code`` if ``actor`` may read its file."""
    document = by_code(code)
    if document is None or refuse_reading(
        visibility=Visibility(document.visibility),
        is_removed=document.is_removed,
        shown=shown(document),
        reader=reader_of(document, actor),
    ):
        return None
    return document


def is_stored(document: Document) -> bool:
    """Whether the file is where its row says: a backup may have been restored without its files."""
    return bool(document.file) and document.file.storage.exists(str(document.file.name))


def content_of(document: Document) -> bytes:
    """Return the bytes of a file, nothing where it was removed or lost."""
    if document.is_removed or not is_stored(document):
        return b""
    with document.file.open("rb") as opened:
        return bytes(opened.read())


def is_public(document: Document) -> bool:
    """Whether anyone at all may read the file of a document now."""
    return is_for_everybody(
        visibility=Visibility(document.visibility), is_removed=document.is_removed, shown=shown(document)
    )


def shows(document: Document, reader: Reader) -> bool:
    """Whether ``reader`` may see the page of a document; a removed one shows its stone."""
    return not refuse_reading(
        visibility=Visibility(document.visibility), is_removed=False, shown=shown(document), reader=reader
    )


def held_data(person_id: int) -> dict[str, object]:
    """Return the documents and the recordings that a person brought, whatever the territory."""
    with everywhere():
        brought = Document.objects.filter(uploader_id=person_id).order_by("created_at", "pk")
        return {
            "documents": list(
                brought.values(
                    "title",
                    "kind",
                    "size",
                    "sha256",
                    "visibility",
                    "created_at",
                    "removed_at",
                    "removal_reason",
                )
            ),
            "recordings": held_recordings(person_id),
        }
