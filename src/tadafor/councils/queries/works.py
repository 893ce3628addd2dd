"""What councils and bodies write that may be said in other languages (``TADAFOR_WORKS``, § councils-30)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Model
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import rules
from tadafor.councils.models import (
    AgendaItem,
    Body,
    Decision,
    Draw,
    DrawStep,
    FollowUp,
    Meeting,
    Member,
    Opinion,
    Postponement,
    Session,
    StepTaken,
)
from tadafor.councils.queries.census import census_words
from tadafor.councils.queries.in_language import LANGUAGE, TOLD, seat, thing
from tadafor.kernel.words import word
from tadafor.translations.rules import Piece, Work
from tadafor.ui.formatting import day


def works(territory_id: int) -> list[Work]:
    """Return the bodies with what they said, and the sessions with their points."""
    told = {name: Count(name, distinct=True) for name in ("opinions", "meetings", "draws")}
    bodies = Body.objects.filter(territory_id=territory_id).annotate(
        **{f"{name}_told": count for name, count in told.items()},
        seated=Count("members", distinct=True),
    )
    convened = Session.objects.filter(territory_id=territory_id, convened_on__isnull=False)
    sessions = convened.annotate(told=Count("items"))
    return [
        *(_body(one) for one in bodies.select_related("territory").order_by("founded_on", "pk")),
        *(_session(one) for one in sessions.select_related("territory").order_by("-opens_on")),
    ]


def _written(pieces: Iterator[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]


def _line(one: Model, field: str, text: str, longest: int, label: str) -> dict[str, Any]:
    return _text(one, field, text, longest, label) | {"on_one_line": True}


def _text(one: Model, field: str, text: str, longest: int, label: str) -> dict[str, Any]:
    return {"thing": thing(one), "field": field, "text": text, "longest": longest, "label": label}


# ---- bodies


def _body(one: Any) -> Work:  # noqa: ANN401 -- a body with its counts
    return Work(
        thing=thing(one),
        kind=word(rules.BodyKind(one.kind)),
        title=one.name,
        language=LANGUAGE,
        territory_id=one.territory_id,
        address=reverse("councils:desk_body", args=[one.territory.slug, one.slug]),
        size=1 + bool(one.seated) + one.opinions_told + one.meetings_told + one.draws_told,
        pieces=partial(_pieces_of_body, one),
        icon="users",
    )


def _pieces_of_body(one: Body) -> list[Piece]:
    return _written(_of_body(one))


def _of_body(one: Body) -> Iterator[Piece]:
    yield from _body_words(one)
    yield from _seats(one)
    for opinion in (
        Opinion.objects.filter(body=one).order_by("-begun_on", "-pk").prefetch_related("follow_ups")
    ):
        yield from _opinion_words(opinion)
    for meeting in Meeting.objects.filter(body=one).order_by("-day"):
        yield from _meeting_words(meeting)
    for draw in Draw.objects.filter(body=one).defer("evidence", "found").prefetch_related("steps"):
        yield from _draw_words(draw)


def _body_words(one: Body) -> Iterator[Piece]:
    common: dict[str, Any] = {"group": "words", "heading": one.name}
    yield Piece(**common, **_line(one, "name", one.name, 200, _("الاسم")))
    yield Piece(**common, **_text(one, "purpose", one.purpose, 4_000, _("لماذا أُحدثت؟")))
    yield Piece(**common, **_line(one, "founded_by", one.founded_by, 300, _("بموجب")))


def _seats(one: Body) -> Iterator[Piece]:
    """Each capacity once, however many hold it."""
    common: dict[str, Any] = {"group": "seats", "heading": _("صفات الأعضاء")}
    held = Member.objects.filter(body=one).order_by("pk").values_list("capacity", flat=True)
    for capacity in dict.fromkeys(held):
        yield Piece(**common, **_line(one, seat(capacity), capacity, 200, _("الصفة")))


def _opinion_words(one: Opinion) -> Iterator[Piece]:
    """A draft is its body's own: of it only what the lists of its members show."""
    common: dict[str, Any] = {"group": f"opinion-{one.slug}", "heading": one.title, "official": True}
    yield Piece(**common, **_line(one, "title", one.title, 200, _("العنوان")))
    yield Piece(**common, **_text(one, "question", one.question, 4_000, _("السؤال")))
    if one.adopted_on:
        yield Piece(**common, **_text(one, "text", one.text, 60_000, _("نص الرأي")))
    yield Piece(**common, **_text(one, "answer_reason", one.answer_reason, 10_000, _("جواب المجلس")))
    for made in one.follow_ups.all():
        yield Piece(**common, **_followed(made))


