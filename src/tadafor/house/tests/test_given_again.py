"""The page that a whole town asks for in one second (decision 0018)."""

import pytest
from django.test import Client

from tadafor.kernel import lately
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.petitions.models import Petition
from tadafor.petitions.rules import SignRefusal
from tadafor.petitions.tests.factories import SIGNED, make_petition, sign


@pytest.fixture
def petition(larache):
    return make_petition(larache)


@pytest.fixture
def at(petition, settings):
    settings.TADAFOR_REMEMBERED_SECONDS = 60
    yield f"/larache/petitions/{petition.code}/"
    lately.forget()


@pytest.fixture
def town():
    """Everybody without a cookie, before one web process."""
    return Client()


def rename(petition, title):
    with within(petition.territory_id):
        Petition.objects.filter(pk=petition.pk).update(title=title)


def test_visitors_of_the_same_second_are_given_the_same_page(at, petition, town, django_assert_num_queries):
    first = town.get(at)
    rename(petition, "عنوان آخر تماما")
    with django_assert_num_queries(0):
        again = town.get(at)
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


def test_whoever_carries_a_cookie_is_answered_afresh(at, petition, town):
    town.get(at)
    rename(petition, "عنوان آخر تماما")
    town.cookies["anything"] = "1"
    assert "عنوان آخر تماما" in town.get(at).content.decode()


def test_a_page_of_somebody_signed_in_is_given_to_nobody_else(at, salma, client_of):
    town = client_of(salma)
    assert "no-store" in town.get(at).headers["Cache-Control"]
    town.cookies.clear()
    assert town.get(at).headers["Cache-Control"].startswith("public")


def test_compressed_and_plain_are_kept_apart(at, town):
    plain = town.get(at)
    packed = town.get(at, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in town.get(at).headers
    assert town.get(at).content == plain.content


def test_each_language_has_its_own(at, town):
    assert town.get(f"/fr{at}").content != town.get(at).content


def test_other_pages_are_never_given_again(at, petition, town):
    town.get("/larache/petitions/")
    rename(petition, "عنوان آخر تماما")
    assert "عنوان آخر تماما" in town.get("/larache/petitions/").content.decode()


def test_the_form_may_lag_a_second_and_the_signature_never_does(at, petition, town):
    """What decides is asked of the database (§ petitions-8)."""
    assert town.get(f"{at}sign/").status_code == 200
    with within(petition.territory_id):
        Petition.objects.filter(pk=petition.pk).update(state="withdrawn", withdrawn_at=SIGNED)
        assert town.get(f"{at}sign/").status_code == 200
        with pytest.raises(Refused) as caught:
            sign(petition)
    assert caught.value.refusal is SignRefusal.NOT_OPEN
    lately.forget()
    assert town.post(f"{at}sign/", {}).status_code == 409
