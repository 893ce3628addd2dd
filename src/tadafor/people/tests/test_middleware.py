"""Who is asking, and what caches may keep."""

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from pytest_django.asserts import assertNumQueries

from tadafor.kernel.clock import now
from tadafor.kernel.pages import keep
from tadafor.people import queries
from tadafor.people.actor import VISITOR
from tadafor.people.middleware import ActorOfTheRequest
from tadafor.people.rules import Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def through(rf):
    """A function: what a public page sees of a request with these cookies, and what comes out."""
    from django.contrib.sessions.middleware import SessionMiddleware

    def through(cookies=None):
        seen = {}

        def page(request):
            seen["actor"] = request.actor
            return keep(HttpResponse("page"), now=now())

        request = rf.get("/larache/")
        request.COOKIES = dict(cookies or {})
        return SessionMiddleware(ActorOfTheRequest(page))(request), seen["actor"]

    return through


def cookie_of(client):
    return {"sessionid": client.cookies["sessionid"].value}


class TestVisitors:
    def test_no_cookie_no_session_no_query(self, through):
        with assertNumQueries(0):
            answer, actor = through()
        assert actor is VISITOR
        assert not answer.cookies
        assert "Vary" not in answer
        assert answer["Cache-Control"].startswith("public")

    def test_the_light_cookie_alone_changes_nothing(self, through):
        with assertNumQueries(0):
            answer, actor = through({"signed_in": "1"})
        assert actor is VISITOR
        assert answer["Cache-Control"].startswith("public")

    @pytest.mark.parametrize("cookie", ["", "x", "\x00", "a" * 500, "' OR 1=1--"])
    def test_a_session_that_is_none(self, through, cookie):
        _, actor = through({"sessionid": cookie})
        assert actor is VISITOR


class TestSignedIn:
    def test_two_queries_and_no_public_copy(self, through, client_of, salma, larache):
        cookies = cookie_of(client_of(salma))
        with assertNumQueries(2):
            answer, actor = through(cookies)
        assert (actor.name, actor.level) == ("سلمى التجريبية", Level.LINK)
        assert actor.second_factor
        assert answer["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer["Vary"]
        assert answer.cookies["signed_in"].value == "1"

    def test_the_second_factor_is_of_the_session(self, through, client_of, salma):
        _, actor = through(cookie_of(client_of(salma, second_factor=False)))
        assert not actor.second_factor

    def test_a_session_of_before_the_account_was_closed(self, through, client_of, salma, actor_of):
        from tadafor.people import actions

        cookies = cookie_of(client_of(salma))
        actions.close_account(actor=actor_of(salma), now=now())
        answer, actor = through(cookies | {"signed_in": "1"})
        assert actor is VISITOR
        assert answer["Cache-Control"] == "private, no-cache"

    def test_a_session_whose_hash_is_not_of_this_person(self, through, client_of, salma):
        client = client_of(salma)
        session = client.session
        session["_auth_user_hash"] = "0" * 64
        session.save()
        assert through(cookie_of(client))[1] is VISITOR

    @pytest.mark.parametrize("key", ["abc", "999999999", "-1", None, "1; DROP TABLE people_person"])
    def test_a_session_of_nobody(self, through, client_of, salma, key):
        client = client_of(salma)
        session = client.session
        session["_auth_user_id"] = key
        session.save()
        assert through(cookie_of(client))[1] is VISITOR
        assert Session.objects.count() == 1


def test_an_actor_is_read_in_one_query(idris, nadia):
    for person in (idris, nadia):
        with assertNumQueries(1):
            queries.actor_of(person.pk, now=now())


def test_nobody_is_no_actor():
    assert queries.actor_of(0, now=now()) is None
    assert not VISITOR.is_signed_in
    assert not VISITOR.is_staff_of(1)
