import smtplib
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere
from tadafor.notifications import queries, rules, tasks
from tadafor.notifications.actions import sending
from tadafor.notifications.models import Delivery
from tadafor.notifications.rules import Cadence, Channel, Failure, State, Topic
from tadafor.notifications.tests.factories import NOW, all_deliveries, tell
from tadafor.notifications.tests.test_actions import choose
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
TEXTS: list[tuple[str, str]] = []


class PhoneGateway:
    def sms(self, to, text):
        if to.endswith("99"):
            raise OSError
        TEXTS.append((to, text))


@pytest.fixture(autouse=True)
def phone(settings):
    settings.TADAFOR_GATEWAY = f"{__name__}.PhoneGateway"
    TEXTS.clear()
    return TEXTS


def run(now=NOW):
    with stopped_at(now):
        return tasks.send_due(0)


def states():
    return [(d.channel, d.state, d.error) for d in all_deliveries()]


def fail(monkeypatch, error):
    def send_messages(self, messages):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send_messages)


def test_what_is_due_leaves_once(larache):
    tell(make_person(email="a@example.org"), make_person(email="b@example.org"), territory=larache)
    assert run() == 2
    assert run() == 0
    assert [m.to for m in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert {d.sent_at for d in all_deliveries()} == {NOW}


def test_a_letter_says_who_speaks_and_how_to_stop_it(larache, settings):
    settings.PUBLIC_ADDRESS = "https://tadafor.example"
    tell(make_person(email="a@example.org", language="fr"), territory=larache, address="/larache/x/")
    run()
    (letter,) = mail.outbox
    assert parseaddr(letter.from_email)[0] == "Commune Larache" or "Larache" in letter.from_email
    assert letter.subject == "Aucune notification pour l’instant"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://tadafor.example/fr/account/notices/stop/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html, _ = letter.alternatives[0]
    for text in (letter.body, html):
        assert "https://tadafor.example/fr/larache/x/" in text
        assert stop in text
    assert '<html lang="fr" dir="ltr">' in html


def test_an_arabic_letter_is_right_to_left_and_the_host_of_a_territory_is_used(larache):
    larache.host = "participation.larache.example"
    larache.save()
    tell(make_person(email="a@example.org"), territory=larache)
    run()
    html, _ = mail.outbox[0].alternatives[0]
    assert '<html lang="ar" dir="rtl">' in html
    assert "//participation.larache.example/larache/" in html


def test_what_falls_back_to_arabic_falls_back_in_direction_and_links_keep_their_language(larache):
    tell(make_person(email="a@example.org", language="zgh"), territory=larache)
    run()
    html, _ = mail.outbox[0].alternatives[0]
    assert '<html lang="ar" dir="rtl">' in html
    assert 'lang="ar" dir="rtl" style="padding' in html
    assert "/zgh/larache/" in html


def test_what_people_wrote_is_escaped_in_a_letter(larache):
    from tadafor.notifications.notices import Message

    tell(make_person(email="a@example.org"), message=Message("<b>x</b>", "<script>1</script>"))
    run()
    html, _ = mail.outbox[0].alternatives[0]
    assert "<script>1" not in html
    assert "&lt;script&gt;1" in html
    assert "<script>1</script>" in mail.outbox[0].body


def test_a_digest_gathers_what_came_until_its_hour(larache, beni_mellal):
    person = make_person(email="a@example.org")
    choose(person, Cadence.DAILY)
    tell(person, territory=larache, key="1")
    tell(person, territory=beni_mellal, key="2", now=NOW + timedelta(hours=3))
    due = rules.email_due(Cadence.DAILY, NOW)
    assert run(due - timedelta(minutes=1)) == 0
    assert run(due) == 1
    (letter,) = mail.outbox
    assert letter.subject == "مستجدان يهمانكم"
    assert letter.body.count("http") == 4  # two notices, choose, stop
    assert "جماعة العرائش" in letter.body
    assert "جماعة بني ملال" in letter.body
    assert {d.state for d in all_deliveries()} == {State.SENT}


def test_a_text_message_is_short_and_never_at_night(larache, phone, settings):
    settings.PUBLIC_ADDRESS = "https://tadafor.example"
    person = make_person(phone="+212612345678")
    choose(person, Cadence.NONE, Topic.FOLLOWED)
    from tadafor.notifications.notices import Message

    tell(person, territory=larache, message=Message("ط" * 290), now=NOW.replace(hour=22))
    assert run(NOW.replace(hour=23)) == 0
    assert run(NOW + timedelta(days=1)) == 1
    ((to, text),) = phone
    assert to == "+212612345678"
    assert text.endswith("…\nhttps://tadafor.example/larache/")
    assert len(text) < 160


# ---- failures


@pytest.mark.parametrize(
    ("error", "state", "said"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such")}), State.FAILED, "SMTPRecipientsRefused 550"),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), State.WAITING, "SMTPRecipientsRefused 450"),
        (smtplib.SMTPDataError(554, b"spam"), State.FAILED, "SMTPDataError 554"),
        (smtplib.SMTPDataError(451, b"wait"), State.WAITING, "SMTPDataError 451"),
        (smtplib.SMTPSenderRefused(550, b"relay", "a"), State.WAITING, "SMTPSenderRefused"),
        (smtplib.SMTPServerDisconnected("secret content"), State.WAITING, "SMTPServerDisconnected"),
        (TimeoutError("secret"), State.WAITING, "TimeoutError"),
        (UnicodeEncodeError("ascii", "x", 0, 1, "secret"), State.FAILED, "UnicodeEncodeError"),
    ],
)
def test_a_failure_for_good_ends_and_another_is_tried_again(monkeypatch, error, state, said):
    """§ notifications-retries"""
    tell(make_person(email="a@example.org"))
    fail(monkeypatch, error)
    assert run() == 1
    assert states() == [(Channel.EMAIL, state, said)]
    monkeypatch.undo()
    assert run(NOW + rules.WAITS[0]) == (1 if state is State.WAITING else 0)


def test_while_the_mail_server_is_away_its_letters_wait_untouched_and_the_rest_leaves(monkeypatch, phone):
    person = make_person(email="a@example.org", phone="+212612345678")
    choose(person, Cadence.IMMEDIATE, Topic.FOLLOWED)
    tell(person)

    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.base.BaseEmailBackend.open", away)
    assert run() == 1
    assert len(phone) == 1
    with everywhere():
        letter = Delivery.objects.get(channel=Channel.EMAIL)
    assert (letter.state, letter.tries) == (State.WAITING, 0)


def test_a_text_message_that_fails_is_tried_again():
    person = make_person(phone="+212612345699")
    choose(person, Cadence.NONE, Topic.FOLLOWED)
    tell(person)
    run()
    assert states() == [(Channel.SMS, State.WAITING, "OSError")]


def test_someone_who_left_gets_nothing_more(salma):
    person = make_person(email="a@example.org")
    tell(person)
    person.closed_at = NOW
    person.save()
    run()
    assert states() == [(Channel.EMAIL, State.DROPPED, "no contact")]
    assert mail.outbox == []


def test_what_is_a_week_late_is_dropped():
    """§ notifications-stale"""
    tell(make_person(email="a@example.org"))
    assert run(NOW + rules.STALE + timedelta(hours=1)) == 0
    assert states() == [(Channel.EMAIL, State.DROPPED, "too old")]


# ---- killed


class Killed(BaseException):
    """What a test raises where a process would have died."""


def killed_between_sending_and_saying_so(monkeypatch, now):
    def die(claimed, outcome, now):
        raise Killed

    with monkeypatch.context() as context:
        context.setattr(sending, "_settle", die)
        with pytest.raises(Killed):
            run(now)


def test_a_message_is_doubled_at_most_once_and_under_the_same_name(monkeypatch):
    """§ notifications-once"""
    tell(make_person(email="a@example.org"))
    killed_between_sending_and_saying_so(monkeypatch, NOW)
    assert run(NOW + timedelta(minutes=9)) == 0
    killed_between_sending_and_saying_so(monkeypatch, NOW + timedelta(minutes=11))
    assert run(NOW + timedelta(minutes=22)) == 0
    assert states() == [(Channel.EMAIL, State.DOUBTFUL, "")]
    assert len(mail.outbox) == 2
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 1
    assert queries.in_trouble() == {"failed": 0, "doubtful": 1}


def test_after_one_kill_the_message_is_sent_and_said_to_be(monkeypatch):
    """§ notifications-once"""
    tell(make_person(email="a@example.org"))
    killed_between_sending_and_saying_so(monkeypatch, NOW)
    assert run(NOW + timedelta(minutes=11)) == 1
    assert states() == [(Channel.EMAIL, State.SENT, "")]


def test_each_answer_of_the_server_has_its_kind():
    assert sending._failure_of(smtplib.SMTPException("x"))[0] is Failure.TEMPORARY
    assert sending._failure_of(ValueError("x"))[0] is Failure.PERMANENT
