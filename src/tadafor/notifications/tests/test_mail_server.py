"""The letters go out by SMTP, to a server that answers yes, no, later, or hangs up."""

import socket
from email import message_from_bytes, policy

import pytest

from tadafor.notifications import rules
from tadafor.notifications.rules import State
from tadafor.notifications.tests import mail_server
from tadafor.notifications.tests.factories import NOW, all_deliveries, tell
from tadafor.notifications.tests.test_sending import run
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 5
    with mail_server.listening() as listening:
        settings.EMAIL_PORT = listening.port
        yield listening


def tell_all(*names):
    people = [make_person(email=f"{name}@example.org") for name in names]
    for person in people:
        tell(person)
    return people


def states():
    return [(one.state, one.tries, one.error) for one in all_deliveries()]


def test_each_answer_of_a_server_has_its_consequence_and_one_connection_serves_all(server):
    """§ notifications-retries"""
    tell_all("first", "nobody", "later", "spam", "last")
    run()
    assert states() == [
        (State.SENT, 1, ""),
        (State.FAILED, 1, "SMTPRecipientsRefused 550"),
        (State.WAITING, 1, "SMTPRecipientsRefused 450"),
        (State.FAILED, 1, "SMTPDataError 554"),
        (State.SENT, 1, ""),
    ]
    assert [name for name, _ in server.letters] == ["first", "last"]
    assert server.connections == 1


def test_a_server_that_hangs_up_costs_one_letter_one_try(server):
    """§ notifications-retries"""
    tell_all("hang-up", "patient")
    run()
    assert states() == [(State.WAITING, 1, "SMTPServerDisconnected"), (State.WAITING, 0, "")]
    run(NOW + rules.WAITS[0] / 2)
    assert [name for name, _ in server.letters] == ["patient"]


def test_a_server_that_does_not_answer_costs_nothing(server):
    """§ notifications-retries"""
    tell_all("patient")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        from django.conf import settings

        here, settings.EMAIL_PORT = settings.EMAIL_PORT, unused.getsockname()[1]
        run()
        settings.EMAIL_PORT = here
    assert states() == [(State.WAITING, 0, "")]
    run()
    assert states() == [(State.SENT, 1, "")]


def test_a_letter_arrives_whole_in_arabic(server, larache):
    """§ notifications-cadence"""
    tell(make_person(email="salma@example.org"), territory=larache)
    run()
    letter = message_from_bytes(server.letters[0][1], policy=policy.default)
    assert letter["Subject"] == "لا إشعارات بعد"
    assert letter["From"].addresses[0].display_name == "جماعة العرائش"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Message-ID"].startswith("<")
    kinds = {part.get_content_type(): part.get_content() for part in letter.walk() if not part.is_multipart()}
    assert set(kinds) == {"text/plain", "text/html"}
    assert 'dir="rtl"' in kinds["text/html"]
    assert "لا إشعارات بعد" in kinds["text/plain"]
