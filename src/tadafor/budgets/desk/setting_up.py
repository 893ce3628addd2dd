"""The regulation of an edition: the list, its text, days and envelopes, the announcement, more time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import SEE_OTHER, Here, any_here, go, neighbourhoods, shown, stated_rules
from tadafor.budgets.desk.fixed import fixed, not_now
from tadafor.budgets.forms import DaysForm, EnvelopeForm, ExtensionForm, PlainForm, RegulationForm
from tadafor.budgets.queries import ORGANISERS, READERS, Edition
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Act, CycleRefusal, Phase
from tadafor.kernel import clock
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import form_page_of, sent, status_of, tried, typed_in


def organises(request: Request) -> bool:
    """Whether this member of staff sets editions up."""
    return request.actor.has_role(request.territory.pk, *ORGANISERS)


form_page = form_page_of(shown, "budgets/desk/form.html")


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every edition of the territory, with where it stands."""
    rows = queries.editions_listed(today=clock.today(), drafts=True)
    context = {"territory": request.territory, "rows": rows, "organises": organises(request)}
    return render(request, "budgets/desk/index.html", context)


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Begin an edition, from nothing or as a copy of an earlier one."""
    origin = queries.any_edition_at(request.GET.get("from", ""))
    start: dict[str, Any] = {"language": "ar"}
    if origin is not None:
        start = RegulationForm.showing(origin) | {"title": "", "slug": ""}
    form = RegulationForm(typed_in(request), initial=start)
    if sent(form) and _is_free(form) and not tried(form, lambda: _drafted(request, form, origin)):
        messages.success(request, _("أُنشئت الدورة. الخطوة التالية: أيام المراحل."))
        where = [request.territory.slug, form.cleaned_data["slug"]]
        return HttpResponseRedirect(reverse("budgets:desk_overview", args=where), status=SEE_OTHER)
    context = {"form": form, "territory": request.territory, "origin": origin}
    return render(request, "budgets/desk/new.html", context, status=status_of(form))


def _is_free(form: RegulationForm, but: Edition | None = None) -> bool:
    found = queries.any_edition_at(form.cleaned_data["slug"])
    if found is None or found == but:
        return True
    form.add_error("slug", _("توجد دورة بهذا الرابط؛ اختاروا رابطا آخر."))
    return False


def _drafted(request: Request, form: RegulationForm, origin: Edition | None) -> object:
    return actions.draft_edition(
        territory_id=request.territory.pk,
        territory_slug=request.territory.slug,
        stated=form.stated(),
        copied_from=origin,
        actor=request.actor,
        now=clock.now(),
        is_demonstration=request.territory.is_demonstration,
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where an edition stands, and the one thing to do next."""
    place = any_here(slug)
    one = place.edition
    waiting = queries.waiting_studies(one)
    return shown(
        request,
        "budgets/desk/overview.html",
        place,
        envelopes=queries.envelopes_of(one),
        extensions=queries.extensions_of(one),
        sizes=queries.sizes_of(one),
        waiting=len(waiting),
        organises=organises(request),
        may_draft=place.is_open(Act.DRAFT_PROJECT),
        may_price=place.is_open(Act.PUBLISH_PRICES) and one.prices_on is None and not waiting,
        refusal=_announcement_refusal(place),
    )


def _announcement_refusal(place: Here) -> str:
    if place.phase is not Phase.DRAFT:
        return ""
    one = place.edition
    stated = cycle.Regulation(one.principles, one.criteria, len(queries.envelopes_of(one)), place.cycle.days)
    found = cycle.refuse_announcement(stated, place.cycle, today=place.today)
    return sentence(found) if found else ""


def _settled(request: Request, place: Here, title: str, **told: Any) -> HttpResponse | None:  # noqa: ANN401
    return not_now(request, place, Act.CHANGE_REGULATION, title, **told)


@staff_only(*ORGANISERS)
def regulation(request: Request, territory: str, slug: str) -> HttpResponse:
    """Write the regulation, until it is announced."""
    place = any_here(slug)
    if found := _settled(request, place, _("قواعد الدورة"), shows="regulation", stated=stated_rules(place)):
        return found
    one = place.edition
    form = RegulationForm(typed_in(request), initial=RegulationForm.showing(one))
    facts: dict[str, Any] = {
        "edition": one,
        "territory_slug": territory,
        "actor": request.actor,
        "now": place.now,
    }
    if (
        sent(form)
        and _is_free(form, one)
        and not tried(form, lambda: actions.change_regulation(stated=form.stated(), **facts))
    ):
        return go(request, "desk_overview", any_here(form.cleaned_data["slug"]), _("حُفظت القواعد."))
    return form_page(request, place, form, _("قواعد الدورة"))


