"""Sessions at the desk: prepared, convened, put off, held, closed, minuted; and the quorums known."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.context import corrected, session_steps, verdict
from tadafor.councils.datasets import session_file
from tadafor.councils.desk.place import LEADERS, ORGANISERS, READERS, asked, go, page, session_of
from tadafor.councils.forms import (
    ChangeSessionForm,
    ExtraordinaryForm,
    MinutesForm,
    OrdinaryForm,
    PlainForm,
    PutOffForm,
    QuorumForm,
    SittingForm,
    TakeOutForm,
    beside,
)
from tadafor.councils.queries import Session
from tadafor.councils.words import basis_said, source_said
from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """The sessions, those the calendar expects, and the opinions that wait for an agenda."""
    found = pages.page_of(queries.sessions(public=False), request.GET.get("page"))
    return page(
        request,
        "index",
        page=found,
        rows=[(one, queries.phase_of(one)) for one in found.object_list],
        to_place=list(queries.to_place()),
        leads=request.actor.has_role(request.territory.pk, *LEADERS),
    )


def _there(request: Request, session: Session) -> str:
    return reverse("councils:desk_session", args=[request.territory.slug, session.slug])


def _back(request: Request, session: Session) -> tuple[str, str]:
    return session.name, _there(request, session)


@staff_only(*LEADERS)
def new(request: Request, territory: str, kind: str) -> HttpResponse:
    """Begin the file of a session."""
    form: OrdinaryForm | ExtraordinaryForm
    typed, usual = typed_in(request), queries.usual()
    if kind == "extraordinary":
        form = ExtraordinaryForm(typed, initial=usual)
    else:
        expected = queries.calendar_of(request.territory, clock.today())
        form = OrdinaryForm(typed, expected=expected, initial=usual)
    made: list[Session] = []
    return asked(
        request,
        form,
        lambda: made.append(_prepared(request, form)),
        title=_("دورة استثنائية") if kind == "extraordinary" else _("دورة عادية"),
        lead=_("لا يظهر ملف الدورة للعموم قبل توجيه الدعوة إلى الأعضاء."),
        said=_("فُتح ملف الدورة. الخطوة التالية: جدول الأعمال."),
        to=lambda: _there(request, made[0]),
    )


def _prepared(request: Request, form: OrdinaryForm | ExtraordinaryForm) -> Session:
    return actions.prepare_session(
        territory=request.territory,
        facts=form.facts(),
        actor=request.actor,
        now=clock.now(),
        is_demonstration=request.territory.is_demonstration,
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, session: str) -> HttpResponse:
    """Where the session stands, and the one thing to do next."""
    found = session_of(session)
    phase = queries.phase_of(found)
    items = queries.items_of(found)
    lines = [(one, verdict(one.decision) if hasattr(one, "decision") else None) for one in items]
    return page(
        request,
        "session",
        only={"session": ("place", "object")},
        session=found,
        phase=phase,
        steps=session_steps(found, phase, has_agenda=bool(lines)),
        lines=lines,
        undecided=sum(decided is None for _one, decided in lines),
        sittings=queries.sittings_of(found),
        corrections=corrected(queries.corrections_at(found)),
        findings=len(rules.findings(found.minutes)),
        documents=documents.of_trace(found.trace),
        leads=request.actor.has_role(request.territory.pk, *LEADERS),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
    )


@staff_only(*LEADERS)
def convene(request: Request, territory: str, session: str) -> HttpResponse:
    """Convene the members, after a last look."""
    found = session_of(session)
    return asked(
        request,
        PlainForm(typed_in(request)),
        lambda: actions.convene(session=found, actor=request.actor, now=clock.now()),
        title=_("توجيه الدعوة"),
        lead=_("بعد توجيه الدعوة يظهر جدول الأعمال للعموم ولا يتغيّر، ويُخبر كل من يتابع ما أُدرج فيه."),
        button=_("وجّهوا الدعوة"),
        said=_("وُجّهت الدعوة: صارت الدورة ظاهرة للعموم."),
        to=_there(request, found),
        back=_back(request, found),
    )


@staff_only(*LEADERS)
def change(request: Request, territory: str, session: str) -> HttpResponse:
    """Change the hour, the place or the members in office of a session."""
    found = session_of(session)
    start = {name: getattr(found, name) for name in ("hour", "place", "members_in_office")}
    form = ChangeSessionForm(typed_in(request), initial=start)
    is_public = found.convened_on is not None
    return asked(
        request,
        form,
        lambda: actions.change_session(
            session=found, facts=form.facts(), actor=request.actor, now=clock.now()
        ),
        title=_("تعديل معطيات الدورة"),
        lead=_("الدورة ظاهرة للعموم: يُخبر من يتابعها بكل تغيير في المكان أو الساعة.") if is_public else "",
        said=_("حُفظ التعديل."),
        why=rules.bars_change(queries.phase_of(found)),
        to=_there(request, found),
        back=_back(request, found),
    )


@staff_only(*LEADERS)
def take_out(request: Request, territory: str, session: str) -> HttpResponse:
    """Take out a session that was begun by mistake."""
    found, form = session_of(session), TakeOutForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.take_out(session=found, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("سحب الدورة"),
        lead=_("تُسحب الدورة مع نقط جدول أعمالها، وتنتظر الآراء المدرجة فيها دورة أخرى. لم يعلم بها العموم."),
        button=_("اسحبوا الدورة"),
        tone="danger",
        said=_("سُحبت الدورة."),
        why=rules.bars_taking_out(queries.phase_of(found)),
        to=reverse("councils:desk", args=[request.territory.slug]),
        back=_back(request, found),
    )


@staff_only(*LEADERS)
def put_off(request: Request, territory: str, session: str) -> HttpResponse:
    """Put a session off."""
    found, form = session_of(session), PutOffForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.put_off(session=found, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("تأجيل الدورة"),
        said=_("أُجّلت الدورة، وتغيّرت أيضا في تقويم الجماعة الترابية."),
        to=_there(request, found),
        back=_back(request, found),
    )


@staff_only(*ORGANISERS)
def sitting(request: Request, territory: str, session: str) -> HttpResponse:
    """Record who was there."""
    found = session_of(session)
    start = {} if queries.sittings_of(found) else {"held_on": found.opens_on}
    form = SittingForm(typed_in(request), initial=start)
    return asked(
        request,
        form,
        lambda: actions.record_sitting(
            session=found, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("الحضور والنصاب"),
        lead=_("يُحسب النصاب من عدد الأعضاء المزاولين مهامهم: %(count)s.")
        % {"count": found.members_in_office},
        said=_("سُجّل الحضور."),
        to=_there(request, found),
        back=_back(request, found),
    )


@staff_only(*ORGANISERS)
def close(request: Request, territory: str, session: str) -> HttpResponse:
    """Close a session."""
    found = session_of(session)
    return asked(
        request,
        PlainForm(typed_in(request)),
        lambda: actions.close_session(session=found, actor=request.actor, now=clock.now()),
        title=_("اختتام الدورة"),
        lead=_("تُختتم الدورة حين يكون لكل نقطة مآل."),
        button=_("اختتموا الدورة"),
        said=_("اختُتمت الدورة. اكتبوا محضرها وانشروه."),
        to=_there(request, found),
        back=_back(request, found),
    )


@staff_only(*ORGANISERS)
def minutes(request: Request, territory: str, session: str) -> HttpResponse:
    """Write the minutes, mask what names somebody, publish."""
    found = session_of(session)
    start = {"text": found.minutes, "kept_because": found.minutes_kept_because}
    form = MinutesForm(typed_in(request), initial=start)
    if form.is_bound and form.is_valid():
        said: list[str] = []
        if not tried(form, lambda: said.append(_minuted(request, found, form)), at=beside(form)):
            here = reverse("councils:desk_minutes", args=[request.territory.slug, found.slug])
            return go(request, here, said[0])
    text = form["text"].value() or ""
    context: dict[str, Any] = {"session": found, "form": form, "findings": rules.findings(str(text))}
    return page(
        request,
        "minutes",
        status=status_of(form),
        title=_("محضر الدورة"),
        back=_back(request, found),
        is_published=found.minutes_published_on is not None,
        **context,
    )


def _minuted(request: Request, session: Session, form: MinutesForm) -> str:
    """Keep the words first, whatever the button; then mask or publish."""
    who: dict[str, Any] = {"session": session, "actor": request.actor, "now": clock.now()}
    actions.write_minutes(text=form.cleaned_data["text"], **who)
    if "mask" in request.POST:
        return _("حُجبت %(count)s من المعطيات الشخصية.") % {"count": actions.mask_minutes(**who)}
    if "publish" in request.POST:
        actions.publish_minutes(kept_because=form.cleaned_data["kept_because"], **who)
        return _("نُشر المحضر.")
    return _("حُفظ المحضر، ولم يُنشر بعد.")


@staff_only(*READERS)
def file(request: Request, territory: str, session: str) -> HttpResponse:
    """The session's file, before its members are convened too."""
    return session_file(request.territory, session_of(session))


