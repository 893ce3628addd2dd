"""A poll of the digital consultation on the page of another room, which does not know it."""

import pytest

from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.meetings.tests.factories import make_meeting
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.surveys import actions
from tadafor.surveys.rules.questions import Form, Page
from tadafor.surveys.rules.standing import Audience, SurveyRefusal
from tadafor.surveys.tests.factories import ANSWERING, BEFORE, make_survey, organiser, question

pytestmark = pytest.mark.django_db
POLL = Form((Page("p1", questions=(question("use", label="متى يناسبكم اللقاء؟", required=True),)),))


@pytest.fixture
def staff(larache, client_of):
    return client_of(give(make_person("منظمة"), larache, RoleKind.FOCAL_POINT))


def test_a_poll_stands_on_the_page_of_a_meeting_while_it_can_be_answered(larache, client, staff):
    """§ surveys-polls"""
    actor = organiser(larache)
    meeting = make_meeting(larache)
    survey = make_survey(larache, actor, form=POLL, audience=Audience.ANYBODY)
    long = make_survey(larache, actor)
    at = f"/{larache.slug}/surveys/desk/"
    with clock.stopped_at(ANSWERING):
        desk = f"{at}{survey.slug}/page/"
        assert staff.post(desk, {"address": "https://x.ma/larache/nowhere/"}).status_code == 400
        assert staff.post(f"{at}{long.slug}/page/", {"address": meeting.trace.address}).status_code == 400
        whole = f"https://tadafor.example/fr{meeting.trace.address.rstrip('/')}?x=1"
        assert staff.post(desk, {"address": whole}).status_code == 303
        page = client.get(meeting.trace.address).content.decode()
        assert "متى يناسبكم اللقاء؟" in page
        assert f'action="/{larache.slug}/surveys/{survey.slug}/answer/"' in page
        picked = client.get(f"/{larache.slug}/surveys/{survey.slug}/answer/?use=c2&code=x").content.decode()
        assert picked.count(" checked") == 1
    with clock.stopped_at(ANSWERING.replace(month=4)):
        assert "متى يناسبكم اللقاء؟" not in client.get(meeting.trace.address).content.decode()
    with clock.stopped_at(ANSWERING):
        assert staff.post(desk, {"address": ""}).status_code == 303
        assert "متى يناسبكم اللقاء؟" not in client.get(meeting.trace.address).content.decode()
    with within(larache.pk), pytest.raises(Refused) as found:
        actions.place_poll(survey=long, address=meeting.trace.address, actor=actor, now=BEFORE)
    assert found.value.refusal is SurveyRefusal.NO_POLL
