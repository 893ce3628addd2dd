"""With the receipt of the counter and the card, the agent goes on online (§ petitions-34)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.people.actor import Request, signed_in_only
from tadafor.petitions import actions
from tadafor.petitions.context import SEE_OTHER
from tadafor.petitions.forms import TakeOverForm
from tadafor.petitions.queries import Petition
from tadafor.ui.boxes import sent, status_of, tried, typed_in


@signed_in_only
def take_over(request: Request, territory: str) -> HttpResponse:
    """Type the code of the receipt and the number of the card that the deposit recorded."""
    form = TakeOverForm(typed_in(request))
    made: list[Petition] = []
    if sent(form) and not tried(form, lambda: made.append(_taken(request, form))):
        messages.success(request, _("صرتم وكيل(ة) هذه العريضة على المنصة، وستُخبرون بكل مرحلة."))
        where = reverse("petitions:manage", args=[request.territory.slug, made[0].code])
        return HttpResponseRedirect(where, status=SEE_OTHER)
    context = {"territory": request.territory, "form": form}
    page = render(request, "petitions/own/take_over.html", context, status=status_of(form))
    return pages.never_stored(page)


def _taken(request: Request, form: TakeOverForm) -> Petition:
    return actions.take_over(
        territory_id=request.territory.pk,
        code=form.cleaned_data["code"],
        card=form.card(),
        actor=request.actor,
        now=clock.now(),
    )
