"""What accounts declare, as sides of a result: in counts only, where the form says so (§ surveys-facts)."""

from enum import StrEnum

from django.utils.translation import gettext as _

from tadafor.kernel.words import word
from tadafor.people import queries as people
from tadafor.people.rules import AgeBand, Sex
from tadafor.surveys.models import Survey
from tadafor.surveys.rules.questions import Choice, Question, QuestionKind

SEX, AGE, PLACE = "account.sex", "account.age", "account.place"


def facts_of(survey: Survey, person_id: int) -> dict[str, str]:
    """Return what somebody declared on their account, and the neighbourhood of their link here."""
    declared = people.facts_of(person_id)
    lived = next(iter(people.neighbourhoods_counted(survey.territory_id, [person_id])), None)
    found = {
        SEX: declared.sex if declared else "",
        AGE: declared.age_band if declared else "",
        PLACE: str(lived) if lived else "",
    }
    return {key: said for key, said in found.items() if said}


def account_sides(survey: Survey) -> list[Question]:
    """Return what the answers of this form are counted by, beyond its own questions."""
    if not survey.uses_facts:
        return []
    return [
        Question(SEX, QuestionKind.ONE, _("الجنس، كما في الحساب"), choices=_choices(Sex)),
        Question(AGE, QuestionKind.ONE, _("السن، كما في الحساب"), choices=_choices(AgeBand)),
        Question(PLACE, QuestionKind.PLACE, _("الحي، كما في الحساب")),
    ]


def _choices(kind: type[StrEnum]) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, word(one)) for one in kind)
