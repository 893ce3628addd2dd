"""The inbox: what waits, filtered; one file; what came to the counter."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.documents.tasks import make_sounds
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused
from tadafor.moderation.rules import personal_data_in
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import Channel
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions import documents as paper_of
from tadafor.suggestions.context import Here, here, seen, shown
from tadafor.suggestions.forms import EnterForm, InboxForm, PhotoForm
from tadafor.suggestions.queries import READERS
from tadafor.ui.components import Tab
from tadafor.ui.documents import pdf
from tadafor.ui.sound import may_record


def at(request: Request, number: int) -> Here:
    """Find a suggestion that this person of the staff may open, or raise Http404."""
    place = here(request, number)
    mine = queries.services_of(request.actor.person_id)
    if not queries.reads(place.one, request.actor, mine):
        raise Http404
    return place


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """What waits, the soonest due first."""
    today, heap = clock.today(), request.GET.get("heap", "open")
    form = InboxForm(request.GET, territory_id=request.territory.pk)
    things = queries.inbox(request.actor, request.territory.pk, today=today, heap=heap, **form.wanted())
    page = pages.page_of(things, request.GET.get("page"))
    off = queries.days_off(
        request.territory.pk, min((one.due_from for one in page.object_list), default=today)
    )
    context = {
        "territory": request.territory,
        "form": form,
        "tabs": _tabs(request, heap, today),
        "page": page,
        "rows": [(one, rules.pace(one.delay, today=today, off=off)) for one in page.object_list],
        "heap": heap,
        "decides": request.actor.has_role(request.territory.pk, *queries.DECIDERS),
        "is_ready": queries.services().exists(),
    }
    return render(request, "suggestions/desk/index.html", context)


def _tabs(request: Request, heap: str, today: Any) -> list[Tab]:  # noqa: ANN401 -- a day
    names = {
        "open": _("تنتظر الجواب"),
        "late": _("متأخرة"),
        "mine": _("عندي"),
        "unsent": _("بلا مصلحة"),
        "planned": _("مبرمجة"),
        "session": _("جواب في الدورة"),
        "ended": _("منتهية"),
        "": _("الكل"),
    }
    sizes = queries.heaps(request.actor, request.territory.pk, today=today)
    path = reverse("suggestions:desk", args=[request.territory.slug])
    return [
        Tab(
            names[key],
            f"{path}?{urlencode({'heap': key})}",
            current=heap == key,
            count=sizes.get(key, sizes["open"] + sizes["planned"] + sizes["ended"]),
        )
        for key in names
    ]


@staff_only(*READERS)
def overview(request: Request, territory: str, number: int) -> HttpResponse:
    """One file: what was said, what to do next, what the staff told each other."""
    place = at(request, number)
    who = queries.who(place.one, request.actor)
    acts = {act.value: not rules.refuse_staff(act, place.one.standing, who) for act in rules.Act}
    chosen = queries.settings_of(request.territory.pk)
    return shown(
        request,
        "suggestions/desk/overview.html",
        place,
        acts=acts,
        treats=chosen.treats_complaints or place.one.sort is not rules.Kind.COMPLAINT,
        notes=queries.notes_of(place.one),
        originals=queries.originals_of(place.one) if who.decides else [],
        kept_private=documents.kept_private(place.one.trace) if who.decides else [],
        private=personal_data_in(f"{place.one.body}\n{place.one.place}"),
        history=queries.steps_of(place.one),
        documents=documents.of_trace(place.one.trace),
        threshold=chosen.threshold,
    )


@staff_only(*READERS)
def enter(request: Request, territory: str, voice: bool = False) -> HttpResponse:  # noqa: FBT001, FBT002 -- the address says it
    """Write down, or record, what somebody says at the counter or by telephone."""
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        territory_id=request.territory.pk,
        by_voice=voice,
        initial={"received_on": clock.today(), "channel": Channel.DESK},
    )
    if not (form.is_bound and form.is_valid()):
        return _entering(request, form, status=400 if form.is_bound else 200)
    typed = form.cleaned_data
    try:
        posted = actions.enter(
            territory=request.territory,
            said=form.said(),
            actor=request.actor,
            channel=Channel(typed["channel"]),
            received_on=typed["received_on"],
            now=clock.now(),
            token=typed["token"],
            whence=actions.From(contact=typed["contact"], name=typed["name"]),
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _entering(request, form, status=409)
    if posted.suggestion.recording_id:
        make_sounds.defer()
    place = seen(request, posted.suggestion, is_own=True)
    context = {"secret": posted.secret, "at_the_desk": True, "form": PhotoForm()}
    return shown(request, "suggestions/receipt.html", place, status=201, **context)


def _entering(request: Request, form: EnterForm, *, status: int) -> HttpResponse:
    context = {"territory": request.territory, "form": form, "by_voice": form.by_voice}
    page = render(request, "suggestions/desk/enter.html", context, status=status)
    return may_record(pages.never_stored(page)) if form.by_voice else pages.never_stored(page)


@staff_only(*READERS)
def keys(request: Request, territory: str) -> HttpResponse:
    """The keys of the inbox, and how to turn them off."""
    page = render(request, "suggestions/desk/keys.html", {"territory": request.territory})
    return pages.never_stored(page)


@staff_only(*READERS)
def paper(request: Request, territory: str, number: int) -> HttpResponse:
    """The whole file on paper, with what the staff told each other."""
    place = at(request, number)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + in_language(place.one.trace.address)
    told = paper_of.whole(request.territory, place.one, address=address, is_inside=True)
    made = pdf("suggestions/documents/file.typ", told, day=place.today)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    return pages.never_stored(response)
