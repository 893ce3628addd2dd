"""At the same moment: numbers, a form sent twice, two who answer, the support that reaches the threshold."""

import pytest

from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.suggestions import actions, rules
from tadafor.suggestions.rules import PathRefusal
from tadafor.suggestions.tests.factories import ANSWERED, Place, citizen_actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_has_its_number_and_a_form_sent_twice_has_one(larache):
    place = Place(larache)
    tokens = ["a", "b", "c", "a", "b", "c", "d", "d"]
    made = at_once(None, *[lambda token=token: place.post(token=token) for token in tokens])

    assert sorted({one.suggestion.number for one in made}) == [1, 2, 3, 4]
    assert len({(one.suggestion.number, one.secret) for one in made}) == 4


def test_two_who_answer_at_once_give_one_answer(larache):
    place = Place(larache)
    one = place.made()
    answers = at_once(None, lambda: place.answer(one), lambda: place.answer(one, actor=place.director))

    assert answers.count(PathRefusal.NOT_NOW) == 1


def test_supports_at_once_are_all_counted(larache):
    place = Place(larache)
    one = place.made()
    people = [citizen_actor(f"مؤيدة {at}") for at in range(4)]
    with within(larache.pk):
        actions.choose(
            territory_id=larache.pk,
            threshold=4,
            treats_complaints=False,
            limits=rules.Limits(),
            actor=place.director,
            now=ANSWERED,
        )

    def back(actor):
        with within(larache.pk):
            return actions.back(suggestion=one, actor=actor, now=ANSWERED)

    at_once(None, *[lambda actor=actor: back(actor) for actor in [*people, *people]])
    fresh = place.fresh(one)
    assert (fresh.supports_count, fresh.session_owed_at) == (4, ANSWERED)
