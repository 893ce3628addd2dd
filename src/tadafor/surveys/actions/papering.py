"""Answers on paper, entered by staff one by one or from a spreadsheet (§ surveys-paper, § surveys-batch)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel
from tadafor.surveys import queries
from tadafor.surveys.actions.answering import Sent
from tadafor.surveys.actions.recording import ask_organiser, record
from tadafor.surveys.models import Answer, PaperBatch, Survey, SurveyVersion
from tadafor.surveys.rules import answering
from tadafor.surveys.rules.papering import MOST_ROWS, BatchRefusal
from tadafor.surveys.rules.questions import on_paper
from tadafor.surveys.rules.standing import SurveyRefusal

AT_ONCE = 500


@transaction.atomic
def enter_paper(*, survey: Survey, sent: Sent, actor: Actor, now: datetime) -> bool:
    """Enter an answer that came on paper, until the result is published (§ surveys-paper).

    Paper bears no name: it joins nobody, and goes in as it is read.
    """
    survey, version = _taking(survey, sent.version, actor)
    values = _read(survey, version, [sent.typed])[0]
    Answer.objects.create(survey=survey, version=version, values=values, channel=Channel.PAPER)
    record(survey, actor, "enter_paper", now, version=version.number)
    return True


def _taking(survey: Survey, number: int, actor: Actor) -> tuple[Survey, SurveyVersion]:
    """Hold a form that still takes paper, with the version that is asked."""
    ask_organiser(actor, survey.territory_id)
    survey = queries.locked(survey)
    version = queries.asked_version(survey)
    if survey.opened_at is None or survey.results_at is not None:
        raise Refused(SurveyRefusal.NOT_OPEN if survey.opened_at is None else SurveyRefusal.CLOSED)
    if version is None or version.number != number:
        raise Refused(SurveyRefusal.ANOTHER_VERSION)
    return survey, version


def _read(survey: Survey, version: SurveyVersion, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read rows again by the rules; one that does not answer refuses all."""
    form = on_paper(version.form)
    known = queries.known(survey, form)
    read = [answering.whole(form, typed, known=known) for typed in rows]
    if any(one.refused or not one.values for one in read):
        raise Refused(SurveyRefusal.UNREADABLE)
    return [dict(one.values) for one in read]


@dataclass(frozen=True)
class PaperSheet:
    """The rows of a spreadsheet, the version they answer, and the fingerprint of the file."""

    version: int
    rows: Sequence[Mapping[str, Any]]
    fingerprint: str


@transaction.atomic
def import_paper(*, survey: Survey, sheet: PaperSheet, actor: Actor, now: datetime) -> int:
    """Enter all rows of a spreadsheet, or none; the same file never twice (§ surveys-batch)."""
    survey, version = _taking(survey, sheet.version, actor)
    if PaperBatch.objects.filter(survey=survey, fingerprint=sheet.fingerprint).exists():
        raise Refused(BatchRefusal.CAME_ALREADY)
    if not sheet.rows:
        raise Refused(BatchRefusal.NO_ROWS)
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(BatchRefusal.TOO_MANY_ROWS)
    fresh = [
        Answer(survey=survey, version=version, values=values, channel=Channel.PAPER)
        for values in _read(survey, version, sheet.rows)
    ]
    Answer.objects.bulk_create(fresh, batch_size=AT_ONCE)
    PaperBatch.objects.create(survey=survey, fingerprint=sheet.fingerprint, answers=len(fresh), made_at=now)
    record(survey, actor, "import_paper", now, version=version.number, answers=len(fresh))
    return len(fresh)
