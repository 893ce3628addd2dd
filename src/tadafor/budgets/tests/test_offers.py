"""What the front pages, the search, the desk and each person's page are told."""

from datetime import timedelta

import pytest

from tadafor.budgets import actions
from tadafor.budgets.queries import offers
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.tests.factories import (
    citizen_actor,
    make_edition,
    make_idea,
    make_project,
    moment,
    organiser,
    staff_actor,
)
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(larache):
    return make_edition(larache)


@pytest.mark.parametrize(
    ("phase", "actions_said"),
    [
        (Phase.ANNOUNCED, ["اقترحوا فكرة"]),
        (Phase.IDEAS, ["اقترحوا فكرة"]),
        (Phase.STUDY, []),
        (Phase.CAMPAIGN, ["صوتوا"]),
        (Phase.VOTE, ["صوتوا"]),
        (Phase.COUNT, []),
    ],
)
def test_the_front_page_says_what_people_can_do(edition, larache, phase, actions_said):
    with within(larache.pk):
        told = offers.openings(larache.pk, moment(edition, phase))
        assert [one.action for one in told] == actions_said
        assert offers.openings(larache.pk + 1, moment(edition, phase)) == []


def test_a_draft_is_not_told(larache):
    edition = make_edition(larache, announced=False)
    with within(larache.pk):
        assert offers.openings(larache.pk, moment(edition, Phase.IDEAS)) == []


def test_ideas_and_projects_are_found_by_their_words(edition, larache):
    make_idea(edition, title="نافورة الساحة")
    make_idea(edition, title="نافورة محجوبة", held=True)
    make_project(edition, "ترميم نافورة المدينة")
    with within(larache.pk):
        told = offers.found("نافورة", larache.pk, 10)
    assert [one.title for one in told] == ["ترميم نافورة المدينة", "نافورة الساحة"]


def test_the_desk_is_told_what_waits_and_how_late(edition, larache):
    project = make_project(edition, studied=False)
    agent = staff_actor(larache, RoleKind.AGENT)
    with within(larache.pk):
        (task,) = offers.awaiting(agent, larache.pk, moment(edition, Phase.STUDY))
        assert (task.count, task.late) == (1, 0)
        (task,) = offers.awaiting(agent, larache.pk, moment(edition, Phase.PRICES))
        assert task.late == 1
        assert offers.awaiting(citizen_actor(larache), larache.pk, moment(edition, Phase.STUDY)) == []
    assert project.standing == "pending"


def test_prices_that_can_be_published_wait_for_who_organises(edition, larache):
    make_project(edition)
    with within(larache.pk):
        now = moment(edition, Phase.STUDY)
        (task,) = offers.awaiting(organiser(larache), larache.pk, now)
        assert task.address.endswith("/prices/")
        assert offers.awaiting(staff_actor(larache, RoleKind.AGENT), larache.pk, now) == []


def test_a_person_finds_their_ideas_and_what_became_of_them(edition, larache):
    salma = citizen_actor(larache)
    own, other = make_idea(edition, salma), make_idea(edition)
    now = moment(edition, Phase.IDEAS)
    with within(larache.pk):
        actions.back_idea(idea=other, actor=salma, now=now)
        project = make_project(edition, studied=False)
        actions.merge_ideas(
            project=project, numbers=[own.number], actor=organiser(larache), now=now + timedelta(days=30)
        )
        heaps = offers.deeds(salma.person_id, now)
        told = [heap.tell(row) for heap in heaps for row in heap.rows]
    assert [one.kind for one in told] == ["فكرة", "تأييد فكرة"]
    assert told[0].became == "صارت جزءا من مشروع: ساحة للأطفال"
    held = offers.held_data(salma.person_id)
    assert [one["number"] for one in held["ideas"]] == [own.number]
    assert len(held["ideas_backed"]) == 1
