from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tadafor.audit.models import ClearPart
from tadafor.kernel.scopes import everywhere
from tadafor.notifications import actions, queries, rules
from tadafor.notifications.models import Notice
from tadafor.notifications.notices import Message
from tadafor.notifications.rules import Cadence, Channel, State, Topic
from tadafor.notifications.tests.factories import MESSAGE, NOW, all_deliveries, all_notices, tell
from tadafor.people.tests.factories import make_person
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

pytestmark = pytest.mark.django_db


def choose(person, cadence, *sms, now=NOW):
    from types import SimpleNamespace

    who = SimpleNamespace(person_id=person.pk, channel="online")
    actions.choose(actor=who, cadence=cadence, sms=sms, now=now)


# ---- telling


def test_each_reader_is_told_once_in_their_language(larache):
    """§ notifications-told"""
    fatima = make_person(email="a@example.org")
    helene = make_person(email="b@example.org", language="fr")
    assert tell(fatima, helene, fatima, territory=larache) == 2
    assert tell(fatima, territory=larache) == 0
    assert {(n.person_id, n.language, n.title) for n in all_notices()} == {
        (fatima.pk, "ar", "لا إشعارات بعد"),
        (helene.pk, "fr", "Aucune notification pour l’instant"),
    }


def test_another_key_or_another_thread_is_another_notice(larache, salma):
    with everywhere():
        trace = traces.open_trace(
            territory_id=larache.pk,
            room="test",
            title="خيط",
            address="/larache/x/",
            language="ar",
            visibility=Visibility.VISIBLE,
            now=NOW,
        )
    tell(salma)
    for facts in (
        {"key": "second"},
        {"trace": trace},
        {"trace": trace, "key": "second"},
        {"kind": "test.other"},
    ):
        assert tell(salma, **facts) == 1
        assert tell(salma, **facts) == 0
    assert len(all_notices()) == 5


def test_what_is_told_is_undone_with_what_happened(salma):
    """§ notifications-told"""

    def fail_after_telling():
        with transaction.atomic():
            tell(salma)
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_telling()
    assert all_notices() == []


def test_the_facts_are_written_in_the_language_of_the_reader():
    person = make_person(language="fr")
    facts = {"when": date(2026, 11, 29), "count": 12345, "topic": Topic.OPENING, "text": _("فورا"), "raw": 50}
    message = Message("%(when)s", "%(count)s %(topic)s %(text)s %(raw)s", facts)
    tell(person, message=message)
    (notice,) = all_notices()
    assert notice.title == "29 novembre 2026"
    assert notice.body.startswith("12\u00a0345 ")
    assert "Immédiatement" in notice.body


def test_a_sign_in_the_facts_or_a_message_without_facts_is_left_alone(salma):
    tell(salma, message=Message("%(title)s", "100%"), kind="a")
    tell(salma, message=Message("%(title)s", "", {"title": "50% %(x)s\nX-Header: 1"}), kind="b")
    first, second = all_notices()
    assert (first.title, first.body) == ("%(title)s", "100%")
    assert second.title == "50% %(x)s X-Header: 1"


def test_nobody_is_told_twice_when_two_tell_at_once_or_when_they_left(salma):
    closed = make_person(closed_at=NOW)
    assert tell(closed) == 0
    assert tell() == 0


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "larache/", "/fr//evil.example"]
)
def test_a_notice_leads_to_a_page_of_this_house(salma, address):
    with pytest.raises(ValueError, match="this house"):
        tell(salma, address=address)


def test_the_language_of_an_address_is_not_kept(salma):
    tell(salma, address="/fr/larache/")
    assert all_notices()[0].address == "/larache/"


def test_telling_many_costs_the_same_as_telling_few(django_assert_num_queries):
    people = [make_person(email=f"many{n}@example.org") for n in range(12)]
    for crowd in (people[:1], people[1:]):
        with django_assert_num_queries(7):
            tell(*crowd, kind=f"test.{len(crowd)}")


# ---- planning


