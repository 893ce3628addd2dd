"""At the door, with or without a network: who came, the list closed, the counts told, sheets to sign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.meetings import actions, queries, rules
from tadafor.meetings import documents as paper
from tadafor.meetings.context import SEE_OTHER, Here, address, at_desk, go, shown, whole_address
from tadafor.meetings.desk.organising import form_page
from tadafor.meetings.forms import ConsentsForm, CountsForm, DoorForm, PlainForm
from tadafor.meetings.queries import DOOR, ORGANISERS
from tadafor.people.actor import Request, staff_only
from tadafor.ui import queue
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.documents import pdf

# What waits for the next person.
KEPT = ("quality",)


@staff_only(*DOOR)
def door(request: Request, territory: str, code: str) -> HttpResponse:
    """Enter who comes, one by one; without a network they wait on the device (§ meetings-once)."""
    place = at_desk(code)
    start = {name: request.GET[name] for name in (*KEPT, "ticket") if request.GET.get(name)}
    form = DoorForm(typed_in(request), initial={"token": token()} | start)
    made = _entered(request, place, form) if form.is_bound else None
    if queue.is_queued(request):
        return queue.refused(form) if made is None else _answered(request, place, made, form)
    if made is not None:
        messages.success(request, _said(made))
        kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
        return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}", status=SEE_OTHER)
    return shown(
        request,
        "meetings/desk/door.html",
        place,
        form=form,
        keep=" ".join(KEPT),
        refusal=_closed(place),
        mine=queries.entered_lately(place.meeting, request.actor.person_id),
        present=queries.present_at(place.meeting).count(),
        worker=address(request, "desk_door_worker", place),
        status=status_of(form),
    )


def _closed(place: Here) -> str:
    refusal = rules.refuse_door(
        place.stage,
        starts_at=place.meeting.starts_at,
        ends_at=place.meeting.ends_at,
        is_closed=place.meeting.list_closed_at is not None,
        now=place.now,
    )
    return sentence(refusal) if refusal else ""


def _entered(request: Request, place: Here, form: DoorForm) -> actions.Entered | None:
    if not form.is_valid():
        return None
    try:
        return actions.check_in(
            meeting=place.meeting,
            arrival=form.arrival(),
            ticket=form.cleaned_data["ticket"],
            sent=form.sent(),
            actor=request.actor,
            now=place.now,
        )
    except Refused as refused:
        form.refused(refused)
        return None


def _said(made: actions.Entered) -> str:
    one = made.attendance
    who = one.name or one.quality_word
    if made.was_there:
        at = one.entered_at.astimezone(clock.CASABLANCA)
        return _("%(who)s: سبق تسجيل الحضور على الساعة %(hour)s") % {"who": who, "hour": f"{at:%H:%M}"}
    return _("سُجل حضور %(who)s") % {"who": who}


def _answered(request: Request, place: Here, made: actions.Entered, form: DoorForm) -> HttpResponse:
    clock_off = rules.clock_is_off(form.sent().sent_at, now=place.now)
    undo = "" if made.was_there else address(request, "desk_undo", place, made.attendance.pk)
    present = address(request, "desk_present", place)
    return queue.kept(said=_said(made), href=present, undo=undo, clock_off=clock_off)


@staff_only(*DOOR)
def worker(request: Request, territory: str, code: str) -> HttpResponse:
    """The script that gives the page of the door back where there is no network."""
    at_desk(code)
    return queue.worker()


@staff_only(*DOOR)
def undo(request: Request, territory: str, code: str, arrival: int) -> HttpResponse:
    """Take back somebody entered by mistake."""
    place = at_desk(code)
    found = queries.arrival_at(place.meeting, arrival)
    if found is None:
        raise Http404
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"attendance": found, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.undo_arrival(**facts)):
        return go(request, "desk_door", place, _("أُلغي تسجيل الحضور."))
    lead = found.name or found.quality_word
    return form_page(request, place, form, _("إلغاء تسجيل حضور"), button=_("ألغوا التسجيل"), lead=lead)


@staff_only(*DOOR)
def present(request: Request, territory: str, code: str) -> HttpResponse:
    """Those who came: private."""
    place = at_desk(code)
    page = pages.page_of(queries.present_at(place.meeting), request.GET.get("page"), per_page=50)
    return shown(request, "meetings/desk/present.html", place, page=page)


@staff_only(*DOOR)
def consents(request: Request, territory: str, code: str) -> HttpResponse:
    """Write down, a page of the list at once, who agrees to be seen in pictures (§ meetings-consent)."""
    place = at_desk(code)
    page = pages.page_of(queries.present_at(place.meeting), request.GET.get("page"), per_page=100)
    form = ConsentsForm(typed_in(request), rows=list(page.object_list))
    if form.is_bound and form.is_valid():
        actions.record_consents(
            meeting=place.meeting, consents=form.consents(), actor=request.actor, now=place.now
        )
        messages.success(request, _("حُفظ من يقبل الصور ومن لا يقبلها."))
        return HttpResponseRedirect(request.get_full_path(), status=SEE_OTHER)
    return shown(request, "meetings/desk/consents.html", place, form=form, page=page, status=status_of(form))


@staff_only(*ORGANISERS)
def close_list(request: Request, territory: str, code: str) -> HttpResponse:
    """Close the list into its counts."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.close_list(**facts)):
        return go(request, "desk_overview", place, _("أُغلقت اللائحة، ونُشرت أعدادها."))
    lead = _(
        "تصير الأعداد ظاهرة للعموم بعد حجب الصغيرة منها، ولا يُسجل حضور بعدها. "
        "أرسلوا أولا ما ينتظر على الأجهزة."
    )
    return form_page(request, place, form, _("إغلاق لائحة الحضور"), button=_("أغلقوا اللائحة"), lead=lead)


@staff_only(*ORGANISERS)
def counts(request: Request, territory: str, code: str) -> HttpResponse:
    """Tell the counts of sheets of paper, or correct those told."""
    place = at_desk(code)
    one = place.meeting
    form = CountsForm(
        typed_in(request), counts=queries.counts_of(one), is_closed=one.list_closed_at is not None
    )
    facts: dict[str, Any] = {"meeting": one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.tell_counts(
                **facts, counts=form.counts(), reason=form.cleaned_data.get("reason", "")
            ),
        )
    ):
        return go(request, "desk_overview", place, _("حُفظت الأعداد."))
    lead = _("اكتبوا ما عُد فعلا، واتركوا الباقي فارغا.")
    return form_page(request, place, form, _("أعداد الحضور"), lead=lead)


@staff_only(*DOOR)
def sheets(request: Request, territory: str, code: str) -> HttpResponse:
    """The sheets to sign: those who hold a seat, then empty lines."""
    place = at_desk(code)
    seated = queries.registrations_of(place.meeting).filter(holding=rules.Holding.SEAT)
    names = [
        (str(one.number), one.name, one.association or word(rules.Quality(one.quality))) for one in seated
    ]
    where = whole_address(place.meeting.trace.address)
    said = queries.in_language({"meeting": place.meeting})["meeting"]
    data = paper.sheets(request.territory, said, names=names, address=where)
    made = pdf("meetings/documents/sheets.typ", data, day=clock.day_of(place.meeting.starts_at))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="sheets-{place.meeting.code}.pdf"'
    return pages.never_stored(response)
