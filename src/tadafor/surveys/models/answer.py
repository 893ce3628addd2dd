"""Who has answered, and what was answered: for an anonymous form nothing joins the two.

See ``docs/rules/surveys.md``. Keys are drawn; a participation keeps only the day; an anonymous answer waits
sealed and is rewritten, once the form is closed, in one shuffled batch without a time.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.people.rules import Channel
from tadafor.surveys.models.survey import Survey, SurveyVersion


class Participation(models.Model):
    """Somebody answered this form: a keyed hash that belongs to it alone, and the day."""

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    day = models.DateField()

    objects: ClassVar[models.Manager["Participation"]] = ScopedManager(territory="survey__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "mark"], name="surveys_one_answer_each"),
        ]


class Invitation(models.Model):
    """A code that opens a form for one person; only its keyed hash is kept."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    mark = models.CharField(max_length=64)
    label = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Invitation"]] = ScopedManager(territory="survey__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "mark"], name="surveys_invitation_once"),
        ]


class SealedAnswer(models.Model):
    """One anonymous answer, closed with the key that dies with the form."""

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    objects: ClassVar[models.Manager["SealedAnswer"]] = ScopedManager(territory="survey__territory")


class Answer(models.Model):
    """What was answered. ``answered_on`` is empty for an anonymous form.

    ``facts``: sex, age band, neighbourhood as the account declared them, where the form says so.
    """

    code = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()
    facts = models.JSONField(default=dict)
    channel = models.CharField(max_length=10, choices=plain(Channel))
    answered_on = models.DateField(null=True)
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="answer", null=True
    )

    objects: ClassVar[models.Manager["Answer"]] = ScopedManager(territory="survey__territory")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=False) | Q(participation__isnull=True),
                name="surveys_without_day_joins_nobody",
            ),
        ]
        indexes = [models.Index(fields=["survey"], name="surveys_answers_of")]


class SurveyResult(models.Model):
    """The result of a form as it was counted when it was published."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="result")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    told = models.JSONField()
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["SurveyResult"]] = ScopedManager(territory="survey__territory")


class AnswerFile(models.Model):
    """A file that came for a question, before and after its answer is sent (§ surveys-files).

    ``answer`` is empty, and ``mark`` says whose it is, until the answer is sent.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="files", null=True)
    question = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="+")
    is_trial = models.BooleanField(default=False)
    came_at = models.DateTimeField()

    objects: ClassVar[models.Manager["AnswerFile"]] = ScopedManager(territory="survey__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "mark", "question"],
                condition=Q(answer__isnull=True),
                name="surveys_one_file_waits",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=False, mark="") | Q(answer__isnull=True) & ~Q(mark=""),
                name="surveys_file_of_answer_or_waiting",
            ),
        ]


class PaperBatch(models.Model):
    """Answers on paper that came in one spreadsheet; its fingerprint keeps it from coming twice."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    answers = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PaperBatch"]] = ScopedManager(territory="survey__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "fingerprint"], name="surveys_paper_once"),
        ]
