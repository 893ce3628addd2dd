"""Sessions and days off, as people fix and correct them; each with its reason in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.territories import queries, rules
from tadafor.territories.models import CouncilSession, DayCorrection, Holiday
from tadafor.territories.rules import DayKind, Refusal, SessionKind


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    kind: SessionKind
    opens_on: date
    closes_on: date | None = None
    # The month an ordinary session stands for: it may be put off to another.
    year: int
    month: int
    note: str = ""


@transaction.atomic
def fix_session(
    *,
    territory_id: int,
    facts: SessionFacts,
    reason: str,
    actor: audit.Who,
    now: datetime,
    session_id: int | None = None,
) -> CouncilSession:
    """Fix the day of a session, or correct it (§ time-8)."""
    territory = queries.locked(territory_id)
    months = territory.session_months
    if refusal := rules.refuse_session(facts.kind, facts.opens_on, facts.closes_on, facts.month, months):
        raise Refused(refusal)
    fixed = CouncilSession.objects.filter(territory_id=territory_id, kind=facts.kind)
    same = Q(opens_on=facts.opens_on)
    if facts.kind == SessionKind.ORDINARY:
        same |= Q(year=facts.year, month=facts.month)
    if fixed.filter(same).exclude(pk=session_id or 0).exists():
        raise Refused(Refusal.SESSION_TAKEN)
    row = fixed.get(pk=session_id) if session_id else CouncilSession(territory_id=territory_id)
    before = row.opens_on
    for name in ("kind", "opens_on", "closes_on", "year", "month", "note"):
        setattr(row, name, getattr(facts, name))
    row.save()
    content = {"kind": row.kind, "opens_on": [before, row.opens_on], "month": [row.year, row.month]}
    _record(territory_id, "fix_session", f"session:{row.pk}", content, reason=reason, actor=actor, now=now)
    return row


@transaction.atomic
def remove_session(
    *, territory_id: int, session_id: int, reason: str, actor: audit.Who, now: datetime
) -> None:
    """Take back a fixed day; an ordinary session is then expected again as before."""
    if not reason:
        raise Refused(Refusal.REASON_NEEDED)
    row = CouncilSession.objects.select_for_update().get(territory_id=territory_id, pk=session_id)
    content = {"kind": row.kind, "opens_on": row.opens_on, "month": [row.year, row.month]}
    row.delete()
    _record(
        territory_id, "remove_session", f"session:{session_id}", content, reason=reason, actor=actor, now=now
    )


@transaction.atomic
def correct_day(
    *,
    territory_id: int,
    day: date,
    kind: DayKind,
    reason: str,
    actor: audit.Who,
    now: datetime,
    name_ar: str = "",
    name_fr: str = "",
) -> DayCorrection:
    """Close a working day, or work on a national day off (§ places-6)."""
    if not reason:
        raise Refused(Refusal.REASON_NEEDED)
    queries.locked(territory_id)
    corrected = DayCorrection.objects.filter(territory_id=territory_id, day=day).exists()
    off = queries.days_off(territory_id, day, day)
    refuse = rules.refuse_closing if kind == DayKind.CLOSED else rules.refuse_working
    if refusal := refuse(day, off, is_corrected=corrected):
        raise Refused(refusal)
    row = DayCorrection.objects.create(
        territory_id=territory_id, day=day, kind=kind, reason=reason, name_ar=name_ar, name_fr=name_fr
    )
    content = {"day": day, "kind": kind, "name": name_ar}
    _record(territory_id, "correct_day", f"day:{day}", content, reason=reason, actor=actor, now=now)
    return row


@transaction.atomic
def remove_correction(
    *, territory_id: int, correction_id: int, reason: str, actor: audit.Who, now: datetime
) -> None:
    """Take a correction back: the day is again what the nation's calendar says."""
    if not reason:
        raise Refused(Refusal.REASON_NEEDED)
    row = DayCorrection.objects.select_for_update().get(territory_id=territory_id, pk=correction_id)
    day, kind = row.day, row.kind
    row.delete()
    content = {"day": day, "kind": kind}
    _record(territory_id, "remove_correction", f"day:{day}", content, reason=reason, actor=actor, now=now)


@transaction.atomic
def move_holiday(*, day: date, to: date, reason: str, actor: audit.Who, now: datetime) -> Holiday:
    """Move a national day off for every territory: the moon was seen on another day.

    Loading the holidays again leaves it where it was moved.
    """
    holiday = Holiday.objects.select_for_update().get(pk=day, is_struck=False)
    moved, _ = Holiday.objects.update_or_create(
        day=to,
        defaults={
            "name_ar": holiday.name_ar,
            "name_fr": holiday.name_fr,
            "is_estimated": False,
            "is_struck": False,
            "is_corrected": True,
        },
    )
    if day != to:
        holiday.is_struck = holiday.is_corrected = True
        holiday.save(update_fields=["is_struck", "is_corrected"])
    _record(None, "move_holiday", f"day:{to}", {"from": day, "to": to}, reason=reason, actor=actor, now=now)
    return moved


def _record(
    territory_id: int | None,
    verb: str,
    subject: str,
    content: Mapping[str, object],
    *,
    reason: str,
    actor: audit.Who,
    now: datetime,
) -> None:
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb=f"territories.{verb}",
        subject=subject,
        now=now,
        reason=reason,
        content=content,
    )
