"""The way out for messages, and what allauth asks of this house.

The notifications room sends by the same gateway.
"""

import base64
import sys
from contextlib import suppress
from functools import cache
from ipaddress import ip_address
from socket import getaddrinfo
from typing import Any, Protocol
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from tadafor.kernel.addresses import without_language
from tadafor.kernel.clock import now, today
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people import queries
from tadafor.people.actions import Asked, confirm_by_openid, keep_for_demonstration
from tadafor.people.notices import budget_running_out, card_displaced, code_by_email, code_by_phone
from tadafor.people.queries import openid
from tadafor.people.queries.openid import IdentityProvider
from tadafor.people.rules import Budget, ContactKind, LinkRefusal, RoleKind
from tadafor.people.rules.openid import (
    OpenidRefusal,
    Provider,
    ProviderRefusal,
    eligibility_from,
    refuse_address,
    refuse_claims,
    refuse_provider,
)
from tadafor.territories.queries import territory_by_slug


class MessageGateway(Protocol):
    """What an installation writes to send text messages through its operator."""

    def sms(self, to: str, text: str) -> None:
        """Send ``text`` to the E.164 number ``to``; raise OSError when it could not."""

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Send a letter; raise OSError when it could not."""


class ConsoleGateway:
    """E-mail goes by SMTP; text messages are printed, in a demonstration only, and kept to be read."""

    @property
    def sends_texts(self) -> bool:
        """Whether it can: an installation that named no operator offers e-mail instead."""
        return shows_messages()

    def sms(self, to: str, text: str) -> None:
        """Print the message in a demonstration; a real installation must name its own gateway."""
        if not shows_messages():
            raise OSError("no text message gateway: set TADAFOR_GATEWAY")
        sys.stdout.write(f"\n--- SMS {to}\n{text}\n")
        keep_for_demonstration(kind=ContactKind.PHONE, to=to, subject="", text=text, now=now())

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Send by Django's mail; keep a copy where a demonstration shows it."""
        letter = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
        if html:
            letter.attach_alternative(html, "text/html")
        letter.send()
        if shows_messages():
            keep_for_demonstration(kind=ContactKind.EMAIL, to=to, subject=subject, text=text, now=now())


def shows_messages() -> bool:
    """Whether messages may be shown: never outside a demonstration or a developer's machine."""
    return bool(settings.TADAFOR_DEMONSTRATION or settings.DEBUG)


def gateway() -> MessageGateway:
    """Return the way out that this installation chose (``TADAFOR_GATEWAY``)."""
    chosen: MessageGateway = import_string(settings.TADAFOR_GATEWAY)()
    return chosen


def sends_texts() -> bool:
    """Whether text messages leave this installation; a gateway that does not say does."""
    return bool(getattr(gateway(), "sends_texts", True))


def deliver(asked: Asked, *, host: str) -> None:
    """Send a code to its contact, and to nobody else."""
    if asked.contact.kind is ContactKind.PHONE:
        gateway().sms(asked.contact.value, code_by_phone(asked.code, host))
        return
    letter = code_by_email(asked.code)
    gateway().email(asked.contact.value, letter.subject, letter.text, letter.html)


def warn_of_budget(budget: Budget, place: str) -> None:
    """Write to the administrators of the territory, each in their language."""
    if budget.territory_id is None:
        return
    administrators = queries.staff_ids(budget.territory_id, RoleKind.ADMINISTRATOR)
    sent = queries.codes_of_day(budget.territory_id, today())
    for person in queries.readers_of(administrators):
        if person.email:
            with override(person.language):
                letter = budget_running_out(place, sent, budget.daily)
            with suppress(OSError):  # the row of the log stays; whoever asked for a code has it
                gateway().email(person.email, letter.subject, letter.text, letter.html)


def tell_displaced(person_id: int | None, place: str) -> None:
    """Tell a displaced person on their confirmed contact, never on a screen (§ identity-displaces)."""
    for reader in queries.readers_of([person_id] if person_id else []):
        with override(reader.language), suppress(OSError):  # the row of the log stays
            letter = card_displaced(place)
            if reader.email:
                gateway().email(reader.email, letter.subject, letter.text, letter.html)
            elif reader.phone:
                gateway().sms(reader.phone, letter.text)


def network_of(request: HttpRequest) -> str:
    """Return the network address of who asks, for limits and marks; nothing when what is told is none.

    A proxy of ours adds it at the end of ``X-Forwarded-For``: what stands before is anybody's word.
    """
    behind_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] if behind_proxy else ""
    return clean_client_ip(told or request.META.get("REMOTE_ADDR", "")) or ""


