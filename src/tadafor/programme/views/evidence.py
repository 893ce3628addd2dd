"""The file that shows a criterion of a maturity grid: read by who may, brought, shown, taken back."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadafor.kernel import clock
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import Here, asked, opened, programme_of, team_only, there
from tadafor.programme.forms import EvidenceForm, PlainForm
from tadafor.programme.queries import Commune, Evidence
from tadafor.programme.views.files import handed
from tadafor.ui.boxes import typed_in


def _where(commune: Commune) -> rules.Where:
    return rules.Where(commune.region.place_id, commune.pk)


@require_safe
def read(request: Request, slug: str, evidence: str, name: str) -> HttpResponseBase:
    """Give a file to everybody once said public and confirmed, else to the team (§ programme-19)."""
    programme = programme_of(slug)
    found: Evidence = there(queries.evidence_coded(programme, evidence))
    return handed(
        request,
        programme,
        found,
        is_open=rules.is_evidence_open(found.grid.standing, is_public=found.is_public),
        where=_where(found.grid.commune),
        acts=(rules.Act.ASSESS, rules.Act.CONFIRM),
        note=lambda: actions.note_evidence_read(evidence=found, actor=request.actor, now=clock.now()),
    )


# ---- the team


def _criterion(written: str) -> rules.Criterion:
    try:
        return rules.Criterion(written)
    except ValueError as unknown:
        raise Http404 from unknown


def _back(here: Here, commune: Commune, year: int) -> str:
    return reverse("programme:team_grid", args=[here.programme.slug, commune.place.digits, year])


@team_only
def bring(request: Request, here: Here, digits: str, year: int, criterion: str) -> HttpResponse:
    """Bring the file that shows a criterion, or another in its place."""
    commune: Commune = there(queries.commune_at(here.programme, digits))
    one = _criterion(criterion)
    opened(here, rules.Act.ASSESS, _where(commune))
    form = EvidenceForm(typed_in(request), request.FILES or None)
    return asked(
        request,
        here,
        form,
        lambda: actions.bring_evidence(
            commune=commune,
            year=year,
            criterion=one,
            **form.cleaned_data,
            actor=request.actor,
            now=clock.now(),
        ),
        title=_("ملف إثبات: %(criterion)s") % {"criterion": word(one)},
        lead=_("ملف واحد لكل معيار: الملف الجديد يحل محل السابق. بعد إرسال الشبكة لا يتغير."),
        button=_("أرفقوا الملف"),
        said=_("أُرفق الملف بالمعيار."),
        to=_back(here, commune, year),
    )


def _evidence(here: Here, code: str) -> Evidence:
    """Find a file whose commune the reader answers for, or raise Http404."""
    found: Evidence = there(queries.evidence_coded(here.programme, code))
    opened(here, rules.Act.ASSESS, _where(found.grid.commune))
    return found


def _asked(request: Request, here: Here, one: Evidence, **told: Any) -> HttpResponse:  # noqa: ANN401
    form = PlainForm(typed_in(request))
    return asked(request, here, form, to=_back(here, one.grid.commune, one.grid.year), **told)


@team_only
def show(request: Request, here: Here, evidence: str) -> HttpResponse:
    """Let everybody read a file once the grid is confirmed, or the team alone."""
    one = _evidence(here, evidence)
    shows = not one.is_public
    return _asked(
        request,
        here,
        one,
        verb=lambda: actions.show_evidence(
            evidence=one, is_public=shows, actor=request.actor, now=clock.now()
        ),
        title=(_("نشر ملف: %(title)s") if shows else _("حجب ملف: %(title)s")) % {"title": one.title},
        lead=_("يقرؤه الجميع بعد تأكيد الشبكة. تأكدوا أنه لا يحمل أسماء ولا أرقام هواتف ولا توقيعات.")
        if shows
        else _("لا يقرؤه بعد ذلك إلا فريق البرنامج."),
        button=_("انشروه للعموم") if shows else _("احجبوه عن العموم"),
        said=_("سُجّل ذلك."),
    )


@team_only
def take_back(request: Request, here: Here, evidence: str) -> HttpResponse:
    """Take back a file brought by mistake."""
    one = _evidence(here, evidence)
    return _asked(
        request,
        here,
        one,
        verb=lambda: actions.take_back_evidence(evidence=one, actor=request.actor, now=clock.now()),
        title=_("سحب ملف: %(title)s") % {"title": one.title},
        lead=_("يُمحى الملف نهائيا. يمكن ذلك إلى أن تُرسل الشبكة."),
        button=_("اسحبوه"),
        tone="danger",
        said=_("سُحب الملف."),
    )
