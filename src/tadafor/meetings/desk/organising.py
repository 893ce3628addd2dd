"""Organising at the desk: a meeting set up, announced, cancelled, its poster, those who registered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.meetings import actions, queries, rules
from tadafor.meetings import documents as paper
from tadafor.meetings.context import SEE_OTHER, at_desk, counts_shown, go, shown, whole_address
from tadafor.meetings.forms import MeetingForm, PlainForm, ReasonForm, RegisterForm, begin_with
from tadafor.meetings.queries import DOOR, ORGANISERS, READERS, Meeting
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import form_page_of, status_of, tried, typed_in
from tadafor.ui.documents import pdf


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every meeting: drafts and those to come first."""
    now = clock.now()
    page = pages.page_of(queries.desk_listed(now=now), request.GET.get("page"))
    context = {
        "territory": request.territory,
        "page": page,
        "rows": [(one, one.stage(now)) for one in page.object_list],
        "organises": request.actor.has_role(request.territory.pk, *ORGANISERS),
    }
    return render(request, "meetings/desk/index.html", context)


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Write a meeting; it is a draft until it is announced."""
    form = MeetingForm(typed_in(request), initial={"organiser": request.territory.name})
    made: list[Meeting] = []
    if form.is_bound and form.is_valid() and not tried(form, lambda: made.append(_drafted(request, form))):
        address = reverse("meetings:desk_overview", args=[request.territory.slug, made[0].code])
        return HttpResponse(status=SEE_OTHER, headers={"Location": address})
    context = {
        "territory": request.territory,
        "form": form,
        "title": _("لقاء جديد"),
        "lead": _("يبقى اللقاء مسودة لا يراها إلا موظفو الجماعة إلى أن تعلنوا عنه."),
        "button": _("احفظوا المسودة"),
    }
    return render(request, "meetings/desk/form.html", context, status=status_of(form))


def _drafted(request: Request, form: MeetingForm) -> Meeting:
    return actions.draft_meeting(
        territory=request.territory, told=form.told(), actor=request.actor, now=clock.now()
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, code: str) -> HttpResponse:
    """Where a meeting stands, and the one thing to do next."""
    place = at_desk(code)
    one = place.meeting
    return shown(
        request,
        "meetings/desk/overview.html",
        place,
        pools=[pool.seats for pool in queries.pools_of(one)],
        present=queries.present_at(one).count(),
        counts=counts_shown(one),
        corrections=queries.corrections_of(one),
        registered=queries.registrations_of(one).count(),
        waiting=len(queries.waiting_of(one)),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
        at_door=request.actor.has_role(request.territory.pk, *DOOR),
    )


# ``no_draft`` where what was typed never waits for the next time.
form_page = form_page_of(shown, "meetings/desk/form.html")


@staff_only(*ORGANISERS)
def change(request: Request, territory: str, code: str) -> HttpResponse:
    """Tell a meeting otherwise."""
    place = at_desk(code)
    one = place.meeting
    start = begin_with(one, queries.pools_of(one), queries.questions_of(one))
    form = MeetingForm(typed_in(request), initial=start)
    facts: dict[str, Any] = {"meeting": one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.change_meeting(**facts, told=form.told(), seen=form.cleaned_data["seen"] or 0),
        )
    ):
        return go(request, "desk_overview", place, _("حُفظ اللقاء."))
    lead = _("إن تغير الموعد أو المكان أُخبر المسجلون فورا.") if one.announced_at else ""
    return form_page(request, place, form, one.title, lead=lead)


@staff_only(*ORGANISERS)
def announce(request: Request, territory: str, code: str) -> HttpResponse:
    """Let everybody read of it."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.announce(**facts)):
        return go(request, "desk_overview", place, _("أُعلن عن اللقاء."))
    lead = _("تظهر صفحته للعموم، ويُفتح التسجيل فيه إن كان بالتسجيل.")
    return form_page(request, place, form, _("الإعلان عن اللقاء"), button=_("أعلنوا عن اللقاء"), lead=lead)


@staff_only(*ORGANISERS)
def cancel(request: Request, territory: str, code: str) -> HttpResponse:
    """Cancel it, for a reason that everybody reads."""
    place = at_desk(code)
    form = ReasonForm(typed_in(request))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.cancel(**facts, reason=form.cleaned_data["reason"]))
    ):
        return go(request, "desk_overview", place, _("أُلغي اللقاء، وأُخبر المسجلون."))
    lead = _("يُخبَر كل المسجلين والمتابعين بالإلغاء وسببه، ولا رجوع عنه.")
    return form_page(request, place, form, _("إلغاء اللقاء"), button=_("ألغوا اللقاء"), lead=lead)


@staff_only(*DOOR)
def registrations(request: Request, territory: str, code: str) -> HttpResponse:
    """Those who registered: private, for those who organise and those at the door."""
    place = at_desk(code)
    page = pages.page_of(queries.registrations_of(place.meeting), request.GET.get("page"), per_page=50)
    questions = queries.questions_of(place.meeting)
    rows = [
        (one, [(asked.words, one.answers.get(str(asked.position), "")) for asked in questions])
        for one in page.object_list
    ]
    takes = place.stage is rules.Stage.COMING and place.takes
    return shown(request, "meetings/desk/registrations.html", place, page=page, rows=rows, takes=takes)


@staff_only(*DOOR)
def register_other(request: Request, territory: str, code: str) -> HttpResponse:
    """Register somebody who stands at the counter or telephones."""
    place = at_desk(code)
    form = RegisterForm(
        typed_in(request),
        pools=queries.pools_of(place.meeting),
        questions=queries.questions_of(place.meeting),
    )
    made: list[queries.Registration] = []
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(actions.register_other(**facts, coming=form.coming())))
    ):
        said = (
            _("سُجل تحت الرقم %(number)s، ورمز تذكرته %(ticket)s: أعطوه إياه.")
            if made[0].pool_id
            else _("الرقم %(number)s: على لائحة الانتظار.")
        )
        facts = {"number": made[0].number, "ticket": made[0].ticket}
        return go(request, "desk_registrations", place, said % facts)
    return form_page(request, place, form, _("تسجيل شخص حاضر أو على الهاتف"), button=_("سجّلوه"))


@staff_only(*READERS)
def poster(request: Request, territory: str, code: str) -> HttpResponse:
    """The poster to print, with the code to scan."""
    place = at_desk(code)
    address = whole_address(place.meeting.trace.address)
    said = queries.in_language({"meeting": place.meeting})["meeting"]
    data = paper.poster(request.territory, said, address=address)
    made = pdf("meetings/documents/poster.typ", data, day=clock.day_of(place.meeting.starts_at))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="poster-{place.meeting.code}.pdf"'
    return pages.never_stored(response)
