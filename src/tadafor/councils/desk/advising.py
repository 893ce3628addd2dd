"""Opinions at the desk: begun, drafted, adopted, sent, answered, followed up."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.context import drafted, opinion_steps
from tadafor.councils.desk.place import (
    LEADERS,
    ORGANISERS,
    READERS,
    asked,
    body_of,
    opinion_of,
    page,
    said,
    told_apart,
)
from tadafor.councils.forms import (
    AdoptForm,
    AnswerForm,
    FollowUpForm,
    GroupForm,
    OpinionForm,
    SendForm,
)
from tadafor.councils.queries import Opinion
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import typed_in
from tadafor.ui.formatting import day


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every opinion, with where it stands."""
    found = pages.page_of(queries.all_opinions(), request.GET.get("page"))
    return page(
        request,
        "opinions",
        page=found,
        rows=[(one, word(rules.opinion_phase(queries.listed_course(one)))) for one in found.object_list],
    )


def _there(request: Request, opinion: Opinion) -> str:
    return reverse("councils:desk_opinion", args=[request.territory.slug, opinion.slug])


def _on(opinion: Opinion, request: Request) -> dict[str, Any]:
    return {"to": _there(request, opinion), "back": (opinion, _there(request, opinion))}


@staff_only(*ORGANISERS)
def new(request: Request, territory: str, body: str) -> HttpResponse:
    """Open a question in a body."""
    found = body_of(body)
    form = OpinionForm(typed_in(request), initial={"origin": "taken_up", "begun_on": clock.today()})
    made: list[Opinion] = []
    return asked(
        request,
        form,
        lambda: made.append(
            actions.begin_opinion(
                body=found,
                facts=form.facts(),
                actor=request.actor,
                now=clock.now(),
                is_demonstration=request.territory.is_demonstration,
            )
        ),
        title=_("رأي جديد"),
        lead=said(found).name,
        said=_("فُتح الموضوع. لا يظهر للعموم قبل مصادقة الهيئة."),
        to=lambda: _there(request, made[0]),
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, opinion: str) -> HttpResponse:
    """An opinion, where it stands, and the one thing to do next."""
    found = opinion_of(opinion)
    return page(
        request,
        "opinion",
        whole=("opinion",),
        opinion=found,
        steps=opinion_steps(found),
        phase=rules.opinion_phase(queries.course_of(found)),
        drafts=list(queries.drafts_of(found)[:10]),
        group=queries.group_of(found),
        deliberated=_deliberated(found),
        leads=request.actor.has_role(request.territory.pk, *LEADERS),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
    )


def _deliberated(opinion: Opinion) -> bool:
    return opinion.item is not None and hasattr(opinion.item, "decision")


@staff_only(*ORGANISERS)
def group(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Say who works on it."""
    found = opinion_of(opinion)
    members = told_apart(list(queries.members_on(found.body, clock.today())))
    start = {"members": [one.pk for one in queries.group_of(found)]}
    form = GroupForm(typed_in(request), members=members, initial=start)
    return asked(
        request,
        form,
        lambda: actions.form_group(opinion=found, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("مجموعة العمل"),
        said=_("حُفظت مجموعة العمل."),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def draft(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Write the draft for those who wrote it by hand."""
    found = opinion_of(opinion)
    may_write = found.adopted_on is None
    back = (said(found).title, _there(request, found))
    return drafted(request, found, "councils/desk/draft.html", may_write=may_write, back=back)


@staff_only(*ORGANISERS)
def adopt(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Keep the vote of the body."""
    found = opinion_of(opinion)
    held = {one.pk: one for one in queries.meetings_of(found.body) if one.held_at}
    meetings = [(key, f"{day(one.day)} · {_presence(one)}") for key, one in held.items()]
    form = AdoptForm(typed_in(request), meetings=meetings)
    return asked(
        request,
        form,
        lambda: actions.adopt_opinion(
            opinion=found,
            meeting=held[form.cleaned_data["meeting"]],
            vote=form.vote(),
            actor=request.actor,
            now=clock.now(),
        ),
        title=_("مصادقة الهيئة"),
        lead=_("تصادق الهيئة على آخر صيغة من المشروع، في اجتماع سُجّل حضوره واكتمل نصابه."),
        said=_("صادقت الهيئة على الرأي؛ صار ظاهرا للعموم."),
        why=rules.bars_adoption(queries.course_of(found), has_met=bool(held)),
        **_on(found, request),
    )


def _presence(meeting: queries.Meeting) -> str:
    told = _("حضر %(present)s من %(all)s") % {"present": meeting.present, "all": meeting.in_office}
    return told if meeting.has_quorum else f"{told} ({_('لم يكتمل النصاب')})"


@staff_only(*ORGANISERS)
def send(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Say when it went to the president."""
    found, form = opinion_of(opinion), SendForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.send_opinion(
            opinion=found, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("الإحالة على رئاسة المجلس"),
        said=_("سُجّلت الإحالة."),
        why=rules.bars_sending(queries.course_of(found)),
        **_on(found, request),
    )


@staff_only(*LEADERS)
def answer(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Keep the council's reasoned answer."""
    found, form = opinion_of(opinion), AnswerForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.answer_opinion(
            opinion=found, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("جواب المجلس"),
        said=_("نُشر جواب المجلس، وأُخبر الأعضاء ومن يتابع."),
        why=rules.bars_answer(queries.course_of(found), is_deliberated=_deliberated(found)),
        **_on(found, request),
    )


@staff_only(*LEADERS)
def follow_up(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Add what was done."""
    found, form = opinion_of(opinion), FollowUpForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.tell_follow_up(
            opinion=found, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("تتبع الرأي"),
        said=_("نُشر ما أُنجز."),
        why=rules.bars_follow_up(queries.course_of(found)),
        **_on(found, request),
    )
