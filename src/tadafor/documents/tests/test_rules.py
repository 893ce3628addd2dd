"""The rules of documents, on real bytes and without a database."""

import struct
from time import monotonic

import pytest

from tadafor.documents import rules
from tadafor.documents.rules import (
    ANY,
    DOCUMENT_LIMIT,
    IMAGE_LIMIT,
    IMAGES,
    MEGABYTE,
    OFFICE,
    Kind,
    Reader,
    Refusal,
    Visibility,
)
from tadafor.documents.tests import factories as made
from tadafor.traces.rules import Visibility as Shown


def kind_of(whole):
    return rules.kind_of(whole[:64], whole)


@pytest.mark.parametrize(
    ("whole", "kind"),
    [
        (made.pdf_bytes(), Kind.PDF),
        (made.image_bytes("JPEG"), Kind.JPEG),
        (made.image_bytes("PNG"), Kind.PNG),
        (made.image_bytes("WEBP"), Kind.WEBP),
        (made.heic_bytes(), Kind.HEIC),
        (made.odt_bytes(), Kind.ODT),
        (made.docx_bytes(), Kind.DOCX),
        (made.xlsx_bytes(), Kind.XLSX),
        ("الاسم;الحي\nمثال;السلام\n".encode(), Kind.CSV),
        ("الاسم,الحي\nمثال,السلام\n".encode("utf-8-sig"), Kind.CSV),
        ("محضر الاجتماع\nحضر ثلاثون شخصا، وتدخل منهم عشرة".encode(), Kind.TEXT),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ".encode(), Kind.TEXT),
        (made.image_bytes("GIF"), None),
        (made.image_bytes("BMP"), None),
        (made.image_bytes("TIFF"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", None),
        (b"\xef\xbb\xbf  \n<?xml version='1.0'?><svg/>", None),
        (b"<!DOCTYPE html><html></html>", None),
        (b"<script>1</script>", None),
        ("نص بترميز قديم".encode("cp1256"), None),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF\x02\x01", None),
        (b"text with \x00 zero", None),
        (b"   \n ", None),
        (b"PK\x03\x04 but nothing after", None),
        (made.zip_bytes(**{"a.txt": "a"}), None),
        (made.zip_bytes(**{"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), None),
        (made.zip_bytes(mimetype="application/epub+zip"), None),
        (made.zip_bytes(mimetype="x" * 500), None),
        (b"GIF89a" + made.zip_bytes(a="a"), None),
    ],
)
def test_a_file_is_what_its_content_says(whole, kind):
    """§ documents-kinds"""
    assert kind_of(whole) is kind


def test_every_kind_has_a_media_type_and_no_page_among_them():
    assert set(rules.MEDIA_TYPES) == set(Kind) == IMAGES | OFFICE
    assert not [kind for kind in rules.MEDIA_TYPES.values() if "html" in kind or "svg" in kind]


@pytest.mark.parametrize(
    ("size", "kind", "refusal"),
    [
        (0, None, Refusal.EMPTY),
        (1, None, None),
        (DOCUMENT_LIMIT, None, None),
        (DOCUMENT_LIMIT + 1, None, Refusal.TOO_LARGE),
        (IMAGE_LIMIT, Kind.HEIC, None),
        (IMAGE_LIMIT + 1, Kind.JPEG, Refusal.TOO_LARGE),
        (IMAGE_LIMIT + 1, Kind.PDF, None),
        (DOCUMENT_LIMIT + 1, Kind.PDF, Refusal.TOO_LARGE),
    ],
)
def test_how_large_a_file_may_be(size, kind, refusal):
    """§ documents-size"""
    assert rules.refuse_size(size, kind) is refusal


@pytest.mark.parametrize(
    ("kind", "name", "wanted", "refusal"),
    [
        (Kind.PDF, "محضر.pdf", ANY, None),
        (Kind.PDF, "plan.jpg", ANY, Refusal.LYING_NAME),
        (Kind.JPEG, "صورة.pdf", ANY, Refusal.LYING_NAME),
        (Kind.HEIC, "IMG_2041.JPG", ANY, None),
        (Kind.WEBP, "a.jpeg", ANY, None),
        (Kind.DOCX, "a.odt", ANY, Refusal.LYING_NAME),
        (Kind.XLSX, "a.docx", ANY, Refusal.LYING_NAME),
        (Kind.TEXT, "liste.csv", ANY, None),
        (Kind.TEXT, "page.html", ANY, Refusal.LYING_NAME),
        (Kind.TEXT, "run.exe", ANY, Refusal.LYING_NAME),
        (Kind.PDF, "بدون امتداد", ANY, None),
        (Kind.PDF, "دراسة v1. نهائية", ANY, None),
        (Kind.PDF, "", ANY, None),
        (Kind.PDF, "a.pdf", IMAGES, Refusal.NOT_WANTED),
        (None, "a.pdf", ANY, Refusal.NOT_ALLOWED),
    ],
)
def test_a_name_may_not_lie(kind, name, wanted, refusal):
    """§ documents-name"""
    assert rules.refuse_kind(kind, name=name, wanted=wanted) is refusal


@pytest.mark.parametrize(
    ("whole", "refusal"),
    [
        (made.pdf_bytes(), None),
        (made.pdf_bytes(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes(b"/OpenAction << /S /J#61vaScript >>"), Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes(b"/A << /S /Launch /F (cmd.exe) >>"), Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes(b"/Names << /EmbeddedFiles 4 0 R >>"), Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes(b"/AcroForm << /XFA 5 0 R >>"), Refusal.ACTIVE_CONTENT),
        (made.pdf_bytes(b"/Title (/JSON and /XFAB)"), None),
        (made.pdf_bytes(objects=made.packed_objects(b"9 0 << /S /JavaScript >>")), Refusal.ACTIVE_CONTENT),
        (
            made.pdf_bytes(objects=made.packed_objects(b"9 0 << /S /J#53 /JS 4 0 R >>")),
            Refusal.ACTIVE_CONTENT,
        ),
        (made.pdf_bytes(objects=made.packed_objects(b"9 0 << /Type /Page >>")), None),
        (made.pdf_bytes(objects=b"3 0 obj << /Type /ObjStm >>\nstream\nnot packed\nendstream\n"), None),
        (made.pdf_bytes(objects=b"3 0 obj << >>\nstream\n\x01/JS \x02\nendstream\n"), None),
        (made.pdf_bytes(b"/Encrypt 7 0 R"), Refusal.ENCRYPTED),
        (made.pdf_bytes()[:-6], Refusal.DAMAGED),
        (made.pdf_bytes() + made.zip_bytes(**{"a.html": "<script>"}), Refusal.TWO_IN_ONE),
    ],
)
def test_what_a_pdf_may_hold(whole, refusal):
    """§ documents-active"""
    assert rules.refuse_content(Kind.PDF, whole) is refusal


@pytest.mark.parametrize(
    ("kind", "whole", "refusal"),
    [
        (Kind.ODT, made.odt_bytes(), None),
        (Kind.DOCX, made.docx_bytes(), None),
        (Kind.XLSX, made.xlsx_bytes(), None),
        (Kind.DOCX, made.docx_bytes(**{"word/vbaProject.bin": "x"}), Refusal.ACTIVE_CONTENT),
        (Kind.XLSX, made.xlsx_bytes(**{"xl/embeddings/oleObject1.bin": "x"}), Refusal.ACTIVE_CONTENT),
        (Kind.ODT, made.odt_bytes(**{"Basic/Standard/a.xml": "x"}), Refusal.ACTIVE_CONTENT),
        (Kind.DOCX, made.docx_bytes(**{"word/media/setup.exe": "x"}), Refusal.ACTIVE_CONTENT),
        (Kind.DOCX, made.docx_bytes(**{"word/media/image1.png": "x"}), None),
        (Kind.DOCX, made.protected(made.docx_bytes()), Refusal.ENCRYPTED),
        (Kind.ODT, made.odt_bytes(**{f"m{n}": "" for n in range(5_001)}), Refusal.SWELLS),
        (Kind.CSV, b"a,b\n1,2\n", None),
    ],
)
def test_what_an_office_file_may_hold(kind, whole, refusal):
    """§ documents-active"""
    assert rules.refuse_content(kind, whole) is refusal


def test_what_swells_when_it_is_opened_is_refused():
    """§ documents-active"""
    table = made.xlsx_bytes(**{"xl/big.xml": bytes(201 * MEGABYTE)})
    assert len(table) < MEGABYTE
    assert rules.refuse_content(Kind.XLSX, table) is Refusal.SWELLS

    objects = made.pdf_bytes(objects=made.packed_objects(bytes(65 * MEGABYTE)))
    assert len(objects) < MEGABYTE
    assert rules.refuse_content(Kind.PDF, objects) is Refusal.SWELLS


# Large enough that work growing with the square would take minutes.
LARGE = 2 * MEGABYTE


def hostile_zip():
    """The end of a packed file that says its list of members is enormous."""
    return (
        b"PK\x03\x04"
        + b"PK\x01\x02" * MEGABYTE
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, 4 * MEGABYTE, 4, 0)
    )


@pytest.mark.parametrize(
    "hostile",
    [
        b"%PDF-1.7" + b"/Type /ObjStm " * (LARGE // 14),
        b"%PDF-1.7" + b"/ObjStm stream\n" * (LARGE // 15) + b"endstream",
        b"%PDF-1.7" + b"/ObjStm stream\nendstream" * (LARGE // 24),
        b"%PDF-1.7" + b"stream\n" * (LARGE // 7),
        b"%PDF-1.7" + b"/#4A#53" * (LARGE // 7),
        b"PK\x03\x04" + b"PK\x01\x02" * (LARGE // 4),
        hostile_zip(),
        b"<" * LARGE,
        b"," * LARGE,
        b"\n" * LARGE,
    ],
    ids=range(10),
)
def test_no_file_keeps_the_rules_busy(hostile):
    """§ documents-active"""
    started = monotonic()

    kind = kind_of(hostile)
    if kind:
        rules.refuse_content(kind, hostile + b"%%EOF")

    assert monotonic() - started < 3


def test_how_many_pixels_are_opened():
    """§ documents-images"""
    assert rules.refuse_pixels(8_000, 6_000) is None
    assert rules.refuse_pixels(10_000, 5_001) is Refusal.TOO_MANY_PIXELS


NOBODY, UPLOADER, STAFF = Reader(), Reader(is_uploader=True), Reader(is_staff=True)


@pytest.mark.parametrize(
    ("visibility", "shown", "reader", "refusal"),
    [
        (Visibility.PUBLIC, Shown.VISIBLE, NOBODY, None),
        (Visibility.PUBLIC, None, NOBODY, None),
        (Visibility.PUBLIC, Shown.HELD, NOBODY, Refusal.HIDDEN),
        (Visibility.PUBLIC, Shown.HIDDEN, NOBODY, Refusal.HIDDEN),
        (Visibility.PUBLIC, Shown.HIDDEN, UPLOADER, None),
        (Visibility.PUBLIC, Shown.HELD, STAFF, None),
        (Visibility.PRIVATE, Shown.VISIBLE, NOBODY, Refusal.PRIVATE),
        (Visibility.PRIVATE, None, NOBODY, Refusal.PRIVATE),
        (Visibility.PRIVATE, None, UPLOADER, None),
        (Visibility.PRIVATE, None, STAFF, None),
    ],
)
def test_who_reads_a_document(visibility, shown, reader, refusal):
    """§ documents-reading"""
    facts = {"visibility": visibility, "shown": shown}
    assert rules.refuse_reading(is_removed=False, reader=reader, **facts) is refusal
    assert rules.refuse_reading(is_removed=True, reader=reader, **facts) is Refusal.REMOVED
    assert rules.is_for_everybody(is_removed=False, **facts) is (
        visibility is Visibility.PUBLIC and shown in {None, Shown.VISIBLE}
    )
    assert not rules.is_for_everybody(is_removed=True, **facts)


@pytest.mark.parametrize(
    ("is_removed", "reader", "words", "removal", "description"),
    [
        (False, UPLOADER, "خطأ", None, None),
        (False, STAFF, "خطأ", None, None),
        (False, NOBODY, "خطأ", Refusal.NOT_YOURS, Refusal.NOT_YOURS),
        (False, STAFF, "", Refusal.REASON_NEEDED, Refusal.TITLE_NEEDED),
        (True, STAFF, "خطأ", Refusal.REMOVED, Refusal.REMOVED),
    ],
)
def test_who_removes_and_who_titles(is_removed, reader, words, removal, description):
    """§ documents-removal § documents-title"""
    assert rules.refuse_removal(is_removed=is_removed, reader=reader, reason=words) is removal
    assert rules.refuse_description(is_removed=is_removed, reader=reader, title=words) is description
