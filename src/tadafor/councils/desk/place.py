"""What the staff pages share: finding a thing in any state, and pages of one form."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.councils import queries, rules
from tadafor.councils.forms import beside
from tadafor.councils.queries import AgendaItem, Body, Draw, Meeting, Member, Opinion, Session
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.people.rules import RoleKind
from tadafor.ui.boxes import status_of, tried

SEE_OTHER = 303
Found = TypeVar("Found")
Back: TypeAlias = "tuple[str | Body | Opinion | Draw, str]"
ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
# The president sets the agenda and answers for the council; votes and minutes are the secretariat's.
LEADERS = (*ORGANISERS, RoleKind.PRESIDENT)
READERS = (*LEADERS, RoleKind.AGENT)


def session_of(slug: str) -> Session:
    """Find a session of this territory in any state, or raise Http404."""
    return _there(queries.any_session_at(slug))


def item_of(slug: str, position: int) -> AgendaItem:
    return _there(queries.item_at(session_of(slug), position))


def body_of(slug: str) -> Body:
    return _there(queries.body_at(slug))


def meeting_of(slug: str, number: int) -> Meeting:
    return _there(queries.meeting_numbered(body_of(slug), number))


def opinion_of(slug: str) -> Opinion:
    return _there(queries.opinion_at(slug))


def _there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


def said(one: Found) -> Found:
    """Return a row of this room, or rows, as the reader is told of them."""
    return queries.in_language({"one": one}).get("one", one)  # type: ignore[no-any-return]


def told_apart(members: Sequence[Member]) -> list[tuple[int, str]]:
    """Return members as a form offers them: those who would look alike have a number."""
    named = [(one.pk, _named_seat(one)) for one in said(list(members))]
    alike, met = Counter(label for _key, label in named), Counter[str]()
    offered = []
    for key, label in named:
        met[label] += 1
        offered.append((key, f"{label} ({met[label]})" if alike[label] > 1 else label))
    return offered


def _named_seat(one: Member) -> str:
    return " · ".join(part for part in (one.capacity, word(rules.Charge(one.charge)), one.name) if part)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    whole: Collection[str] = (),
    only: Mapping[str, Sequence[str]] | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a staff page; forms begin with the original, titles are in the reader's language."""
    context |= {"territory": request.territory} | queries.in_language(context, whole=whole, only=only)
    name, address = context.get("back", ("", ""))
    context["back"] = (_named(name), address)
    return render(request, f"councils/desk/{template}.html", context, status=status)


def _named(one: str | Body | Opinion | Draw) -> str:
    if isinstance(one, Draw):
        return _("قرعة: %(body)s") % {"body": one.body.name}
    if isinstance(one, Body):
        return one.name
    return one.title if isinstance(one, Opinion) else one


def asked(
    request: Request,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    title: str,
    said: str,
    to: str | Callable[[], str],
    lead: str = "",
    button: str = "",
    tone: str = "main",
    back: Back = ("", ""),
    why: StrEnum | None = None,
    shows: Callable[[], list[tuple[str, str]]] = list,
    links: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Answer with a page of one form, or try its verb and lead on; a refusal is said above the form.

    With ``why``, what would be refused whatever is typed, that is said instead of the form. ``shows`` gives
    the facts that stand above it, ``links`` lead on below.
    """
    if form.is_bound and form.is_valid() and not tried(form, verb, at=beside(form)):
        return go(request, to() if callable(to) else to, said)
    barred = sentence(why) if why and not form.is_bound else ""
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "lead": "" if barred else lead,
        "button": button,
        "tone": tone,
        "back": back,
        "why": barred,
        "facts": [] if barred else shows(),
        "links": links,
    }
    return page(request, "form", status=status_of(form), **context)


def go(request: Request, address: str, said: str) -> HttpResponse:
    """Lead to another page, with a sentence that says what was done."""
    messages.success(request, said)
    return HttpResponseRedirect(address, status=SEE_OTHER)
