"""Two windows of one person, on real threads: one answer, one file."""

import pytest

from tadafor.documents.models import Document
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.tests.factories import citizen_actor
from tadafor.surveys import actions, queries
from tadafor.surveys.models import Answer, AnswerFile
from tadafor.surveys.rules.standing import SurveyRefusal
from tadafor.surveys.tests.factories import ANSWERING, make_survey, send
from tadafor.surveys.tests.test_files_and_points import ASKED, datasets_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_of_two_answers_at_once_one_counts(larache):
    """§ surveys-once"""
    survey, actor = make_survey(larache), citizen_actor(larache)
    told = at_once(larache, *[lambda: send(survey, actor)] * 4)
    refused = [one for one in told if isinstance(one, SurveyRefusal)]
    assert refused == [SurveyRefusal.ANSWERED] * 3
    with within(larache.pk):
        assert Answer.objects.filter(version__survey=survey).count() == 1


def test_of_two_files_at_once_one_waits(larache):
    """§ surveys-files"""
    survey, actor = make_survey(larache, form=ASKED), citizen_actor(larache)
    with within(larache.pk):
        mark = queries.marks_of(survey, actor)[0]
    facts = {"survey": survey, "question": ASKED.questions[0], "mark": mark, "now": ANSWERING}

    def keep():
        return actions.keep_file(file=datasets_file(), actor=actor, **facts)

    codes = at_once(larache, keep, keep)
    with within(larache.pk):
        (left,) = AnswerFile.objects.select_related("document")
        assert left.document.code in codes
        assert [one.code for one in Document.objects.all()] == [left.document.code]
