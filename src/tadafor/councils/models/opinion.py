"""Opinions of bodies, their drafts, the answer of the council and what followed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tadafor.councils import rules
from tadafor.councils.models.body import Body, Meeting, Member
from tadafor.councils.models.council import AgendaItem
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Opinions by what the public may see."""

    def public(self) -> "OpinionQuerySet":
        """Drafts are the body's own until it adopts them."""
        return self.filter(adopted_on__isnull=False)


OpinionManager = models.Manager.from_queryset(OpinionQuerySet)


class Opinion(models.Model):
    """What a body thinks of a question, and what the council made of it."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="opinions")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    title = models.CharField(max_length=200)
    question = models.TextField()
    origin = models.CharField(max_length=10, choices=plain(rules.Origin))
    begun_on = models.DateField()
    text = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    adopted_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    item = models.OneToOneField(AgendaItem, null=True, on_delete=models.PROTECT, related_name="opinion")
    placed_on = models.DateField(null=True)
    answer = models.CharField(max_length=14, choices=plain(rules.Answer), blank=True)
    answer_reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)

    objects: ClassVar[OpinionManager["Opinion"]] = ScopedManager(
        territory="territory", _manager_class=OpinionManager
    )

    class Meta:
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="councils_opinion_slug_once"),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | (~Q(text="") & Q(in_favour__gt=F("against"))),
                name="councils_opinion_adopted_by_more",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | (~Q(answer="") & ~Q(answer_reason="")),
                name="councils_answer_with_reason",
            ),
        ]

    @property
    def is_begun_only(self) -> bool:
        return self.adopted_on is None


class WorkingGroupSeat(models.Model):
    """A member works on an opinion."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="working_group")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["WorkingGroupSeat"]] = ScopedManager(territory="opinion__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opinion", "member"], name="councils_in_group_once")]


class Draft(models.Model):
    """The words of an opinion as somebody left them."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Draft"]] = ScopedManager(territory="opinion__territory")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["opinion", "number"], name="councils_draft_number")]


class FollowUp(models.Model):
    """What was done of the council's answer."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="follow_ups")
    happened_on = models.DateField()
    words = models.TextField()

    objects: ClassVar[models.Manager["FollowUp"]] = ScopedManager(territory="opinion__territory")

    class Meta:
        ordering = ["happened_on", "pk"]
