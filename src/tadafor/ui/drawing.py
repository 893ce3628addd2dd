"""An icon of the sprite, drawn in a page."""

from functools import cache, lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tadafor.ui.icons import MIRRORED


def draw(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite; decorative unless it has a ``label``."""
    return _drawn(name, size, str(label))


@lru_cache(maxsize=500)
def _drawn(name: str, size: str, label: str) -> SafeString:
    """A page draws dozens of icons, nearly always the same ones."""
    classes = " ".join(
        part for part in ("icon", size and f"icon-{size}", name in MIRRORED and "icon-mirrored") if part
    )
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', classes, spoken, _sprite(), name)


@cache
def _sprite() -> str:
    """The sprite's address, which costs as much as the drawing when asked for each icon."""
    return static("ui/icons.svg")
