"""What proves a commitment, and what people say under it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.commitments import rules
from tadafor.commitments.models.commitment import Commitment
from tadafor.kernel.choices import plain
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.people.rules import Channel

_TOKEN = 64


class Evidence(models.Model):
    """A photograph before or after, or a document that proves."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    document = models.OneToOneField("documents.Document", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=plain(rules.Proof))
    taken_on = models.DateField(null=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Evidence"]] = ScopedManager(territory="commitment__plan__territory")

    class Meta:
        ordering = ["at", "pk"]

    @property
    def kind_word(self) -> str:
        return word(rules.Proof(self.kind))


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks by what is owed."""

    def waiting(self) -> "RemarkQuerySet":
        """Corrections that everybody reads and nobody answered."""
        return self.filter(
            kind=rules.RemarkKind.CORRECTION, answered_at__isnull=True, trace__visibility="visible"
        )


RemarkManager = models.Manager.from_queryset(RemarkQuerySet)


class Remark(models.Model):
    """A comment, or a correction that is owed an answer; its photograph hangs on its own trace."""

    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="remarks")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=plain(rules.RemarkKind))
    claim = models.CharField(max_length=15, choices=plain(rules.Claim), blank=True)
    body = models.TextField()
    language = models.CharField(max_length=3, default="ar")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=plain(Channel))
    token = models.CharField(max_length=_TOKEN)
    written_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=plain(rules.Outcome), blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects: ClassVar[RemarkManager["Remark"]] = ScopedManager(
        territory="commitment__plan__territory", _manager_class=RemarkManager
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_remark_number_once"),
            models.UniqueConstraint(fields=["author", "token"], name="commitment_remark_sent_once"),
            models.CheckConstraint(
                condition=Q(kind="comment", claim="", answered_at__isnull=True)
                | Q(kind="correction") & ~Q(claim=""),
                name="commitment_remark_correction_claims",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="", answer="")
                | Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
                name="commitment_remark_answered_with_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["written_at"],
                name="commitment_remark_to_answer",
                condition=Q(kind="correction", answered_at__isnull=True),
            ),
            models.Index(fields=["author", "-written_at"], name="commitment_remark_by_author"),
        ]

    @property
    def claim_word(self) -> str:
        return word(rules.Claim(self.claim)) if self.claim else ""

    @property
    def outcome_word(self) -> str:
        return word(rules.Outcome(self.outcome)) if self.outcome else ""

    @property
    def is_correction(self) -> bool:
        return self.kind == rules.RemarkKind.CORRECTION

    @property
    def answer_due(self) -> date:
        return rules.answer_due(day_of(self.written_at))
