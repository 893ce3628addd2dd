"""What the answers of a form say together; read in steps, so that any number of them fits."""

from collections.abc import Iterator
from typing import Any

from tadafor.kernel.masking import masked
from tadafor.surveys.models import Answer, Survey, SurveyResult
from tadafor.surveys.queries.answering import places
from tadafor.surveys.queries.facts import account_sides
from tadafor.surveys.rules import results
from tadafor.surveys.rules.counted import Counted, count, taken_up
from tadafor.surveys.rules.questions import ASKS_CHOICES, Form, Question

STEP = 2_000


def answers_of(survey: Survey) -> Iterator[Answer]:
    """Yield every answer, in an order that says nothing: drawn keys."""
    return Answer.objects.filter(survey=survey).order_by("pk").iterator(STEP)


def _values(survey: Survey) -> Iterator[dict[str, Any]]:
    rows = Answer.objects.filter(survey=survey)
    if not survey.uses_facts:
        return rows.values_list("values", flat=True).iterator(STEP)
    return (values | facts for values, facts in rows.values_list("values", "facts").iterator(STEP))


def result_of(survey: Survey, form: Form) -> Counted:
    """Return the result: as it was counted when it was published, else over all answers now."""
    if survey.results_at is not None and (kept := SurveyResult.objects.filter(survey=survey).first()):
        return taken_up(kept.told, form, account_sides(survey))
    return count(form, _values(survey), [key for key, _name in places(survey)], account_sides(survey))


def texts_of(survey: Survey, question: Question, limit: int = 200) -> list[str]:
    """Return what was written for an open question, in the order of the letters: for staff."""
    rows = Answer.objects.filter(survey=survey, values__has_key=question.key)
    return sorted(rows.values_list(f"values__{question.key}", flat=True)[:limit])


def comparable(form: Form) -> list[Question]:
    """Return the questions that can be crossed."""
    return [one for one in form.questions if one.kind in ASKS_CHOICES]


def crossed(survey: Survey, one: Question, other: Question) -> dict[str, dict[str, int | None]]:
    """Return two questions crossed, small counts left out (§ surveys-masked)."""
    return masked(results.crossed(one, other, _values(survey)))
