"""Texts read aloud at the desk: the list, recording one, taking one away."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries
from tadafor.consultations.desk.place import CLERKS, SEE_OTHER, Desk, address, at, go, shown
from tadafor.consultations.forms import PlainForm, ReadAloudForm
from tadafor.documents.tasks import make_sounds
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.sound import may_record


@staff_only(*CLERKS)
def listen(request: Request, territory: str, slug: str) -> HttpResponse:
    """What can be listened to, what waits, what is out of date."""
    desk = at(slug)
    rows = queries.texts_at_the_desk(desk.consultation)
    return shown(request, "consultations/desk/listen.html", desk, rows=rows)


@staff_only(*CLERKS)
def read_aloud(request: Request, territory: str, slug: str, key: str | None = None) -> HttpResponse:
    """Record a text in one of the languages spoken here."""
    desk = at(slug)
    text = queries.text_read(desk.consultation, key)
    if text is None:
        raise Http404
    form = ReadAloudForm(typed_in(request), request.FILES if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and not tried(form, lambda: _read(request, desk, text, form)):
        make_sounds.defer()
        return go(request, desk, "listen", _("وصل التسجيل، وسيُسمع بعد ثوان."))
    page = shown(
        request, "consultations/desk/read_aloud.html", desk, form=form, text=text, status=status_of(form)
    )
    return may_record(page)


def _read(request: Request, desk: Desk, text: queries.ReadText, form: ReadAloudForm) -> object:
    return actions.read_aloud(
        consultation=desk.consultation, text=text, speech=form.speech(), actor=request.actor, now=desk.now
    )


@staff_only(*CLERKS)
def stop_reading(request: Request, territory: str, slug: str, code: str) -> HttpResponse:
    """Take a recording of a text away."""
    desk = at(slug)
    found = queries.reading_by_code(desk.consultation, code)
    if found is None:
        raise Http404
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(
        form,
        lambda: actions.stop_reading(
            consultation=desk.consultation, code=code, actor=request.actor, now=desk.now
        ),
    ):
        messages.success(request, _("مُحي التسجيل."))
        return HttpResponseRedirect(address(request, desk, "listen"), status=SEE_OTHER)
    return shown(
        request,
        "consultations/desk/stop_reading.html",
        desk,
        form=form,
        found=found,
        status=status_of(form),
    )
