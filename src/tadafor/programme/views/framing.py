"""The officer keeps the frame: partners, places, people, committees, the logical framework."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.people import queries as people
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import Here, asked, opened, team, team_only, there
from tadafor.programme.forms import (
    ChargeForm,
    CommitteeForm,
    CommuneForm,
    IndicatorForm,
    NodeForm,
    PartnerForm,
    PlainForm,
    RegionForm,
    SittingForm,
    TargetsForm,
)
from tadafor.ui.boxes import typed_in

_KEPT = "name_ar name_fr definition_ar definition_fr unit baseline source_ar source_fr measure by_sex by_age"


def frame_of(here: Here) -> str:
    return reverse("programme:team_frame", args=[here.programme.slug])


def _facts(request: Request, here: Here) -> dict[str, Any]:
    return {"programme": here.programme, "actor": request.actor, "now": clock.now()}


@team_only
def frame(request: Request, here: Here) -> HttpResponse:
    """Everything the officer keeps, with the way to add to each."""
    opened(here, rules.Act.FRAME)
    found = queries.lines(here.programme, queries.Sums([]), clock.today())
    return team(
        request,
        here,
        "frame",
        partners=list(queries.partners(here.programme)),
        regions=list(queries.regions(here.programme)),
        communes=list(queries.communes(here.programme)),
        roles=[(one, one.until is None) for one in queries.roles(here.programme)],
        committees=list(queries.committees(here.programme)),
        nodes=list(queries.nodes(here.programme)),
        indicators=[line.indicator for line in found],
    )


def _adding(
    request: Request, here: Here, form: forms.Form, verb: Callable[[], object], words: tuple[str, ...]
) -> HttpResponse:
    """Answer with a page of one form; ``words`` are its title and what leads to it."""
    opened(here, rules.Act.FRAME)
    title, lead = (*words, "")[:2]
    return asked(request, here, form, verb, title=title, lead=lead, said=_("سُجّل ذلك."), to=frame_of(here))


@team_only
def add_partner(request: Request, here: Here) -> HttpResponse:
    """Say who pays for, carries or supports the programme."""
    form = PartnerForm(typed_in(request))
    return _adding(
        request,
        here,
        form,
        lambda: actions.add_partner(**form.cleaned_data, **_facts(request, here)),
        (_("شريك جديد"),),
    )


@team_only
def add_region(request: Request, here: Here) -> HttpResponse:
    """Add a region in which the programme works."""
    form = RegionForm(typed_in(request), known=queries.regions(here.programme))
    return _adding(
        request,
        here,
        form,
        lambda: actions.add_region(**form.cleaned_data, **_facts(request, here)),
        (_("جهة جديدة"),),
    )


@team_only
def add_commune(request: Request, here: Here) -> HttpResponse:
    """Let a commune join."""
    form = CommuneForm(typed_in(request))
    return _adding(
        request,
        here,
        form,
        lambda: actions.add_commune(facts=form.facts(), **_facts(request, here)),
        (_("جماعة انضمت"), _("يمكن أن تنضم جماعة لا تستعمل المنصة: تُدخل أرقامها بإثباتها.")),
    )


@team_only
def charge(request: Request, here: Here) -> HttpResponse:
    """Charge somebody with something."""
    form = ChargeForm(
        typed_in(request),
        regions=queries.regions(here.programme),
        communes=queries.communes(here.programme),
    )
    return _adding(
        request,
        here,
        form,
        lambda: _charged(request, here, form.cleaned_data),
        (_("إسناد مهمة"), _("المهام في البرنامج لا تعطي أي صلاحية في الجماعات.")),
    )


def _charged(request: Request, here: Here, typed: dict[str, Any]) -> object:
    person = people.person_at(typed["contact"])
    if person is None:
        raise Refused(rules.FrameRefusal.NO_SUCH_ACCOUNT)
    region, commune = typed["region"], typed["commune"]
    return actions.charge(
        person_id=person.pk,
        kind=typed["charge"],
        region=queries.region_numbered(here.programme, int(region)) if region else None,
        commune=queries.commune_numbered(here.programme, int(commune)) if commune else None,
        **_facts(request, here),
    )


@team_only
def end_charge(request: Request, here: Here, charge: int) -> HttpResponse:
    """End a charge today."""
    role = there(queries.role_numbered(here.programme, charge))
    form = PlainForm(typed_in(request))
    return _adding(
        request,
        here,
        form,
        lambda: actions.end_charge(role=role, actor=request.actor, now=clock.now()),
        (_("إنهاء مهمة: %(charge)s") % {"charge": role.charge_word}, _("تنتهي اليوم، ويبقى ما أُدخل بها.")),
    )


@team_only
def add_committee(request: Request, here: Here) -> HttpResponse:
    """Record a steering committee."""
    form = CommitteeForm(typed_in(request), regions=queries.regions(here.programme))

    def verb() -> object:
        typed = dict(form.cleaned_data)
        region = typed.pop("region")
        found = queries.region_numbered(here.programme, int(region)) if region else None
        return actions.found_committee(**typed, region=found, **_facts(request, here))

    return _adding(request, here, form, verb, (_("لجنة قيادة جديدة"),))


@team_only
def add_sitting(request: Request, here: Here, committee: int) -> HttpResponse:
    """Record what a committee decided."""
    found = there(queries.committee_numbered(here.programme, committee))
    form = SittingForm(typed_in(request))
    return _adding(
        request,
        here,
        form,
        lambda: actions.record_sitting(
            committee=found, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        (_("جلسة: %(name)s") % {"name": found.name},),
    )


@team_only
def add_node(request: Request, here: Here) -> HttpResponse:
    """Add a pillar, an objective or a result."""
    form = NodeForm(typed_in(request), nodes=queries.nodes(here.programme))

    def verb() -> object:
        typed = dict(form.cleaned_data)
        above = typed.pop("above")
        found = queries.node_numbered(here.programme, int(above)) if above else None
        return actions.add_node(**typed, above=found, **_facts(request, here))

    return _adding(
        request, here, form, verb, (_("عنصر في الإطار المنطقي"), _("المحور أولا، ثم الهدف، ثم النتيجة."))
    )


@team_only
def add_indicator(request: Request, here: Here) -> HttpResponse:
    """Add an indicator to a result."""
    form = IndicatorForm(typed_in(request), nodes=queries.nodes(here.programme))

    def verb() -> object:
        result = there(queries.node_numbered(here.programme, int(form.cleaned_data["result"])))
        return actions.add_indicator(result=result, facts=form.facts(), **_facts(request, here))

    return _adding(request, here, form, verb, (_("مؤشر جديد"),))


@team_only
def change_indicator(request: Request, here: Here, code: str) -> HttpResponse:
    """Correct what an indicator says."""
    one = there(queries.indicator_at(here.programme, code))
    start = {name: getattr(one, name) for name in _KEPT.split()}
    form = IndicatorForm(typed_in(request), nodes=[], initial=start, known=True)
    return _adding(
        request,
        here,
        form,
        lambda: actions.change_indicator(
            indicator=one, facts=form.facts(one.code), actor=request.actor, now=clock.now()
        ),
        (_("تصحيح المؤشر: %(name)s") % {"name": one.name},),
    )


@team_only
def targets(request: Request, here: Here, code: str) -> HttpResponse:
    """Set the yearly targets of an indicator."""
    one = there(queries.indicator_at(here.programme, code))
    start = {f"year_{target.year}": target.value for target in one.targets.all()}
    form = TargetsForm(typed_in(request), programme=here.programme, initial=start)
    return _adding(
        request,
        here,
        form,
        lambda: actions.set_targets(
            indicator=one, targets=form.targets(), actor=request.actor, now=clock.now()
        ),
        (
            _("أهداف المؤشر: %(name)s") % {"name": one.name},
            _("ما ينبغي أن يضاف في كل سنة. سنة فارغة لا هدف لها."),
        ),
    )
