"""Members by lot, until the panels are published: quotas, volunteers, the frozen pool, the panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tadafor.audit import actions as audit
from tadafor.councils import queries, rules
from tadafor.councils.actions.recording import record_draw, step
from tadafor.councils.models import Body, Draw, Volunteer
from tadafor.councils.rules import lot
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.ui.formatting import day


@dataclass(frozen=True, kw_only=True)
class DrawFacts:
    """How many are drawn for which mandate, until when people volunteer, how long their data is kept."""

    seats: int
    closes_on: date
    one_per_household: bool
    mandate_since: date
    mandate_until: date | None = None
    kept_days: int = rules.KEPT_DAYS
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


def _rows(quotas: Sequence[lot.Quota]) -> list[dict[str, Any]]:
    return [dict(vars(one)) for one in quotas]


@transaction.atomic
def open_draw(*, body: Body, facts: DrawFacts, actor: Actor, now: datetime) -> Draw:
    """Open a draw for a body: people may volunteer from now on (§ councils-21)."""
    body = queries.locked_body(body)
    mandate = rules.Mandate(facts.mandate_since, facts.mandate_until)
    free = body.seats - queries.seated_between(body, mandate).count()
    refusal = rules.refuse_lot(
        seats=facts.seats,
        free=free,
        closes_on=facts.closes_on,
        mandate=mandate,
        kept_days=facts.kept_days,
        today=day_of(now),
        has_ended=body.ended_on is not None,
        is_running=queries.is_drawing(body),
    )
    if refusal:
        raise Refused(refusal, free=max(0, free))
    last = Draw.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    told = vars(facts) | {"quotas": _rows(facts.quotas)}
    draw = Draw.objects.create(body=body, number=last + 1, salt=token(), opened_at=now, **told)
    step(draw, rules.LotStep.OPENED, now)
    record_draw(draw, actor, "open_draw", now, **told)
    return draw


@transaction.atomic
def set_quotas(*, draw: Draw, quotas: Sequence[lot.Quota], source: str, actor: Actor, now: datetime) -> Draw:
    """Say which shares are wanted, and where they come from, until the pool is frozen (§ councils-17)."""
    draw = queries.locked_draw(draw)
    if refusal := rules.refuse_quotas(draw.phase, quotas):
        raise Refused(refusal)
    if wrong := next((one for one in quotas if one.least > one.most), None):
        raise Refused(lot.PoolRefusal.CELL_ORDER, cell=queries.cell_words(wrong.cell), there=0, least=0)
    draw.quotas, draw.quotas_source = _rows(quotas), source
    draw.save(update_fields=["quotas", "quotas_source"])
    step(draw, rules.LotStep.QUOTAS, now, sha256=lot.digest(draw.quotas), told=source)
    record_draw(draw, actor, "set_quotas", now, quotas=draw.quotas, source=source)
    return draw


@transaction.atomic
def propose_by_quarters(
    *, draw: Draw, people: Mapping[str, int], source: str, actor: Actor, now: datetime
) -> Draw:
    """Propose the quotas of neighbourhoods from inhabitants that the territory knows (§ councils-17).

    The other quotas stay; the numbers and their source are published with what follows from them.
    """
    draw = queries.locked_draw(draw)
    known = [one.name_ar for one in territories.neighbourhoods(draw.body.territory_id)]
    if refusal := rules.refuse_quarters(draw.phase, people, known=known, source=source):
        raise Refused(refusal)
    quarter = rules.LotFact.NEIGHBOURHOOD.value
    others = [one for one in draw.wanted if one.fact != quarter]
    draw.quotas = _rows([*others, *lot.proposed({quarter: people}, draw.seats)])
    draw.quarters, draw.quarters_source = [list(one) for one in people.items()], source
    draw.save(update_fields=["quotas", "quarters", "quarters_source"])
    step(draw, rules.LotStep.QUOTAS, now, sha256=lot.digest(draw.quotas), told=source)
    record_draw(draw, actor, "propose_by_quarters", now, quarters=draw.quarters, source=source)
    return draw


@transaction.atomic
def ease_quotas(*, draw: Draw, actor: Actor, now: datetime) -> Draw:
    """Ask no cell for more than it has volunteers: what one click applies while the pool is open."""
    draw = queries.locked_draw(draw)
    eased = rules.eased(draw.wanted, queries.pool_of(draw))
    if draw.phase is rules.LotPhase.OPEN and eased == draw.wanted:
        raise Refused(rules.LotRefusal.NOT_SHORT)
    return set_quotas(draw=draw, quotas=eased, source=draw.quotas_source, actor=actor, now=now)


@transaction.atomic
def volunteer(*, draw: Draw, facts: VolunteerFacts, actor: Actor, now: datetime) -> Volunteer:
    """Enter the pool, once, with consent (§ councils-22); the log does not say with which facts."""
    draw = queries.locked_draw(draw)
    home = people.household_hash(draw.body.territory_id, facts.address) if draw.one_per_household else ""
    refusal = rules.refuse_volunteer(
        draw.phase,
        closes_on=draw.closes_on,
        today=day_of(now),
        is_linked=actor.linked_to(draw.body.territory_id),
        consents=facts.consents,
        lacks_address=draw.one_per_household and not home,
        knows_neighbourhood=facts.neighbourhood in {"", *queries.neighbourhoods_of(draw)},
        is_there=queries.volunteer_of(draw, actor.person_id) is not None,
    )
    if refusal:
        raise Refused(refusal)
    made = Volunteer.objects.create(
        draw=draw,
        person_id=actor.signer,
        sex=facts.sex,
        age=facts.age,
        neighbourhood=facts.neighbourhood,
        household=home,
        consented_at=now,
        channel=actor.channel,
    )
    record_draw(draw, actor, "volunteer", now)
    return made


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
    if refusal := rules.refuse_freezing(draw.phase, draw.wanted, closes_on=draw.closes_on, today=day_of(now)):
        raise Refused(refusal, day=day(draw.closes_on))
    persons = queries.pool_of(draw)
    if fault := lot.refuse_pool(persons, draw.wanted, draw.seats):
        raise Refused(
            fault.refusal, cell=queries.cell_words(fault.cell), there=fault.there, least=fault.least
        )
    named = list(queries.volunteers_of(draw))
    for one in named:
        one.code = lot.identifier(draw.salt, str(one.pk))
    Volunteer.objects.bulk_update(named, ["code"])
    draw.frozen_at, draw.evidence = now, _pool(draw, persons)
    draw.save(update_fields=["frozen_at", "evidence"])
    step(draw, rules.LotStep.FROZEN, now, sha256=draw.evidence["pool_sha256"], told=str(len(persons)))
    record_draw(draw, actor, "freeze_pool", now, pool=draw.evidence["pool_sha256"], volunteers=len(persons))
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
    draw.evidence = _pool(draw, queries.still_there(draw))
    draw.save(update_fields=["quotas", "relaxed", "found", "rounds", "evidence"])
    step(draw, rules.LotStep.RELAXED, now, sha256=draw.evidence["pool_sha256"])
    record_draw(draw, actor, "relax_quotas", now, quotas=changed, pool=draw.evidence["pool_sha256"])
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
    step(draw, rules.LotStep.PUBLISHED, now, sha256=published, told=place)
    record_draw(draw, actor, "publish_panels", now, panels=published, drawn_on=drawn_on, place=place)
    return draw


def fail_panels(*, draw: Draw, relaxed: Sequence[lot.Quota], now: datetime) -> None:
    """Say that no panel keeps every quota, and what the nearest quotas are (§ councils-17)."""
    with transaction.atomic():
        draw = queries.locked_draw(draw)
        if draw.phase is rules.LotPhase.PREPARING:
            draw.relaxed = _rows(relaxed)
            draw.save(update_fields=["relaxed"])
            record_draw(draw, audit.HOUSE, "fail_panels", now, nearest=draw.relaxed)


def keep_panels(*, draw: Draw, evidence: lot.Evidence, now: datetime) -> None:
    """Keep the thousand panels, unless the pool was published anew meanwhile."""
    with transaction.atomic():
        draw = queries.locked_draw(draw)
        is_same = (draw.evidence or {}).get("pool_sha256") == evidence["pool_sha256"]
        if draw.phase is rules.LotPhase.PREPARING and is_same:
            draw.evidence, draw.prepared_at, draw.found = evidence, now, []
            draw.save(update_fields=["evidence", "prepared_at", "found"])
            step(draw, rules.LotStep.PREPARED, now, sha256=evidence["panels_sha256"])
            record_draw(draw, audit.HOUSE, "keep_panels", now, panels=evidence["panels_sha256"])
