"""Ideas and projects at the desk: voices to write down, what is set aside, merges undone, documents."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import Here, any_here, go, shown
from tadafor.budgets.desk.fixed import not_now
from tadafor.budgets.desk.setting_up import form_page
from tadafor.budgets.forms import AttachForm, ReasonForm, WriteIdeaDownForm
from tadafor.budgets.queries import COMMITTEE, ORGANISERS, READERS, WRITERS, Edition, Idea, Project
from tadafor.budgets.rules.cycle import Act
from tadafor.documents import actions as documents
from tadafor.documents import queries as kept
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, status_of, tried, typed_in

CONFLICT = 409


def _idea(place: Here, number: int) -> Idea:
    found = queries.idea_numbered(place.edition, number)
    if found is None:
        raise Http404
    return found


def _project(place: Here, number: int) -> Project:
    found = queries.project_numbered(place.edition, number)
    if found is None:
        raise Http404
    return found


@staff_only(*READERS)
def voices(request: Request, territory: str, slug: str) -> HttpResponse:
    """The spoken ideas that await their words, the oldest first."""
    place = any_here(slug)
    rows = queries.ideas_to_write_down(place.edition, place.today)
    return shown(request, "budgets/desk/voices.html", place, rows=rows)


@staff_only(*WRITERS)
def write_down(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Listen to an idea and write what it says."""
    place = any_here(slug)
    found = _idea(place, number)
    spoken = queries.spoken_idea(found)
    if spoken is None:
        raise Http404
    start = {"words": spoken.words, "seen": spoken.revision, "title": found.title if spoken.revision else ""}
    form = WriteIdeaDownForm(typed_in(request), initial=start)
    refused = None
    if sent(form):
        facts: dict[str, Any] = {"idea": found, "actor": request.actor, "now": place.now}
        refused = tried(form, lambda: actions.write_down(written=form.written(), **facts))
        if refused is None:
            return go(request, "desk_voices", place, _("نُقل التسجيل إلى نص، وأُخبر صاحب الفكرة."))
        typed = request.POST.copy()
        typed["seen"] = str(spoken.revision)
        form.data = typed
    status = CONFLICT if refused else status_of(form)
    context = {"idea": found, "spoken": spoken, "form": form, "refused": refused}
    return shown(request, "budgets/desk/write_down.html", place, status=status, **context)


def _with_reason(
    request: Request,
    place: Here,
    act: Callable[[str], object],
    title: str,
    *,
    said: str,
    **page: Any,  # noqa: ANN401
) -> HttpResponse:
    """Ask for a reason, act, go back to where the list is."""
    if settled := not_now(request, place, page["needs"], title):
        return settled
    form = ReasonForm(typed_in(request))
    if sent(form) and not tried(form, lambda: act(form.cleaned_data["reason"])):
        return go(request, page["back"], place, said, *page.get("where", ()))
    lead = page.get("lead", "")
    return form_page(request, place, form, title, button=page["button"], lead=lead)


@staff_only(*ORGANISERS)
def set_idea_aside(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Withdraw an idea for a reason."""
    place = any_here(slug)
    found = _idea(place, number)
    facts: dict[str, Any] = {"idea": found, "actor": request.actor, "now": place.now}
    return _with_reason(
        request,
        place,
        lambda reason: actions.set_idea_aside(reason=reason, **facts),
        _("سحب الفكرة %(number)s") % {"number": number},
        said=_("سُحبت الفكرة، وأُخبر صاحبها بالسبب."),
        back="idea",
        needs=Act.SET_ASIDE,
        where=(number,),
        button=_("اسحبوا الفكرة"),
        lead=found.title,
    )


@staff_only(*COMMITTEE)
def unmerge(request: Request, territory: str, slug: str, number: int, idea: int) -> HttpResponse:
    """Take an idea out of a project."""
    place = any_here(slug)
    found = _project(place, number)
    facts: dict[str, Any] = {"project": found, "number": idea, "actor": request.actor, "now": place.now}
    return _with_reason(
        request,
        place,
        lambda reason: actions.unmerge_idea(reason=reason, **facts),
        _("إخراج الفكرة %(number)s من المشروع") % {"number": idea},
        said=_("خرجت الفكرة من المشروع، وأُخبر صاحبها بالسبب."),
        back="desk_merge",
        needs=Act.MERGE_IDEAS,
        where=(number,),
        button=_("أخرجوها"),
        lead=found.title,
    )


@staff_only(*ORGANISERS)
def set_project_aside(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Withdraw a project before the vote, for a reason."""
    place = any_here(slug)
    found = _project(place, number)
    facts: dict[str, Any] = {"project": found, "actor": request.actor, "now": place.now}
    return _with_reason(
        request,
        place,
        lambda reason: actions.set_project_aside(reason=reason, **facts),
        _("سحب المشروع %(number)s") % {"number": number},
        said=_("سُحب المشروع، وأُخبر أصحابه ومن يتابعه."),
        back="desk_projects",
        needs=Act.SET_ASIDE,
        button=_("اسحبوا المشروع"),
        lead=found.title,
    )


@staff_only(*ORGANISERS)
def documents_of_edition(request: Request, territory: str, slug: str) -> HttpResponse:
    """The documents published with an edition: its regulation signed, posters, minutes of the forum."""
    place = any_here(slug)
    return _attaching(request, place, place.edition, "desk_documents")


@staff_only(*COMMITTEE)
def documents_of_project(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """The documents published with a project: plans, pictures, the file of the study."""
    place = any_here(slug)
    found = _project(place, number)
    return _attaching(request, place, found, "desk_project_documents", number)


def _attaching(
    request: Request, place: Here, about: Edition | Project, page: str, *where: object
) -> HttpResponse:
    form = AttachForm(typed_in(request), request.FILES or None)
    if sent(form) and not tried(form, lambda: _attached(request, place, about, form)):
        return go(request, page, place, _("أُرفقت الوثيقة."), *where)
    return shown(
        request,
        "budgets/desk/documents.html",
        place,
        form=form,
        about=about.title,
        documents=kept.of_trace(about.trace),
        status=status_of(form),
    )


def _attached(request: Request, place: Here, about: Edition | Project, form: AttachForm) -> object:
    return documents.attach(
        territory_id=place.edition.territory_id,
        actor=request.actor,
        file=form.cleaned_data["file"],
        title=form.cleaned_data["title"],
        trace=about.trace,
        now=place.now,
    )
