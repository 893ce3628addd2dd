"""The fonts of the pages, cut from the full fonts of the documents.

``python -m tadafor.ui.fonts`` writes ``static/ui/fonts/*.woff2`` again from ``documents/fonts/*.ttf``.
A page must carry at most 60 KB of them, so each file holds one script and no hinting, and the browser
fetches the Latin and Tifinagh files only when their letters appear (``unicode-range`` in the stylesheet).
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
FULL = HERE / "documents" / "fonts"
CUT = HERE / "static" / "ui" / "fonts"

# Persian and Moroccan letters stay (گ ݣ ڭ ڤ پ چ); Quranic signs and Eastern digits go.
ARABIC = [
    *(*range(0x0020, 0x007F), 0x00A0, 0x00AB, 0x00B7, 0x00BB, 0x00D7),
    *(0x060C, 0x061B, 0x061F, *range(0x0621, 0x063B), *range(0x0640, 0x0653), 0x066A, 0x0670, 0x0671),
    *(0x067E, 0x0686, 0x0698, 0x06A4, 0x06A8, 0x06A9, 0x06AD, 0x06AF, 0x06CC, 0x0763),
    *(0x200C, 0x200D, 0x200E, 0x200F, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2212),
    *(0x202F, 0x2066, 0x2067, 0x2068, 0x2069),
]
LATIN = [
    *range(0x00A1, 0x0100),
    *(0x0152, 0x0153, 0x0178, 0x011E, 0x011F, 0x0130, 0x0131, 0x015E, 0x015F, 0x0160, 0x0161),
    *(0x017D, 0x017E, 0x2022, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122),
]
# The alphabet of IRCAM and its labialisation mark.
TIFINAGH = [
    *(0x2D30, 0x2D31, 0x2D33, 0x2D37, 0x2D39, 0x2D3B, 0x2D3C, 0x2D3D, 0x2D40, 0x2D43, 0x2D44, 0x2D45),
    *(0x2D47, 0x2D49, 0x2D4A, 0x2D4D, 0x2D4E, 0x2D4F, 0x2D53, 0x2D54, 0x2D55, 0x2D56, 0x2D59, 0x2D5A),
    *(0x2D5B, 0x2D5C, 0x2D5F, 0x2D61, 0x2D62, 0x2D63, 0x2D65, 0x2D6F),
]
FEATURES = ["ccmp", "init", "medi", "fina", "isol", "rlig", "calt", "liga", "kern", "mark", "mkmk", "locl"]


@dataclass(frozen=True)
class Cut:
    """One file to write: the letters of one script from one full font."""

    source: str
    target: str
    letters: list[int]


CUTS = (
    Cut("IBMPlexSansArabic-Regular.ttf", "plex-arabic-400.woff2", ARABIC),
    Cut("IBMPlexSansArabic-Bold.ttf", "plex-arabic-700.woff2", ARABIC),
    Cut("IBMPlexSansArabic-Regular.ttf", "plex-latin-400.woff2", LATIN),
    Cut("IBMPlexSansArabic-Bold.ttf", "plex-latin-700.woff2", LATIN),
    Cut("NotoSansTifinagh-Regular.ttf", "tifinagh-400.woff2", TIFINAGH),
)


def write(cut: Cut, folder: Path = CUT) -> int:
    """Write one cut font and return its size in bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = FEATURES
    # The copyright and licence travel with the font, its reserved name does not: this is a modified version.
    options.name_IDs = [0, 13, 14]
    options.drop_tables = [*options.drop_tables, "DSIG", "STAT", "meta"]
    with subset.load_font(str(FULL / cut.source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=cut.letters)
        subsetter.subset(font)
        subset.save_font(font, str(folder / cut.target), options)
    return (folder / cut.target).stat().st_size


def main() -> None:
    """Write every cut font and say how heavy it is."""
    for cut in CUTS:
        sys.stdout.write(f"{cut.target} {write(cut):>6} bytes\n")


if __name__ == "__main__":
    main()