@staff_only(*ORGANISERS)
def days(request: Request, territory: str, slug: str) -> HttpResponse:
    """State the days of every phase."""
    place = any_here(slug)
    extendable = any(one.closes_on >= place.today for one in place.cycle.ordered)
    told = {"shows": "days", "extendable": extendable, "extensions": queries.extensions_of(place.edition)}
    if found := _settled(request, place, _("أيام المراحل"), **told):
        return found
    form = DaysForm(typed_in(request), days=place.cycle.days)
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried(form, lambda: actions.set_days(days=form.days(), **facts)):
        return go(request, "desk_overview", place, _("حُفظت أيام المراحل."))
    lead = _("كل مرحلة اختيارية إلا التصويت. يُحتسب اليومان كاملين، إلى منتصف الليل بتوقيت المغرب.")
    return form_page(request, place, form, _("أيام المراحل"), lead=lead)


@staff_only(*ORGANISERS)
def envelopes(request: Request, territory: str, slug: str) -> HttpResponse:
    """The money: what there is, and another envelope."""
    place = any_here(slug)
    form = EnvelopeForm(typed_in(request), neighbourhoods=neighbourhoods(request))
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried(form, lambda: actions.add_envelope(**form.cleaned_data, **facts)):
        return go(request, "desk_envelopes", place, _("أُضيف الغلاف المالي."))
    return shown(
        request,
        "budgets/desk/envelopes.html",
        place,
        form=form,
        envelopes=queries.envelopes_of(place.edition),
        fixed=sentence(CycleRefusal.ALREADY_ANNOUNCED),
        status=status_of(form),
    )


@staff_only(*ORGANISERS)
def remove_envelope(request: Request, territory: str, slug: str, key: int) -> HttpResponse:
    """Take an envelope out."""
    place = any_here(slug)
    found = next((one for one in queries.envelopes_of(place.edition) if one.pk == key), None)
    if found is None:
        raise Http404
    if settled := _settled(request, place, _("حذف غلاف مالي")):
        return settled
    found.edition = place.edition
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"envelope": found, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.remove_envelope(**facts)):
        return go(request, "desk_envelopes", place, _("حُذف الغلاف المالي."))
    return form_page(request, place, form, _("حذف غلاف مالي"), lead=found.name, button=_("احذفوه"))


@staff_only(*ORGANISERS)
def announce(request: Request, territory: str, slug: str) -> HttpResponse:
    """Make it public, after a last look at what then becomes fixed."""
    place = any_here(slug)
    if place.phase is not Phase.DRAFT and request.method != "POST":
        return fixed(request, place, _("الإعلان عن الدورة"), sentence(CycleRefusal.ALREADY_ANNOUNCED))
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.announce_edition(**facts)):
        return go(
            request, "desk_overview", place, _("أُعلن عن الدورة: صارت ظاهرة للعموم، ولم تعد قواعدها تتغير.")
        )
    return shown(
        request,
        "budgets/desk/announce.html",
        place,
        form=form,
        envelopes=queries.envelopes_of(place.edition),
        refusal=_announcement_refusal(place),
        status=status_of(form),
    )


@staff_only(*ORGANISERS)
def extend(request: Request, territory: str, slug: str) -> HttpResponse:
    """Give a phase more time."""
    place = any_here(slug)
    running = [one.phase for one in place.cycle.ordered if one.closes_on >= place.today]
    if not running and request.method != "POST":
        return fixed(request, place, _("تمديد مرحلة"), _("انتهت كل المراحل: لم يبق ما يُمدد."))
    form = ExtensionForm(typed_in(request), phases=running)
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried(form, lambda: _extended(form, facts)):
        return go(request, "desk_overview", place, _("مُدّد الأجل، وأُخبر كل من يتابع."))
    return form_page(request, place, form, _("تمديد مرحلة"))


def _extended(form: ExtensionForm, facts: dict[str, Any]) -> object:
    typed = form.cleaned_data
    return actions.extend_phase(
        phase=Phase(typed["phase"]), to_date=typed["to_date"], reason=typed["reason"], **facts
    )
