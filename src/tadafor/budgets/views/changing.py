"""What its author still undoes: an idea written again, a project taken back."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import SEE_OTHER, Here, go, here, neighbourhoods, project_here, quarters, shown
from tadafor.budgets.forms import ChangeIdeaForm, PlainForm
from tadafor.budgets.queries import Idea
from tadafor.budgets.rules.cycle import Act
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused
from tadafor.moderation.rules import Signal, personal_data_in
from tadafor.people.actor import Request
from tadafor.ui.boxes import status_of, tried, typed_in

CONFLICT = 409


def own_idea(request: Request, place: Here, number: int) -> Idea:
    """Find the idea of who asks, or raise Http404."""
    found = queries.idea_numbered(place.edition, number)
    if found is None or found.author_id is None or found.author_id != request.actor.person_id:
        raise Http404
    return found


def change(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Write one's idea again; what it said before stays to be read."""
    place = here(slug)
    found = own_idea(request, place, number)
    form = ChangeIdeaForm(
        typed_in(request),
        neighbourhoods=neighbourhoods(request),
        quarters=quarters(request),
        actor=request.actor,
        territory_id=place.edition.territory_id,
        initial=ChangeIdeaForm.showing(found),
    )
    private: tuple[Signal, ...] = ()
    status = 200
    if form.is_bound and form.is_valid():
        words = form.words()
        private = () if form.cleaned_data["seen_private"] else personal_data_in(words.told)
        if private:
            again = request.POST.copy()
            again["seen_private"] = "1"
            form.data = again
        else:
            try:
                actions.change_idea(idea=found, words=words, actor=request.actor, now=place.now)
            except Refused as refused:
                form.refused(refused.refusal, refused.sentence)
                status = CONFLICT
            else:
                messages.success(request, _("حُفظ التعديل. ما كانت تقوله فكرتكم قبله يبقى مقروءا تحتها."))
                return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)
    elif form.is_bound:
        status = 400
    context = {"form": form, "idea": found, "private": private, "may": place.is_open(Act.CHANGE_IDEA)}
    return shown(request, "budgets/change.html", place, status=status, **context)


def take_back(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Withdraw one's own project before its study."""
    place, found = project_here(slug, number)
    if request.actor.person_id is None or request.actor.person_id not in queries.authors_of(found):
        raise Http404
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(
        form, lambda: actions.take_project_back(project=found, actor=request.actor, now=place.now)
    ):
        return go(request, "project", place, _("سُحب مشروعكم. تبقى صفحته وفكرته مقروءتين."), number)
    status = CONFLICT if form.errors else status_of(form)
    return shown(request, "budgets/take_back.html", place, project=found, form=form, status=status)
