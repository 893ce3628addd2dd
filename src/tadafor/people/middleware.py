"""Who is asking: one frozen Actor per request, without touching the session of a visitor."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.dispatch import receiver
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tadafor.kernel.clock import now
from tadafor.people import queries
from tadafor.people.actor import ASSISTING, KIOSK_COOKIE, VISITOR, Request
from tadafor.people.rules.counter import QUIET_SECONDS

# Scripts read it to know that the signed-in corner is worth fetching; it says nothing else.
LIGHT_COOKIE = "signed_in"
KIOSK_SEEN = "kiosk_seen"
GRACE_SECONDS = 5  # the page leaves first; the server ends what a page could not


class ActorOfTheRequest:
    """Set ``request.actor``; keep what a signed-in person sees out of shared caches."""

    def __init__(self, answer: Callable[[Request], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = VISITOR
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            found = queries.signed_in(request.session, now=now())
            if found is not None:
                person, request.actor = found
                request._cached_user = person  # type: ignore[attr-defined]  # noqa: SLF001 -- spares Django's own query
        if (quiet := _quiet_too_long(request)) is not None:
            return quiet
        response = self.answer(request)
        if KIOSK_COOKIE in request.COOKIES:
            response.headers["Cache-Control"] = "private, no-store"  # the back button shows nothing
        return _private(request, _with_light_cookie(request, response))

    def process_view(self, request: Request, view: Any, args: object, kwargs: dict[str, object]) -> None:  # noqa: ANN401, ARG002
        """Let a clerk who assists somebody act as them, on public pages of that territory only."""
        if not request.actor.is_signed_in or (told := request.session.get(ASSISTING)) is None:
            return
        place = str(kwargs.get("territory", ""))
        rooms = view.__module__.split(".")
        if place == told["territory"] and "desk" not in rooms and "people" not in rooms:
            acting = queries.assisted_actor(request.actor, told["assistance"], now=now())
            if acting is not None:
                request.assisted_by, request.actor = request.actor, acting


def _quiet_too_long(request: Request) -> HttpResponse | None:
    """End a session on a shared tablet that was quiet for a minute, script or not (§ identity-kiosk)."""
    slug = request.COOKIES.get(KIOSK_COOKIE, "").partition(":")[0]
    if not slug or not request.actor.is_signed_in:
        return None
    moment = int(now().timestamp())
    seen = request.session.get(KIOSK_SEEN, moment)
    request.session[KIOSK_SEEN] = moment
    if moment - seen <= QUIET_SECONDS + GRACE_SECONDS:
        return None
    request.session.flush()
    return HttpResponseRedirect(reverse("people:kiosk", args=[slug]), status=303)


def _with_light_cookie(request: Request, response: HttpResponse) -> HttpResponse:
    if not request.session.accessed:
        return response
    signed, told = SESSION_KEY in request.session, LIGHT_COOKIE in request.COOKIES
    if signed and not told:
        response.set_cookie(
            LIGHT_COOKIE,
            "1",
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    elif told and not signed:
        response.delete_cookie(LIGHT_COOKIE, samesite="Lax")
    return response


def _private(request: Request, response: HttpResponse) -> HttpResponse:
    if request.session.accessed and "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@receiver(authenticator_added)
def passed_by_setting_up(request: Request, user: object, authenticator: Authenticator, **_: object) -> None:
    """Setting up a second factor proves it once: it is not asked for again in the same session.

    allauth lets an account that has one already add another only after passing it (§ staff-second-factor).
    """
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        kind = authenticator.type
        record_authentication(request, user, "mfa", id=authenticator.pk, type=kind, reauthenticated=True)
