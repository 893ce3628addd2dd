"""Answers on paper: one by one, or a spreadsheet whose bad rows are all said before anything is entered."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.documents.actions import CleanFile
from tadafor.kernel.identifiers import token
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, datasets, queries
from tadafor.surveys.context import Asked, any_asked, go, shown
from tadafor.surveys.context.files import as_file
from tadafor.surveys.forms import PageForm, PaperFileForm
from tadafor.surveys.queries import SurveyVersion
from tadafor.surveys.rules import papering
from tadafor.surveys.rules.papering import BatchRefusal, Fault
from tadafor.surveys.rules.questions import on_paper
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.ui.boxes import status_of, tried, typed_in

MOST_SAID = 200


@staff_only(*ORGANISERS)
def paper(request: Request, territory: str, slug: str) -> HttpResponse:
    """Enter an answer that came on paper, all pages at once."""
    place = any_asked(slug)
    version = queries.asked_version(place.one)
    if version is None:
        raise Http404
    asked = on_paper(version.form).questions
    form = PageForm(
        typed_in(request), questions=asked, typed={}, places=queries.places(place.one), seed="paper"
    )
    if form.is_bound and not tried_paper(request, place, form, version.number):
        return go(request, "desk_paper", place, _("سُجل الجواب. أدخلوا الورقة الموالية."))
    return shown(request, "surveys/desk/paper.html", place, form=form, status=400 if form.is_bound else 200)


def tried_paper(request: Request, place: Any, form: PageForm, number: int) -> object:  # noqa: ANN401 -- Asked
    """Send what was read on paper; errors of pages that conditions leave out do not count."""
    sent = actions.Sent(number, form.typed(), token())
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    form.full_clean()
    return tried(form, lambda: actions.enter_paper(sent=sent, **facts))


def _asked(slug: str) -> tuple[Asked, SurveyVersion]:
    place = any_asked(slug)
    version = queries.asked_version(place.one)
    if version is None:
        raise Http404
    return place, version


@staff_only(*ORGANISERS)
def paper_file(request: Request, territory: str, slug: str) -> HttpResponse:
    """Enter a spreadsheet of answers: all its rows, or none and what is wrong with each (§ surveys-batch)."""
    place, version = _asked(slug)
    form = PaperFileForm(typed_in(request), request.FILES or None)
    faults: list[Fault] = []
    if form.is_bound and form.is_valid():
        done, faults = _imported(request, place, version, form)
        if done:
            told = ngettext("سُجل %(n)s جواب من الورق.", "سُجل %(n)s جوابا من الورق.", done) % {"n": done}
            return go(request, "desk_overview", place, told)
    said = [_said(one) for one in faults[:MOST_SAID]]
    return shown(
        request,
        "surveys/desk/paper_file.html",
        place,
        form=form,
        faults=said,
        more=len(faults) - len(said),
        status=status_of(form),
    )


def _imported(
    request: Request, place: Asked, version: SurveyVersion, form: PaperFileForm
) -> tuple[int, list[Fault]]:
    file: CleanFile = form.cleaned_data["file"]
    try:
        lines = datasets.lines_of(file)
        found = papering.read(on_paper(version.form), lines, places=queries.places(place.one))
        if found.faults:
            form.add_error(None, sentence(BatchRefusal.FAULTY_ROWS))
            return 0, found.faults
        sheet = actions.PaperSheet(version.number, found.rows, sha256(file.content).hexdigest())
        done = actions.import_paper(survey=place.one, sheet=sheet, actor=request.actor, now=place.now)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return 0, []
    return done, []


def _said(fault: Fault) -> tuple[int, str, str]:
    return fault.row, fault.label, word(fault.refusal)


@staff_only(*ORGANISERS)
def paper_sheet(request: Request, territory: str, slug: str) -> HttpResponse:
    """The spreadsheet to fill in."""
    place, version = _asked(slug)
    return never_stored(
        as_file(datasets.paper_workbook(place.one, on_paper(version.form)), place, "paper.xlsx")
    )
