"""An icon of the sprite and a day, drawn in a page."""

import datetime as dt
from functools import cache, lru_cache
from html import escape
from typing import cast

from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

from tadafor.ui import formatting, languages
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


def shown(value: object) -> str:
    """Say a value on a page as templates do: escaped unless it is drawn already, numbers as written here."""
    kind = type(value)
    if kind is SafeString:
        return cast("str", value)
    if kind is str:
        return escape(cast("str", value))
    if kind is int:
        return str(value)  # USE_THOUSAND_SEPARATOR is off
    if isinstance(value, str | Promise):
        return conditional_escape(cast("str", value))
    return conditional_escape(str(localize(template_localtime(value))))


def safe(drawn: str) -> SafeString:
    """Call drawn what was put together from parts that were ``shown``, or drawn, one by one."""
    return SafeString(drawn)


def time(value: dt.date | dt.datetime | None, form: str = "day") -> SafeString | str:
    """Write a day (or ``moment``, ``short_day``) that machines can read too."""
    if value is None:
        return ""
    return _timed(value, form, languages.current().code)


@lru_cache(maxsize=2_000)
def _timed(value: dt.date | dt.datetime, form: str, _language: str) -> SafeString:
    """A list says the same days over and over; how a day is said follows from the language alone."""
    return format_html(
        '<time datetime="{}">{}</time>', formatting.machine(value), getattr(formatting, form)(value)
    )
