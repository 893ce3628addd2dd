"""What surrounds a result: trials, themes of open answers, comments, the form it repeats."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from tadafor.kernel.clock import start_of
from tadafor.surveys.models import Answer, ResultComment, Survey, Theme, ThemedAnswer, TrialAnswer
from tadafor.surveys.queries.answering import places
from tadafor.surveys.queries.results import result_of
from tadafor.surveys.queries.surveys import asked_version
from tadafor.surveys.rules.comparing import Compared, compared
from tadafor.surveys.rules.counted import Counted, count
from tadafor.surveys.rules.questions import Form

MOST_SHOWN = 60


def trials(survey: Survey) -> int:
    """Return how many times staff tried the questions that are being written."""
    return TrialAnswer.objects.filter(survey=survey).count()


def trial_result(survey: Survey, form: Form) -> Counted:
    """Return what the trials say together, as the result would show it."""
    rows = TrialAnswer.objects.filter(survey=survey).values_list("values", flat=True)
    return count(form, rows, [key for key, _name in places(survey)])


def since_before(survey: Survey, now: Counted) -> list[Compared]:
    """Return the questions that the form it repeats asked too; nothing before both are published."""
    before = survey.previous
    version = asked_version(before) if before and before.results_at else None
    if before is None or version is None or survey.results_at is None:
        return []
    return compared(result_of(before, version.form), now)


# ---- open answers by theme


def open_texts(survey: Survey, question: str) -> list[tuple[UUID, str]]:
    """Return every answer to an open question with its key, in an order that says nothing."""
    rows = Answer.objects.filter(survey=survey, values__has_key=question).order_by("pk")
    return list(rows.values_list("pk", f"values__{question}"))


def themes_of(survey: Survey, question: str = "", *, decided: bool | None = None) -> QuerySet[Theme]:
    """Return themes with how many answers stand in each (``many``)."""
    found = Theme.objects.filter(survey=survey).annotate(many=Count("answers"))
    found = found.filter(question=question) if question else found
    return found if decided is None else found.filter(decided_at__isnull=not decided)


def texts_in(themes: Sequence[Theme]) -> dict[int, list[tuple[int, str]]]:
    """Return what was written in each theme, the first of them, with the row that holds it."""
    found: dict[int, list[tuple[int, str]]] = {one.pk: [] for one in themes}
    rows = ThemedAnswer.objects.filter(theme__in=themes).order_by("answer_id")
    for key, theme, question, values in rows.values_list("pk", "theme_id", "question", "answer__values"):
        if len(found[theme]) < MOST_SHOWN:
            found[theme].append((key, values.get(question, "")))
    return found


def left_over(survey: Survey, question: str) -> int:
    """Return how many open answers stand in no theme."""
    inside = ThemedAnswer.objects.filter(theme__survey=survey, question=question).count()
    return Answer.objects.filter(survey=survey, values__has_key=question).count() - inside


# ---- comments


def comments_of(survey: Survey, *, shown: bool = True) -> list[ResultComment]:
    """Return what participants said of the result, in order."""
    rows = ResultComment.objects.filter(survey=survey).select_related("trace")
    return list(rows.filter(trace__visibility="visible") if shown else rows)


def comment_numbered(survey: Survey, number: int) -> ResultComment | None:
    """Return one comment, whatever its state."""
    return ResultComment.objects.filter(survey=survey, number=number).select_related("trace").first()


def comment_sent_with(survey: Survey, token: str) -> ResultComment | None:
    """Return what the same token already made."""
    return ResultComment.objects.filter(survey=survey, token=token).select_related("trace").first()


def comments_made_today(survey: Survey, person_id: int, today: date) -> int:
    """Return how many comments a person wrote today."""
    return ResultComment.objects.filter(
        survey=survey, author_id=person_id, made_at__gte=start_of(today)
    ).count()