# ---- what is known of quorums


@staff_only(*READERS)
def quorums(request: Request, territory: str) -> HttpResponse:
    """What the house knows and what the territory keeps, the council's first; then what all rules rest on."""
    order = list(rules.Assembly)
    return page(
        request,
        "quorums",
        facts=[
            (fact, source_said(fact.source))
            for fact in sorted(
                queries.facts(request.territory),
                key=lambda fact: (order.index(fact.assembly), fact.convening, -fact.valid_from.toordinal()),
            )
        ],
        bases=[
            (word(one.matter), basis_said(one), one.is_verified)
            for one in rules.bases_of(request.territory.kind)
        ],
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
    )


@staff_only(*ORGANISERS)
def quorum(request: Request, territory: str) -> HttpResponse:
    """Keep a fact about quorums."""
    form = QuorumForm(typed_in(request))
    listed = reverse("councils:desk_quorums", args=[request.territory.slug])
    return asked(
        request,
        form,
        lambda: actions.keep_quorum(
            territory_id=request.territory.pk, fact=form.fact(), actor=request.actor, now=clock.now()
        ),
        title=_("قاعدة نصاب"),
        said=_("حُفظت القاعدة؛ تسري ابتداء من تاريخها."),
        to=listed,
        back=(_("قواعد النصاب"), listed),
    )
