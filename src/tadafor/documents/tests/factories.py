"""Real files of every kind, honest and not."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tadafor.documents.rules import MEDIA_TYPES, Kind

PLACE = {1: "N", 2: (35.0, 11.0, 24.0), 3: "W", 4: (6.0, 9.0, 0.0)}
_GPS = 0x8825
_ORIENTATION = 0x0112
_MAKE = 0x010F
SIDEWAYS = 6


def picture(width=400, height=300, mode="RGB"):
    """A picture whose left half is red and right half blue, so that turning it can be seen."""
    made = Image.new(mode, (width, height), "red")
    made.paste("blue", (width // 2, 0, width, height))
    return made


def with_place(orientation=1):
    exif = Image.Exif()
    exif[_MAKE] = "Téléphone"
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS).update(PLACE)
    return exif.tobytes()


def image_bytes(kind="JPEG", *, made=None, **options):
    written = io.BytesIO()
    (made or picture()).save(written, format=kind, **options)
    return written.getvalue()


def heic_bytes(*, made=None, **options):
    import pillow_heif

    written = io.BytesIO()
    pillow_heif.from_pillow(made or picture()).save(written, quality=60, **options)
    return written.getvalue()


def pdf_bytes(catalog=b"", objects=b""):
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        + objects
        + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def packed_objects(inside):
    """Objects compressed in a stream, where a plain search finds nothing."""
    packed = zlib.compress(inside)
    return (
        b"3 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\r\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )


def zip_bytes(**members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return written.getvalue()


def odt_bytes(**more):
    return zip_bytes(**{"mimetype": MEDIA_TYPES[Kind.ODT], "content.xml": "<office/>"} | more)


def docx_bytes(**more):
    return zip_bytes(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"} | more)


def xlsx_bytes(**more):
    from openpyxl import Workbook

    written = io.BytesIO()
    Workbook().save(written)
    if more:
        with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as packed:
            for name, content in more.items():
                packed.writestr(name, content)
    return written.getvalue()


def bomb_png(width=60_000, height=60_000):
    """A few hundred bytes that say they are a picture of 3.6 thousand million pixels."""

    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def protected(packed):
    """The same packed file with every member marked as locked by a password."""
    changed = bytearray(packed)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 0x1
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)
