"""Following, replying and becoming, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.traces.rules import (
    REPLY_LIMIT,
    Refusal,
    Visibility,
    refuse_follow,
    refuse_reply,
    refuse_succession,
)

MAY = {
    "on_paper": False,
    "has_contact": True,
    "speaks_for_association": True,
    "visibility": Visibility.VISIBLE,
    "body": "نعم، الظل ضروري",
}


@pytest.mark.parametrize(
    ("has_contact", "visibility", "refusal"),
    [
        (True, Visibility.VISIBLE, None),
        (False, Visibility.VISIBLE, Refusal.CONTACT_NEEDED),
        (True, Visibility.HELD, Refusal.NOT_VISIBLE),
        (True, Visibility.HIDDEN, Refusal.NOT_VISIBLE),
    ],
)
def test_who_may_follow(has_contact, visibility, refusal):
    """§ traces-follow"""
    assert refuse_follow(has_contact=has_contact, visibility=visibility) is refusal


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"has_contact": False}, Refusal.CONTACT_NEEDED),
        ({"has_contact": False, "on_paper": True}, None),
        ({"speaks_for_association": False}, Refusal.NOT_A_MEMBER),
        ({"visibility": Visibility.HELD}, Refusal.NOT_VISIBLE),
        ({"visibility": Visibility.HIDDEN}, Refusal.NOT_VISIBLE),
        ({"body": ""}, Refusal.EMPTY),
        ({"body": "م" * REPLY_LIMIT}, None),
        ({"body": "م" * (REPLY_LIMIT + 1)}, Refusal.TOO_LONG),
    ],
)
def test_who_may_reply_and_what(change, refusal):
    """§ traces-reply"""
    assert refuse_reply(**MAY | change) is refusal


def test_nothing_becomes_itself_nor_goes_elsewhere():
    """§ traces-becoming"""
    assert refuse_succession(origin=1, successor=1, same_territory=True, successors={}) is Refusal.ITSELF
    assert refuse_succession(origin=1, successor=2, same_territory=False, successors={}) is Refusal.ELSEWHERE


def test_the_worked_example():
    """§ traces-becoming: 12 merged into 40, 40 became article 6, and not the other way round."""
    story = {12: [40], 40: [6]}

    assert refuse_succession(origin=40, successor=7, same_territory=True, successors=story) is None
    assert refuse_succession(origin=6, successor=12, same_territory=True, successors=story) is Refusal.CIRCLE


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_links_that_pass_the_rule_never_close_a_circle(wanted):
    links: dict[int, list[int]] = {}
    for origin, successor in wanted:
        if not refuse_succession(origin=origin, successor=successor, same_territory=True, successors=links):
            links.setdefault(origin, []).append(successor)

    left = {one: set(after) for one, after in links.items()} | {n: set() for n in range(10) if n not in links}
    while free := [one for one, after in left.items() if not after]:
        left = {one: after - set(free) for one, after in left.items() if one not in free}
    assert left == {}
