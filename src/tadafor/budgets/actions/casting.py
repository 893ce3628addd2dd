"""A ballot arrives: checked, sealed, wrapped, and forgotten; one line of the register serves every way.

Nothing of the choice is written, logged or told by these verbs; the row of the log names nobody and only
the day. Locks are advisory: a lock on a person's row would leave a mark beside the ballot's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from tadafor.audit import actions as audit
from tadafor.budgets.models import Edition, EditionKey, GoneBallot, RegisterLine, SealedBallot
from tadafor.budgets.queries import receipts, register
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.wrapping import tag_of, wrapping_key
from tadafor.budgets.rules import urn, voting
from tadafor.budgets.rules.keeping import COUNTER, KeepingRefusal
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import Mark, Move, Moved, VotingRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel


@dataclass(frozen=True)
class Unnamed:
    """Who acts in the register, as the log sees them: a way, and nobody."""

    channel: str
    person_id: int | None = None


@dataclass(frozen=True)
class Cast:
    """What a voter is given: a receipt that proves their sealed ballot is in the urn."""

    code: str
    receipt: str
    replaced: bool
    fingerprint: str


def _hold(edition: Edition, person_id: int) -> None:
    """Keep the urn from being closed while this ballot goes in; a part of the verbs that vote.

    Then let the acts of one voter come one after the other, without a trace on their row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(%s, %s), pg_advisory_xact_lock(%s, %s)",
            [register.VOTE_LOCK, edition.pk, register.VOTER_LOCK, person_id % 2**31],
        )


@sensitive_variables()
@transaction.atomic
def cast(
    *,
    edition: Edition,
    said: Said,
    actor: Actor,
    now: datetime,
    second: str = "",
    asked: queries.Asked | None = None,
) -> Cast:
    """Take a ballot: check, pad, seal, wrap, store, forget (§ secrecy-seal).

    A clerk who acts for the voter makes it a vote at the desk, which nothing replaces. ``asked``: what a
    ballot may say, where the caller has just read it; it does not change once prices are published.
    """
    _hold(edition, actor.signer)
    vote, marks = register.open_vote_and_marks(edition, actor, now)
    assert vote.key is not None  # noqa: S101 -- nothing opens without it
    if refused := queries.refused_ballot(asked or queries.asked_of(edition), said):
        raise refused
    helped = register.stands_beside(edition, clerk=actor.clerk_id, person=actor.signer, now=now, code=second)
    wanted = Move.CAST_AT_DESK if actor.clerk_id else Move.CAST_ONLINE
    wrapping = wrapping_key(vote.key)
    sealed = urn.seal(urn.padded(said, vote.key.size), bytes(vote.key.public))
    receipt = urn.receipt(sealed)
    kept = SealedBallot(edition=edition, twice=urn.wrapped(sealed, wrapping), tag=tag_of(receipt, wrapping))
    facts: dict[str, Any] = {"sealed": kept, "clerk": actor.clerk_id, "second": helped}
    gone = False
    if not _is_first(edition, marks, wanted, day_of(now), **facts):
        line, moved = _move(edition, marks, wanted, day_of(now))
        if moved.cancels:
            gone = _let_go(vote.key, line, wrapping, is_replaced=wanted is Move.CAST_ONLINE)
        _write(line, moved, day_of(now), **facts)
    kept.save(force_insert=True)
    _record(edition, "cast", actor.channel, now)
    return Cast(receipts.receipt_code(edition, receipt), receipt, gone, vote.fingerprint)


_FIRST = """
INSERT INTO budgets_registerline (code, edition_id, voter, mark, day, sealed, clerk_id, second_id)
SELECT %s, %s, %s, %s, %s, %s, %s, %s
WHERE NOT EXISTS (SELECT 1 FROM budgets_registerline WHERE edition_id = %s AND voter = ANY(%s))
ON CONFLICT DO NOTHING
"""


