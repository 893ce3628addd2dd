"""Standing behind what somebody else wrote: online, or at the counter by a clerk who was asked to."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.consultations import queries, rules
from tadafor.consultations.models import Contribution, Support
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.traces.rules import Visibility


@transaction.atomic
def support(
    *, contribution: Contribution, actor: Actor, now: datetime, consented: bool = False
) -> Contribution:
    """Stand behind a contribution; doing it twice is doing it once.

    At the counter the person said so before the clerk (``consented``). Raises Refused.
    """
    contribution = _supportable(contribution, actor, now, asked=consented)
    _, is_new = Support.objects.get_or_create(
        contribution=contribution,
        person_id=actor.signer,
        defaults={"given_at": now, "channel": actor.channel},
    )
    if is_new:
        _count_support(contribution, 1)
        _record(contribution, actor, "support", now)
    return contribution


@transaction.atomic
def withdraw_support(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Stand behind a contribution no more."""
    contribution = _supportable(contribution, actor, now)
    gone, _ = Support.objects.filter(contribution=contribution, person_id=actor.signer).delete()
    if gone:
        _count_support(contribution, -1)
        _record(contribution, actor, "withdraw_support", now)
    return contribution


def _supportable(
    contribution: Contribution, actor: Actor, now: datetime, *, asked: bool = True
) -> Contribution:
    contribution = queries.locked_contribution(contribution)
    consultation = contribution.consultation
    refusal = rules.refuse_support(
        phase=rules.phase(consultation.window, today=day_of(now)),
        audience=rules.Audience(consultation.audience),
        who=queries.contributor(actor, consultation.territory_id),
        is_author=actor.person_id is not None and contribution.author_id == actor.person_id,
        shown=contribution.trace.visibility == Visibility.VISIBLE and contribution.withdrawn_at is None,
        asked=actor.clerk_id is None or asked,
    )
    if refusal:
        raise Refused(refusal)
    return contribution


def _count_support(contribution: Contribution, change: int) -> None:
    contribution.supports_count += change
    contribution.save(update_fields=["supports_count"])


def _record(contribution: Contribution, actor: Actor, verb: str, now: datetime) -> None:
    audit.record(
        actor=actor,
        territory_id=contribution.trace.territory_id,
        verb=f"consultations.{verb}",
        subject=f"contribution:{contribution.pk}",
        now=now,
    )
