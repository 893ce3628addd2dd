"""A work with two pieces, one of them official, and staff who write and publish."""

from datetime import UTC, datetime

from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.translations import actions, rules
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Piece, Work

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
TITLE, ARTICLE = "ميثاق المشاركة", "تجيب الجماعة داخل أجل ثلاثين يوما."


def make_work(territory, *, title=TITLE, article=ARTICLE, key=1, language="ar") -> Work:
    """A text of one article, as a room tells it."""
    thing = rules.thing_of("consultations", "consultation", key)
    common = {"heading": title, "label": "العنوان"}
    pieces = [
        Piece(thing=thing, field="title", text=title, longest=200, group="words", on_one_line=True, **common),
        Piece(
            thing=rules.thing_of("consultations", "passage", key),
            field="body",
            text=article,
            longest=2_000,
            group="article",
            official=True,
            **common,
        ),
    ]
    return Work(
        thing=thing,
        kind="تشاور",
        title=title,
        language=language,
        territory_id=territory.pk,
        address=f"/{territory.slug}/",
        size=2,
        pieces=lambda: pieces,
    )


def staff(territory, *kinds, name="كاتبة تجريبية"):
    person = give(make_person(name), territory, *(kinds or (RoleKind.FOCAL_POINT,)))
    return Actor(
        person_id=person.pk,
        name=name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds or (RoleKind.FOCAL_POINT,)),
        second_factor=True,
    )


def write(work, at, text, actor, *, language="fr", seen="", now=MORNING, **facts):
    """Write the version of the piece number ``at`` of a work."""
    piece = list(work.pieces())[at]
    told = {"seen_source": rules.mark(piece.text), "territory_id": work.territory_id} | facts
    with within(work.territory_id):
        return actions.write(
            work=work, piece=piece, language=language, text=text, seen=seen, actor=actor, now=now, **told
        )


def said(territory, text, french, *, thing="consultations.consultation:1", field="title", work=""):
    """A version that the public reads, as its writer left it."""
    with within(territory.pk):
        return Rendering.objects.create(
            territory=territory,
            work=work or thing,
            thing=thing,
            field=field,
            language="fr",
            source_language="ar",
            source=rules.mark(text),
            text=french,
            state=rules.State.PUBLISHED.value,
            written_by_id=make_person("كاتبة").pk,
            written_at=MORNING,
        )
