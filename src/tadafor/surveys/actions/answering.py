"""An answer arrives; those of an anonymous form wait sealed and are rewritten as one shuffled batch.

The order of locks of the house: the form is not locked by who answers, only held open by an advisory lock,
so that many answer at once and none after the close.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from tadafor.audit import actions as audit
from tadafor.kernel import passing
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel
from tadafor.surveys import queries
from tadafor.surveys.actions.filing import bind
from tadafor.surveys.actions.recording import record, record_unnamed
from tadafor.surveys.models import Answer, Participation, SealedAnswer, Survey, SurveyVersion
from tadafor.surveys.rules import answering, standing
from tadafor.surveys.rules.standing import SurveyRefusal

LOCK = 0x50E7
BLOCK = 1_024
BATCH = 2_000


@dataclass(frozen=True)
class Sent:
    """What came with a form: the version it was drawn from, what was typed, and who brings it."""

    version: int
    typed: Mapping[str, Any]
    token: str
    code: str = ""


@sensitive_variables()
@transaction.atomic
def answer(*, survey: Survey, sent: Sent, actor: Actor, now: datetime) -> bool:
    """Take one answer; False when the same form had arrived already (§ surveys-once, § surveys-sealed)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCK, survey.pk])
    survey.refresh_from_db(fields=["opens_on", "closes_on", "opened_at", "loaded_at"])
    who = queries.answerer(survey, actor, code=sent.code)
    phase = survey.days.phase(day_of(now))
    if refusal := standing.refuse_answer(phase, survey.asks, who, several=survey.is_repeated):
        raise Refused(refusal)
    version = queries.asked_version(survey)
    if version is None or version.number != sent.version:
        raise Refused(SurveyRefusal.ANOTHER_VERSION)
    marks = queries.marks_of(survey, actor, code=sent.code, token=sent.token)
    if survey.is_repeated and _came_already(survey, sent, marks):
        return False
    found = answering.whole(version.form, sent.typed, known=queries.known(survey, version.form, marks))
    if found.refused or not found.values:
        raise Refused(SurveyRefusal.UNREADABLE)
    joined = _participate(survey, _once(survey, sent, marks), now)
    if joined is None:
        return False
    _keep(version, found.values, joined, Sender(actor.channel, marks, _facts(survey, actor)), now)
    return True


@dataclass(frozen=True)
class Sender:
    """Who sends, as an answer knows them: by which way, the pseudonyms of this form, declared facts."""

    channel: Channel
    marks: Sequence[str]
    facts: Mapping[str, str]


def _facts(survey: Survey, actor: Actor) -> dict[str, str]:
    """Return what the account declares, where the form says that it is counted (§ surveys-facts)."""
    if not survey.uses_facts or actor.person_id is None:
        return {}
    return queries.facts_of(survey, actor.person_id)


def _once(survey: Survey, sent: Sent, marks: Sequence[str]) -> str:
    """Return what may stand once among the participations of a form."""
    if not marks:
        raise Refused(SurveyRefusal.UNREADABLE)
    return f"{sent.token[:20]}{marks[0]}"[:64] if survey.is_repeated else marks[0]


def _came_already(survey: Survey, sent: Sent, marks: Sequence[str]) -> bool:
    return Participation.objects.filter(survey=survey, mark=_once(survey, sent, marks)).exists()


def _participate(survey: Survey, mark: str, now: datetime) -> Participation | None:
    """Mark that somebody answered; the constraint decides between two that come at once."""
    one = Participation(survey=survey, mark=mark, day=day_of(now))
    Participation.objects.bulk_create([one], ignore_conflicts=True)
    if Participation.objects.filter(pk=one.pk).exists():
        return one
    if survey.is_repeated or survey.asks is standing.Audience.ANYBODY:
        return None
    raise Refused(SurveyRefusal.ANSWERED)


def _keep(
    version: SurveyVersion,
    values: Mapping[str, Any],
    joined: Participation,
    who: Sender,
    now: datetime,
) -> None:
    survey = joined.survey
    if survey.is_anonymous:
        key = queries.sealing_key(survey)
        if key is None:
            raise Refused(SurveyRefusal.CLOSED)
        told = json.dumps({"version": version.number, "values": values}, ensure_ascii=False).encode()
        told += b" " * (-len(told) % BLOCK)
        SealedAnswer.objects.create(survey=survey, sealed=passing.closed(told, key))
        record_unnamed(survey, "answer", who.channel, now)
        return
    made = Answer.objects.create(
        survey=survey,
        version=version,
        values=dict(values),
        facts=dict(who.facts),
        channel=who.channel,
        answered_on=day_of(now),
        participation=joined,
    )
    bind(made, values, who.marks)
    record_unnamed(survey, "answer", who.channel, now)


@transaction.atomic
def load_sealed(*, survey: Survey, now: datetime) -> int:
    """Rewrite the sealed answers of a closed form as one shuffled batch; nothing a second time.

    § surveys-sealed
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, survey.pk])
    survey = queries.locked(survey)
    closed = survey.days.phase(day_of(now)) is standing.Phase.CLOSED
    key = queries.sealing_key(survey)
    if not (survey.is_anonymous and closed and survey.loaded_at is None) or key is None:
        return 0
    versions = {one.number: one for one in queries.versions_of(survey)}
    codes = passing.shuffled(SealedAnswer.objects.filter(survey=survey).values_list("pk", flat=True))
    loaded = 0
    for at in range(0, len(codes), BATCH):
        rows = SealedAnswer.objects.in_bulk(codes[at : at + BATCH])
        told = [
            json.loads(clear) for row in rows.values() if (clear := passing.opened(bytes(row.sealed), key))
        ]
        fresh = [
            Answer(
                survey=survey,
                version=versions[one["version"]],
                values=one["values"],
                channel=Channel.ONLINE,
            )
            for one in passing.shuffled(told)
        ]
        loaded += len(Answer.objects.bulk_create(fresh))
    SealedAnswer.objects.filter(survey=survey).delete()
    survey.loaded_at = now
    survey.save(update_fields=["loaded_at"])
    record(survey, audit.HOUSE, "load_sealed", now, loaded=loaded, unreadable=len(codes) - loaded)
    return loaded


@transaction.atomic
def destroy_key(*, survey: Survey, now: datetime) -> bool:
    """Destroy the key of a form whose answers are loaded, with a record; again finds nothing."""
    survey = queries.locked(survey)
    if survey.loaded_at is None or not passing.shred(queries.key_path(survey)):
        return False
    record(survey, audit.HOUSE, "destroy_key", now)
    return True
