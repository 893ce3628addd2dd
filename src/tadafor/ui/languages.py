"""What Django must know about Tamazight before it reads its settings."""

from django.conf.locale import LANG_INFO


def register() -> None:
    """Add Tamazight (Tifinagh, left to right) to the languages Django can name."""
    LANG_INFO.setdefault(
        "zgh", {"bidi": False, "code": "zgh", "name": "Standard Moroccan Tamazight", "name_local": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
    )