def _is_first(
    edition: Edition,
    marks: Sequence[str],
    wanted: Move,
    today: date,
    *,
    sealed: SealedBallot,
    clerk: int | None,
    second: int | None,
) -> bool:
    """Write the line of who has none yet, in one step; say whether that was so (§ budgets-register).

    A line of the same card that another account is writing is waited for, and found by who asks next.
    """
    moved = voting.move(Mark.NONE, wanted)
    if isinstance(moved, VotingRefusal):
        raise Refused(moved)
    line: list[Any] = [uuid4(), edition.pk, marks[0], moved.mark.value, today, sealed.pk, clerk, second]
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [*line, edition.pk, list(marks)])
        return bool(cursor.rowcount)


def _move(edition: Edition, marks: Sequence[str], wanted: Move, today: date) -> tuple[RegisterLine, Moved]:
    """Hold the line of a voter and say what becomes of it, or raise Refused (§ budgets-register)."""
    lines = _lines(edition, marks)
    if not lines:
        fresh = RegisterLine(edition=edition, voter=marks[0], mark=Mark.NONE, day=today)
        RegisterLine.objects.bulk_create([fresh], ignore_conflicts=True)
        lines = _lines(edition, marks)
    if len(lines) > 1:  # an account voted, then brought a card that had voted already
        raise Refused(VotingRefusal.CARD_VOTED)
    moved = voting.move(Mark(lines[0].mark), wanted)
    if isinstance(moved, VotingRefusal):
        raise Refused(moved)
    return lines[0], moved


def _lines(edition: Edition, marks: Sequence[str]) -> list[RegisterLine]:
    rows = RegisterLine.objects.select_for_update().filter(edition=edition, voter__in=marks)
    return list(rows.order_by("voter"))


def _let_go(key: EditionKey, line: RegisterLine, wrapping: bytes, *, is_replaced: bool) -> bool:
    """Take a sealed ballot out of the urn; its receipt says so from now on."""
    old = SealedBallot.objects.filter(pk=line.sealed).first() if line.sealed else None
    if old is None:
        return False
    receipt = urn.receipt(urn.unwrapped(bytes(old.twice), wrapping))
    GoneBallot.objects.create(edition_id=key.edition_id, receipt=receipt, is_replaced=is_replaced)
    old.delete()
    return True


def _write(
    line: RegisterLine,
    moved: Moved,
    today: date,
    *,
    sealed: SealedBallot | None,
    clerk: int | None,
    second: int | None,
) -> None:
    line.mark, line.day = moved.mark.value, today
    line.sealed = sealed.pk if sealed else None
    line.clerk_id, line.second_id = clerk, second
    line.save(update_fields=["mark", "day", "sealed", "clerk", "second"])


# ---- sheets: the register first


@transaction.atomic
def mark_paper(
    *, edition: Edition, move: Move, clerk: Actor, person: Actor, now: datetime, second: str = ""
) -> RegisterLine:
    """Mark the register before a sheet is handed out, or when it comes back (§ budgets-register).

    Handing one out cancels the sealed ballot that stood there. Which sheet it was is written nowhere
    (§ secrecy-sheets).
    """
    if not clerk.has_role(edition.territory_id, *COUNTER):
        raise Refused(KeepingRefusal.NOT_ALLOWED)
    _hold(edition, person.signer)
    vote, marks = register.open_vote_and_marks(edition, person, now)
    assert vote.key is not None  # noqa: S101 -- nothing opens without it
    helped = None
    if move is Move.ISSUE_PAPER:
        helped = register.stands_beside(
            edition, clerk=clerk.signer, person=person.signer, now=now, code=second
        )
    line, moved = _move(edition, marks, move, day_of(now))
    if moved.cancels:
        _let_go(vote.key, line, wrapping_key(vote.key), is_replaced=False)
    second_id = helped if move is Move.ISSUE_PAPER else line.second_id
    _write(line, moved, day_of(now), sealed=None, clerk=clerk.signer, second=second_id)
    _record(edition, "mark_paper", Channel.PAPER, now)
    return line


def _record(edition: Edition, verb: str, channel: str, now: datetime) -> None:
    audit.record(
        actor=Unnamed(channel),
        territory_id=edition.territory_id,
        verb=f"budgets.{verb}",
        subject=f"edition:{edition.pk}",
        now=now,
        anonymous=True,
    )
