"""Another code, or another look at what was typed, without typing it again (§ petitions-16)."""

from typing import Any

from django.http import HttpResponse

from tadafor.people.actor import Request
from tadafor.people.rules import Contact, ContactKind
from tadafor.petitions import rules
from tadafor.petitions.context import Here, filled, here, here_lately, seal, shown
from tadafor.petitions.forms import ContactForm, SealedCodeForm, SignForm
from tadafor.petitions.views.signing import code_sent, expired, sealed_in


def another_code(request: Request, territory: str, code: str) -> HttpResponse:
    """Send a new code to the same contact: what was typed stays sealed in the page."""
    place = here_lately(request, code)
    return _another(request, place, _facts(request, place), "sign")


def another_to_take_back(request: Request, territory: str, code: str) -> HttpResponse:
    """Send a new code to the contact that takes its signature back (§ petitions-19)."""
    place = here(request, code)
    facts = sealed_in(request, place)
    return _another(
        request, place, facts if facts and "contact" in facts and "card" not in facts else None, "take_back"
    )


def _another(request: Request, place: Here, facts: dict[str, Any] | None, what: str) -> HttpResponse:
    if facts is None or not place.is_open:
        return _no_more(request, place, what)
    reached, at = facts["contact"]
    asking = ContactForm({"contact": at})
    asking.full_clean()
    sent = code_sent(request, place, asking, Contact(ContactKind(reached), at))
    if sent is None:
        return _not_sent(request, place, asking, what)

    def draw(sealed: str) -> HttpResponse:
        form = SealedCodeForm(initial={"sealed": sealed})
        return shown(request, "petitions/code.html", place, form=form, what=what, is_new=True)

    return filled(request, f"another {what}", seal(place, facts | {"browser": sent.browser}), draw)


def _not_sent(request: Request, place: Here, asking: ContactForm, what: str) -> HttpResponse:
    """Say why none left at the box of the code; the one that left before may still hold."""
    form = SealedCodeForm({"sealed": request.POST["sealed"], "code": ""})
    form.full_clean()
    form.errors.clear()
    for said in asking.errors.get("contact", []):
        form.add_error("code", said)
    return shown(request, "petitions/code.html", place, form=form, what=what, status=400)


def _no_more(request: Request, place: Here, what: str = "sign") -> HttpResponse:
    """Say that the petition closed meanwhile, or that the page is none of ours, and the way on."""
    if not place.is_open:
        return shown(request, "petitions/closed.html", place, status=409)
    return expired(request, place, what)


def correct(request: Request, territory: str, code: str) -> HttpResponse:
    """Show again what was typed, to correct it: a contact mistyped receives no code."""
    place = here_lately(request, code)
    facts = _facts(request, place)
    if facts is None or not place.is_open:
        return _no_more(request, place)
    kind, number = facts["card"]
    typed = {name: facts[name] for name in ("name", "tie", "province", "shows_name")}
    typed |= {"card_kind": kind, "card_number": number, "contact": facts["contact"][1]}
    # Neither is sealed: the page of the code was reached by saying yes to both.
    typed |= {"is_adult": True, "consents": True}
    form = SignForm(provinces=place.provinces, initial=typed)
    return shown(request, "petitions/sign.html", place, form=form)


def _facts(request: Request, place: Here) -> dict[str, Any] | None:
    """Return what signing sealed; what taking back sealed has no card."""
    facts = sealed_in(request, place)
    return facts if facts and "card" in facts and facts["tie"] in set(rules.Tie) else None
