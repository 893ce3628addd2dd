"""The register as everybody reads it, and the pages of those who act for an association."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.associations import actions, datasets, queries, rules
from tadafor.associations.context import at, go, page, public_facts, sent, state_of, tried
from tadafor.associations.forms import (
    AskForm,
    ChangeForm,
    DescribeForm,
    FilterForm,
    MandateForm,
    PlainForm,
    RenewalForm,
    initial_of,
    papers,
)
from tadafor.associations.queries import Association
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.people.actor import Request, signed_in_only
from tadafor.ui.components import Cell, Listed


def _kept(request: Request, response: HttpResponse) -> HttpResponse:
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    now = clock.now()
    return pages.keep(response, now=now, until=clock.start_of(clock.day_of(now) + timedelta(days=1)))


def index(request: Request, territory: str) -> HttpResponse:
    """The register, by twenty."""
    form = FilterForm(request.GET, territory_id=request.territory.pk)
    asked = form.asked()
    shown: Page[Any] = pages.page_of(queries.lines(**asked), request.GET.get("page"))
    total = shown.paginator.count
    register, today = reverse("associations:index", args=[request.territory.slug]), clock.today()
    context = {
        "form": form,
        "page": shown,
        "cards": [_card(one, register, today) for one in queries.told(shown.object_list)],
        "territory": request.territory,
        "total_words": ngettext("فاعل واحد", "%(count)s فاعلا", total) % {"count": number_format(total)},
        "is_narrowed": any(asked.values()),
        "formats": [
            (kind.upper(), reverse(f"associations:export_{kind}", args=[request.territory.slug]))
            for kind in datasets.FORMATS
        ],
        "query": urlencode(
            [(key, str(value)) for key, value in request.GET.items() if key != "page" and value]
        ),
    }
    return _kept(request, render(request, "associations/index.html", context))


def _card(one: queries.Line, register: str, today: date) -> Listed:
    lapsed = one.until is not None and one.until < today
    return Listed(
        title=one.name,
        href=f"{register}{one.code}/",
        kind=word(one.kind),
        mark=(_("لم يجدد تأكيدها"), "saffron", "clock") if lapsed else None,
        text=one.activity,
        meta=_("، ").join(word(theme) for theme in one.themes),
        place=one.neighbourhood,
    )


def _asked(request: Request) -> list[tuple[str, str]]:
    return [(key, str(value)) for key, value in request.GET.items()]


def actor(request: Request, territory: str, code: str) -> HttpResponse:
    """One actor: its legal facts, its board by capacity, what it did."""
    association = at(code)
    state = state_of(association)
    if state not in rules.LISTED:
        raise Http404
    shown = page(
        request,
        "associations/actor.html",
        association,
        state=state,
        facts=public_facts(association),
        seats=queries.seats_of(association),
        traces=queries.what_it_did(association),
        lapsed=state is rules.State.LAPSED,
    )
    return _kept(request, shown)


def stakeholders(request: Request, territory: str) -> HttpResponse:
    """The map of actors: themes by neighbourhood."""
    form = FilterForm(request.GET, territory_id=request.territory.pk)
    kind = form.asked()["kind"]
    found = queries.themes_by_neighbourhood(kind)
    register = reverse("associations:index", args=[request.territory.slug])
    places = [*form.places, *([(None, _("بدون حي"))] if any(key[1] is None for key in found) else [])]
    rows = [
        (
            word(theme),
            [
                Cell(count, _narrowed(register, theme.value, place, kind) if count else "")
                for count, place in ((found.get((theme.value, place), 0), place) for place, _name in places)
            ],
        )
        for theme in rules.Theme
        if any(key[0] == theme.value for key in found)
    ]
    counted = queries.counts()
    context = {
        "form": form,
        "columns": [name for _key, name in places],
        "rows": rows,
        "kinds": [(word(one), count) for one, count in counted.kinds.items()],
        "total": counted.total,
        "territory": request.territory,
        "chosen": kind,
        "offered": [(one, word(one), one.value == kind) for one in rules.Kind],
    }
    return _kept(request, render(request, "associations/map.html", context))


def _narrowed(register: str, theme: str, place: int | None, kind: str) -> str:
    asked = {"theme": theme, "kind": kind, "neighbourhood": place or ""}
    return f"{register}?{urlencode({key: value for key, value in asked.items() if value})}"


def export(request: Request, territory: str, kind: str) -> HttpResponse:
    """The register, as it was narrowed, in CSV, XLSX or JSON."""
    form = FilterForm(request.GET, territory_id=request.territory.pk)
    things = queries.narrowed(queries.listed(), **form.asked()).prefetch_related("seats")
    register = in_language(reverse("associations:index", args=[request.territory.slug]))
    about = datasets.about(request.territory, address=settings.PUBLIC_ADDRESS.rstrip("/") + register)
    response = HttpResponse(datasets.made(kind, things, about), content_type=datasets.FORMATS[kind])
    mark = "demonstration-" if request.territory.is_demonstration else ""
    name = f"{mark}{request.territory.slug}-associations.{kind}"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    ) or ("attachment")
    return _kept(request, response)


# ---- those who act for an association


@signed_in_only
def mine(request: Request) -> HttpResponse:
    """The associations I act for, wherever they are."""
    rows = queries.mine(request.actor.signer, now=clock.now())
    return pages.never_stored(render(request, "associations/mine.html", {"rows": rows}))


@signed_in_only
def ask(request: Request, territory: str) -> HttpResponse:
    """Ask the commune to register one's association."""
    start = {"receipt": "final", "presence": "seat"}
    form = AskForm(*sent(request), territory_id=request.territory.pk, initial=start)
    made: list[Association] = []

    def act() -> str:
        made.append(
            actions.ask(
                actor=request.actor,
                territory_id=request.territory.pk,
                facts=form.facts(),
                papers=papers(form),
                now=clock.now(),
            )
        )
        return _("وصل طلبكم. نخبركم حين تدرسه الجماعة.")

    if request.method == "POST" and tried(request, form, act):
        return go(_manage(request, made[0]))
    context = {"form": form, "territory": request.territory}
    return pages.never_stored(render(request, "associations/ask.html", context))


