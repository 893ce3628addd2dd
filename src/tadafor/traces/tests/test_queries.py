"""Reading a trace, its replies and its story."""

from itertools import pairwise

import pytest
from django_scopes.exceptions import ScopeError

from tadafor.kernel.scopes import within
from tadafor.traces import actions, queries
from tadafor.traces.models import Follow, Reply, Succession, Trace
from tadafor.traces.rules import Becoming, Visibility
from tadafor.traces.tests.factories import MORNING, make_reply, make_trace


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


def lead(origin, successor, kind=Becoming.BECAME):
    actions.succeed(origin=origin, successor=successor, kind=kind, now=MORNING)


def pairs(steps):
    return [(step.origin.title, step.kind.value, step.successor.title) for step in steps]


def test_what_was_written_for_an_association_shows_while_it_is_visible(larache, idris, actors):
    [(association, _)] = actors.idris.associations_in(larache.pk)
    mine = {"text": "نص", "author": idris}
    for title, visibility in (("ظاهر", Visibility.VISIBLE), ("مخفي", Visibility.HIDDEN)):
        trace = make_trace(larache, title, visibility=visibility, **mine)
        with within(larache.pk):
            Trace.objects.filter(pk=trace.pk).update(association_id=association)
    make_trace(larache, "لغيرها", **mine)
    with within(larache.pk):
        assert [trace.title for trace in queries.written_for(association, limit=5)] == ["ظاهر"]


def test_the_worked_example_is_one_walk_of_two_queries(inside, django_assert_num_queries):
    """§ traces-becoming"""
    twelve, forty, article = (make_trace(inside, title) for title in ("12", "40", "6"))
    lead(twelve, forty, Becoming.MERGED)
    lead(forty, article)

    with django_assert_num_queries(2):
        story = queries.story_of(twelve)
    assert pairs(story.after) == [("12", "merged", "40"), ("40", "became", "6")]
    assert story.before == ()

    story = queries.story_of(article)
    assert pairs(story.before) == [("12", "merged", "40"), ("40", "became", "6")]
    assert story.after == ()

    story = queries.story_of(forty)
    assert pairs(story.before) == [("12", "merged", "40")]
    assert pairs(story.after) == [("40", "became", "6")]


def test_a_long_story_costs_no_more_than_a_short_one(inside, django_assert_num_queries):
    chain = [make_trace(inside, str(n)) for n in range(12)]
    for origin, successor in pairwise(chain):
        lead(origin, successor)

    with django_assert_num_queries(2):
        assert len(queries.story_of(chain[5]).before) == 5


def test_two_ways_to_one_end_are_each_told_once(inside):
    first, left, right, end = (make_trace(inside, name) for name in "abcd")
    for origin, successor in [(first, left), (first, right), (left, end), (right, end)]:
        lead(origin, successor)

    assert len(queries.story_of(first).after) == 4
    assert len(queries.story_of(end).before) == 4
    assert [step.origin for step in queries.story_of(left).before] == [first]


def test_nothing_happened_yet(inside, django_assert_num_queries):
    trace = make_trace(inside)

    with django_assert_num_queries(1):
        assert queries.story_of(trace).is_short


def test_replies_come_in_order_with_their_authors(inside, actors, django_assert_num_queries):
    trace = make_trace(inside)
    for body in ("أولا", "ثانيا", "ثالثا"):
        make_reply(trace, actors.salma, body)

    with django_assert_num_queries(1):
        found = [(reply.number, reply.body, reply.author.name) for reply in queries.replies_of(trace)]
    assert found == [
        (1, "أولا", "سلمى التجريبية"),
        (2, "ثانيا", "سلمى التجريبية"),
        (3, "ثالثا", "سلمى التجريبية"),
    ]


def test_what_a_person_follows_latest_first_and_only_what_is_public(inside, actors, salma):
    first, second, gone = (make_trace(inside, title) for title in ("أ", "ب", "ج"))
    for trace in (first, second, gone):
        actions.follow(trace=trace, actor=actors.salma, now=MORNING)
    actions.set_visibility(item=gone, visibility=Visibility.HIDDEN)

    assert queries.followed_by(salma.pk) == [second, first]
    assert queries.follows(first, salma.pk)
    assert not queries.follows(first, None)


def test_a_code_is_read_in_any_case_and_in_its_own_territory_only(inside, beni_mellal):
    trace = make_trace(inside)

    assert queries.by_code(trace.code.lower()) == trace
    with within(beni_mellal.pk):
        assert queries.by_code(trace.code) is None


@pytest.mark.parametrize("model", [Trace, Follow, Reply, Succession])
def test_no_table_answers_outside_a_territory(model, db):
    with pytest.raises(ScopeError):
        model.objects.count()


def test_what_is_held_on_a_person_wherever_it_is(inside, beni_mellal, actors, salma):
    make_reply(make_trace(inside, "أ"), actors.salma, "رد أول")
    make_reply(elsewhere := make_trace(beni_mellal, "ب"), actors.salma, "رد ثان")
    with within(beni_mellal.pk):
        actions.follow(trace=elsewhere, actor=actors.salma, now=MORNING)
        make_reply(elsewhere, actors.idris, "رد غيرها")

    held = queries.held_data(salma.pk)

    assert [reply["body"] for reply in held["replies"]] == ["رد أول", "رد ثان"]
    assert [one["trace__title"] for one in held["follows"]] == ["ب"]
