"""The identity provider, tried against one that runs beside (§ identity-openid)."""

import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tadafor.kernel.scopes import within
from tadafor.people.models import HeldCard, Link, Person
from tadafor.people.rules.openid import OpenidRefusal, Provider, eligibility_from, refuse_claims
from tadafor.people.tests.factories import link, make_person

WHERE = "/larache/people/confirm/"
GOOD = {"acr": "high", "commune": "01.331.01.03", "birthdate": "2009-05-01"}
ACCEPTED = Provider(frozenset({"high"}), "commune")


@pytest.fixture(scope="module")
def server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("oidc-provider-mock")
    running = subprocess.Popen(
        [command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.2)
        yield address
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture
def provider(server, settings, larache):
    app = {
        "provider_id": "identity",
        "name": "مزود تجريبي",
        "client_id": "tadafor",
        "secret": "a secret",
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def says(subject, **claims):
        requests.put(f"{server}/users/{subject}", json=claims, timeout=5).raise_for_status()

    return says


def begin(client, where=WHERE):
    asked = urlencode({"process": "connect", "next": where})
    return client.get(f"/account/oidc/identity/login/?{asked}").url


def consent(address, **form):
    """Do what the person does on the provider's page; return where it sends them back."""
    return requests.post(address, form, allow_redirects=False, timeout=5).headers["Location"]


def back(client, location):
    parts = urlsplit(location)
    assert parts.path == "/account/oidc/identity/back/"
    return client.get(f"{parts.path}?{parts.query}")


def whole_way(client, subject):
    answer = back(client, consent(begin(client), sub=subject))
    assert answer.url == WHERE
    return client.get(WHERE).content.decode()


@pytest.mark.django_db
class TestTheWholeWay:
    def test_confirmed_without_an_email_and_nothing_else_kept(self, provider, client_of, larache):
        provider("subject-1", **GOOD, name="لا يحفظ")
        person = make_person()
        client = client_of(person)
        assert "مزود تجريبي" in client.get(WHERE).content.decode()
        assert "أكدنا صلتكم بالجماعة" in whole_way(client, "subject-1")
        with within(larache.pk):
            made = Link.objects.get(person=person)
            held = HeldCard.objects.get(person=person)
        assert (made.proof, made.old_enough) == ("openid", [15, 16])
        assert "subject-1" not in held.card_hash
        assert SocialAccount.objects.count() == 0
        assert Person.objects.get(pk=person.pk).name == person.name

    def test_the_address_asks_for_pkce_and_a_state(self, provider, client_of):
        asked = parse_qs(urlsplit(begin(client_of(make_person()))).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["state"][0]) >= 16

    def test_denied(self, provider, client_of):
        client = client_of(make_person())
        address = begin(client)
        state = parse_qs(urlsplit(address).query)["state"][0]
        location = consent(address, action="deny")
        assert "error=access_denied" in location
        location = location if "state=" in location else f"{location}&state={state}"
        assert back(client, location).url == WHERE
        assert "لم توافقوا عند مزود الهوية" in client.get(WHERE).content.decode()

    @pytest.mark.parametrize("change", ["state=tampered", ""])
    def test_a_tampered_state(self, provider, client_of, change, larache):
        provider("subject-2", **GOOD)
        client = client_of(make_person())
        location = consent(begin(client), sub="subject-2")
        kept = [piece for piece in urlsplit(location).query.split("&") if not piece.startswith("state=")]
        answer = client.get(f"/account/oidc/identity/back/?{'&'.join([*kept, change])}")
        assert answer.url == "/account/"
        assert "تعذر التأكيد عند مزود الهوية" in client.get("/account/").content.decode()
        with within(larache.pk):
            assert not Link.objects.exists()

    def test_a_wrong_code(self, provider, client_of):
        client = client_of(make_person())
        state = parse_qs(urlsplit(begin(client)).query)["state"][0]
        answer = client.get(f"/account/oidc/identity/back/?code=wrong&state={state}")
        assert answer.url == WHERE
        assert "تعذر التأكيد" in client.get(WHERE).content.decode()

    def test_linked_already_to_another_person(self, provider, client_of):
        provider("subject-3", **GOOD)
        whole_way(client_of(make_person()), "subject-3")
        assert "أكدت هذه الهوية من قبل حسابا آخر" in whole_way(client_of(make_person()), "subject-3")

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"acr": "low"}, "درجة الثقة في هويتكم"),
            ({"acr": ""}, "درجة الثقة في هويتكم"),
            ({"commune": "05.091.01.01"}, "لم يصرح المزود بأنكم تسكنون"),
        ],
    )
    def test_not_enough(self, provider, client_of, changed, said):
        provider("subject-4", **(GOOD | changed))
        assert said in whole_way(client_of(make_person()), "subject-4")

    def test_it_displaces_a_list_and_yields_to_the_desk(self, provider, client_of, larache):
        """§ identity-displaces"""
        provider("subject-5", **GOOD)
        listed, seen = link(make_person(), larache), link(make_person(), larache)
        with within(larache.pk):
            Link.objects.filter(person=listed).update(proof="list")
        whole_way(client_of(listed), "subject-5")
        with within(larache.pk):
            assert Link.objects.active().get(person=listed).proof == "openid"
            assert Link.objects.active().get(person=seen).proof == "desk"

    def test_a_visitor_signs_in_first(self, provider):
        assert Client().get("/account/oidc/identity/login/").url.startswith("/account/login/")

    def test_no_such_provider(self, provider, client_of):
        assert client_of(make_person()).get("/account/oidc/other/login/").status_code == 404


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        (GOOD, None),
        (GOOD | {"acr": "low"}, OpenidRefusal.LEVEL),
        ({"commune": "01.331.01.03"}, OpenidRefusal.LEVEL),
        ({"acr": "high"}, OpenidRefusal.ELSEWHERE),
    ],
)
def test_what_the_provider_must_say(claims, refusal):
    """§ identity-openid"""
    assert refuse_claims(claims, provider=ACCEPTED, place_codes={"01.331.01.03"}) is refusal


@pytest.mark.parametrize(("born", "ages"), [("2009-05-01", (15, 16)), ("", ()), ("01/05/2009", ())])
def test_only_the_ages_are_taken(born, ages):
    assert eligibility_from({"birthdate": born}, today=date(2026, 11, 22)).old_enough == ages
