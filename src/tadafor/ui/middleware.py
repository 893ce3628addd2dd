"""The reader's language, taken from the address alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tadafor.ui.errors import dressed
from tadafor.ui.languages import TAMAZIGHT, marked, of_path


class PathLanguage:
    """Speak the language of the path for the length of one request, errors included.

    Django's own middleware adds ``Vary: Accept-Language`` to every page without a prefix, which
    would keep shared caches from holding them (design, "Pages that can be kept").
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = of_path(request.path_info)
        request.LANGUAGE_CODE = language.code
        with translation.override(language.code):
            response = dressed(request, self.answer(request))
        html = response.get("Content-Type", "").startswith("text/html")
        if language is TAMAZIGHT and html and not response.streaming:
            response.content = marked(response.content.decode()).encode()
            response.headers["Content-Length"] = str(len(response.content))
        response.headers.setdefault("Content-Language", language.tag)
        return response
