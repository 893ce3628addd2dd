"""What is read aloud of a consultation: its stake, its articles and its cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from tadafor.consultations.models import Consultation, Round, Wording
from tadafor.consultations.queries.cards import rounds_of
from tadafor.consultations.queries.text import current_version, draft_version, label_of, wording_of
from tadafor.documents import queries as documents
from tadafor.documents.rules.sounds import State
from tadafor.kernel.together import Wanted

_ROUND = "round-"


@dataclass(frozen=True)
class ReadText:
    """A text that may be read aloud: what names it, its words, and the mark of its words as they stand."""

    subject: str
    key: str
    label: str
    title: str
    words: str

    @property
    def mark(self) -> str:
        """What changes when the words do (§ documents-read-aloud)."""
        return sha256(f"{self.title}\0{self.words}".encode()).hexdigest()


def text_of_whole(consultation: Consultation) -> ReadText:
    """What is at stake and what is promised, read as one."""
    words = f"{consultation.stake}\n\n{consultation.promise}"
    return ReadText(f"consultation:{consultation.pk}", "", "", consultation.title, words)


def text_of_wording(wording: Wording) -> ReadText:
    """An article, or a card with its fields."""
    words = "\n\n".join(part for part in (wording.body, wording.five.told) if part)
    label = label_of(wording.passage.sort, wording.number)
    return ReadText(f"passage:{wording.passage_id}", wording.passage.key, label, wording.title, words)


def text_of_round(one: Round) -> ReadText:
    """What to do in a round: it is read to those who cannot, as a card is (§ documents-read-aloud)."""
    label = _("تعليمات الجولة %(number)s") % {"number": one.number}
    return ReadText(f"round:{one.pk}", f"{_ROUND}{one.number}", label, "", one.instruction)


def _instructions(rounds: Iterable[Round]) -> list[ReadText]:
    return [text_of_round(one) for one in rounds if one.instruction]


def readings_of_rounds(rounds: Iterable[Round]) -> dict[str, list[documents.Recording]]:
    """Return what can be listened to of the instructions of rounds, by their instruction."""
    texts = _instructions(rounds)
    found = documents.readings_of({text.subject: text.mark for text in texts}) if texts else {}
    return {text.words: found.get(text.subject, []) for text in texts}


def text_read(consultation: Consultation, key: str | None) -> ReadText | None:
    """Return the text named by the key of a passage or of a round, None for the stake, as it stands."""
    if key is None:
        return text_of_whole(consultation)
    if key.startswith(_ROUND):
        rounds = _instructions(rounds_of(consultation))
        return next((text for text in rounds if text.key == key), None)
    version = current_version(consultation) or draft_version(consultation)
    wording = wording_of(version, key) if version else None
    return text_of_wording(wording) if wording and wording.passage.sort != "section" else None


def readings_of_wording(wording: Wording) -> list[documents.Recording]:
    """Return what can be listened to of an article or a card, by language."""
    text = text_of_wording(wording)
    return documents.readings_of({text.subject: text.mark}).get(text.subject, [])


def readings_of_whole(consultation: Consultation) -> list[documents.Recording]:
    """Return what can be listened to of the stake of a consultation, by language."""
    text = text_of_whole(consultation)
    return documents.readings_of({text.subject: text.mark}).get(text.subject, [])


def wanted_reading_of_whole(consultation: Consultation) -> Wanted:
    """Say what ``readings_of_whole`` will ask, for a page that asks ahead."""
    return documents.wanted_readings([text_of_whole(consultation).subject])


def texts_at_the_desk(consultation: Consultation) -> list[tuple[ReadText, list[documents.Reading]]]:
    """Return every text with its recordings, those that wait, failed or are out of date too."""
    version = current_version(consultation) or draft_version(consultation)
    rows = version.wordings.select_related("passage").order_by("position") if version else []
    texts = [
        text_of_whole(consultation),
        *_instructions(rounds_of(consultation)),
        *(text_of_wording(one) for one in rows if one.passage.sort != "section"),
    ]
    found = documents.readings_at_the_desk({text.subject: text.mark for text in texts})
    return [(text, found.get(text.subject, [])) for text in texts]


def reading_by_code(consultation: Consultation, code: str) -> documents.Recording | None:
    """Return a recording of a text of this consultation."""
    found = documents.recording_by_code(code)
    if found is None or found.trace_id != consultation.trace_id or not found.subject:
        return None
    return found if found.state in {State.READY, State.WAITING} else None
