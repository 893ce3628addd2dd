"""Forms by their address, in lists, and their versions."""

from datetime import date

from django.db.models import QuerySet

from tadafor.surveys.models import Conversation, Survey, SurveyVersion
from tadafor.surveys.models.survey import SurveyQuerySet

_UNSEEN = ("search_text", "grams", "trace__text")


def _with() -> SurveyQuerySet:
    return Survey.objects.select_related("trace", "territory").defer(*_UNSEEN)


def survey_at(slug: str) -> Survey | None:
    """Return the opened form at this address."""
    return _with().public().filter(slug=slug).first()


def any_survey_at(slug: str) -> Survey | None:
    """Return the form at this address, opened or not: for staff."""
    return _with().filter(slug=slug).first()


def is_address_free(slug: str) -> bool:
    """Whether neither a form nor a conversation stands at this address."""
    return not (Survey.objects.filter(slug=slug).exists() or Conversation.objects.filter(slug=slug).exists())


def surveys_listed(*, drafts: bool = False) -> QuerySet[Survey]:
    """Return the forms of the territory, the last to close first; drafts before all."""
    found = _with() if drafts else _with().public()
    return found.order_by("-opens_on", "-pk")


def locked(survey: Survey) -> Survey:
    """Return the form, held until the act is done."""
    rows = Survey.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("trace", "territory").get(pk=survey.pk)


def asked_version(survey: Survey) -> SurveyVersion | None:
    """Return the version that is asked: the last published one."""
    return SurveyVersion.objects.filter(survey=survey, published_at__isnull=False).order_by("-number").first()


def draft_of(survey: Survey) -> SurveyVersion | None:
    """Return the version being written."""
    return SurveyVersion.objects.filter(survey=survey, published_at__isnull=True).first()


def versions_of(survey: Survey) -> list[SurveyVersion]:
    """Return every published version, the newest first."""
    found = SurveyVersion.objects.filter(survey=survey, published_at__isnull=False)
    return list(found.order_by("-number"))


def to_load(today: date) -> list[Survey]:
    """Return the anonymous forms that are closed and whose answers are still sealed."""
    closed = _with().filter(is_anonymous=True, opened_at__isnull=False, closes_on__lt=today)
    return list(closed.filter(loaded_at__isnull=True).order_by("closes_on", "pk"))


def survey_numbered(pk: int) -> Survey | None:
    """Return a form by its key: for jobs."""
    return _with().filter(pk=pk).first()


def closing_on(day: date) -> list[Survey | Conversation]:
    """Return what is open and has its last day then: for jobs."""
    talks = Conversation.objects.select_related("trace", "territory").public().filter(closes_on=day)
    return [*_with().public().filter(closes_on=day).order_by("pk"), *talks.order_by("pk")]
