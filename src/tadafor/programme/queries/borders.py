"""The borders of the twelve regions, as maps draw them.

Simplified from OpenStreetMap's (``borders.json`` names the source and its licence): for drawings alone.
"""

import json
from functools import cache
from pathlib import Path

from tadafor.ui.maps import Border

BORDERS = Path(__file__).parent.parent / "borders.json"


@cache
def borders() -> dict[str, Border]:
    """Return the border of each region by the code of its place, read once in a process."""
    found = json.loads(BORDERS.read_text("utf-8"))["regions"]
    return {code: Border(shape) for code, shape in found.items()}
