"""Who is asking, as every room sees it, and the guard of the staff's pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from tadafor.people.rules import Channel, Level, RoleKind
from tadafor.ui import way_back

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

P = ParamSpec("P")


@dataclass(frozen=True)
class Actor:
    """One person asking, with what they hold; built once per request."""

    person_id: int | None = None
    name: str = ""
    level: Level = Level.VISITOR
    roles: frozenset[tuple[int, RoleKind]] = frozenset()
    links: frozenset[int] = frozenset()
    associations: tuple[tuple[int, int, str], ...] = ()
    limits: frozenset[tuple[int, str]] = frozenset()  # (association, what may be done in its name)
    second_factor: bool = False
    channel: Channel = Channel.ONLINE
    clerk_id: int | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is behind the request."""
        return self.person_id is not None

    @property
    def signer(self) -> int:
        """Return the key of the person who answers for an act; an error when nobody is behind it."""
        if self.person_id is None:
            raise ValueError("nobody is signed in")
        return self.person_id

    def roles_in(self, territory_id: int) -> frozenset[RoleKind]:
        """Return the roles held in one territory."""
        return frozenset(kind for place, kind in self.roles if place == territory_id)

    def has_role(self, territory_id: int, *kinds: RoleKind) -> bool:
        """Whether one of ``kinds`` is held there."""
        return any((territory_id, kind) in self.roles for kind in kinds)

    def is_staff_of(self, territory_id: int) -> bool:
        """Whether any role is held there."""
        return any(place == territory_id for place, _ in self.roles)

    def linked_to(self, territory_id: int) -> bool:
        """Whether the link to that territory is confirmed."""
        return territory_id in self.links

    def associations_in(self, territory_id: int, act: str = "") -> tuple[tuple[int, str], ...]:
        """Return the associations of that territory this person speaks for (key, name).

        With ``act``, those only in whose name they may do it (§ mandates-offered).
        """
        return tuple(
            (key, name)
            for key, place, name in self.associations
            if place == territory_id and (not act or (key, act) in self.limits)
        )


VISITOR = Actor()
# Under this key a session says for whom its clerk acts.
ASSISTING = "assisting"
# A shared tablet keeps under this name the territory it serves and its token.
KIOSK_COOKIE = "kiosk"


def on_behalf(person: Actor, *, clerk: Actor) -> Actor:
    """Return the actor of an act that ``clerk`` does for ``person`` at the counter (§ identity-assisted).

    It holds the person's own links and nothing else: no role, no association, no second factor.
    """
    return replace(
        person,
        roles=frozenset(),
        associations=(),
        limits=frozenset(),
        second_factor=False,
        channel=Channel.DESK,
        clerk_id=clerk.signer,
    )


class Request(HttpRequest):
    """A request as views see it; ``territory`` is set where the address names one."""

    actor: Actor
    assisted_by: Actor
    territory: "Territory"


def signed_in_only(
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Open a page to people with an account; others sign in first, then come back."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor.is_signed_in:
            return view(request, *args, **kwargs)
        return _to_sign_in(request)

    return guarded


def _to_sign_in(request: Request) -> HttpResponse:
    """A form sent too late leads to its own page: what was typed waits there, on the device."""
    return HttpResponseRedirect(way_back.first("people:sign_in", request), status=303)


def staff_only(
    *kinds: RoleKind,
) -> Callable[
    [Callable[Concatenate[Request, P], HttpResponse]], Callable[Concatenate[Request, P], HttpResponse]
]:
    """Open a desk page to staff of this territory only; others see no page (§ staff-second-factor).

    With no ``kinds``, any role will do.
    """

    def guard(
        view: Callable[Concatenate[Request, P], HttpResponse],
    ) -> Callable[Concatenate[Request, P], HttpResponse]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            territory_id, actor = request.territory.pk, request.actor
            if not actor.is_signed_in:
                return _to_sign_in(request)
            allowed = actor.has_role(territory_id, *kinds) if kinds else actor.is_staff_of(territory_id)
            if not allowed:
                raise Http404
            if not actor.second_factor:
                return HttpResponseRedirect(way_back.first("people:second_factor", request))
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.open_to = kinds  # type: ignore[attr-defined]  # the navigation shows nobody a closed door
        return guarded

    return guard
