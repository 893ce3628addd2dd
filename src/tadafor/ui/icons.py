"""The icons of the house, cut from Lucide into one sprite.

``python -m tadafor.ui.icons FOLDER`` writes ``static/ui/icons.svg`` again, where FOLDER is ``icons/`` of the
npm package ``lucide-static``. To use another icon, add its name here and run it.
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"

# Icons that point along the line of reading and turn with it.
MIRRORED = frozenset(
    """
    arrow-left arrow-right chevron-left chevron-right list-checks log-in log-out message-circle
    messages-square message-square-plus reply send undo-2 volume-2 list scroll-text external-link
    corner-down-right file-text
    """.split()  # noqa: SIM905 -- a list to read
)

NAMES = """
    accessibility archive arrow-left arrow-right badge-check ban bell bell-ring book-open building-2
    calendar-days chart-column check chevron-down chevron-left chevron-right circle-alert circle-check
    circle-dot-dashed circle-question-mark circle-x clipboard-list clock coins copy corner-down-right
    download external-link eye eye-off file-pen-line file-plus file-text flag funnel gavel
    git-compare-arrows globe handshake history hourglass house image inbox info key-round landmark layers
    lightbulb link list list-checks lock log-in log-out mail map-pin megaphone menu message-circle mic
    message-square-plus messages-square minus paperclip pause pen-line phone play plus printer qr-code reply
    rotate-ccw scale scroll-text search send settings shield-check square star thumbs-up trash-2
    triangle-alert undo-2 upload user user-check user-plus users volume-2 vote wifi-off x
""".split()  # noqa: SIM905 -- same

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def symbol(folder: Path, name: str) -> str:
    """One icon as a symbol of the sprite."""
    found = _BODY.search((folder / f"{name}.svg").read_text())
    if found is None:
        raise ValueError(f"{name}.svg holds no drawing")
    body = re.sub(r"\s*\n\s*", "", found.group(1)).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def write(folder: Path) -> None:
    """Write the sprite."""
    symbols = "\n".join(symbol(folder, name) for name in NAMES)
    credit = "<!-- Lucide icons, ISC licence, see LUCIDE-LICENSE.txt -->"
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{credit}\n{symbols}\n</svg>\n')


if __name__ == "__main__":
    write(Path(sys.argv[1]))
