"""Members by lot: a pool is registered, frozen, published; panels are made; three digits choose one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tadafor.audit import actions as audit
from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Body, Draw, DrawStep, Volunteer
from tadafor.councils.rules import lot
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people import queries as people
from tadafor.people.actor import Actor


@dataclass(frozen=True, kw_only=True)
class DrawFacts:
    """How many are drawn, until when people volunteer, and whether one home gives one member at most."""

    seats: int
    closes_on: date
    one_per_household: bool
    quotas: tuple[lot.Quota, ...] = ()
    quotas_source: str = ""


@dataclass(frozen=True, kw_only=True)
class VolunteerFacts:
    """What a volunteer says; the address is kept as a keyed hash only."""

    sex: rules.LotSex
    age: str
    neighbourhood: str = ""
    address: str = ""
    consents: bool = False


def _step(draw: Draw, kind: rules.LotStep, now: datetime, *, sha256: str = "", told: str = "") -> None:
    DrawStep.objects.create(draw=draw, kind=kind, at=now, sha256=sha256, told=told)


def _record(draw: Draw, actor: Any, verb: str, now: datetime, **content: object) -> None:  # noqa: ANN401
    reason = str(content.pop("reason", ""))
    record(draw.body.territory_id, actor, verb, f"draw:{draw.pk}", now, reason=reason, **content)


def _cell(named: str) -> str:
    """The name of a cell in the reader's language."""
    fact, _, value = named.partition(": ")
    of = word(rules.LotFact(fact)) if fact in set(rules.LotFact) else fact
    return f"{of}: {word(rules.LotSex(value)) if value in set(rules.LotSex) else value}" if value else of


def _rows(quotas: Sequence[lot.Quota]) -> list[dict[str, Any]]:
    return [dict(vars(one)) for one in quotas]


@transaction.atomic
def open_draw(*, body: Body, facts: DrawFacts, actor: Actor, now: datetime) -> Draw:
    """Open a draw for a body: people may volunteer from now on (§ councils-21)."""
    body = queries.locked_body(body)
    refusal = rules.refuse_lot(
        seats=facts.seats,
        closes_on=facts.closes_on,
        today=day_of(now),
        has_ended=body.ended_on is not None,
        is_running=queries.is_drawing(body),
    )
    if refusal:
        raise Refused(refusal)
    last = Draw.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    told = vars(facts) | {"quotas": _rows(facts.quotas)}
    draw = Draw.objects.create(body=body, number=last + 1, salt=token(), opened_at=now, **told)
    _step(draw, rules.LotStep.OPENED, now)
    _record(draw, actor, "open_draw", now, **told)
    return draw


@transaction.atomic
def set_quotas(*, draw: Draw, quotas: Sequence[lot.Quota], source: str, actor: Actor, now: datetime) -> Draw:
    """Say which shares are wanted, and where they come from, until the pool is frozen (§ councils-17)."""
    draw = queries.locked_draw(draw)
    if refusal := rules.refuse_quotas(draw.phase, quotas):
        raise Refused(refusal)
    if wrong := next((one for one in quotas if one.least > one.most), None):
        raise Refused(lot.PoolRefusal.CELL_ORDER, cell=_cell(wrong.cell), there=0, least=0)
    draw.quotas, draw.quotas_source = _rows(quotas), source
    draw.save(update_fields=["quotas", "quotas_source"])
    _step(draw, rules.LotStep.QUOTAS, now, sha256=lot.digest(draw.quotas), told=source)
    _record(draw, actor, "set_quotas", now, quotas=draw.quotas, source=source)
    return draw


@transaction.atomic
def volunteer(*, draw: Draw, facts: VolunteerFacts, actor: Actor, now: datetime) -> Volunteer:
    """Enter the pool, once, with consent (§ councils-22); the log does not say with which facts."""
    draw = queries.locked_draw(draw)
    refusal = rules.refuse_volunteer(
        draw.phase,
        closes_on=draw.closes_on,
        today=day_of(now),
        consents=facts.consents,
        is_there=queries.volunteer_of(draw, actor.person_id) is not None,
    )
    if refusal:
        raise Refused(refusal)
    home = people.household_hash(draw.body.territory_id, facts.address) if draw.one_per_household else ""
    made = Volunteer.objects.create(
        draw=draw,
        person_id=actor.person_id or 0,
        sex=facts.sex,
        age=facts.age,
        neighbourhood=facts.neighbourhood,
        household=home,
        consented_at=now,
    )
    _record(draw, actor, "volunteer", now)
    return made


