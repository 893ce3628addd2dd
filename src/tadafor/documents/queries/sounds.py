"""Which recordings there are, and who listens to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tadafor.documents.models import Recording, SpokenWords
from tadafor.documents.rules import Reader, Visibility
from tadafor.documents.rules.sounds import UNCLEAR, State, Voice, is_out_of_date, may_listen
from tadafor.kernel.asked import asked_once
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.actor import Actor
from tadafor.traces.models import Trace
from tadafor.traces.rules import Visibility as Shown

NOBODY = Reader()


@dataclass(frozen=True)
class Reading:
    """A recording of a text, as the desk sees it: perhaps of words that changed since."""

    recording: Recording
    is_out_of_date: bool


@dataclass(frozen=True)
class SpokenView:
    """What a page shows of a recording: where it stands, and whether this reader may be offered it."""

    recording: Recording
    may_publish: bool
    is_written_down: bool
    words: str
    revision: int

    @property
    def told(self) -> str:
        """What is said beside words that come from a voice."""
        if not self.is_written_down:
            return ""
        return _("لم يُفهم شيء من التسجيل") if self.words == UNCLEAR else _("منقولة من تسجيل صوتي")

    @property
    def is_ready(self) -> bool:
        return self.recording.state == State.READY

    @property
    def is_waiting(self) -> bool:
        return self.recording.state == State.WAITING

    @property
    def is_refused(self) -> bool:
        return self.recording.state == State.REFUSED

    @property
    def is_public(self) -> bool:
        """Whether everyone may hear it, wherever what was spoken shows."""
        return self.is_ready and self.recording.visibility == Visibility.PUBLIC


def spoken_view(one: SpokenWords) -> SpokenView:
    """Return what pages show of what was spoken."""
    return SpokenView(
        recording=one.recording,
        may_publish=one.may_publish,
        is_written_down=one.written_down_at is not None,
        words=one.words,
        revision=one.revision,
    )


def recording_by_code(code: str) -> Recording | None:
    """Return the recording named by ``code`` in the open territory, with its trace."""
    return Recording.objects.select_related("trace").filter(code=code.upper()).first()


def listener_of(recording: Recording, actor: Actor) -> Reader:
    """Return who ``actor`` is to this recording."""
    return Reader(
        is_uploader=actor.person_id is not None and actor.person_id == recording.uploader_id,
        is_staff=actor.is_staff_of(recording.territory_id),
    )


def listens(recording: Recording, reader: Reader) -> bool:
    """Whether ``reader`` may hear this recording now."""
    return may_listen(
        state=State(recording.state),
        visibility=Visibility(recording.visibility),
        shown=Shown(recording.trace.visibility) if recording.trace else None,
        reader=reader,
    )


def is_stored_sound(recording: Recording) -> bool:
    """Whether the sound is where its row says: a backup may have been restored without its files."""
    return bool(recording.file) and recording.file.storage.exists(str(recording.file.name))


def spoken_under(trace: Trace) -> list[Recording]:
    """Return every recording spoken in a trace, those that were replaced too, the last one first."""
    return list(Recording.objects.filter(trace=trace, subject="").order_by("-created_at", "-pk"))


def readings_of(stands: Mapping[str, str]) -> dict[str, list[Recording]]:
    """Return what can be listened to of each subject, in one query for all of them.

    ``stands`` gives the hash of the words of each subject as they stand: what was read from other words
    is hidden (§ documents-read-aloud).
    """
    found: dict[str, list[Recording]] = {}
    for one in _ready.all(subjects=sorted(stands)) if stands else ():
        if not is_out_of_date(made_from=one.made_from, stands=stands[one.subject]):
            found.setdefault(one.subject, []).append(one)
    return found


def wanted_readings(subjects: Iterable[str]) -> Wanted:
    """Say what ``readings_of`` will ask of these subjects, for a page that asks ahead."""
    return wanted(_ready, subjects=sorted(subjects))


@asked_once
def _ready(subjects: list[str]) -> QuerySet[Recording]:
    return Recording.objects.ready().filter(subject__any=subjects).order_by("voice")


def readings_at_the_desk(stands: Mapping[str, str]) -> dict[str, list[Reading]]:
    """Return every reading of each subject, with those that wait, were refused or are out of date."""
    found: dict[str, list[Reading]] = {}
    rows = Recording.objects.filter(subject__in=list(stands)).exclude(state=State.ERASED)
    for one in rows.order_by("subject", "voice", "-created_at"):
        old = is_out_of_date(made_from=one.made_from, stands=stands[one.subject])
        found.setdefault(one.subject, []).append(Reading(one, old))
    return found


def held_recordings(person_id: int) -> list[dict[str, object]]:
    """Return the recordings of a person, with where each is listened to while it is kept."""
    with everywhere():
        rows = Recording.objects.filter(uploader_id=person_id).select_related("territory")
        return [
            {
                "voice": str(Voice(one.voice)),
                "seconds": one.seconds,
                "size": one.size,
                "state": one.state,
                "visibility": one.visibility,
                "created_at": one.created_at,
                "erase_on": one.erase_on,
                "erased_at": one.erased_at,
                "file": address_of(one, one.territory.slug) if one.state == State.READY else "",
            }
            for one in rows.order_by("created_at", "pk")
        ]


def address_of(recording: Recording, territory: str) -> str:
    """Return where a recording is listened to; ``mark`` makes it another address when the sound changes."""
    return f"/{territory}/documents/sounds/{recording.code}/{recording.mark}.mp3"
