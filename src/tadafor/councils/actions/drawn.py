"""Members by lot, from the digits on: the panel, its replacements, their seats, leaving, erasing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.bodies import SeatFacts, end_mandate, seat_member
from tadafor.councils.actions.recording import record_draw, step
from tadafor.councils.models import Draw, Member, Volunteer
from tadafor.councils.rules import lot
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere
from tadafor.people.actor import Actor


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
    record_draw(draw, actor, "type_digits", now, typing=typing.value, digits=agreed)
    if typing is rules.Typing.DRAWN:
        _choose(draw, digits, now)
    return typing


def _choose(draw: Draw, digits: str, now: datetime) -> None:
    draw.evidence, draw.drawn_at = lot.with_digits(draw.evidence or {}, digits), now
    drawn = draw.evidence["drawn"]
    step(draw, rules.LotStep.DRAWN, now, sha256=lot.digest(drawn), told=digits)
    for gone in sorted(set(drawn) - queries.codes_there(draw)):
        _fill(draw, gone, now)
    draw.save(update_fields=["evidence", "drawn_at"])
    seated = queries.persons_behind(draw, queries.members_now(draw.evidence))
    notices.drawn_by_lot(draw, seated, now=now)
    notices.not_drawn(draw, sorted(set(queries.persons_in(draw)) - set(seated)), now=now)


def _fill(draw: Draw, out: str, now: datetime) -> str:
    """Replace a code in the evidence; who left the pool since is passed over in the open. Empty: nobody."""
    there, made = queries.codes_there(draw), draw.evidence or {}
    found, changes = out, []
    try:
        while found == out or found not in there:
            made = lot.with_replacement(made, found)
            changes.append((found, str(made["replacements"][-1]["in"])))
            found = changes[-1][1]
    except ValueError:
        return ""
    draw.evidence = made
    for gone, entered in changes:
        step(draw, rules.LotStep.REPLACED, now, told=f"{gone} → {entered}")
    return found


@transaction.atomic
def replace_drawn(*, draw: Draw, code: str, reason: str, actor: Actor, now: datetime) -> str:
    """Replace who cannot sit by the first of the reserve who keeps every quota (§ councils-20).

    The reason stays in the log: it may say something of a person. A seat already taken is given back.
    """
    queries.locked_body(draw.body)
    draw = queries.locked_draw(draw)
    seated = draw.drawn_at is not None and code in queries.members_now(draw.evidence or {})
    is_erased = draw.erased_at is not None
    refusal = rules.refuse_replacement(draw.phase, reason=reason, is_seated=seated, is_erased=is_erased)
    if refusal:
        raise Refused(refusal)
    found = _fill(draw, code, now)
    if not found:
        raise Refused(rules.LotRefusal.NO_RESERVE)
    draw.save(update_fields=["evidence"])
    _give_back(draw, code, reason, actor, now)
    record_draw(draw, actor, "replace_drawn", now, reason=reason, out=code, entered=found)
    notices.drawn_by_lot(draw, queries.persons_behind(draw, [found]), now=now)
    return found


def _give_back(draw: Draw, code: str, reason: str, actor: Actor, now: datetime) -> None:
    member = queries.seat_by_lot(draw, code)
    if member is not None and not member.left_because:
        on = max(day_of(now), member.since)
        end_mandate(member=member, on=on, reason=reason[: rules.REASON], actor=actor, now=now)


@transaction.atomic
def seat_drawn(
    *, draw: Draw, codes: Collection[str], capacity: str, actor: Actor, now: datetime
) -> list[Member]:
    """Give those drawn, once checked, their seats of the body for the mandate of the draw (§ councils-25)."""
    body = queries.locked_body(draw.body)
    draw = queries.locked_draw(draw)
    named = set(queries.members_now(draw.evidence or {})) if draw.drawn_at else set()
    left = [one for one in queries.volunteers_of(draw).filter(code__in=list(codes)) if one.member_id is None]
    refusal = rules.refuse_seating(
        draw.phase,
        is_erased=draw.erased_at is not None,
        are_drawn=set(codes) <= named,
        any_left=bool(left),
    )
    if refusal:
        raise Refused(refusal)
    made = []
    for one in left:
        facts = SeatFacts(
            capacity=capacity,
            charge=rules.Charge.MEMBER,
            since=draw.mandate_since,
            until=draw.mandate_until,
            sex=rules.MemberSex(one.sex),
            age=rules.MemberAge(one.age),
            person_id=one.person_id,
        )
        one.member = seat_member(body=body, facts=facts, actor=actor, now=now)
        one.save(update_fields=["member"])
        made.append(one.member)
    step(draw, rules.LotStep.SEATED, now, told=str(len(made)))
    record_draw(draw, actor, "seat_drawn", now, codes=sorted(one.code for one in left))
    return made


@transaction.atomic
def withdraw_volunteer(*, draw: Draw, actor: Actor, now: datetime) -> bool:
    """Leave a draw at any time: the row is erased, nobody stands behind the code any more (§ councils-24).

    A pool that was frozen keeps the code, since its hash is public. Who was drawn is replaced at once;
    False when the reserve has nobody.
    """
    queries.locked_body(draw.body)
    draw = queries.locked_draw(draw)
    found = queries.volunteer_of(draw, actor.person_id)
    is_seated = found is not None and found.member is not None and not found.member.left_because
    if refusal := rules.refuse_withdrawal(is_there=found is not None, is_seated=is_seated):
        raise Refused(refusal)
    record_draw(draw, actor, "withdraw_volunteer", now)
    return _leave(draw, actor.signer, now)


def _leave(draw: Draw, person_id: int, now: datetime) -> bool:
    """Erase who leaves; a place that they had been drawn for is filled, or told to be empty."""
    found = queries.volunteer_of(draw, person_id)
    code = found.code if found else ""
    Volunteer.objects.filter(draw=draw, person_id=person_id).delete()
    if draw.drawn_at is None or code not in queries.members_now(draw.evidence or {}):
        return True
    entered = _fill(draw, code, now)
    draw.save(update_fields=["evidence"])
    notices.left_the_panel(draw, is_filled=bool(entered), now=now)
    if entered:
        notices.drawn_by_lot(draw, queries.persons_behind(draw, [entered]), now=now)
    return bool(entered)


def leave_with_account(*, person_id: int, now: datetime) -> None:
    """Take an account that closes out of every draw (``TADAFOR_CLOSING``, § councils-24)."""
    with everywhere():
        for draw in queries.draws_with(person_id):
            queries.locked_body(draw.body)
            _leave(queries.locked_draw(draw), person_id, now)


@transaction.atomic
def cancel_draw(*, draw: Draw, reason: str, actor: Actor, now: datetime) -> Draw:
    """Give a draw up before its digits, for a public reason; the volunteers are erased (§ councils-21)."""
    draw = queries.locked_draw(draw)
    if refusal := rules.refuse_cancelling(draw.phase, reason=reason):
        raise Refused(refusal)
    draw.cancelled_at = now
    draw.save(update_fields=["cancelled_at"])
    notices.lot_cancelled(draw, queries.persons_in(draw), reason=reason, now=now)
    step(draw, rules.LotStep.CANCELLED, now, told=reason)
    _erase(draw, now)
    record_draw(draw, actor, "cancel_draw", now, reason=reason)
    return draw


@transaction.atomic
def erase_pools(*, now: datetime) -> int:
    """Erase the volunteers of every draw whose days of keeping are over (§ councils-26)."""
    erased = 0
    for draw in queries.draws_to_erase(day_of(now)):
        count = _erase(queries.locked_draw(draw), now)
        record_draw(draw, audit.HOUSE, "erase_pools", now, volunteers=count)
        erased += count
    return erased


def _erase(draw: Draw, now: datetime) -> int:
    """Forget who volunteered, and the salt: no code leads to anybody."""
    count, _ = queries.volunteers_of(draw).delete()
    draw.erased_at, draw.salt = now, ""
    draw.save(update_fields=["erased_at", "salt"])
    step(draw, rules.LotStep.ERASED, now, told=str(count))
    return count
