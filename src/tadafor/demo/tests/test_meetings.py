"""The meetings of the demonstration: the rounds of the source, their French, a room that lives."""

import tomllib

import pytest

from tadafor.demo.live import Live
from tadafor.demo.reader import CONTENT
from tadafor.kernel.scopes import within
from tadafor.meetings import queries
from tadafor.meetings.rules import FEEDBACK_LASTS
from tadafor.meetings.tests.factories import AFTER, DURING, make_meeting, staff_actor


def told(name):
    return tomllib.loads((CONTENT / name).read_text("utf-8"))


def rows(name):
    content = told(f"meetings/{name}.toml")
    return [*content["held"], *content["coming"]]


def test_an_openness_programme_came_in_three_rounds():
    rounds = [one["days"] for one in rows("larache") if one.get("series") == "جولات برنامج عمل الانفتاح"]
    assert rounds == [["2023-03-21"], ["2023-06-12", "2023-06-19"], ["2023-07-25"]]


def test_every_word_that_people_read_of_a_meeting_has_its_french():
    french = {one["ar"] for one in told("meetings.fr.toml")["said"]}
    names = ("title", "purpose", "place", "access_note", "organiser", "series", "because", "summary")
    read = {
        one[name]
        for place in ("larache", "beni-mellal")
        for one in rows(place)
        for name in names
        if name in one
    }
    assert read - french == set()


@pytest.mark.django_db
def test_a_room_is_asked_votes_and_says_what_it_thought(larache):
    (row,) = [one for one in rows("larache") if "asked" in one]
    staff = staff_actor(larache)
    meeting, live = make_meeting(larache, staff), Live(row)
    with within(larache.pk):
        live.open(meeting, staff, DURING)
        live.end(AFTER)
        live.thoughts(AFTER)
        live.settle(AFTER + FEEDBACK_LASTS)
        room = queries.room_of(meeting)
        board = queries.board_of(room)
        asked = [(one.standing, one.supports) for one in board.settled]
        assert asked == [("answered", 8), ("answered", 6), ("aside", 2)]
        assert [one.supports for one in board.questions] == [5]
        (vote,) = board.votes
        assert [(one.phones, one.hands) for one in vote.options.all()] == [(5, 9), (3, 4), (1, 2)]
        assert (room.feedback_forms, room.feedback_settled_at is None) == (8, False)
