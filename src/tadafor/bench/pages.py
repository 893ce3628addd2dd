"""The pages that are measured, at the same addresses in every database."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tadafor.bench.across import SLUG as PROGRAMME
from tadafor.bench.budget import SLUG
from tadafor.bench.register import SPEAKER, code_of
from tadafor.bench.texts import ASKED, COMMON_WORD, RARE_WORD
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.rules import RoleKind

DIGITS = "010510101"  # the first commune of the census, the first of both programmes
TEXT = "/commune-1/consultations/text-1/"
EXAMINED = "/commune-1/consultations/text-4/"
REGISTER = "/commune-1/associations/"
BUDGET = f"/commune-1/budgets/{SLUG}/"
ANSWERED = "/commune-1/consultations/text-5/"
WRITERS = 200
TYPED = ASKED[0].format(thing="الإنارة العمومية", place="حي السلام", who="الشباب")


@dataclass(frozen=True)
class Asked:
    """One request, without its host."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Page:
    """A page and how the next request to it is made."""

    name: str
    ask: Callable[[], Asked]
    status: int = 200
    loaded: bool = False  # asked through the web server too


def read(name: str, path: str, *, loaded: bool = False) -> Page:
    """A page that anybody reads."""
    asked = Asked("GET", path, {"Accept-Encoding": "gzip, br"})
    return Page(name, lambda: asked, loaded=loaded)


def public() -> list[Page]:
    """The pages of visitors: those of the promise first, then the others."""
    search, here = "/search/?" + urlencode({"q": RARE_WORD}), "/commune-1/search/?"
    return [
        read("front page", "/", loaded=True),
        read("a territory's page", "/commune-1/", loaded=True),
        read("an article with 500 contributions", f"{TEXT}articles/article-1/", loaded=True),
        read("a list of contributions", f"{TEXT}contributions/", loaded=True),
        read("a search, everywhere", search, loaded=True),
        read("a search for a common word, everywhere", "/search/?" + urlencode({"q": COMMON_WORD})),
        read("a search for a common word, in one territory", here + urlencode({"q": COMMON_WORD})),
        read("a place looked for by name", "/search/places/?" + urlencode({"name": "العيون"})),
        read("a region", "/search/places/01/"),
        read("the consultations of a territory", "/commune-1/consultations/"),
        read("a consultation", TEXT),
        read("a consultation, answered", ANSWERED),
        read("the last page of a list", f"{TEXT}contributions/?page=50"),
        read("a list, the most supported first", f"{TEXT}articles/article-1/contributions/?order=supports"),
        read("a list, searched", f"{TEXT}contributions/?" + urlencode({"text": COMMON_WORD})),
        read("a list with its answers", f"{ANSWERED}contributions/"),
        read("a contribution", f"{TEXT}contributions/7/"),
        read("a whole text", f"{TEXT}versions/1/"),
        read("a difference between versions", f"{ANSWERED}versions/1/2/"),
        read("a report while it is examined", f"{EXAMINED}report/"),
        read("a report", f"{ANSWERED}report/"),
        read("the offices", "/commune-1/offices/"),
        read("a programme over every commune, five years of figures", f"/programme/{PROGRAMME}/"),
        read("a region of a programme", f"/programme/{PROGRAMME}/regions/01/"),
        read("a commune of a programme, beside those alike", f"/programme/{PROGRAMME}/communes/{DIGITS}/"),
        read("an indicator of a programme, with its rows", f"/programme/{PROGRAMME}/indicators/I1/"),
        *register(),
        *budget_pages(),
    ]


def budget_pages() -> list[Page]:
    """An edition of a participatory budget with 2,000 ideas."""
    searched = urlencode({"text": COMMON_WORD, "neighbourhood": 3})
    return [
        read("the editions of a participatory budget", "/commune-1/budgets/"),
        read("an edition", BUDGET),
        read("2,000 ideas, by twenty", f"{BUDGET}ideas/"),
        read("2,000 ideas, searched in a neighbourhood", f"{BUDGET}ideas/?{searched}"),
        read("2,000 ideas, the most backed first", f"{BUDGET}ideas/?order=supports&page=50"),
        read("an idea", f"{BUDGET}ideas/7/"),
        read("40 projects on a map", f"{BUDGET}projects/"),
    ]


def register() -> list[Page]:
    """The register of actors, which is ten times longer in the full database."""
    narrowed = urlencode({"kind": "women", "theme": "environment", "neighbourhood": 3})
    return [
        read("the register of actors", REGISTER),
        read("the register, searched", f"{REGISTER}?" + urlencode({"q": COMMON_WORD})),
        read("the register, a rare name", f"{REGISTER}?" + urlencode({"q": "رقم 321"})),
        read("the register, by kind, theme and neighbourhood", f"{REGISTER}?{narrowed}"),
        read("the register, its last page of the tenth", f"{REGISTER}?page=25"),
        read("the map of actors", f"{REGISTER}map/"),
        read("an actor's page", f"{REGISTER}{code_of(SPEAKER)}/"),
    ]


def posting(writers: list[str]) -> Page:
    """A contribution is posted by one of ``writers`` (their sessions) after the other."""
    turn = count()

    def ask() -> Asked:
        session = writers[next(turn) % len(writers)]
        typed = {"body": f"{TYPED} {token()}", "token": token(), "seen_alike": "1"}
        return form(f"{TEXT}articles/article-2/comment/", typed, session)

    return Page("posting a contribution", ask, status=303, loaded=True)


def writing(writers: list[str]) -> Page:
    """Ask for what is alike, as the form does while someone writes."""
    typed = {"body": TYPED, "passage": "article-2"}
    return Page("near duplicates, while writing", lambda: form(f"{TEXT}alike/", typed, writers[0]))


def form(path: str, typed: dict[str, str], session: str) -> Asked:
    """Return what a browser sends when a person who is signed in sends a form."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; signed_in=1",
        "Accept-Encoding": "gzip, br",
    }
    return Asked("POST", path, headers, urlencode(typed).encode())


def writers() -> list[str]:
    """Sign people in, in the database of the moment, and return the keys of their sessions."""
    return [signed_in(key) for key in range(11, 11 + WRITERS)]


def give(key: int, territory_id: int, kind: RoleKind) -> None:
    """Let a person hold a role."""
    roles: Any = apps.get_model("people.Role")
    with within(territory_id):
        roles.objects.get_or_create(
            territory_id=territory_id,
            person_id=key,
            kind=kind.value,
            defaults={"given_at": clock.now(), "reason": "bench"},
        )


def clerk(key: int, territory_id: int) -> str:
    """Make a person a clerk, sign them in with a second factor, and return the key of their session."""
    give(key, territory_id, RoleKind.CLERK)
    passed = [{"method": "mfa", "type": "totp", "at": 0.0}]
    second = {"account_authentication_methods": passed, "account_authentication_methods_user": str(key)}
    return signed_in(key, second)


def signed_in(key: int, more: dict[str, Any] | None = None) -> str:
    """Sign a person in, in the database of the moment, and return the key of their session."""
    person = people.person(key)
    session = SessionStore()
    session.update(more or {})
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
