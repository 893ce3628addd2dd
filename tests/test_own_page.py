"""One's own page: what a person did in every room, by channel, and what they follow (§ identity-own-page)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tadafor.consultations import actions as consultations
from tadafor.consultations.tests.factories import DURING, contribute, decide, make_consultation
from tadafor.kernel.scopes import within
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Reason
from tadafor.people.rules import Channel
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Visibility
from tadafor.traces.tests.factories import make_reply, make_trace

pytestmark = pytest.mark.django_db
DEEDS, FOLLOWED = "/account/deeds/", "/account/followed/"


def told(client, address=DEEDS):
    """The page, in one line."""
    return " ".join(client.get(address).content.decode().split())


def contributed(territory, actor, **words):
    consultation = make_consultation(territory)
    return contribute(consultation, actor, **words)


def test_it_asks_to_come_in():
    for path in (DEEDS, FOLLOWED):
        assert Client().get(path).url.startswith("/account/login/")


def test_one_reads_what_one_did_and_what_became_of_it(larache, client_of, salma, actors):
    first = contributed(larache, actors.salma)
    client = client_of(salma)
    assert "في انتظار الجواب" in told(client)
    decide(first, approved=False)
    assert "في انتظار الجواب" in told(client)
    assert "مقبولة" not in told(client)
    with within(larache.pk):
        first.refresh_from_db()
    decision = first.decision
    with within(larache.pk):
        decision.approved_by_id, decision.approved_at = actors.amal.person_id, DURING
        decision.save()
    assert "مقبولة" in told(client)
    assert f'href="/fr{first.trace.address}"' in told(client, "/fr" + DEEDS)
    assert "Acceptée" in told(client, "/fr" + DEEDS)


def test_the_rows_of_another_person_are_theirs(larache, client_of, idris, actors):
    mine = contributed(larache, actors.salma)
    assert mine.trace.title not in told(client_of(idris))
    assert "تكليف بالحديث باسم جمعية" in told(client_of(idris))


def test_who_did_nothing_yet_is_led_to_what_is_open(client_of, salma):
    assert "لا شيء بعد" in told(client_of(salma))


def test_by_channel(larache, client_of, salma, actors):
    consultation = make_consultation(larache)
    contribute(consultation, actors.salma, title="من البيت")
    at_the_counter = replace(actors.salma, channel=Channel.DESK)
    contribute(consultation, at_the_counter, title="من الشباك", now=DURING + timedelta(minutes=1))
    client = client_of(salma)
    page = told(client)
    assert page.index("من الشباك") < page.index("من البيت")
    desk = told(client, f"{DEEDS}?channel=desk")
    assert "من الشباك" in desk
    assert "من البيت" not in desk
    assert "لا شيء بهذه القناة" in told(client, f"{DEEDS}?channel=paper")
    for nonsense in ("x", "DESK", "' or 1=1"):
        assert "من البيت" in told(client, f"{DEEDS}?channel={nonsense}")


def test_replies_reports_and_supports_are_there(larache, client_of, salma, idris, actors):
    theirs = contributed(larache, actors.idris)
    with within(larache.pk):
        consultations.support(contribution=theirs, actor=actors.salma, now=DURING)
        moderation.report(
            item=theirs.trace, actor=actors.salma, reason=Reason.ADVERTISING, words="", now=DURING
        )
    make_reply(theirs.trace, actors.salma, token="t")
    page = told(client_of(salma))
    assert all(kind in page for kind in ("مساندة مساهمة", "تبليغ", "رد ·"))


def test_a_hidden_text_of_somebody_else_leads_nowhere(larache, client_of, salma, actors):
    theirs = contributed(larache, actors.idris, title="ما حجب")
    with within(larache.pk):
        consultations.support(contribution=theirs, actor=actors.salma, now=DURING)
        traces.follow(trace=theirs.trace, actor=actors.salma, now=DURING)
        Trace.objects.filter(pk=theirs.trace_id).update(visibility=Visibility.HIDDEN)
    client = client_of(salma)
    for path in (DEEDS, FOLLOWED):
        assert "ما حجب" not in told(client, path)
        assert f'href="{theirs.trace.address}"' not in told(client, path)
        assert "محجوب" in told(client, path)


def test_what_is_followed_can_be_left(larache, client_of, salma, actors):
    trace = make_trace(larache)
    client = client_of(salma)
    assert "لا تتتبعون شيئا بعد" in told(client, FOLLOWED)
    with within(larache.pk):
        traces.follow(trace=trace, actor=actors.salma, now=DURING)
    assert trace.title in told(client, FOLLOWED)
    leave = f"/larache/traces/{trace.code}/follow/"
    assert leave in told(client, FOLLOWED)
    client.post(leave, {"stop": "1"})
    assert trace.title not in told(client, FOLLOWED)


def test_by_twenty(larache, client_of, salma, actors):
    trace = make_trace(larache)
    for number in range(23):
        make_reply(trace, actors.salma, token=str(number))
    client = client_of(salma)
    assert told(client).count("<h2 class=") == 20
    assert told(client, f"{DEEDS}?page=2").count("<h2 class=") == 3
    assert told(client, f"{DEEDS}?page=nine").count("<h2 class=") == 20


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    rows, larache, client_of, salma, actors, django_assert_num_queries
):
    consultation = make_consultation(larache)
    for number in range(rows):
        made = contribute(consultation, actors.salma, title=f"مساهمة {number}")
        make_reply(made.trace, actors.salma, token=str(number))
        with within(larache.pk):
            traces.follow(trace=made.trace, actor=actors.salma, now=DURING)
    client = client_of(salma)
    client.get(DEEDS)
    with django_assert_num_queries(19):
        client.get(DEEDS)
    with django_assert_num_queries(5):
        client.get(FOLLOWED)
