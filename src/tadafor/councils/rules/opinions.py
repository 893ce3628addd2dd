"""An opinion (رأي استشاري), from its first word to what the council made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.councils.rules.sessions import Vote


class Origin(StrEnum):
    """Who wanted the opinion."""

    ASKED = "asked"
    TAKEN_UP = "taken_up"


class OpinionPhase(StrEnum):
    """Where an opinion stands; derived from its acts."""

    BEGUN = "begun"
    DRAFTED = "drafted"
    ADOPTED = "adopted"
    SENT = "sent"
    ON_AGENDA = "on_agenda"
    ANSWERED = "answered"


class Answer(StrEnum):
    """What the council made of an opinion."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"


class OpinionRefusal(StrEnum):
    """Why an opinion does not take its next step."""

    SLUG_TAKEN = "slug_taken"
    BODY_ENDED = "body_ended"
    NO_QUESTION = "no_question"
    NOT_ITS_MEMBER = "not_its_member"
    ALREADY_ADOPTED = "already_adopted"
    NO_TEXT = "no_text"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_HELD = "not_held"
    BEFORE_ITS_BEGINNING = "before_its_beginning"
    NO_QUORUM = "no_quorum"
    MORE_THAN_PRESENT = "more_than_present"
    NO_MAJORITY = "no_majority"
    NOT_ADOPTED = "not_adopted"
    BEFORE_ITS_ADOPTION = "before_its_adoption"
    ALREADY_SENT = "already_sent"
    NOT_SENT = "not_sent"
    ALREADY_PLACED = "already_placed"
    NOT_PLACED = "not_placed"
    NOT_DELIBERATED = "not_deliberated"
    ALREADY_ANSWERED = "already_answered"
    NO_REASON = "no_reason"
    NOT_ANSWERED = "not_answered"
    NO_WORDS = "no_words"
    IN_THE_FUTURE = "in_the_future"


@dataclass(frozen=True)
class Course:
    """The acts of an opinion so far."""

    has_draft: bool = False
    adopted_on: date | None = None
    sent_on: date | None = None
    placed_on: date | None = None
    answered_on: date | None = None


def opinion_phase(course: Course) -> OpinionPhase:
    """Return where the opinion stands (§ opinions-1)."""
    reached = (
        (course.answered_on, OpinionPhase.ANSWERED),
        (course.placed_on, OpinionPhase.ON_AGENDA),
        (course.sent_on, OpinionPhase.SENT),
        (course.adopted_on, OpinionPhase.ADOPTED),
    )
    found = next((phase for day, phase in reached if day is not None), None)
    return found or (OpinionPhase.DRAFTED if course.has_draft else OpinionPhase.BEGUN)


def refuse_opinion(
    *, question: str, has_ended: bool, is_taken: bool, begun_on: date, today: date
) -> OpinionRefusal | None:
    """Asked by the council or taken up by the body itself, on a stated question (§ opinions-2)."""
    if has_ended:
        return OpinionRefusal.BODY_ENDED
    if is_taken:
        return OpinionRefusal.SLUG_TAKEN
    if begun_on > today:
        return OpinionRefusal.IN_THE_FUTURE
    return None if question else OpinionRefusal.NO_QUESTION


def refuse_draft(
    course: Course, *, text: str, may_write: bool, seen: int, last: int
) -> OpinionRefusal | None:
    """The bureau's writers, the working group and staff draft, each on the last words (§ opinions-3)."""
    if not may_write:
        return OpinionRefusal.NOT_ITS_MEMBER
    if course.adopted_on is not None:
        return OpinionRefusal.ALREADY_ADOPTED
    if not text:
        return OpinionRefusal.NO_TEXT
    return OpinionRefusal.CHANGED_MEANWHILE if seen != last else None


def bars_adoption(course: Course, *, has_met: bool) -> OpinionRefusal | None:
    """Return why no vote of the body can be kept now, or any more (§ opinions-4)."""
    if course.adopted_on is not None:
        return OpinionRefusal.ALREADY_ADOPTED
    if not course.has_draft:
        return OpinionRefusal.NO_TEXT
    return None if has_met else OpinionRefusal.NOT_HELD


def refuse_adoption(
    course: Course, vote: Vote, *, met_on: date, begun_on: date, is_held: bool, has_quorum: bool
) -> OpinionRefusal | None:
    """A body adopts with its quorum, by more voices for than against, never before its beginning.

    (§ opinions-4)
    """
    barred = bars_adoption(course, has_met=is_held)
    if barred is not None:
        return barred
    checks = (
        (met_on < begun_on, OpinionRefusal.BEFORE_ITS_BEGINNING),
        (not has_quorum, OpinionRefusal.NO_QUORUM),
        (vote.voices > vote.present, OpinionRefusal.MORE_THAN_PRESENT),
        (vote.in_favour <= vote.against, OpinionRefusal.NO_MAJORITY),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def bars_sending(course: Course) -> OpinionRefusal | None:
    """Return why it cannot be sent now, or any more (§ opinions-5)."""
    if course.adopted_on is None:
        return OpinionRefusal.NOT_ADOPTED
    return OpinionRefusal.ALREADY_SENT if course.sent_on is not None else None


def refuse_sending(course: Course, *, on: date, today: date) -> OpinionRefusal | None:
    """It is sent to the president of the council once adopted (§ opinions-5)."""
    barred = bars_sending(course)
    if barred is not None or course.adopted_on is None:
        return barred
    if on > today:
        return OpinionRefusal.IN_THE_FUTURE
    return OpinionRefusal.BEFORE_ITS_ADOPTION if on < course.adopted_on else None


def refuse_placing(course: Course) -> OpinionRefusal | None:
    """It is placed on an agenda once sent (§ opinions-5)."""
    if course.sent_on is None:
        return OpinionRefusal.NOT_SENT
    return OpinionRefusal.ALREADY_PLACED if course.placed_on is not None else None


def bars_answer(course: Course, *, is_deliberated: bool) -> OpinionRefusal | None:
    """Return why the council cannot answer now, or any more (§ opinions-6)."""
    if course.answered_on is not None:
        return OpinionRefusal.ALREADY_ANSWERED
    if course.placed_on is None:
        return OpinionRefusal.NOT_PLACED
    return None if is_deliberated else OpinionRefusal.NOT_DELIBERATED


def refuse_answer(course: Course, *, reason: str, is_deliberated: bool) -> OpinionRefusal | None:
    """The council answers after it deliberated, and gives its reasons, whatever the answer (§ opinions-6)."""
    barred = bars_answer(course, is_deliberated=is_deliberated)
    return barred or (None if reason else OpinionRefusal.NO_REASON)


def bars_follow_up(course: Course) -> OpinionRefusal | None:
    """Return why nothing can be told of its follow-up now (§ opinions-7)."""
    return OpinionRefusal.NOT_ANSWERED if course.answered_on is None else None


def refuse_follow_up(course: Course, *, words: str, on: date, today: date) -> OpinionRefusal | None:
    """What was done of the answer is told, dated, in public (§ opinions-7)."""
    barred = bars_follow_up(course)
    if barred is not None:
        return barred
    if not words:
        return OpinionRefusal.NO_WORDS
    return OpinionRefusal.IN_THE_FUTURE if on > today else None


def share_followed(answers: Iterable[Answer]) -> int | None:
    """Return the whole percentage of answered opinions that were followed, entirely (§ opinions-8).

    Partly followed ones are counted apart; None while nothing was answered.
    """
    given = list(answers)
    return 100 * given.count(Answer.FOLLOWED) // len(given) if given else None
