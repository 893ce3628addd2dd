"""The receipt of an agent who came on paper: its code once, and another when it is lost (§ petitions-34)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.context import go, shown
from tadafor.petitions.desk.bureau import form_page, not_now
from tadafor.petitions.desk.entering import brought
from tadafor.petitions.forms import CardForm, PlainForm
from tadafor.petitions.queries import CLERKS
from tadafor.petitions.rules import AgentRefusal
from tadafor.ui.boxes import sent, status_of, tried, typed_in


@staff_only(*CLERKS)
def agent(request: Request, territory: str, code: str) -> HttpResponse:
    """Where the agent stands; the button prints the receipt with its code, once."""
    place = brought(request, code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    made: list[str] = []
    if form.is_bound and not tried(form, lambda: made.append(actions.print_agent_code(**facts))):
        printed = paper.receipt(request.territory, place.standing, code=made[0])
        response = HttpResponse(printed, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="receipt-{place.petition.code}.pdf"'
        return never_stored(response)
    row = queries.agent_code_of(place.petition)
    refusal = rules.refuse_printing(queries.paper_of(row))
    return shown(
        request,
        "petitions/desk/agent.html",
        place,
        form=form,
        row=row,
        agent=queries.parties_of(place.petition)[0],
        closed=not_now(request, place, rules.Act.REGISTER),
        refusal=sentence(refusal) if refusal else "",
        renews=refusal in {AgentRefusal.ALREADY_SHOWN, AgentRefusal.CARD_MISSING},
        status=status_of(form),
    )


@staff_only(*CLERKS)
def new_agent_code(request: Request, territory: str, code: str) -> HttpResponse:
    """A lost receipt: the card shown again lets another be printed, and the first opens nothing."""
    place = brought(request, code)
    form = CardForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    verb = lambda: actions.renew_agent_code(**facts, card=form.cleaned_data["card"])  # noqa: E731 -- tried once
    if sent(form) and not tried(form, verb, at={AgentRefusal.OTHER_CARD: "card_number"}):
        return go(request, "desk_agent", place, _("الرمز الجديد جاهز للطبع، والقديم لم يعد يصلح."))
    where = [request.territory.slug, place.petition.code]
    back = {"back": reverse("petitions:desk_agent", args=where), "back_words": _("عودوا إلى وصل الوكيل(ة)")}
    online = queries.paper_of(queries.agent_code_of(place.petition)).taken
    refusal = sentence(AgentRefusal.ONLINE) if online else not_now(request, place, rules.Act.REGISTER)
    lead = _("اطلبوا البطاقة نفسها التي كُتبت عند الإيداع؛ إن لم تُكتب أي بطاقة سُجلت هذه.")
    title = _("رمز جديد للوكيل(ة)")
    return form_page(
        request, place, form, title, lead=lead, button=_("هيّئوا رمزا جديدا"), refusal=refusal, **back
    )
