"""The files that prove what was entered: read by who may, brought, said public or private, taken back."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadafor.kernel import clock
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import Here, asked, opened, programme_of, team_only, there, where_is
from tadafor.programme.forms import PlainForm, ProofForm
from tadafor.programme.queries import Activity, Proof
from tadafor.programme.views.files import handed
from tadafor.ui.boxes import typed_in


@require_safe
def read(request: Request, slug: str, proof: str, name: str) -> HttpResponseBase:
    """Give a file to everybody once said public and approved, else to the team (§ programme-17)."""
    programme = programme_of(slug)
    found: Proof = there(queries.proof_coded(programme, proof))
    return handed(
        request,
        programme,
        found,
        is_open=rules.is_proof_open(found.activity.standing, is_public=found.is_public),
        where=where_is(found.activity),
        acts=(rules.Act.ENTER, rules.Act.APPROVE),
        note=lambda: actions.note_proof_read(proof=found, actor=request.actor, now=clock.now()),
    )


# ---- the team


def _activity(here: Here, number: int) -> Activity:
    """Find an activity whose files the reader may bring or take back, or raise Http404."""
    found: Activity = there(queries.activity_numbered(here.programme, number))
    opened(here, rules.Act.ENTER, where_is(found))
    return found


def _proof(here: Here, number: int, code: str) -> Proof:
    activity = _activity(here, number)
    found: Proof = there(queries.proof_coded(here.programme, code))
    if found.activity_id != activity.pk:
        raise Http404
    return found


def _back(here: Here, number: int) -> str:
    return reverse("programme:team_activity", args=[here.programme.slug, number])


@team_only
def bring(request: Request, here: Here, number: int) -> HttpResponse:
    """Bring more files that prove what was done."""
    one = _activity(here, number)
    form = ProofForm(typed_in(request), request.FILES or None)
    return asked(
        request,
        here,
        form,
        lambda: actions.bring_proofs(
            activity=one,
            files=form.cleaned_data["proofs"],
            is_public=form.cleaned_data["is_public"],
            actor=request.actor,
            now=clock.now(),
        ),
        title=_("ملفات الإثبات: %(title)s") % {"title": one.title},
        lead=_("خمسة ملفات على الأكثر لكل نشاط. بعد المصادقة لا تتغير."),
        button=_("أرفقوها"),
        said=_("أُرفقت الملفات."),
        to=_back(here, number),
    )


@team_only
def show(request: Request, here: Here, number: int, proof: str) -> HttpResponse:
    """Let everybody read a file once it is approved, or the team alone."""
    one = _proof(here, number, proof)
    form, shows = PlainForm(typed_in(request)), not one.is_public
    return asked(
        request,
        here,
        form,
        lambda: actions.show_proof(proof=one, is_public=shows, actor=request.actor, now=clock.now()),
        title=(_("نشر ملف: %(title)s") if shows else _("حجب ملف: %(title)s")) % {"title": one.title},
        lead=_("يقرؤه الجميع بعد المصادقة على النشاط. تأكدوا أنه لا يحمل أسماء ولا أرقام هواتف ولا توقيعات.")
        if shows
        else _("لا يقرؤه بعد ذلك إلا فريق البرنامج."),
        button=_("انشروه للعموم") if shows else _("احجبوه عن العموم"),
        said=_("سُجّل ذلك."),
        to=_back(here, number),
    )


@team_only
def take_back(request: Request, here: Here, number: int, proof: str) -> HttpResponse:
    """Take back a file brought by mistake."""
    one = _proof(here, number, proof)
    form = PlainForm(typed_in(request))
    return asked(
        request,
        here,
        form,
        lambda: actions.take_back_proof(proof=one, actor=request.actor, now=clock.now()),
        title=_("سحب ملف: %(title)s") % {"title": one.title},
        lead=_("يُمحى الملف نهائيا. يمكن ذلك إلى أن يُصادق على النشاط."),
        button=_("اسحبوه"),
        tone="danger",
        said=_("سُحب الملف."),
        to=_back(here, number),
    )
