"""Setting an edition up: its regulation, its days, its envelopes, and the announcement that fixes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, Envelope, Extension, PhaseDays
from tadafor.budgets.rules import cycle, meta, regulation
from tadafor.budgets.rules.cycle import Act, CycleRefusal, Days, Phase
from tadafor.budgets.rules.settings import CountSettings
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class Regulation:
    """What an edition states before anything else (the auto-règlement).

    ``study_criteria``, ``marks`` and ``score_grid`` hold rows of a key and its words; a line of the grid
    also says how many points it gives at most (``most``).
    """

    title: str
    slug: str
    summary: str = ""
    principles: str = ""
    criteria: str = ""
    roles: str = ""
    void_rule: str = ""
    study_criteria: Sequence[dict[str, str]] = ()
    score_grid: Sequence[dict[str, object]] = ()
    marks: Sequence[dict[str, str]] = ()
    minimum_age: int = 18
    ballot_rule: BallotRule = BallotRule.KNAPSACK
    least_choices: int = 0
    most_choices: int | None = None
    points: int = 10
    language: str = "ar"
    count: CountSettings = field(default_factory=CountSettings)


def _values(stated: Regulation) -> dict[str, object]:
    values = dict(vars(stated))
    del values["count"]
    for name in ("study_criteria", "score_grid", "marks"):
        values[name] = [dict(one) for one in values[name]]
    return values | {"ballot_rule": stated.ballot_rule.value}


def _address(territory_slug: str, slug: str) -> str:
    return f"/{territory_slug}/budgets/{slug}/"


@transaction.atomic
def draft_edition(
    *,
    territory_id: int,
    territory_slug: str,
    stated: Regulation,
    actor: Actor,
    now: datetime,
    copied_from: Edition | None = None,
    is_demonstration: bool = False,
) -> Edition:
    """Begin an edition that only staff see; a copy takes the envelopes and the count of the last one."""
    trace = traces.open_trace(
        territory_id=territory_id,
        room="budgets",
        title=stated.title,
        address=_address(territory_slug, stated.slug),
        language=stated.language,
        visibility=Visibility.HELD,
        now=now,
    )
    counted = meta.named(stated.count) if copied_from is None else _without_lot(copied_from.count_settings)
    edition = Edition.objects.create(
        territory_id=territory_id,
        trace=trace,
        copied_from=copied_from,
        is_demonstration=is_demonstration,
        count_settings=counted,
        **_values(stated),
    )
    if copied_from is not None:
        for one in queries.envelopes_of(copied_from):
            Envelope.objects.create(
                edition=edition,
                name=one.name,
                amount=one.amount,
                neighbourhood=one.neighbourhood,
                position=one.position,
            )
    record(edition, actor, "draft_edition", now, stated=_values(stated))
    return edition


def _without_lot(settings: dict[str, str]) -> dict[str, str]:
    """A lot is drawn for each vote."""
    return settings | ({"lot": "none"} if "lot" in settings else {})


def _being_drafted(edition: Edition, now: datetime) -> Edition:
    """Return the edition, held, if its regulation may still change: until the announcement."""
    edition = queries.locked(edition)
    if not cycle.is_open(queries.cycle_of(edition), Act.CHANGE_REGULATION, today=day_of(now)):
        raise Refused(CycleRefusal.ALREADY_ANNOUNCED)
    return edition


@transaction.atomic
def change_regulation(
    *, edition: Edition, territory_slug: str, stated: Regulation, actor: Actor, now: datetime
) -> Edition:
    """Change the regulation of an edition that is not announced yet; the count has its own verb."""
    edition = _being_drafted(edition, now)
    for name, value in _values(stated).items():
        setattr(edition, name, value)
    edition.save()
    traces.describe(
        trace=edition.trace,
        title=stated.title,
        text=stated.summary,
        address=_address(territory_slug, stated.slug),
    )
    record(edition, actor, "change_regulation", now, stated=_values(stated))
    return edition


@transaction.atomic
def set_days(*, edition: Edition, days: Sequence[Days], actor: Actor, now: datetime) -> Edition:
    """State the days of every phase at once, while the regulation may change."""
    edition = _being_drafted(edition, now)
    if refusal := cycle.refuse_days(days):
        raise Refused(refusal)
    PhaseDays.objects.filter(edition=edition).delete()
    PhaseDays.objects.bulk_create(
        PhaseDays(edition=edition, phase=one.phase.value, opens_on=one.opens_on, closes_on=one.closes_on)
        for one in days
    )
    stated = {one.phase.value: [one.opens_on, one.closes_on] for one in days}
    record(edition, actor, "set_days", now, days=stated)
    return edition


@transaction.atomic
def add_envelope(
    *,
    edition: Edition,
    name: str,
    amount: Decimal,
    actor: Actor,
    now: datetime,
    neighbourhood_id: int | None = None,
) -> Envelope:
    """Add money to share out: for the whole territory, a neighbourhood or a theme."""
    edition = _being_drafted(edition, now)
    if refusal := regulation.refuse_envelope(
        name=name, amount=amount, taken=[one.name for one in queries.envelopes_of(edition)]
    ):
        raise Refused(refusal)
    last = Envelope.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
    envelope = Envelope.objects.create(
        edition=edition, name=name, amount=amount, neighbourhood_id=neighbourhood_id, position=last + 1
    )
    record(edition, actor, "add_envelope", now, name=name, amount=str(amount))
    return envelope


@transaction.atomic
def remove_envelope(*, envelope: Envelope, actor: Actor, now: datetime) -> None:
    """Take an envelope out of a regulation that may still change."""
    edition = _being_drafted(envelope.edition, now)
    record(edition, actor, "remove_envelope", now, name=envelope.name, amount=str(envelope.amount))
    Envelope.objects.filter(pk=envelope.pk).delete()


@transaction.atomic
def announce_edition(*, edition: Edition, actor: Actor, now: datetime) -> Edition:
    """Make the edition public; from then on its regulation does not change."""
    edition = queries.locked(edition)
    days = queries.cycle_of(edition)
    stated = cycle.Regulation(
        edition.principles, edition.criteria, len(queries.envelopes_of(edition)), days.days
    )
    if refusal := cycle.refuse_announcement(stated, days, today=day_of(now)):
        raise Refused(refusal)
    edition.announced_on = day_of(now)
    edition.save(update_fields=["announced_on"])
    traces.set_visibility(item=edition.trace, visibility=Visibility.VISIBLE)
    record(edition, actor, "announce_edition", now)
    return edition


@transaction.atomic
def extend_phase(
    *, edition: Edition, phase: Phase, to_date: date, reason: str, actor: Actor, now: datetime
) -> Extension:
    """Give more time to a phase that runs or comes, for a public reason; those who follow are told."""
    edition = queries.locked(edition)
    refusal = cycle.refuse_extension(
        queries.cycle_of(edition), phase, new_last_day=to_date, reason=reason, today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)
    days = PhaseDays.objects.get(edition=edition, phase=phase.value)
    extension = Extension.objects.create(
        edition=edition,
        phase=phase.value,
        from_date=days.closes_on,
        to_date=to_date,
        reason=reason,
        decided_by_id=actor.signer,
        decided_at=now,
    )
    days.closes_on = to_date
    days.save(update_fields=["closes_on"])
    record(edition, actor, "extend_phase", now, reason=reason, phase=phase.value, to_date=to_date)
    notices.extended(edition, extension, now=now)
    return extension
