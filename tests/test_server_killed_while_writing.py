"""A server killed while people write: what was answered is there, and nothing is there twice."""

import http.client
import time
from contextlib import closing, suppress
from datetime import date, timedelta
from threading import Lock, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tadafor.consultations.models import Contribution
from tadafor.consultations.tests.factories import (
    make_consultation,
)
from tadafor.consultations.tests.test_concurrency import assert_whole
from tadafor.house.tests.processes import until
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tests.served import Server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def served():
    """A function that starts a server; none outlives the test, nor does what it left in the database."""
    started = []

    def start():
        server = Server()
        started.append(server)
        until(server.answers)
        return server

    yield start
    for server in started:
        server.kill()
        until(lambda server=server: not server.held())


class Poster(Thread):
    """Somebody who sends forms one after the other, until the server is gone."""

    def __init__(self, port, session, path, forms, answered):
        super().__init__()
        self.port, self.path, self.forms, self.answered = port, path, forms, answered
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def run(self):
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(asked), suppress(OSError, http.client.HTTPException):
            for form in self.forms:
                asked.request("POST", self.path, urlencode(form), self.headers)
                answer = asked.getresponse()
                answer.read()
                with self.answered.lock:
                    self.answered[form["token"]] = (answer.status, answer.headers["Location"])


class Answered(dict[str, tuple[int, str]]):
    """What came back for each token."""

    def __init__(self):
        super().__init__()
        self.lock = Lock()

    @property
    def places(self):
        assert {status for status, _ in self.values()} <= {303}
        return {sent: place for sent, (_, place) in self.items()}


def post_all(server, people, forms, *, kill_after=None):
    """Send everybody's forms at once; return what was answered before the server was gone."""
    answered = Answered()
    posters = [
        Poster(server.port, *person, of_one, answered) for person, of_one in zip(people, forms, strict=True)
    ]
    for poster in posters:
        poster.start()
    if kill_after is not None:
        until(lambda: len(answered) >= kill_after)
        server.kill()
    for poster in posters:
        poster.join()
    return answered


def test_a_server_killed_while_people_write_loses_and_doubles_nothing(larache, client_of, served):
    """§ consultations-9"""
    from tadafor.people.tests.factories import make_person

    today: date = clock.today()
    consultation = make_consultation(
        larache, opens_on=today - timedelta(days=5), closes_on=today + timedelta(days=10)
    )
    path = f"{consultation.trace.address}articles/reply-delays/comment/"
    people, forms = [], []
    for n in range(8):
        session = client_of(make_person(f"كاتبة {n}")).cookies[settings.SESSION_COOKIE_NAME].value
        people.append((session, path))
        forms.append([{"body": f"رأي {n} رقم {m}.", "token": token(), "seen_alike": "1"} for m in range(10)])

    killed = served()
    assert killed.held()
    before = post_all(killed, people, forms, kill_after=20)
    until(lambda: not killed.held())  # what it had begun is undone by then
    assert 20 <= len(before) < 80, "killed in the middle"
    with within(larache.pk):
        there = dict(Contribution.objects.values_list("token", "trace__address"))
    # What was answered is there, at the address it was given; what is there is whole.
    assert before.places.items() <= there.items()
    assert len(there) - len(before) <= len(people), "at most one each was written and not answered"
    assert_whole(larache, consultation, len(there))

    started = time.monotonic()
    again = post_all(served(), people, forms)
    assert time.monotonic() - started < 60
    assert len(again.places) == 80
    assert there.items() <= again.places.items(), "the same forms lead to the same contributions"
    assert_whole(larache, consultation, 80)
