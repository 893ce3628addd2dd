"""The verbs of moderation.

Each takes the row of the trace first, then that of the case: one order, so that nobody waits for
somebody who waits for them.
"""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.kernel.words import word
from tadafor.moderation import notices, queries, rules
from tadafor.moderation.models import Appeal, Case, Report, Ruling
from tadafor.moderation.queries import Item
from tadafor.moderation.rules import WORDS_LIMIT, Cause, Decision, Outcome, Reason, Refusal
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, RoleKind
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Visibility

CODE_LENGTH = 8
_SHOWN_AFTER = {
    Decision.HIDE: Visibility.HIDDEN,
    Decision.RESTORE: Visibility.VISIBLE,
    Decision.RELEASE: Visibility.VISIBLE,
    Decision.KEEP: Visibility.VISIBLE,
}


@transaction.atomic
def hold(*, item: Item, actor: Actor, cause: Cause, now: datetime) -> Case:
    """Hold a text back until a moderator has read it; it keeps the moment at which it was sent."""
    item = traces.locked(item)
    case = _open_case(item)
    refusal = rules.refuse_hold(
        cause=cause,
        is_moderator=queries.is_moderator(actor, queries.territory_of(item)),
        visibility=Visibility(item.visibility),
        has_open_case=case is not None,
    )
    if refusal:
        raise Refused(refusal)
    case = case or _new_case(item, cause, now)
    traces.set_visibility(item=item, visibility=Visibility.HELD)
    _record(actor, case, "moderation.hold", now, cause=cause)
    return case


@transaction.atomic
def report(*, item: Item, actor: Actor, reason: Reason, words: str, now: datetime) -> Report:
    """Say that a text breaks a rule; the text stays until a moderator has ruled."""
    item, words = traces.locked(item), clean(words)
    refusal = rules.refuse_report(
        has_contact=actor.person_id is not None,
        is_author=queries.is_author(actor, item),
        visibility=queries.shown(item),
        already_reported=actor.person_id is not None and queries.has_reported(actor, item),
        words=words,
    )
    if refusal or actor.person_id is None:
        raise Refused(refusal or Refusal.CONTACT_NEEDED, limit=WORDS_LIMIT)
    case = _open_case(item) or _new_case(item, Cause.REPORTED, now)
    made = Report.objects.create(
        case=case,
        trace=case.trace,
        reply=case.reply,
        person_id=actor.person_id,
        reason=reason,
        words=words,
        at=now,
    )
    _record(actor, case, "moderation.report", now, reason=reason, words=words)
    return made


def hide(
    *,
    item: Item,
    actor: Actor,
    reason: Reason | None,
    now: datetime,
    words: str = "",
    case: Case | None = None,
) -> Ruling:
    """Take a text from the public for a reason of the list; its tombstone and its author are told."""
    return _rule(Decision.HIDE, item, actor, now, reason=reason, words=words, case=case)


def restore(*, item: Item, actor: Actor, words: str, now: datetime, case: Case | None = None) -> Ruling:
    """Give a hidden text back to the public and say why."""
    return _rule(Decision.RESTORE, item, actor, now, words=words, case=case)


def release(*, item: Item, actor: Actor, now: datetime, words: str = "", case: Case | None = None) -> Ruling:
    """Publish a text that was held back."""
    return _rule(Decision.RELEASE, item, actor, now, words=words, case=case)


def keep(*, item: Item, actor: Actor, now: datetime, words: str = "", case: Case | None = None) -> Ruling:
    """Leave a reported text where it is."""
    return _rule(Decision.KEEP, item, actor, now, words=words, case=case)


@transaction.atomic
def _rule(
    decision: Decision,
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    reason: Reason | None = None,
    words: str = "",
    case: Case | None = None,
) -> Ruling:
    item, words = traces.locked(item), clean(words)
    waiting = _open_case(item)
    refusal = rules.refuse_ruling(
        decision=decision,
        is_moderator=queries.is_moderator(actor, queries.territory_of(item)),
        is_author=queries.is_author(actor, item),
        visibility=Visibility(item.visibility),
        case_is_open=_still_waits(case, waiting, decision),
        has_pending_appeal=queries.has_pending_appeal(item),
        reason=reason,
        words=words,
    )
    if refusal or actor.person_id is None:
        raise Refused(
            refusal or Refusal.NOT_A_MODERATOR, limit=WORDS_LIMIT, decision=queries.last_decision(item)
        )
    waiting = waiting or _new_case(item, Cause.STAFF, now)
    ruling = Ruling.objects.create(
        case=waiting,
        decision=decision,
        reason=reason if reason and decision is Decision.HIDE else "",
        words=words,
        by_id=actor.person_id,
        at=now,
    )
    Case.objects.filter(pk=waiting.pk).update(closed_at=now)
    traces.set_visibility(item=item, visibility=_SHOWN_AFTER[decision])
    _record(actor, waiting, f"moderation.{decision}", now, reason=ruling.reason, words=words)
    _tell_ruling(ruling, item)
    return ruling


