"""The door of a web process (decisions 0020 and 0024): nobody waits behind who writes, or is slow."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, current_thread

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from tadafor.house import again, door
from tadafor.house.door import SMALL_BODY, SMALL_FILE, STREAMS
from tadafor.house.postgresql.base import DatabaseWrapper
from tadafor.house.tests.doors import at_door
from tadafor.house.tests.processes import until
from tadafor.kernel import clock, crowd, lately, pages

SIGN = "/larache/petitions/ABCD2345/sign/"


def plain(_environ, start):
    start("200 OK", [("Content-Length", "4")])
    return HttpResponse(b"here")


def heard(seen):
    """Answer, and keep what was asked."""

    def application(environ, start):
        seen.append(environ | {"body": environ["wsgi.input"].read(), "thread": current_thread().name})
        return plain(environ, start)

    return application


@pytest.fixture(scope="module")
def ask():
    with at_door(plain) as asking:
        yield asking


@pytest.fixture
def page(settings):
    """A page that everybody asks for, remembered."""
    settings.TADAFOR_REMEMBERED_SECONDS = 60
    response = pages.given_again(pages.keep(HttpResponse("page"), now=clock.now()))
    request = RequestFactory().get("/page/", HTTP_HOST="localhost")
    assert again.remembered(request, response) is not None
    yield response.headers["ETag"]
    lately.forget()


def test_a_remembered_page_passes_while_every_place_is_taken(page):
    arrived, leaves = Event(), Event()

    def slow(environ, start):
        arrived.set()
        assert leaves.wait(20)
        return plain(environ, start)

    with at_door(slow, places=1) as ask, ThreadPoolExecutor(1) as pool:
        writer = pool.submit(ask, "/other/")
        assert arrived.wait(20)
        assert ask("/page/")[2] == b"page"
        assert not writer.done()
        leaves.set()
        assert writer.result(20)[::2] == (200, b"here")


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, 200),
        ({"If_None_Match": 'W/"another"'}, 200),
        ({"If_None_Match": "*held*"}, 304),
        ({"If_None_Match": 'W/"older", *held*'}, 304),
    ],
)
def test_whoever_holds_the_page_is_told_that_it_is_unchanged(ask, page, facts, status):
    facts = {name: value.replace("*held*", page) for name, value in facts.items()}
    answer = ask("/page/", **facts)
    assert answer[0] == status
    headers = {name.lower(): value for name, value in answer[1].items()}
    assert headers["etag"] == page
    assert headers["cache-control"] == "public, max-age=60"
    assert answer[2] == (b"" if status == 304 else b"page")


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("/page/", {"Cookie": "a=1"}),
        ("/page/", {"Host": "other.example"}),
        ("/page/?a=1", {}),
        ("/page/", {"method": "POST"}),
    ],
)
def test_who_asks_otherwise_goes_to_a_place(ask, page, path, how):
    assert ask(path, **how)[2] == b"here"


def test_of_those_who_come_when_a_page_is_asked_afresh_one_asks(page, settings):
    arrived, leaves, asked = Event(), Event(), []

    def makes(environ, start):
        asked.append(environ["PATH_INFO"])
        arrived.set()
        assert leaves.wait(20)
        request = RequestFactory().get("/page/", HTTP_HOST="localhost")
        answer = again.remembered(
            request, pages.given_again(pages.keep(HttpResponse("new"), now=clock.now()))
        )
        start(answer.status, answer.headers)
        return HttpResponse(answer.body)

    with at_door(makes, places=1) as ask, ThreadPoolExecutor(20) as pool:
        (held,) = again._pages._kept
        again._pages._kept[held] = (0, again._pages._kept[held][1])
        first = pool.submit(ask, "/page/")
        assert arrived.wait(20)
        others = [pool.submit(ask, "/page/") for _ in range(19)]
        until(lambda: len(ask.door._made) == 1)
        leaves.set()
        assert [one.result(20)[2] for one in [first, *others]] == [b"new"] * 20
        assert (asked, ask.door._made) == (["/page/"], {})


def test_every_cookie_of_an_answer_leaves():
    def answers(_environ, start):
        start("303 See Other", [("Location", "/x"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return HttpResponse(b"")

    with at_door(answers) as ask, ask.line() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        heard_of = b"".join(iter(lambda: line.recv(4096), b"")).lower()
    assert heard_of.startswith(b"http/1.1 303")
    assert (heard_of.count(b"set-cookie: a=1\r\n"), heard_of.count(b"set-cookie: b=2\r\n")) == (1, 1)


def test_a_head_is_answered_without_a_body(ask, page):
    status, headers, body = ask("/page/", "HEAD")
    assert (status, headers["content-length"], body) == (200, "4", b"")


def test_the_application_hears_what_was_asked_as_the_standard_says():
    seen = []
    with at_door(heard(seen)) as ask:
        ask(
            "/a%20b/%D8%B9?x=%20", "PUT", "س=1".encode(), X_Forwarded_For="192.0.2.1", Content_Type="text/odd"
        )
    (environ,) = seen
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/a b/ع"
    assert (environ["QUERY_STRING"], environ["REQUEST_METHOD"], environ["HTTP_HOST"]) == (
        "x=%20",
        "PUT",
        "localhost",
    )
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/odd", "4")
    assert (environ["REMOTE_ADDR"], environ["HTTP_X_FORWARDED_FOR"]) == ("127.0.0.1", "192.0.2.1")
    assert (environ["SERVER_PROTOCOL"], environ["wsgi.url_scheme"], environ["SCRIPT_NAME"]) == (
        "HTTP/1.1",
        "http",
        "",
    )
    assert environ["body"] == "س=1".encode()


@pytest.mark.parametrize(
    ("sent", "fact", "heard_as"),
    [
        (b"Cookie: a=1\r\nCookie: b=2\r\n", "HTTP_COOKIE", "a=1; b=2"),
        (b"X-Forwarded-For: 1\r\nX-Forwarded-For: 2\r\n", "HTTP_X_FORWARDED_FOR", "1,2"),
        (b"X_Forwarded_For: 9\r\n", "HTTP_X_FORWARDED_FOR", None),
        (b"X_Forwarded_For: 9\r\nX-Forwarded-For: 1\r\n", "HTTP_X_FORWARDED_FOR", "1"),
    ],
)
def test_headers_sent_twice_and_headers_that_would_pass_for_others(sent, fact, heard_as):
    seen = []
    with at_door(heard(seen)) as ask, ask.line() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + sent + b"\r\n")
        until(lambda: line.recv(4096) == b"")
    assert seen[0].get(fact) == heard_as


@pytest.mark.parametrize("size", [1, SMALL_BODY, SMALL_BODY + 1, 3 * SMALL_BODY])
def test_what_is_sent_arrives_whole(size):
    seen = []
    sent = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with at_door(heard(seen)) as ask:
        assert ask("/", "POST", sent)[0] == 200
    assert (seen[0]["body"], seen[0]["CONTENT_LENGTH"]) == (sent, str(size))


def test_what_is_too_much_is_not_kept_and_told_by_its_length(settings):
    settings.TADAFOR_LARGEST_BODY = SMALL_BODY
    seen, size = [], SMALL_BODY + 1
    with at_door(heard(seen)) as ask, ask.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size)
        assert line.recv(12) == b"HTTP/1.1 200"
    assert (seen[0]["body"], seen[0]["CONTENT_LENGTH"]) == (b"", str(size))


def test_who_sends_slowly_or_goes_away_holds_no_place_and_half_of_it_is_not_heard():
    seen = []
    with at_door(heard(seen), places=1) as ask:
        head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        slow = [ask.line() for _ in range(80)]
        for at, line in enumerate(slow):
            line.sendall(head % (2 if at % 2 else SMALL_BODY + 2) + b"a")
        assert ask("/")[2] == b"here"
        slow[1].sendall(b"b")
        assert slow[1].recv(12) == b"HTTP/1.1 200"
        for line in slow:
            line.close()
        assert ask("/")[2] == b"here"
    assert [one["body"] for one in seen] == [b"", b"ab", b""]


def test_an_error_of_the_application_is_an_error_and_the_next_is_answered():
    def wrong(environ, start):
        if environ["PATH_INFO"] == "/wrong":
            raise LookupError("wrong")
        return plain(environ, start)

    with at_door(wrong) as ask:
        assert ask("/wrong")[0] == 500
        assert ask("/right")[2] == b"here"


class Pieces:
    """A body in pieces, which says where it was read and whether it was closed."""

    streaming = True

    def __init__(self, *pieces):
        self.pieces, self.read_in, self.is_closed = pieces, set(), Event()

    def __iter__(self):
        for piece in self.pieces:
            self.read_in.add(current_thread().name.rpartition("_")[0])
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self):
        self.is_closed.set()


def answers(body, *headers):
    def application(_environ, start):
        start("200 OK", list(headers))
        return body

    return application


@pytest.mark.parametrize(
    ("length", "is_told", "read_in"),
    [
        (2, True, "place"),
        (2, False, "stream"),
        (SMALL_FILE, True, "place"),
        (SMALL_FILE + 1, True, "stream"),
        (SMALL_FILE * 3, False, "stream"),
    ],
)
def test_what_is_long_is_made_where_nobody_waits_and_leaves_whole(length, is_told, read_in):
    body = Pieces(b"a", b"b" * (length - 1))
    told = [("Content-Length", str(length))] if is_told else []
    with at_door(answers(body, ("X-Odd", "1"), *told)) as ask:
        status, headers, whole = ask("/")
        assert (status, headers["x-odd"], headers["content-length"]) == (200, "1", str(length))
        assert whole == b"a" + b"b" * (length - 1)
        assert (body.read_in, body.is_closed.is_set()) == ({read_in}, True)


def test_the_head_of_what_is_long_makes_none_of_it():
    body = Pieces(b"a")
    with at_door(answers(body, ("X-Odd", "1"))) as ask:
        status, headers, nothing = ask("/", "HEAD")
        assert (status, headers["x-odd"], nothing) == (200, "1", b"")
        assert (body.read_in, body.is_closed.is_set()) == (set(), True)


def test_what_breaks_in_the_middle_does_not_pass_for_whole():
    body = Pieces(b"a" * SMALL_FILE * 2, LookupError("lost"))
    with at_door(answers(body)) as ask:
        assert ask("/")[0] == 500
    assert body.is_closed.is_set()


def answers_on_disk():
    """Count the open files that have no name: an answer on its way is one (the server's own come and go)."""
    held = 0
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            held += str(one.readlink()).endswith(" (deleted)")
    return held


def test_a_slow_reader_keeps_nobody_waiting_and_one_who_goes_away_is_let_go(monkeypatch):
    monkeypatch.setattr(door, "OPENED_WITHIN", 2)
    body = Pieces(b"x" * SMALL_FILE * 20)
    with at_door(answers(body), places=1) as ask, ExitStack() as lines:
        before, slow = answers_on_disk(), STREAMS + 1
        for _ in range(slow):
            line = lines.enter_context(ask.line())
            line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert line.recv(12) == b"HTTP/1.1 200"
        assert len(ask("/")[2]) == SMALL_FILE * 20
        until(lambda: answers_on_disk() == before + slow)
        lines.close()
        until(lambda: answers_on_disk() == before)


def test_a_slow_reader_fills_no_memory():
    body = Pieces(*[b"x" * SMALL_FILE] * 100)
    with at_door(answers(body)) as ask, ask.line() as slow:
        before = memory()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert slow.recv(12) == b"HTTP/1.1 200"
        time.sleep(0.5)  # time enough to fill it
        assert memory() < before + 30 * SMALL_FILE


def memory():
    """Return the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


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
    ("path", "how", "of_the_crowd"),
    [
        (SIGN, {}, True),
        ("/fr/larache/petitions/ABCD2345/sign/code/", {}, True),
        (SIGN, {"Cookie": "sessionid=1"}, False),
        ("/larache/petitions/ABCD2345/take-back/", {}, False),
        (SIGN, {"method": "GET"}, False),
        ("/a" + SIGN, {}, False),
        (SIGN, {"body": b"x" * SMALL_BODY}, True),
        (SIGN, {"body": b"x" * (SMALL_BODY + 1)}, False),
        (SIGN, {"body": b""}, True),
    ],
)
def test_who_signs_with_a_whole_town_takes_no_place(path, how, of_the_crowd):
    seen = []

    def answers(whom):
        def application(_environ, start):
            seen.append((whom, current_thread().name.partition("_")[0], crowd.here() is not None))
            start("200 OK", [])
            return [b"here"]

        return application

    with at_door(answers("everybody"), crowded=answers("crowd")) as ask:
        status, headers, body = ask(path, **{"method": "POST", "body": b"a=1"} | how)
    assert (status, headers["content-length"], body) == (200, "4", b"here")
    assert seen == [("crowd", "crowd", True) if of_the_crowd else ("everybody", "place", False)]
