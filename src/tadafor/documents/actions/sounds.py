"""The verbs of recordings: take, make anew, publish, erase."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from tadafor.audit import actions as audit
from tadafor.documents import notices
from tadafor.documents.models import Recording
from tadafor.documents.rules import Visibility, sounds
from tadafor.documents.rules.sounds import Sound, SoundRefusal, State, Voice
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import VISITOR, Actor
from tadafor.traces.models import Trace

ROOT = "recordings"
_CODE_LENGTH = 16


@dataclass(frozen=True)
class Speech:
    """A recording as it was sent, the language spoken, and whether the author lets everyone hear it."""

    whole: bytes
    kind: Sound
    voice: Voice
    may_publish: bool = False


@transaction.atomic
def take_recording(
    *,
    territory_id: int,
    actor: Actor,
    whole: bytes,
    kind: Sound,
    voice: Voice,
    now: datetime,
    trace: Trace | None = None,
    subject: str = "",
    made_from: str = "",
    visibility: Visibility = Visibility.PRIVATE,
    is_own: bool = True,
    made_today: int | None = None,
) -> Recording:
    """Keep what was sent until the worker makes it anew; ``kind`` is what its content says.

    ``is_own`` says that who sends it is who speaks: a voice that the desk took is not the clerk's.
    ``made_today`` is how many came from a visitor's device, which only who calls can count: of visitors
    together, nothing is counted.

    Raises Refused when it may not be opened, or when this person sent many today.
    """
    refusal = sounds.refuse_sound(
        size=len(whole),
        kind=kind,
        made_today=_made_on(actor, territory_id, now) if made_today is None else made_today,
        most=sounds.MOST_A_DAY if not actor.is_staff_of(territory_id) else sounds.MOST_A_DAY_AT_THE_DESK,
    )
    if refusal:
        raise Refused(refusal)
    recording = Recording(
        territory_id=territory_id,
        trace=trace,
        subject=subject,
        made_from=made_from,
        uploader_id=actor.person_id if is_own else None,
        code=code(_CODE_LENGTH),
        voice=voice,
        kind=kind,
        visibility=visibility,
        created_at=now,
    )
    recording.original.save(_stored_name(recording, str(kind)), ContentFile(whole), save=False)
    try:
        with transaction.atomic():
            recording.save()
            _record(actor, recording, "take_recording", now, sha256=sha256(whole).hexdigest())
    except BaseException:
        default_storage.delete(str(recording.original.name))
        raise
    return recording


def _made_on(actor: Actor, territory_id: int, now: datetime) -> int:
    """How many this person sent today; two at the same instant may both pass, which harms nobody."""
    mine = Recording.objects.filter(uploader_id=actor.person_id, territory_id=territory_id)
    latest = mine.order_by("-created_at").values_list("created_at", flat=True)
    return sum(day_of(at) == day_of(now) for at in latest[: sounds.MOST_A_DAY_AT_THE_DESK])


def _stored_name(recording: Recording, ending: str) -> str:
    return f"{ROOT}/{recording.territory_id}/{recording.created_at:%Y-%m}/{code(26)}.{ending}"


def make_next(*, now: datetime) -> Recording | None:
    """Make the oldest recording that waits into what is listened to; None when nothing waits.

    It is claimed first, in a transaction of its own: a file that kills the worker is given up after
    three tries, and two workers never open the same one.
    """
    claimed = _claim(now)
    if claimed is None:
        return None
    if claimed.tries > sounds.MOST_TRIES:
        return _refuse(claimed, SoundRefusal.DAMAGED, now)
    from tadafor.documents.actions.converting import made_anew  # noqa: PLC0415 -- the decoder is heavy

    try:
        with claimed.original.open("rb") as sent:
            made = made_anew(sent.read(), Sound(claimed.kind))
    except FileNotFoundError:
        return _refuse(claimed, SoundRefusal.DAMAGED, now)
    except Refused as refused:
        return _refuse(claimed, SoundRefusal(refused.refusal), now)
    return _keep(claimed, made.content, made.seconds, now)


@transaction.atomic
def _claim(now: datetime) -> Recording | None:
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - sounds.LONGEST_CLAIM)
    found = (
        Recording.objects.waiting()
        .filter(free)
        .order_by("created_at")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if found is not None:
        found.claimed_at, found.tries = now, found.tries + 1
        found.save(update_fields=["claimed_at", "tries"])
    return found


@transaction.atomic
def _keep(claimed: Recording, content: bytes, seconds: int, now: datetime) -> Recording:
    recording = _locked(claimed)
    if recording.state != State.WAITING:
        return recording
    before = str(recording.original.name)
    recording.file.save(_stored_name(recording, "mp3"), ContentFile(content), save=False)
    if recording.subject:
        _replace(recording, now)
    recording.original, recording.state, recording.ready_at = "", State.READY, now
    recording.size, recording.seconds, recording.sha256 = len(content), seconds, sha256(content).hexdigest()
    recording.save()
    _record(VISITOR, recording, "make_next", now, sha256=recording.sha256)
    transaction.on_commit(lambda: default_storage.delete(before))
    return recording


def _replace(recording: Recording, now: datetime) -> None:
    """A new reading takes the place of the one before, in the same language."""
    same = Recording.objects.ready().filter(subject=recording.subject, voice=recording.voice)
    for older in same.select_for_update(of=("self",)):
        _erase(older, now)


@transaction.atomic
def _refuse(claimed: Recording, refusal: SoundRefusal, now: datetime) -> Recording:
    recording = _locked(claimed)
    if recording.state != State.WAITING:
        return recording
    before = str(recording.original.name)
    recording.original, recording.state, recording.refusal = "", State.REFUSED, refusal
    recording.save()
    _record(VISITOR, recording, "make_next", now, refusal=refusal)
    notices.refused_sound(recording, now=now)
    transaction.on_commit(lambda: default_storage.delete(before))
    return recording


@transaction.atomic
def publish_recording(
    *, recording: Recording, visibility: Visibility, actor: Actor, now: datetime
) -> Recording:
    """Let everyone hear a recording while its trace is public, or no more."""
    recording = _locked(recording)
    recording.visibility = visibility
    recording.save(update_fields=["visibility"])
    _record(actor, recording, "publish_recording", now, visibility=visibility)
    return recording


@transaction.atomic
def keep_until(*, recording: Recording, day: date | None, actor: Actor, now: datetime) -> Recording:
    """Say on which day a recording goes; None keeps it."""
    recording = _locked(recording)
    recording.erase_on = day
    recording.save(update_fields=["erase_on"])
    _record(actor, recording, "keep_until", now, day=day)
    return recording


@transaction.atomic
def erase_recordings(*, recordings: Iterable[Recording], actor: Actor, reason: str, now: datetime) -> int:
    """Erase sounds for ever; that there was one, and when it went, stays."""
    wanted = [one.pk for one in recordings]
    kept = Recording.objects.filter(pk__in=wanted).exclude(state__in=[State.ERASED, State.REFUSED])
    found = list(kept.order_by("pk").select_for_update(of=("self",)))
    for recording in found:
        _erase(recording, now)
        _record(actor, recording, "erase_recordings", now, reason=reason)
    return len(found)


def _erase(recording: Recording, now: datetime) -> None:
    names = [str(file.name) for file in (recording.original, recording.file) if file]
    recording.original = recording.file = ""
    recording.state, recording.erased_at, recording.erase_on = State.ERASED, now, None
    recording.save()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


def erase_due(*, now: datetime) -> int:
    """Erase what was kept until a day that came, and the voices of closed accounts.

    § documents-sound-kept.
    """
    due = Recording.objects.ready().filter(
        Q(erase_on__lte=day_of(now)) | Q(uploader__closed_at__isnull=False, subject="")
    )
    return erase_recordings(recordings=due, actor=VISITOR, reason="retention", now=now)


def _locked(recording: Recording) -> Recording:
    return Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)


def _record(actor: Actor, recording: Recording, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=recording.territory_id,
        verb=f"documents.{verb}",
        subject=f"recording:{recording.pk}",
        now=now,
        content=content,
    )