def _manage(request: Request, association: Association) -> str:
    return reverse("associations:manage", args=[request.territory.slug, association.code])


def _own(request: Request, code: str) -> Association:
    """An association the reader asked for or acts for; to others the page is not there."""
    association = at(code)
    if not queries.belongs(association, request.actor.person_id, now=clock.now()):
        raise Http404
    return association


@signed_in_only
def manage(request: Request, territory: str, code: str) -> HttpResponse:
    """My association: where it stands, who acts for it, what it did."""
    association = _own(request, code)
    now = clock.now()
    state = state_of(association)
    represents = queries.is_representative(association, request.actor.person_id, now=now)
    shown = page(
        request,
        "associations/manage.html",
        association,
        facts=public_facts(association),
        represents=represents,
        state=state,
        may_act=state in rules.MAY_ACT,
        is_listed=state in rules.LISTED,
        mandates=queries.speakers([association.pk], now=now).get(association.pk, []),
        me=request.actor.person_id,
        checked=[one for one in queries.checked_of(association) if not one.is_met],
        proofs=queries.proofs_of(association),
        traces=queries.what_it_did(association),
        **_change(association),
    )
    return pages.never_stored(shown)


def _change(association: Association) -> dict[str, Any]:
    """The last change that was asked for, and what it says while it waits."""
    change = queries.last_change(association)
    if change is None or change.answered_at is not None:
        return {"change": change}
    before = queries.plain_of(association)
    return {"change": change, "lines": queries.told_change(before, change.asked, association.territory_id)}


