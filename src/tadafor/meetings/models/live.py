"""The room open to telephones: voices, questions and their support, quick votes, the form of satisfaction."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.models.meeting import Meeting


class Room(models.Model):
    """The room of a meeting as telephones meet it; its code is read in the room."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="room")
    code = models.CharField(max_length=8)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    feedback_at = models.DateTimeField(null=True)
    feedback_forms = models.PositiveIntegerField(default=0)
    feedback_settled_at = models.DateTimeField(null=True)
    feedback_paper = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    admits = models.CharField(max_length=8, choices=plain(rules.Admits), default=rules.Admits.PHONES.value)

    objects: ClassVar[models.Manager["Room"]] = ScopedManager(territory="meeting__territory")

    @property
    def stands(self) -> rules.Room:
        admits = rules.Admits(self.admits)
        return rules.Room(self.meeting.ends_at, self.opened_at, self.closed_at, self.feedback_at, admits)

    @property
    def admits_word(self) -> str:
        return word(rules.Admits(self.admits))


class Voice(models.Model):
    """A telephone that joined: the hash of a secret that it holds, and nobody's name.

    Of somebody who is known (by an account, by a ticket) the secret is the same on every telephone.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="voices")
    key = models.CharField(max_length=64)
    is_known = models.BooleanField(default=False)
    has_given_feedback = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Voice"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "key"], name="meeting_voice_once")]


class LiveQuestion(models.Model):
    """A question of the room; the facilitator lets the room read it, answers it or puts it aside."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=32)
    voice = models.ForeignKey(Voice, on_delete=models.SET_NULL, related_name="+", null=True)
    body = models.CharField(max_length=rules.LONGEST_QUESTION)
    standing = models.CharField(max_length=10, choices=plain(rules.Asked))
    supports = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    was_shown = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["LiveQuestion"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        ordering = ["-supports", "number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="meeting_question_number_once"),
            models.UniqueConstraint(fields=["room", "token"], name="meeting_question_sent_once"),
        ]

    @property
    def stands(self) -> rules.Asked:
        return rules.Asked(self.standing)

    @property
    def standing_word(self) -> str:
        return word(self.stands)


class QuestionSupport(models.Model):
    """A telephone stands behind a question, once."""

    question = models.ForeignKey(LiveQuestion, on_delete=models.CASCADE, related_name="+")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["QuestionSupport"]] = ScopedManager(
        territory="question__room__meeting__territory"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "voice"], name="meeting_support_once")]


class QuickVote(models.Model):
    """A vote of the room: opened, cast by telephone and by hand, closed and shown."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["QuickVote"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="meeting_vote_number_once"),
            models.UniqueConstraint(
                fields=["room"], condition=Q(closed_at__isnull=True), name="meeting_one_vote_at_a_time"
            ),
        ]


class VoteOption(models.Model):
    """An answer of a vote and its counts: a voice is counted here, and not kept beside who cast it."""

    vote = models.ForeignKey(QuickVote, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    phones = models.PositiveIntegerField(default=0)
    hands = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["VoteOption"]] = ScopedManager(
        territory="vote__room__meeting__territory"
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["vote", "position"], name="meeting_option_once")]

    @property
    def count(self) -> int:
        return self.phones + self.hands


class VoteCast(models.Model):
    """A telephone voted, once; for what is not written."""

    vote = models.ForeignKey(QuickVote, on_delete=models.CASCADE, related_name="+")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["VoteCast"]] = ScopedManager(territory="vote__room__meeting__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "voice"], name="meeting_voice_cast_once")]


class FeedbackCount(models.Model):
    """How many chose one mood for one aspect, by each way; no form is kept."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    aspect = models.CharField(max_length=12, choices=plain(rules.Aspect))
    mood = models.CharField(max_length=8, choices=plain(rules.Mood))
    way = models.CharField(max_length=8, choices=plain(rules.Way), default=rules.Way.PHONE.value)
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["FeedbackCount"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "aspect", "mood", "way"], name="meeting_feedback_cell_by_way_once"
            )
        ]


class FeedbackSheet(models.Model):
    """A sheet of paper was entered, so that a double click counts it once; what it says is not here."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=32)

    objects: ClassVar[models.Manager["FeedbackSheet"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "token"], name="meeting_sheet_sent_once")]


class FeedbackComment(models.Model):
    """Words of a form, for the staff alone; its key is drawn, so that no order tells who wrote it."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="comments")
    body = models.CharField(max_length=rules.LONGEST_COMMENT)

    objects: ClassVar[models.Manager["FeedbackComment"]] = ScopedManager(territory="room__meeting__territory")

    class Meta:
        ordering = ["key"]
