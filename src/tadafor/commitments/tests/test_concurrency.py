"""At the same moment: numbers of remarks, a form sent twice, two who answer, two lines of money."""

import pytest

from tadafor.commitments import actions
from tadafor.commitments.rules import Outcome, RemarkRefusal, Source
from tadafor.commitments.tests.factories import NOW, WHY, Place, citizen_actor
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_happens_at_once_is_all_kept_and_nothing_twice(larache):
    """§ commitments-8, § commitments-12: one world for four races; each asserts what any order gives."""
    place = Place(larache)
    one = place.promised()
    place.published()
    people = [citizen_actor(f"مواطنة {at}") for at in range(3)]
    said = at_once(None, *[lambda who=who: place.said(one, actor=who) for who in [*people, *people]])
    assert sorted({remark.number for remark in said}) == [1, 2, 3]
    assert len({remark.pk for remark in said}) == 3

    def answer(outcome):
        with within(larache.pk):
            told = {"outcome": outcome, "words": WHY, "actor": place.director, "now": NOW}
            return actions.answer(remark=said[0], **told)

    answers = at_once(None, lambda: answer(Outcome.CONFIRMED), lambda: answer(Outcome.REFUTED))
    assert answers.count(RemarkRefusal.ANSWERED) == 1

    sources = [Source.COMMUNE, Source.REGION, Source.STATE, Source.DONOR]
    at_once(None, *[lambda source=source: place.money(one, source=source, planned=10) for source in sources])
    assert place.fresh(one).planned == 40

    at_once(None, *[lambda at=at: place.milestone(one, at) for at in (1, 2, 3)])
    with within(larache.pk):
        assert place.fresh(one).milestones.count() == 3
