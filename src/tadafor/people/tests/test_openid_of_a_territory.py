"""The provider that a commune names for itself, tried against one that runs beside."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from django.test import Client

from tadafor.audit.models import ClearPart, Entry
from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people import actions
from tadafor.people.models import HeldCard, IdentityProvider, Link
from tadafor.people.queries.openid import provider_coded, secret_of
from tadafor.people.rules import RoleKind
from tadafor.people.rules.openid import (
    OpenidRefusal,
    Provider,
    ProviderRefusal,
    Terms,
    refuse_claims,
    refuse_provider,
    refuse_terms,
)
from tadafor.people.tests.factories import give, make_person, make_provider
from tadafor.people.tests.test_openid import GOOD, consent, server  # noqa: F401 -- a fixture

DESK = "/larache/people/desk/providers/"
WHERE = "/larache/people/confirm/"
TERMS = Terms("هوية العرائش", "https://id.example", "tadafor", ("high",), "commune")
ADMINISTRATOR = {RoleKind.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("changed", "facts", "refusal"),
    [
        ({}, {}, None),
        ({}, {"roles": {RoleKind.CLERK, RoleKind.FOCAL_POINT}}, ProviderRefusal.NOT_ALLOWED),
        ({"server": "id.example"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "https://"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "https://[::1"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "https://id.example:x"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "https://me@id.example"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "https://id.example/?a=1"}, {}, ProviderRefusal.NOT_AN_ADDRESS),
        ({"server": "http://id.example"}, {}, ProviderRefusal.NOT_SAFE),
        ({"server": "file://id.example"}, {"private": True}, ProviderRefusal.NOT_SAFE),
        ({"server": "http://id.example"}, {"private": True}, None),
        ({"levels": ()}, {}, ProviderRefusal.NO_LEVEL),
        ({"place_claim": ""}, {}, ProviderRefusal.NO_PLACE),
        ({}, {"has_secret": False}, ProviderRefusal.SECRET_MISSING),
        ({}, {"others": ["https://id.example"]}, ProviderRefusal.NAMED_ALREADY),
        ({}, {"others": ["https://1.ma", "https://2.ma", "https://3.ma"]}, ProviderRefusal.TOO_MANY),
    ],
)
def test_what_names_a_provider(changed, facts, refusal):
    """§ identity-openid-territory"""
    usual = {"roles": ADMINISTRATOR, "others": [], "has_secret": True}
    assert refuse_terms(replace(TERMS, **changed), **(usual | facts)) is refusal


def test_a_provider_of_another_commune_confirms_nothing_here():
    """§ identity-openid-territory"""
    mine = Provider(frozenset({"high"}), "commune", territory_id=7)
    assert refuse_provider(mine, territory_id=7) is None
    assert refuse_provider(mine, territory_id=8) is OpenidRefusal.ELSEWHERE
    assert refuse_provider(replace(mine, territory_id=None), territory_id=8) is None


def test_its_own_words_for_the_place_replace_the_census_code():
    """§ identity-openid-territory"""
    own = Provider(frozenset({"high"}), "city", frozenset({"LAR"}))
    codes = {"01.331.01.03"}
    assert refuse_claims({"acr": "high", "city": "LAR"}, provider=own, place_codes=codes) is None
    elsewhere = refuse_claims({"acr": "high", "city": "01.331.01.03"}, provider=own, place_codes=codes)
    assert elsewhere is OpenidRefusal.ELSEWHERE


@pytest.fixture
def private(settings):
    settings.TADAFOR_OPENID_PRIVATE = True


@pytest.fixture
def administrator(client_of, youssef):
    return client_of(youssef)


def typed(address, **changed):
    facts = {"name": "هوية العرائش", "server": address, "client_id": "tadafor", "secret": "a secret"}
    return facts | {"levels": "high، substantial", "place_claim": "commune", "place_values": ""} | changed


def rows(territory):
    with within(territory.pk):
        return list(IdentityProvider.objects.all())


def whole_way(client, address, subject, *, code="larache.1", where=WHERE, **claims):
    """Go to the provider as the page offers it, consent there, come back; return where that leads."""
    requests.put(f"{address}/users/{subject}", json=GOOD | claims, timeout=5).raise_for_status()
    asked = urlencode({"process": "connect", "next": where})
    begun = client.get(f"/account/oidc/{code}/login/?{asked}").url
    parts = urlsplit(consent(begun, sub=subject))
    assert parts.path == f"/account/oidc/{code}/back/"
    return client.get(f"{parts.path}?{parts.query}").url


@pytest.mark.django_db
@pytest.mark.usefixtures("private")
class TestAgainstOneThatRuns:
    def test_named_in_the_browser_it_confirms_a_citizen(self, server, administrator, larache, client_of):  # noqa: F811
        """§ identity-openid-territory"""
        citizen = client_of(person := make_person())
        assert "أكدوا بالهوية الرقمية" not in citizen.get(WHERE).content.decode()
        assert administrator.post(f"{DESK}new/", typed(f"{server}/")).status_code == 303
        assert "/account/oidc/larache.1/back/" in administrator.get(DESK).content.decode()
        offered = citizen.get(WHERE).content.decode()
        assert "هوية العرائش" in offered
        assert "/account/oidc/larache.1/login/" in offered
        assert whole_way(citizen, server, "own-1") == WHERE
        assert "أكدنا صلتكم بالجماعة" in citizen.get(WHERE).content.decode()
        with within(larache.pk):
            assert Link.objects.get(person=person).proof == "openid"

    def test_its_subjects_are_not_those_of_another_provider(self, server, larache, client_of, youssef):  # noqa: F811
        """§ identity-openid-territory"""
        make_provider(larache, "الأول", youssef, server=server)
        make_provider(larache, "الثاني", youssef, server=f"{server}/.")
        one, other = client_of(make_person()), client_of(make_person())
        whole_way(one, server, "own-2")
        whole_way(other, server, "own-2")
        assert "أكدت هذه الهوية من قبل حسابا آخر" in other.get(WHERE).content.decode()
        with within(larache.pk):
            assert HeldCard.objects.count() == 1

    def test_it_confirms_nobody_of_the_next_commune(self, server, larache, beni_mellal, client_of, youssef):  # noqa: F811
        """§ identity-openid-territory"""
        make_provider(larache, "هوية العرائش", youssef, server=server)
        there = "/beni-mellal/people/confirm/"
        citizen = client_of(make_person())
        assert "هوية العرائش" not in citizen.get(there).content.decode()
        whole_way(citizen, server, "own-3", where=there, commune="05.091.01.01")
        assert "لم يصرح المزود بأنكم تسكنون" in citizen.get(there).content.decode()
        with within(beni_mellal.pk):
            assert not Link.objects.filter(proof="openid").exists()

    def test_stopped_it_is_nowhere_and_its_secret_is_gone(self, server, administrator, larache, client_of):  # noqa: F811
        """§ identity-openid-territory"""
        administrator.post(f"{DESK}new/", typed(server))
        assert "ويُمحى سره" in administrator.get(f"{DESK}1/stop/").content.decode()
        assert administrator.post(f"{DESK}1/stop/").status_code == 303
        (row,) = rows(larache)
        assert row.sealed_secret == ""
        citizen = client_of(make_person())
        assert "هوية العرائش" not in citizen.get(WHERE).content.decode()
        assert citizen.get("/account/oidc/larache.1/login/").status_code == 404
        assert administrator.post(f"{DESK}new/", typed(server)).status_code == 303
        assert [one.number for one in rows(larache)] == [1, 2]

    def test_a_provider_that_no_longer_answers_is_said(self, larache, client_of, youssef):
        make_provider(larache, "غائب", youssef, server="http://127.0.0.1:9")
        citizen = client_of(make_person())
        asked = urlencode({"process": "connect", "next": WHERE})
        assert citizen.get(f"/account/oidc/larache.1/login/?{asked}").url == WHERE
        assert "تعذر التأكيد عند مزود الهوية" in citizen.get(WHERE).content.decode()

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"server": "http://127.0.0.1:9"}, "لم يجب المزود في هذا العنوان"),
            ({"server": "not an address"}, "اكتبوا عنوان المزود كاملا"),
            ({"levels": "،"}, "درجة ثقة واحدة على الأقل"),
            ({"secret": ""}, "اكتبوا السر"),
            ({"name": ""}, "الاسم الذي يظهر للناس"),
        ],
    )
    def test_what_is_wrong_is_said_and_kept(self, server, administrator, larache, changed, sentence):  # noqa: F811
        response = administrator.post(f"{DESK}new/", typed(server, **changed))
        assert response.status_code == 400
        page = response.content.decode()
        assert sentence in page
        assert "tadafor" in page
        assert "a secret" not in page
        assert rows(larache) == []

    def test_the_secret_is_sealed_kept_and_never_told(self, server, administrator, larache):  # noqa: F811
        """§ identity-openid-territory"""
        administrator.post(f"{DESK}new/", typed(server, secret="s3cret-of-ours"))
        assert administrator.post(f"{DESK}1/", typed(server, name="اسم آخر", secret="")).status_code == 303
        (row,) = rows(larache)
        assert (row.name, row.levels) == ("اسم آخر", ["high", "substantial"])
        assert "s3cret" not in row.sealed_secret
        assert secret_of(row) == "s3cret-of-ours"
        assert "s3cret" not in administrator.get(f"{DESK}1/").content.decode()
        with within(larache.pk):
            told = ClearPart.objects.filter(entry__verb__endswith="_provider")
            assert told.count() == 2
            assert not any("s3cret" in str(one.content) for one in told)
            assert Entry.objects.filter(verb="people.change_provider").count() == 1

    def test_the_secret_of_one_address_is_not_sent_to_another(self, server, administrator, larache, youssef):  # noqa: F811
        """§ identity-openid-territory"""
        make_provider(larache, "الأول", youssef)
        page = administrator.post(f"{DESK}1/", typed(server, secret="")).content.decode()
        assert "هو لهذا العنوان وحده" in page

    def test_only_who_administers_sees_it(self, larache, youssef, client_of, nadia, salma):
        make_provider(larache, "هوية العرائش", youssef)
        for client in (client_of(nadia), client_of(salma)):
            for path in (DESK, f"{DESK}new/", f"{DESK}1/", f"{DESK}1/stop/"):
                assert client.get(path).status_code == 404
        assert Client().get(DESK).status_code == 302 or Client().get(DESK).status_code == 303


@pytest.mark.django_db
def test_an_address_inside_the_network_is_refused(administrator, larache):
    """§ identity-openid-territory"""
    page = administrator.post(f"{DESK}new/", typed("https://127.0.0.1:9")).content.decode()
    assert "هذا العنوان في شبكة خاصة" in page
    assert rows(larache) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code", ["larache.1", "larache.", ".1", "larache.99999", "nowhere.1", "larache.٣", ""]
)
def test_a_name_that_is_nobodys_finds_nobody(larache, code):
    assert provider_coded(code) is None


@pytest.mark.django_db(transaction=True)
def test_two_administrators_name_providers_at_once(larache):
    """§ identity-openid-territory"""
    from tadafor.people.queries import actor_of

    people = [give(make_person(), larache, RoleKind.ADMINISTRATOR) for _ in range(4)]
    actors = [replace(actor_of(one.pk, now=now()), second_factor=True) for one in people]

    def naming(place, actor):
        facts = {"actor": actor, "territory_id": larache.pk, "secret": "x", "now": now()}
        terms = replace(TERMS, server=f"https://{place % 2}.example")
        return lambda: actions.name_provider(terms=terms, **facts).number

    results = at_once(None, *[naming(*pair) for pair in enumerate(actors)])
    assert sorted(map(str, results)) == ["1", "2", "named_already", "named_already"]
