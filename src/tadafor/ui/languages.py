"""The three languages of the house, and how an address names one.

Arabic stands without prefix; ``/fr/`` and ``/zgh/`` name the others. Nothing else (no header, no cookie)
decides, so that a page at one address is the same for everybody.
"""

import re
from dataclasses import dataclass

from django.conf import locale
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code in addresses, its tag in pages, how it calls itself."""

    code: str
    tag: str
    direction: str
    name: str
    name_latin: str


ARABIC = Language("ar", "ar-MA", "rtl", "العربية", "Arabic")
FRENCH = Language("fr", "fr", "ltr", "Français", "French")
TAMAZIGHT = Language("zgh", "zgh", "ltr", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "Standard Moroccan Tamazight")
LANGUAGES = {language.code: language for language in (ARABIC, FRENCH, TAMAZIGHT)}

_PREFIXED = re.compile(r"^/(fr|zgh)(?=/|$)")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_TIFINAGH_IN_MAIN = re.compile(
    r"(<(?!option|title|textarea)[^<>]*>\s*)([\u2d30-\u2d7f][\u2d30-\u2d7f ]*)(?=\s*<)"
)
_OTHER_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u2d30-\u2d7f]")


def register() -> None:
    """Make Tamazight known to Django, which does not list it. Called by the settings."""
    for language in LANGUAGES.values():
        locale.LANG_INFO.setdefault(
            language.code,
            {
                "bidi": language.direction == "rtl",
                "code": language.code,
                "name": language.name_latin,
                "name_local": language.name,
            },
        )


def of_path(path: str) -> Language:
    """The language an address asks for."""
    found = _PREFIXED.match(path)
    return LANGUAGES[found.group(1)] if found else ARABIC


def without_language(path: str) -> str:
    """The address without its language, as traces and audit keep it."""
    return _PREFIXED.sub("", path, count=1) or "/"


def in_language(path: str, code: str) -> str:
    """The same address in another language."""
    bare = without_language(path)
    return bare if code == ARABIC.code else f"/{code}{bare}"


def current() -> Language:
    """The language of the moment."""
    return LANGUAGES.get(get_language() or ARABIC.code, ARABIC)


def language_of(text: str) -> Language | None:
    """The language whose script begins ``text``; None where there is no letter."""
    arabic, other = _ARABIC_LETTER.search(text), _OTHER_LETTER.search(text)
    if arabic and (not other or arabic.start() < other.start()):
        return ARABIC
    if other:
        return TAMAZIGHT if other.group() >= "\u2d30" else FRENCH
    return None


def tongue(text: object) -> SafeString:
    """Say the language and the direction of an element that holds ``text``, where they are not the page's.

    Words that know their language (``spoken_in``) are believed; others are told by their script.
    """
    here = ARABIC if current() is TAMAZIGHT else current()  # what a page says at length is Arabic there
    code = getattr(text, "spoken_in", None)
    found = LANGUAGES.get(code) if code else language_of(str(text))
    return _AUTO if found is None or found is here else _TONGUES[found.code]


_AUTO = SafeString(' dir="auto"')
_TONGUES = {
    one.code: format_html(' lang="{}" dir="{}"', one.tag, one.direction) for one in LANGUAGES.values()
}


def spoken(text: object) -> str | SafeString:
    """Mark words that fell back to Arabic inside a page of another language, with their direction."""
    words = str(text)
    here = current()
    if here is not ARABIC and language_of(words) is ARABIC:
        return format_html('<bdi lang="{}" dir="rtl">{}</bdi>', ARABIC.tag, text)
    return words if not isinstance(text, SafeString) else text


def marked(page: str) -> str:
    """Say the language of the Tamazight words of a page whose text at length is Arabic."""
    start, main, rest = page.partition("<main")
    said = _TIFINAGH_IN_MAIN.sub(rf'\1<span lang="{TAMAZIGHT.tag}" dir="ltr">\2</span>', rest)
    return start + main + said
