"""Running a form: where it stands, opening, versions, invitations, paper, the close, the result."""

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.kernel.pages import never_stored
from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, datasets, documents, queries
from tadafor.surveys.context import Asked, any_asked, fault_words, go, shown
from tadafor.surveys.context.files import as_file
from tadafor.surveys.context.results import told
from tadafor.surveys.desk.building import form_page
from tadafor.surveys.forms import InvitationForm, PlainForm, PollForm, ReasonForm, ResultsForm
from tadafor.surveys.rules import editing, questions
from tadafor.surveys.rules.questions import QuestionKind
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.ui.boxes import tried, typed_in
from tadafor.ui.documents import pdf


@staff_only(*ORGANISERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where a form stands, and the one thing to do next."""
    place = any_asked(slug)
    draft = queries.draft_of(place.one)
    files = queries.may_take_files(place.one)
    found = questions.faults(draft.form, takes_files=files) if draft else []
    faults = [fault_words(fault) for fault in found]
    return shown(
        request,
        "surveys/desk/overview.html",
        place,
        draft=draft,
        faults=faults,
        counted=queries.counted(place.one) if place.one.opened_at else 0,
        trials=queries.trials(place.one) if draft else 0,
        sealed=place.one.is_anonymous and place.one.loaded_at is None,
    )


@staff_only(*ORGANISERS)
def announce(request: Request, territory: str, slug: str) -> HttpResponse:
    """Open a form to the public; from then on its questions are a version."""
    place = any_asked(slug)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.open_survey(**facts)):
        return go(request, "desk_overview", place, _("أُعلن عن الاستمارة."))
    lead = _("بعد الإعلان لا تتغير الأسئلة إلا بنسخة جديدة معللة، ولا يتغير من يجيب ولا كيف تُحفظ الأجوبة.")
    return form_page(request, place, form, _("الإعلان عن الاستمارة"), lead=lead, button=_("أعلنوا عنها"))


@staff_only(*ORGANISERS)
def begin_version(request: Request, territory: str, slug: str) -> HttpResponse:
    """Copy the questions to change them."""
    place = any_asked(slug)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.begin_version(**facts)):
        return go(request, "desk_questions", place, _("هذه نسخة للعمل: لا يراها أحد قبل نشرها."))
    lead = _("تبقى الأسئلة الحالية مطروحة إلى أن تنشروا النسخة الجديدة.")
    return form_page(request, place, form, _("نسخة جديدة من الأسئلة"), lead=lead, button=_("ابدأوا نسخة"))


@staff_only(*ORGANISERS)
def publish_version(request: Request, territory: str, slug: str) -> HttpResponse:
    """Ask the new questions, after a look at what that does to answers already given."""
    place = any_asked(slug)
    draft, asked = queries.draft_of(place.one), queries.asked_version(place.one)
    if draft is None or asked is None:
        raise Http404
    form = ReasonForm(typed_in(request))
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.publish_version(reason=form.cleaned_data["reason"], **facts))
    ):
        return go(request, "desk_overview", place, _("تُطرح الأسئلة الجديدة من الآن."))
    changes = editing.changes(asked.form, draft.form)
    button = _("انشروا النسخة")
    return form_page(request, place, form, _("نشر نسخة جديدة"), button=button, changes=changes)


@staff_only(*ORGANISERS)
def close(request: Request, territory: str, slug: str) -> HttpResponse:
    """End a form before its last day."""
    place = any_asked(slug)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.close_survey(**facts)):
        return go(request, "desk_overview", place, _("أُغلق باب الجواب."))
    return form_page(request, place, form, _("إغلاق الاستمارة قبل أجلها"), button=_("أغلقوها"))


@staff_only(*ORGANISERS)
def invitations(request: Request, territory: str, slug: str) -> HttpResponse:
    """Draw codes; they are on this page once, to be printed, and nowhere else."""
    place = any_asked(slug)
    form = InvitationForm(typed_in(request))
    codes: list[str] = []
    if form.is_bound and form.is_valid():
        as_letters = form.cleaned_data.pop("as_letters")
        codes = actions.invite(survey=place.one, **form.cleaned_data, actor=request.actor, now=place.now)
        if as_letters:
            return _letters(request, place, codes)
        return shown(request, "surveys/desk/invitations.html", place, codes=codes)
    lead = _("تظهر الرموز مرة واحدة لطباعتها أو إرسالها، ولا يُحفظ منها إلا بصمتها.")
    return form_page(request, place, form, _("رموز الدعوة"), lead=lead, button=_("اسحبوا الرموز"))


def _letters(request: Request, place: Asked, codes: list[str]) -> HttpResponse:
    """Answer with the letters: the only time that these codes are anywhere."""
    address = request.build_absolute_uri(f"{place.one.trace.address}answer/")
    facts = documents.letters(request.territory, place.one, codes, address=address)
    return never_stored(
        as_file(pdf("surveys/documents/letters.typ", facts, day=place.today), place, "letters.pdf")
    )


@staff_only(*ORGANISERS)
def place_poll(request: Request, territory: str, slug: str) -> HttpResponse:
    """Ask a poll on the page of something else too."""
    place = any_asked(slug)
    start = place.one.beside.address if place.one.beside else ""
    form = PollForm(typed_in(request), initial={"address": start})
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.place_poll(address=form.cleaned_data["address"], **facts))
    ):
        return go(request, "desk_overview", place, _("حُفظ."))
    lead = _("يظهر السؤال في تلك الصفحة ما دام باب الجواب مفتوحا.")
    return form_page(request, place, form, _("السؤال في صفحة أخرى"), lead=lead)


@staff_only(*ORGANISERS)
def results(request: Request, territory: str, slug: str) -> HttpResponse:
    """The result as staff see it, open answers too, and its publication."""
    place = any_asked(slug)
    version = queries.asked_version(place.one)
    if version is None:
        raise Http404
    if place.one.is_anonymous and place.one.loaded_at is None:
        return shown(request, "surveys/desk/sealed.html", place)
    form = ResultsForm(typed_in(request), initial={"words": place.one.results_words})
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.publish_results(words=form.cleaned_data["words"], **facts))
    ):
        return go(request, "desk_results", place, _("نُشرت النتيجة."))
    texts = [
        (one, queries.texts_of(place.one, one))
        for one in version.form.questions
        if one.kind in {QuestionKind.SHORT, QuestionKind.LONG}
    ]
    comments = queries.comments_of(place.one, shown=False)
    files = [
        (one, queries.files_answered(place.one, one.key))
        for one in version.form.questions
        if one.kind is QuestionKind.FILE
    ]
    context = told(place, version.form, request) | {
        "texts": texts,
        "files": files,
        "points": any(one.kind is QuestionKind.POINT for one in version.form.questions),
        "form": form,
        "comments": comments,
    }
    return shown(
        request,
        "surveys/desk/results.html",
        place,
        status=400 if form.is_bound and form.errors else 200,
        **context,
    )


@staff_only(*ORGANISERS)
def answers(request: Request, territory: str, slug: str, kind: str) -> HttpResponse:
    """Every answer as CSV, JSON or XLSX: it streams, whatever their number (§ surveys-streamed)."""
    place = any_asked(slug)
    version = queries.asked_version(place.one)
    if version is None or (place.one.is_anonymous and place.one.loaded_at is None):
        raise Http404
    stream = datasets.ANSWERS.get(kind)
    if stream is None:
        raise Http404
    response = StreamingHttpResponse(stream(place.one, version.form), content_type=datasets.TYPES[kind])
    name = content_disposition_header(as_attachment=True, filename=f"{slug}-answers.{kind}")
    response.headers["Content-Disposition"] = name or "attachment"
    return never_stored(response)  # type: ignore[return-value]
