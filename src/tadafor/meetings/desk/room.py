"""In the room, at the desk: the agenda, the cards of the tables with or without a network, the walls."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.kernel import pages
from tadafor.kernel.refusals import Refused
from tadafor.meetings import actions, queries, rules
from tadafor.meetings.context import SEE_OTHER, Here, address, at_desk, go, shown
from tadafor.meetings.desk.organising import form_page
from tadafor.meetings.forms import AgendaForm, CardForm, CarryForm, DocumentForm, PhotosForm, PlainForm
from tadafor.meetings.queries import DOOR, ORGANISERS, Card
from tadafor.people.actor import Request, staff_only
from tadafor.ui import queue
from tadafor.ui.boxes import status_of, tried, typed_in

# What waits for the next card.
KEPT = ("table", "theme")


@staff_only(*ORGANISERS)
def agenda(request: Request, territory: str, code: str) -> HttpResponse:
    """Write the agenda."""
    place = at_desk(code)
    lines = [
        " | ".join(str(part) for part in (one.title, one.speaker, one.minutes) if part)
        for one in queries.agenda_of(place.meeting)
    ]
    form = AgendaForm(typed_in(request), initial={"items": "\n".join(lines)})
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.set_agenda(**facts, items=form.cleaned_data["items"]))
    ):
        return go(request, "desk_overview", place, _("حُفظ جدول الأعمال."))
    return form_page(request, place, form, _("جدول الأعمال"))


@staff_only(*DOOR)
def cards(request: Request, territory: str, code: str) -> HttpResponse:
    """Enter the cards of the tables; without a network they wait on the device (§ meetings-cards)."""
    place = at_desk(code)
    form = CardForm(
        typed_in(request), initial={name: request.GET[name] for name in KEPT if request.GET.get(name)}
    )
    made = _collected(request, place, form) if form.is_bound else None
    if queue.is_queued(request):
        return queue.refused(form) if made is None else _answered(request, place, made)
    if made is not None:
        messages.success(request, _("سُجلت البطاقة ورقمها %(number)s.") % {"number": made.number})
        kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
        return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}", status=SEE_OTHER)
    page = pages.page_of(queries.cards_of(place.meeting), request.GET.get("page"), per_page=50)
    worker = address(request, "desk_cards_worker", place)
    keep = " ".join(KEPT)
    status = status_of(form)
    return shown(
        request,
        "meetings/desk/cards.html",
        place,
        form=form,
        page=page,
        worker=worker,
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
        keep=keep,
        status=status,
    )


def _collected(request: Request, place: Here, form: CardForm) -> Card | None:
    if not form.is_valid():
        return None
    try:
        return actions.collect_card(
            meeting=place.meeting, written=form.written(), actor=request.actor, now=place.now
        )
    except Refused as refused:
        boxes = {rules.RoomRefusal.UNKNOWN_AUTHOR: "author", rules.RoomRefusal.BODY_MISSING: "body"}
        form.add_error(boxes.get(refused.refusal), refused.sentence)  # type: ignore[call-overload]
        return None


def _answered(request: Request, place: Here, made: Card) -> HttpResponse:
    return queue.kept(
        said=_("سُجلت برقم %(number)s") % {"number": made.number},
        href=address(request, "desk_cards", place),
        undo=address(request, "desk_take_back", place, made.number),
    )


@staff_only(*DOOR)
def worker(request: Request, territory: str, code: str) -> HttpResponse:
    """The script that gives the page of cards back where there is no network."""
    at_desk(code)
    return queue.worker()


@staff_only(*DOOR)
def take_back(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Take back a card entered by mistake."""
    place = at_desk(code)
    found = queries.card_numbered(place.meeting, number)
    if found is None:
        raise Http404
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"card": found, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.take_back_card(**facts)):
        return go(request, "desk_cards", place, _("أُلغيت البطاقة."))
    return form_page(request, place, form, _("إلغاء بطاقة"), button=_("ألغوا البطاقة"), lead=found.body)


@staff_only(*ORGANISERS)
def carry(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Say what a card became (§ meetings-carried)."""
    place = at_desk(code)
    found = queries.card_numbered(place.meeting, number)
    if found is None:
        raise Http404
    things = [(one.code, one.title) for one in queries.traces_to_carry()]
    form = CarryForm(typed_in(request), things=things)
    facts: dict[str, Any] = {"card": found, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.carry_card(**facts, said=form.said))
    ):
        return go(request, "desk_cards", place, _("رُبطت البطاقة بما صارت إليه، وأُخبر صاحبها إن عُرف."))
    return form_page(request, place, form, _("ماذا صارت البطاقة؟"), lead=found.body)


@staff_only(*DOOR)
def photos(request: Request, territory: str, code: str) -> HttpResponse:
    """Photographs of the walls: private."""
    place = at_desk(code)
    form = PhotosForm(typed_in(request), request.FILES or None)
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.attach_photos(**facts, files=form.cleaned_data["pictures"]))
    ):
        return go(request, "desk_photos", place, _("حُفظت الصور."))
    held = queries.photos_of(place.meeting)
    return shown(request, "meetings/desk/photos.html", place, form=form, photos=held, status=status_of(form))


@staff_only(*ORGANISERS)
def document(request: Request, territory: str, code: str) -> HttpResponse:
    """Put a public document on the page of the meeting."""
    place = at_desk(code)
    form = DocumentForm(typed_in(request), request.FILES or None)
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.attach_document(**facts, **form.cleaned_data))
    ):
        return go(request, "desk_overview", place, _("أُضيفت الوثيقة إلى صفحة اللقاء."))
    lead = _("يقرأها العموم في صفحة اللقاء. تُنزع منها المعطيات الخفية.")
    return form_page(request, place, form, _("وثيقة للعموم"), button=_("أضيفوها"), lead=lead)
