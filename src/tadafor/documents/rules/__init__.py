"""The rules of documents, as ``docs/rules/documents.md`` states them.

Pure functions over bytes and plain values: no database, no request, no clock.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from tadafor.traces.rules import Visibility as Shown

MEGABYTE = 1024 * 1024
IMAGE_LIMIT = 8 * MEGABYTE
DOCUMENT_LIMIT = 20 * MEGABYTE
LONGEST_SIDE = 2_000
MOST_PIXELS = 50_000_000
TITLE_LIMIT = 200
NAME_LIMIT = 120
CELLS_ACROSS = 10  # a picture is painted over by cells, as many across as down
CELLS = CELLS_ACROSS**2


class Kind(StrEnum):
    """What a file may be, told by its content (§ documents-kinds)."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    ODT = "odt"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "txt"


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
OFFICE = frozenset({Kind.PDF, Kind.ODT, Kind.DOCX, Kind.XLSX, Kind.CSV, Kind.TEXT})
ANY = frozenset(Kind)

MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.TEXT: "text/plain; charset=utf-8",
}

_EXTENSIONS = {
    "pdf": {Kind.PDF},
    **{name: set(IMAGES) for name in ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif")},
    "odt": {Kind.ODT},
    "docx": {Kind.DOCX},
    "xlsx": {Kind.XLSX},
    "csv": {Kind.CSV, Kind.TEXT},
    "txt": {Kind.TEXT, Kind.CSV},
}


class Visibility(StrEnum):
    """Who may read a document while its trace is public."""

    PUBLIC = "public"
    PRIVATE = "private"


class Refusal(StrEnum):
    """Why a file is not taken, or not given."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ALLOWED = "not_allowed"
    NOT_WANTED = "not_wanted"
    LYING_NAME = "lying_name"
    ACTIVE_CONTENT = "active_content"
    TWO_IN_ONE = "two_in_one"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    SWELLS = "swells"
    ENCRYPTED = "encrypted"
    TITLE_NEEDED = "title_needed"
    REASON_NEEDED = "reason_needed"
    NOT_YOURS = "not_yours"
    REMOVED = "removed"
    HIDDEN = "hidden"
    PRIVATE = "private"
    NOT_A_PICTURE = "not_a_picture"
    NOTHING_CHOSEN = "nothing_chosen"


# ---- what a file is


def kind_of(head: bytes, whole: bytes) -> Kind | None:
    """Return what a file is by its content, or None for what is never taken (§ documents-kinds).

    ``head`` is its beginning; ``whole`` all of it, which packed and plain texts need.
    """
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if image := _image_kind(head):
        return image
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(whole)
    return _text_kind(whole)


def _image_kind(head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc", b"msf1"}:
        return Kind.HEIC
    return None


_END_OF_ZIP = struct.Struct("<4s4H2LH")


def _directory_size(whole: bytes) -> int:
    """How many bytes the list of a packed file's members takes, without reading it."""
    at = whole.rfind(_ZIP_END, max(0, len(whole) - _TAIL))
    if at < 0 or at + _END_OF_ZIP.size > len(whole):
        return 0
    size: int = _END_OF_ZIP.unpack_from(whole, at)[5]
    return size


def _packed_kind(whole: bytes) -> Kind | None:
    if _directory_size(whole) > MEGABYTE:
        return None
    try:
        with ZipFile(BytesIO(whole)) as packed:
            names = set(packed.namelist())
            if "mimetype" in names and packed.getinfo("mimetype").file_size < NAME_LIMIT:
                is_text = packed.read("mimetype") == MEDIA_TYPES[Kind.ODT].encode()
                return Kind.ODT if is_text else None
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error):
        return None
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return Kind.DOCX
    return Kind.XLSX if "xl/workbook.xml" in names else None


_MARKUP = re.compile(r"\s*<(?:!|\?|/?[a-z])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _text_kind(whole: bytes) -> Kind | None:
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not text.strip() or _CONTROL.search(text) or _MARKUP.match(text):
        return None
    return Kind.CSV if _is_table(text) else Kind.TEXT


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines()[:10] if line.strip()]
    return len(lines) > 1 and any(all(line.count(comma) >= 1 for line in lines) for comma in ",;\t")


