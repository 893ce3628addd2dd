"""The door of a web process (decision 0020): who reads never waits behind who writes."""

from threading import Event, Thread, current_thread

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from tadafor.house import again
from tadafor.house.door import SMALL_BODY, Door
from tadafor.house.postgresql.base import DatabaseWrapper
from tadafor.house.tests.processes import until
from tadafor.kernel import clock, crowd, lately, pages


def asked(path, **facts):
    return RequestFactory().get(path, **facts).META


def told(door, environ):
    said = []
    answer = door(environ, lambda status, headers: said.append((status, dict(headers))))
    body = b"".join(answer)
    getattr(answer, "close", int)()
    return (*said[0], body)


def plain(_environ, start):
    start("200 OK", [("Content-Length", "4")])
    return HttpResponse(b"here")


@pytest.fixture
def page(settings):
    """A page that everybody asks for, remembered."""
    settings.TADAFOR_REMEMBERED_SECONDS = 60
    response = pages.given_again(pages.keep(HttpResponse("page"), now=clock.now()))
    assert again.remembered(RequestFactory().get("/page/"), response) is not None
    yield response.headers["ETag"]
    lately.forget()


def test_a_remembered_page_passes_while_every_place_is_taken(page):
    arrived, leaves = Event(), Event()

    def slow(environ, start):
        arrived.set()
        assert leaves.wait(20)
        return plain(environ, start)

    door = Door(slow, places=1)
    answers = []
    writer = Thread(target=lambda: answers.append(told(door, asked("/other/"))))
    writer.start()
    assert arrived.wait(20)
    assert told(door, asked("/page/"))[2] == b"page"
    assert answers == []
    leaves.set()
    writer.join(20)
    assert answers == [("200 OK", {"Content-Length": "4"}, b"here")]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "200 OK"),
        ({"HTTP_IF_NONE_MATCH": 'W/"another"'}, "200 OK"),
        ({"HTTP_IF_NONE_MATCH": "*held*"}, "304 Not Modified"),
        ({"HTTP_IF_NONE_MATCH": 'W/"older", *held*'}, "304 Not Modified"),
    ],
)
def test_whoever_holds_the_page_is_told_that_it_is_unchanged(page, facts, status):
    facts = {name: value.replace("*held*", page) for name, value in facts.items()}
    answer = told(Door(plain), asked("/page/", **facts))
    assert answer[0] == status
    assert answer[1]["ETag"] == page
    assert answer[1]["Cache-Control"] == "public, max-age=60"
    assert answer[2] == (b"" if status.startswith("304") else b"page")


@pytest.mark.parametrize(
    "facts",
    [
        {"HTTP_COOKIE": "a=1"},
        {"HTTP_HOST": "other.example"},
        {"QUERY_STRING": "a=1"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_who_asks_otherwise_goes_to_a_place(page, facts):
    assert told(Door(plain), asked("/page/") | facts)[2] == b"here"


def test_what_is_typed_is_read_before_a_place_is_asked_for():
    def reads(environ, start):
        start("200 OK", [])
        return HttpResponse(type(environ["wsgi.input"]).__name__.encode() + environ["wsgi.input"].read())

    typed = RequestFactory().post("/", b"a=1", content_type="text/plain").META
    assert told(Door(reads), typed)[2] == b"BytesIOa=1"


def test_an_error_of_the_application_is_the_caller_s():
    def wrong(_environ, _start):
        raise LookupError("wrong")

    with pytest.raises(LookupError, match="wrong"):
        told(Door(wrong), asked("/"))


def test_what_streams_is_read_as_it_comes_and_closed():
    closed = []

    class Body:
        streaming = True

        def __iter__(self):
            return iter([b"a", b"b"])

        def close(self):
            closed.append(True)

    def streams(_environ, start):
        start("200 OK", [])
        return Body()

    assert told(Door(streams), asked("/"))[2] == b"ab"
    assert closed == [True]


@pytest.mark.django_db(transaction=True)
def test_a_connection_is_asked_only_when_something_came_over_it(monkeypatch):
    connection.ensure_connection()
    connection.health_check_enabled = True
    before = connection.connection
    connection.health_check_done = False
    before.execute("SELECT 1")
    with monkeypatch.context() as watched:
        watched.setattr(DatabaseWrapper, "is_usable", lambda _self: pytest.fail("it was asked"))
        connection.close_if_health_check_failed()
    assert connection.connection is before
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [before.info.backend_pid])

    def ended():
        connection.health_check_done = False
        connection.close_if_health_check_failed()
        return connection.connection is None

    assert until(ended)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("path", "facts", "takes_a_place"),
    [
        ("/larache/petitions/ABCD2345/sign/", {}, False),
        ("/fr/larache/petitions/ABCD2345/sign/code/", {}, False),
        ("/larache/petitions/ABCD2345/sign/", {"HTTP_COOKIE": "sessionid=1"}, True),
        ("/larache/petitions/ABCD2345/take-back/", {}, True),
        ("/larache/petitions/ABCD2345/sign/", {"REQUEST_METHOD": "GET"}, True),
        ("/a/larache/petitions/ABCD2345/sign/", {}, True),
    ],
)
def test_who_signs_with_a_whole_town_takes_no_place(path, facts, takes_a_place):
    threads, crowds = [], []

    def application(environ, start):
        threads.append(current_thread())
        crowds.append(crowd.here() is not None)
        return plain(environ, start)

    environ = RequestFactory().post(path, {"name": "سلمى"}).META | facts
    assert told(Door(application), environ)[0] == "200 OK"
    assert threads[0] is not current_thread()
    assert crowds == [not takes_a_place]


def test_what_is_still_coming_keeps_no_crowd_waiting():
    crowds = []

    def application(environ, start):
        crowds.append(crowd.here() is not None)
        return plain(environ, start)

    path = "/larache/petitions/ABCD2345/sign/"
    for typed in ("x" * SMALL_BODY, ""):
        told(Door(application), RequestFactory().post(path, typed, content_type="text/plain").META)
    told(Door(application), RequestFactory().post(path, "x", content_type="text/plain").META)
    assert crowds == [True, False, True]
