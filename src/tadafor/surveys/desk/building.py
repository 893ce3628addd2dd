"""Building a form: the list, its frame, its questions page by page, a look before opening."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.kernel.identifiers import code, token
from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import SEE_OTHER, Asked, any_asked, fault_words, go, listed, shown
from tadafor.surveys.forms import FrameForm, PageForm, PlainForm, QuestionForm, SectionForm
from tadafor.surveys.rules import editing, questions
from tadafor.surveys.rules.questions import Form, Page
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.ui.boxes import form_page_of, status_of, tried, typed_in

KEY = 6


@staff_only(*ORGANISERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every form and conversation of the territory, drafts too."""
    context = {
        "territory": request.territory,
        "rows": listed(list(queries.surveys_listed(drafts=True)[:100])),
        "talks": listed(list(queries.conversations_listed(drafts=True)[:100])),
        "studies": queries.studies(get_language() or ""),
    }
    return render(request, "surveys/desk/index.html", context)


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Begin a form: from nothing, with the questions of another, as a study, or the same a year later."""
    origin, start = _begun(request)
    form = FrameForm(typed_in(request), initial={"language": "ar", "audience": "contact"} | start)
    facts: dict[str, Any] = {
        "territory_id": request.territory.pk,
        "territory_slug": territory,
        "actor": request.actor,
        "now": clock.now(),
        "is_demonstration": request.territory.is_demonstration,
    }
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.draft_survey(frame=form.stated(), origin=_origin(request, form, origin), **facts),
        )
    ):
        messages.success(request, _("بدأت الاستمارة. الخطوة التالية: الأسئلة."))
        where = [territory, form.cleaned_data["slug"]]
        return HttpResponseRedirect(reverse("surveys:desk_questions", args=where), status=SEE_OTHER)
    title = _("استمارة جديدة")
    context = {"territory": request.territory, "form": form, "origin": start.get("title"), "title": title}
    return render(request, "surveys/desk/new.html", context, status=status_of(form))


def _begun(request: Request) -> tuple[actions.Origin | None, dict[str, Any]]:
    """Return the questions that are ready, and what stands in the boxes with them."""
    if found := queries.study(request.GET.get("study", ""), queries.language_of(get_language() or "")):
        start = {"title": found.title, "intro": found.intro, "language": found.language}
        return actions.Origin(found.form, found.name), start
    again = queries.any_survey_at(request.GET.get("again", ""))
    one = again or queries.any_survey_at(request.GET.get("from", ""))
    version = queries.asked_version(one) or queries.draft_of(one) if one else None
    if one is None or version is None:
        return None, {}
    start = {"title": one.title, "intro": one.intro, "language": one.language, "audience": one.audience}
    return actions.Origin(version.form, one.study, again if again and again.results_at else None), start


def _origin(request: Request, form: FrameForm, begun: actions.Origin | None) -> actions.Origin | None:
    """A study is begun in the language that was picked for its words."""
    language = queries.language_of(form.cleaned_data["language"])
    found = queries.study(request.GET.get("study", ""), language)
    return actions.Origin(found.form, found.name) if found else begun


@staff_only(*ORGANISERS)
def frame(request: Request, territory: str, slug: str) -> HttpResponse:
    """Change the frame."""
    place = any_asked(slug)
    form = FrameForm(typed_in(request), initial=vars(place.one))
    if place.one.opened_at is not None:
        for name in ("slug", "audience", "is_anonymous", "is_repeated", "uses_facts", "language", "opens_on"):
            form.fields[name].disabled = True
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.change_survey(frame=form.stated(), **facts))
    ):
        return go(request, "desk_overview", any_asked(form.cleaned_data["slug"]), _("حُفظ."))
    return form_page(request, place, form, _("إطار الاستمارة"))


form_page = form_page_of(shown, "surveys/desk/form.html")


# ---- questions


def draft_here(slug: str) -> tuple[Asked, Form]:
    """Find a form whose questions are being written, or raise Http404."""
    place = any_asked(slug)
    draft = queries.draft_of(place.one)
    if draft is None:
        raise Http404
    return place, draft.form


@staff_only(*ORGANISERS)
def edit(request: Request, territory: str, slug: str) -> HttpResponse:
    """The questions as they stand, what keeps them from opening, and a way to change each."""
    place = any_asked(slug)
    draft = queries.draft_of(place.one)
    version = draft or queries.asked_version(place.one)
    form = version.form if version else Form()
    files = queries.may_take_files(place.one)
    found = questions.faults(form, takes_files=files) if draft else []
    faults = [fault_words(fault) for fault in found]
    return shown(
        request, "surveys/desk/questions.html", place, form=form, is_draft=bool(draft), faults=faults
    )


def _write(request: Request, place: Asked, form: Form, said: str) -> HttpResponse:
    actions.write_form(survey=place.one, form=form, actor=request.actor, now=place.now)
    return go(request, "desk_questions", place, said)


@staff_only(*ORGANISERS)
def section(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """One page of the form: its title, what follows, to whom it shows; ``new`` adds one."""
    place, form = draft_here(slug)
    page = next((one for one in form.pages if one.key == key), None)
    if page is None and key != "new":
        raise Http404
    boxes = SectionForm(typed_in(request), form=form, page=page or Page(code(KEY)))
    if boxes.is_bound and boxes.is_valid():
        return _write(request, place, editing.with_page(form, boxes.made()), _("حُفظت الصفحة."))
    return form_page(request, place, boxes, _("صفحة من الاستمارة"))


@staff_only(*ORGANISERS)
def question(request: Request, territory: str, slug: str, page: str, key: str) -> HttpResponse:
    """One question; ``new`` adds one to a page."""
    place, form = draft_here(slug)
    at, old = form.at(page), form.question(key)
    if at is None or (old is None and key != "new"):
        raise Http404
    boxes = QuestionForm(typed_in(request), form=form, at=at, question=old)
    if boxes.is_bound and boxes.is_valid():
        return _write(request, place, editing.with_question(form, page, boxes.made()), _("حُفظ السؤال."))
    lead = _("اكتبوا الاختيارات للأسئلة التي فيها اختيار أو ترتيب أو جدول، والحدود حيث تلزم.")
    return form_page(request, place, boxes, _("سؤال"), lead=lead)


@staff_only(*ORGANISERS)
def raise_one(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """Move a page or a question one place up."""
    place, form = draft_here(slug)
    boxes = PlainForm(typed_in(request))
    if boxes.is_bound:
        return _write(request, place, editing.raised(form, key), "")
    return form_page(request, place, boxes, _("نقل إلى أعلى"), lead=_name(form, key), button=_("انقلوه"))


@staff_only(*ORGANISERS)
def remove(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """Take a page or a question out."""
    place, form = draft_here(slug)
    boxes = PlainForm(typed_in(request))
    if boxes.is_bound:
        left = editing.without_question(editing.without_page(form, key), key)
        return _write(request, place, left, _("حُذف."))
    return form_page(request, place, boxes, _("حذف من الاستمارة"), lead=_name(form, key), button=_("احذفوه"))


def _name(form: Form, key: str) -> str:
    found = form.question(key)
    if found is not None:
        return found.label
    at = form.at(key)
    if at is None:
        raise Http404
    return form.pages[at].title or _("الصفحة %(number)s") % {"number": at + 1}


@staff_only(*ORGANISERS)
def preview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Every page as people will see it; nothing is sent from here."""
    place = any_asked(slug)
    version = queries.draft_of(place.one) or queries.asked_version(place.one)
    form = version.form if version else Form()
    seed = token()
    drawn = [
        (
            page,
            PageForm(
                questions=page.questions,
                typed={},
                places=queries.places(place.one),
                quarters=queries.quarters(place.one, page.questions),
                seed=seed,
            ),
        )
        for page in form.pages
    ]
    return shown(request, "surveys/desk/preview.html", place, pages=drawn)
