"""What people are told, and in which words."""

import pytest

from tadafor.consultations.tests.factories import DURING, citizen_actor, contribute, decide, make_consultation
from tadafor.kernel.scopes import within
from tadafor.notifications import queries
from tadafor.notifications.rules import Topic
from tadafor.traces import actions as traces

pytestmark = pytest.mark.django_db


def told(actor):
    return [(notice.topic, notice.title) for notice in queries.notices_of(actor.person_id)]


def test_the_author_and_those_who_follow_are_told_each_in_their_words(larache):
    made = make_consultation(larache)
    author, neighbour, stranger = (citizen_actor(larache, name=name) for name in ("أمينة", "هدى", "منى"))
    contribution = contribute(made, author)
    with within(larache.pk):
        traces.follow(trace=contribution.trace, actor=neighbour, now=DURING)
    decide(contribution)
    assert told(author)[0] == (Topic.ANSWER, f"جواب على مساهمتكم رقم {contribution.number}: مقبولة")
    assert told(neighbour) == [
        (Topic.FOLLOWED, f"جواب على المساهمة رقم {contribution.number} التي تتابعونها: مقبولة")
    ]
    assert told(stranger) == []