@signed_in_only
def ask_change(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask the commune to change legal facts or the board."""
    association = _own(request, code)
    form = ChangeForm(*sent(request), association=association, territory_id=association.territory_id)

    def act() -> str:
        actions.ask_change(
            association=association,
            actor=request.actor,
            facts=form.facts(),
            note=form.cleaned_data["note"],
            papers=papers(form),
            now=clock.now(),
        )
        return _("وصل طلب التغيير. يبقى السجل كما هو إلى أن تجيب الجماعة.")

    if request.method == "POST" and tried(request, form, act):
        return go(_manage(request, association))
    return pages.never_stored(page(request, "associations/change.html", association, form=form))


@signed_in_only
def again(request: Request, territory: str, code: str) -> HttpResponse:
    """Complete a request that was sent back."""
    association = _own(request, code)
    start = {"initial": initial_of(association), "territory_id": association.territory_id}
    form = AskForm(*sent(request), again=True, **start)

    def act() -> str:
        actions.ask_again(
            association=association,
            actor=request.actor,
            facts=form.facts(),
            papers=papers(form),
            now=clock.now(),
        )
        return _("أرسلنا طلبكم من جديد.")

    if request.method == "POST" and tried(request, form, act):
        return go(_manage(request, association))
    return pages.never_stored(page(request, "associations/again.html", association, form=form))


@signed_in_only
def describe(request: Request, territory: str, code: str) -> HttpResponse:
    """Say again what needs no confirmation."""
    association = _own(request, code)
    start = {name: getattr(association, name) for name in ("activity", "address", "public_contact")}
    form = DescribeForm(sent(request)[0], initial=start)

    def act() -> str:
        actions.describe(association=association, actor=request.actor, now=clock.now(), **form.cleaned_data)
        return _("حفظنا ما كتبتم، ويظهر الآن للعموم.")

    return _form(request, association, form, act, _("ماذا تفعل جمعيتكم؟"), _("احفظوا"))


@signed_in_only
def renew(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask for the renewal."""
    association = _own(request, code)
    form = RenewalForm(*sent(request))

    def act() -> str:
        dates = {name: form.cleaned_data[name] for name in ("assembly_on", "board_until")}
        actions.ask_renewal(
            association=association, actor=request.actor, papers=papers(form), now=clock.now(), **dates
        )
        return _("وصل طلب التجديد. نخبركم حين تدرسه الجماعة.")

    return _form(request, association, form, act, _("طلب تجديد التأكيد"), _("أرسلوا الطلب"))


@signed_in_only
def delegate(request: Request, territory: str, code: str) -> HttpResponse:
    """Let somebody act for the association."""
    association = _own(request, code)
    form = MandateForm(sent(request)[0], by_staff=False)

    def act() -> str:
        actions.give_mandate(
            actor=request.actor,
            territory_id=association.territory_id,
            association=association,
            now=clock.now(),
            **form.cleaned_data,
        )
        return _("سجلنا التفويض.")

    return _form(request, association, form, act, _("تفويض شخص"), _("سجلوا التفويض"))


@signed_in_only
def take_back(request: Request, territory: str, code: str, mandate_id: int) -> HttpResponse:
    """Take a mandate back, or lay down one's own."""
    association = _own(request, code)
    mandate = queries.mandate_here(association, mandate_id, now=clock.now())
    if mandate is None:
        raise Http404
    form = PlainForm(sent(request)[0])

    def act() -> str:
        actions.take_back(
            association=association, actor=request.actor, mandate_id=mandate_id, now=clock.now()
        )
        return _("انتهى التفويض من الآن.")

    own = mandate.person_id == request.actor.person_id
    title = _("التخلي عن تفويضكم") if own else _("سحب تفويض %(name)s") % {"name": mandate.person.name}
    where = reverse("associations:mine") if own else _manage(request, association)
    return _form(request, association, form, act, title, _("أنهوا التفويض"), where)


def _form(  # noqa: PLR0917 -- one form of five, in a line
    request: Request,
    association: Association,
    form: Form,
    act: Callable[[], str],
    title: str,
    send: str,
    where: str = "",
) -> HttpResponse:
    if request.method == "POST" and tried(request, form, act):
        return go(where or _manage(request, association))
    shown = page(request, "associations/form.html", association, form=form, title=title, send=send)
    return pages.never_stored(shown)
