"""Coming in, going out and one's account, over HTTP."""

import re

import pytest
from django.core import mail

from tadafor.people.models import Person

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, ACCOUNT = "/account/login/", "/account/code/", "/account/"


def code_in(text):
    return re.search(r"\b(\d{6})\b", text).group(1)


def ask(client, contact, follow_next=""):
    return client.post(SIGN_IN, {"contact": contact, "next": follow_next})


def come_in(client, email="new@example.org", follow_next=""):
    ask(client, email, follow_next)
    return client.post(CODE, {"code": code_in(mail.outbox[-1].body), "next": follow_next})


class TestSignIn:
    def test_the_page_is_public_and_sets_no_cookie(self, client):
        answer = client.get(SIGN_IN)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-store"
        assert "الدخول أو إنشاء حساب" in answer.content.decode()

    def test_a_newcomer_comes_in_with_an_email_and_says_a_name(self, client):
        answer = come_in(client, "Zineb@Example.org", "/larache/")
        assert answer.status_code in {302, 303}
        assert answer["Location"] == "/account/name/?next=%2Flarache%2F"
        answer = client.post("/account/name/", {"name": "زينب", "next": "/larache/"})
        assert (answer.status_code, answer["Location"]) == (303, "/larache/")
        person = Person.objects.get()
        assert (person.email, person.name, person.phone) == ("zineb@example.org", "زينب", None)
        assert client.get(ACCOUNT).status_code == 200
