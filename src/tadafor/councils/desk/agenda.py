"""The points of an agenda at the desk: added, documented, voted, followed to publication."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.desk.place import LEADERS, ORGANISERS, asked, item_of, said, session_of
from tadafor.councils.forms import AttachForm, PlainForm, PointForm, StepForm, VoteForm
from tadafor.councils.queries import AgendaItem, Decision, Session
from tadafor.documents.actions import attach
from tadafor.kernel import clock
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import typed_in
from tadafor.ui.formatting import day


def _there(request: Request, session: Session) -> str:
    return reverse("councils:desk_session", args=[request.territory.slug, session.slug])


@staff_only(*LEADERS)
def add(request: Request, territory: str, session: str) -> HttpResponse:
    """Add a point: a petition, an opinion, a text of a consultation, or free words."""
    found = session_of(session)
    form = PointForm(typed_in(request), origins=queries.origins())
    return asked(
        request,
        form,
        lambda: actions.add_point(session=found, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("نقطة جديدة"),
        said=_("أُضيفت النقطة إلى جدول الأعمال."),
        to=_there(request, found),
        back=(found.name, _there(request, found)),
    )


def _on(item: AgendaItem, request: Request) -> dict[str, object]:
    there = _there(request, item.session)
    return {"to": there, "back": (item.session.name, there)}


@staff_only(*LEADERS)
def remove(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """Take a point off."""
    found = item_of(session, item)
    return asked(
        request,
        PlainForm(typed_in(request)),
        lambda: actions.remove_point(item=found, actor=request.actor, now=clock.now()),
        title=_("سحب النقطة: %(title)s") % {"title": said(found).title},
        button=_("اسحبوا النقطة"),
        tone="danger",
        said=_("سُحبت النقطة."),
        **_on(found, request),  # type: ignore[arg-type]
    )


@staff_only(*LEADERS)
def document(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """Attach a document to a point."""
    found = item_of(session, item)
    form = AttachForm(typed_in(request), request.FILES or None)
    return asked(
        request,
        form,
        lambda: attach(
            territory_id=request.territory.pk,
            actor=request.actor,
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            trace=found.trace,
            now=clock.now(),
        ),
        title=_("وثيقة للنقطة: %(title)s") % {"title": said(found).title},
        said=_("أُرفقت الوثيقة."),
        **_on(found, request),  # type: ignore[arg-type]
    )


def _there_were(session: Session, present: int | None) -> str:
    """Say how many voices the last sitting may give."""
    if present is None:
        return ""
    return _("حضر %(present)s من %(all)s") % {"present": present, "all": session.members_in_office}


@staff_only(*ORGANISERS)
def vote(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """Keep what the council made of a point."""
    found, form = item_of(session, item), VoteForm(typed_in(request))
    sitting = queries.last_sitting(found.session)
    return asked(
        request,
        form,
        lambda: actions.decide(item=found, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("التصويت: %(title)s") % {"title": said(found).title},
        lead=_there_were(found.session, sitting.present if sitting else None),
        said=_("سُجّل مآل النقطة، وأُخبر كل من يتابعها."),
        why=rules.bars_vote(sitting.fact if sitting else None, is_decided=hasattr(found, "decision")),
        **_on(found, request),  # type: ignore[arg-type]
    )


@staff_only(*ORGANISERS)
def step(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """Date a step after the vote."""
    found = item_of(session, item)
    typed, decision = typed_in(request), getattr(found, "decision", None)
    if typed is None and not (decision and decision.number):
        raise Http404
    form = StepForm(typed, open_steps=queries.steps_open(decision) if decision else [])
    return asked(
        request,
        form,
        lambda: actions.take_step(item=found, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("بعد التصويت: %(title)s") % {"title": said(found).title},
        said=_("سُجّلت المرحلة."),
        why=queries.bars_steps(decision) if decision else None,
        links=_corrections(request, found, decision) if decision else (),
        **_on(found, request),  # type: ignore[arg-type]
    )


def _corrections(request: Request, item: AgendaItem, decision: Decision) -> list[tuple[str, str]]:
    where = [request.territory.slug, item.session.slug, item.position]
    return [
        (
            _("صحّحوا: %(step)s · %(day)s")
            % {"step": word(rules.AfterVote(one.step)), "day": day(one.taken_on)},
            reverse("councils:desk_correct_step", args=[*where, one.step]),
        )
        for one in decision.steps.all()
    ]
