"""Cases, reports, rulings and appeals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.moderation.rules import Cause, Decision, Outcome, Reason
from tadafor.moderation.words import hidden_for
from tadafor.people.rules import Channel
from tadafor.traces.models import Reply, Trace


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by whether they wait, and by the text they are about."""

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def about(self, item: Trace | Reply) -> "CaseQuerySet":
        if isinstance(item, Trace):
            return self.filter(trace=item, reply=None)
        return self.filter(reply=item)


CaseManager = models.Manager.from_queryset(CaseQuerySet)


class Case(models.Model):
    """One text that waits for a ruling, and why; a text has one open case at most.

    ``trace`` is always there; ``reply`` says that the case is about what stands under it.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, unique=True, editable=False)
    cause = models.CharField(max_length=20, choices=plain(Cause))
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CaseManager["Case"]] = ScopedManager(territory="territory", _manager_class=CaseManager)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trace", "reply"],
                condition=Q(closed_at=None),
                nulls_distinct=False,
                name="case_open_once",
            )
        ]
        indexes = [models.Index(fields=["territory", "closed_at", "opened_at"], name="case_queue")]

    @property
    def said_cause(self) -> str:
        """Why it was opened, in the reader's language."""
        return word(Cause(self.cause))

    @property
    def item(self) -> Trace | Reply:
        """The text that the case is about."""
        return self.reply or self.trace


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports of one territory."""


ReportManager = models.Manager.from_queryset(ReportQuerySet)


class Report(models.Model):
    """Someone says that a text breaks a rule; each person says it once of one text."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=plain(Reason))
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[ReportManager["Report"]] = ScopedManager(
        territory="case__territory", _manager_class=ReportManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "trace", "reply"], nulls_distinct=False, name="report_once"
            )
        ]


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Rulings of one territory."""


RulingManager = models.Manager.from_queryset(RulingQuerySet)


class Ruling(models.Model):
    """How one case was closed, by whom and why."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="ruling")
    decision = models.CharField(max_length=10, choices=plain(Decision))
    reason = models.CharField(max_length=20, choices=plain(Reason), blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[RulingManager["Ruling"]] = ScopedManager(
        territory="case__territory", _manager_class=RulingManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision=Decision.HIDE.value) | ~Q(reason=""), name="ruling_hides_for_a_reason"
            )
        ]

    @property
    def said(self) -> str:
        """The decision and its reason, in the reader's language."""
        return hidden_for(Reason(self.reason)) if self.reason else word(Decision(self.decision))


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals of one territory."""


AppealManager = models.Manager.from_queryset(AppealQuerySet)


class Appeal(models.Model):
    """The author asks someone else to look at a hiding again; once for one ruling.

    ``channel`` says whether the author wrote it here or a clerk wrote it down for them.
    """

    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="appeal")
    code = models.CharField(max_length=8, unique=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=plain(Channel))
    words = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=plain(Outcome), blank=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AppealManager["Appeal"]] = ScopedManager(
        territory="ruling__case__territory", _manager_class=AppealManager
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="appeal_decided_whole",
            )
        ]

    @property
    def said_outcome(self) -> str:
        """What became of it, in the reader's language."""
        return word(Outcome(self.outcome)) if self.outcome else ""
