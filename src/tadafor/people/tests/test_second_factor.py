"""Staff and their second factor, with real codes of an application."""

import base64
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from tadafor.people.actor import staff_only
from tadafor.people.models import Person
from tadafor.people.tests.test_views import come_in, outbox  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
# allauth tells that a factor was added once its transaction ends: in these tests it really ends.
really = pytest.mark.django_db(transaction=True)

DESK = "/larache/people/desk/"
SECOND = "/account/second-factor/?next=%2Flarache%2Fpeople%2Fdesk%2F"
ACTIVATE = "/account/2fa/totp/activate/"


def totp(secret, at=None):
    """RFC 6238, as an application on a phone counts it."""
    key = base64.b32decode(secret)
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.digest(key, counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def set_up(client):
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    return secret, client.post(ACTIVATE, {"code": totp(secret)})


@really
def test_the_desk_opens_after_setting_one_up(client_of, youssef):
    """§ staff-second-factor."""
    client = client_of(youssef, second_factor=False)
    assert client.get(DESK).url == SECOND
    assert "خطوة ثانية لحماية عملكم" in client.get(SECOND).content.decode()
    assert client.get(DESK).status_code == 302
    _, answer = set_up(client)
    assert answer.url == "/account/2fa/recovery-codes/"
    assert client.get("/account/second-factor/").url == DESK
    assert client.get("/account/second-factor/").url == "/account/"
    assert client.get(DESK).status_code == 200


def test_what_is_stored_is_unreadable(client_of, youssef):
    secret, _ = set_up(client_of(youssef, second_factor=False))
    stored = [str(one.data) for one in Authenticator.objects.all()]
    assert len(stored) == 2
    assert secret not in " ".join(stored)


def test_a_demonstration_says_what_the_application_would(client_of, youssef, settings, outbox):  # noqa: F811
    client = client_of(youssef, second_factor=False)
    secret = client.get(ACTIVATE).context["form"].secret
    assert "نسخة للعرض: لو كان" not in client.get(ACTIVATE).content.decode()
    set_up(client)
    settings.TADAFOR_DEMONSTRATION = True
    other = Client()
    answer = come_in(other, youssef.email, outbox, DESK)
    shown = other.get(answer.url).context["form"].shown
    assert shown
    assert other.post(answer.url, {"code": shown}).url == DESK
    settings.TADAFOR_DEMONSTRATION = False
    assert secret not in client_of(youssef, second_factor=False).get(ACTIVATE).content.decode()


def test_a_wrong_code_sets_nothing_up(client_of, youssef):
    client = client_of(youssef, second_factor=False)
    secret = client.get(ACTIVATE).context["form"].secret
    wrong = "000000" if totp(secret) != "000000" else "111111"
    assert client.post(ACTIVATE, {"code": wrong}).status_code == 200
    assert client.get(DESK).url == SECOND
    assert not Authenticator.objects.exists()


def test_coming_in_asks_for_both(client_of, youssef, outbox):  # noqa: F811
    secret, _ = set_up(client_of(youssef, second_factor=False))
    client = Client()
    answer = come_in(client, youssef.email, outbox, DESK)
    assert answer.url == "/account/2fa/authenticate/"
    assert client.get("/account/").url.startswith("/account/login/")
    assert client.get(answer.url).status_code == 200
    wrong = client.post(answer.url, {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get(DESK).url.startswith("/account/login/")
    assert client.post(answer.url, {"code": totp(secret, time.time() + 30)}).url == DESK
    assert client.get(DESK).status_code == 200


def test_a_session_without_it_is_challenged(client_of, youssef):
    secret, _ = set_up(client_of(youssef, second_factor=False))
    client = client_of(youssef, second_factor=False)
    challenge = client.get(client.get(DESK).url).url
    assert challenge.startswith("/account/2fa/reauthenticate/")
    assert "اكتبوا رمز التطبيق" in client.get(challenge).content.decode()
    answer = client.post(challenge, {"code": totp(secret, time.time() + 30), "next": DESK})
    assert answer.url == DESK
    assert client.get(DESK).status_code == 200


def test_another_factor_is_added_only_after_passing_the_first(client_of, youssef):
    set_up(client_of(youssef, second_factor=False))
    thief = client_of(youssef, second_factor=False)
    for page in ("webauthn/add/", "recovery-codes/generate/", "recovery-codes/download/", "totp/deactivate/"):
        answer = thief.get(f"/account/2fa/{page}")
        assert answer.url.startswith("/account/2fa/reauthenticate/"), page
    assert thief.get(DESK).status_code == 302


@really
def test_a_recovery_code_opens_once(client_of, youssef, outbox):  # noqa: F811
    client = client_of(youssef, second_factor=False)
    set_up(client)
    page = client.get("/account/2fa/recovery-codes/")
    code = page.context["unused_codes"][0]
    for expected in (302, 200):
        other = Client()
        come_in(other, youssef.email, outbox, DESK)
        answer = other.post("/account/2fa/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_guessing_is_stopped_by_account(client_of, youssef):
    secret, _ = set_up(client_of(youssef, second_factor=False))
    client = client_of(youssef, second_factor=False)
    challenge = "/account/2fa/reauthenticate/"
    now_right = {totp(secret, time.time() + 30 * step) for step in (-1, 0, 1, 2)}
    wrong = next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in now_right)
    for _ in range(5):
        client.post(challenge, {"code": wrong})
    answer = client.post(challenge, {"code": totp(secret, time.time() + 30)})
    assert answer.status_code in {200, 429}
    assert client.get(DESK).url.startswith("/account/second-factor/")


def test_a_code_seen_over_a_shoulder_is_worth_nothing(client_of, youssef):
    """A code serves once, whichever process it is sent to: what was used is kept in the database."""
    secret, _ = set_up(client_of(youssef, second_factor=False))
    code = totp(secret, time.time() + 30)
    first, second = (client_of(youssef, second_factor=False) for _ in range(2))
    challenge = "/account/2fa/reauthenticate/"
    assert first.post(challenge, {"code": code, "next": DESK}).url == DESK
    assert second.post(challenge, {"code": code, "next": DESK}).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_cache")
        assert cursor.fetchone()[0] > 0


def test_a_session_that_passed_it_is_of_one_person_only(client_of, youssef, nadia):
    client = client_of(youssef)
    session = client.session
    client.force_login(nadia)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0.0}]
    session["account_authentication_methods_user"] = str(youssef.pk)
    session.save()
    assert client.get(DESK).url.startswith("/account/second-factor/")


@really
def test_every_page_of_the_second_factor_speaks_arabic(client_of, youssef):
    client = client_of(youssef)
    set_up(client)
    pages = ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/")
    for page in (*pages, "webauthn/add/"):
        answer = client.get(f"/account/2fa/{page}")
        assert answer.status_code == 200, page
        assert 'lang="ar-MA" dir="rtl"' in answer.content.decode()
        assert "style=" not in answer.content.decode().replace('rel="stylesheet"', "")


def test_losing_the_role_closes_the_desk_at_once(client_of, youssef, nadia, larache, actor_of):
    from tadafor.kernel.clock import now
    from tadafor.kernel.scopes import within
    from tadafor.people import actions
    from tadafor.people.models import Role

    client = client_of(nadia)
    assert client.get(DESK).status_code == 200
    with within(larache.pk):
        held = list(Role.objects.filter(person=nadia))
    for role in held:
        actions.take_role(
            actor=actor_of(youssef), territory_id=larache.pk, role_id=role.pk, reason="سبب", now=now()
        )
    assert client.get(DESK).status_code == 404


def test_a_desk_page_is_never_stored(client_of, nadia):
    assert client_of(nadia).get(DESK)["Cache-Control"] == "private, no-store"


def test_the_guard_names_no_page_to_others(rf, larache, actor_of, salma):
    from django.http import Http404, HttpResponse

    request = rf.get("/")
    request.territory, request.actor = larache, actor_of(salma)
    with pytest.raises(Http404):
        staff_only()(lambda _: HttpResponse("seen"))(request)
    assert Person.objects.count() == 1
