"""What people say under a commitment."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries
from tadafor.commitments.context import go, here, shown
from tadafor.commitments.forms.saying import CommentForm, CorrectionForm
from tadafor.commitments.rules import RemarkKind
from tadafor.kernel import clock
from tadafor.people.actor import Request, signed_in_only
from tadafor.territories.rules import Moderation
from tadafor.ui.boxes import sent, status_of, tried, typed_in


@signed_in_only
def comment(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Say something of a commitment."""
    return _said(request, plan, number, RemarkKind.COMMENT, CommentForm(typed_in(request)))


@signed_in_only
def correct(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Say that something is not so, with a photograph."""
    files = request.FILES if request.method == "POST" else None
    return _said(request, plan, number, RemarkKind.CORRECTION, CorrectionForm(typed_in(request), files))


def _said(
    request: Request,
    plan: int,
    number: int,
    kind: RemarkKind,
    form: Any,  # noqa: ANN401 -- either of the two
) -> HttpResponse:
    held, one = here(plan, number)
    if sent(form):
        facts = {"commitment": one, "kind": kind, "actor": request.actor, "now": clock.now(), **form.told()}
        if not tried(form, lambda: actions.say(**facts)):
            waits = request.territory.moderation == Moderation.BEFORE
            said = _("وصلنا ما كتبتم: يُقرأ قبل نشره.") if waits else _("نُشر ما كتبتم.")
            return go(request, "commitment", plan, number, said=said)
    is_correction = kind is RemarkKind.CORRECTION
    return shown(
        request,
        "commitments/say.html",
        plan=held,
        commitment=one,
        form=form,
        newer=queries.newer_in_language(held) if held.superseded_at else None,
        is_correction=is_correction,
        status=status_of(form),
    )
