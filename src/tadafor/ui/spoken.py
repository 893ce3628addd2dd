"""The language of a page and its sentences, asked for hundreds of times while it is drawn."""

import threading
from functools import lru_cache

from django.utils.translation import trans_real

from tadafor.ui.languages import LANGUAGES

SENTENCES = 20_000


def remember() -> None:
    """Look each sentence up once for a process, and keep the language of a page where only its thread looks.

    Catalogues do not change while a process runs. Django keeps the language for event loops too, of which
    there is none here; both together took a tenth of a page.
    """
    trans_real._active = threading.local()  # type: ignore[attr-defined]  # noqa: SLF001 -- no setting
    for code in LANGUAGES:
        catalogue = trans_real.translation(code)
        if not hasattr(catalogue.gettext, "cache_info"):
            catalogue.gettext = lru_cache(maxsize=SENTENCES)(catalogue.gettext)  # type: ignore[method-assign]
