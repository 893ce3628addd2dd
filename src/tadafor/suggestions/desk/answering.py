"""What staff do with a file: send it on, answer, tell each other, hand a complaint over."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.people.actor import Request, staff_only
from tadafor.suggestions import actions
from tadafor.suggestions.context import Here, go, shown
from tadafor.suggestions.desk.inbox import at
from tadafor.suggestions.forms import AnswerForm, HandForm, NoteForm, SendForm
from tadafor.suggestions.queries import DECIDERS, READERS
from tadafor.suggestions.rules import State
from tadafor.ui.boxes import form_page_of, sent, tried, typed_in

# With what was said beside it.
form_page = form_page_of(shown, "suggestions/desk/form.html")


def facts_of(request: Request, place: Here) -> dict[str, Any]:
    return {"suggestion": place.one, "actor": request.actor, "now": place.now}


@staff_only(*READERS)
def send(request: Request, territory: str, number: int) -> HttpResponse:
    """Send it to a service, and to one of its agents."""
    place = at(request, number)
    form = SendForm(typed_in(request), suggestion=place.one)
    if sent(form) and not tried(
        form, lambda: actions.send_to(**facts_of(request, place), **form.cleaned_data)
    ):
        return go(request, "desk_overview", number, _("أُحيل الملف على المصلحة."))
    return form_page(request, place, form, _("الإحالة على مصلحة"), button=_("أحيلوا الملف"))


@staff_only(*READERS)
def answer(request: Request, territory: str, number: int) -> HttpResponse:
    """Answer in public, with a reason."""
    place = at(request, number)
    form = AnswerForm(typed_in(request), but=place.one.state)
    if sent(form):
        reason = form.reason_in(place.one.language)
        state = State(form.cleaned_data["state"])
        if not tried(form, lambda: actions.answer(state=state, reason=reason, **facts_of(request, place))):
            return go(request, "desk_overview", number, _("نُشر الجواب، وأُخبر صاحب(ة) الملف."))
    return form_page(request, place, form, _("الجواب"), button=_("انشروا الجواب"))


@staff_only(*READERS)
def note(request: Request, territory: str, number: int) -> HttpResponse:
    """Tell the staff something."""
    place = at(request, number)
    form = NoteForm(typed_in(request))
    if sent(form) and not tried(
        form, lambda: actions.note(words=form.cleaned_data["words"], **facts_of(request, place))
    ):
        return go(request, "desk_overview", number, _("أُضيفت الملاحظة الداخلية."))
    return form_page(request, place, form, _("ملاحظة داخلية"))


@staff_only(*DECIDERS)
def hand_over(request: Request, territory: str, number: int) -> HttpResponse:
    """Record the number of a complaint in the national service."""
    place = at(request, number)
    form = HandForm(typed_in(request))
    if sent(form) and not tried(
        form, lambda: actions.hand_over(number=form.cleaned_data["number"], **facts_of(request, place))
    ):
        return go(request, "desk_overview", number, _("سُجل رقم الشكاية في البوابة الوطنية."))
    return form_page(request, place, form, _("الإحالة على البوابة الوطنية"))
