"""What surrounds a result: trials before it, open answers by theme, what participants say of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from tadafor.kernel.scopes import ScopedManager
from tadafor.surveys.models.answer import Answer
from tadafor.surveys.models.survey import Survey
from tadafor.surveys.rules.commenting import LONGEST_COMMENT, LONGEST_REPLY

LONGEST_THEME = 120


class TrialAnswer(models.Model):
    """An answer that staff gave to try the questions; erased when they are asked (§ surveys-trial)."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["TrialAnswer"]] = ScopedManager(territory="survey__territory")


class Theme(models.Model):
    """Open answers that say alike, as proposed; ``decided_at``: a person kept it (§ surveys-themes)."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="themes")
    question = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_THEME)
    words = models.CharField(max_length=LONGEST_THEME, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Theme"]] = ScopedManager(territory="survey__territory")

    class Meta:
        ordering = ["position", "pk"]


class ThemedAnswer(models.Model):
    """One open answer in its theme; in one at most for each question."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="answers")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)

    objects: ClassVar[models.Manager["ThemedAnswer"]] = ScopedManager(territory="theme__survey__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="surveys_one_theme_each"),
        ]


class ResultComment(models.Model):
    """What a participant says of a published result; ``added_at``: it is part of the report."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="comments")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=3, default="ar")
    body = models.CharField(max_length=LONGEST_COMMENT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=LONGEST_REPLY, blank=True)

    objects: ClassVar[models.Manager["ResultComment"]] = ScopedManager(territory="survey__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="surveys_comment_numbered"),
            models.UniqueConstraint(fields=["survey", "token"], name="surveys_comment_sent_once"),
        ]

    @property
    def is_shown(self) -> bool:
        return self.trace.visibility == "visible"
