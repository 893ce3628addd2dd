"""Conversations as staff run them: the frame, the first statements, opening and closing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import SEE_OTHER, any_talk, go, shown
from tadafor.surveys.desk.building import form_page
from tadafor.surveys.forms import PlainForm, StatementsForm, SubjectForm
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Begin a conversation."""
    form = SubjectForm(typed_in(request), initial={"language": "ar", "audience": "contact"})
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
        and not tried(form, lambda: actions.draft_conversation(subject=form.stated(), **facts))
    ):
        messages.success(request, _("بدأ الحوار. الخطوة التالية: الآراء الأولى."))
        where = [territory, form.cleaned_data["slug"]]
        return HttpResponseRedirect(reverse("surveys:desk_statements", args=where), status=SEE_OTHER)
    context = {"territory": request.territory, "form": form, "title": _("حوار جديد")}
    return render(request, "surveys/desk/new.html", context, status=status_of(form))


@staff_only(*ORGANISERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where a conversation stands, and what to do next."""
    place = any_talk(slug)
    snapshot = queries.snapshot_of(place.one)
    statements = queries.statements_of(place.one, shown=False)
    return shown(request, "surveys/desk/conversation.html", place, statements=statements, snapshot=snapshot)


@staff_only(*ORGANISERS)
def frame(request: Request, territory: str, slug: str) -> HttpResponse:
    """Change the frame."""
    place = any_talk(slug)
    form = SubjectForm(typed_in(request), initial=vars(place.one))
    if place.one.opened_at is not None:
        for name in ("slug", "audience", "language", "opens_on"):
            form.fields[name].disabled = True
    facts: dict[str, Any] = {"conversation": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.change_conversation(subject=form.stated(), **facts))
    ):
        return go(request, "desk_conversation", any_talk(form.cleaned_data["slug"]), _("حُفظ."))
    return form_page(request, place, form, _("إطار الحوار"))


@staff_only(*ORGANISERS)
def statements(request: Request, territory: str, slug: str) -> HttpResponse:
    """Add the statements with which a conversation begins, or goes on."""
    place = any_talk(slug)
    form = StatementsForm(typed_in(request))
    facts: dict[str, Any] = {"conversation": place.one, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.seed_statements(bodies=form.lines(), **facts))
    ):
        return go(request, "desk_conversation", place, _("أُضيفت الآراء."))
    return form_page(request, place, form, _("آراء للبداية"), button=_("أضيفوها"))


@staff_only(*ORGANISERS)
def announce(request: Request, territory: str, slug: str) -> HttpResponse:
    """Open a conversation to the public."""
    place = any_talk(slug)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"conversation": place.one, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.open_conversation(**facts)):
        return go(request, "desk_conversation", place, _("أُعلن عن الحوار."))
    return form_page(request, place, form, _("الإعلان عن الحوار"), button=_("أعلنوا عنه"))


@staff_only(*ORGANISERS)
def close(request: Request, territory: str, slug: str) -> HttpResponse:
    """End a conversation before its last day; the map is then drawn a last time."""
    place = any_talk(slug)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"conversation": place.one, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.close_conversation(**facts)):
        return go(request, "desk_conversation", place, _("أُغلق الحوار."))
    return form_page(request, place, form, _("إغلاق الحوار قبل أجله"), button=_("أغلقوه"))
