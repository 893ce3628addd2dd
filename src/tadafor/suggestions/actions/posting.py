"""Telling the commune something: online, with or without an account, and at the counter."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules.sounds import Sound, Voice
from tadafor.kernel.clock import day_of
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, Contact
from tadafor.suggestions import notices, queries, rules
from tadafor.suggestions.actions.letters import sealed, write_letter
from tadafor.suggestions.actions.recording import ask, record
from tadafor.suggestions.models import Category, Suggestion, SuggestionSettings, SuggestionStep
from tadafor.suggestions.rules import Kind, State, WritingRefusal
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


@dataclass(frozen=True)
class Speech:
    """A sound note as it was sent, and the language spoken."""

    whole: bytes = field(repr=False)
    kind: Sound
    voice: Voice


@dataclass(frozen=True)
class Said:
    """What somebody tells, and where."""

    kind: Kind
    category: Category
    body: str = ""
    neighbourhood_id: int | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    photo: CleanFile | None = None
    speech: Speech | None = None

    def cleaned(self) -> "Said":
        return replace(self, body=clean(self.body), place=clean_line(self.place))


@dataclass(frozen=True)
class From:
    """Whence it came, for who has no account: a contact if they want news, their network and device."""

    contact: Contact | None = None
    network: str = ""
    device: str = ""
    name: str = ""


@dataclass(frozen=True)
class Posted:
    """A suggestion and the secret that opens it, told once."""

    suggestion: Suggestion
    secret: str


@dataclass(frozen=True)
class _Source:
    """Who and how, as both verbs write it."""

    whence: From
    channel: Channel
    received_on: date
    author_id: int | None = None
    entered_by_id: int | None = None

    @property
    def is_known(self) -> bool:
        return self.author_id is not None or self.entered_by_id is not None


@transaction.atomic
def post(
    *,
    territory: "Territory",
    said: Said,
    actor: Actor,
    now: datetime,
    token: str,
    whence: From | None = None,
    is_demonstration: bool = False,
) -> Posted:
    """Take what somebody tells, or give back what this very form already made. Raises Refused.

    The number is given at once; what has no account behind it is read before the public reads it.
    """
    whence, said = whence or From(), said.cleaned()
    settings = _numbering(territory.pk)
    if done := queries.sent_with(territory.pk, queries.hashed("token", token)):
        return Posted(done, queries.secret_of(territory.pk, token))
    marks = {
        "network": queries.mark_of("network", territory.pk, whence.network, now),
        "device": queries.mark_of("device", territory.pk, whence.device, now),
    }
    by_person, by_device, by_network = queries.counted_lately(
        territory.pk, person_id=actor.person_id, now=now, **marks
    )
    ask(
        rules.refuse_pace(
            settings.limits,
            by_person=by_person,
            by_device=by_device,
            by_network=by_network,
            is_known=actor.is_signed_in,
        )
    )
    source = _Source(
        whence=replace(whence, network=marks["network"], device=marks["device"]),
        channel=actor.channel,
        received_on=day_of(now),
        author_id=actor.person_id,
        entered_by_id=actor.clerk_id,
    )
    return _made(
        territory=territory,
        said=said,
        source=source,
        actor=actor,
        now=now,
        token=token,
        verb="post",
        is_demonstration=is_demonstration,
    )


@transaction.atomic
def enter(
    *,
    territory: "Territory",
    said: Said,
    actor: Actor,
    channel: Channel,
    received_on: date,
    now: datetime,
    token: str,
    whence: From | None = None,
    is_demonstration: bool = False,
) -> Posted:
    """Write down what came at the counter, by telephone or on paper, for who brought it. Raises Refused.

    The reply is owed from the day it was received.
    """
    ask(None if actor.has_role(territory.pk, *queries.READERS) else WritingRefusal.NOT_STAFF)
    ask(WritingRefusal.RECEIVED_LATER if received_on > day_of(now) else None)
    _numbering(territory.pk)
    if done := queries.sent_with(territory.pk, queries.hashed("token", token)):
        return Posted(done, queries.secret_of(territory.pk, token))
    source = _Source(
        whence=replace(whence or From(), network="", device=""),
        channel=channel,
        received_on=received_on,
        entered_by_id=actor.person_id,
    )
    return _made(
        territory=territory,
        said=said.cleaned(),
        source=source,
        actor=actor,
        now=now,
        token=token,
        verb="enter",
        is_demonstration=is_demonstration,
    )


def _numbering(territory_id: int) -> SuggestionSettings:
    """Hold the row that gives the numbers: two at once have two, one sent twice has one."""
    SuggestionSettings.objects.get_or_create(territory_id=territory_id)
    return SuggestionSettings.objects.select_for_update().get(pk=territory_id)


def _made(
    *,
    territory: "Territory",
    said: Said,
    source: _Source,
    actor: Actor,
    now: datetime,
    token: str,
    verb: str,
    is_demonstration: bool,
) -> Posted:
    _checked(territory, said)
    secret = queries.secret_of(territory.pk, token)
    SuggestionSettings.objects.filter(pk=territory.pk).update(last_number=F("last_number") + 1)
    number = SuggestionSettings.objects.values_list("last_number", flat=True).get(pk=territory.pk)
    made = _written(
        territory=territory,
        said=said,
        source=source,
        number=number,
        now=now,
        secret=secret,
        token=token,
        is_demonstration=is_demonstration,
    )
    _with_files(made, said, actor, source, now)
    SuggestionStep.objects.create(suggestion=made, state=State.RECEIVED, at=now)
    if made.service_id:
        SuggestionStep.objects.create(suggestion=made, state=State.AT_SERVICE, service=made.service, at=now)
    told = {"kind": made.kind, "category": made.category_id, "number": number, "words": said.body}
    record(made, actor, verb, now, **told)
    _to_be_read(made, actor, source, territory, now)
    if made.author_id is None:
        write_letter(made, "received", secret=secret)
    notices.received(made, now=now)
    return Posted(made, secret)


def _checked(territory: "Territory", said: Said) -> None:
    """Ask the rules of what was said, its category and its place."""
    category = said.category
    known = category.territory_id == territory.pk and not category.is_retired
    ask(
        rules.refuse_category(is_known=known, is_ours=not category.elsewhere_ar),
        elsewhere=category.elsewhere,
    )
    ask(rules.refuse_words(said.body, has_sound=said.speech is not None))
    ask(rules.refuse_point(said.latitude, said.longitude, queries.centres(territory.pk)))


def _written(
    *,
    territory: "Territory",
    said: Said,
    source: _Source,
    number: int,
    now: datetime,
    secret: str,
    token: str,
    is_demonstration: bool,
) -> Suggestion:
    due = queries.due_of(territory.pk, said.kind, source.received_on)
    service = queries.route_of(said.category, said.neighbourhood_id)
    title = rules.title_of(said.body) or said.category.name
    language = script_of(said.body) if said.body else "ar"
    is_public = rules.is_public(said.kind)
    trace = traces.open_trace(
        territory_id=territory.pk,
        room="suggestions",
        title=title if is_public else "",
        text=said.body if is_public else "",
        address=f"/{territory.slug}/suggestions/{number}/",
        language=language,
        visibility=Visibility.VISIBLE if is_public and said.speech is None else Visibility.HELD,
        now=now,
        author_id=source.author_id,
    )
    return Suggestion.objects.create(
        trace=trace,
        territory=territory,
        number=number,
        secret_hash=queries.hashed("secret_kept", secret),
        token_hash=queries.hashed("token", token),
        title=title,
        language=language,
        state=State.AT_SERVICE if service else State.RECEIVED,
        service=service,
        due_from=source.received_on,
        due_on=due.on,
        promised=due.promise.source if due.promise else "",
        promise_verified=due.promise is not None and due.promise.is_verified,
        is_demonstration=is_demonstration,
        written_at=now,
        changed_at=now,
        search_text=search_text(f"{said.body} {said.place}"),
        grams=grams(said.body),
        **_words(said),
        **_whence(source, number),
    )


def _words(said: Said) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "category": said.category,
        "body": said.body,
        "neighbourhood_id": said.neighbourhood_id,
        "place": said.place,
        "latitude": said.latitude,
        "longitude": said.longitude,
    }


def _whence(source: _Source, number: int) -> dict[str, Any]:
    whence = source.whence
    return {
        "author_id": source.author_id,
        "author_label": clean_line(whence.name)[: rules.LONGEST_NAME],
        "contact": sealed(whence.contact, number) if whence.contact else None,
        "network": whence.network,
        "device": whence.device,
        "channel": source.channel,
        "entered_by_id": source.entered_by_id,
        "received_on": source.received_on,
    }


def _with_files(made: Suggestion, said: Said, actor: Actor, source: _Source, now: datetime) -> None:
    if said.photo is not None:
        documents.attach(
            territory_id=made.territory_id,
            actor=actor,
            file=said.photo,
            title=made.photo_title,
            trace=made.trace,
            now=now,
        )
    if said.speech is not None:
        made.recording = documents.take_recording(
            territory_id=made.territory_id,
            actor=actor,
            whole=said.speech.whole,
            kind=said.speech.kind,
            voice=said.speech.voice,
            trace=made.trace,
            is_own=source.author_id is not None,
            now=now,
            made_today=None if source.is_known else queries.spoken_by(made.territory_id, made.device),
        )
        made.save(update_fields=["recording"])


def _to_be_read(
    made: Suggestion, actor: Actor, source: _Source, territory: "Territory", now: datetime
) -> None:
    """Hold back what is read before the public does; what is spoken waits to be written down."""
    if rules.waits_to_be_read(
        made.sort,
        is_known=source.is_known,
        is_spoken=made.recording_id is not None,
        before=territory.moderation == Moderation.BEFORE and source.entered_by_id is None,
    ):
        moderation.hold(item=made.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        made.trace.visibility = Visibility.HELD
