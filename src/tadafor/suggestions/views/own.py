"""One's own file, by account or by secret: open it, reopen it, rate the answer, add a photograph.

A secret stands in no address: it is sent in a form, and each form of the page it opens carries it on.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request
from tadafor.suggestions import actions, queries
from tadafor.suggestions import documents as paper
from tadafor.suggestions.context import Here, frame, go, here, in_tongue, seen, shown
from tadafor.suggestions.forms import FindForm, OwnForm, PhotoForm, RateForm, ReopenForm, SecretForm
from tadafor.ui import way_back
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.documents import pdf

BAD_REQUEST = 400


def find(request: Request, territory: str) -> HttpResponse:
    """A number and a secret, typed from a paper."""
    form = FindForm(typed_in(request))
    if form.is_bound and form.is_valid():
        found = queries.at(form.cleaned_data["number"])
        if found is None:
            form.add_error("number", _("لا يوجد ملف بهذا الرقم هنا."))
        else:
            return _opened(request, seen(request, found, is_own=False), form)
    context = {"territory": request.territory, "form": form}
    return pages.never_stored(render(request, "suggestions/find.html", context, status=status_of(form)))


def open_file(request: Request, territory: str, number: int) -> HttpResponse:
    """The secret of one file."""
    place = here(request, number)
    form = SecretForm(typed_in(request))
    if form.is_bound and form.is_valid():
        return _opened(request, place, form)
    return shown(request, "suggestions/open.html", place, form=form, status=status_of(form))


def _opened(request: Request, place: Here, form: SecretForm) -> HttpResponse:
    secret = form.cleaned_data["secret"]
    try:
        actions.open_file(suggestion=place.one, secret=secret, actor=request.actor, now=clock.now())
    except Refused as refused:
        form.add_error("secret", refused.sentence)
        return shown(request, "suggestions/open.html", place, form=form, status=BAD_REQUEST)
    return _file(request, seen(request, place.one, is_own=True), secret)


def _file(request: Request, place: Here, secret: str, *, said: str = "", **forms: Any) -> HttpResponse:  # noqa: ANN401
    """The whole file, for who opened it by its secret."""
    start = {"secret": secret}
    context = {
        "secret": secret,
        "said": said,
        "reopen": ReopenForm(initial=start),
        "rate": RateForm(initial=start),
        "photo": PhotoForm(initial=start),
    } | forms
    bound = [form for form in forms.values() if form.is_bound]
    told = in_tongue(frame(request, place)) | context
    status = status_of(bound[0]) if bound else 200
    return pages.never_stored(render(request, "suggestions/file.html", told, status=status))


def reopen(request: Request, territory: str, number: int) -> HttpResponse:
    """Say that the answer does not do."""
    form = ReopenForm(typed_in(request))
    return _own(
        request,
        number,
        form,
        name="reopen",
        verb=lambda facts: actions.reopen(reason=form.cleaned_data["reason"], **facts),
        said=_("أُعيد فتح الملف، وبدأ أجل جديد للجواب."),
    )


def back(request: Request, territory: str, number: int) -> HttpResponse:
    """Stand behind it, or no more."""
    place = here(request, number)
    if not request.actor.is_signed_in:
        return HttpResponseRedirect(way_back.first("people:sign_in", request), status=303)
    stands = queries.backs(place.one, request.actor.person_id)
    form = OwnForm(typed_in(request))
    facts: dict[str, Any] = {"suggestion": place.one, "actor": request.actor, "now": place.now}
    verb = actions.unback if stands else actions.back
    if form.is_bound and form.is_valid() and not tried(form, lambda: verb(**facts)):
        return go(request, "suggestion", number, _("سحبتم تأييدكم.") if stands else _("سُجل تأييدكم."))
    return shown(request, "suggestions/back.html", place, form=form, status=status_of(form))


def rate(request: Request, territory: str, number: int) -> HttpResponse:
    """Rate the answer."""
    form = RateForm(typed_in(request))
    return _own(
        request,
        number,
        form,
        name="rate",
        verb=lambda facts: actions.rate(rating=form.cleaned_data["rating"], **facts),
        said=_("شكرا: سُجل تقييمكم."),
    )


def photo(request: Request, territory: str, number: int) -> HttpResponse:
    """Add a photograph."""
    files = request.FILES if request.method == "POST" else None
    form = PhotoForm(typed_in(request), files)
    return _own(
        request,
        number,
        form,
        name="photo",
        verb=lambda facts: actions.add_photo(photo=form.cleaned_data["photo"], **facts),
        said=_("أُضيفت الصورة إلى ملفكم."),
    )


def _own(
    request: Request,
    number: int,
    form: Any,  # noqa: ANN401 -- any form
    *,
    name: str,
    verb: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    """Do an act of who wrote; by account it leads back, by secret the file is shown again."""
    place = here(request, number)
    secret = str(request.POST.get("secret", ""))[:20]
    by_secret = bool(secret) and queries.opens(place.one, secret)
    if not place.is_own and not by_secret:
        return go(request, "open", number) if request.method != "POST" else _refused(request, place)
    if form.is_bound and form.is_valid():
        facts = {
            "suggestion": place.one,
            "actor": request.actor,
            "now": place.now,
            "secret": secret,
        }
        if not tried(form, lambda: verb(facts)):
            if not by_secret:
                return go(request, "suggestion", number, said)
            return _file(request, here(request, number, is_own=True), secret, said=said)
    return _file(
        request, here(request, number, is_own=True), secret, **({name: form} if form.is_bound else {})
    )


def receipt_pdf(request: Request, territory: str, number: int) -> HttpResponse:
    """The receipt on paper, with the secret that was sent with the request."""
    place = here(request, number)
    if request.method != "POST":
        return go(request, "open", number)
    secret = str(request.POST.get("secret", ""))[:20]
    if not queries.opens(place.one, secret):
        return _refused(request, place)
    data = paper.receipt(request.territory, place.one, secret=secret, address=_address(place))
    return _printed("receipt", data, place, place.one.received_on)


def file_pdf(request: Request, territory: str, number: int) -> HttpResponse:
    """One's whole file on paper: by account, or by the secret that was sent with the request."""
    place = here(request, number)
    secret = str(request.POST.get("secret", ""))[:20]
    if not place.is_own and not queries.opens(place.one, secret):
        return go(request, "open", number) if request.method != "POST" else _refused(request, place)
    data = paper.whole(request.territory, place.one, address=_address(place), is_inside=False)
    return _printed("file", data, place, place.today)


def _address(place: Here) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(place.one.trace.address)


def _printed(name: str, data: dict[str, Any], place: Here, day: date) -> HttpResponse:
    made = pdf(f"suggestions/documents/{name}.typ", data, day=day)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}-{place.one.number}.pdf"'
    return pages.never_stored(response)


def _refused(request: Request, place: Here) -> HttpResponse:
    """A wrong secret sent with an act is a wrong secret: it counts, and the page asks again."""
    form = SecretForm({"secret": str(request.POST.get("secret", ""))[:20]})
    if not form.is_valid():
        return shown(request, "suggestions/open.html", place, form=SecretForm(), status=BAD_REQUEST)
    return _opened(request, place, form)
