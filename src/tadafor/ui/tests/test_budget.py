"""What a first visit weighs, and what styles and templates must never hold."""

import re
from pathlib import Path

import brotli
import pytest
from django.template.loader import get_template

from tadafor.ui.icons import MIRRORED, NAMES, SPRITE

ROOMS = Path(__file__).resolve().parents[2]
STATIC = ROOMS / "ui" / "static" / "ui"
SHEETS = [STATIC / "tadafor.css", STATIC / "components.css"]
SHEET = "".join(sheet.read_text() for sheet in SHEETS)
SCRIPT = (STATIC / "tadafor.js").read_text()
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))


def weight(*paths: Path) -> int:
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def test_the_sheets_weigh_under_15_kb_together():
    assert weight(*SHEETS) < 15_000


def test_the_scripts_weigh_under_20_kb_together():
    assert weight(STATIC / "tadafor.js", STATIC / "vendor" / "htmx.min.js") < 20_000


def test_our_script_stays_short():
    assert len(SCRIPT.splitlines()) < 400


def test_the_fonts_weigh_under_60_kb_together():
    assert sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2")) < 60_000


def test_the_sheet_turns_with_the_language():
    physical = re.compile(r"(?<![\w-])(?:left|right|(?:margin|padding|border)-(?:left|right|top|bottom))\b")
    assert not [line for line in SHEET.splitlines() if physical.search(line)]
    assert not re.findall(r"text-align:\s*(?:left|right)|float:", SHEET)


def test_the_sheet_and_the_script_fetch_nothing_from_elsewhere():
    assert "//" not in re.sub(r"^\s*//.*$|\s// .*$", "", SHEET, flags=re.MULTILINE)
    assert not re.findall(r"https?:", SCRIPT)
    assert not re.findall(r"\beval\(|new Function|document\.write", SCRIPT)


def test_every_file_the_sheet_names_is_there():
    named = re.findall(r"url\(([^)]+)\)", SHEET)
    assert len(named) >= 6
    assert not [name for name in named if not (STATIC / name).exists()]


PAGES = [path for path in TEMPLATES if "letter" not in path.name]  # mail needs its styles inside


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_templates_hold_no_inline_code(path):
    source = path.read_text()
    assert not re.findall(r"<style\b|\sstyle=|\son\w+=\"|javascript:", source)
    assert not re.findall(r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))[^>]*>", source)


def test_every_icon_a_template_names_is_in_the_sprite():
    sources = [path.read_text() for path in [*TEMPLATES, *ROOMS.glob("*/[a-z]*.py")]]
    pattern = re.compile(r"{% icon \"([\w-]+)\"|\bicon=\"([\w-]+)\"")
    named = {name for source in sources for pair in pattern.findall(source) for name in pair if name}
    assert len(named) > 10
    assert named <= set(NAMES)
    assert set(MIRRORED) <= set(NAMES)
    assert re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()) == list(NAMES)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_every_template_is_well_formed(path):
    get_template(str(path.relative_to(path.parents[len(path.relative_to(ROOMS).parts) - 3])))
