"""After the deposit: two clerks check each line, the agent may contest, a third person decides."""

from datetime import datetime

from django.db import transaction

from tadafor.kernel.text import clean
from tadafor.people.actor import Actor
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.recording import ask, for_its_agent, for_the_bureau, record
from tadafor.petitions.actions.signing import bring_back, displace
from tadafor.petitions.models import LineLook, Petition, Sheet, SheetLine, Signature
from tadafor.petitions.rules import Act, LineReason, LineState, SheetRefusal, SheetState, Status, Verdict


def _line(petition: Petition, number: int, position: int) -> SheetLine:
    found = (
        SheetLine.objects.select_for_update(of=("self",))
        .select_related("sheet")
        .filter(sheet__petition=petition, sheet__number=number, position=position)
        .first()
    )
    if found is None:
        ask(SheetRefusal.UNKNOWN_SHEET)
        raise LookupError(position)
    return found


@transaction.atomic
def look_at_line(
    *,
    petition: Petition,
    number: int,
    position: int,
    holds: bool,
    reason: LineReason | None,
    actor: Actor,
    now: datetime,
) -> Verdict:
    """Record what one clerk found of a line, and settle it when two agree (§ petitions-23)."""
    petition = for_the_bureau(petition, actor, Act.CHECK_SHEETS, clerks=True)
    line = _line(petition, number, position)
    ask(SheetRefusal.CHECKED_ALREADY if line.signature_id is None else None)
    looks = [row.fact for row in LineLook.objects.filter(line=line)]
    settled = line.settled_at is not None or rules.verdict(looks) is not Verdict.WAITING
    ask(rules.refuse_look(looks, clerk=actor.signer, is_party=False, settled=settled))
    ask(SheetRefusal.REASON_MISSING if not holds and reason is None else None)
    LineLook.objects.create(line=line, clerk_id=actor.signer, holds=holds, reason=reason or "", looked_at=now)
    found = rules.verdict([*looks, rules.Look(actor.signer, holds, reason)])
    if found is Verdict.REFUSED:
        first = next((look.reason for look in looks if look.reason), reason)
        _refused(petition, line, first or LineReason.ILLEGIBLE, now)
    _checked(line.sheet)
    record(petition, actor, "look_at_line", now, sheet=number, line=position, holds=holds)
    return found


def _refused(petition: Petition, line: SheetLine, reason: LineReason, now: datetime) -> None:
    """A line falls; the support online whose place it took stands again (§ petitions-35)."""
    line.state, line.reason = LineState.REFUSED, reason
    line.save(update_fields=["state", "reason"])
    signature = Signature.objects.select_for_update().get(line=line)
    Signature.objects.filter(pk=signature.pk).update(status=Status.REFUSED, changed_at=now)
    bring_back(petition=petition, card_hash=signature.card_hash, now=now)


def _restored(petition: Petition, line: SheetLine, now: datetime) -> None:
    """A line holds after all, unless the same card came to stand on another line meanwhile.

    The support online that had come back gives way again (§ petitions-35).
    """
    signature = Signature.objects.select_for_update().get(line=line)
    stands = signature.status == Status.VALID
    if stands or displace(petition=petition, card_hash=signature.card_hash, now=now):
        line.state, line.reason = LineState.VALID, ""
        if not stands:
            Signature.objects.filter(pk=signature.pk).update(status=Status.VALID, changed_at=now)
    else:
        line.state, line.reason = LineState.DUPLICATE, ""
    line.save(update_fields=["state", "reason"])


def _checked(sheet: Sheet) -> None:
    """A sheet is checked when every line that was signed has two looks or was settled."""
    lines = SheetLine.objects.filter(sheet=sheet, signature__isnull=False).prefetch_related("looks")
    waiting = (
        line
        for line in lines
        if line.settled_at is None
        and rules.verdict([look.fact for look in line.looks.all()]) in {Verdict.WAITING, Verdict.SPLIT}
    )
    if next(waiting, None) is None:
        Sheet.objects.filter(pk=sheet.pk, state=SheetState.ENTERED).update(state=SheetState.CHECKED)


@transaction.atomic
def contest_line(
    *, petition: Petition, number: int, position: int, reason: str, actor: Actor, now: datetime
) -> SheetLine:
    """Contest a line that the bureau refused, once (§ petitions-24)."""
    petition = for_its_agent(petition, actor, Act.CHECK_SHEETS, now)
    line = _line(petition, number, position)
    ask(rules.refuse_contest(line.standing, contested=line.contested_at is not None, reason=clean(reason)))
    line.contested_because, line.contested_at = clean(reason), now
    line.settled_at = None  # who had decided stays written: another person decides the contest
    line.save(update_fields=["contested_because", "contested_at", "settled_at"])
    record(petition, actor, "contest_line", now, sheet=number, line=position)
    notices.contested(petition, now=now)
    return line


@transaction.atomic
def settle_line(
    *,
    petition: Petition,
    number: int,
    position: int,
    holds: bool,
    reason: str,
    actor: Actor,
    now: datetime,
) -> SheetLine:
    """Decide a line on which two clerks differ or that was contested: a third person, with a reason."""
    petition = for_the_bureau(petition, actor, Act.CHECK_SHEETS)
    line = _line(petition, number, position)
    looks = [row.fact for row in LineLook.objects.filter(line=line)]
    ask(queries.refuse_settling(line, actor.signer))
    ask(SheetRefusal.REASON_MISSING if not clean(reason) else None)
    line.settled_by_id, line.settled_at, line.settled_because = actor.signer, now, clean(reason)
    line.save(update_fields=["settled_by", "settled_at", "settled_because"])
    if holds:
        _restored(petition, line, now)
    else:
        given = next((look.reason for look in looks if look.reason), LineReason.ILLEGIBLE)
        _refused(petition, line, given, now)
    _checked(line.sheet)
    record(petition, actor, "settle_line", now, sheet=number, line=position, holds=holds)
    notices.settled(petition, number, position, now=now)
    return line
