"""What staff tell of a workshop: when, where, who came; corrected in the open once it is published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Consultation, Workshop, WorkshopCorrection, WorkshopTable
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel


@dataclass(frozen=True)
class Sitting:
    """What is told of a workshop; ``tables`` are their themes, in order."""

    title: str
    held_on: date
    place: str
    channel: Channel = Channel.WORKSHOP
    counts: rules.HeadCounts = field(default_factory=rules.HeadCounts)
    tables: Sequence[str] = ()
    note: str = ""
    facilitator_id: int | None = None

    def columns(self) -> dict[str, object]:
        """Return the columns of its row."""
        return {
            "title": clean_line(self.title),
            "held_on": self.held_on,
            "place": clean_line(self.place),
            "channel": self.channel.value,
            "note": clean(self.note),
            "facilitator_id": self.facilitator_id,
            **asdict(self.counts),
        }


@transaction.atomic
def add_workshop(*, consultation: Consultation, sitting: Sitting, actor: Actor, now: datetime) -> Workshop:
    """Add a workshop to a consultation: for staff alone until it is published. Raises Refused."""
    consultation = queries.locked(consultation)
    _ask(sitting, now)
    made = Workshop.objects.create(
        consultation=consultation,
        number=queries.next_workshop_number(consultation),
        **sitting.columns(),
    )
    _set_tables(made, sitting.tables)
    record(consultation, actor, "add_workshop", now, workshop=made.number)
    return made


@transaction.atomic
def change_workshop(
    *, workshop: Workshop, sitting: Sitting, reason: str, seen: int, actor: Actor, now: datetime
) -> Workshop:
    """Tell a workshop otherwise; once it is published, for a reason that everybody reads.

    ``seen`` is the revision that was read. Raises Refused.
    """
    workshop = queries.locked_workshop(workshop)
    reason = clean(reason)
    is_published = workshop.published_at is not None
    refusal = rules.refuse_change(
        is_published=is_published, reason=reason, seen=seen, revision=workshop.revision
    )
    if refusal:
        raise Refused(refusal)
    _ask(sitting, now)
    if is_published:
        _correct(workshop, reason, actor, now)
    for name, value in sitting.columns().items():
        setattr(workshop, name, value)
    workshop.revision += 1
    workshop.save()
    _set_tables(workshop, sitting.tables)
    record(workshop.consultation, actor, "change_workshop", now, workshop=workshop.number, reason=reason)
    return workshop


@transaction.atomic
def publish_workshop(*, workshop: Workshop, actor: Actor, now: datetime) -> Workshop:
    """Let everybody read what is told of a workshop. Raises Refused."""
    workshop = queries.locked_workshop(workshop)
    refusal = rules.refuse_publication(
        is_published=workshop.published_at is not None, held_on=workshop.held_on, today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)
    workshop.published_at = now
    workshop.save(update_fields=["published_at"])
    record(workshop.consultation, actor, "publish_workshop", now, workshop=workshop.number)
    return workshop


def _ask(sitting: Sitting, now: datetime) -> None:
    refusal = rules.refuse_workshop(
        held_on=sitting.held_on, counts=sitting.counts, tables=len(sitting.tables), today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)


def _correct(workshop: Workshop, reason: str, actor: Actor, now: datetime) -> None:
    before = {"held_on": workshop.held_on.isoformat(), "place": workshop.place, **asdict(workshop.counts)}
    WorkshopCorrection.objects.create(
        workshop=workshop, reason=reason, before=before, corrected_by_id=actor.signer, corrected_at=now
    )


def _set_tables(workshop: Workshop, themes: Sequence[str]) -> None:
    """Keep the tables in order; one from which sheets came stays."""
    used = queries.last_table_with_sheets(workshop)
    if used is not None and used > len(themes):
        raise Refused(rules.WorkshopRefusal.TABLE_WITH_SHEETS, table=used)
    WorkshopTable.objects.filter(workshop=workshop).delete()
    WorkshopTable.objects.bulk_create(
        WorkshopTable(workshop=workshop, number=number, theme=clean_line(theme)[:200])
        for number, theme in enumerate(themes, 1)
    )
