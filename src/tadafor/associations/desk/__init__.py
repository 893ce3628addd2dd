"""The desk: requests and their list, renewals, ends, and who acts for whom."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations import actions, queries
from tadafor.associations.context import go, page, public_facts, sent, state_of, tried
from tadafor.associations.forms import (
    CheckForm,
    EntryForm,
    MandateForm,
    PlainForm,
    ReasonForm,
    SettlingForm,
)
from tadafor.associations.queries import Association
from tadafor.associations.rules import CONFIRM, DESK, SETTLE, State
from tadafor.kernel.clock import now, today
from tadafor.kernel.pages import page_of
from tadafor.people.actor import Request, staff_only
from tadafor.ui.components import Tab


@staff_only(*DESK)
def index(request: Request, territory: str) -> HttpResponse:
    """Requests, renewals, everything."""
    shelves: dict[str, tuple[Any, Any, str]] = {
        "requests": (queries.requests(), _("الطلبات"), "inbox"),
        "changes": (queries.changes_waiting(), _("التغييرات"), "pen-line"),
        "due": (queries.renewals(request.territory.pk, now()), _("حان تجديدها"), "rotate-ccw"),
        "all": (queries.everything(), _("السجل كله"), "users"),
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in shelves else "requests"
    where = reverse("associations:desk", args=[request.territory.slug])
    shown: Page[Any] = page_of(shelves[chosen][0], request.GET.get("page"))
    settled = queries.settling(request.territory.pk)
    speakers = queries.speakers([one.pk for one in shown], now=now())
    rows = [
        (one, queries.state_of(one, today=today(), settled=settled), speakers.get(one.pk, []))
        for one in shown
    ]
    tabs = [
        Tab(str(label), f"{where}?show={name}", name == chosen, icon, things.count())
        for name, (things, label, icon) in shelves.items()
    ]
    context = {"page": shown, "rows": rows, "tabs": tabs, "territory": request.territory, "show": chosen}
    context |= {
        "may_confirm": request.actor.has_role(request.territory.pk, *CONFIRM),
        "may_settle": request.actor.has_role(request.territory.pk, *SETTLE),
    }
    return render(request, "associations/desk/index.html", context)


def at_desk(association_id: int) -> Association:
    """The entry at this address, in any state."""
    found = queries.association_here(association_id)
    if found is None:
        raise Http404
    return found


def case_of(request: Request, association: Association) -> str:
    """The address of its file."""
    return reverse("associations:desk_case", args=[request.territory.slug, association.pk])


@staff_only(*DESK)
def case(request: Request, territory: str, association_id: int) -> HttpResponse:
    """One entry: its facts and papers, what was found, who acts for it, what to do next."""
    association = at_desk(association_id)
    state = state_of(association)
    return page(
        request,
        "associations/desk/case.html",
        association,
        state=state,
        facts=public_facts(association),
        seats=queries.seats_of(association),
        proofs=queries.proofs_of(association),
        checked=queries.checked_of(association),
        mandates=queries.speakers([association.pk], now=now()).get(association.pk, []),
        may_confirm=request.actor.has_role(request.territory.pk, *CONFIRM),
        awaits=state is State.REQUESTED,
        awaits_second=state is State.SECOND,
        may_renew=state in {State.CONFIRMED, State.DUE, State.LAPSED},
        waiting=queries.change_waiting(association),
        may_mandate=state in {State.CONFIRMED, State.DUE},
        has_ended=state is State.ENDED,
    )


@staff_only(*CONFIRM)
def register(request: Request, territory: str) -> HttpResponse:
    """Register an actor on sight of its papers."""
    form = EntryForm(
        sent(request)[0], territory_id=request.territory.pk, initial={"receipt": "final", "presence": "seat"}
    )

    def act() -> str:
        facts = form.facts()
        actions.register_association(
            actor=request.actor,
            territory_id=request.territory.pk,
            name=facts.name,
            receipt_number=facts.receipt_number,
            facts=facts,
            now=now(),
        )
        return _("سجلنا الجمعية.")

    if request.method == "POST" and tried(request, form, act):
        return go(reverse("associations:desk", args=[request.territory.slug]) + "?show=all")
    return render(request, "associations/desk/register.html", {"form": form, "territory": request.territory})


@staff_only(*CONFIRM)
def confirm(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Answer each point of the list; confirm, or send back with the reason."""
    association = at_desk(association_id)
    start: dict[str, object] = {}
    for one in queries.checked_of(association):
        start |= {f"met_{one.check_name}": "yes" if one.is_met else "no", f"note_{one.check_name}": one.note}
    form = CheckForm(sent(request)[0], initial=start)

    def act() -> str:
        facts = {"association": association, "actor": request.actor, "found": form.found(), "now": now()}
        if request.POST.get("then") == "back":
            actions.send_back(reason=form.cleaned_data["reason"], **facts)  # type: ignore[arg-type]
            return _("أرجعنا الطلب إلى صاحبه مع السبب.")
        actions.confirm(**facts)  # type: ignore[arg-type]
        return _("تأكد التسجيل.")

    if request.method == "POST" and tried(request, form, act):
        return go(case_of(request, association))
    return page(
        request,
        "associations/desk/confirm.html",
        association,
        form=form,
        facts=public_facts(association),
        proofs=queries.proofs_of(association),
    )


