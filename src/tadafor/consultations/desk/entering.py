"""What came on paper, entered table by table, with or without a network."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.examining import articles
from tadafor.consultations.desk.place import CLERKS, SEE_OTHER, Desk, address, at, go, shown
from tadafor.consultations.forms import CardEntryForm, EntryForm, PaperForm, PlainForm
from tadafor.consultations.queries import Contribution
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui import queue
from tadafor.ui.boxes import status_of, tried, typed_in

# What waits for the next sheet.
KEPT = ("workshop", "table", "channel", "received_on", "passage", "kind", "author_kind")


@staff_only(*CLERKS)
def enter(request: Request, territory: str, slug: str) -> HttpResponse:
    """Enter sheets one by one; without a network they wait on the device (§ consultations-offline)."""
    desk = at(slug)
    start = _start(desk, request)
    paper = PaperForm(typed_in(request), workshops=_workshops(desk), initial=start)
    form = _form(desk, request, start)
    made = _entered(request, desk, form, paper) if request.method == "POST" else None
    if queue.is_queued(request):
        return _answered(request, desk, made, form, paper)
    if made is not None:
        said = _("سُجلت المساهمة ورقمها %(number)s.") % {"number": made.number}
        kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
        here = f"{address(request, desk, 'enter')}?{urlencode(kept)}"
        messages.success(request, said)
        return HttpResponseRedirect(here, status=SEE_OTHER)
    return shown(
        request,
        "consultations/desk/enter.html",
        desk,
        form=form,
        paper=paper,
        keep=" ".join(KEPT),
        mine=queries.entered_lately(desk.consultation, request.actor.person_id, desk.now - rules.UNDO_WITHIN),
        worker=address(request, desk, "enter_worker"),
        status=max(status_of(form), status_of(paper)),
    )


def _form(desk: Desk, request: Request, start: dict[str, Any]) -> EntryForm | CardEntryForm:
    if not desk.consultation.on_cards:
        return EntryForm(typed_in(request), articles=articles(desk), initial=start)
    version = queries.current_version(desk.consultation)
    return CardEntryForm(
        typed_in(request),
        cards=[(one.passage.key, f"{one.number} · {one.title}") for one in queries.cards_of(version)]
        if version
        else [],
        axes=[one.name for one in queries.axes_of(desk.consultation)],
        initial=start,
    )


def _start(desk: Desk, request: Request) -> dict[str, Any]:
    """Begin as the last sheet left it, or with the day and the channel of the workshop asked for."""
    start: dict[str, Any] = {"received_on": desk.today}
    number = request.GET.get("workshop", "")
    workshop = queries.workshop_numbered(desk.consultation, int(number)) if _is_number(number) else None
    if workshop is not None:
        start |= {"received_on": workshop.held_on, "channel": workshop.channel, "author_kind": "citizen"}
    return start | {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) < 5  # noqa: PLR2004 -- what the column holds


def _workshops(desk: Desk) -> list[tuple[int, str]]:
    return [
        (one.number, f"{one.held_on:%d/%m/%Y} · {one.title}")
        for one in queries.workshops_of(desk.consultation)
    ]


def _entered(
    request: Request, desk: Desk, form: EntryForm | CardEntryForm, paper: PaperForm
) -> Contribution | None:
    if not (form.is_valid() and paper.is_valid()):
        return None
    try:
        return actions.enter_sheet(
            consultation=desk.consultation,
            words=form.words(),
            received=form.received(),
            paper=paper.paper(),
            actor=request.actor,
            now=desk.now,
            token=form.cleaned_data["token"],
        )
    except Refused as refused:
        if isinstance(refused.refusal, rules.SheetRefusal):
            paper.refused(refused)
        else:
            form.add_error(None, refused.sentence)
        return None


def _answered(
    request: Request, desk: Desk, made: Contribution | None, form: EntryForm | CardEntryForm, paper: PaperForm
) -> HttpResponse:
    if made is None:
        return queue.refused(form, paper)
    clock_off = paper.is_valid() and rules.clock_is_off(paper.paper().sent_at, now=desk.now)
    return queue.kept(
        said=_("سُجلت برقم %(number)s") % {"number": made.number},
        href=address(request, desk, "contribution", made.number),
        undo=address(request, desk, "undo", made.number),
        clock_off=clock_off,
    )


@staff_only(*CLERKS)
def worker(request: Request, territory: str, slug: str) -> HttpResponse:
    """The script that gives the page of entry back where there is no network."""
    at(slug)
    return queue.worker()


@staff_only(*CLERKS)
def undo(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Take back what one has just entered by mistake."""
    desk = at(slug)
    found = queries.numbered(desk.consultation, number)
    sheet = queries.sheet_of(found) if found else None
    if found is None or sheet is None:
        raise Http404
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"contribution": found, "actor": request.actor, "now": desk.now}
    if form.is_bound and not tried(form, lambda: actions.undo_sheet(**facts)):
        return go(request, desk, "enter", _("أُلغي تسجيل المساهمة %(number)s.") % {"number": number})
    refusal = rules.refuse_undo(
        is_own=found.entered_by_id == request.actor.person_id,
        undone=found.withdrawn_at is not None,
        answered=queries.has_answers(found),
        entered_at=found.written_at,
        now=desk.now,
    )
    return shown(
        request,
        "consultations/desk/undo.html",
        desk,
        form=form,
        view=queries.viewed(desk.consultation, [found], phase=desk.phase, staff=True)[0],
        refusal=sentence(refusal) if refusal else "",
        status=status_of(form),
    )
