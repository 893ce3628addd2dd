"""Files that come with an answer: kept private, under the pseudonym of who answers (§ surveys-files)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tadafor.audit import actions as audit
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Visibility
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import VISITOR, Actor
from tadafor.surveys import queries
from tadafor.surveys.actions.recording import record_unnamed
from tadafor.surveys.models import Answer, AnswerFile, Survey
from tadafor.surveys.rules.questions import Question, QuestionKind
from tadafor.surveys.rules.standing import SurveyRefusal

LOCK = 0x50E8
WAITS = timedelta(days=1)


@transaction.atomic
def keep_file(
    *,
    survey: Survey,
    question: Question,
    file: CleanFile,
    mark: str,
    actor: Actor,
    now: datetime,
    is_trial: bool = False,
) -> str:
    """Keep a file until its answer is sent; another one for the same question takes its place.

    Nobody's name stands beside it, and nothing of the name it had.
    """
    if not mark or question.kind is not QuestionKind.FILE or not queries.may_take_files(survey):
        raise Refused(SurveyRefusal.UNREADABLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, int(mark[:7], 16)])
    waiting = AnswerFile.objects.filter(survey=survey, mark=mark, question=question.key, answer__isnull=True)
    before = [one.document for one in waiting.select_related("document")]
    waiting.delete()
    nobody = replace(VISITOR, channel=actor.channel)
    documents.erase(documents=before, actor=nobody, reason="replaced", now=now)
    made = documents.attach(
        territory_id=survey.territory_id,
        actor=nobody,
        file=file,
        title=question.label,
        visibility=Visibility.PRIVATE,
        now=now,
    )
    AnswerFile.objects.create(
        survey=survey, question=question.key, mark=mark, document=made, is_trial=is_trial, came_at=now
    )
    record_unnamed(survey, "keep_file", actor.channel, now)
    return made.code


def bind(answer: Answer, values: Mapping[str, Any], marks: Iterable[str]) -> None:
    """Give an answer the files it names; what it does not name waits for its erasure."""
    files = {one.key for one in answer.version.form.questions if one.kind is QuestionKind.FILE}
    named = [values[key] for key in files if key in values]
    if not named:
        return
    waiting = AnswerFile.objects.select_for_update().filter(
        survey=answer.survey, mark__in=list(marks), answer__isnull=True, document__code__in=named
    )
    found = list(waiting.values_list("pk", flat=True))
    if len(found) < len(named):
        raise Refused(SurveyRefusal.UNREADABLE)
    AnswerFile.objects.filter(pk__in=found).update(answer=answer, mark="")


@transaction.atomic
def erase_files(*, now: datetime) -> int:
    """Erase the files whose answer was not sent within a day."""
    return erase_waiting(queries.files_left(now - WAITS), now)


def erase_trial_files(survey_id: int, now: datetime) -> int:
    """Erase what was sent to try the questions (§ surveys-trial)."""
    found = AnswerFile.objects.filter(survey_id=survey_id, is_trial=True).select_related("document")
    return erase_waiting(list(found), now)


def erase_waiting(left: list[AnswerFile], now: datetime) -> int:
    """Erase files with their rows; one that an answer took meanwhile stays."""
    keys = [one.pk for one in left]
    found = list(AnswerFile.objects.select_for_update(of=("self",)).filter(pk__in=keys, answer__isnull=True))
    told = [one.document for one in found]
    AnswerFile.objects.filter(pk__in=[one.pk for one in found]).delete()
    return documents.erase(documents=told, actor=audit.HOUSE, reason="not_sent", now=now)
