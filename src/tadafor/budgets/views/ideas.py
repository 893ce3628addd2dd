"""Ideas in the browser: the list, one of them, proposing, backing, taking back, following the edition."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.budgets import actions, queries
from tadafor.budgets.context import (
    SEE_OTHER,
    Here,
    counted,
    frame,
    go,
    here,
    neighbourhoods,
    points_of,
    quarters,
    read,
    shown,
    sign_in_first,
    take_draft,
)
from tadafor.budgets.forms import IdeaFilter, IdeaForm, PlainForm
from tadafor.budgets.queries import Idea
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.ideas import Fate, IdeaRefusal
from tadafor.documents import queries as documents
from tadafor.documents.tasks import make_sounds
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused
from tadafor.moderation import queries as moderation
from tadafor.moderation.rules import Signal, personal_data_in
from tadafor.people.actor import Request
from tadafor.traces import actions as traces
from tadafor.traces import queries as reads
from tadafor.ui.boxes import typed_in
from tadafor.ui.formatting import number as said_number
from tadafor.ui.sound import may_record

CONFLICT = 409


def ideas(request: Request, territory: str, slug: str) -> HttpResponse:
    """The ideas of an edition, by twenty, searched and narrowed."""
    place = here(slug)
    over = place.phase in queries.MERGING_ENDS
    fates = (Fate.IN_PROJECT, Fate.NOT_TAKEN if over else Fate.WAITING)
    form = IdeaFilter(request.GET, neighbourhoods=neighbourhoods(request), fates=fates)
    things = queries.listed(place.edition, **form.asked())
    page = pages.page_of(things, request.GET.get("page"))
    count = page.paginator.count
    rows = list(page.object_list)
    tongue = queries.tongue_of(place.edition, ideas=rows)
    said = [tongue.idea(one) for one in rows]
    return read(
        request,
        "budgets/ideas.html",
        place,
        tongue,
        form=form,
        page=page,
        total=ngettext("فكرة واحدة", "%(count)s فكرة", count) % {"count": said_number(count)},
        views=queries.viewed(said, place.phase),
        points=points_of(said),
        quarters=counted(request, things.by_neighbourhood) if count else [],
    )


def idea(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One idea: its words, its place and pictures, what became of it; a tombstone when it is not shown."""
    place = here(slug)
    found = queries.idea_numbered(place.edition, number)
    if found is None:
        raise Http404
    is_author = found.author_id is not None and found.author_id == request.actor.person_id
    visible = found.trace.visibility == "visible"
    tombstones = {} if visible else moderation.tombstones_of_traces([found.trace], today=place.today)
    reads_held = is_author or request.actor.is_staff_of(place.edition.territory_id)
    spoken = queries.spoken_idea(found)
    tongue = queries.tongue_of(place.edition, ideas=[found])
    said = tongue.idea(found)
    return read(
        request,
        "budgets/idea.html",
        place,
        tongue,
        view=queries.viewed([said], place.phase)[0],
        spoken=spoken,
        hears=reads_held or (spoken is not None and spoken.is_public),
        versions=queries.versions_of(found) if visible or reads_held else [],
        **_at_the_desk(request, place, found),
        tombstone=tombstones.get(found.trace_id),
        reads=visible or reads_held,
        is_author=is_author,
        backs=queries.backs(found, request.actor.person_id),
        may_back=place.is_open(Act.BACK_IDEA),
        may_withdraw=place.is_open(Act.CHANGE_IDEA)
        and (found.project is None or found.project.withdrawn_at is not None),
        photos=documents.of_trace(found.trace) if visible or reads_held else [],
        story=reads.story_of(found.trace),
        points=points_of([said]),
        quarters=quarters(request),
    )


def _at_the_desk(request: Request, place: Here, found: Idea) -> dict[str, bool]:
    """What staff do from the page of an idea."""
    territory_id = place.edition.territory_id
    staff = request.actor.is_staff_of(territory_id)
    return {
        "staff": staff,
        "may_write": staff and request.actor.has_role(territory_id, *queries.WRITERS),
        "may_set_aside": staff
        and request.actor.has_role(territory_id, *queries.ORGANISERS)
        and place.is_open(Act.SET_ASIDE)
        and found.withdrawn_at is None,
    }


def propose(request: Request, territory: str, slug: str) -> HttpResponse:
    """Propose an idea."""
    place = here(slug)
    form = IdeaForm(
        typed_in(request),
        request.FILES or None,
        neighbourhoods=neighbourhoods(request),
        quarters=quarters(request),
        actor=request.actor,
        territory_id=place.edition.territory_id,
        initial=take_draft(request),
    )
    if request.method != "POST" or not form.is_valid():
        return _asked(request, place, form, status=400 if form.is_bound else 200)
    return _sent(request, place, form)


