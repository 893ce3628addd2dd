"""Setting a consultation up: the list, the settings, the announcement, more time."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import ORGANISERS, READERS, SEE_OTHER, Desk, at, go, shown
from tadafor.consultations.forms import AttachForm, ExtensionForm, PlainForm, SettingsForm
from tadafor.documents import queries as documents
from tadafor.documents.actions import attach
from tadafor.kernel import clock
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every consultation of the territory, with where it stands and what it awaits."""
    rows = queries.desk_rows(clock.today())
    context = {"rows": rows, "territory": request.territory, "may_open": _organises(request)}
    return render(request, "consultations/desk/index.html", context)


def _organises(request: Request) -> bool:
    return request.actor.has_role(request.territory.pk, *ORGANISERS)


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Begin a consultation."""
    start = {
        "subject": "text",
        "audience": "contact",
        "names_shown": "initial",
        "moderation": "after",
        "language": "ar",
    }
    form = SettingsForm(typed_in(request), initial=start)
    if form.is_bound and form.is_valid():
        if queries.any_consultation_at(form.cleaned_data["slug"]):
            form.add_error("slug", _("يوجد تشاور بهذا الرابط؛ اختاروا رابطا آخر."))
        elif not tried(form, lambda: _drafted(request, form)):
            messages.success(request, _("أُنشئ التشاور. الخطوة التالية: كتابة النص."))
            where = [request.territory.slug, form.cleaned_data["slug"]]
            return HttpResponseRedirect(reverse("consultations:desk_overview", args=where), status=SEE_OTHER)
    context = {"form": form, "territory": request.territory}
    return render(request, "consultations/desk/settings.html", context, status=status_of(form))


def _drafted(request: Request, form: SettingsForm) -> object:
    return actions.draft_consultation(
        territory_id=request.territory.pk,
        territory_slug=request.territory.slug,
        settings=form.settings(),
        actor=request.actor,
        now=clock.now(),
        is_demonstration=request.territory.is_demonstration,
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where the consultation stands, and the one thing to do next."""
    desk = at(slug)
    draft = queries.draft_version(desk.consultation)
    lines = queries.contents(draft) if draft else []
    return shown(
        request,
        "consultations/desk/overview.html",
        desk,
        progress=queries.progress_of(desk.consultation),
        articles=sum(line.sort != "section" for line in lines),
        draft=draft,
        extensions=queries.extensions_of(desk.consultation),
        may_approve=queries.may_approve(request.actor, desk.consultation),
        may_draft=queries.may_draft(request.actor, desk.consultation),
        organises=_organises(request),
        audience=desk.consultation.audience_word,
        thing=queries.thing(desk.consultation),
        other_language="ar" if desk.consultation.language != "ar" else "fr",
    )


@staff_only(*ORGANISERS)
def settings(request: Request, territory: str, slug: str) -> HttpResponse:
    """Change what is not announced yet."""
    desk = at(slug)
    one = desk.consultation
    fields = ("title", "slug", "stake", "promise", "opens_on", "closes_on", "audience", "names_shown")
    start = {name: getattr(one, name) for name in (*fields, "moderation", "language")}
    form = SettingsForm(typed_in(request), initial=start, is_new=False)
    if form.is_bound and form.is_valid():
        taken = form.cleaned_data["slug"] != one.slug and queries.any_consultation_at(
            form.cleaned_data["slug"]
        )
        if taken:
            form.add_error("slug", _("يوجد تشاور بهذا الرابط؛ اختاروا رابطا آخر."))
        elif not tried(
            form,
            lambda: actions.change_settings(
                consultation=one,
                territory_slug=request.territory.slug,
                settings=form.settings(),
                actor=request.actor,
                now=desk.now,
            ),
        ):
            return go(request, at(form.cleaned_data["slug"]), "overview", _("حُفظت الإعدادات."))
    return shown(request, "consultations/desk/settings.html", desk, form=form, status=status_of(form))


@staff_only(*ORGANISERS)
def announce(request: Request, territory: str, slug: str) -> HttpResponse:
    """Make it public, after a last look at what then becomes fixed."""
    desk = at(slug)
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(
        form,
        lambda: actions.announce(consultation=desk.consultation, actor=request.actor, now=desk.now),
    ):
        return go(request, desk, "overview", _("أُعلن عن التشاور: صار ظاهرا للعموم."))
    draft = queries.draft_version(desk.consultation)
    lines = queries.contents(draft) if draft else []
    refusal = rules.refuse_announcement(
        desk.consultation.window,
        articles=sum(line.sort != "section" for line in lines),
        today=desk.today,
        on_cards=desk.consultation.on_cards,
        in_person=desk.consultation.round_in_person,
    )
    return shown(
        request,
        "consultations/desk/announce.html",
        desk,
        form=form,
        lines=lines,
        refusal=sentence(refusal) if refusal else "",
        status=status_of(form),
    )


@staff_only(*ORGANISERS)
def extend(request: Request, territory: str, slug: str) -> HttpResponse:
    """Give people more time."""
    desk = at(slug)
    form = ExtensionForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.extend(
                consultation=desk.consultation,
                closes_on=form.cleaned_data["closes_on"],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=desk.now,
            ),
        )
    ):
        return go(request, desk, "overview", _("مُدّد الأجل، وأُخبر كل من يتابع."))
    return shown(request, "consultations/desk/extend.html", desk, form=form, status=status_of(form))


@staff_only(*ORGANISERS)
def attachments(request: Request, territory: str, slug: str) -> HttpResponse:
    """The documents published with the consultation: the announcement, the founding decision, the drafts."""
    desk = at(slug)
    form = AttachForm(typed_in(request), request.FILES or None)
    trace = desk.consultation.trace
    if form.is_bound and form.is_valid() and not tried(form, lambda: _attached(request, desk, form)):
        return go(request, desk, "attachments", _("أُرفقت الوثيقة."))
    return shown(
        request,
        "consultations/desk/attachments.html",
        desk,
        form=form,
        documents=documents.of_trace(trace),
        status=status_of(form),
    )


def _attached(request: Request, desk: Desk, form: AttachForm) -> object:
    return attach(
        territory_id=desk.consultation.territory_id,
        actor=request.actor,
        file=form.cleaned_data["file"],
        title=form.cleaned_data["title"],
        trace=desk.consultation.trace,
        now=desk.now,
    )
