"""The staff pages: what is said in which language, writing beside the original, publishing, taking away."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.kernel.pages import page_of
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.translations import actions, queries, rules
from tadafor.translations.forms import ChosenForm, VersionForm, WithdrawForm, name_of
from tadafor.translations.queries import APPROVERS, WRITERS, GroupView, PieceView, WorkView
from tadafor.translations.rules import Refusal, Work
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.components import Tab
from tadafor.ui.languages import LANGUAGES

SEE_OTHER = 303
STAFF = tuple(dict.fromkeys((*WRITERS, *APPROVERS)))
PER_PAGE = 20
_STALE = {Refusal.WRITTEN_SINCE, Refusal.SOURCE_CHANGED}


@dataclass(frozen=True)
class Line:
    """A work in the list, with how far it is in each other language."""

    work: Work
    languages: list[tuple[str, str, int, int]]


@staff_only(*STAFF)
def index(request: Request, territory: str) -> HttpResponse:
    """What may be said in other languages here, and how far it is."""
    page = page_of(queries.works(request.territory.pk), request.GET.get("page"), PER_PAGE)
    counts = queries.published_counts(work.thing for work in page.object_list)
    lines = [Line(work, _progress(request, work, counts)) for work in page.object_list]
    return render(request, "translations/index.html", {"lines": lines, "page": page})


def _progress(
    request: Request, work: Work, counts: dict[tuple[str, str], int]
) -> list[tuple[str, str, int, int]]:
    return [
        (
            _address(request, work, code),
            one.name,
            min(counts.get((work.thing, code), 0), work.size),
            work.size,
        )
        for code, one in LANGUAGES.items()
        if code != work.language
    ]


def _address(request: Request, work: Work, language: str, page: str = "work", *more: str) -> str:
    where = [request.territory.slug, work.thing, language, *more]
    return reverse(f"translations:{page}", args=where)


def _found(request: Request, thing: str, language: str) -> WorkView:
    """Return the work of this territory in this language, or raise Http404."""
    found = queries.work_named(request.territory.pk, thing)
    if found is None or rules.refuse_language(source=found.language, asked=language):
        raise Http404
    return queries.viewed(found, language)


def _group(found: WorkView, key: str) -> GroupView:
    group = found.group(key)
    if group is None:
        raise Http404
    return group


def _shown(
    request: Request,
    template: str,
    found: WorkView,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    context = {
        "found": found,
        "work": found.work,
        "spoken": LANGUAGES[found.language],
        "original": LANGUAGES[found.work.language],
        "home": _address(request, found.work, found.language),
    }
    return render(request, f"translations/{template}.html", context | more, status=status)


def _go(request: Request, found: WorkView, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(_address(request, found.work, found.language), status=SEE_OTHER)


@staff_only(*STAFF)
def work(request: Request, territory: str, thing: str, language: str) -> HttpResponse:
    """One work in one language: what is said, what is not, what is out of date, what waits."""
    found = _found(request, thing, language)
    others = [code for code in LANGUAGES if code != found.work.language]
    tabs = [
        Tab(LANGUAGES[code].name, _address(request, found.work, code), current=code == language)
        for code in others
    ]
    return _shown(
        request,
        "work",
        found,
        tabs=tabs,
        may_write=queries.may_write(request.actor, request.territory.pk),
        may_approve=queries.may_approve(request.actor, request.territory.pk),
        not_approver=sentence(Refusal.NOT_APPROVER),
    )


@staff_only(*WRITERS)
def write(request: Request, territory: str, thing: str, language: str, group: str) -> HttpResponse:
    """The original beside the box to type its version, for the pieces of one group."""
    found = _found(request, thing, language)
    chosen = _group(found, group)
    form = VersionForm(typed_in(request), views=chosen.views, language=language)
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _written(request, found, form))
        if refused is None:
            return _go(request, found, _said(chosen))
        if refused.refusal in _STALE:
            form.seen_again()
    return _shown(request, "write", found, group=chosen, form=form, status=status_of(form))


def _said(group: GroupView) -> str:
    if any(view.piece.official for view in group.views):
        return _("حُفظت النسخة، وتنتظر أن يعتمدها شخص آخر.")
    return _("نُشرت النسخة.")


def _written(request: Request, found: WorkView, form: VersionForm) -> object:
    return actions.write_together(
        work=found.work,
        texts=[(form.views[at].piece, text, seen, source) for at, text, seen, source in form.texts()],
        language=found.language,
        territory_id=request.territory.pk,
        actor=request.actor,
        now=clock.now(),
    )


@staff_only(*APPROVERS)
def approve(request: Request, territory: str, thing: str, language: str) -> HttpResponse:
    """The versions that wait, each beside its original; one's own are greyed with the reason."""
    found = _found(request, thing, language)
    rows = [
        (view, "" if view.draft and view.draft.written_by_id == request.actor.person_id else name_of(view))
        for view in found.waiting
    ]
    form = ChosenForm(typed_in(request), views=[view for view, name in rows if name])
    if form.is_bound and form.is_valid() and not tried(form, lambda: _approved(request, found, form.views)):
        said = _("نُشرت النسخ وعددها %(count)s.") % {"count": len(form.views)}
        return _go(request, found, said)
    own = sentence(Refusal.OWN_WORDS)
    return _shown(request, "approve", found, rows=rows, form=form, own=own, status=status_of(form))


def _approved(request: Request, found: WorkView, views: list[PieceView]) -> object:
    return actions.approve_together(
        work=found.work,
        chosen=[(view.piece, view.draft.token if view.draft else "") for view in views],
        language=found.language,
        actor=request.actor,
        now=clock.now(),
    )


@staff_only(*STAFF)
def withdraw(request: Request, territory: str, thing: str, language: str, group: str) -> HttpResponse:
    """Take away what was written of a group in a language."""
    found = _found(request, thing, language)
    chosen = _group(found, group)
    form = WithdrawForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: _withdrawn(request, found, chosen, form))
    ):
        return _go(request, found, _("سُحبت النسخة، ويُقرأ الأصل من جديد."))
    return _shown(request, "withdraw", found, group=chosen, form=form, status=status_of(form))


def _withdrawn(request: Request, found: WorkView, group: GroupView, form: WithdrawForm) -> object:
    return actions.withdraw_together(
        work=found.work,
        pieces=[view.piece for view in group.views if view.latest],
        language=found.language,
        reason=form.cleaned_data["reason"],
        actor=request.actor,
        now=clock.now(),
    )
