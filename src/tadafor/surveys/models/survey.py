"""A form that the commune puts to many, and its versions."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.surveys.rules import questions
from tadafor.surveys.rules.standing import Audience, Days

EXCERPT = 160
LONGEST_TITLE = 200


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Forms by where they stand."""

    def public(self) -> "SurveyQuerySet":
        return self.filter(opened_at__isnull=False, trace__visibility="visible")


SurveyManager = models.Manager.from_queryset(SurveyQuerySet)


class Survey(models.Model):
    """A form: who answers, when, in the open or anonymously, and which version is asked.

    ``loaded_at``: when the sealed answers of an anonymous form were rewritten as one shuffled batch.
    ``uses_facts``: answers are counted by what their accounts declare (§ surveys-facts).
    ``study``: the template its questions come from; ``previous``: the form it repeats; ``beside``: what it
    is asked beside, on another page.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    language = models.CharField(max_length=3, default="ar")
    title = models.CharField(max_length=LONGEST_TITLE)
    intro = models.TextField(blank=True)
    audience = models.CharField(max_length=12, choices=plain(Audience))
    is_anonymous = models.BooleanField(default=False)
    is_repeated = models.BooleanField(default=False)
    uses_facts = models.BooleanField(default=False)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(null=True)
    results_at = models.DateTimeField(null=True)
    results_words = models.TextField(blank=True)
    study = models.CharField(max_length=40, blank=True)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    beside = models.ForeignKey("traces.Trace", on_delete=models.PROTECT, related_name="+", null=True)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[SurveyManager["Survey"]] = ScopedManager(
        territory="territory", _manager_class=SurveyManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="surveys_slug_once"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opens_on__isnull=False, closes_on__gte=F("opens_on")),
                name="surveys_opened_with_days",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(is_repeated=False), name="surveys_anonymous_once"
            ),
            models.CheckConstraint(
                condition=Q(uses_facts=False) | Q(is_anonymous=False, audience__in=["contact", "residents"]),
                name="surveys_facts_of_accounts",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "-closes_on"], name="surveys_by_close"),
            GinIndex(fields=["grams"], name="surveys_grams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> Days:
        return Days(self.opens_on, self.closes_on, self.opened_at is not None)

    @property
    def asks(self) -> Audience:
        return Audience(self.audience)

    @property
    def excerpt(self) -> str:
        return excerpt(self.intro, EXCERPT)


class SurveyVersion(models.Model):
    """The questions of a form; the last published one is asked. A draft is not published yet."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["SurveyVersion"]] = ScopedManager(territory="survey__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="surveys_version_once"),
            models.UniqueConstraint(
                fields=["survey"], condition=Q(published_at__isnull=True), name="surveys_one_draft"
            ),
        ]

    @property
    def form(self) -> questions.Form:
        return questions.taken_up(self.content)
