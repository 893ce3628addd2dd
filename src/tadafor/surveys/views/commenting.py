"""What participants say of a published result, and each comment where it can be linked to and reported."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel.identifiers import token
from tadafor.people.actor import Request, signed_in_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import asked, go, read, shown
from tadafor.surveys.forms import CommentForm
from tadafor.ui.boxes import status_of, tried, typed_in


@signed_in_only
def add(request: Request, territory: str, slug: str) -> HttpResponse:
    """Say something of a result; what is refused is said above it, and what was typed stays."""
    place = asked(slug)
    if place.one.results_at is None:
        raise Http404
    form = CommentForm(typed_in(request), initial={"token": token()})
    facts: dict[str, Any] = {"survey": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.comment_result(**form.cleaned_data, **facts))
    ):
        return go(request, "results", place, _("وصل مقترحكم. يظهر للجميع بعد أن يقرأه المشرفون."))
    return shown(request, "surveys/comment_add.html", place, form=form, status=status_of(form))


def comment(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One comment on a result."""
    place = asked(slug)
    found = queries.comment_numbered(place.one, number)
    if found is None or not found.is_shown or place.one.results_at is None:
        raise Http404
    return read(request, "surveys/comment.html", place, comment=found)
