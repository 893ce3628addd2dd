"""Legal facts that change: asked by the representative, answered by staff; or corrected at the desk."""

from datetime import datetime

from django.db import transaction

from tadafor.associations import notices, queries, rules
from tadafor.associations.actions.entries import Facts, Papers, check, keep, locked, record, written
from tadafor.associations.models import AskedChange, Association
from tadafor.associations.rules import Refusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.people.actor import Actor

# What the representative says alone, without anybody's confirmation (§ associations-describe).
FREE = frozenset({"activity", "address", "public_contact"})


@transaction.atomic
def ask_change(
    *, association: Association, actor: Actor, facts: Facts, note: str, papers: Papers, now: datetime
) -> AskedChange:
    """Ask the commune to change legal facts or the board; asked again, the last one counts.

    Raises Refused.
    """
    association = locked(association.pk)
    settled = queries.settling(association.territory_id)
    before = queries.plain_of(association)
    asked = queries.changed(before, facts.plain(), before.keys() - FREE)
    refusal = rules.refuse_change(
        is_representative=queries.is_representative(association, actor.person_id, now=now),
        stands=queries.state_of(association, today=day_of(now), settled=settled),
        changed=asked,
    )
    if refusal is not None:
        raise Refused(refusal)
    check(Facts.of(before | asked), today=day_of(now))
    made, _is_new = AskedChange.objects.waiting().update_or_create(
        association=association,
        defaults={
            "asked": asked,
            "note": clean(note),
            "asked_by_id": actor.signer,
            "asked_at": now,
            "agreed_by": None,
            "agreed_at": None,
        },
    )
    keep(association, papers, actor=actor, now=now)
    record("ask_change", association, actor=actor, now=now, asked=asked, papers=sorted(papers))
    return made


@transaction.atomic
def answer_change(
    *, association: Association, actor: Actor, accepts: bool, reason: str, seen: str, now: datetime
) -> AskedChange:
    """Accept an asked change, or refuse it with the reason; where two confirm, a second accepts.

    ``seen`` is the mark of what was asked when the page was read. Raises Refused.
    """
    association = locked(association.pk)
    waiting = queries.change_waiting(association)
    refusal = rules.refuse_answer(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        waits=waiting is not None,
        accepts=accepts,
        agreed=waiting is not None and waiting.agreed_by_id == actor.person_id,
        reason=reason,
    )
    if refusal is not None or waiting is None:
        raise Refused(refusal or Refusal.NO_CHANGE_WAITS)
    if queries.mark_of(waiting.asked) != seen:
        raise Refused(Refusal.CHANGED_MEANWHILE)
    two = queries.settling(association.territory_id).two_confirm
    if accepts and two and waiting.agreed_by_id is None:
        waiting.agreed_by_id, waiting.agreed_at = actor.person_id, now
        waiting.save(update_fields=["agreed_by", "agreed_at"])
        record("answer_change", association, actor=actor, now=now, agreed=True)
        return waiting
    if accepts:
        _apply(association, waiting, now)
    waiting.answered_by_id, waiting.answered_at = actor.person_id, now
    waiting.is_accepted, waiting.reason = accepts, clean(reason)
    waiting.save()
    record(
        "answer_change",
        association,
        actor=actor,
        now=now,
        reason=waiting.reason,
        accepted=accepts,
        asked=waiting.asked,
    )
    notices.change_answered(association, waiting, now=now)
    return waiting


def _apply(association: Association, change: AskedChange, now: datetime) -> None:
    facts = Facts.of(queries.plain_of(association) | change.asked)
    check(facts, today=day_of(now))
    written(association, facts)


@transaction.atomic
def correct(
    *, association: Association, actor: Actor, facts: Facts, reason: str, seen: str, now: datetime
) -> Association:
    """Correct at the desk what an entry says, with a reason that its people read (§ associations-correct).

    ``seen`` is the mark of the entry when the form was opened. Raises Refused.
    """
    association = locked(association.pk)
    settled = queries.settling(association.territory_id)
    before = queries.plain_of(association)
    asked = queries.changed(before, facts.plain())
    refusal = rules.refuse_correction(
        staff=actor.roles_in(association.territory_id),
        mine=queries.belongs(association, actor.person_id, now=now),
        stands=queries.state_of(association, today=day_of(now), settled=settled),
        changed=asked,
        reason=reason,
        is_as_seen=queries.mark_of(before) == seen,
    )
    if refusal is not None:
        raise Refused(refusal)
    check(facts, today=day_of(now))
    written(association, facts)
    was = {name: before[name] for name in asked}
    record("correct", association, actor=actor, now=now, reason=clean(reason), before=was, after=asked)
    notices.corrected(association, clean(reason), now=now)
    return association
