"""The committee admits observers to the full files of a count."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tadafor.budgets import queries
from tadafor.budgets.actions import observing as verbs
from tadafor.budgets.context import Here, any_here, go, shown
from tadafor.budgets.forms.counting import ObserverForm
from tadafor.budgets.queries.observing import observer_numbered, observers_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in

COUNTERS = queries.COMMITTEE


@staff_only(*COUNTERS)
def observers(request: Request, territory: str, slug: str) -> HttpResponse:
    """Who is admitted; admitting somebody shows their address, once."""
    place = any_here(slug)
    form = ObserverForm(typed_in(request))
    made: list[str] = []
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        if not tried(form, lambda: made.append(verbs.admit_observer(name=name, **facts))):
            return _page(request, place, ObserverForm(), given=_address(request, place, made[0]), to=name)
    return _page(request, place, form)


def _page(request: Request, place: Here, form: ObserverForm, **context: Any) -> HttpResponse:  # noqa: ANN401
    return shown(
        request, "budgets/desk/count/observers.html", place, form=form, rows=observers_of(place.edition),
        status=status_of(form), **context,
    )  # fmt: skip


def _address(request: Request, place: Here, secret: str) -> str:
    path = reverse("budgets:observer", args=[request.territory.slug, place.edition.slug, secret])
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}"


@require_POST
@staff_only(*COUNTERS)
def dismiss(request: Request, territory: str, slug: str, key: int) -> HttpResponse:
    """Close the address of an observer."""
    place = any_here(slug)
    found = observer_numbered(place.edition, key)
    if found is None:
        raise Http404
    try:
        verbs.dismiss_observer(observer=found, actor=request.actor, now=place.now)
    except Refused as refused:
        return go(request, "desk_observers", place, refused.sentence)
    return go(request, "desk_observers", place, _("أُغلق عنوانه: لم يعد يصل إلى الملفات."))
