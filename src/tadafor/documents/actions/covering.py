"""Painting over parts of a picture: everybody sees the painted one, and the first stays private."""

import io
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from PIL import Image, ImageDraw

from tadafor.audit import actions as audit
from tadafor.documents import queries, rules
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.models import Document
from tadafor.documents.rules import CELLS, CELLS_ACROSS, Kind, Visibility
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor

INK = (34, 34, 34)
_QUALITY = 88
_FORMATS = {Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


def _painted(whole: bytes, kind: Kind, name: str, cells: Collection[int]) -> CleanFile:
    """Return a picture with some of its cells painted, row by row from the upper left (§ documents-covered).

    Paint and no blur: letters and faces can be guessed through a blur.
    """
    with Image.open(io.BytesIO(whole)) as opened:
        picture = opened.convert("RGB")
    drawing = ImageDraw.Draw(picture)
    wide, high = picture.width / CELLS_ACROSS, picture.height / CELLS_ACROSS
    for cell in cells:
        row, column = divmod(cell, CELLS_ACROSS)
        corner = (int(column * wide), int(row * high))
        drawing.rectangle((*corner, int((column + 1) * wide), int((row + 1) * high)), fill=INK)
    written = io.BytesIO()
    picture.save(written, format=_FORMATS.get(kind, "JPEG"), quality=_QUALITY)
    kept = kind if kind in _FORMATS else Kind.JPEG
    return CleanFile(written.getvalue(), kept, name, picture.width, picture.height)


@transaction.atomic
def take_out_of_sight(
    *,
    document: Document,
    actor: Actor,
    now: datetime,
    cells: Collection[int] = (),
    copy: CleanFile | None = None,
) -> tuple[Document, CleanFile]:
    """Keep a picture private, and return it with the file that stands in its place (§ documents-covered).

    The file is ``copy``, or the picture with ``cells`` painted; who calls attaches it. Raises Refused.
    """
    held = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    refusal = rules.refuse_covering(
        is_removed=held.is_removed,
        is_picture=held.is_image and held.visibility == Visibility.PUBLIC,
        reader=queries.reader_of(held, actor),
        is_asked=copy is not None or any(0 <= cell < CELLS for cell in cells),
    )
    if refusal:
        raise Refused(refusal)
    if copy is None:
        with held.file.open("rb") as stored:
            copy = _painted(stored.read(), Kind(held.kind), held.file_name, cells)
    held.visibility = Visibility.PRIVATE
    held.save(update_fields=["visibility"])
    audit.record(
        actor=actor,
        territory_id=held.territory_id,
        verb="documents.take_out_of_sight",
        subject=f"document:{held.pk}",
        now=now,
        content={"sha256": copy.sha256, "cells": sorted(cells)},
    )
    return held, copy
