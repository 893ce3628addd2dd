"""The officer mends the frame: what was written wrong, who left, what is no longer so."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import Here, asked, opened, team_only, there
from tadafor.programme.forms import (
    CommitteeForm,
    CommuneForm,
    LeaveForm,
    PartnerForm,
    PlainForm,
    ProgrammeForm,
    SittingForm,
    TitleForm,
)
from tadafor.programme.queries import Committee, Commune
from tadafor.programme.views.framing import frame_of
from tadafor.ui.boxes import typed_in

_PROGRAMME = ("name_ar", "name_fr", "purpose_ar", "purpose_fr", "months", "source", "source_fr")
_PARTNER = ("kind", "name_ar", "name_fr")
_COMMITTEE = ("name_ar", "name_fr", "members_ar", "members_fr")
_SITTING = ("held_on", "decisions_ar", "decisions_fr", "reference")


def _start(one: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(one, name) for name in names}


def _mending(
    request: Request,
    here: Here,
    form: forms.Form,
    verb: Callable[[], object],
    *words: str,
    removes: bool = False,
) -> HttpResponse:
    """Answer with a page of one form; ``words`` are its title, what leads to it, and its button."""
    opened(here, rules.Act.FRAME)
    title, lead, button = (*words, "", "")[:3]
    return asked(
        request,
        here,
        form,
        verb,
        title=title,
        lead=lead,
        button=button,
        said=_("سُجّل ذلك."),
        to=frame_of(here),
        tone="danger" if removes else "main",
    )


@team_only
def change_programme(request: Request, here: Here) -> HttpResponse:
    """Say better what the programme is, or change how long it lasts."""
    one = here.programme
    form = ProgrammeForm(typed_in(request), initial=_start(one, _PROGRAMME))
    return _mending(
        request,
        here,
        form,
        lambda: actions.change_programme(
            programme=one, actor=request.actor, now=clock.now(), **form.cleaned_data
        ),
        _("اسم البرنامج وغايته ومدته"),
    )


@team_only
def change_partner(request: Request, here: Here, partner: int) -> HttpResponse:
    """Correct a partner."""
    one = there(queries.partner_numbered(here.programme, partner))
    form = PartnerForm(typed_in(request), initial=_start(one, _PARTNER))
    return _mending(
        request,
        here,
        form,
        lambda: actions.change_partner(
            partner=one, actor=request.actor, now=clock.now(), **form.cleaned_data
        ),
        _("تصحيح شريك: %(name)s") % {"name": one.name},
    )


@team_only
def remove_partner(request: Request, here: Here, partner: int) -> HttpResponse:
    """Take a partner off the list."""
    one = there(queries.partner_numbered(here.programme, partner))
    form = PlainForm(typed_in(request))
    return _mending(
        request,
        here,
        form,
        lambda: actions.remove_partner(partner=one, actor=request.actor, now=clock.now()),
        _("حذف شريك: %(name)s") % {"name": one.name},
        _("لا يظهر بعد ذلك بين شركاء البرنامج، ويبقى اسمه في سجل الأعمال."),
        _("احذفوه من اللائحة"),
        removes=True,
    )


@team_only
def change_node(request: Request, here: Here, node: int) -> HttpResponse:
    """Word a pillar, an objective or a result better."""
    one = there(queries.node_numbered(here.programme, node))
    form = TitleForm(typed_in(request), initial=_start(one, ("title_ar", "title_fr")))
    return _mending(
        request,
        here,
        form,
        lambda: actions.change_node(node=one, actor=request.actor, now=clock.now(), **form.cleaned_data),
        _("تصحيح: %(kind)s %(code)s") % {"kind": one.kind_word, "code": one.code},
        _("يبقى رمزه ومكانه في الإطار كما هما."),
    )


# ---- communes


def _commune(here: Here, digits: str) -> Commune:
    found: Commune = there(queries.commune_at(here.programme, digits))
    return found


@team_only
def change_commune(request: Request, here: Here, digits: str) -> HttpResponse:
    """Correct when a commune joined, its source, and where it lies."""
    one = _commune(here, digits)
    form = CommuneForm(typed_in(request), known=one)
    return _mending(
        request,
        here,
        form,
        lambda: actions.change_commune(commune=one, facts=form.facts(), actor=request.actor, now=clock.now()),
        _("تصحيح: %(name)s") % {"name": one.place.title},
    )


@team_only
def leave(request: Request, here: Here, digits: str) -> HttpResponse:
    """Record that a commune left."""
    one = _commune(here, digits)
    form = LeaveForm(typed_in(request))
    return _mending(
        request,
        here,
        form,
        lambda: actions.leave(commune=one, actor=request.actor, now=clock.now(), **form.cleaned_data),
        _("مغادرة البرنامج: %(name)s") % {"name": one.place.title},
        _("تبقى أرقامها إلى نهاية شهر مغادرتها، وتُلغى أنشطتها المبرمجة بعده، وتنتهي مهام من كُلف بها."),
        _("سجلوا المغادرة"),
        removes=True,
    )


@team_only
def come_back(request: Request, here: Here, digits: str) -> HttpResponse:
    """Take back a leaving that was recorded by mistake."""
    one = _commune(here, digits)
    form = PlainForm(typed_in(request))
    return _mending(
        request,
        here,
        form,
        lambda: actions.come_back(commune=one, actor=request.actor, now=clock.now()),
        _("لم تغادر البرنامج: %(name)s") % {"name": one.place.title},
        _("تُحتسب أرقامها من جديد بلا انقطاع. ما أُلغي من أنشطتها ومن مهامها يُعاد باليد."),
        _("تراجعوا عن تسجيل المغادرة"),
    )


# ---- committees


def _committee(here: Here, key: int) -> Committee:
    found: Committee = there(queries.committee_numbered(here.programme, key))
    return found


@team_only
def change_committee(request: Request, here: Here, committee: int) -> HttpResponse:
    """Correct a steering committee and who sits in it."""
    one = _committee(here, committee)
    form = CommitteeForm(
        typed_in(request),
        regions=queries.regions(here.programme),
        initial=_start(one, _COMMITTEE) | {"region": str(one.region_id or "")},
    )

    def verb() -> object:
        typed = dict(form.cleaned_data)
        region = typed.pop("region")
        found = queries.region_numbered(here.programme, int(region)) if region else None
        return actions.change_committee(
            committee=one, region=found, actor=request.actor, now=clock.now(), **typed
        )

    return _mending(request, here, form, verb, _("تصحيح لجنة: %(name)s") % {"name": one.name})


@team_only
def remove_committee(request: Request, here: Here, committee: int) -> HttpResponse:
    """Take off a committee that never sat."""
    one = _committee(here, committee)
    form = PlainForm(typed_in(request))
    return _mending(
        request,
        here,
        form,
        lambda: actions.remove_committee(committee=one, actor=request.actor, now=clock.now()),
        _("حذف لجنة: %(name)s") % {"name": one.name},
        _("تُحذف لجنة لم تجتمع بعد؛ أما التي اجتمعت فتبقى قراراتها مقروءة."),
        _("احذفوها"),
        removes=True,
    )


@team_only
def change_sitting(request: Request, here: Here, committee: int, sitting: int) -> HttpResponse:
    """Correct the day or the decisions of a sitting."""
    held = _committee(here, committee)
    one = there(queries.sitting_numbered(held, sitting))
    form = SittingForm(typed_in(request), initial=_start(one, _SITTING))
    return _mending(
        request,
        here,
        form,
        lambda: actions.change_sitting(
            sitting=one, actor=request.actor, now=clock.now(), **form.cleaned_data
        ),
        _("تصحيح جلسة: %(name)s") % {"name": held.name},
    )
