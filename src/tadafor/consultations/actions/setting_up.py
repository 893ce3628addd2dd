"""Setting a consultation up: its words, its window, its committee, its delegations."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.consultations import notices, queries, rules
from tadafor.consultations.models import (
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    Consultation,
    Delegation,
    Extension,
    Round,
    Version,
)
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class Settings:
    """What staff decide of a consultation before it is announced; dates are Moroccan days."""

    title: str
    slug: str
    stake: str
    promise: str
    opens_on: date
    closes_on: date
    audience: rules.Audience
    names_shown: rules.NamesShown
    moderation: rules.Moderation
    language: str = "ar"
    subject: rules.Subject = rules.Subject.TEXT


def _values(settings: Settings) -> dict[str, object]:
    told = f"{settings.title} {settings.stake}"
    return {**vars(settings), "search_text": search_text(told), "grams": grams(told)}


def _address(territory_slug: str, slug: str) -> str:
    return f"/{territory_slug}/consultations/{slug}/"


@transaction.atomic
def draft_consultation(
    *,
    territory_id: int,
    territory_slug: str,
    settings: Settings,
    actor: Actor,
    now: datetime,
    is_demonstration: bool = False,
) -> Consultation:
    """Begin a consultation that only staff see, with an empty first version of its text or cards.

    On cards it begins with a first round of the same days. Raises Refused when its dates make no
    window.
    """
    _refuse_window(settings)
    trace = traces.open_trace(
        territory_id=territory_id,
        room="consultations",
        title=settings.title,
        address=_address(territory_slug, settings.slug),
        language=settings.language,
        visibility=Visibility.HELD,
        now=now,
    )
    consultation = Consultation.objects.create(
        territory_id=territory_id,
        trace=trace,
        is_demonstration=is_demonstration,
        round_number=1 if settings.subject is rules.Subject.CARDS else 0,
        **_values(settings),
    )
    Version.objects.create(consultation=consultation, number=1)
    if consultation.on_cards:
        first = {"opens_on": settings.opens_on, "closes_on": settings.closes_on}
        Round.objects.create(consultation=consultation, number=1, **first)
    _record(consultation, actor, "draft_consultation", now, content=vars(settings))
    return consultation


def _refuse_window(settings: Settings) -> None:
    """Where a first round is held, which says how short it may be, is told later, before the announcement."""
    refusal = rules.refuse_window(
        opens_on=settings.opens_on,
        closes_on=settings.closes_on,
        in_person=settings.subject is rules.Subject.CARDS,
    )
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def change_settings(
    *, consultation: Consultation, territory_slug: str, settings: Settings, actor: Actor, now: datetime
) -> Consultation:
    """Change a consultation that is not announced yet; afterwards only an extension is possible.

    What it is about, a text or cards, is settled when it begins.
    """
    consultation = queries.locked(consultation)
    if consultation.announced_on is not None:
        raise Refused(rules.WindowRefusal.ALREADY_ANNOUNCED)
    settings = replace(settings, subject=rules.Subject(consultation.subject))
    _refuse_window(settings)
    for name, value in _values(settings).items():
        setattr(consultation, name, value)
    consultation.save()
    days = {"opens_on": settings.opens_on, "closes_on": settings.closes_on, "presented_on": None}
    consultation.rounds.update(**days)
    traces.describe(
        trace=consultation.trace,
        title=settings.title,
        text="",
        address=_address(territory_slug, settings.slug),
    )
    _record(consultation, actor, "change_settings", now, content=vars(settings))
    return consultation


@transaction.atomic
def announce(*, consultation: Consultation, actor: Actor, now: datetime) -> Consultation:
    """Make the consultation and the first version of its text or of its cards public."""
    consultation = queries.locked(consultation)
    today = day_of(now)
    draft = queries.draft_version(consultation)
    refusal = rules.refuse_announcement(
        consultation.window,
        articles=draft.wordings.exclude(passage__sort="section").count() if draft else 0,
        today=today,
        on_cards=consultation.on_cards,
        in_person=consultation.round_in_person,
    )
    if refusal:
        raise Refused(refusal)
    consultation.versions.filter(published_at__isnull=True).update(published_on=today, published_at=now)
    consultation.announced_on = today
    consultation.save(update_fields=["announced_on"])
    traces.set_visibility(item=consultation.trace, visibility=Visibility.VISIBLE)
    _record(consultation, actor, "announce", now)
    return consultation


@transaction.atomic
def extend(
    *, consultation: Consultation, closes_on: date, reason: str, actor: Actor, now: datetime
) -> Extension:
    """Give people more time, for a public reason; those who follow are told."""
    consultation = queries.locked(consultation)
    refusal = rules.refuse_extension(
        consultation.window, closes_on=closes_on, reason=reason, today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)
    extension = Extension.objects.create(
        consultation=consultation,
        from_date=consultation.closes_on,
        to_date=closes_on,
        reason=reason,
        decided_by_id=actor.signer,
        decided_at=now,
    )
    consultation.closes_on = closes_on
    consultation.save(update_fields=["closes_on"])
    consultation.rounds.filter(number=consultation.round_number).update(closes_on=closes_on)
    _record(consultation, actor, "extend", now, reason=reason, content={"closes_on": closes_on})
    notices.extended(consultation, extension, now=now)
    return extension


@transaction.atomic
def found_committee(
    *,
    consultation: Consultation,
    name: str,
    founded_by: str,
    founded_on: date,
    members: list[tuple[str, bool]],
    actor: Actor,
    now: datetime,
) -> Committee:
    """Record the committee, the decision that founded it and its seats: capacity, and who chairs."""
    consultation = queries.locked(consultation)
    committee, _ = Committee.objects.update_or_create(
        consultation=consultation,
        defaults={"name": name, "founded_by": founded_by, "founded_on": founded_on},
    )
    committee.members.all().delete()
    CommitteeMember.objects.bulk_create(
        CommitteeMember(committee=committee, capacity=capacity, chairs=chairs, position=place)
        for place, (capacity, chairs) in enumerate(members, start=1)
    )
    _record(
        consultation, actor, "found_committee", now, content={"founded_by": founded_by, "members": members}
    )
    return committee


@transaction.atomic
def record_meeting(
    *,
    consultation: Consultation,
    held_on: date,
    place: str,
    present: int,
    summary: str,
    actor: Actor,
    now: datetime,
) -> CommitteeMeeting:
    """Record a meeting of the committee; the same day and place is the same meeting."""
    committee = Committee.objects.select_for_update().get(consultation=consultation)
    meeting, _ = CommitteeMeeting.objects.update_or_create(
        committee=committee,
        held_on=held_on,
        place=place,
        defaults={"present": present, "summary": summary},
    )
    _record(consultation, actor, "record_meeting", now, content={"held_on": held_on, "place": place})
    return meeting


@transaction.atomic
def delegate_approval(
    *, consultation: Consultation, person_id: int, reference: str, actor: Actor, now: datetime
) -> Delegation:
    """Record who may approve decisions of this consultation, by which written decision."""
    delegation, _ = Delegation.objects.get_or_create(
        consultation=queries.locked(consultation),
        person_id=person_id,
        ended_on=None,
        defaults={"reference": reference, "given_by_id": actor.signer, "given_on": day_of(now)},
    )
    _record(
        consultation, actor, "delegate_approval", now, content={"person": person_id, "reference": reference}
    )
    return delegation


def _record(
    consultation: Consultation,
    actor: Actor,
    verb: str,
    now: datetime,
    *,
    reason: str = "",
    content: object = None,
) -> None:
    audit.record(
        actor=actor,
        territory_id=consultation.territory_id,
        verb=f"consultations.{verb}",
        subject=f"consultation:{consultation.pk}",
        now=now,
        reason=reason,
        content={"what": content} if content is not None else {},
    )