def _sent(request: Request, place: Here, form: IdeaForm) -> HttpResponse:
    words, typed = form.words(), form.cleaned_data
    sent = queries.idea_sent_with(place.edition, typed["token"])  # a double click
    speech = form.speech()  # a recording cannot be sent twice: nothing is asked before it is kept
    near = [] if sent or speech or typed["seen_alike"] else queries.alike(place.edition, words.told)
    private = () if speech or typed["seen_private"] else personal_data_in(words.told)
    if (near or private) and place.takes_ideas and not sent:
        again = request.POST.copy()
        again["seen_alike"] = again["seen_private"] = "1"
        form.data = again
        return _asked(request, place, form, near=near, private=private)
    try:
        made = actions.propose_idea(
            edition=place.edition,
            words=words,
            actor=request.actor,
            now=place.now,
            token=typed["token"],
            speaks_for=typed.get("speaks_for"),
            photos=typed.get("photos") or (),
            speech=speech,
        )
    except Refused as refused:
        if refused.refusal is IdeaRefusal.SIGN_IN_FIRST:
            return sign_in_first(request, request.POST.dict())
        form.refused(refused.refusal, refused.sentence)
        return _asked(request, place, form, status=CONFLICT)
    said = _("وصلتنا فكرتكم ورقمها %(number)s. سنخبركم بما صارت إليه.")
    if speech:
        make_sounds.defer()
        said = _("وصلنا صوتكم، ورقم فكرتكم %(number)s. سننقله إلى نص ثم نخبركم.")
    messages.success(request, said % {"number": made.number})
    return HttpResponseRedirect(in_language(made.trace.address), status=SEE_OTHER)


def _asked(
    request: Request,
    place: Here,
    form: IdeaForm,
    *,
    near: list[Idea] | None = None,
    private: tuple[Signal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = shown(
        request,
        "budgets/propose.html",
        place,
        form=form,
        alike=_near(place, near or []),
        private=private,
        status=status,
    )
    return may_record(page)


def _near(place: Here, near: list[Idea]) -> list[queries.IdeaView]:
    """Return ideas that say nearly the same, in the language of who writes."""
    if not near:
        return []
    tongue = queries.tongue_of(place.edition, ideas=near)
    return queries.viewed([tongue.idea(one) for one in near], place.phase)


def alike(request: Request, territory: str, slug: str) -> HttpResponse:
    """The ideas that say nearly the same, while someone writes (a fragment)."""
    place = here(slug)
    text = "\n".join(said[:2_000] for box in ("title", "body") if (said := request.POST.get(box, "")))
    context = frame(request, place) | {"alike": _near(place, queries.alike(place.edition, text))}
    return pages.never_stored(render(request, "budgets/parts/alike.html", context))


def _found(place: Here, number: int) -> Idea:
    found = queries.idea_numbered(place.edition, number)
    if found is None or found.trace.visibility != "visible":
        raise Http404
    return found


def back(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Stand behind an idea, or no more."""
    place = here(slug)
    found = _found(place, number)
    form = PlainForm(typed_in(request))
    status = 200
    if form.is_bound:
        verb = actions.stop_backing if request.POST.get("stop") else actions.back_idea
        try:
            verb(idea=found, actor=request.actor, now=place.now)
        except Refused as refused:
            if refused.refusal is IdeaRefusal.SIGN_IN_FIRST:
                return sign_in_first(request, {})
            form.add_error(None, refused.sentence)
            status = CONFLICT
        else:
            return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)
    return _confirmed(request, place, found, "budgets/back.html", form=form, status=status)


def withdraw(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Take one's own idea back."""
    place = here(slug)
    found = queries.idea_numbered(place.edition, number)
    if found is None or found.author_id is None or found.author_id != request.actor.person_id:
        raise Http404
    form = PlainForm(typed_in(request))
    status = 200
    if form.is_bound:
        try:
            actions.withdraw_idea(idea=found, actor=request.actor, now=place.now)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = CONFLICT
        else:
            messages.success(request, _("سُحبت فكرتكم: بقي رقمها وحُجبت كلماتها."))
            return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)
    return _confirmed(request, place, found, "budgets/withdraw.html", form=form, status=status)


def _confirmed(
    request: Request, place: Here, found: Idea, template: str, *, form: PlainForm, status: int
) -> HttpResponse:
    tongue = queries.tongue_of(place.edition, ideas=[found])
    return shown(
        request,
        template,
        place,
        tongue=tongue,
        view=queries.viewed([tongue.idea(found)], place.phase)[0],
        backs=queries.backs(found, request.actor.person_id),
        form=form,
        status=status,
    )


def follow(request: Request, territory: str, slug: str) -> HttpResponse:
    """Be told what happens in this edition, or no more."""
    place = here(slug)
    trace = place.edition.trace
    if request.method != "POST":
        follows = reads.follows(trace, request.actor.person_id)
        return shown(request, "budgets/follow.html", place, follows=follows)
    if not request.actor.is_signed_in:
        return sign_in_first(request, {})
    if request.POST.get("stop"):
        traces.unfollow(trace=trace, actor=request.actor, now=place.now)
        return go(request, "edition", place)
    traces.follow(trace=trace, actor=request.actor, now=place.now)
    return go(request, "edition", place, _("سنخبركم بكل مستجد في هذه الدورة."))