@transaction.atomic
def withdraw_volunteer(*, draw: Draw, actor: Actor, now: datetime) -> None:
    """Leave the pool while it is open: the row is erased (§ councils-22)."""
    draw = queries.locked_draw(draw)
    found = queries.volunteer_of(draw, actor.person_id)
    if refusal := rules.refuse_withdrawal(draw.phase, is_there=found is not None):
        raise Refused(refusal)
    if found is not None:
        found.delete()
    _record(draw, actor, "withdraw_volunteer", now)


def _pool(draw: Draw, persons: Sequence[lot.Person]) -> dict[str, Any]:
    """What is published when the pool is frozen, in the shape that the evidence gives it."""
    terms = {
        "pool": [
            {"code": one.code, "facts": dict(one.facts), "household": one.household}
            for one in sorted(persons, key=lambda one: one.code)
        ],
        "quotas": draw.quotas,
        "seats": draw.seats,
        "one_per_household": draw.one_per_household,
    }
    return terms | {"pool_sha256": lot.digest(terms)}


@transaction.atomic
def freeze_pool(*, draw: Draw, actor: Actor, now: datetime) -> Draw:
    """Close the pool and publish it under salted identifiers with its hash (§ councils-18).

    What can be seen at once is refused with its cell, so that more people may be invited.
    """
    draw = queries.locked_draw(draw)
    if refusal := rules.refuse_quotas(draw.phase, draw.wanted):
        raise Refused(refusal)
    persons = queries.pool_of(draw)
    if fault := lot.refuse_pool(persons, draw.wanted, draw.seats):
        raise Refused(fault.refusal, cell=_cell(fault.cell), there=fault.there, least=fault.least)
    named = list(queries.volunteers_of(draw))
    for one in named:
        one.code = lot.identifier(draw.salt, str(one.pk))
    Volunteer.objects.bulk_update(named, ["code"])
    draw.frozen_at, draw.evidence = now, _pool(draw, persons)
    draw.save(update_fields=["frozen_at", "evidence"])
    _step(draw, rules.LotStep.FROZEN, now, sha256=draw.evidence["pool_sha256"], told=str(len(persons)))
    _record(draw, actor, "freeze_pool", now, pool=draw.evidence["pool_sha256"], volunteers=len(persons))
    return draw


@transaction.atomic
def relax_quotas(*, draw: Draw, actor: Actor, now: datetime) -> Draw:
    """Take the nearest quotas that some panel keeps; the pool has a new hash, told beside the first."""
    draw = queries.locked_draw(draw)
    if draw.phase is not rules.LotPhase.IMPOSSIBLE:
        raise Refused(rules.LotRefusal.NOT_IMPOSSIBLE)
    if not draw.relaxed:
        raise Refused(rules.LotRefusal.NOTHING_NEARER)
    draw.quotas, changed = _rows(rules.nearest(draw.wanted, draw.nearest)), draw.relaxed
    draw.relaxed, draw.found, draw.rounds = None, [], 0
    draw.evidence = _pool(draw, queries.pool_of(draw))
    draw.save(update_fields=["quotas", "relaxed", "found", "rounds", "evidence"])
    _step(draw, rules.LotStep.RELAXED, now, sha256=draw.evidence["pool_sha256"])
    _record(draw, actor, "relax_quotas", now, quotas=changed, pool=draw.evidence["pool_sha256"])
    return draw


@transaction.atomic
def publish_panels(*, draw: Draw, drawn_on: date, place: str, actor: Actor, now: datetime) -> Draw:
    """Publish the thousand panels with their hash, and where and when digits are drawn (§ councils-23)."""
    draw = queries.locked_draw(draw)
    if refusal := rules.refuse_publishing(draw.phase, drawn_on=drawn_on, today=day_of(now)):
        raise Refused(refusal)
    draw.published_at, draw.drawn_on, draw.place = now, drawn_on, place
    draw.save(update_fields=["published_at", "drawn_on", "place"])
    published = (draw.evidence or {})["panels_sha256"]
    _step(draw, rules.LotStep.PUBLISHED, now, sha256=published, told=place)
    _record(draw, actor, "publish_panels", now, panels=published, drawn_on=drawn_on, place=place)
    return draw


