"""Draws by lot at the desk: the call, quotas, the frozen pool, panels, digits, seats."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.context import lot_steps
from tadafor.councils.desk.place import ORGANISERS, READERS, asked, body_of, go, page
from tadafor.councils.forms import (
    CallForm,
    DigitsForm,
    PlainForm,
    PublishForm,
    QuartersForm,
    QuotasForm,
    ReasonForm,
    SeatsForm,
    beside,
)
from tadafor.councils.queries import Draw
from tadafor.councils.tasks import start_panels
from tadafor.kernel import clock
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories
from tadafor.ui.boxes import status_of, tried, typed_in

TYPISTS = (*ORGANISERS, RoleKind.PRESIDENT)
REFRESH = "5"


def draw_of(body: str, number: int) -> Draw:
    """Find a draw of this territory, or raise Http404."""
    found = queries.draw_at(body_of(body), number)
    if found is None:
        raise Http404
    return found


def _there(request: Request, draw: Draw) -> str:
    return reverse("councils:desk_lot", args=[request.territory.slug, draw.body.slug, draw.number])


def _on(request: Request, draw: Draw) -> dict[str, Any]:
    there = _there(request, draw)
    return {"to": there, "back": (draw, there)}


def _now(request: Request, draw: Draw) -> dict[str, Any]:
    return {"draw": draw, "actor": request.actor, "now": clock.now()}


@staff_only(*ORGANISERS)
def new(request: Request, territory: str, body: str) -> HttpResponse:
    """Call for volunteers; quotas are proposed from the census at once."""
    found, form, made = body_of(body), CallForm(typed_in(request)), []
    home = reverse("councils:desk_body", args=[request.territory.slug, found.slug])

    def opened() -> None:
        facts = form.facts(queries.census_of(request.territory))
        made.append(actions.open_draw(body=found, facts=facts, actor=request.actor, now=clock.now()))

    return asked(
        request,
        form,
        opened,
        title=_("نداء للتطوع: عضوية بالقرعة"),
        lead=_("تُنشر صفحة النداء فورا، وتُقترح الحصص من إحصاء السكان لتراجعوها."),
        button=_("افتحوا باب التطوع"),
        said=_("فُتح باب التطوع. راجعوا الحصص المقترحة."),
        to=lambda: _there(request, made[0]),
        back=(found, home),
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Where the draw stands, and the one thing to do next."""
    draw = draw_of(body, lot)
    public, phase = queries.published_of(draw), draw.phase
    names = queries.quarter_names(request.territory)
    there = queries.there_by_cell(draw) if phase is rules.LotPhase.OPEN else {}
    members = queries.drawn_people(draw, public.members) if public and public.digits else []
    response = page(
        request,
        "lot/overview",
        only={"draw": ("place",)},
        draw=draw,
        body=draw.body,
        phase=phase,
        steps=lot_steps(draw),
        count=queries.volunteers_count(draw),
        short=[
            (queries.cell_words(one.cell, names), there.get((one.fact, one.value), 0), one.least)
            for one in (draw.wanted if phase is rules.LotPhase.OPEN else [])
            if there.get((one.fact, one.value), 0) < one.least
        ],
        nearest=_nearest(draw, names),
        smallest=round(1000 * (draw.smallest or 0), 1),
        bound=round(1000 * (draw.bound or 0), 1),
        is_over=clock.today() > draw.closes_on,
        is_day=draw.drawn_on is not None and clock.today() >= draw.drawn_on,
        typed_by_me=bool(draw.first_digits) and draw.first_by_id == request.actor.person_id,
        members=[(code, one, _facts(public, code, names)) for code, one in members],
        to_seat=sum(one is not None and one.member_id is None for _code, one in members),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
        types=request.actor.has_role(request.territory.pk, *TYPISTS),
    )
    if phase is rules.LotPhase.PREPARING:
        response.headers["Refresh"] = REFRESH
    return response


def _nearest(draw: Draw, names: dict[str, str]) -> list[tuple[str, int, int, int, int]]:
    """Each quota that would be relaxed: its cell, its new bounds, then those it has."""
    asked_for = {one.cell: (one.least, min(one.most, draw.seats)) for one in draw.wanted}
    return [
        (queries.cell_words(one.cell, names), one.least, one.most, *asked_for.get(one.cell, (0, 0)))
        for one in draw.nearest
    ]


def _facts(public: queries.Published | None, code: str, names: dict[str, str]) -> list[str]:
    facts = public.facts[code] if public else {}
    return [queries.value_words(value, names) for _fact, value in sorted(facts.items())]


