"""Coming in by a code, choosing a name, the second factor of staff, going out."""

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tadafor.kernel.addresses import in_language, without_language
from tadafor.kernel.clock import now
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people import actions, adapter, queries
from tadafor.people.actor import Request, signed_in_only
from tadafor.people.forms import CodeForm, NameForm, SignInForm, typed
from tadafor.people.rules import CODE_LIFE, Budget, Contact
from tadafor.territories.queries import territory_by_slug
from tadafor.ui import formatting

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

CODE_COOKIE = "code"
GOING_TO = "after_second_factor"
CLAIMING = "claiming"


def sign_in(request: Request) -> HttpResponse:
    """Ask for a phone or an e-mail, known or not: the page is the same (§ accounts-one)."""
    if request.actor.is_signed_in:
        return see_other(next_of(request) or reverse("people:account"))
    form = SignInForm(typed(request))
    if form.is_valid() and (answer := send_code(request, form, form.cleaned_data["contact"])):
        return answer
    page = {"form": form, "next": next_of(request), "territory": _territory_of_next(request)}
    return never_stored(render(request, "people/sign_in.html", page))


def send_code(
    request: Request, form: Form, contact: Contact, person_id: int | None = None
) -> HttpResponse | None:
    """Send a code and lead to where it is typed; None when it was refused, which ``form`` then says."""
    place = _territory_of_next(request)
    budget = _budget(place)
    try:
        asked = actions.ask_for_code(
            contact=contact,
            address=adapter.network_of(request),
            budget=budget,
            now=now(),
            person_id=person_id,
        )
    except Refused as refused:
        again = refused.facts.get("again")
        facts = refused.facts | {"again": formatting.moment(again) if isinstance(again, datetime) else ""}
        form.add_error("contact", sentence(refused.refusal, **facts))
        return None
    try:
        adapter.deliver(asked, host=request.get_host().partition(":")[0])
    except OSError:  # smtplib's errors are OSErrors too
        actions.withdraw_code(asked=asked)
        form.add_error("contact", _("تعذر إرسال الرمز الآن. أعيدوا المحاولة بعد دقائق."))
        return None
    if asked.alarm:
        adapter.warn_of_budget(budget, place.name if place else "")
    answer = see_other(with_next(reverse("people:code"), next_of(request)))
    answer.set_cookie(
        CODE_COOKIE,
        asked.browser,
        max_age=int(CODE_LIFE.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


def _budget(place: "Territory | None") -> Budget:
    can = adapter.sends_texts()
    if place is None:
        return Budget(phones_on=can)
    return Budget(place.pk, phones_on=can and place.sms_allowed, daily=place.sms_daily_budget)


def code(request: Request) -> HttpResponse:
    """Try the code that arrived, in the browser that asked for it."""
    browser = request.COOKIES.get(CODE_COOKIE, "")
    waiting = queries.code_waiting(browser, now=now())
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            proven = actions.try_code(browser=browser, typed=form.cleaned_data["code"], now=now())
            return _let_in(request, proven)
        except Refused as refused:
            form.add_error("code", refused.sentence)
    elif waiting is None:
        return see_other(with_next(reverse("people:sign_in"), next_of(request)))
    page = {"form": form, "contact": waiting, "next": next_of(request)}
    return never_stored(render(request, "people/code.html", page))


def _let_in(request: Request, proven: actions.Proven) -> HttpResponse:
    if proven.person_id is not None and proven.person_id == request.session.get(CLAIMING, {}).get("person"):
        answer: HttpResponse = _let_in_by_receipt(request, proven)
    elif proven.person_id is not None:
        if proven.person_id != request.actor.person_id:
            return see_other(reverse("people:sign_in"))
        actions.add_contact(actor=request.actor, contact=proven.contact, now=now())
        answer = see_other(reverse("people:account"))
    else:
        answer = log_in(request, proven.contact)
    answer.delete_cookie(CODE_COOKIE, samesite="Lax")
    return answer


def _let_in_by_receipt(request: Request, proven: actions.Proven) -> HttpResponse:
    """Give the account of a receipt its first contact, and open its session (§ identity-claim)."""
    claiming = request.session[CLAIMING]
    actions.claim_account(
        territory_id=claiming["territory"],
        registration_id=claiming["registration"],
        contact=proven.contact,
        now=now(),
    )
    del request.session[CLAIMING]
    return log_in(request, proven.contact)


def log_in(request: Request, contact: Contact) -> HttpResponse:
    """Open the session of the account that holds ``contact``; its second factor, if any, comes next."""
    person = actions.open_account(contact=contact, language=get_language() or "ar", now=now())
    record_authentication(request, person, method="code")
    after = next_of(request) or reverse("people:account")
    if not person.name:
        after = with_next(reverse("people:name"), next_of(request))
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=after))
    return answer


@signed_in_only
def name(request: Request) -> HttpResponse:
    """Ask a newcomer for the name they want to be known by."""
    form = NameForm(typed(request), initial={"name": request.actor.name})
    if form.is_valid():
        actions.correct_account(
            actor=request.actor, name=form.cleaned_data["name"], language=get_language() or "ar", now=now()
        )
        return see_other(next_of(request) or reverse("people:account"))
    return never_stored(render(request, "people/name.html", {"form": form, "next": next_of(request)}))


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the session; what was typed on this device goes with it."""
    get_adapter(request).logout(request)
    answer = never_stored(see_other(next_of(request) or in_language("/")))
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@signed_in_only
def second_factor(request: Request) -> HttpResponse:
    """Lead staff to their second factor, or to setting one up; then back where they were going."""
    after = next_of(request) or request.session.get(GOING_TO) or reverse("people:account")
    if request.actor.second_factor:
        request.session.pop(GOING_TO, None)
        return see_other(after)
    if is_mfa_enabled(request.user):
        return see_other(with_next(reverse("mfa_reauthenticate"), after))
    request.session[GOING_TO] = after  # allauth's pages of setting up do not carry it
    return never_stored(render(request, "people/second_factor.html"))


def corner(request: Request) -> HttpResponse:
    """The corner of the page that knows who is signed in; public pages fetch it."""
    return never_stored(render(request, "people/corner.html"))


# ---- where to go next


def see_other(path: str) -> HttpResponseRedirect:
    """Answer a form, or a page that is elsewhere."""
    return HttpResponseRedirect(path, status=303)


def next_of(request: Request) -> str:
    """Return the page asked for before signing in, if it is one of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if adapter.is_safe_path(asked) else ""


def with_next(path: str, after: str) -> str:
    """Return ``path`` that remembers where to go after it."""
    return f"{path}?{urlencode({'next': after})}" if after else path


def _territory_of_next(request: Request) -> "Territory | None":
    slug = without_language(next_of(request)).strip("/").partition("/")[0]
    return territory_by_slug(slug) if slug else None