@transaction.atomic
def type_digits(*, draw: Draw, digits: str, actor: Actor, now: datetime) -> rules.Typing:
    """Type what was drawn in public, two staff members apart; the same digits name the panel (§ councils-23).

    When they differ both are forgotten and typed again. The log keeps the digits once they agree.
    """
    draw = queries.locked_draw(draw)
    refusal = rules.refuse_digits(
        draw.phase,
        digits,
        drawn_on=draw.drawn_on,
        today=day_of(now),
        is_same_person=bool(draw.first_digits) and draw.first_by_id == actor.person_id,
    )
    if refusal:
        raise Refused(refusal)
    typing = rules.Typing.FIRST
    if draw.first_digits:
        typing = rules.Typing.DRAWN if draw.first_digits == digits else rules.Typing.DIFFERENT
    is_first = typing is rules.Typing.FIRST
    draw.first_digits, draw.first_by_id = (digits, actor.person_id) if is_first else ("", None)
    draw.save(update_fields=["first_digits", "first_by"])
    agreed = digits if typing is rules.Typing.DRAWN else ""
    _record(draw, actor, "type_digits", now, typing=typing.value, digits=agreed)
    if typing is rules.Typing.DRAWN:
        _choose(draw, digits, now)
    return typing


def _choose(draw: Draw, digits: str, now: datetime) -> None:
    draw.evidence, draw.drawn_at = lot.with_digits(draw.evidence or {}, digits), now
    draw.save(update_fields=["evidence", "drawn_at"])
    drawn = draw.evidence["drawn"]
    _step(draw, rules.LotStep.DRAWN, now, sha256=lot.digest(drawn), told=digits)
    notices.drawn_by_lot(draw, queries.persons_behind(draw, drawn), now=now)


@transaction.atomic
def replace_drawn(*, draw: Draw, code: str, reason: str, actor: Actor, now: datetime) -> str:
    """Replace who cannot sit by the first of the reserve who keeps every quota (§ councils-20).

    The reason stays in the log: it may say something of a person.
    """
    draw = queries.locked_draw(draw)
    evidence = draw.evidence or {}
    is_drawn = draw.drawn_at is not None
    seated = is_drawn and code in queries.members_now(evidence)
    if refusal := rules.refuse_replacement(draw.phase, reason=reason, is_seated=seated):
        raise Refused(refusal)
    try:
        draw.evidence = lot.with_replacement(evidence, code)
    except ValueError as nobody:
        raise Refused(rules.LotRefusal.NO_RESERVE) from nobody
    draw.save(update_fields=["evidence"])
    found = str(draw.evidence["replacements"][-1]["in"])
    _step(draw, rules.LotStep.REPLACED, now, told=f"{code} → {found}")
    _record(draw, actor, "replace_drawn", now, reason=reason, out=code, entered=found)
    notices.drawn_by_lot(draw, queries.persons_behind(draw, [found]), now=now)
    return found


def fail_panels(*, draw: Draw, relaxed: Sequence[lot.Quota], now: datetime) -> None:
    """Say that no panel keeps every quota, and what the nearest quotas are (§ councils-17)."""
    with transaction.atomic():
        draw = queries.locked_draw(draw)
        if draw.phase is rules.LotPhase.PREPARING:
            draw.relaxed = _rows(relaxed)
            draw.save(update_fields=["relaxed"])
            _record(draw, audit.HOUSE, "fail_panels", now, nearest=draw.relaxed)


def keep_panels(*, draw: Draw, evidence: lot.Evidence, now: datetime) -> None:
    """Keep the thousand panels, unless the pool was published anew meanwhile."""
    with transaction.atomic():
        draw = queries.locked_draw(draw)
        is_same = (draw.evidence or {}).get("pool_sha256") == evidence["pool_sha256"]
        if draw.phase is rules.LotPhase.PREPARING and is_same:
            draw.evidence, draw.prepared_at, draw.found = evidence, now, []
            draw.save(update_fields=["evidence", "prepared_at", "found"])
            _step(draw, rules.LotStep.PREPARED, now, sha256=evidence["panels_sha256"])
            _record(draw, audit.HOUSE, "keep_panels", now, panels=evidence["panels_sha256"])
