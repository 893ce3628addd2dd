"""What every page of this desk does: open to administrators only, ask, act, go back."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadafor.kernel import clock
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused
from tadafor.ui import way_back

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

P = ParamSpec("P")
Found = TypeVar("Found")
ADMINISTRATOR = "administrator"


class Administrator(Protocol):
    """The person asking, as far as this room asks; ``people`` stands above it."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def channel(self) -> str: ...

    @property
    def second_factor(self) -> bool: ...

    def has_role(self, territory_id: int, *kinds: Any) -> bool: ...  # noqa: ANN401 -- a kind of ``people``


class Request(HttpRequest):
    actor: Administrator
    territory: "Territory"


View = Callable[Concatenate[Request, P], HttpResponse]


def administrator_only(view: View[P]) -> View[P]:
    """Open a page to administrators of this territory, second factor passed; others see no page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: Request, /, *arguments: P.args, **named: P.kwargs) -> HttpResponse:
        if not request.actor.has_role(request.territory.pk, ADMINISTRATOR):
            raise Http404
        if not request.actor.second_factor:
            return HttpResponseRedirect(way_back.first("people:second_factor", request))
        return never_stored(view(request, *arguments, **named))

    guarded.open_to = (ADMINISTRATOR,)  # type: ignore[attr-defined]  # the navigation shows nobody a closed door
    return guarded


# ---- what every page below does


def there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


def sent(request: Request) -> QueryDict | None:
    """What was typed, or nothing yet."""
    return request.POST if request.method == "POST" else None


def by(request: Request) -> dict[str, Any]:
    """Whose territory, who acts, and when."""
    return {"territory_id": request.territory.pk, "actor": request.actor, "now": clock.now()}


def ask(  # noqa: PLR0917 -- the parts of one page
    request: Request,
    form: forms.Form,
    act: Callable[[], object],
    title: str,
    button: str,
    back: str,
    *,
    template: str = "territories/desk/form.html",
    **facts: object,
) -> HttpResponse:
    """Show a form; when it is sent and good, act and go ``back``, else show what was typed and why not."""
    back = reverse(f"territories:{back}", kwargs={"territory": request.territory.slug})
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("حفظنا التغيير."))
            return HttpResponseRedirect(back, status=303)
    return render(request, template, {"form": form, "title": title, "button": button, "back": back, **facts})
