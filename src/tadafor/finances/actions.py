"""What changes a citizens' budget: bringing a file, publishing a version, setting it aside."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from tadafor.audit import actions as audit
from tadafor.finances import queries, rules
from tadafor.finances.models import AnnualBudget, BudgetLine
from tadafor.finances.rules import FinanceRefusal, Side, Standing, Typed
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.ui.formatting import dirhams

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def _ask(refusal: StrEnum | None, **facts: object) -> None:
    if refusal is not None:
        raise Refused(refusal, first=rules.FIRST_YEAR, most=rules.MOST_LINES, **facts)


def _record(budget: AnnualBudget, actor: Actor, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=budget.territory_id,
        verb=f"finances.{verb}",
        subject=f"budget:{budget.pk}",
        now=now,
        content={"year": budget.year, "version": budget.version, **content},
    )


@transaction.atomic
def bring(
    *,
    territory: "Territory",
    year: int,
    lines: Sequence[Typed],
    actor: Actor,
    now: datetime,
    totals: tuple[Decimal, Decimal] | None = None,
    is_demonstration: bool = False,
) -> AnnualBudget:
    """Keep a file as a version that nobody reads yet: all of it or nothing (§ finances-1). Raises Refused.

    ``totals`` (revenue, spending) are those of the adopted document, against which the file is held.
    The same lines sent twice while they wait make one version.
    """
    if actor.person_id is None or not queries.keeps(actor, territory.pk):
        raise Refused(FinanceRefusal.NOT_STAFF)
    faults = rules.faults_of(lines)
    told = [] if faults else [rules.whole(line) for line in lines]
    counted = territory.place.population
    revenue, spending = (rules.total(told, side) for side in Side)
    _ask(
        rules.refuse_budget(
            told,
            year=year,
            this_year=day_of(now).year,
            faults=len(faults),
            inhabitants=counted[0] if counted else None,
            totals=totals,
        ),
        revenue=dirhams(revenue),
        spending=dirhams(spending),
    )
    territories.locked(territory.pk)  # so that two at once have two numbers
    digest = sha256(repr(told).encode()).hexdigest()
    waiting = AnnualBudget.objects.filter(year=year, digest=digest, standing=Standing.DRAFT)
    if done := waiting.first():
        return done
    last = AnnualBudget.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0
    inhabitants, census_year = counted or (0, 0)
    made = AnnualBudget.objects.create(
        territory=territory,
        year=year,
        version=last + 1,
        standing=Standing.DRAFT.value,
        inhabitants=inhabitants,
        census_year=census_year,
        digest=digest,
        brought_by_id=actor.person_id,
        brought_at=now,
        is_demonstration=is_demonstration,
    )
    _write_lines(made, told)
    _record(made, actor, "bring", now, lines=len(told), revenue=str(revenue), spending=str(spending))
    return made


def _write_lines(made: AnnualBudget, told: Sequence[rules.Line]) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            budget=made,
            position=at,
            side=line.side.value,
            part=line.part.value,
            chapter=line.chapter.value,
            label=line.label,
            origin=line.origin.value if line.origin else "",
            amount=line.amount,
        )
        for at, line in enumerate(told, 1)
    )


@transaction.atomic
def publish(*, budget: AnnualBudget, actor: Actor, now: datetime) -> AnnualBudget:
    """Let everybody read a version; the one before it stays, replaced. Raises Refused."""
    territories.locked(budget.territory_id)  # so that two versions published at once do not meet
    held = queries.locked(budget)
    _ask(None if queries.keeps(actor, held.territory_id) else FinanceRefusal.NOT_STAFF)
    current = queries.published_in(held.year)
    _ask(
        rules.refuse_publication(
            held.state,
            is_own=held.brought_by_id == actor.person_id,
            is_older=current is not None and current.version > held.version,
        )
    )
    if current is not None:
        current.standing = Standing.REPLACED.value
        current.save(update_fields=["standing"])
    held.standing = Standing.PUBLISHED.value
    held.published_by_id, held.published_at = actor.person_id, now
    held.save(update_fields=["standing", "published_by", "published_at"])
    _record(held, actor, "publish", now)
    return held


@transaction.atomic
def discard(*, budget: AnnualBudget, actor: Actor, now: datetime) -> AnnualBudget:
    """Set aside a version that nobody read. Raises Refused."""
    held = queries.locked(budget)
    _ask(None if queries.keeps(actor, held.territory_id) else FinanceRefusal.NOT_STAFF)
    _ask(None if held.state is Standing.DRAFT else FinanceRefusal.NOT_A_DRAFT)
    held.standing = Standing.DISCARDED.value
    held.save(update_fields=["standing"])
    _record(held, actor, "discard", now)
    return held