# ---- why a file is not taken


def limit_for(kind: Kind) -> int:
    """The most bytes that a file of this kind may have (§ documents-size)."""
    return IMAGE_LIMIT if kind in IMAGES else DOCUMENT_LIMIT


def refuse_size(size: int, kind: Kind | None = None) -> Refusal | None:
    """Return why a file of ``size`` bytes is not taken (§ documents-size)."""
    if size == 0:
        return Refusal.EMPTY
    if size > (limit_for(kind) if kind else DOCUMENT_LIMIT):
        return Refusal.TOO_LARGE
    return None


def refuse_kind(kind: Kind | None, *, name: str, wanted: Iterable[Kind]) -> Refusal | None:
    """Return why a file of this content under this name is not taken (§ documents-name).

    Images may carry each other's extension, as telephones do: they are drawn again in any case.
    """
    if kind is None:
        return Refusal.NOT_ALLOWED
    if kind not in set(wanted):
        return Refusal.NOT_WANTED
    if kind not in _EXTENSIONS.get(extension_of(name), ANY if not extension_of(name) else frozenset()):
        return Refusal.LYING_NAME
    return None


def extension_of(name: str) -> str:
    """The extension that ``name`` claims, lower-case, or nothing."""
    _, dot, after = name.rpartition(".")
    return after.lower() if dot and re.fullmatch(r"[A-Za-z0-9]{1,8}", after) else ""


def refuse_content(kind: Kind, whole: bytes) -> Refusal | None:
    """Return why the inside of an office file is not taken (§ documents-active)."""
    if kind is Kind.PDF:
        return _refuse_pdf(whole)
    if kind in {Kind.DOCX, Kind.XLSX, Kind.ODT}:
        return _refuse_packed(whole)
    return None


# Long names are sought everywhere; short ones would be found by chance in packed pictures.
_ACTIVE_PDF = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
_ACTIVE_SHORT = re.compile(rb"/(?:JS|XFA)(?![A-Za-z0-9])")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED_OBJECTS = b"/ObjStm"
_MOST_ESCAPES = 100_000
_LONGEST_DICTIONARY = 1_000
_ZIP_END = b"PK\x05\x06"
_TAIL = 70_000
_MOST_OBJECTS = 64 * MEGABYTE


def _refuse_pdf(whole: bytes) -> Refusal | None:
    """A document of the commune runs nothing: no script, no program, no file inside."""
    if _ZIP_END in whole[-_TAIL:]:
        return Refusal.TWO_IN_ONE
    if b"%%EOF" not in whole:
        return Refusal.DAMAGED
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", whole):
        return Refusal.ENCRYPTED
    if _ACTIVE_PDF.search(whole):
        return Refusal.ACTIVE_CONTENT
    return _refuse_objects(whole)


def _refuse_objects(whole: bytes) -> Refusal | None:
    left = _MOST_OBJECTS
    for part in _parts_of_pdf(whole):
        left -= len(part)
        if left < 0:
            return Refusal.SWELLS
        if part.count(b"#") > _MOST_ESCAPES:
            return Refusal.ACTIVE_CONTENT
        plain = _PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _ACTIVE_PDF.search(plain) or _ACTIVE_SHORT.search(plain):
            return Refusal.ACTIVE_CONTENT
    return None


def _parts_of_pdf(whole: bytes) -> Iterator[bytes]:
    """The file without its streams, then each packed group of objects; one pass, whatever is in it."""
    yield b"".join(_between_streams(whole))
    at = whole.find(_PACKED_OBJECTS)
    while at >= 0:
        start = whole.find(b"stream", at, at + _LONGEST_DICTIONARY)
        end = whole.find(b"endstream", start) if start >= 0 else -1
        if end >= 0:
            yield _unpacked(whole[start + len(b"stream") : end].lstrip(b"\r\n"))
        at = whole.find(_PACKED_OBJECTS, max(end, at + len(_PACKED_OBJECTS)))


