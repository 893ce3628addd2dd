"""Reading a text aloud at the desk, for those who do not read."""

from datetime import datetime

from django.db import transaction

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Consultation
from tadafor.documents import actions as documents
from tadafor.documents.actions import Speech
from tadafor.documents.queries import Recording
from tadafor.documents.rules import Visibility
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


@transaction.atomic
def read_aloud(
    *, consultation: Consultation, text: queries.ReadText, speech: Speech, actor: Actor, now: datetime
) -> Recording:
    """Keep the recording of a text of this consultation; it replaces the one in the same language.

    It is tied to the words as they stand now (§ documents-read-aloud). Raises Refused.
    """
    consultation = queries.locked(consultation)
    recording = documents.take_recording(
        territory_id=consultation.territory_id,
        actor=actor,
        whole=speech.whole,
        kind=speech.kind,
        voice=speech.voice,
        trace=consultation.trace,
        subject=text.subject,
        made_from=text.mark,
        visibility=Visibility.PUBLIC,
        now=now,
    )
    record(consultation, actor, "read_aloud", now, text=text.subject, voice=speech.voice)
    return recording


@transaction.atomic
def stop_reading(*, consultation: Consultation, code: str, actor: Actor, now: datetime) -> None:
    """Take the recording of a text away for ever. Raises Refused when this consultation has none such."""
    consultation = queries.locked(consultation)
    found = queries.reading_by_code(consultation, code)
    if found is None:
        raise Refused(rules.SpeechRefusal.NO_SUCH_READING)
    documents.erase_recordings(recordings=[found], actor=actor, reason="desk", now=now)
    record(consultation, actor, "stop_reading", now, text=found.subject, voice=found.voice)
