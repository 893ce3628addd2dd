"""Shapes computed on the server: bars, shares and QR codes, as inline SVG."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tadafor.ui.components import Bar, Cell, Tone

TEXTURES = 3
PALETTE = (Tone.GREEN, Tone.SAFFRON, Tone.TERRACOTTA, Tone.PLAIN)


@dataclass(frozen=True)
class Drawn:
    """A bar with its place in hundredths of the whole."""

    label: str
    value: float
    tone: Tone
    note: str
    start: float
    width: float
    share: float
    texture: int = 0  # so that parts of one colour are told apart


def bars(rows: Iterable[Bar | Sequence[Any]], most: float = 0) -> list[Drawn]:
    """Each row drawn against the longest, or against ``most`` where that is a whole."""
    found = [_bar(row) for row in rows]
    longest = max([most, *(bar.value for bar in found)]) or 1
    total = sum(bar.value for bar in found) or 1
    return [
        Drawn(b.label, b.value, b.tone, b.note, 0, round(b.value / longest * 100, 2), b.value / total * 100)
        for b in found
    ]


def stacked(parts: Iterable[Bar | Sequence[Any]]) -> list[Drawn]:
    """Each part drawn after the one before, all together the whole; parts of one tone by texture too."""
    found = [_bar(part, PALETTE[at % len(PALETTE)]) for at, part in enumerate(parts)]
    total = sum(bar.value for bar in found) or 1
    drawn: list[Drawn] = []
    start = 0.0
    for bar in found:
        width = bar.value / total * 100
        texture = sum(one.tone == bar.tone for one in drawn) % TEXTURES
        at = round(start, 2), round(width, 2)
        drawn.append(Drawn(bar.label, bar.value, bar.tone, bar.note, *at, width, texture))
        start += width
    return drawn


@dataclass(frozen=True)
class Bubble:
    """A cell of a matrix with its circle, whose surface tells the number."""

    value: int
    href: str
    radius: float


SMALLEST, LARGEST = 7.0, 19.0


def matrix(rows: Iterable[tuple[str, Sequence[Cell]]]) -> list[tuple[str, list[Bubble]]]:
    """Each cell drawn against the largest; what is zero has no circle."""
    found = [(label, list(cells)) for label, cells in rows]
    most = max((cell.value for _label, cells in found for cell in cells), default=0) or 1
    return [(label, [_bubble(cell, most) for cell in cells]) for label, cells in found]


def _bubble(cell: Cell, most: int) -> Bubble:
    share = (cell.value / most) ** 0.5
    radius = round(SMALLEST + (LARGEST - SMALLEST) * share, 1) if cell.value else 0.0
    return Bubble(cell.value, cell.href, radius)


MASK = 3


def qr(text: str, label: str, *, told: bool = True) -> SafeString:
    """A QR code as SVG without inline style, drawn in the colour of the ink on white.

    Its mask is chosen beforehand: any can be read, and weighing all eight costs more than the page around it.
    """
    below = format_html('<figcaption><bdi dir="ltr">{}</bdi></figcaption>', text) if told else ""
    return format_html(
        '<figure class="qr"><div role="img" aria-label="{}">{}</div>{}</figure>',
        label,
        mark_safe(_squares(text)),  # noqa: S308 -- made by segno from numbers only
        below,
    )


@lru_cache(maxsize=500)
def _squares(text: str) -> str:
    code = segno.make(text, error="m", micro=False, mask=MASK)
    out = io.BytesIO()
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        svgclass=None,
        lineclass="qr-line",
    )
    return out.getvalue().decode().strip()


def _bar(row: Bar | Sequence[Any], tone: Tone = Tone.GREEN) -> Bar:
    if isinstance(row, Bar):
        return row
    label, value, *rest = row
    return Bar(str(label), float(value), Tone(rest[0]) if rest else tone)
