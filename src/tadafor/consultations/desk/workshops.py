"""Workshops at the desk: the list, one of them, what is told of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import CLERKS, ORGANISERS, READERS, Desk, at, go, shown
from tadafor.consultations.forms import PlainForm, WorkshopForm
from tadafor.consultations.queries import Workshop
from tadafor.kernel.refusals import sentence
from tadafor.people import queries as people
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in

KEPT = ("title", "held_on", "place", "channel", "associations", "women", "participants", "note")


@staff_only(*READERS)
def workshops(request: Request, territory: str, slug: str) -> HttpResponse:
    """The workshops of a consultation, and how many sheets came from each."""
    desk = at(slug)
    return shown(
        request,
        "consultations/desk/workshops.html",
        desk,
        rows=queries.workshops_of(desk.consultation),
        may_enter=request.actor.has_role(desk.consultation.territory_id, *CLERKS),
    )


@staff_only(*CLERKS)
def new_workshop(request: Request, territory: str, slug: str) -> HttpResponse:
    """Add a workshop."""
    desk = at(slug)
    form = WorkshopForm(typed_in(request), people=_staff(desk), initial={"held_on": desk.today})
    made: list[Workshop] = []
    facts: dict[str, Any] = {"consultation": desk.consultation, "actor": request.actor, "now": desk.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(actions.add_workshop(**facts, sitting=form.sitting())))
    ):
        return go(request, desk, "workshop", _("سُجلت الورشة."), made[0].number)
    return _asked(request, desk, form, _("ورشة جديدة"))


def _staff(desk: Desk) -> list[tuple[int, str]]:
    names = people.names_of(people.staff_ids(desk.consultation.territory_id))
    return sorted(names.items(), key=lambda pair: pair[1])


def _asked(request: Request, desk: Desk, form: WorkshopForm, title: str) -> HttpResponse:
    page = "consultations/desk/form.html"
    return shown(request, page, desk, form=form, title=title, status=status_of(form))


def found(desk: Desk, number: int) -> Workshop:
    """Find a workshop of this consultation, or raise Http404."""
    workshop = queries.workshop_numbered(desk.consultation, number)
    if workshop is None:
        raise Http404
    return workshop


@staff_only(*READERS)
def workshop(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One workshop: what is told of it, and what can be done with it."""
    desk = at(slug)
    one = found(desk, number)
    form = PlainForm(typed_in(request))
    organises = request.actor.has_role(desk.consultation.territory_id, *ORGANISERS)
    if form.is_bound and organises:
        facts: dict[str, Any] = {"workshop": one, "actor": request.actor, "now": desk.now}
        if not tried(form, lambda: actions.publish_workshop(**facts)):
            return go(request, desk, "workshop", _("نُشرت الورشة: صارت أعدادها ظاهرة للعموم."), one.number)
    refusal = rules.refuse_publication(
        is_published=one.published_at is not None, held_on=one.held_on, today=desk.today
    )
    return shown(
        request,
        "consultations/desk/workshop.html",
        desk,
        form=form,
        workshop=one,
        tables=queries.tables_of(one),
        corrections=one.corrections.all(),
        facilitator=people.names_of([one.facilitator_id]).get(one.facilitator_id, "")
        if one.facilitator_id
        else "",
        organises=organises,
        may_enter=request.actor.has_role(desk.consultation.territory_id, *CLERKS),
        refusal=sentence(refusal) if refusal else "",
        status=status_of(form),
    )


@staff_only(*CLERKS)
def change_workshop(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Tell a workshop otherwise; once published, only those who organise, with a reason."""
    desk = at(slug)
    one = found(desk, number)
    is_published = one.published_at is not None
    if is_published and not request.actor.has_role(desk.consultation.territory_id, *ORGANISERS):
        raise Http404
    start = {name: getattr(one, name) for name in KEPT} | {
        "tables": "\n".join(theme for _number, theme in queries.tables_of(one)),
        "facilitator": one.facilitator_id,
        "seen": one.revision,
    }
    form = WorkshopForm(typed_in(request), people=_staff(desk), is_published=is_published, initial=start)
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.change_workshop(
                workshop=one,
                sitting=form.sitting(),
                reason=form.cleaned_data.get("reason", ""),
                seen=form.cleaned_data["seen"] or 0,
                actor=request.actor,
                now=desk.now,
            ),
        )
    ):
        return go(request, desk, "workshop", _("حُفظت الورشة."), one.number)
    return _asked(request, desk, form, one.title)
