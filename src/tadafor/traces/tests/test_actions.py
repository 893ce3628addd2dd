"""The verbs of traces, on PostgreSQL and at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.actor import VISITOR
from tadafor.people.rules import Channel
from tadafor.traces import actions, queries
from tadafor.traces.models import Follow, Reply, Succession, Trace
from tadafor.traces.rules import REPLY_LIMIT, Becoming, Refusal, Visibility
from tadafor.traces.tests.factories import MORNING, make_reply, make_trace

CLIENTS = 64


@pytest.fixture
def trace(larache):
    return make_trace(larache)


@pytest.fixture(autouse=True)
def in_larache(request):
    if "larache" not in request.fixturenames:
        yield
        return
    with within(request.getfixturevalue("larache").pk):
        yield


def refusal_of(call, **facts):
    with pytest.raises(Refused) as caught:
        call(**facts)
    return caught.value


def verbs():
    with everywhere():
        return list(Entry.objects.order_by("moment", "pk").values_list("verb", flat=True))


def test_an_author_follows_what_they_opened(larache, salma):
    """§ traces-follow"""
    trace = make_trace(larache, author=salma)

    assert queries.followers(trace) == [salma.pk]
    assert len(trace.code) == actions.CODE_LENGTH


def test_following_twice_is_following_once(trace, actors, salma):
    """§ traces-follow"""
    actions.follow(trace=trace, actor=actors.salma, now=MORNING)
    actions.follow(trace=trace, actor=actors.salma, now=MORNING + timedelta(days=1))

    assert queries.followers(trace) == [salma.pk]
    assert Follow.objects.get().since == MORNING
    assert verbs() == ["traces.follow"]

    actions.unfollow(trace=trace, actor=actors.salma, now=MORNING)
    actions.unfollow(trace=trace, actor=actors.salma, now=MORNING)

    assert queries.followers(trace) == []
    assert sorted(verbs()) == ["traces.follow", "traces.unfollow"]


def test_a_visitor_is_asked_to_sign_in(trace):
    """§ traces-follow"""
    refused = refusal_of(actions.follow, trace=trace, actor=VISITOR, now=MORNING)

    assert refused.refusal is Refusal.CONTACT_NEEDED
    assert Follow.objects.count() == 0


def test_a_hidden_thing_takes_no_reply_even_by_a_stale_page(trace, actors):
    """§ traces-reply"""
    stale = Trace.objects.get(pk=trace.pk)
    actions.set_visibility(item=trace, visibility=Visibility.HIDDEN)

    refused = refusal_of(actions.reply, trace=stale, actor=actors.salma, body="نعم", now=MORNING, token="t")

    assert stale.visibility == Visibility.VISIBLE
    assert refused.refusal is Refusal.NOT_VISIBLE


def test_a_reply_is_cleaned_numbered_and_recorded(trace, actors, salma):
    """§ traces-reply"""
    reply = make_reply(trace, actors.salma, "  نعم\u202e \u200bوأكثر \r\n")

    trace.refresh_from_db()
    assert (reply.number, reply.body, reply.author_id) == (1, "نعم وأكثر", salma.pk)
    assert (reply.channel, reply.written_at, reply.visibility) == ("online", MORNING, "visible")
    assert (trace.replies_count, trace.last_number) == (1, 1)
    assert verbs() == ["traces.reply"]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [("\u200b \u202e", Refusal.EMPTY), ("م" * (REPLY_LIMIT + 1), Refusal.TOO_LONG)],
)
def test_an_empty_or_enormous_reply_is_refused_with_a_sentence(trace, actors, body, refusal):
    """§ traces-reply"""
    refused = refusal_of(actions.reply, trace=trace, actor=actors.salma, body=body, now=MORNING, token="t")

    assert refused.refusal is refusal
    assert "%" not in refused.sentence
    assert Reply.objects.count() == 0


def test_a_double_click_says_one_thing_once(trace, actors):
    """§ traces-reply"""
    first = make_reply(trace, actors.salma, token="same")
    second = make_reply(trace, actors.salma, token="same")
    other = make_reply(trace, actors.idris, token="same")

    assert first == second
    assert other.number == 2
    assert queries.replies_of(trace).count() == 2


def test_paper_has_no_author(trace, actors):
    """§ traces-reply"""
    reply = make_reply(trace, actors.nadia, on_paper=True, token="leaf 12")

    assert (reply.author_id, reply.channel) == (None, Channel.PAPER)
    assert make_reply(trace, actors.nadia, on_paper=True, token="leaf 12") == reply
    with pytest.raises(IntegrityError):
        Reply.objects.create(
            trace=trace, number=9, channel="paper", body="ب", written_at=MORNING, token="leaf 12"
        )


def test_one_speaks_for_an_association_by_its_mandate_only(trace, actors):
    """§ traces-reply"""
    [(association, _)] = actors.idris.associations_in(trace.territory_id)

    reply = make_reply(trace, actors.idris, association_id=association)
    refused = refusal_of(
        actions.reply,
        trace=trace,
        actor=actors.salma,
        body="باسم الجمعية",
        now=MORNING,
        token="t",
        association_id=association,
    )

    assert reply.association_id == association
    assert refused.refusal is Refusal.NOT_A_MEMBER


def test_the_count_follows_what_the_public_reads(trace, actors):
    one, two = make_reply(trace, actors.salma), make_reply(trace, actors.idris)
    held = make_reply(trace, actors.salma, visibility=Visibility.HELD)

    def count():
        trace.refresh_from_db()
        return trace.replies_count

    assert count() == 2
    actions.set_visibility(item=one, visibility=Visibility.HIDDEN)
    actions.set_visibility(item=one, visibility=Visibility.HIDDEN)
    assert count() == 1
    actions.set_visibility(item=held, visibility=Visibility.VISIBLE)
    assert count() == 2
    actions.set_visibility(item=two, visibility=Visibility.HELD)
    actions.set_visibility(item=one, visibility=Visibility.VISIBLE)
    assert count() == 2
    assert trace.last_number == 3


def test_a_thing_is_described_again_when_its_room_changes_it(trace):
    actions.describe(trace=trace, title="ع" * 400, text="نص جديد")

    trace.refresh_from_db()
    assert (len(trace.title), trace.text) == (300, "نص جديد")
    assert trace.address.endswith("/contributions/1/")


def test_saying_twice_what_became_changes_nothing(larache):
    one, other = make_trace(larache), make_trace(larache)

    actions.succeed(origin=one, successor=other, kind=Becoming.MERGED, now=MORNING)
    actions.succeed(origin=one, successor=other, kind=Becoming.BECAME, now=MORNING)

    assert Succession.objects.get().kind == Becoming.MERGED


def test_nothing_becomes_its_own_past(larache, beni_mellal):
    """§ traces-becoming"""
    first, second, third = (make_trace(larache) for _ in range(3))
    actions.succeed(origin=first, successor=second, kind=Becoming.BECAME, now=MORNING)
    actions.succeed(origin=second, successor=third, kind=Becoming.BECAME, now=MORNING)

    def refusal(origin, successor):
        return refusal_of(
            actions.succeed, origin=origin, successor=successor, kind=Becoming.BECAME, now=MORNING
        ).refusal

    assert refusal(third, first) is Refusal.CIRCLE
    assert refusal(first, first) is Refusal.ITSELF
    assert refusal(first, make_trace(beni_mellal)) is Refusal.ELSEWHERE


# ---- at once


@pytest.mark.django_db(transaction=True)
def test_sixty_four_replies_at_once_are_counted_exactly(larache, actors):
    trace = make_trace(larache)

    def replying(n):
        return lambda: make_reply(trace, actors.salma, f"رد {n}", token=f"token {n}").number

    made = at_once(None, *map(replying, range(CLIENTS)))

    trace.refresh_from_db()
    assert sorted(made) == list(range(1, CLIENTS + 1))
    assert (trace.replies_count, trace.last_number) == (CLIENTS, CLIENTS)


@pytest.mark.django_db(transaction=True)
def test_sixty_four_clicks_at_once_make_one_reply(larache, actors):
    trace = make_trace(larache)

    made = at_once(None, *[lambda: make_reply(trace, actors.salma, token="one").pk] * CLIENTS)

    trace.refresh_from_db()
    assert len(set(made)) == 1
    assert trace.replies_count == Reply.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_halves_of_a_circle_at_once_never_close_it(larache):
    """§ traces-becoming"""
    first, second, third, fourth = (make_trace(larache) for _ in range(4))
    actions.succeed(origin=first, successor=second, kind=Becoming.BECAME, now=MORNING)
    actions.succeed(origin=third, successor=fourth, kind=Becoming.BECAME, now=MORNING)

    def half(origin, successor):
        return lambda: (
            actions.succeed(origin=origin, successor=successor, kind=Becoming.BECAME, now=MORNING) and None
        )

    assert set(at_once(larache, half(second, third), half(fourth, first))) == {None, Refusal.CIRCLE}
    assert Succession.objects.count() == 3
