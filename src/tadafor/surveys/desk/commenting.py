"""What participants say of a result, as staff answer it: added to the report, or why not."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import any_asked, go
from tadafor.surveys.desk.building import form_page
from tadafor.surveys.forms import CommentAnswerForm
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.ui.boxes import tried, typed_in


@staff_only(*ORGANISERS)
def comment(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Answer one comment."""
    place = any_asked(slug)
    found = queries.comment_numbered(place.one, number)
    if found is None:
        raise Http404
    found.survey = place.one
    start = {"added": "yes" if found.added_at else "no" if found.answered_at else "", "reply": found.reply}
    form = CommentAnswerForm(typed_in(request), initial=start)
    facts: dict[str, Any] = {"comment": found, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.answer_comment(**form.said(), **facts))
    ):
        return go(request, "desk_results", place, _("أُجيب عن المقترح."))
    return form_page(request, place, form, _("مقترح على النتيجة"), lead=found.body, button=_("أجيبوا"))
