"""Official documents as PDF: typeset by Typst with the fonts of the house, shaped right in Arabic.

What people wrote never becomes markup: it travels as JSON in ``sys.inputs``. The same data gives
the same bytes, so a document can be sealed.
"""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

_HOUSE = Path(__file__).resolve().parents[2]
_FONTS = Path(__file__).parent / "fonts"


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
