"""Photographs of walls and sheets: private files beside a workshop, and perhaps a contribution."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Contribution, Workshop, WorkshopPhoto
from tadafor.documents import actions as documents
from tadafor.documents.rules import Visibility
from tadafor.people.actor import Actor


@transaction.atomic
def attach_photos(
    *,
    workshop: Workshop,
    files: Sequence[documents.CleanFile],
    contribution: Contribution | None,
    actor: Actor,
    now: datetime,
) -> list[WorkshopPhoto]:
    """Keep photographs, seen by the staff of the territory alone (§ consultations-photographs)."""
    made = [
        WorkshopPhoto.objects.create(
            workshop=workshop,
            contribution=contribution,
            document=documents.attach(
                territory_id=workshop.consultation.territory_id,
                actor=actor,
                file=file,
                title=f"{workshop.title} · {file.name}",
                visibility=Visibility.PRIVATE,
                now=now,
            ),
        )
        for file in files
    ]
    told = {"workshop": workshop.number, "files": [file.sha256 for file in files]}
    record(workshop.consultation, actor, "attach_photos", now, **told)
    return made
