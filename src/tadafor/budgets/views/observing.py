"""The address of an observer: the full files of a count, for who was admitted to them."""

from django.http import Http404, HttpResponse

from tadafor.budgets.actions import observing
from tadafor.budgets.context import Here, given, here, shown
from tadafor.budgets.queries import results
from tadafor.budgets.queries.observing import Observer, observer_at
from tadafor.budgets.views.results import counted_of, prints_of, recount_command
from tadafor.people.actor import Request


def _admitted(slug: str, secret: str) -> tuple[Here, Observer]:
    place = here(slug)
    found = observer_at(place.edition, secret)
    if found is None:
        raise Http404
    return place, found


def page(request: Request, territory: str, slug: str, secret: str) -> HttpResponse:
    """What an observer may take, and what they are asked not to do with it (§ count-observers)."""
    place, observer = _admitted(slug, secret)
    counted = [(one, recount_command(one), prints_of(one)) for one in counted_of(place)]
    response = shown(
        request, "budgets/results/observer.html", place, observer=observer, counted=counted, secret=secret
    )
    return _unlisted(response)


def ballots(request: Request, territory: str, slug: str, secret: str, position: int) -> HttpResponse:
    """Every ballot of an envelope, once its result is published; that it was taken is noted."""
    place, observer = _admitted(slug, secret)
    result = results.whole_result(place.edition, position)
    if result is None:
        raise Http404
    observing.take_full_file(observer=observer, position=position, now=place.now)
    response = given(request, place, result.file, f"{position}.pb")
    response.headers["Cache-Control"] = "private, no-store"
    return _unlisted(response)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
