"""Paths and the language they carry: Arabic without prefix, ``/fr/…``, ``/zgh/…``."""

from django.conf import settings
from django.utils.translation import get_language


def without_language(path: str) -> str:
    """Return ``path`` as it is stored: without the prefix of any language."""
    first, slash, rest = path.removeprefix("/").partition("/")
    prefixes = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return f"/{rest}" if slash and first in prefixes else path


def in_language(path: str, language: str | None = None) -> str:
    """Return ``path`` in ``language``, or in the language of the moment; outer addresses stay."""
    if not path.startswith("/") or path.startswith("//"):
        return path
    language = language or get_language() or settings.LANGUAGE_CODE
    path = without_language(path)
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"
