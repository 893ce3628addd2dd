"""The counter: links on sight of a document, people registered, receipts, the second look."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.clock import now, today
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.people import actions, adapter, documents, queries
from tadafor.people.actor import Request, staff_only
from tadafor.people.desk import act_on, found_or_404
from tadafor.people.forms import typed
from tadafor.people.forms.identity import (
    CardForm,
    ConfirmLinkForm,
    CounterSettingsForm,
    RegisterForm,
    SecondForm,
)
from tadafor.people.queries import counter
from tadafor.people.rules import CONFIRM_LINKS, GIVE_ROLES
from tadafor.people.rules.counter import CounterRefusal
from tadafor.ui.formatting import day


@staff_only(*CONFIRM_LINKS)
def confirm_link(request: Request, territory: str) -> HttpResponse:
    """Confirm that somebody lives or works here."""
    here = request.territory.pk
    form = ConfirmLinkForm(typed(request), territory_id=here, today=today())

    def confirm() -> str:
        person = form.cleaned_data["person"]
        link = actions.confirm_link(
            actor=request.actor, territory_id=here, person=person, now=now(), **form.seen()
        )
        adapter.tell_displaced(link.displaced, request.territory.name)
        said = _("أكدنا صلة %(name)s بالجماعة.") % {"name": person.name}
        return f"{said} {_('تسري بعد تحقق زميل(ة).')}" if link.waits else said

    return act_on(request, form, confirm, title=_("تأكيد صلة بالجماعة"), send=_("أكدوا الصلة"), back="links")


@staff_only(*CONFIRM_LINKS)
def register(request: Request, territory: str) -> HttpResponse:
    """Register somebody without phone or e-mail."""
    here = request.territory.pk
    form = RegisterForm(typed(request), territory_id=here, today=today())
    if form.is_valid():
        facts = form.cleaned_data
        try:
            made = actions.register_person(
                actor=request.actor,
                territory_id=here,
                name=facts["name"],
                language=facts["language"],
                consented=facts["consented"],
                now=now(),
                **form.seen(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            adapter.tell_displaced(made.displaced, request.territory.name)
            messages.success(request, _("سجلنا %(name)s. اطبعوا الوصل الآن.") % {"name": facts["name"]})
            return HttpResponseRedirect(reverse("people:registered", args=[territory, made.pk]), status=303)
    return render(request, "people/desk/register.html", {"form": form})


@staff_only(*CONFIRM_LINKS)
def consent(request: Request, territory: str) -> HttpResponse:
    """The consent slip, to read aloud and sign."""
    language = "fr" if request.GET.get("in") == "fr" else "ar"
    return _pdf(documents.consent(request.territory, language, day=today()), "consent.pdf")


@staff_only(*CONFIRM_LINKS)
def registered(request: Request, territory: str, registration_id: int) -> HttpResponse:
    """Somebody registered: print their receipt, once."""
    made = found_or_404(counter.registration_here(registration_id))
    refusal = sentence(CounterRefusal.ALREADY_SHOWN) if made.shown_at else ""
    if request.method == "POST":
        try:
            receipt = actions.print_receipt(
                actor=request.actor, territory_id=request.territory.pk, registration_id=made.pk, now=now()
            )
        except Refused as refused:
            refusal = refused.sentence
        else:
            return _pdf(
                documents.receipt(request.territory, receipt.registration, receipt.code), "receipt.pdf"
            )
    return render(request, "people/desk/registered.html", {"made": made, "refusal": refusal})


@staff_only(*CONFIRM_LINKS)
def renew_receipt(request: Request, territory: str) -> HttpResponse:
    """A lost receipt: the card shown again gives another."""
    here = request.territory.pk
    form = CardForm(typed(request))
    if form.is_valid():
        made = counter.registration_of_card(here, form.card())
        if made is None:
            form.add_error(None, sentence(CounterRefusal.NOBODY))
        else:
            actions.renew_receipt(
                actor=request.actor, territory_id=here, registration_id=made.pk, card=form.card(), now=now()
            )
            messages.success(request, _("الوصل الجديد جاهز للطبع، والقديم لم يعد يصلح."))
            return HttpResponseRedirect(reverse("people:registered", args=[territory, made.pk]), status=303)
    page = {"form": form, "title": _("تجديد وصل"), "send": _("جددوا الوصل"), "back": _links(territory)}
    return render(request, "people/desk/form.html", page)


@staff_only(*CONFIRM_LINKS)
def second_checks(request: Request, territory: str) -> HttpResponse:
    """What colleagues confirmed and somebody else must look at."""
    rows = counter.to_check(request.territory.pk, request.actor, today())
    return render(request, "people/desk/second.html", {"rows": rows})


@staff_only(*CONFIRM_LINKS)
def check_second(request: Request, territory: str, link_id: int) -> HttpResponse:
    """Look again at one confirmation."""
    link = found_or_404(queries.link_standing(request.territory.pk, link_id))
    form = SecondForm(typed(request))

    def check() -> str:
        agrees = form.cleaned_data["verdict"] == "yes"
        actions.check_second(
            actor=request.actor,
            territory_id=request.territory.pk,
            link_id=link_id,
            agrees=agrees,
            reason=form.cleaned_data["reason"],
            now=now(),
        )
        return _("سجلنا تحققكم.") if agrees else _("سجلنا اعتراضكم وانتهت الصلة.")

    title = _("التحقق الثاني من صلة %(name)s") % {"name": link.person.name}
    about = _("%(tie)s · %(document)s · أكدها %(clerk)s في %(day)s") % {
        "tie": word(link.tie),
        "document": word(link.document),
        "clerk": link.confirmed_by.name if link.confirmed_by else "-",
        "day": day(link.confirmed_at),
    }
    return act_on(request, form, check, title=title, send=_("سجلوا"), back="second_checks", about=about)


@staff_only(*GIVE_ROLES)
def settings(request: Request, territory: str) -> HttpResponse:
    """How many confirmations are looked at again, and how soon."""
    here = request.territory.pk
    held = counter.settings_of(here)
    initial = {"second_share": held.second_share, "second_days": held.second_days}
    form = CounterSettingsForm(typed(request), initial=initial)

    def choose() -> str:
        actions.choose_counter(
            actor=request.actor,
            territory_id=here,
            share=form.cleaned_data["second_share"],
            days=form.cleaned_data["second_days"],
            now=now(),
        )
        return _("حفظنا اختياركم.")

    return act_on(request, form, choose, title=_("إعدادات الشباك"), send=_("احفظوا"), back="staff")


def _links(territory: str) -> str:
    return reverse("people:links", args=[territory])


def _pdf(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return never_stored(answer)
