"""Voices at the desk: recording somebody, what awaits its words, writing it down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.examining import articles, found_in
from tadafor.consultations.desk.place import CLERKS, READERS, Desk, at, go, shown
from tadafor.consultations.forms import SpokenEntryForm, WriteDownForm
from tadafor.consultations.queries import Contribution
from tadafor.documents.tasks import make_sounds
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import Channel
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.sound import may_record


@staff_only(*READERS)
def voices(request: Request, territory: str, slug: str) -> HttpResponse:
    """The recordings that await their words, the oldest first."""
    desk = at(slug)
    return shown(
        request,
        "consultations/desk/voices.html",
        desk,
        rows=queries.to_write_down(desk.consultation, desk.today),
        may_write=request.actor.has_role(desk.consultation.territory_id, *CLERKS),
    )


@staff_only(*CLERKS)
def record(request: Request, territory: str, slug: str) -> HttpResponse:
    """Record what somebody says at the desk."""
    desk = at(slug)
    form = SpokenEntryForm(
        typed_in(request),
        request.FILES if request.method == "POST" else None,
        articles=articles(desk),
        subject=rules.Subject(desk.consultation.subject),
        initial={"received_on": desk.today, "channel": Channel.DESK},
    )
    made: list[Contribution] = []
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(_entered(request, desk, form)))
    ):
        make_sounds.defer()
        return go(
            request, desk, "voices", _("سُجل الصوت، ورقم المساهمة %(number)s.") % {"number": made[0].number}
        )
    page = shown(request, "consultations/desk/record.html", desk, form=form, status=status_of(form))
    return may_record(page)


def _entered(request: Request, desk: Desk, form: SpokenEntryForm) -> Contribution:
    return actions.enter_contribution(
        consultation=desk.consultation,
        words=form.words_on(desk.consultation.subject),
        received=form.received(),
        actor=request.actor,
        now=desk.now,
        token=form.cleaned_data["token"],
        speech=form.speech(),
    )


@staff_only(*CLERKS)
def write_down(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Listen to a recording and write what it says."""
    desk = at(slug)
    found = found_in(desk, number)
    if not found.is_spoken:
        raise Http404
    view = queries.viewed(desk.consultation, [found], phase=desk.phase, staff=True)[0]
    spoken = view.spoken
    start = {"words": spoken.words, "seen": spoken.revision} if spoken else {}
    form = WriteDownForm(typed_in(request), initial=start)
    refused = None
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _written(request, desk, found, form))
        if refused is None:
            return go(request, desk, "voices", _("نُقل التسجيل إلى نص، وأُخبر صاحب المساهمة."))
    if conflict := _is_conflict(refused):
        typed = request.POST.copy()
        typed["seen"] = str(spoken.revision) if spoken else "0"
        form.data = typed
    return shown(
        request,
        "consultations/desk/write_down.html",
        desk,
        view=view,
        form=form,
        conflict=conflict,
        status=409 if refused else status_of(form),
    )


def _is_conflict(refused: Refused | None) -> bool:
    return refused is not None and refused.refusal is rules.SpeechRefusal.CHANGED_MEANWHILE


def _written(request: Request, desk: Desk, found: Contribution, form: WriteDownForm) -> Any:  # noqa: ANN401
    return actions.write_down(
        contribution=found,
        words=form.cleaned_data["words"],
        nothing_understood=form.cleaned_data["nothing_understood"],
        seen=form.cleaned_data["seen"] or 0,
        actor=request.actor,
        now=desk.now,
    )
