"""Sheets at the desk: the register first, then a sheet; batches printed, read twice, balanced, closed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tadafor.budgets.actions import casting, paper
from tadafor.budgets.context import Here, any_here, go, shown
from tadafor.budgets.documents import voting as documents
from tadafor.budgets.forms.voting import CloseForm, PrintForm, SecondForm, SheetForm, TypedBallot
from tadafor.budgets.queries import batches, register
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.voting import BallotBatch
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.keeping import COUNTER, ENTERING, KeepingRefusal
from tadafor.budgets.rules.voting import Mark, Move
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people import queries as people
from tadafor.people.actor import ASSISTING, Actor, Request, staff_only
from tadafor.ui.boxes import BAD_INPUT, status_of, tried, typed_in

MOVES = {
    Mark.NONE: (Move.ISSUE_PAPER,),
    Mark.ONLINE: (Move.ISSUE_PAPER,),
    Mark.PAPER_ISSUED: (Move.RETURN_PAPER, Move.SPOIL_PAPER),
    Mark.PAPER_SPOILT: (Move.ISSUE_PAPER,),
}


def _assisted(request: Request, place: Here) -> Actor | None:
    """Return for whom this clerk acts now, their card before them."""
    told = request.session.get(ASSISTING)
    if told is None or told["territory"] != request.territory.slug:
        return None
    return people.assisted_actor(request.actor, told["assistance"], now=place.now)


@staff_only(*COUNTER)
def sheet(request: Request, territory: str, slug: str) -> HttpResponse:
    """Mark the register for the person present: a sheet handed out, spoilt or in the box."""
    place = any_here(slug)
    person = _assisted(request, place)
    form, said = SecondForm(typed_in(request)), ""
    if request.method == "POST" and form.is_valid():
        move = _wanted(request)
        try:
            _marked(request, place, person, move, form.cleaned_data["second"])
        except Refused as refused:
            said = refused.sentence
        else:
            return go(request, "desk_sheet", place, _done_words(move))
    mark = register.mark_of(place.edition, person.signer) if person else None
    closed = register.refused_now(place.edition, person, place.now)
    return shown(
        request,
        "budgets/vote/sheet.html",
        place,
        person=person,
        mark=mark,
        asks_second=mark is not Mark.PAPER_ISSUED and _asks_second(request, place, person),
        moves=[(move.value, _move_words(move)) for move in MOVES.get(mark, ())] if mark else [],
        form=form,
        said=said,
        closed=sentence(closed) if closed else "",
        vote=queries.vote_of(place.edition, today=place.today),
        status=BAD_INPUT if said else 200,
    )


def _asks_second(request: Request, place: Here, person: Actor | None) -> bool:
    """Whether the seven days ask for somebody beside this clerk (§ secrecy-beside)."""
    return person is not None and register.needs_second(
        place.edition, clerk=request.actor.signer, person=person.signer, today=place.today
    )


def _wanted(request: Request) -> Move:
    try:
        return Move(request.POST.get("move", ""))
    except ValueError:
        raise Http404 from None


def _marked(request: Request, place: Here, person: Actor | None, move: Move, second: str) -> None:
    if person is None:
        raise Refused(KeepingRefusal.NOBODY_ASSISTED)
    casting.mark_paper(
        edition=place.edition, move=move, clerk=request.actor, person=person, now=place.now, second=second
    )


def _move_words(move: Move) -> str:
    return {
        Move.ISSUE_PAPER: _("سلموا ورقة"),
        Move.SPOIL_PAPER: _("أعيدت ورقة تالفة"),
        Move.RETURN_PAPER: _("وُضعت الورقة في الصندوق"),
    }[move]


def _done_words(move: Move) -> str:
    return {
        Move.ISSUE_PAPER: _("سُجل في السجل. الآن يسحب الشخص ورقة من الرزمة المخلوطة."),
        Move.SPOIL_PAPER: _("سُجلت الورقة التالفة. احتفظوا بها في ظرف الأوراق التالفة."),
        Move.RETURN_PAPER: _("سُجل أن الورقة في الصندوق."),
    }[move]


# ---- batches


@staff_only(*ENTERING)
def batch_list(request: Request, territory: str, slug: str) -> HttpResponse:
    """The batches of an edition, and a form to print another."""
    place = any_here(slug)
    form = PrintForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: paper.print_batch(office_id=None, **form.cleaned_data, **facts)):
            return go(request, "desk_batches", place, _("أعطيت الأرقام. حملوا الأوراق واطبعوها."))
    rows = [batches.shown_batch(one) for one in batches.batches_of(place.edition)]
    return shown(
        request,
        "budgets/vote/batches.html",
        place,
        form=form,
        rows=rows,
        turnout=queries.turnout(place.edition),
        may_print=request.actor.has_role(request.territory.pk, *COUNTER),
        status=status_of(form),
    )


def _batch(place: Here, pk: int) -> BallotBatch:
    found = batches.batch_at(place.edition, pk)
    if found is None:
        raise Http404
    return found


@staff_only(*ENTERING)
def sheets_pdf(request: Request, territory: str, slug: str, batch: int) -> HttpResponse:
    """The sheets of a batch, to print."""
    place = any_here(slug)
    found = _batch(place, batch)
    asked = queries.asked_of(place.edition)
    made = documents.sheets_page(place.edition, found, asked, day=place.today)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="sheets-{found.first_serial}.pdf"'
    return never_stored(response)


@staff_only(*ENTERING)
def batch_page(request: Request, territory: str, slug: str, batch: int) -> HttpResponse:
    """One batch: what I read on its sheets, one after the other."""
    place = any_here(slug)
    found = _batch(place, batch)
    asked = queries.asked_of(place.edition)
    ballot = TypedBallot(typed_in(request), asked, asked.projects)
    form = SheetForm(typed_in(request))
    if form.is_bound and form.is_valid():

        def verb() -> None:
            said = None if form.cleaned_data["is_void"] else ballot.said()
            serial = form.cleaned_data["serial"]
            paper.enter_sheet(batch=found, serial=serial, said=said, actor=request.actor, now=place.now)

        if not tried(form, verb):
            return go(request, "desk_batch", place, "", found.pk)
    return _batch_shown(request, place, found, ballot=ballot, form=form, status=status_of(form))


def _batch_shown(
    request: Request,
    place: Here,
    found: BallotBatch,
    *,
    ballot: TypedBallot | None = None,
    form: SheetForm | None = None,
    closing: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if ballot is None:
        asked = queries.asked_of(place.edition)
        ballot = TypedBallot(None, asked, asked.projects)
    mine = batches.entry_of(found, request.actor.signer)
    read = batches.read_by(mine) if mine else {}
    titles = {one.key: one for one in ballot.asked.projects}
    batch = batches.shown_batch(found)
    return shown(
        request,
        "budgets/vote/batch.html",
        place,
        batch=batch,
        mine=mine,
        read=[(serial, _told(said, titles)) for serial, said in sorted(read.items(), reverse=True)],
        ballot=ballot,
        form=form or SheetForm(),
        closing=closing or CloseForm(),
        others=mine is None and len(batch.entries) == 2,  # noqa: PLR2004 -- two people
        enters=place.is_open(Act.ENTER_PAPER),
        status=status,
    )


def _told(said: Any, titles: dict[str, Any]) -> list[Any] | None:  # noqa: ANN401 -- a ballot or None
    return None if said is None else [(titles.get(key), worth) for key, worth in said]


@require_POST
@staff_only(*ENTERING)
def take_out(request: Request, territory: str, slug: str, batch: int) -> HttpResponse:
    """Take out what I read on one sheet."""
    place = any_here(slug)
    found = _batch(place, batch)
    serial = request.POST.get("serial", "")
    if not serial.isdecimal():
        raise Http404
    return _batch_done(
        request,
        place,
        found,
        lambda: paper.take_sheet_out(batch=found, serial=int(serial), actor=request.actor, now=place.now),
        _("حُذفت قراءة هذه الورقة. أدخلوها من جديد."),
    )


@require_POST
@staff_only(*ENTERING)
def finish(request: Request, territory: str, slug: str, batch: int) -> HttpResponse:
    """Say that I have read every sheet."""
    place = any_here(slug)
    found = _batch(place, batch)
    return _batch_done(
        request,
        place,
        found,
        lambda: paper.finish_entry(batch=found, actor=request.actor, now=place.now),
        _("انتهى إدخالكم. يدخلها شخص ثان على حدة."),
    )


@require_POST
@staff_only(*ENTERING)
def close(request: Request, territory: str, slug: str, batch: int) -> HttpResponse:
    """Close a batch that balances."""
    place = any_here(slug)
    found = _batch(place, batch)
    form = CloseForm(request.POST)
    facts: dict[str, Any] = {"batch": found, "actor": request.actor, "now": place.now}
    if form.is_valid() and not tried(form, lambda: paper.close_batch(**facts, **form.cleaned_data)):
        return go(request, "desk_batch", place, _("أُغلقت الحزمة: الحساب متوازن."), found.pk)
    return _batch_shown(request, place, found, closing=form, status=status_of(form))


def _batch_done(
    request: Request,
    place: Here,
    found: BallotBatch,
    verb: Callable[[], object],
    said: str,
) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        return _refused(request, place, found, refused.sentence)
    return go(request, "desk_batch", place, said, found.pk)


def _refused(request: Request, place: Here, found: BallotBatch, said: str) -> HttpResponse:
    return shown(
        request,
        "budgets/vote/refused.html",
        place,
        said=said,
        back="desk_batch",
        batch_key=found.pk,
        status=409,
    )
