"""What the frame of every page shows: language, territory, rooms. Asks no table."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, resolve
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext, gettext_noop

from tadafor.ui.languages import LANGUAGES, Language, current, in_language
from tadafor.ui.templating.addresses import address

# The names of the rooms, said here so that they are translated with the frame that shows them.
ROOM_NAMES = (
    gettext_noop("الرئيسية"),
    gettext_noop("فضاء التشاور"),
    gettext_noop("اقتراحات وملاحظات"),
    gettext_noop("الميزانية التشاركية"),
    gettext_noop("اللقاءات"),
    gettext_noop("العرائض"),
    gettext_noop("الاستشارة الرقمية"),
    gettext_noop("المجالس والهيئات"),
    gettext_noop("قواعد العرائض"),
    gettext_noop("تتبع الالتزامات"),
    gettext_noop("ميزانية المواطن"),
    gettext_noop("المكاتب"),
    gettext_noop("مكتبي اليوم"),
    gettext_noop("التشاور"),
    gettext_noop("النسخ اللغوية"),
    gettext_noop("الإشراف على المحتوى"),
    gettext_noop("تأكيد الصلة بالجماعة"),
    gettext_noop("الجمعيات والفاعلون"),
    gettext_noop("الأدوار"),
    gettext_noop("سجل الأعمال"),
)


@dataclass(frozen=True)
class Room:
    """A room as the navigation shows it."""

    name: str
    label: str
    href: str
    icon: str
    current: bool


@dataclass(frozen=True)
class OtherLanguage:
    """The same page in another language."""

    language: Language
    href: str
    current: bool


class Frame:
    """The frame around one page, computed only as far as the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.territory: Any = getattr(request, "territory", None)
        self.actor: Any = getattr(request, "actor", None)

    @cached_property
    def language(self) -> Language:
        return current()

    @cached_property
    def content_language(self) -> Language:
        """Tamazight names rooms and keys; what a page says at length is still Arabic there."""
        return LANGUAGES["ar"] if self.language.code == "zgh" else self.language

    @cached_property
    def languages(self) -> list[OtherLanguage]:
        path = self.request.get_full_path()
        return [
            OtherLanguage(language, in_language(path, code), language is self.language)
            for code, language in LANGUAGES.items()
        ]

    @cached_property
    def rooms(self) -> list[Room]:
        return self._rooms("TADAFOR_ROOMS") if self.territory else []

    @cached_property
    def place_line(self) -> str:
        """What is above the territory, since many communes share a name; loaded with it."""
        if line := getattr(self.territory, "place_line", ""):
            return str(line)
        above = getattr(getattr(self.territory, "place", None), "parent", None)
        return str(above.title) if above else ""

    @property
    def is_demonstration(self) -> bool:
        return bool(
            getattr(settings, "TADAFOR_DEMONSTRATION", False)
            or getattr(self.territory, "is_demonstration", False)
        )

    @property
    def address(self) -> str:
        """The whole address of this page, for those who print it: its letters as people read them."""
        return uri_to_iri(self.request.build_absolute_uri(self.request.path))

    @property
    def home(self) -> str:
        if not self.territory:
            return in_language("/", self.language.code)
        return in_language(f"/{self.territory.slug}/", self.language.code)

    @property
    def signed_in(self) -> bool:
        return getattr(self.actor, "person_id", None) is not None

    @cached_property
    def search(self) -> str:
        """The search of this territory, or of all of them."""
        return f"{self.home}search/" if self.territory else in_language("/search/", self.language.code)

    @cached_property
    def corner(self) -> str:
        return in_language("/account/corner/", self.language.code)

    @cached_property
    def everyone(self) -> str:
        """The front page of the installation."""
        return in_language("/", self.language.code)

    @cached_property
    def desks(self) -> list[Room]:
        """The staff pages, for staff of this territory only."""
        if not self.territory or not self.signed_in or not self.actor.is_staff_of(self.territory.pk):
            return []
        return [room for room in self._rooms("TADAFOR_DESKS") if self._opens(room.href)]

    def _opens(self, href: str) -> bool:
        """Whether the page lets this actor in, as its guard says (``people.actor.staff_only``)."""
        kinds = _open_to(resolve(href))
        return not kinds or self.actor.has_role(self.territory.pk, *kinds)

    @cached_property
    def messages(self) -> list[Message]:
        """Sentences left by the last act; only for people with a session, or every page would vary."""
        return list(get_messages(self.request)) if self.signed_in else []

    @cached_property
    def account(self) -> str:
        return in_language("/account/", self.language.code)

    @cached_property
    def sign_in(self) -> str:
        return _address("people:sign_in") or in_language("/account/login/", self.language.code)

    @cached_property
    def notices(self) -> str:
        """The page of a person's notices."""
        return _address("notifications:index")

    @cached_property
    def kiosk(self) -> str:
        """Where a shared tablet returns after a minute of quiet; nothing on any other device."""
        slug = self.request.COOKIES.get("kiosk", "").partition(":")[0]
        return _address("people:kiosk", territory=slug) if slug else ""

    @property
    def assisted(self) -> str:
        """In whose name a clerk acts on this page; nothing when one acts for oneself."""
        return str(self.actor.name) if getattr(self.actor, "clerk_id", None) else ""

    @cached_property
    def end_assisting(self) -> str:
        """Where a clerk ends it."""
        return _address("people:end_assisting", territory=self.territory.slug)

    @cached_property
    def offices(self) -> str:
        return f"{self.home}offices/" if self.territory else ""

    @cached_property
    def accessibility(self) -> str:
        return _address("ui:accessibility")

    def _rooms(self, setting: str) -> list[Room]:
        asked = [
            (name, _address(url, territory=self.territory.slug), label, icon)
            for name, url, label, icon in getattr(settings, setting, ())
        ]
        here = max((href for _, href, _, _ in asked if self._is_under(href)), key=len, default="")
        here = self._same_door(here, [href for _, href, _, _ in asked])
        return [
            Room(name, gettext(label), href, icon, href == here) for name, href, label, icon in asked if href
        ]

    def _same_door(self, here: str, hrefs: list[str]) -> str:
        """Of desks below one another's address, the one that opens to the same staff as this page."""
        kinds = _open_to(self.request.resolver_match)
        if not here or self.request.path == here or not kinds:
            return here
        below = [href for href in hrefs if href.startswith(here) and _open_to(resolve(href)) == kinds]
        return below[0] if below else here

    def _is_under(self, href: str) -> bool:
        """Whether this page belongs to the room at ``href``; the territory's own page holds itself only."""
        path = self.request.path
        return bool(href) and (path == href or (href != self.home and path.startswith(href)))


def _open_to(match: ResolverMatch | None) -> tuple[Any, ...]:
    """The roles that a page opens to, as its guard says; none when it opens to all."""
    return tuple(getattr(match.func, "open_to", ())) if match else ()


def _address(name: str, **kwargs: str) -> str:
    """An address by its name; nothing where the installation does not have that page."""
    try:
        return address(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give ``frame`` to every template."""
    return {"frame": Frame(request)}
