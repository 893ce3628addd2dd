"""The corners of allauth that could reach us, and those our own codes took away; one test each."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, IntegrityError, transaction
from django.urls import NoReverseMatch, get_resolver, reverse

from tadafor.people.models import Person
from tadafor.people.tests.factories import make_person
from tadafor.people.tests.test_views import ask, come_in, outbox  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_1_two_people_with_a_phone_only():
    """An empty e-mail is no e-mail, or the second would break UNIQUE."""
    for number in (1, 2):
        assert make_person(email="", phone=f"+21261234560{number}").email is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(phone="+212612345601").update(email="")


def test_2_nobody_is_stored_without_a_contact():
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user(registered_at="2026-01-01T00:00Z")
    make_person(name="سجلت في الشباك", email="", channel="desk")


def test_3_one_code_is_enough_on_the_first_visit(client, outbox):  # noqa: F811
    """The code that opened the account confirmed its contact: no second one is asked for."""
    assert come_in(client, "0612345678", outbox).url == "/account/name/"
    assert client.get("/account/").status_code == 200
    assert len(outbox) == 1


def test_4_a_phone_that_has_an_account_is_no_error(client, outbox, salma):  # noqa: F811
    assert ask(client, "0612000001").status_code == 303


def test_5_a_person_without_an_email_has_a_name_for_logs(salma):
    assert str(salma) == f"person {salma.pk}"
    assert "سلمى" not in repr(salma)


def test_6_the_raw_number_reaches_the_operator_in_one_form(client, outbox, salma):  # noqa: F811
    for typed in ("0612000001", "06 12 00 00 01"):
        ask(client, typed)
    assert {to for to, _ in outbox} == {"+212612000001"}


def test_7_a_second_code_is_never_asked_by_allauth(settings):
    with pytest.raises((AttributeError, ImproperlyConfigured)):
        _ = settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED
    with pytest.raises(NoReverseMatch):
        reverse("account_confirm_login_code")


def test_8_nobody_signs_up_beside_our_codes(rf):
    """No page of an identity provider, of a password or of allauth's own sign-up is here."""
    from allauth.account.adapter import get_adapter

    assert not get_adapter().is_open_for_signup(rf.get("/"))
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    outside = {name for name in names if name.startswith(("account_", "socialaccount_"))}
    assert outside == {"account_login", "account_logout"}


def test_the_email_is_compared_without_its_capitals():
    make_person(email="A@Example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(email="a@EXAMPLE.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(email="a@example.org").update(email="A@example.org")


@pytest.mark.parametrize("phone", ["0612345678", "+0612345678", "+21261234567890123", "abc"])
def test_a_phone_is_stored_in_one_form_only(phone):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make_person(phone=phone)


def test_no_password_opens_anything(client, salma):
    salma.set_password("a good password")
    salma.save()
    assert (
        client.post("/account/login/", {"login": salma.phone, "password": "a good password"}).status_code
        == 200
    )
    assert "sessionid" not in client.cookies