@pytest.mark.parametrize(
    ("contacts", "cadence", "sms", "planned"),
    [
        ({"email": "a@example.org"}, None, (), {(Channel.EMAIL, Cadence.IMMEDIATE)}),
        ({"phone": "+212612345678"}, None, (), set()),
        (
            {"phone": "+212612345678"},
            Cadence.IMMEDIATE,
            (Topic.FOLLOWED,),
            {(Channel.SMS, Cadence.IMMEDIATE)},
        ),
        ({"phone": "+212612345678"}, Cadence.IMMEDIATE, (Topic.DUTY,), set()),
        (
            {"email": "a@example.org"},
            Cadence.IMMEDIATE,
            (Topic.FOLLOWED,),
            {(Channel.EMAIL, Cadence.IMMEDIATE)},
        ),
        ({"email": "a@example.org"}, Cadence.NONE, (), set()),
        ({"email": "a@example.org"}, Cadence.WEEKLY, (), {(Channel.EMAIL, Cadence.WEEKLY)}),
    ],
)
def test_only_what_a_person_chose_travels(contacts, cadence, sms, planned):
    person = make_person(**contacts)
    if cadence:
        choose(person, cadence, *sms)
    tell(person)
    assert len(all_notices()) == 1
    assert {(d.channel, d.cadence) for d in all_deliveries()} == planned


# ---- choosing


def test_what_waits_follows_a_new_choice(salma):
    person = make_person(email="a@example.org", phone="+212612345678")
    choose(person, Cadence.WEEKLY, Topic.FOLLOWED)
    tell(person, now=NOW.replace(hour=23))
    choose(person, Cadence.IMMEDIATE, now=NOW + timedelta(hours=14))
    email, sms = all_deliveries()
    assert (email.cadence, email.due) == (Cadence.IMMEDIATE, NOW + timedelta(hours=14))
    assert sms.state == State.DROPPED
    actions.stop_emails(person_id=person.pk, now=NOW + timedelta(hours=15))
    assert all_deliveries()[0].state == State.DROPPED


def test_a_choice_leaves_a_row_in_the_log(salma):
    choose(salma, Cadence.DAILY, Topic.ANSWER)
    actions.stop_emails(person_id=salma.pk, now=NOW)
    with everywhere():
        rows = ClearPart.objects.order_by("entry__verb").values_list("entry__verb", "person_id", "content")
        assert list(rows) == [
            ("notifications.choose", salma.pk, {"cadence": "daily", "sms": ["answer"]}),
            ("notifications.stop_emails", salma.pk, {"cadence": "none"}),
        ]
    kept = queries.preference_of(salma.pk, NOW)
    assert (kept.cadence, kept.sms) == (Cadence.NONE, [Topic.ANSWER])


# ---- reading


def test_a_person_reads_only_their_own(salma, karim):
    """§ notifications-page"""
    tell(salma, karim)
    theirs = next(n for n in all_notices() if n.person_id == karim.pk)
    assert actions.mark_read(person_id=salma.pk, code=theirs.code, now=NOW) is None
    assert (queries.unread(salma.pk), queries.unread(karim.pk)) == (1, 1)
    assert actions.mark_read(person_id=karim.pk, code=theirs.code.lower(), now=NOW).pk == theirs.pk
    actions.mark_read(person_id=karim.pk, code=theirs.code, now=NOW + timedelta(days=1))
    theirs = next(n for n in all_notices() if n.person_id == karim.pk)
    assert theirs.read_at == NOW
    assert actions.mark_all_read(person_id=salma.pk, now=NOW) == 1
    assert queries.unread(salma.pk) == 0


def test_a_table_of_notices_does_not_answer_without_its_reader(salma):
    from django_scopes.exceptions import ScopeError

    with pytest.raises(ScopeError):
        Notice.objects.count()


def test_old_notices_are_forgotten_and_so_are_those_of_someone_who_left(salma, karim):
    """§ notifications-stale"""
    tell(salma, now=NOW - rules.KEPT - timedelta(days=1), key="old")
    tell(salma, karim)
    choose(karim, Cadence.DAILY)
    karim.closed_at = NOW
    karim.save()
    assert actions.forget(now=NOW) == 2
    assert [notice.person_id for notice in all_notices()] == [salma.pk]
    assert queries.preferences_of([karim.pk]) == {}


def test_a_person_can_take_away_what_they_were_told(salma, karim):
    tell(salma, karim)
    held = queries.held_data(salma.pk)
    assert [row["title"] for row in held["notices"]] == [str(MESSAGE.title)]
    assert held["preference"] is None
