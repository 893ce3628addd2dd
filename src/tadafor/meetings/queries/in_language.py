"""What meetings say in the language of who reads them, and what may be said of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.text import script_of
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.models import AgendaItem, Meeting, Minutes, Series
from tadafor.meetings.queries.minutes import follow_ups_of, minutes_of
from tadafor.meetings.queries.room import agenda_of
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, thing_of

ROOM = "meetings"
TITLE = ("title",)
SHORT = ("title", "purpose", "place")
WORDS = ("title", "purpose", "place", "access_note", "organiser", "cancelled_because")
TOLD = ("summary", "decisions", "outputs_note")


def thing(meeting_id: int) -> str:
    """Name a meeting as versions in other languages do."""
    return thing_of(ROOM, "meeting", meeting_id)


def _series_thing(one: Series) -> str:
    return thing_of(ROOM, "series", one.pk)


def _agenda_thing(meeting: Meeting) -> str:
    """Name the agenda as a whole: its points are written anew each time it changes."""
    return thing_of(ROOM, "agenda", meeting.pk)


def _minutes_thing(minutes: Minutes) -> str:
    return thing_of(ROOM, "minutes", minutes.meeting_id)


def in_language(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page of a meeting shows in its reader's language: one query, or none.

    The context holds the meeting and perhaps its agenda, minutes, follow-ups and the others of its series.
    """
    meeting: Meeting = context["meeting"]
    tongue, others = meeting.language, context.get("others") or []
    asked = [(thing(one.pk), one.language) for one in (meeting, *others)]
    asked += [(_series_thing(meeting.series), script_of(meeting.series.title))] if meeting.series else []
    asked += [(_agenda_thing(meeting), tongue)] if context.get("agenda") else []
    asked += [(_minutes_thing(context["minutes"]), tongue)] if context.get("minutes") else []
    reading = translations.reading(asked)
    said: dict[str, Any] = {"tongues": reading, "meeting": _meeting(reading, meeting, WORDS)}
    said["others"] = [reading.of(one, thing(one.pk), TITLE, one.language) for one in others]
    if tongue == reading.language:
        return said
    if context.get("agenda"):
        said["agenda"] = [_item(reading, one, meeting) for one in context["agenda"]]
    if minutes := context.get("minutes"):
        of = _minutes_thing(minutes)
        said["minutes"] = reading.of(minutes, of, TOLD, tongue)
        for one in context.get("follow_ups") or []:
            one.what = reading.said(one.what, of, f"what-{one.position}", tongue)
            one.owner = reading.said(one.owner, of, f"owner-{one.position}", tongue)
    return said


def _meeting(reading: Reading, one: Meeting, names: Sequence[str]) -> Meeting:
    twin = reading.of(one, thing(one.pk), names, one.language)
    if one.series is not None and script_of(one.series.title) != reading.language:
        twin.series = reading.of(one.series, _series_thing(one.series), TITLE, script_of(one.series.title))
    return twin


def _item(reading: Reading, one: AgendaItem, meeting: Meeting) -> AgendaItem:
    for name in ("title", "speaker"):
        said = reading.said(
            getattr(one, name), _agenda_thing(meeting), f"{name}-{one.position}", meeting.language
        )
        setattr(one, name, said)
    return one


def listed_in_language(things: Sequence[Meeting]) -> tuple[list[Meeting], Reading]:
    """Return the meetings of a list in their reader's language: one query, or none."""
    asked = [(thing(one.pk), one.language) for one in things]
    asked += [(_series_thing(one.series), script_of(one.series.title)) for one in things if one.series]
    reading = translations.reading(asked)
    return [_meeting(reading, one, SHORT) for one in things], reading


# ---- what may be said in other languages