def _followed(one: FollowUp) -> dict[str, Any]:
    label = _("ما أُنجز يوم %(day)s") % {"day": day(one.happened_on)}
    return _text(one, "words", one.words, 4_000, label)


def _meeting_words(one: Meeting) -> Iterator[Piece]:
    heading = _("الاجتماع رقم %(number)s: %(day)s") % {"number": one.number, "day": day(one.day)}
    common: dict[str, Any] = {"group": f"meeting-{one.number}", "heading": heading}
    yield Piece(**common, **_line(one, "place", one.place, 200, _("المكان")))
    yield Piece(**common, **_text(one, "agenda", one.agenda, 4_000, _("جدول الأعمال")))
    yield Piece(**common, **_line(one, "cancelled_because", one.cancelled_because, 500, _("سبب الإلغاء")))
    if one.minutes_published_on:
        yield Piece(**common, **_text(one, "minutes", one.minutes, 200_000, _("المحضر")), official=True)


def _draw_words(one: Draw) -> Iterator[Piece]:
    common: dict[str, Any] = {
        "group": f"lot-{one.number}",
        "heading": _("قرعة فُتحت يوم %(day)s") % {"day": day(one.opened_at)},
    }
    yield Piece(**common, **_line(one, "place", one.place, 200, _("مكان القرعة العلنية")))
    quotas = "" if census_words(one.quotas_source) else one.quotas_source
    yield Piece(**common, **_line(one, "quotas_source", quotas, 300, _("مصدر الحصص")))
    yield Piece(**common, **_line(one, "quarters_source", one.quarters_source, 300, _("مصدر سكان الأحياء")))
    for step in one.steps.all():
        if step.kind in TOLD and not census_words(step.told):
            yield Piece(**common, **_step(step))


def _step(one: DrawStep) -> dict[str, Any]:
    return _line(one, "told", one.told, 300, word(rules.LotStep(one.kind)))


# ---- sessions


def _session(one: Any) -> Work:  # noqa: ANN401 -- a session with its count
    return Work(
        thing=thing(one),
        kind=_("دورة المجلس"),
        title=one.name,
        language=LANGUAGE,
        territory_id=one.territory_id,
        address=reverse("councils:desk_session", args=[one.territory.slug, one.slug]),
        size=1 + one.told,
        pieces=partial(_pieces_of_session, one),
        icon="landmark",
    )


def _pieces_of_session(one: Session) -> list[Piece]:
    return _written(_of_session(one))


def _of_session(one: Session) -> Iterator[Piece]:
    yield from _session_words(one)
    items = AgendaItem.objects.filter(session=one).select_related("decision").order_by("position")
    for item in items.prefetch_related("decision__steps"):
        yield from _point_words(item)


def _session_words(one: Session) -> Iterator[Piece]:
    common: dict[str, Any] = {"group": "words", "heading": one.name, "official": True}
    yield Piece(**common, **_line(one, "place", one.place, 200, _("المكان")))
    yield Piece(**common, **_line(one, "object", one.object, 300, _("موضوع الدورة")))
    for put_off in Postponement.objects.filter(session=one):
        label = _("سبب التأجيل إلى %(day)s") % {"day": day(put_off.to_date)}
        yield Piece(**common, **_text(put_off, "reason", put_off.reason, 500, label))
    if one.minutes_published_on:
        yield Piece(**common, **_text(one, "minutes", one.minutes, 200_000, _("المحضر")))


def _point_words(one: AgendaItem) -> Iterator[Piece]:
    heading = _("النقطة %(position)s") % {"position": one.position}
    common: dict[str, Any] = {"group": f"point-{one.pk}", "official": True}
    common |= {"heading": f"{heading} · {one.title}"}
    yield Piece(**common, **_line(one, "title", one.title, 300, _("العنوان")))
    yield Piece(**common, **_text(one, "explanation", one.explanation, 20_000, _("بيان الأسباب")))
    if hasattr(one, "decision"):
        yield Piece(**common, **_decision(one.decision))
        for step in one.decision.steps.all():
            yield Piece(**common, **_refusal(step))


def _decision(one: Decision) -> dict[str, Any]:
    return _text(one, "text", one.text, 20_000, _("نص المقرر"))


def _refusal(one: StepTaken) -> dict[str, Any]:
    label = _("سبب رفض السلطة يوم %(day)s") % {"day": day(one.taken_on)}
    return _text(one, "reason", one.reason, 1_000, label)
