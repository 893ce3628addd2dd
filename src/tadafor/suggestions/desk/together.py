"""What staff do with several files that were ticked in the inbox: all of them, or none."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.people.actor import Request, staff_only
from tadafor.suggestions import actions, queries
from tadafor.suggestions.context import SEE_OTHER
from tadafor.suggestions.forms import (
    AnswerTogetherForm,
    HandTogetherForm,
    MergeTogetherForm,
    SendTogetherForm,
    Ticked,
)
from tadafor.suggestions.queries import DECIDERS, READERS
from tadafor.suggestions.rules import MOST_TOGETHER
from tadafor.ui.boxes import status_of, tried

TOO_LONG = 10


def _together(
    request: Request,
    kind: type[Ticked],
    verb: Callable[..., object],
    *,
    title: str,
    button: str,
    done: str,
    icon: str,
) -> HttpResponse:
    typed = request.POST.getlist("numbers")
    ticked = [int(one) for one in typed if one.isdecimal() and len(one) < TOO_LONG]
    ones = queries.chosen(request.actor, request.territory.pk, ticked[: MOST_TOGETHER + 1])
    inbox = HttpResponseRedirect(reverse("suggestions:desk", args=[request.territory.slug]), status=SEE_OTHER)
    if not ones:
        messages.warning(request, _("لم تختاروا أي ملف."))
        return inbox
    form = kind(request.POST if "sent" in request.POST else None, ones=ones)
    facts: dict[str, Any] = {"suggestions": ones, "actor": request.actor, "now": clock.now()}
    if form.is_bound and form.is_valid() and not tried(form, lambda: verb(**facts, **form.facts())):
        messages.success(request, done)
        return inbox
    context = {
        "territory": request.territory,
        "form": form,
        "ones": ones,
        "title": title,
        "button": button,
        "button_icon": icon,
    }
    page = render(request, "suggestions/desk/together.html", context, status=status_of(form))
    return pages.never_stored(page)


@staff_only(*READERS)
def answer(request: Request, territory: str) -> HttpResponse:
    """Answer several with the same words."""
    return _together(
        request,
        AnswerTogetherForm,
        actions.answer_together,
        title=_("جواب واحد عن ملفات متشابهة"),
        button=_("انشروا الجواب فيها كلها"),
        done=_("نُشر الجواب في الملفات المختارة كلها."),
        icon="reply",
    )


@staff_only(*READERS)
def send(request: Request, territory: str) -> HttpResponse:
    """Send several to one service."""
    return _together(
        request,
        SendTogetherForm,
        actions.send_together,
        title=_("إحالة ملفات على مصلحة واحدة"),
        button=_("أحيلوها كلها"),
        done=_("أُحيلت الملفات المختارة كلها."),
        icon="arrow-right",
    )


@staff_only(*READERS)
def merge(request: Request, territory: str) -> HttpResponse:
    """Put several with one of them."""
    return _together(
        request,
        MergeTogetherForm,
        actions.merge_together,
        title=_("ضم ملفات تقول الشيء نفسه"),
        button=_("ضموها"),
        done=_("ضُمت الملفات المختارة."),
        icon="layers",
    )


@staff_only(*DECIDERS)
def hand_over(request: Request, territory: str) -> HttpResponse:
    """Record the numbers of several complaints in the national service."""
    return _together(
        request,
        HandTogetherForm,
        actions.hand_together,
        title=_("أرقام شكايات في البوابة الوطنية"),
        button=_("سجلوا الأرقام"),
        done=_("سُجلت أرقام الشكايات المختارة."),
        icon="external-link",
    )
