"""Versions written and published at the same moment: § translations-writing, § translations-official."""

import pytest

from tadafor.consultations.queries import works
from tadafor.consultations.tests.factories import DURING, make_consultation, staff_actor
from tadafor.consultations.tests.threads import refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import RoleKind
from tadafor.translations import actions, rules
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Refusal, State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 4


def pieces(territory):
    make_consultation(territory)
    with within(territory.pk):
        (work,) = works(territory.pk)
        return work, work.pieces()


def writing(work, piece, actor, text):
    def verb():
        return actions.write(
            work=work,
            piece=piece,
            language="fr",
            text=text,
            seen="",
            seen_source=rules.mark(piece.text),
            territory_id=work.territory_id,
            actor=actor,
            now=DURING,
        ).pk

    return verb


def test_one_of_those_who_begin_a_version_at_once_writes_it(larache):
    work, (title, *_) = pieces(larache)
    writers = [staff_actor(larache, RoleKind.FOCAL_POINT, name=f"كاتبة {n}") for n in range(AT_ONCE)]
    results = at_once(larache, *(writing(work, title, one, f"Charte {n}") for n, one in enumerate(writers)))
    assert refused(results) == {Refusal.WRITTEN_SINCE: AT_ONCE - 1}
    with within(larache.pk):
        assert Rendering.objects.count() == 1


def test_one_of_those_who_publish_a_version_at_once_publishes_it(larache):
    work, found = pieces(larache)
    article = next(piece for piece in found if piece.official)
    with within(larache.pk):
        writing(work, article, staff_actor(larache, RoleKind.FOCAL_POINT), "Dispositions générales")()
        token = Rendering.objects.get().token
    directors = [staff_actor(larache, RoleKind.DIRECTOR, name=f"مدير {n}") for n in range(AT_ONCE)]

    def publishing(actor):
        return lambda: (
            actions.approve(work=work, piece=article, language="fr", seen=token, actor=actor, now=DURING).pk
        )

    results = at_once(larache, *map(publishing, directors))
    assert refused(results) == {Refusal.NOTHING_WAITS: AT_ONCE - 1}
    with within(larache.pk):
        assert Rendering.objects.get().state == State.PUBLISHED
