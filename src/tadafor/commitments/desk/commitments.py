"""What staff do with one commitment: promise it, describe it, say where it stands and what it comes from."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.context import frame, go, shown
from tadafor.commitments.desk.closed import of_commitment
from tadafor.commitments.desk.plans import by, form_page, plan_of
from tadafor.commitments.forms.commitments import (
    CommitmentForm,
    ExplainForm,
    MoveForm,
    OriginForm,
    ProgressForm,
)
from tadafor.commitments.queries import DECIDERS, READERS, Commitment
from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, tried, typed_in


def at(plan: int, number: int) -> Commitment:
    """Find a commitment of the open territory, or raise Http404."""
    found = queries.commitment_at(plan_of(plan), number)
    if found is None:
        raise Http404
    return found


def one_page(
    request: Request,
    form: Any,  # noqa: ANN401 -- any form
    title: str,
    one: Commitment,
    *,
    living: bool = False,
    public: bool = False,
    told: bool = False,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """A staff page that holds one form about a commitment; see ``closed.of_commitment``."""
    why = of_commitment(one, request.actor, living=living, public=public, told=told)
    return form_page(request, form, title, why=why, plan=one.plan, commitment=one, **context)


@staff_only(*DECIDERS)
def new(request: Request, territory: str, plan: int) -> HttpResponse:
    """Write a commitment into a plan."""
    held = plan_of(plan)
    form = CommitmentForm(typed_in(request), plan=held, number=queries.next_number(held))
    if not form.axes:
        return go(request, "desk_new_axis", plan, said=_("أضيفوا أولا جزءا من المخطط توضع فيه الالتزامات."))
    if sent(form):
        number = form.cleaned_data["number"]
        facts = {"plan": held, "number": number, "facts": form.facts(), **form.place_in(), **by(request)}
        if not tried(form, lambda: actions.promise(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("أُضيف الالتزام إلى المخطط."))
    return form_page(request, form, _("التزام جديد"), plan=held, button=_("أضيفوا الالتزام"), icon="plus")


@staff_only(*READERS)
def overview(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """One commitment: where it stands, what to do next, what waits for an answer."""
    one = at(plan, number)
    context = frame(request, one, clock.now())
    refusal = rules.refuse_staff(queries.who(one, request.actor))
    return shown(
        request,
        "commitments/desk/commitment.html",
        **context
        | {
            "may": refusal is None and not one.plan.superseded_at,
            "may_answer": refusal is None,
            "newer": queries.next_version(one.plan) if one.plan.superseded_at else None,
        },
    )


@staff_only(*READERS)
def edit(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Describe a commitment again."""
    one = at(plan, number)
    form = CommitmentForm(typed_in(request), plan=one.plan, commitment=one)
    if sent(form):
        facts = {"commitment": one, "facts": form.facts(), **form.place_in(), **by(request)}
        if not tried(form, lambda: actions.keep_commitment(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظت بطاقة الالتزام."))
    return one_page(request, form, _("بطاقة الالتزام"), one)


@staff_only(*READERS)
def move(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Bring a commitment to another status."""
    one = at(plan, number)
    form = MoveForm(typed_in(request), commitment=one)
    if sent(form):
        facts = {"commitment": one, **form.told(), **by(request)}
        if not tried(form, lambda: actions.move(**facts)):
            return go(
                request, "desk_commitment", plan, number, said=_("نُشرت الوضعية الجديدة، وأُخبر المتتبعون.")
            )
    lead = _("الوضعية الآن: %(status)s") % {"status": one.status_word}
    return one_page(request, form, _("الوضعية"), one, lead=lead, button=_("انشروا الوضعية الجديدة"))


@staff_only(*READERS)
def explain(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Tell people something of it."""
    one = at(plan, number)
    form = ExplainForm(typed_in(request))
    if sent(form):
        facts = {"commitment": one, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.explain(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("نُشر ما قلتم، وأُخبر المتتبعون."))
    return one_page(request, form, _("قولوا للناس"), one, button=_("انشروا"), icon="megaphone")


@staff_only(*READERS)
def progress(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Tell how far it is, where no milestone counts it."""
    one = at(plan, number)
    form = ProgressForm(typed_in(request), initial={"progress": one.progress})
    if sent(form):
        facts = {"commitment": one, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.say_progress(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظت نسبة التقدم."))
    return one_page(request, form, _("نسبة التقدم"), one, told=True)


@staff_only(*READERS)
def origin(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Say from what it comes: a petition, a suggestion, an idea."""
    one = at(plan, number)
    form = OriginForm(typed_in(request), origins=queries.origins())
    if sent(form):
        trace = form.origins[form.cleaned_data["code"]]
        facts = {"commitment": one, "trace": trace, **by(request)}
        if not tried(form, lambda: actions.come_from(**facts)):
            said = _("حُفظ مصدر الالتزام، وأُخبر من تتبعه.")
            return go(request, "desk_commitment", plan, number, said=said)
    return one_page(request, form, _("من أين جاء؟"), one, public=True)