def _tell_ruling(ruling: Ruling, item: Item) -> None:
    case = ruling.case
    notices.ruled(
        decision=Decision(ruling.decision),
        reason=Reason(ruling.reason) if ruling.reason else None,
        words=ruling.words,
        title=case.trace.title,
        author_id=item.author_id,
        reporters=queries.reporters_of(case),
        territory_id=case.territory_id,
        address=case.trace.address,
        appeal_address=queries.address_of("appeal", case),
        last_day=rules.last_day_to_appeal(day_of(ruling.at)),
        key=case.code,
        now=ruling.at,
    )


def _still_waits(seen: Case | None, waiting: Case | None, decision: Decision) -> bool:
    """Whether the case that the moderator saw still waits; only keeping needs one."""
    if seen is not None:
        return waiting is not None and waiting.pk == seen.pk
    return waiting is not None or decision is not Decision.KEEP


@transaction.atomic
def appeal(*, item: Item, actor: Actor, words: str, now: datetime) -> Appeal:
    """Ask someone else to look at a hiding again, in the author's own words."""
    item, words = traces.locked(item), clean(words)
    ruling = queries.last_ruling(item, Decision.HIDE)
    ruled_on = day_of(ruling.at) if ruling else None
    refusal = rules.refuse_appeal(
        may_speak_for_author=queries.may_speak_for_author(actor, item),
        visibility=Visibility(item.visibility),
        ruled_on=ruled_on,
        already_appealed=ruling is not None and Appeal.objects.filter(ruling=ruling).exists(),
        words=words,
        today=day_of(now),
    )
    if refusal or ruling is None or ruled_on is None or actor.person_id is None:
        last_day = rules.last_day_to_appeal(ruled_on) if ruled_on else ""
        raise Refused(refusal or Refusal.NOTHING_TO_APPEAL, limit=WORDS_LIMIT, last_day=last_day)
    made = Appeal.objects.create(
        ruling=ruling,
        code=code(CODE_LENGTH),
        written_by_id=actor.person_id,
        channel=_channel(actor, item),
        words=words,
        at=now,
    )
    _record(actor, ruling.case, "moderation.appeal", now, words=words)
    notices.appealed(
        people=queries.appeal_body(ruling.case.territory_id) - {ruling.by_id},
        title=ruling.case.trace.title,
        due_on=queries.appeal_due_on(made),
        territory_id=ruling.case.territory_id,
        address=queries.appeal_desk_address(made),
        now=now,
    )
    return made


def _channel(actor: Actor, item: Item) -> Channel:
    """What a clerk writes down for someone without account came at the desk."""
    return Channel.DESK if item.author_id is None else actor.channel


@transaction.atomic
def decide_appeal(*, appeal: Appeal, actor: Actor, outcome: Outcome, words: str, now: datetime) -> Appeal:
    """Answer an appeal: someone who neither ruled nor wrote confirms the hiding or lifts it."""
    item, words = traces.locked(appeal.ruling.case.item), clean(words)
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("ruling__case").get(pk=appeal.pk)
    refusal = rules.refuse_appeal_decision(
        is_appeal_body=actor.has_role(queries.territory_of(item), RoleKind.APPEAL),
        ruled_by_oneself=appeal.ruling.by_id == actor.person_id,
        is_author=queries.is_author(actor, item),
        is_decided=appeal.decided_at is not None,
        words=words,
    )
    if refusal:
        decided = word(Outcome(appeal.outcome)) if appeal.outcome else ""
        raise Refused(refusal, limit=WORDS_LIMIT, outcome=decided)
    appeal.outcome, appeal.answer = outcome, words
    appeal.decided_by_id, appeal.decided_at = actor.person_id, now
    appeal.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    if outcome is Outcome.OVERTURNED:
        traces.set_visibility(item=item, visibility=Visibility.VISIBLE)
    _record(actor, appeal.ruling.case, "moderation.decide_appeal", now, outcome=outcome, words=words)
    notices.appeal_decided(
        outcome=outcome,
        words=words,
        title=appeal.ruling.case.trace.title,
        author_id=item.author_id,
        territory_id=appeal.ruling.case.territory_id,
        address=appeal.ruling.case.trace.address,
        key=appeal.code,
        now=now,
    )
    return appeal


def _open_case(item: Item) -> Case | None:
    return Case.objects.open().about(item).first()


def _new_case(item: Item, cause: Cause, now: datetime) -> Case:
    trace, reply = (item, None) if isinstance(item, Trace) else (item.trace, item)
    return Case.objects.create(
        territory_id=trace.territory_id,
        code=code(CODE_LENGTH),
        trace=trace,
        reply=reply,
        cause=cause,
        opened_at=now,
    )


def _record(actor: Actor, case: Case, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=case.territory_id,
        verb=verb,
        subject=f"case:{case.pk}",
        now=now,
        content=content,
    )
