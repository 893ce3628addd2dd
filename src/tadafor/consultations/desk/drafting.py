"""The text: typed whole before the announcement, article by article after the close."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import DRAFTERS as MAY_DRAFT
from tadafor.consultations.desk.place import Desk, at, go, shown
from tadafor.consultations.forms import NewPassageForm, PlainForm, PublishForm, TextForm, WordingForm
from tadafor.consultations.queries import Wording
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*MAY_DRAFT)
def text(request: Request, territory: str, slug: str) -> HttpResponse:
    """The drafting table: each passage, what was accepted for it, what changed."""
    desk = at(slug)
    draft = queries.draft_version(desk.consultation)
    return shown(
        request,
        "consultations/desk/text.html",
        desk,
        draft=draft,
        rows=queries.drafting_rows(desk.consultation, draft) if draft else [],
        refusal=_refusal(desk),
        whole=queries.accepted_for(desk.consultation, None),
        versions=queries.published_versions(desk.consultation),
        lines=_lines(desk) if draft is None else [],
    )


def _lines(desk: Desk) -> list[queries.ArticleLine]:
    """What stands, to read where nothing can be written."""
    version = queries.current_version(desk.consultation)
    return queries.contents(version) if version else []


def _refusal(desk: Desk) -> str:
    refusal = rules.refuse_drafting(phase=desk.phase)
    return sentence(refusal) if refusal else ""


@staff_only(*MAY_DRAFT)
def open_draft(request: Request, territory: str, slug: str) -> HttpResponse:
    """Begin the next version as a copy of the standing one."""
    desk = at(slug)
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(
        form, lambda: actions.open_draft(consultation=desk.consultation, actor=request.actor, now=desk.now)
    ):
        return go(request, desk, "text")
    return shown(
        request,
        "consultations/desk/open_draft.html",
        desk,
        form=form,
        refusal=_refusal(desk),
        status=status_of(form),
    )


@staff_only(*MAY_DRAFT)
def whole(request: Request, territory: str, slug: str) -> HttpResponse:
    """The whole text in one box; what was understood is shown before it is kept."""
    desk = at(slug)
    draft = queries.draft_version(desk.consultation)
    start = rules.laid_out(queries.pieces_of(draft)) if draft else ""
    form = TextForm(typed_in(request), initial={"text": start})
    pieces: list[rules.Piece] = []
    if form.is_bound and form.is_valid():
        pieces = rules.understood(form.cleaned_data["text"])
        if refusal := rules.refuse_layout(pieces):
            form.add_error("text", sentence(refusal))
        elif request.POST.get("keep") and not tried(form, lambda: _kept(request, desk, pieces)):
            return go(request, desk, "text", _("حُفظ النص."))
    return shown(
        request,
        "consultations/desk/whole.html",
        desk,
        form=form,
        pieces=pieces if form.is_bound and not form.errors else [],
        refusal=_refusal(desk),
        status=status_of(form),
    )


def _kept(request: Request, desk: Desk, pieces: list[rules.Piece]) -> object:
    texts = [actions.PassageText(one.sort, one.title, one.body, one.key) for one in pieces]
    return actions.write_text(
        consultation=desk.consultation, passages=texts, actor=request.actor, now=desk.now
    )


@staff_only(*MAY_DRAFT)
def passage(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """One passage of the draft, beside its accepted amendments."""
    desk = at(slug)
    wording = _draft_wording(desk, key)
    accepted = queries.accepted_for(desk.consultation, wording.passage)
    views = queries.viewed(desk.consultation, accepted, phase=desk.phase, staff=True)
    form = WordingForm(
        typed_in(request),
        accepted=[(one.number, f"#{one.number} {one.excerpt}") for one in views],
        initial={
            "title": wording.title,
            "body": _proposed(request, views) or wording.body,
            "causes": queries.causes_of(wording),
            "seen": wording.revision,
        },
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _saved(request, desk, wording, form)):
        return go(request, desk, "text", _("حُفظت الصيغة الجديدة للمادة."))
    return shown(
        request,
        "consultations/desk/passage.html",
        desk,
        wording=wording,
        standing=_standing(desk, key),
        form=form,
        views=views,
        status=status_of(form),
    )


def _draft_wording(desk: Desk, key: str) -> Wording:
    draft = queries.draft_version(desk.consultation)
    wording = queries.wording_of(draft, key) if draft else None
    if wording is None:
        raise Http404
    return wording


def _standing(desk: Desk, key: str) -> Wording | None:
    version = queries.current_version(desk.consultation)
    return queries.wording_of(version, key) if version else None


def _proposed(request: Request, views: list[queries.ContributionView]) -> str:
    """Return the words of the accepted amendment that staff chose to start from."""
    chosen = request.GET.get("use", "")
    return next((one.proposed for one in views if str(one.number) == chosen), "")


def _saved(request: Request, desk: Desk, wording: Wording, form: WordingForm) -> object:
    return actions.save_wording(
        wording=wording,
        title=form.cleaned_data["title"],
        body=form.cleaned_data["body"],
        causes=form.cleaned_data.get("causes", []),
        seen=form.cleaned_data["seen"],
        actor=request.actor,
        now=desk.now,
    )


@staff_only(*MAY_DRAFT)
def add(request: Request, territory: str, slug: str) -> HttpResponse:
    """Add a section or an article, perhaps one that somebody proposed."""
    desk = at(slug)
    draft = queries.draft_version(desk.consultation)
    lines = queries.contents(draft) if draft else []
    accepted = queries.accepted_for(desk.consultation, None)
    views = queries.viewed(desk.consultation, accepted, phase=desk.phase, staff=True)
    form = NewPassageForm(
        typed_in(request),
        places=[(line.key, line.title) for line in lines],
        accepted=[(one.number, f"#{one.number} {one.excerpt}") for one in views],
        initial=_as_proposed(request, views) | ({"after": lines[-1].key} if lines else {}),
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _added(request, desk, form)):
        return go(request, desk, "text", _("أُضيفت."))
    return shown(request, "consultations/desk/add.html", desk, form=form, views=views, status=status_of(form))


def _as_proposed(request: Request, views: list[queries.ContributionView]) -> dict[str, object]:
    chosen = request.GET.get("use", "")
    for one in views:
        if str(one.number) == chosen:
            return {"title": one.title, "body": one.proposed, "causes": [one.number]}
    return {}


def _added(request: Request, desk: Desk, form: NewPassageForm) -> object:
    typed = form.cleaned_data
    return actions.add_passage(
        consultation=desk.consultation,
        text=actions.PassageText(typed["sort"], typed["title"], typed["body"]),
        after=typed["after"] or None,
        causes=typed.get("causes", []),
        actor=request.actor,
        now=desk.now,
    )


@staff_only(*MAY_DRAFT)
def remove(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """Take a passage out of the draft."""
    desk = at(slug)
    wording = _draft_wording(desk, key)
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(
        form,
        lambda: actions.remove_passage(
            consultation=desk.consultation, key=key, causes=[], actor=request.actor, now=desk.now
        ),
    ):
        return go(request, desk, "text", _("حُذفت من الصيغة الجديدة، وتبقى في الصيغ السابقة."))
    return shown(
        request, "consultations/desk/remove.html", desk, form=form, wording=wording, status=status_of(form)
    )


@staff_only(*MAY_DRAFT)
def publish(request: Request, territory: str, slug: str) -> HttpResponse:
    """Publish the draft, after a look at every change and its causes."""
    desk = at(slug)
    draft = queries.draft_version(desk.consultation)
    if draft is None:
        raise Http404
    form = PublishForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.publish_version(
                consultation=desk.consultation,
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=desk.now,
            ),
        )
    ):
        return go(request, desk, "overview", _("نُشرت الصيغة الجديدة، وأُخبر أصحاب المساهمات التي غيّرتها."))
    rows = [row for row in queries.drafting_rows(desk.consultation, draft) if row.is_changed]
    return shown(
        request,
        "consultations/desk/publish.html",
        desk,
        form=form,
        rows=rows,
        draft=draft,
        status=status_of(form),
    )