@staff_only(*ORGANISERS)
def quotas(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Correct the quotas; ``?census`` proposes again what the census says."""
    draw = draw_of(body, lot)
    wanted, source = draw.wanted, draw.quotas_source
    census = queries.census_of(request.territory)
    if census and "census" in request.GET:
        others = [one for one in draw.wanted if one.fact not in census.shares]
        wanted, source = [*census.quotas(draw.seats), *others], census.source
    cells = list(dict.fromkeys([*queries.cells_offered(draw), *((one.fact, one.value) for one in wanted)]))
    names, source = queries.quarter_names(request.territory), queries.source_words(source)
    form = QuotasForm(typed_in(request), cells=cells, wanted=wanted, source=source, names=names)

    def kept() -> None:
        actions.set_quotas(quotas=form.quotas(), source=form.cleaned_data["source"], **_now(request, draw))

    if form.is_bound and form.is_valid() and not tried(form, kept, at=beside(form)):
        return go(request, _there(request, draw), _("حُفظت الحصص."))
    return page(
        request,
        "lot/quotas",
        status=status_of(form),
        draw=draw,
        form=form,
        rows=form.rows(queries.there_by_cell(draw)),
        census=census,
        has_quarters=bool(territories.neighbourhoods(request.territory.pk)),
        back=_on(request, draw)["back"],
    )


@staff_only(*ORGANISERS)
def quarters(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Type how many live in each neighbourhood; quotas follow from it."""
    draw = draw_of(body, lot)
    known = [one.name_ar for one in territories.neighbourhoods(request.territory.pk)]
    names = queries.quarter_names(request.territory)
    form = QuartersForm(typed_in(request), draw=draw, quarters=known, names=names)

    def proposed() -> None:
        facts = {"people": form.people(), "source": form.cleaned_data["source"]}
        actions.propose_by_quarters(**facts, **_now(request, draw))

    there = reverse("councils:desk_lot_quotas", args=[request.territory.slug, draw.body.slug, draw.number])
    return asked(
        request,
        form,
        proposed,
        title=_("سكان الأحياء"),
        lead=_(
            "اكتبوا عدد سكان كل حي تعرفونه؛ تُقترح من هذه الأرقام حصص الأحياء، وتبقى الحصص الأخرى كما هي. "
            "الحي الفارغ بلا حصة."
        ),
        button=_("اقترحوا حصص الأحياء"),
        said=_("اقتُرحت حصص الأحياء. راجعوها."),
        to=there,
        back=(_("الحصص"), there),
    )


def _agreed(
    request: Request,
    draw: Draw,
    verb: Callable[..., object],
    *,
    title: str,
    lead: str,
    button: str,
    said: str,
    starts: bool = False,
) -> HttpResponse:
    """A page with nothing to type; ``starts`` wakes the worker that makes panels."""

    def done() -> None:
        verb(**_now(request, draw))
        if starts:
            start_panels()

    form = PlainForm(typed_in(request))
    return asked(request, form, done, title=title, lead=lead, button=button, said=said, **_on(request, draw))


@staff_only(*ORGANISERS)
def ease(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Ask no cell for more than it has."""
    return _agreed(
        request,
        draw_of(body, lot),
        actions.ease_quotas,
        title=_("تخفيف الحصص الناقصة"),
        lead=_("يصير الحد الأدنى في كل خانة ناقصة بعدد من تطوعوا فيها."),
        button=_("طبّقوا التخفيف"),
        said=_("خُفّفت الحصص الناقصة."),
    )


@staff_only(*ORGANISERS)
def freeze(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Close the pool and publish it under salted codes."""
    return _agreed(
        request,
        draw_of(body, lot),
        actions.freeze_pool,
        title=_("تجميد لائحة المتطوعات والمتطوعين"),
        lead=_(
            "تُنشر اللائحة تحت رموز لا تدل على أحد، مع بصمتها، ولا تُقبل بعدها تطوعات. ثم تُعدّ اللوائح الألف."
        ),
        button=_("جمّدوا اللائحة"),
        said=_("جُمّدت اللائحة ونُشرت. تُعدّ الآن اللوائح الألف."),
        starts=True,
    )


@staff_only(*ORGANISERS)
def relax(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Take the nearest quotas that some panel keeps."""
    return _agreed(
        request,
        draw_of(body, lot),
        actions.relax_quotas,
        title=_("تخفيف الحصص"),
        lead=_("تُنشر الحصص الجديدة وبصمة اللائحة الجديدة بجانب الأولى، ثم تُعدّ اللوائح الألف."),
        button=_("طبّقوا التخفيف"),
        said=_("خُفّفت الحصص. تُعدّ الآن اللوائح الألف."),
        starts=True,
    )


@staff_only(*ORGANISERS)
def publish(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Publish the panels, and where digits are drawn."""
    draw, form = draw_of(body, lot), PublishForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.publish_panels(**form.cleaned_data, **_now(request, draw)),
        title=_("نشر اللوائح الألف"),
        lead=_("تُنشر اللوائح وبصمتها قبل القرعة، مع يومها ومكانها، ليحضر من شاء."),
        button=_("انشروا اللوائح"),
        said=_("نُشرت اللوائح الألف."),
        **_on(request, draw),
    )


@staff_only(*TYPISTS)
def digits(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Type the three digits drawn in public; a second person types them again."""
    draw, form = draw_of(body, lot), DigitsForm(typed_in(request))
    told: list[rules.Typing] = []

    def typed() -> None:
        told.append(actions.type_digits(digits=form.cleaned_data["digits"], **_now(request, draw)))

    if form.is_bound and form.is_valid() and not tried(form, typed, at=beside(form)):
        return go(request, _there(request, draw), word(told[0]))
    title = _("تأكيد الأرقام الثلاثة") if draw.first_digits else _("الأرقام الثلاثة")
    lead = _("أُدخلت الأرقام مرة. أدخلوها كما سُحبت: لا تظهر لكم.") if draw.first_digits else ""
    return page(
        request,
        "lot/digits",
        status=status_of(form),
        form=form,
        title=title,
        lead=lead,
        back=_on(request, draw)["back"],
    )


@staff_only(*ORGANISERS)
def replace(request: Request, territory: str, body: str, lot: int, code: str) -> HttpResponse:
    """Replace who cannot sit."""
    draw, form = draw_of(body, lot), ReasonForm(typed_in(request))
    public = queries.published_of(draw)
    if public is None or not public.digits or code not in public.facts:
        raise Http404
    names = queries.quarter_names(request.territory)
    who = next((one.person.name for _code, one in queries.drawn_people(draw, [code]) if one), code)
    return asked(
        request,
        form,
        lambda: actions.replace_drawn(code=code, reason=form.cleaned_data["reason"], **_now(request, draw)),
        title=_("تعويض من لائحة الاحتياط: %(who)s")
        % {"who": " · ".join([who, *_facts(public, code, names)])},
        lead=_("يدخل أول من في الاحتياط، بالترتيب الذي تعطيه الأرقام، ممن يحترم كل الحصص. لا يختاره أحد."),
        button=_("عوّضوه"),
        said=_("دخل من يليه في لائحة الاحتياط، وأُخبر."),
        **_on(request, draw),
    )


@staff_only(*ORGANISERS)
def seats(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Give those drawn their seats, once checked."""
    draw = draw_of(body, lot)
    public = queries.published_of(draw)
    people = queries.drawn_people(draw, public.members) if public and public.digits else []
    names = queries.quarter_names(request.territory)
    offered = [
        (code, f"{one.person.name} · {'، '.join(_facts(public, code, names))}")
        for code, one in people
        if one is not None and one.member_id is None
    ]
    form = SeatsForm(typed_in(request), offered=offered)
    return asked(
        request,
        form,
        lambda: actions.seat_drawn(**form.cleaned_data, **_now(request, draw)),
        title=_("إسناد المقاعد"),
        lead=_("تحققوا من البطاقة والسكن والسن، ومن قبول كل واحد. من لا تنطبق عليه الشروط يُعوَّض من الاحتياط."),
        button=_("أسندوا المقاعد"),
        said=_("أُسندت المقاعد للمدة المعلنة."),
        **_on(request, draw),
    )


@staff_only(*ORGANISERS)
def cancel(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Give the draw up before its digits."""
    draw, form = draw_of(body, lot), ReasonForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.cancel_draw(reason=form.cleaned_data["reason"], **_now(request, draw)),
        title=_("إلغاء القرعة"),
        lead=_("يُنشر السبب، يُخبر المتطوعات والمتطوعون، وتُمحى معطياتهم."),
        button=_("ألغوا القرعة"),
        tone="danger",
        said=_("أُلغيت القرعة."),
        **_on(request, draw),
    )
