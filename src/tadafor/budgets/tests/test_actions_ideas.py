"""Ideas are proposed, entered, backed, taken back and merged."""

from datetime import timedelta

import pytest

from tadafor.budgets import actions, queries
from tadafor.budgets.rules.cycle import CycleRefusal, Phase
from tadafor.budgets.rules.ideas import Fate, IdeaRefusal
from tadafor.budgets.tests.factories import (
    START,
    citizen_actor,
    feasible,
    idea_words,
    make_edition,
    make_idea,
    make_project,
    moment,
    organiser,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.moderation.queries import open_cases
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.people.rules import Channel
from tadafor.traces import queries as traces

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(larache):
    return make_edition(larache)


def propose(edition, actor, *, phase=Phase.IDEAS, sent_with="once", **words):
    with within(edition.territory_id):
        return actions.propose_idea(
            edition=edition,
            words=idea_words(**words),
            actor=actor,
            now=moment(edition, phase),
            token=sent_with,
        )


def test_an_idea_waits_for_the_moderator_where_the_territory_says_so(edition, larache):
    idea = propose(edition, citizen_actor(larache))
    with within(larache.pk):
        assert idea.trace.visibility == "held"
        assert open_cases().count() == 1
    larache.moderation = "after"
    larache.save()
    assert propose(edition, citizen_actor(larache), sent_with="twice").trace.visibility == "visible"


def test_a_double_click_makes_one_idea(edition, larache):
    salma = citizen_actor(larache)
    assert propose(edition, salma).pk == propose(edition, salma).pk


@pytest.mark.parametrize("phase", [Phase.ANNOUNCED, Phase.MERGING, Phase.STUDY, Phase.VOTE])
def test_ideas_are_taken_on_their_days_only(edition, larache, phase):
    with pytest.raises(Refused) as refused:
        propose(edition, citizen_actor(larache), phase=phase)
    assert refused.value.refusal is CycleRefusal.NOT_NOW


def test_who_proposes_signs_in(edition):
    with pytest.raises(Refused) as refused:
        propose(edition, VISITOR)
    assert refused.value.refusal is IdeaRefusal.SIGN_IN_FIRST


def test_an_idea_of_the_box_counts_by_its_day(edition, larache):
    def enter(on, token):
        with within(larache.pk):
            return actions.enter_idea(
                edition=edition,
                words=idea_words(),
                received=actions.FromABox(Channel.WORKSHOP, on, "أم سعيد"),
                actor=organiser(larache),
                now=moment(edition, Phase.MERGING),
                token=token,
            )

    idea = enter(START + timedelta(days=3), "a")
    assert (idea.author_id, idea.author_label, idea.channel) == (None, "أم سعيد", "workshop")
    assert idea.received_on == START + timedelta(days=3)
    assert idea.trace.visibility == "visible"
    with pytest.raises(Refused) as refused:
        enter(START - timedelta(days=1), "b")
    assert refused.value.refusal is IdeaRefusal.RECEIVED_OUTSIDE


def test_backing_twice_counts_once_and_can_be_taken_back(edition, larache):
    idea, salma = make_idea(edition), citizen_actor(larache)
    now = moment(edition, Phase.MERGING)
    with within(larache.pk):
        for _ in range(2):
            actions.back_idea(idea=idea, actor=salma, now=now)
        assert queries.idea_numbered(edition, idea.number).supports_count == 1
        for _ in range(2):
            actions.stop_backing(idea=idea, actor=salma, now=now)
        assert queries.idea_numbered(edition, idea.number).supports_count == 0


def test_nobody_backs_their_own_nor_what_is_held(edition, larache):
    salma = citizen_actor(larache)
    own, held = make_idea(edition, salma), make_idea(edition, held=True)
    now = moment(edition, Phase.IDEAS)
    for idea, expected in ((own, IdeaRefusal.OWN_IDEA), (held, IdeaRefusal.NOT_SHOWN)):
        with within(larache.pk), pytest.raises(Refused) as refused:
            actions.back_idea(idea=idea, actor=salma, now=now)
        assert refused.value.refusal is expected


def test_merging_keeps_every_author_and_tells_them(edition, larache):
    salma, idris = citizen_actor(larache), citizen_actor(larache, name="إدريس التجريبي")
    first, second = make_idea(edition, salma), make_idea(edition, idris)
    project = make_project(edition, studied=False)
    now = moment(edition, Phase.STUDY)
    with within(larache.pk):
        actions.merge_ideas(
            project=project, numbers=[first.number, second.number], actor=organiser(larache), now=now
        )
        assert queries.authors_of(project) == [salma.person_id, idris.person_id]
        view = queries.viewed([queries.idea_numbered(edition, first.number)], Phase.STUDY)[0]
        assert view.fate is Fate.IN_PROJECT
        assert [step.successor.pk for step in traces.story_of(first.trace).after] == [project.trace_id]
    with everywhere():
        for person in (salma.person_id, idris.person_id):
            assert Notice.objects.filter(person_id=person, kind="budgets.merged").count() == 1
    with within(larache.pk), pytest.raises(Refused) as refused:
        actions.withdraw_idea(idea=first, actor=salma, now=now)
    assert refused.value.refusal is IdeaRefusal.IN_A_PROJECT


def test_an_idea_stands_in_one_project_and_unknown_numbers_are_told(edition, larache):
    idea = make_idea(edition)
    one, other = (make_project(edition, title, studied=False) for title in ("الأول", "الثاني"))
    now = moment(edition, Phase.STUDY)
    nadia = organiser(larache)
    with within(larache.pk):
        actions.merge_ideas(project=one, numbers=[idea.number], actor=nadia, now=now)
        for numbers, expected in (([idea.number], IdeaRefusal.IN_A_PROJECT), ([99], IdeaRefusal.NO_IDEA)):
            with pytest.raises(Refused) as refused:
                actions.merge_ideas(project=other, numbers=numbers, actor=nadia, now=now)
            assert refused.value.refusal is expected


def test_an_idea_taken_back_keeps_its_number(edition, larache):
    salma = citizen_actor(larache)
    idea = make_idea(edition, salma)
    with within(larache.pk):
        actions.withdraw_idea(idea=idea, actor=salma, now=moment(edition, Phase.MERGING))
        assert queries.listed(edition).count() == 0
        assert make_idea(edition).number == idea.number + 1


def test_an_author_answers_the_study_and_others_do_not(edition, larache):
    salma = citizen_actor(larache)
    idea = make_idea(edition, salma)
    project = make_project(edition, studied=False)
    now = moment(edition, Phase.STUDY)
    with within(larache.pk):
        actions.merge_ideas(project=project, numbers=[idea.number], actor=organiser(larache), now=now)
        study = actions.study_project(
            project=project, opinion=feasible(edition), actor=organiser(larache), now=now
        )
        answer = actions.answer_study(study=study, body="شكرا، والأشجار؟", actor=salma, now=now)
        assert answer.body == "شكرا، والأشجار؟"
        with pytest.raises(Refused):
            actions.answer_study(study=study, body="لست صاحبه", actor=citizen_actor(larache), now=now)
