"""The page of those who stand behind a petition, and the two acts that cannot be undone: opening, deposit."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request, signed_in_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import Here, go, shown
from tadafor.petitions.forms import PlainForm
from tadafor.petitions.queries import COLLECTS
from tadafor.petitions.rules import Errand
from tadafor.petitions.views.own import AGENTS, form_page, mine
from tadafor.petitions.words import WHY
from tadafor.ui.boxes import tried, typed_in


class Todo(NamedTuple):
    """The one thing to do next: what, why, where."""

    errand: Errand
    why: str
    address: str
    icon: str


_WHERE = {
    Errand.WRITE: ("edit", "file-pen-line"),
    Errand.TICK: ("ticks", "list-checks"),
    Errand.OPEN: ("open", "megaphone"),
    Errand.COLLECT: ("sheets", "clipboard-list"),
    Errand.CLOSE_SHEETS: ("sheets", "clipboard-list"),
    Errand.JOIN: ("annexes", "paperclip"),
    Errand.DEPOSIT: ("deposit", "send"),
}
_OF_HELPERS = {Errand.COLLECT, Errand.CLOSE_SHEETS}


def _kept(place: Here) -> rules.Standing:
    """Return what the petition has now; the deposit counts again, under a lock."""
    one = place.petition
    return rules.Standing(
        counted=place.standing.counted,
        by_province=tuple(sorted(place.standing.provinces.items())),
        ticked=frozenset(one.ticks),
        annexes=frozenset(annex.annex for annex in queries.annexes_of(one)),
        unfinished=tuple(queries.missing_boxes(one)),
        open_sheets=queries.open_sheets(one),
    )


def _todo(place: Here, kept: rules.Standing, *, acts: bool) -> Todo | None:
    one = place.petition
    errand = rules.errand(one.standing, one.sort, place.standing.asked, kept)
    if errand is None or not (acts or errand in _OF_HELPERS):
        return None
    name, icon = _WHERE[errand]
    address = reverse(f"petitions:{name}", args=[one.territory.slug, one.code])
    return Todo(errand, str(WHY[errand]), address, icon)


@signed_in_only
def manage(request: Request, territory: str, code: str) -> HttpResponse:
    """What is done, what is missing, and the one thing to do next."""
    place = mine(request, code)
    one, asked, kept = place.petition, place.standing.asked, _kept(place)
    acts = queries.acts_for(one, request.actor)
    collects = bool(queries.parts_of(one, request.actor.person_id) & COLLECTS)
    return shown(
        request,
        "petitions/own/manage.html",
        place,
        todo=_todo(place, kept, acts=acts) if acts or collects else None,
        missing=queries.box_names(list(kept.unfinished)),
        unticked=[rules.Condition(name) for name in rules.to_tick(asked) if name not in one.ticks],
        lacking=[rules.Annex(name) for name in rules.to_join(asked) if name not in kept.annexes],
        joined=[rules.Annex(name) for name in sorted(kept.annexes)],
        open_sheets=kept.open_sheets,
        lacking_shares=[one for one in place.shares if not one.is_reached],
        parties=queries.parties_of(one),
        acts=acts,
        link=request.build_absolute_uri(reverse("petitions:petition", args=[territory, one.code])),
        openings=queries.openings_of(one),
        refused_lines=queries.refused_lines(one),
        contests=rules.refuse_act(rules.Act.CHECK_SHEETS, one.standing) is None,
    )


@signed_in_only
def open_collecting(request: Request, territory: str, code: str) -> HttpResponse:
    """Open it to signatures, after a last look: its words are fixed from then on."""
    place = mine(request, code, *AGENTS)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.open_collecting(**facts)):
        return go(request, "manage", place, _("فُتح باب التوقيع: صارت العريضة منشورة للعموم."))
    lead = _("بعد فتح باب التوقيع لا يتغير نص العريضة، وتظهر للعموم في صفحة العرائض.")
    return _last_look(request, place, form, _("فتح باب التوقيع"), lead=lead, wanted=Errand.OPEN)


@signed_in_only
def deposit(request: Request, territory: str, code: str) -> HttpResponse:
    """Deposit against a receipt handed over at once."""
    place = mine(request, code, *AGENTS)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.deposit(**facts)):
        return go(request, "manage", place, _("أُودعت العريضة. هذا وصلكم: منه يبدأ الأجل القانوني."))
    lead = _(
        "عند الإيداع تُعد التوقيعات واحدا واحدا، ويُغلق باب التوقيع، ويُسلَّم لكم وصل مرقم في الحين. "
        "لا يمكن بعده إضافة توقيع."
    )
    return _last_look(request, place, form, _("إيداع العريضة"), lead=lead, wanted=Errand.DEPOSIT)


def _last_look(
    request: Request, place: Here, form: PlainForm, title: str, *, lead: str, wanted: Errand
) -> HttpResponse:
    """Show the button, or what is missing before it and where it is done."""
    todo = _todo(place, _kept(place), acts=True)
    near = {wanted, Errand.COLLECT} if wanted is Errand.DEPOSIT else {wanted}  # the count shown may lag
    if form.is_bound or (todo and todo.errand in near):
        return form_page(
            request, place, form, title, lead=lead, button=word(wanted), todo=_unless(todo, wanted)
        )
    if todo is None:
        return form_page(request, place, form, title, refusal=sentence(rules.PathRefusal.NOT_NOW))
    return form_page(request, place, form, title, refusal=todo.why, todo=todo)


def _unless(todo: Todo | None, wanted: Errand) -> Todo | None:
    return None if todo and todo.errand is wanted else todo