@staff_only(*CONFIRM)
def second(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Be the second to confirm."""
    association = at_desk(association_id)

    def act() -> str:
        actions.second(association=association, actor=request.actor, now=now())
        return _("تأكد التسجيل.")

    return _form(request, association, PlainForm(sent(request)[0]), act, _("التأكيد الثاني"), _("أؤكد"))


@staff_only(*CONFIRM)
def renew(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Renew a confirmation."""
    association = at_desk(association_id)

    def act() -> str:
        actions.renew(association=association, actor=request.actor, now=now())
        return _("جددنا التأكيد.")

    title = _("اطلعت على محضر آخر جمع عام: تجديد التأكيد")
    return _form(request, association, PlainForm(sent(request)[0]), act, title, _("جددوا"))


@staff_only(*CONFIRM)
def end(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Take an entry out of the register."""
    association = at_desk(association_id)
    form = ReasonForm(sent(request)[0])

    def act() -> str:
        actions.end(
            association=association, actor=request.actor, reason=form.cleaned_data["reason"], now=now()
        )
        return _("خرج الفاعل من السجل، وانتهت كل تفويضاته.")

    return _form(request, association, form, act, _("إخراج من السجل"), _("أخرجوه من السجل"))


@staff_only(*CONFIRM)
def give_mandate(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Say who represents an association, or acts for it."""
    association = at_desk(association_id)
    form = MandateForm(sent(request)[0])

    def act() -> str:
        actions.give_mandate(
            actor=request.actor,
            territory_id=request.territory.pk,
            association=association,
            now=now(),
            **form.cleaned_data,
        )
        return _("سجلنا التفويض.")

    title = _("من يتحدث باسم «%(name)s»؟") % {"name": association.name}
    return _form(request, association, form, act, title, _("سجلوا التفويض"))


@staff_only(*CONFIRM)
def take_back(request: Request, territory: str, association_id: int, mandate_id: int) -> HttpResponse:
    """Take a mandate back."""
    association = at_desk(association_id)
    mandate = queries.mandate_here(association, mandate_id, now=now())
    if mandate is None:
        raise Http404

    def act() -> str:
        actions.take_back(association=association, actor=request.actor, mandate_id=mandate_id, now=now())
        return _("انتهى التفويض من الآن.")

    title = _("سحب تفويض %(name)s") % {"name": mandate.person.name}
    return _form(request, association, PlainForm(sent(request)[0]), act, title, _("أنهوا التفويض"))


@staff_only(*SETTLE)
def settle(request: Request, territory: str) -> HttpResponse:
    """How this territory keeps its register."""
    settled = queries.settling(request.territory.pk)
    start = {name: getattr(settled, name) for name in ("two_confirm", "rhythm", "warning_days")}
    form = SettlingForm(sent(request)[0], initial=start)

    def act() -> str:
        actions.keep_settings(
            actor=request.actor, territory_id=request.territory.pk, now=now(), **form.cleaned_data
        )
        return _("حفظنا الإعدادات.")

    if request.method == "POST" and tried(request, form, act):
        return go(reverse("associations:desk", args=[request.territory.slug]))
    context = {"form": form, "title": _("كيف نمسك السجل؟"), "send": _("احفظوا")}
    return render(request, "associations/desk/form.html", context | {"territory": request.territory})


def _form(  # noqa: PLR0917 -- one form of five, in a line
    request: Request, association: Association, form: Form, act: Callable[[], str], title: str, send: str
) -> HttpResponse:
    if request.method == "POST" and tried(request, form, act):
        return go(case_of(request, association))
    return page(request, "associations/desk/form.html", association, form=form, title=title, send=send)
