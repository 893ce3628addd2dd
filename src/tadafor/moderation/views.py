"""The public pages of moderation: its figures, reporting a text, contesting a hiding."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import keep, never_stored
from tadafor.kernel.refusals import Refused
from tadafor.moderation import actions, queries, rules
from tadafor.moderation.forms import AppealForm, ReportForm
from tadafor.moderation.queries import Item
from tadafor.moderation.words import SENTENCES
from tadafor.people.actor import Request, signed_in_only

FORBIDDEN, SEE_OTHER = 403, 303


@require_GET
def figures(request: Request, territory: str) -> HttpResponse:
    """The rules in short, and what moderation did in twelve months."""
    now = clock.now()
    found = queries.figures(territory_id=request.territory.pk, today=clock.day_of(now))
    page = {
        "figures": found,
        "reasons": [
            (reason, sentence, found.reasons.get(reason, 0)) for reason, sentence in SENTENCES.items()
        ],
        "decisions": [(decision, found.decisions.get(decision, 0)) for decision in rules.Decision],
        "outcomes": [(outcome, found.outcomes.get(outcome, 0)) for outcome in rules.Outcome],
    }
    response = render(request, "moderation/figures.html", page)
    return never_stored(response) if request.actor.is_signed_in else keep(response, now=now)


@require_http_methods(["GET", "POST"])
@signed_in_only
def report(request: Request, territory: str, code: str, number: int | None = None) -> HttpResponse:
    """Say that a text breaks a rule."""
    item = _named(code, number)
    form = ReportForm(request.POST if request.method == "POST" else None)
    refusal = rules.refuse_report(
        has_contact=True,
        is_author=queries.is_author(request.actor, item),
        visibility=queries.shown(item),
        already_reported=queries.has_reported(request.actor, item),
        words="",
    )
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            actions.report(item=item, actor=request.actor, now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("شكرا: سُجل تبليغكم، ويقرؤه مشرف في أجل يومي عمل. سنخبركم بالقرار."))
            return _back(item)
    ruling = _ruling_of(request, code, number)
    return _form_page(request, "moderation/report.html", item, form, refusal, ruling=ruling)


@require_http_methods(["GET", "POST"])
@signed_in_only
def appeal(request: Request, territory: str, code: str, number: int | None = None) -> HttpResponse:
    """Ask someone else to look at a hiding again."""
    item = _named(code, number)
    form = AppealForm(request.POST if request.method == "POST" else None)
    may_speak = queries.may_speak_for_author(request.actor, item)
    refusal = None if may_speak else rules.Refusal.NOT_THE_AUTHOR
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            actions.appeal(item=item, actor=request.actor, now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("سُجل تظلمكم: يبت فيه شخص آخر في أجل خمسة أيام عمل، ونخبركم بجوابه."))
            return HttpResponseRedirect(request.get_full_path(), status=SEE_OTHER)
    facts = {"contest": queries.contest_of(item, today=clock.today()) if may_speak else None}
    return _form_page(request, "moderation/appeal.html", item, form, refusal, **facts)


def _form_page(
    request: Request,
    template: str,
    item: Item,
    form: ReportForm | AppealForm,
    refusal: rules.Refusal | None,
    **facts: object,
) -> HttpResponse:
    page = {
        "item": item,
        "form": form,
        "refusal": refusal,
        "back": in_language(queries.address_of_item(item)),
        **facts,
    }
    refused = refusal is not None and request.method == "POST"
    return never_stored(render(request, template, page, status=FORBIDDEN if refused else 200))


def _ruling_of(request: Request, code: str, number: int | None) -> str:
    """Where who moderates here decides at once, instead of reporting to themselves."""
    if not request.actor.has_role(request.territory.pk, *queries.MODERATORS):
        return ""
    named = {"territory": request.territory.slug, "code": code}
    if number is None:
        return reverse("moderation:moderate", kwargs=named)
    return reverse("moderation:moderate_reply", kwargs={**named, "number": number})


def _named(code: str, number: int | None) -> Item:
    item = queries.item_named(code, number)
    if item is None:
        raise Http404
    return item


def _back(item: Item) -> HttpResponse:
    return HttpResponseRedirect(in_language(queries.address_of_item(item)), status=SEE_OTHER)
