"""The law as rows: one is added, none is overwritten."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.models import LegalRule, SigningLimits
from tadafor.petitions.rules import FraudRefusal, PathRefusal

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


@transaction.atomic
def bring_national_law(*, now: datetime) -> int:
    """Bring the rows that the house ships with, where they are not there yet; return how many came."""
    if LegalRule.objects.filter(territory__isnull=True).exists():
        return 0
    rows = [_row(law) for law in queries.national_laws()]
    LegalRule.objects.bulk_create(rows)
    audit.record(
        actor=audit.HOUSE,
        territory_id=None,
        verb="petitions.bring_national_law",
        subject="law",
        now=now,
        content={"rows": len(rows)},
    )
    return len(rows)


def _row(law: rules.Law) -> LegalRule:
    return LegalRule(
        topic=law.topic,
        council=law.council,
        kind=law.kind or "",
        subject=law.subject,
        value=law.value,
        population_from=law.population_from,
        population_below=law.population_below,
        arrondissements=law.arrondissements,
        valid_from=law.valid_from,
        source=law.source,
        article=law.article,
        note=law.note,
        is_verified=law.is_verified,
        applies=law.applies,
    )


@transaction.atomic
def record_law(*, territory: "Territory", law: rules.Law, actor: Actor, now: datetime) -> LegalRule:
    """Record what a text says, for this territory, from a day on (§ petitions-1). Raises Refused."""
    if not actor.has_role(territory.pk, RoleKind.ADMINISTRATOR):
        raise Refused(PathRefusal.NOT_STAFF)
    existing = queries.laws_of(territory)
    refusal = rules.refuse_law(law, existing=existing)
    if refusal:
        raise Refused(refusal)
    row = _row(law)
    row.territory, row.recorded_by_id, row.recorded_at = territory, actor.signer, now
    row.save()
    audit.record(
        actor=actor,
        territory_id=territory.pk,
        verb="petitions.record_law",
        subject=f"law:{row.pk}",
        now=now,
        content={"topic": law.topic.value, "value": law.value, "source": law.source},
    )
    _warn_agents(territory, existing, row.fact, now=now)
    return row


def _warn_agents(
    territory: "Territory", existing: "list[rules.Law]", added: rules.Law, *, now: datetime
) -> None:
    """Tell who collects that what is asked of them moves, and from which day (§ petitions-4)."""
    place, on = queries.place_of(territory), max(day_of(now), added.valid_from)

    def asked(kind: rules.Kind, laws: "list[rules.Law]") -> rules.Requirements:
        return rules.requirements(laws, kind, place, on=on)

    moved = {
        kind for kind in rules.Kind if rules.changes(asked(kind, existing), asked(kind, [*existing, added]))
    }
    with within(territory.pk):
        for petition in queries.listed(shelf="collecting"):
            if petition.sort in moved:
                notices.law_changed(petition, on, now=now)


@transaction.atomic
def set_limits(*, territory: "Territory", limits: rules.Limits, actor: Actor, now: datetime) -> SigningLimits:
    """Set the limits against bursts, and for how long names are kept (§ petitions-26). Raises Refused."""
    if not actor.has_role(territory.pk, RoleKind.ADMINISTRATOR):
        raise Refused(PathRefusal.NOT_STAFF)
    refusal: FraudRefusal | None = rules.refuse_limits(limits)
    if refusal:
        raise Refused(refusal)
    facts = {
        "network_an_hour": limits.network_an_hour,
        "device_an_hour": limits.device_an_hour,
        "each_contact": limits.each_contact,
        "erase_after_days": limits.erase_after_days,
    }
    row, _ = SigningLimits.objects.update_or_create(territory=territory, defaults=facts)
    audit.record(
        actor=actor,
        territory_id=territory.pk,
        verb="petitions.set_limits",
        subject="limits",
        now=now,
        content=facts,
    )
    return row