def is_safe_path(path: str) -> bool:
    """Whether ``path`` stays on this site, whatever a browser makes of it."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """allauth serves second factors here; codes, accounts and messages are our own."""

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths: no host is trusted, not even one of ours."""
        return bool(url) and is_safe_path(str(url))

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """The pages say what happened; allauth adds no sentence of its own."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002
        """Accounts are opened by our codes alone."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Secrets of second factors are unreadable in a copy of the database."""

    def encrypt(self, text: str) -> str:
        """Encrypt under a key that is not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read what ``encrypt`` wrote."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:  # noqa: ANN401
        """What the authenticator application shows."""
        return str(user.email or user.phone or user.pk)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:  # noqa: ANN401
        """How a passkey names its account."""
        label = self.get_totp_label(user)
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name or label, "name": label}


def openid_views() -> Any:  # noqa: ANN401 -- a module of allauth, which is not typed
    """Return what leads to an identity provider and back, loaded for who goes there.

    As an installed application it would be loaded at the start, with its client for HTTP: five megabytes,
    for a way that most installations never open.
    """
    from allauth.socialaccount.providers import registry  # noqa: PLC0415
    from allauth.socialaccount.providers.openid_connect import provider, views  # noqa: PLC0415

    registry.register(provider.OpenIDConnectProvider)
    return views


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """The identity provider confirms a link; it opens no account, and no table keeps what it said."""

    def is_open_for_signup(self, request: object, sociallogin: object) -> bool:  # noqa: ARG002
        """Accounts are opened by our codes alone."""
        return False

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:  # noqa: ANN401
        """Add the provider that a territory named, when it is the one asked for."""
        found: list[Any] = super().list_apps(request, provider=provider, client_id=client_id)
        named = openid.provider_coded(provider) if provider and not found else None
        if named is not None:
            found = [_app(named, provider)]
        return found

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:  # noqa: ANN401
        """Take the claims and go back; allauth writes nothing (§ identity-openid)."""
        back = _back(sociallogin.state)
        data = sociallogin.account.extra_data
        claims = {**data.get("id_token", {}), **data.get("userinfo", {})}
        raise ImmediateHttpResponse(_confirmed(request, back, claims, sociallogin.account))

    def on_authentication_error(
        self,
        request: Any,  # noqa: ANN401
        provider: object,  # noqa: ARG002
        error: Any = None,  # noqa: ANN401
        exception: object = None,  # noqa: ARG002
        extra_context: Any = None,  # noqa: ANN401
    ) -> None:
        """Say what happened on the page where the person began."""
        refusal = OpenidRefusal.DENIED if error == AuthError.CANCELLED else OpenidRefusal.FAILED
        raise ImmediateHttpResponse(_told(request, _back((extra_context or {}).get("state")), refusal))


def _back(state: Any) -> str:  # noqa: ANN401
    path = str((state or {}).get("next") or "")
    return path if is_safe_path(path) else reverse("people:account")


def told_failed(request: Any, back: str) -> HttpResponseRedirect:  # noqa: ANN401
    """Say that the provider did not answer, on the page where the person began."""
    return _told(request, _back({"next": back}), OpenidRefusal.FAILED)


def _told(request: Any, back: str, refusal: Any) -> HttpResponseRedirect:  # noqa: ANN401
    with override(get_language_from_path(back) or "ar"):
        if refusal is None:
            messages.success(request, _("أكدنا صلتكم بالجماعة."))
        else:
            messages.error(request, sentence(refusal))
    return HttpResponseRedirect(back, status=303)


def _app(named: IdentityProvider, code: str) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=code,
        name=named.name,
        client_id=named.client_id,
        secret=openid.secret_of(named),
        settings={"server_url": named.server, "oauth_pkce_enabled": True},
    )


def refuse_server(server: str) -> ProviderRefusal | None:
    """Ask an address whether an identity provider answers there under its own name."""
    private: bool = settings.TADAFOR_OPENID_PRIVATE
    if refusal := refuse_address(server, private=private):
        return refusal
    try:
        host = urlsplit(server).hostname or ""
        found = {ip_address(address[4][0]) for address in getaddrinfo(host, None)} if not private else set()
        if any(not address.is_global for address in found):
            return ProviderRefusal.NOT_PUBLIC
        with IdentityAdapter().get_requests_session() as session:
            answer = session.get(f"{server}/.well-known/openid-configuration", allow_redirects=False)
            told = answer.json() if answer.ok else {}
    except (OSError, ValueError):  # requests raises an OSError, a page that is no JSON a ValueError
        return ProviderRefusal.NO_ANSWER
    says = told if isinstance(told, dict) else {}
    is_itself = str(says.get("issuer", "")).rstrip("/") == server and "token_endpoint" in says
    return None if is_itself else ProviderRefusal.NO_ANSWER


def _provider_of(code: str) -> tuple[Provider, str]:
    """Return what is accepted of a provider, and what keeps its subjects apart from another's."""
    named = openid.provider_coded(code)
    if named is not None:
        return named.accepted, f"{named.server} "
    levels = frozenset(settings.TADAFOR_OPENID_LEVELS)
    return Provider(levels, settings.TADAFOR_OPENID_PLACE), ""


def _confirmed(request: Any, back: str, claims: dict[str, object], account: Any) -> HttpResponseRedirect:  # noqa: ANN401
    place = territory_by_slug(without_language(back).strip("/").partition("/")[0])
    if not request.actor.is_signed_in or place is None:
        return _told(request, back, OpenidRefusal.SIGNED_OUT)
    accepted, namespace = _provider_of(account.provider)
    codes = {place.place_id, place.place.digits}
    refusal: Any = refuse_provider(accepted, territory_id=place.pk) or refuse_claims(
        claims, provider=accepted, place_codes=codes
    )
    if refusal is None:
        try:
            confirm_by_openid(
                actor=request.actor,
                territory_id=place.pk,
                identity=f"{namespace}{account.uid}",
                eligibility=eligibility_from(claims, today=today()),
                now=now(),
            )
        except Refused as refused:
            known = refused.refusal is LinkRefusal.ALREADY_CONFIRMED
            refusal = refused.refusal if known else OpenidRefusal.TAKEN
    return _told(request, back, refusal)


@cache
def _cipher() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tadafor second factors").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
