"""What became of a thing, and following it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.kernel.pages import keep, never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, signed_in_only
from tadafor.traces import actions, queries, rules
from tadafor.traces.queries import Trace


@require_GET
def story(request: Request, territory: str, code: str) -> HttpResponse:
    """What a thing came from and what it became."""
    trace = _named(code)
    story = queries.story_in_language(queries.story_of(trace))
    context = {"trace": story.trace, "story": story, "back": in_language(trace.address)}
    response = render(request, "traces/story.html", context)
    return never_stored(response) if request.actor.is_signed_in else keep(response, now=clock.now())


@require_http_methods(["GET", "POST"])
@signed_in_only
def follow(request: Request, territory: str, code: str) -> HttpResponse:
    """Follow a thing, or stop."""
    trace = _named(code)
    if request.method == "POST":
        return _turned(request, trace)
    refusal = rules.refuse_follow(has_contact=True, visibility=rules.Visibility(trace.visibility))
    page = {
        "trace": queries.story_in_language(queries.Story(trace, before=(), after=())).trace,
        "back": in_language(trace.address),
        "refused": sentence(refusal) if refusal else "",
        "follows": queries.follows(trace, request.actor.person_id),
    }
    return never_stored(render(request, "traces/follow.html", page))


def _turned(request: Request, trace: Trace) -> HttpResponse:
    try:
        if "stop" in request.POST:
            actions.unfollow(trace=trace, actor=request.actor, now=clock.now())
            messages.success(request, _("لن نخبركم بعد الآن بما يستجد هنا."))
        else:
            actions.follow(trace=trace, actor=request.actor, now=clock.now())
            messages.success(request, _("أنتم الآن تتتبعون هذا الموضوع: سنخبركم بكل جديد."))
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return HttpResponseRedirect(in_language(trace.address), status=303)


def _named(code: str) -> Trace:
    trace = queries.by_code(code)
    if trace is None:
        raise Http404
    return trace
