"""What the front pages, the search, the desk and a person are told of forms and conversations."""

import pytest

from tadafor.kernel.scopes import everywhere, within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import staff_actor
from tadafor.surveys import actions
from tadafor.surveys.queries import offers
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    BEFORE,
    citizen_actor,
    make_conversation,
    make_survey,
    organiser,
)

pytestmark = pytest.mark.django_db


def test_what_is_open_is_offered_and_found_and_a_draft_never(larache, beni_mellal):
    made = make_survey(larache, title="استمارة المكتبة")
    talk = make_conversation(larache, title="حوار المكتبة")
    make_survey(larache, opened=False, title="مسودة المكتبة")
    with everywhere():
        told = {
            moment: [one.title for one in offers.openings(larache.pk, moment)]
            for moment in (BEFORE, ANSWERING, AFTER)
        }
        assert told == {BEFORE: [], ANSWERING: [made.title, talk.title], AFTER: []}
        assert offers.openings(beni_mellal.pk, ANSWERING) == []
        assert [one.title for one in offers.found("المكتبة", larache.pk, 10)] == [made.title, talk.title]
        assert offers.found("المكتبة", beni_mellal.pk, 10) == []


def test_a_result_that_nobody_published_waits_at_the_desk_of_who_may(larache):
    """§ surveys-results"""
    actor = organiser(larache)
    survey = make_survey(larache, actor)
    clerk = staff_actor(larache, RoleKind.CLERK)
    with within(larache.pk):
        assert offers.awaiting(actor, larache.pk, ANSWERING) == []
        assert [one.detail for one in offers.awaiting(actor, larache.pk, AFTER)] == [survey.title]
        assert offers.awaiting(clerk, larache.pk, AFTER) == []
        actions.publish_results(survey=survey, words="", actor=actor, now=AFTER)
        assert offers.awaiting(actor, larache.pk, AFTER) == []


def test_a_person_finds_their_statements_in_what_is_held_on_them(larache):
    one, zineb = make_conversation(larache), citizen_actor(larache)
    with within(larache.pk):
        body = "نريد محطات فيها ظل للمنتظرين."
        actions.propose_statement(conversation=one, body=body, actor=zineb, now=ANSWERING, token="t")
    assert [row["body"] for row in offers.held_data(zineb.person_id)["statements"]] == [body]
