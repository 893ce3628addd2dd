"""What staff do with the words: write down, redact, put together, take apart, carry on, a session."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.moderation.rules import masked
from tadafor.people.actor import Request, staff_only
from tadafor.suggestions import actions, queries
from tadafor.suggestions.context import Here, go, shown
from tadafor.suggestions.desk.answering import facts_of, form_page
from tadafor.suggestions.desk.inbox import at
from tadafor.suggestions.forms import (
    CarryForm,
    CoverForm,
    MergeForm,
    RedactForm,
    SessionForm,
    SplitForm,
    WordsForm,
)
from tadafor.suggestions.queries import DECIDERS, READERS, Suggestion
from tadafor.ui.boxes import sent, status_of, tried, typed_in


@staff_only(*READERS)
def write_down(request: Request, territory: str, number: int) -> HttpResponse:
    """Write what a sound note says."""
    place = at(request, number)
    form = WordsForm(typed_in(request), initial={"words": place.one.body})
    if sent(form) and not tried(
        form, lambda: actions.write_down(words=form.cleaned_data["words"], **facts_of(request, place))
    ):
        return go(request, "desk_overview", number, _("كُتب ما قيل، ويقرؤه الآن من له أن يقرأ."))
    return form_page(request, place, form, _("كتابة ما قيل"))


@staff_only(*READERS)
def redact(request: Request, territory: str, number: int) -> HttpResponse:
    """Take personal data out: what was found is masked already, one click keeps it so."""
    place = at(request, number)
    one = place.one
    start = {"body": masked(one.body), "place": masked(one.place), "reason": _("معطيات شخصية")}
    form = RedactForm(typed_in(request), initial=start)
    if sent(form) and not tried(
        form, lambda: actions.redact(**facts_of(request, place), **form.cleaned_data)
    ):
        return go(request, "desk_overview", number, _("حُجبت المعطيات، وبقي الأصل لدى من يقرر."))
    return form_page(request, place, form, _("حجب المعطيات الشخصية"), button=_("احجبوا"))


@staff_only(*READERS)
def cover(request: Request, territory: str, number: int, picture: str) -> HttpResponse:
    """Paint over parts of a photograph, touched on a grid that needs no script."""
    place = at(request, number)
    photo = next((one for one in documents.of_trace(place.one.trace) if one.code == picture.upper()), None)
    if photo is None or photo.is_removed or not photo.is_image:
        raise Http404
    form = CoverForm(typed_in(request), request.FILES or None)
    if sent(form) and not tried(
        form, lambda: actions.cover_photo(photo=photo, **facts_of(request, place), **form.facts())
    ):
        return go(request, "desk_overview", number, _("حُجبت الصورة، وبقي أصلها خاصا: كل اطلاع عليه يُسجل."))
    return shown(
        request, "suggestions/desk/cover.html", place, form=form, photo=photo, status=status_of(form)
    )


@staff_only(*READERS)
def merge(request: Request, territory: str, number: int) -> HttpResponse:
    """Put it with another that says the same."""
    place = at(request, number)
    form = MergeForm(typed_in(request), near=_near(request, place))
    if sent(form):
        other = queries.at(form.cleaned_data["number"])
        if other is None:
            form.add_error("number", _("لا يوجد ملف بهذا الرقم هنا."))
        elif not tried(form, lambda: actions.merge(into=other, **facts_of(request, place))):
            return go(request, "desk_overview", other.number, _("ضُم الملف، وصار مؤيدوه مؤيدين لهذا."))
    return form_page(request, place, form, _("ضموه إلى ملف آخر"), button=_("ضموا"))


def _near(request: Request, place: Here) -> list[Suggestion]:
    one = place.one
    return queries.alike(
        territory_id=request.territory.pk, text=one.body, category=one.category_id, but=one.pk
    )


@staff_only(*READERS)
def split(request: Request, territory: str, number: int) -> HttpResponse:
    """Make a second file of what it says beside its subject."""
    place = at(request, number)
    form = SplitForm(typed_in(request))
    made: list[Suggestion] = []
    if sent(form) and not tried(
        form,
        lambda: made.append(actions.split(body=form.cleaned_data["body"], **facts_of(request, place))),
    ):
        return go(request, "desk_overview", made[0].number, _("هذا هو الملف الثاني."))
    return form_page(request, place, form, _("افصلوا ملفا ثانيا"), button=_("افصلوا"))


@staff_only(*DECIDERS)
def carry(request: Request, territory: str, number: int) -> HttpResponse:
    """Say what it became: a text, a project, a commitment."""
    place = at(request, number)
    form = CarryForm(typed_in(request))
    if sent(form) and not tried(
        form, lambda: actions.carry(trace=form.cleaned_data["target"], **facts_of(request, place))
    ):
        return go(request, "desk_overview", number, _("رُبط الملف بما صار إليه، وأُخبر من يتابعه."))
    return form_page(request, place, form, _("ماذا صار؟"))


@staff_only(*DECIDERS)
def session(request: Request, territory: str, number: int) -> HttpResponse:
    """Publish the answer of a session."""
    place = at(request, number)
    form = SessionForm(typed_in(request), initial={"on": place.today})
    if sent(form) and not tried(
        form, lambda: actions.answer_at_session(**facts_of(request, place), **form.facts())
    ):
        return go(request, "desk_overview", number, _("نُشر جواب الدورة."))
    return form_page(request, place, form, _("جواب الجماعة في الدورة"), button=_("انشروا الجواب"))
