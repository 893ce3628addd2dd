"""The gallery of components and the page on accessibility."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tadafor.kernel import clock
from tadafor.kernel.pages import keep
from tadafor.ui import gallery as shown
from tadafor.ui.icons import NAMES


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, in light and in dark; for developers and for the pictures of the docs."""
    if not (settings.DEBUG or settings.TADAFOR_DEMONSTRATION):
        raise Http404
    facts = {
        "frame": shown.GalleryFrame(request),
        "sample": shown.sample_of(clock.today()),
        "icons": NAMES,
        "sheets": [{"look": look, **shown.forms_shown(look)} for look in ("light", "dark")],
    }
    return render(request, "ui/gallery.html", facts)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we promise to people who see, hear or move differently, and what to do when we fail."""
    return keep(render(request, "ui/accessibility.html"), now=clock.now())
