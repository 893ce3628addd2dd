"""Keeping, titling and removing files, on PostgreSQL and a real storage."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_scopes.exceptions import ScopeError
from PIL import Image

from tadafor.audit.models import Entry
from tadafor.documents import actions, queries, tasks
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.models import Document
from tadafor.documents.rules import Kind, Reader, Refusal, Visibility
from tadafor.documents.tests import factories as made
from tadafor.kernel import clock
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.traces.actions import set_visibility
from tadafor.traces.rules import Visibility as Shown
from tadafor.traces.tests.factories import MORNING, make_trace

MINUTES = CleanFile(made.pdf_bytes(), Kind.PDF, "محضر.pdf")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


def attach(territory, actor, **facts):
    defaults = {"file": MINUTES, "title": "محضر الورشة", "now": MORNING}
    return actions.attach(territory_id=territory.pk, actor=actor, **defaults | facts)


def verbs():
    with everywhere():
        return sorted(Entry.objects.values_list("verb", flat=True))


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def refusal_of(call, **facts):
    with pytest.raises(Refused) as caught:
        call(now=MORNING, **facts)
    return caught.value.refusal


def test_a_file_is_kept_under_a_name_that_says_nothing(inside, actors, own_storage):
    document = attach(inside, actors.salma, trace=make_trace(inside))

    (path,) = stored(own_storage)
    assert path.read_bytes() == MINUTES.content
    assert path.stat().st_mode & 0o777 == 0o600
    assert "محضر" not in path.name
    assert path.suffix == ".pdf"
    assert (document.title, document.size, document.sha256) == ("محضر الورشة", MINUTES.size, MINUTES.sha256)
    assert document.file_name.endswith(".pdf")
    assert len(document.code) == 16
    assert verbs() == ["documents.attach"]


def test_without_a_title_the_name_of_the_file_is_shown(inside, actors):
    assert attach(inside, actors.salma, title=" \u200b ").title == "محضر.pdf"


def test_a_row_that_cannot_be_written_leaves_no_file(inside, actors, own_storage):
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(inside, actors.salma, file=CleanFile(b"x", None, "x"))

    assert stored(own_storage) == []


@pytest.mark.django_db(transaction=True)
def test_removing_erases_the_file_and_leaves_the_reason(inside, actors, own_storage):
    """§ documents-removal"""
    document = attach(inside, actors.salma)
    name = document.file.name

    gone = actions.remove(document=document, actor=actors.nadia, reason=" معطيات شخصية ", now=MORNING)

    assert not default_storage.exists(name)
    assert stored(own_storage) == []
    assert (gone.removal_reason, gone.removed_at, gone.title) == ("معطيات شخصية", MORNING, "محضر الورشة")
    assert (
        refusal_of(actions.remove, document=document, actor=actors.nadia, reason="مرة أخرى")
        is Refusal.REMOVED
    )
    assert refusal_of(actions.describe, document=document, actor=actors.nadia, title="آخر") is Refusal.REMOVED
    assert verbs() == ["documents.attach", "documents.remove"]


@pytest.mark.django_db(transaction=True)
def test_a_removal_that_fails_keeps_the_file(inside, actors, own_storage):
    document = attach(inside, actors.salma)

    with transaction.atomic():
        actions.remove(document=document, actor=actors.salma, reason="سبب", now=MORNING)
        transaction.set_rollback(True)

    assert len(stored(own_storage)) == 1
    assert not queries.by_code(document.code).is_removed


def test_who_titles_and_removes(inside, actors):
    """§ documents-title § documents-removal"""
    document = attach(inside, actors.salma)

    for stranger in (actors.idris, actors.karim):
        assert (
            refusal_of(actions.describe, document=document, actor=stranger, title="آخر") is Refusal.NOT_YOURS
        )
        assert (
            refusal_of(actions.remove, document=document, actor=stranger, reason="آخر") is Refusal.NOT_YOURS
        )
    assert (
        refusal_of(actions.describe, document=document, actor=actors.salma, title="\u202e")
        is Refusal.TITLE_NEEDED
    )
    assert (
        refusal_of(actions.remove, document=document, actor=actors.salma, reason="") is Refusal.REASON_NEEDED
    )
    assert (
        actions.describe(document=document, actor=actors.nadia, title="عنوان أوضح", now=MORNING).title
        == "عنوان أوضح"
    )
    assert verbs() == ["documents.attach", "documents.describe"]


def test_the_public_documents_of_many_traces_in_one_query(inside, actors, django_assert_num_queries):
    one, two, three = (make_trace(inside) for _ in range(3))
    first, second = attach(inside, actors.salma, trace=one), attach(inside, actors.salma, trace=one)
    attach(inside, actors.salma, trace=two, visibility=Visibility.PRIVATE)

    with django_assert_num_queries(1):
        assert queries.of_traces([one, two, three]) == {one.pk: [first, second]}
    with django_assert_num_queries(0):
        assert queries.of_traces([]) == {}
    assert list(queries.of_trace(one)) == [first, second]


def test_visibility_follows_the_trace(inside, actors):
    """§ documents-reading"""
    trace = make_trace(inside)
    document = attach(inside, actors.salma, trace=trace)
    assert queries.is_public(queries.by_code(document.code))

    set_visibility(item=trace, visibility=Shown.HIDDEN)

    assert not queries.is_public(queries.by_code(document.code))
    assert queries.readable(document.code, actors.idris) is None
    assert queries.readable(document.code, actors.salma) == document
    assert queries.readable(document.code, actors.nadia) == document


def test_the_staff_of_another_territory_is_nobody_here(inside, actors):
    """§ documents-reading"""
    document = attach(inside, actors.salma, visibility=Visibility.PRIVATE)

    assert queries.reader_of(document, actors.karim) == Reader()
    assert queries.readable(document.code, actors.karim) is None


def test_opening_someones_private_file_is_recorded(inside, actors):
    """§ documents-reading"""
    private = attach(inside, actors.salma, visibility=Visibility.PRIVATE)
    public = attach(inside, actors.salma)

    for document in (private, public):
        for actor in (actors.salma, actors.nadia):
            actions.note_reading(document=document, actor=actor, now=MORNING)

    assert verbs() == ["documents.attach", "documents.attach", "documents.note_reading"]


def test_the_table_keeps_its_promises(inside, actors, beni_mellal):
    document = attach(inside, actors.salma)

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(removed_at=MORNING)
    with within(beni_mellal.pk):
        assert queries.by_code(document.code) is None
    with everywhere():
        assert Document.objects.count() == 1


def test_no_document_is_read_outside_a_territory(db):
    with pytest.raises(ScopeError):
        Document.objects.exists()


def test_what_a_killed_process_left_is_swept_a_day_later(inside, actors, own_storage):
    kept = attach(inside, actors.salma)
    lost = default_storage.save("documents/7/2026-02/LOST.pdf", ContentFile(b"x"))
    other = default_storage.save("elsewhere/kept.pdf", ContentFile(b"x"))

    with stopped_at(clock.now() + timedelta(hours=23)):
        assert tasks.sweep(0) == 0
    with stopped_at(clock.now() + timedelta(hours=25)):
        assert tasks.sweep(0) == 1
        assert tasks.sweep(0) == 0

    assert not default_storage.exists(lost)
    assert default_storage.exists(other)
    assert default_storage.exists(kept.file.name)


def test_what_is_held_on_a_person(inside, actors, salma):
    attach(inside, actors.salma, visibility=Visibility.PRIVATE)
    attach(inside, actors.idris)

    assert [one["title"] for one in queries.held_data(salma.pk)["documents"]] == ["محضر الورشة"]


# ---- painting over


def test_what_is_painted_over_cannot_be_seen(inside, actors):
    """§ documents-covered"""
    photo = CleanFile(made.image_bytes(), Kind.JPEG, "lamp.jpeg", 400, 300)
    first = attach(inside, actors.salma, file=photo, visibility=Visibility.PUBLIC)
    for wrong, who, cells in (
        (Refusal.NOT_YOURS, actors.salma, [0]),
        (Refusal.NOTHING_CHOSEN, actors.nadia, []),
        (Refusal.NOTHING_CHOSEN, actors.nadia, [100, -1]),
    ):
        assert refusal_of(actions.take_out_of_sight, document=first, actor=who, cells=cells) is wrong
    again = {"document": first, "actor": actors.nadia, "cells": [0, 99]}
    held, copy = actions.take_out_of_sight(now=MORNING, **again)
    seen = Image.open(BytesIO(copy.content)).convert("RGB")
    corners = ((2, 2), (seen.width - 3, seen.height - 3), (seen.width // 2, 5))

    assert [max(seen.getpixel(at)) < 60 for at in corners] == [True, True, False]
    assert (held.visibility, copy.sha256 == held.sha256) == (Visibility.PRIVATE, False)
    assert refusal_of(actions.take_out_of_sight, **again) is Refusal.NOT_A_PICTURE
    assert "documents.take_out_of_sight" in verbs()
