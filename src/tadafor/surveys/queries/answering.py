"""Who would answer, as this form alone knows them; and the key that dies with it."""

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from tadafor.audit.queries import derived_key
from tadafor.documents.queries import Document
from tadafor.kernel import passing
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.surveys.models import Answer, AnswerFile, Invitation, Participation, SealedAnswer, Survey
from tadafor.surveys.rules.answering import Known
from tadafor.surveys.rules.pointing import Point
from tadafor.surveys.rules.questions import Form, Question, QuestionKind
from tadafor.surveys.rules.standing import Answerer, Audience, takes_files
from tadafor.territories import queries as territories
from tadafor.ui.maps import Quarter

FOLDER = "surveys"


def _mark(survey: Survey, name: str) -> str:
    key = derived_key(f"surveys.answers.{survey.territory_id}.{survey.pk}")
    return hmac.new(key, name.encode(), sha256).hexdigest()


def invitation_mark(survey: Survey, code: str) -> str:
    """Return by what the code of an invitation is known; blanks, dashes and case do not count."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return _mark(survey, f"invitation:{bare}")


def marks_of(survey: Survey, actor: Actor, *, code: str = "", token: str = "") -> list[str]:
    """Return the pseudonyms under which somebody answers this form, the strongest first (§ surveys-once)."""
    if survey.asks is Audience.INVITED:
        return [invitation_mark(survey, code)] if code else []
    if survey.asks is Audience.ANYBODY or not actor.is_signed_in:
        return [_mark(survey, f"token:{token}")] if token else []
    if survey.asks is Audience.ASSOCIATIONS:
        speaks = actor.associations_in(survey.territory_id)
        return [_mark(survey, f"association:{key}") for key, _ in speaks[:1]]
    cards = people.card_marks(survey.territory_id, actor.signer)
    return [_mark(survey, name) for name in (*(f"card:{held}" for held in cards), f"person:{actor.signer}")]


def answerer(survey: Survey, actor: Actor, *, code: str = "") -> Answerer:
    """Return what the rule must know of who would answer."""
    marks = marks_of(survey, actor, code=code)
    known = bool(code) and Invitation.objects.filter(survey=survey, mark__in=marks).exists()
    return Answerer(
        signed_in=actor.is_signed_in,
        linked=actor.linked_to(survey.territory_id),
        speaks_for=bool(actor.associations_in(survey.territory_id)),
        brought_code=bool(code),
        code_known=known,
        answered=bool(marks) and Participation.objects.filter(survey=survey, mark__in=marks).exists(),
    )


def counted(survey: Survey) -> int:
    """Return how many answered: participations, and paper that staff entered."""
    return Participation.objects.filter(survey=survey).count() + on_paper(survey)


def on_paper(survey: Survey) -> int:
    """Return how many answers staff entered from paper."""
    return Answer.objects.filter(survey=survey, channel="paper").count()


def places(survey: Survey) -> list[tuple[str, str]]:
    """Return the neighbourhoods that a question of place offers."""
    return [(str(one.pk), one.name) for one in territories.neighbourhoods(survey.territory_id)]


def quarters(survey: Survey, asked: Iterable[Question]) -> list[Quarter]:
    """Return the neighbourhoods as a map shows them, where one of these questions asks for a point."""
    wanted = any(one.kind is QuestionKind.POINT for one in asked)
    return territories.quarters(survey.territory_id) if wanted else []


def known(survey: Survey, form: Form, marks: Sequence[str] = ()) -> Known:
    """Return what answers to this form may name."""
    around = quarters(survey, form.questions)
    return Known(
        [key for key, _name in places(survey)],
        {one.document.code for one in files_waiting(survey, form, marks)},
        [Point(one.latitude, one.longitude) for one in around],
    )


# ---- files (§ surveys-files)


def may_take_files(survey: Survey) -> bool:
    """Whether this form may ask for files."""
    return takes_files(survey.asks, anonymous=survey.is_anonymous)


def trial_mark(survey: Survey, actor: Actor) -> str:
    """Return by which pseudonym the files of somebody who tries a form are known."""
    return _mark(survey, f"trial:{actor.signer}")


def files_waiting(survey: Survey, form: Form, marks: Sequence[str]) -> list[AnswerFile]:
    """Return the files that came under these pseudonyms and wait for their answer."""
    if not marks or not any(one.kind is QuestionKind.FILE for one in form.questions):
        return []
    rows = AnswerFile.objects.filter(survey=survey, mark__in=marks, answer__isnull=True)
    return list(rows.select_related("document"))


def files_answered(survey: Survey, question: str, limit: int = 200) -> list[Document]:
    """Return the files of a question, the latest first: for staff."""
    rows = AnswerFile.objects.filter(survey=survey, question=question, answer__isnull=False)
    return [one.document for one in rows.select_related("document").order_by("-came_at", "pk")[:limit]]


def files_left(before: datetime) -> list[AnswerFile]:
    """Return the files whose answer was never sent, and that came before a moment."""
    rows = AnswerFile.objects.filter(answer__isnull=True, came_at__lt=before, is_trial=False)
    return list(rows.select_related("survey", "document").order_by("pk"))


# ---- the key of an anonymous form


def key_path(survey: Survey) -> Path:
    """Return where the key of an anonymous form stands, or stood."""
    mark = _mark(survey, "key")[:16]
    return Path(settings.TADAFOR_KEYS_DIR) / FOLDER / f"{survey.pk}-{mark}.key"


def sealing_key(survey: Survey) -> bytes | None:
    """Return the key of an anonymous form, None once it is destroyed (§ surveys-sealed)."""
    return passing.read_key(key_path(survey))


def write_anew() -> bool:
    """Write the tables of who answered and of what was sealed anew, after a batch (§ surveys-sealed)."""
    return passing.write_anew((SealedAnswer, Participation, Answer))


def has_key(survey: Survey) -> bool:
    """Whether the key is still there."""
    return key_path(survey).exists()
