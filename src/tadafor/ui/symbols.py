"""Symbols and colours by which those who do not read know a project, on screens and on paper.

Each symbol is one drawing of our own in a square of 24; each colour is dark enough for white to be read on it
and is never said alone: a symbol and a number stand beside it.
"""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

SYMBOLS: dict[str, tuple[Promise, str]] = {
    "tree": (_("شجرة"), "M12 2 5 11h3l-4 6h7v5h2v-5h7l-4-6h3z"),
    "lamp": (_("مصباح"), "M8 2h8l3 8H5zM11 10h2v9h4v3H7v-3h4z"),
    "ball": (_("كرة"), "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 5 4.5 3.3-1.7 5.2H9.2L7.5 10.3z"),
    "book": (_("كتاب"), "M2 4c4-1 7 0 9 2v15c-2-2-5-3-9-2zM22 4c-4-1-7 0-9 2v15c2-2 5-3 9-2z"),
    "drop": (_("قطرة ماء"), "M12 2c4 6 7 9 7 13a7 7 0 0 1-14 0c0-4 3-7 7-13z"),
    "bench": (_("مقعد"), "M3 6h18v3H3zM2 12h20v3H2zM4 15h3v6H4zM17 15h3v6h-3z"),
    "bus": (_("حافلة"), "M4 4h16v14h-2v3h-3v-3H9v3H6v-3H4zM6 7v5h5V7zM13 7v5h5V7z"),
    "star": (_("نجمة"), "m12 2 3 7 7 .5-5.5 4.5L18.5 21 12 17l-6.5 4 2-7L2 9.5 9 9z"),
    "house": (_("بيت"), "M12 2 1 12h3v10h6v-6h4v6h6V12h3z"),
    "sun": (
        _("شمس"),
        "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4z",
    ),
    "flower": (
        _("زهرة"),
        "M12 1a4 4 0 0 1 4 4 4 4 0 0 1 0 8 4 4 0 0 1-3 2v8h-2v-8a4 4 0 0 1-3-2 4 4 0 0 1 0-8 4 4 0 0 1 4-4z",
    ),
    "heart": (_("قلب"), "M12 21C5 16 2 12 2 8a5 5 0 0 1 10-2 5 5 0 0 1 10 2c0 4-3 8-10 13z"),
}  # fmt: skip
COLOURS: dict[str, tuple[Promise, str]] = {
    "green": (_("أخضر"), "#1b6b3f"),
    "blue": (_("أزرق"), "#1f4f9c"),
    "red": (_("أحمر"), "#b3261e"),
    "orange": (_("برتقالي"), "#a65200"),
    "purple": (_("بنفسجي"), "#6b3fa0"),
    "brown": (_("بني"), "#6b4423"),
    "pink": (_("وردي"), "#ad1457"),
    "black": (_("أسود"), "#222222"),
}


def path_of(name: str) -> str:
    """Return the drawing of a symbol, an empty one when it is not known."""
    return SYMBOLS[name][1] if name in SYMBOLS else ""


def ink_of(colour: str) -> str:
    """Return a colour as printers and drawings write it."""
    return COLOURS[colour][1] if colour in COLOURS else COLOURS["black"][1]


def said(name: str, colour: str) -> str:
    """Return how a symbol is called aloud: «شجرة · أخضر»."""
    parts = [str(table[key][0]) for table, key in ((SYMBOLS, name), (COLOURS, colour)) if key in table]
    return " · ".join(parts)


def symbol(name: str, colour: str = "", size: str = "") -> SafeString | str:
    """Draw a symbol in its colour, said to those who cannot see it; nothing when there is none."""
    if name not in SYMBOLS:
        return ""
    return format_html(
        '<svg class="symbol{}" viewBox="-4 -4 32 32" role="img" aria-label="{}">'
        '<rect x="-4" y="-4" width="32" height="32" rx="7" fill="{}"/><path d="{}" fill="#fff"/></svg>',
        f" symbol-{size}" if size else "",
        said(name, colour),
        ink_of(colour),
        mark_safe(path_of(name)),  # noqa: S308 -- one of our own drawings
    )
