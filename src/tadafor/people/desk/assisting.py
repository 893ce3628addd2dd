"""Acting for somebody at the counter: begun with their card, ended by a button."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.people import actions
from tadafor.people.actor import ASSISTING, Request, staff_only
from tadafor.people.forms import typed
from tadafor.people.forms.identity import CardForm
from tadafor.people.rules import CONFIRM_LINKS


@staff_only(*CONFIRM_LINKS)
def assist(request: Request, territory: str) -> HttpResponse:
    """Begin to act for the person whose card is shown."""
    form = CardForm(typed(request))
    if form.is_valid():
        try:
            begun = actions.begin_assisting(
                actor=request.actor, territory_id=request.territory.pk, card=form.card(), now=now()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            request.session[ASSISTING] = {"territory": territory, "assistance": begun.pk}
            return HttpResponseRedirect(reverse("home:territory", args=[territory]), status=303)
    return render(request, "people/desk/assist.html", {"form": form})


@require_POST
@staff_only(*CONFIRM_LINKS)
def end_assisting(request: Request, territory: str) -> HttpResponse:
    """Be oneself again."""
    actor = request.actor
    actions.end_assisting(actor=actor, territory_id=request.territory.pk, clerk_id=actor.signer, now=now())
    request.session.pop(ASSISTING, None)
    messages.success(request, _("انتهى التصرف باسم غيركم."))
    return HttpResponseRedirect(reverse("people:assist", args=[territory]), status=303)