def works(territory_id: int) -> list[Work]:
    """Return the announced meetings of a territory, the newest first (``TADAFOR_WORKS``)."""
    found = Meeting.objects.public().filter(territory_id=territory_id).select_related("territory", "series")
    things = found.defer("search_text", "grams").order_by("-starts_at", "-pk")
    minutes = Minutes.objects.filter(standing=rules.Standing.PUBLISHED, meeting__in=found.order_by())
    told = set(minutes.values_list("meeting_id", flat=True))
    return [_work(one, size=1 + (one.pk in told)) for one in things]


def _work(one: Meeting, *, size: int) -> Work:
    return Work(
        thing=thing(one.pk),
        kind=word(rules.Kind(one.kind)),
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("meetings:desk_overview", args=[one.territory.slug, one.code]),
        size=size,
        pieces=partial(_pieces, one),
        icon="calendar-days",
    )


def _pieces(one: Meeting) -> list[Piece]:
    minutes = minutes_of(one)
    pieces = [*_words(one), *_agenda(one)]
    if minutes is not None and minutes.is_published:
        pieces += _minutes(one, minutes)
    return [piece for piece in pieces if piece.text]


def _words(one: Meeting) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": thing(one.pk), "group": "words", "heading": one.title}
    line: dict[str, Any] = common | {"on_one_line": True}
    yield Piece(**line, field="title", text=one.title, longest=rules.LONGEST_TITLE, label=_("العنوان"))
    purpose = {"field": "purpose", "text": one.purpose, "longest": rules.LONGEST_TEXT}
    yield Piece(**common, **purpose, label=_("موضوع اللقاء وهدفه"))  # type: ignore[arg-type]
    yield Piece(**line, field="place", text=one.place, longest=200, label=_("المكان"))
    yield Piece(
        **line, field="access_note", text=one.access_note, longest=300, label=_("كيف يوصل إلى المكان")
    )
    yield Piece(**line, field="organiser", text=one.organiser, longest=200, label=_("الجهة المنظمة"))
    because = {"field": "cancelled_because", "text": one.cancelled_because, "longest": rules.LONGEST_TEXT}
    yield Piece(**common, **because, label=_("سبب الإلغاء"))  # type: ignore[arg-type]
    if one.series and script_of(one.series.title) == one.language:
        series = line | {"thing": _series_thing(one.series), "field": "title", "text": one.series.title}
        yield Piece(**series, longest=rules.LONGEST_TITLE, label=_("السلسلة"))


def _agenda(one: Meeting) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": _agenda_thing(one), "group": "words", "heading": one.title}
    common |= {"on_one_line": True, "longest": 200}
    for item in agenda_of(one):
        at = {"position": item.position}
        label = _("جدول الأعمال، النقطة %(position)s") % at
        yield Piece(**common, field=f"title-{item.position}", text=item.title, label=label)
        label = _("من يتكلم في النقطة %(position)s") % at
        yield Piece(**common, field=f"speaker-{item.position}", text=item.speaker, label=label)


def _minutes(one: Meeting, minutes: Minutes) -> Iterator[Piece]:
    """What a second person approved: a second person publishes its version."""
    common: dict[str, Any] = {"thing": _minutes_thing(minutes), "group": "minutes", "official": True}
    common |= {"heading": f"{_('محضر اللقاء')} · {one.title}"}
    labels = {"summary": _("ماذا دار في اللقاء؟"), "decisions": _("ما تقرر")}
    labels["outputs_note"] = _("بيان المخرجات")
    for name, label in labels.items():
        text = getattr(minutes, name)
        longest = 300 if name == "outputs_note" else rules.LONGEST_TEXT
        yield Piece(**common, field=name, text=text, longest=longest, label=label)
    line = common | {"on_one_line": True, "longest": rules.LONGEST_WHAT}
    for duty in follow_ups_of(one):
        yield Piece(**line, field=f"what-{duty.position}", text=duty.what, label=_("ما العمل"))
        yield Piece(**line, field=f"owner-{duty.position}", text=duty.owner, label=_("المكلف به"))