def _between_streams(whole: bytes) -> Iterator[bytes]:
    at = 0
    while (start := whole.find(b"stream", at)) >= 0:
        yield whole[at:start]
        end = whole.find(b"endstream", start)
        if end < 0:
            at = start
            break
        at = end + len(b"endstream")
    yield whole[at:]


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_OBJECTS + 1)
    except zlib.error:
        return b""


_MOST_UNPACKED = 200 * MEGABYTE
_MOST_MEMBERS = 5_000
_ACTIVE_MEMBER = re.compile(
    r"vbaProject|(^|/)(embeddings|activeX)/|(^|/)(Basic|Scripts)/|\.(exe|dll|js|vbs|bat)$", re.IGNORECASE
)
_ENCRYPTED_FLAG = 0x1


def _refuse_packed(whole: bytes) -> Refusal | None:
    """An office file holds no macro, no program, and does not swell when it is opened."""
    with ZipFile(BytesIO(whole)) as packed:
        members = packed.infolist()
    if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > _MOST_UNPACKED:
        return Refusal.SWELLS
    if any(one.flag_bits & _ENCRYPTED_FLAG for one in members):
        return Refusal.ENCRYPTED
    if any(_ACTIVE_MEMBER.search(one.filename) for one in members):
        return Refusal.ACTIVE_CONTENT
    return None


def refuse_pixels(width: int, height: int) -> Refusal | None:
    """Return why an image of this size is not opened (§ documents-images)."""
    return Refusal.TOO_MANY_PIXELS if width * height > MOST_PIXELS else None


# ---- who reads, who removes


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for a document."""

    is_uploader: bool = False
    is_staff: bool = False


def refuse_reading(
    *, visibility: Visibility, is_removed: bool, shown: Shown | None, reader: Reader
) -> Refusal | None:
    """Return why a document is not given to ``reader`` (§ documents-reading).

    ``shown`` is the visibility of its trace, None for a document that stands alone. A removed file
    is given to nobody; a private one, or one whose trace is not public, to who brought it and to
    the staff of the territory.
    """
    if is_removed:
        return Refusal.REMOVED
    if reader.is_uploader or reader.is_staff:
        return None
    if shown is not None and shown is not Shown.VISIBLE:
        return Refusal.HIDDEN
    return Refusal.PRIVATE if visibility is Visibility.PRIVATE else None


def is_for_everybody(*, visibility: Visibility, is_removed: bool, shown: Shown | None) -> bool:
    """Whether anyone at all may read a document, so that its page may be kept (§ documents-reading)."""
    return refuse_reading(visibility=visibility, is_removed=is_removed, shown=shown, reader=Reader()) is None


def may_change(*, is_removed: bool, reader: Reader) -> bool:
    """Whether someone may give a document another title or remove it (§ documents-title)."""
    return not is_removed and (reader.is_uploader or reader.is_staff)


def refuse_removal(*, is_removed: bool, reader: Reader, reason: str) -> Refusal | None:
    """Return why someone may not remove a document (§ documents-removal)."""
    if is_removed:
        return Refusal.REMOVED
    if not (reader.is_uploader or reader.is_staff):
        return Refusal.NOT_YOURS
    return None if reason else Refusal.REASON_NEEDED


def refuse_description(*, is_removed: bool, reader: Reader, title: str) -> Refusal | None:
    """Return why someone may not give a document this title (§ documents-title)."""
    if is_removed:
        return Refusal.REMOVED
    if not (reader.is_uploader or reader.is_staff):
        return Refusal.NOT_YOURS
    return None if title else Refusal.TITLE_NEEDED


def refuse_covering(*, is_removed: bool, is_picture: bool, reader: Reader, is_asked: bool) -> Refusal | None:
    """Return why a picture is not painted over (§ documents-covered)."""
    if is_removed:
        return Refusal.REMOVED
    if not reader.is_staff:
        return Refusal.NOT_YOURS
    if not is_picture:
        return Refusal.NOT_A_PICTURE
    return None if is_asked else Refusal.NOTHING_CHOSEN
