"""Project cards at the desk: the axes, a card of the draft, the rounds."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import DRAFTERS as MAY_DRAFT
from tadafor.consultations.desk.place import ORGANISERS, Desk, at, go, shown
from tadafor.consultations.forms import AxesForm, CardForm, RoundForm
from tadafor.consultations.queries import ContributionView, Wording
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import Channel
from tadafor.ui.boxes import status_of, tried, typed_in


def _on_cards(slug: str) -> Desk:
    desk = at(slug)
    if not desk.consultation.on_cards:
        raise Http404
    return desk


def _axes(desk: Desk) -> list[str]:
    return [one.name for one in queries.axes_of(desk.consultation)]


@staff_only(*MAY_DRAFT)
def axes(request: Request, territory: str, slug: str) -> HttpResponse:
    """The priority axes, one a line."""
    desk = _on_cards(slug)
    form = AxesForm(typed_in(request), initial={"names": "\n".join(_axes(desk))})
    if form.is_bound and form.is_valid() and not tried(form, lambda: _axes_set(request, desk, form)):
        return go(request, desk, "text", _("حُفظت المحاور."))
    return _plain_form(request, desk, form, _("المحاور ذات الأولوية"))


def _axes_set(request: Request, desk: Desk, form: AxesForm) -> object:
    return actions.set_axes(
        consultation=desk.consultation, names=form.axes(), actor=request.actor, now=desk.now
    )


@staff_only(*MAY_DRAFT)
def add(request: Request, territory: str, slug: str) -> HttpResponse:
    """Add a card, perhaps a project that somebody proposed (``?use=`` its number)."""
    desk = _on_cards(slug)
    views = _accepted(desk, None)
    form = CardForm(
        typed_in(request), axes=_axes(desk), accepted=_offered(views), initial=_as_proposed(request, views)
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _added(request, desk, form)):
        return go(request, desk, "text", _("أُضيفت البطاقة."))
    return shown(
        request, "consultations/desk/card.html", desk, form=form, views=views, status=status_of(form)
    )


def _accepted(desk: Desk, wording: Wording | None) -> list[ContributionView]:
    found = queries.accepted_for(desk.consultation, wording.passage if wording else None)
    return queries.viewed(desk.consultation, found, phase=desk.phase, staff=True)


def _offered(views: list[ContributionView]) -> list[tuple[int, str]]:
    return [(one.number, f"#{one.number} {one.excerpt}") for one in views]


def _as_proposed(request: Request, views: list[ContributionView]) -> dict[str, object]:
    chosen = request.GET.get("use", "")
    for one in views:
        if str(one.number) == chosen:
            return {**one.sheet.values(), "title": one.title, "axis": one.axis, "causes": [one.number]}
    return {}


def _added(request: Request, desk: Desk, form: CardForm) -> object:
    return actions.add_card(
        consultation=desk.consultation,
        text=form.text(),
        causes=form.cleaned_data.get("causes", []),
        actor=request.actor,
        now=desk.now,
    )


@staff_only(*MAY_DRAFT)
def card(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """One card of the draft, beside the remarks that were accepted for it."""
    desk = _on_cards(slug)
    draft = queries.draft_version(desk.consultation)
    wording = queries.wording_of(draft, key) if draft else None
    if wording is None:
        raise Http404
    views = _accepted(desk, wording)
    form = CardForm(
        typed_in(request),
        axes=_axes(desk),
        accepted=_offered(views),
        initial=_as_it_stands(wording) | _amended(request, views),
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _saved(request, desk, wording, form)):
        return go(request, desk, "text", _("حُفظت البطاقة."))
    return shown(
        request,
        "consultations/desk/card.html",
        desk,
        form=form,
        views=views,
        wording=wording,
        status=status_of(form),
    )


def _as_it_stands(wording: Wording) -> dict[str, object]:
    return {
        **wording.five.values(),
        "number": wording.number,
        "title": wording.title,
        "axis": wording.axis.name if wording.axis else "",
        "principles": wording.principles,
        "cost": wording.cost,
        "causes": queries.causes_of(wording),
        "seen": wording.revision,
    }


def _amended(request: Request, views: list[ContributionView]) -> dict[str, object]:
    """Return the fields of the accepted amendment that staff chose to start from."""
    chosen = request.GET.get("use", "")
    found = [one for one in views if str(one.number) == chosen and one.kind is rules.Kind.AMENDMENT]
    return dict(found[0].sheet.values()) if found else {}


def _saved(request: Request, desk: Desk, wording: Wording, form: CardForm) -> object:
    return actions.save_card(
        wording=wording,
        text=form.text(),
        causes=form.cleaned_data.get("causes", []),
        seen=form.cleaned_data["seen"] or 0,
        actor=request.actor,
        now=desk.now,
    )


@staff_only(*ORGANISERS)
def rounds(request: Request, territory: str, slug: str) -> HttpResponse:
    """The rounds, and whether another may be planned."""
    desk = _on_cards(slug)
    one = desk.consultation
    refusal = rules.refuse_next_round(one.window, on_cards=True, opens_on=desk.today, today=desk.today)
    return shown(
        request,
        "consultations/desk/rounds.html",
        desk,
        rounds=queries.rounds_of(one),
        drawn=queries.contributions_by_round(one),
        refusal=sentence(refusal) if refusal else "",
        changes=rules.refuse_round_change(one.window, today=desk.today) is None,
    )


@staff_only(*ORGANISERS)
def change_round(request: Request, territory: str, slug: str) -> HttpResponse:
    """Say where the round in force is held and what is asked of people, before it begins."""
    desk = _on_cards(slug)
    found = queries.round_in_force(desk.consultation)
    assert found is not None  # noqa: S101 -- the database holds that cards have a round
    names = ("channel", "place", "instruction", "presented_on")
    start = {name: getattr(found, name) for name in names}
    form = RoundForm(typed_in(request), days_are_set=True, initial=start)
    days = {"opens_on": found.opens_on, "closes_on": found.closes_on}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.change_round(
                consultation=desk.consultation, words=form.words(**days), actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "rounds", _("حُفظ وصف الجولة."))
    return _plain_form(request, desk, form, _("الجولة %(number)s") % {"number": found.number})


@staff_only(*ORGANISERS)
def next_round(request: Request, territory: str, slug: str) -> HttpResponse:
    """Plan the next round; those who follow are told."""
    desk = _on_cards(slug)
    form = RoundForm(typed_in(request), initial={"channel": Channel.ONLINE.value})
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.plan_round(
                consultation=desk.consultation, words=form.words(), actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "rounds", _("بُرمجت الجولة، وأُخبر كل من يتابع."))
    return _plain_form(request, desk, form, _("جولة جديدة"))


def _plain_form(request: Request, desk: Desk, form: AxesForm | RoundForm, title: str) -> HttpResponse:
    page = "consultations/desk/form.html"
    return shown(request, page, desk, form=form, title=title, status=status_of(form))
