"""What the pages of this room share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tadafor.associations import datasets, queries, rules
from tadafor.associations.queries import Association
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people.actor import Request

SEE_OTHER = 303


def sent(request: Request) -> tuple[Any, Any]:
    """What was sent and its files; nothing when a page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def at(code: str) -> Association:
    """The actor at this address, in any state."""
    found = queries.coded(code.upper())
    if found is None:
        raise Http404
    return found


def state_of(association: Association) -> rules.State:
    """Where it stands now."""
    settled = queries.settling(association.territory_id)
    return queries.state_of(association, today=clock.today(), settled=settled)


def tried(request: Request, form: Form, act: Callable[[], str]) -> bool:
    """Do what a valid form asks; a refusal shows above it, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        said = act()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, said)
    return True


def go(where: str) -> HttpResponse:
    """Lead to another page after something was done."""
    return HttpResponseRedirect(where, status=SEE_OTHER)


def page(
    request: Request,
    template: str,
    association: Association,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page about one actor."""
    context = {"state": None, **context, "association": association, "territory": request.territory}
    context["state"] = context["state"] or state_of(association)
    return render(request, template, context)


def public_facts(association: Association) -> list[tuple[str, object]]:
    """Return the legal facts that everybody may read."""
    neighbourhood = association.neighbourhood
    receipt = " · ".join(part for part in (word(association.proof), association.receipt_number) if part)
    return [
        (_("تاريخ التأسيس"), datasets.day_or_nothing(association.founded_on)),
        (_("الوصل"), receipt if association.receipt_number else ""),
        (_("تاريخ الوصل"), datasets.day_or_nothing(association.receipt_on)),
        (_("الحضور في الجماعة"), word(association.stands)),
        (pgettext("address", "العنوان"), association.address),
        (_("المقر خارج الجماعة"), association.seat_elsewhere),
        (_("الحي"), neighbourhood.name if neighbourhood else ""),
        (_("آخر جمع عام"), datasets.day_or_nothing(association.assembly_on)),
        (_("نهاية مدة المكتب"), datasets.day_or_nothing(association.board_until)),
        (_("الاتصال"), association.public_contact),
    ]
