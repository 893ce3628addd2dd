"""A conversation: statements, votes by pseudonym, the last map that was drawn."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.text import excerpt
from tadafor.surveys.models.survey import EXCERPT, LONGEST_TITLE
from tadafor.surveys.rules.conversing import LONGEST_STATEMENT
from tadafor.surveys.rules.standing import Audience, Days


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Conversations by where they stand."""

    def public(self) -> "ConversationQuerySet":
        return self.filter(opened_at__isnull=False, trace__visibility="visible")


ConversationManager = models.Manager.from_queryset(ConversationQuerySet)


class Conversation(models.Model):
    """A subject on which people agree, disagree or pass, statement by statement."""

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    language = models.CharField(max_length=3, default="ar")
    title = models.CharField(max_length=LONGEST_TITLE)
    intro = models.TextField(blank=True)
    audience = models.CharField(max_length=12, choices=plain(Audience))
    takes_statements = models.BooleanField(default=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.TextField(default="")
    grams = ArrayField(models.IntegerField(), default=list)

    objects: ClassVar[ConversationManager["Conversation"]] = ScopedManager(
        territory="territory", _manager_class=ConversationManager
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "slug"], name="surveys_conversation_slug_once"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opens_on__isnull=False, closes_on__gte=F("opens_on")),
                name="surveys_conversation_with_days",
            ),
        ]
        indexes = [GinIndex(fields=["grams"], name="surveys_conversation_grams")]

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


class Statement(models.Model):
    """One thing that one may agree with. Its trace holds, shows or hides it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    trace = models.OneToOneField("traces.Trace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=3, default="ar")
    body = models.CharField(max_length=LONGEST_STATEMENT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    token = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Statement"]] = ScopedManager(territory="conversation__territory")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="surveys_statement_numbered"),
            models.UniqueConstraint(fields=["conversation", "token"], name="surveys_statement_sent_once"),
        ]

    @property
    def is_shown(self) -> bool:
        return self.trace.visibility == "visible"


class StatementVote(models.Model):
    """What a pseudonym of this conversation said of a statement; the last word counts."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    voter = models.CharField(max_length=64)
    vote = models.SmallIntegerField()

    objects: ClassVar[models.Manager["StatementVote"]] = ScopedManager(
        territory="statement__conversation__territory"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "voter"], name="surveys_one_vote_each"),
            models.CheckConstraint(condition=Q(vote__in=[-1, 0, 1]), name="surveys_vote_known"),
        ]
        indexes = [models.Index(fields=["voter"], name="surveys_votes_of")]


class OpinionSnapshot(models.Model):
    """The last map of a conversation; ``drawn`` is empty while too few have answered."""

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="snapshot")
    votes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    shown = models.PositiveIntegerField()
    drawn = models.JSONField(null=True)
    made_at = models.DateTimeField()
    is_final = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["OpinionSnapshot"]] = ScopedManager(territory="conversation__territory")
