"""Recordings: what was sent waits to be made into what is listened to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tadafor.documents.rules import Visibility
from tadafor.documents.rules.sounds import Sound, SoundRefusal, State, Voice
from tadafor.kernel.choices import plain
from tadafor.kernel.scopes import ScopedManager
from tadafor.kernel.words import word


class RecordingQuerySet(models.QuerySet["Recording"]):
    """Recordings by where they stand."""

    def ready(self) -> "RecordingQuerySet":
        return self.filter(state=State.READY)

    def waiting(self) -> "RecordingQuerySet":
        return self.filter(state=State.WAITING)


RecordingManager = models.Manager.from_queryset(RecordingQuerySet)


class Recording(models.Model):
    """Somebody speaks: a citizen who contributes, or the desk that reads a text aloud.

    ``subject`` names what a reading is of ("passage:12"), ``made_from`` the hash of the words that
    were read; both are empty where the sound is itself what was said. ``original`` is what came; it
    goes as soon as ``file`` is made.
    """

    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    trace = models.ForeignKey(
        "traces.Trace", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(max_length=80, blank=True)
    made_from = models.CharField(max_length=64, blank=True)
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=16, unique=True, editable=False)
    voice = models.CharField(max_length=3, choices=plain(Voice))
    kind = models.CharField(max_length=4, choices=plain(Sound))
    state = models.CharField(max_length=8, choices=plain(State), default=State.WAITING.value)
    refusal = models.CharField(max_length=20, choices=plain(SoundRefusal), blank=True)
    visibility = models.CharField(max_length=10, choices=plain(Visibility), default=Visibility.PRIVATE.value)
    original = models.FileField(max_length=200, blank=True)
    file = models.FileField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RecordingManager["Recording"]] = ScopedManager(
        territory="territory", _manager_class=RecordingManager
    )

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="recording_waiting", condition=Q(state="waiting")),
            models.Index(fields=["erase_on"], name="recording_to_erase", condition=Q(state="ready")),
            models.Index(fields=["subject"], name="recording_of", condition=~Q(subject="")),
            models.Index(fields=["trace", "-created_at"], name="recording_of_trace"),
            models.Index(fields=["uploader", "created_at"], name="recording_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "voice"],
                condition=~Q(subject="") & Q(state="ready"),
                name="recording_read_once",
            ),
            models.CheckConstraint(
                condition=(Q(state="waiting") & ~Q(original="") & Q(file=""))
                | (Q(state="ready") & Q(original="") & ~Q(file="") & Q(seconds__gt=0))
                | (Q(state="refused") & Q(original="", file="") & ~Q(refusal=""))
                | Q(state="erased", original="", file=""),
                name="recording_is_what_its_state_says",
            ),
        ]

    @property
    def mark(self) -> str:
        """The beginning of the hash, which stands in the address of the sound."""
        return self.sha256[:16]

    @property
    def voice_word(self) -> str:
        """The language spoken, in the reader's language."""
        return word(Voice(self.voice))

    @property
    def refusal_word(self) -> str:
        """Why it was not kept, in the reader's language; empty when it was."""
        return word(SoundRefusal(self.refusal)) if self.refusal else ""


class SpokenWords(models.Model):
    """What was spoken instead of written: its recording, what was typed beside it, who wrote it down."""

    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="+")
    may_publish = models.BooleanField(default=False)
    typed = models.TextField(blank=True)
    words = models.TextField(blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    written_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    written_down_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


WRITTEN_DOWN_BY_SOMEONE = Q(written_down_at__isnull=True, written_down_by__isnull=True, revision=0) | Q(
    written_down_at__isnull=False, written_down_by__isnull=False, revision__gt=0
)
