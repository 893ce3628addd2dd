"""Ideas at the same moment, on real threads with connections of their own."""

import pytest

from tadafor.budgets import actions
from tadafor.budgets.models import Idea, IdeaSupport
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.ideas import IdeaRefusal
from tadafor.budgets.tests.factories import (
    citizen_actor,
    idea_words,
    make_edition,
    make_idea,
    make_project,
    moment,
    organiser,
)
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_ideas_at_the_same_moment_have_numbers_of_their_own_and_a_double_click_makes_one(larache):
    edition = make_edition(larache)
    now = moment(edition, Phase.IDEAS)
    people = [citizen_actor(larache) for _ in range(4)]

    def proposing(actor, token):
        return lambda: (
            actions.propose_idea(
                edition=edition, words=idea_words(), actor=actor, now=now, token=token
            ).number
        )

    tokens = ["a", "a", "b", "c"]
    numbers = at_once(larache, *map(proposing, [people[0], *people[:3]], tokens))
    assert numbers[0] == numbers[1]
    with within(larache.pk):
        assert sorted(Idea.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_count_of_those_who_back_is_exact(larache):
    edition = make_edition(larache)
    idea, now = make_idea(edition), moment(edition, Phase.IDEAS)
    people = [citizen_actor(larache) for _ in range(4)]

    def backing(actor):
        return lambda: actions.back_idea(idea=idea, actor=actor, now=now)

    at_once(larache, *map(backing, [*people, people[0]]))
    with within(larache.pk):
        assert Idea.objects.get(pk=idea.pk).supports_count == IdeaSupport.objects.count() == 4


def test_an_idea_is_not_withdrawn_out_of_the_project_that_takes_it(larache):
    """Whichever comes first, the other is refused, and nobody waits for ever.

    An idea that was changed first waits for its reading (the territory moderates before): none takes it.
    """
    edition = make_edition(larache)
    author, now = citizen_actor(larache), moment(edition, Phase.MERGING)
    project = make_project(edition, studied=False, now=now)
    for _ in range(3):
        idea = make_idea(edition, author)
        staff = {"project": project, "numbers": [idea.number], "actor": organiser(larache), "now": now}
        words = idea_words(title="أخرى", body=f"مقاعد في ظل الأشجار {idea.number}.")
        merged, withdrawn, changed = at_once(
            larache,
            lambda staff=staff: actions.merge_ideas(**staff),
            lambda idea=idea: actions.withdraw_idea(idea=idea, actor=author, now=now),
            lambda idea=idea, words=words: actions.change_idea(idea=idea, words=words, actor=author, now=now),
        )
        with within(larache.pk):
            found = Idea.objects.get(pk=idea.pk)
            versions = found.versions.count()
        assert (found.withdrawn_at is None) != (found.project_id is None)
        why = IdeaRefusal.NOT_SHOWN if found.revision else IdeaRefusal.ALREADY_WITHDRAWN
        assert (merged in {why, IdeaRefusal.ALREADY_WITHDRAWN}) == (found.project_id is None)
        assert (withdrawn is IdeaRefusal.IN_A_PROJECT) == (found.withdrawn_at is None)
        assert found.revision == versions == int(isinstance(changed, Idea))
