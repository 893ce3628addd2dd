"""Official documents as PDF: typeset by Typst with the fonts of the house, shaped right in Arabic.

What people wrote never becomes markup: it travels as JSON in ``sys.inputs``. The same data gives
the same bytes, so a document can be sealed.
"""

import json
from base64 import b64encode
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

_HOUSE = Path(__file__).resolve().parents[2]
_FONTS = Path(__file__).parent / "fonts"
_LONGEST_SIDE = 1_100  # a page wide at 150 dots an inch


def pdf(template: str, data: dict[str, Any], *, day: date) -> bytes:
    """Return ``template`` (a path below the package, as ``consultations/documents/report.typ``) as PDF.

    ``day`` is the date of the document; it is tagged for screen readers (PDF/UA-1).
    """
    import typst  # noqa: PLC0415 -- a document is asked for now and then

    told = data | {"day": [day.year, day.month, day.day]}
    made = typst.compile(
        str(_HOUSE / template),
        root=str(_HOUSE),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)  # noqa: S101 -- one PDF, never a list of pages
    return made


def qr(address: str) -> str:
    """Return the QR code of ``address`` as SVG, for a template to draw."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=1, xmldecl=False)
    return drawn.getvalue().decode()


def picture(whole: bytes) -> str:
    """Return a photograph as SVG, no larger than paper shows, for a template; nothing of a broken one."""
    from PIL import Image  # noqa: PLC0415 -- as rare as the documents that show photographs

    try:
        with Image.open(BytesIO(whole)) as opened:
            opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            flat = Image.new("RGB", opened.size, "white")
            plain = opened.convert("RGBA")
            flat.paste(plain, mask=plain.getchannel("A"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return ""
    drawn = BytesIO()
    flat.save(drawn, format="JPEG", quality=82)
    width, height = flat.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{b64encode(drawn.getvalue()).decode()}"/></svg>'
    )
