"""A ballot arrives: checked, sealed, wrapped, and forgotten; one line of the register serves every way.

Nothing of the choice is written, logged or told by these verbs; the row of the log names nobody and only
the day. Locks are advisory: a lock on a person's row would leave a mark beside the ballot's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from psycopg import Cursor

from tadafor.audit import actions as audit
from tadafor.budgets.models import Edition
from tadafor.budgets.queries import receipts, register
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.wrapping import tag_of, wrapping_key
from tadafor.budgets.rules import urn, voting
from tadafor.budgets.rules.keeping import COUNTER, KeepingRefusal
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import Mark, Move, Moved, VotingRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.prepared import one_trip, send
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


_HOLD = "SELECT pg_advisory_xact_lock_shared(%s, %s), pg_advisory_xact_lock(%s, %s)"
_FIRST = """
    INSERT INTO budgets_registerline (code, edition_id, voter, mark, day, sealed, clerk_id, second_id)
    SELECT %s, %s, %s, %s, %s, %s, %s::bigint, %s::bigint
    WHERE NOT EXISTS (SELECT 1 FROM budgets_registerline WHERE edition_id = %s AND voter = ANY(%s))
    ON CONFLICT DO NOTHING
"""
_LINES = """
    SELECT line.code, line.mark, line.sealed, line.second_id, old.twice
    FROM budgets_registerline line LEFT JOIN budgets_sealedballot old ON old.code = line.sealed
    WHERE line.edition_id = %s AND line.voter = ANY(%s) ORDER BY line.voter FOR UPDATE OF line
"""
_TWICE = "SELECT twice FROM budgets_sealedballot WHERE code = %s"
_SEAL = "INSERT INTO budgets_sealedballot (code, edition_id, twice, tag) VALUES (%s, %s, %s, %s)"
_TAKE_OUT = """
    WITH old AS (DELETE FROM budgets_sealedballot WHERE code = %s RETURNING edition_id)
    INSERT INTO budgets_goneballot (code, edition_id, receipt, is_replaced)
    SELECT %s, edition_id, %s, %s FROM old
"""
_MARK = """
    UPDATE budgets_registerline SET mark = %s, day = %s, sealed = %s, clerk_id = %s, second_id = %s
    WHERE code = %s
"""


def _hold(edition: Edition, person_id: int) -> register.OpenVote:
    """Keep the urn from being closed while this ballot goes in; a part of the verbs that vote.

    Then let the acts of one voter come one after the other, without a trace on their row. What decides is
    asked in the same trip, by statements of their own: they see what was written while these waited.
    """
    with one_trip():
        send(_HOLD, [register.VOTE_LOCK, edition.pk, register.VOTER_LOCK, person_id % 2**31])
        return register.OpenVote(edition, person_id)


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
    ballot may say, where the caller has just read it; it does not change once prices are published. The
    ballot goes in as the first of its voter; the line of who has one already is put right after.
    """
    vote, marks = _hold(edition, actor.signer).read(now)
    assert vote.key is not None  # noqa: S101 -- nothing opens without it
    if refused := queries.refused_ballot(asked or queries.asked_of(edition), said):
        raise refused
    helped = register.stands_beside(edition, clerk=actor.clerk_id, person=actor.signer, now=now, code=second)
    wanted = Move.CAST_AT_DESK if actor.clerk_id else Move.CAST_ONLINE
    wrapping = wrapping_key(vote.key)
    sealed = urn.seal(urn.padded(said, vote.key.size), bytes(vote.key.public))
    receipt = urn.receipt(sealed)
    first = _Written(_moved(Mark.NONE, wanted), day_of(now), uuid4(), actor.clerk_id, helped)
    with one_trip():
        is_first = _write_first(edition, marks, first)
        found = send(_LINES, [edition.pk, list(marks)])
        send(_SEAL, [first.sealed, edition.pk, urn.wrapped(sealed, wrapping), tag_of(receipt, wrapping)])
        _record(edition, "cast", actor.channel, now)
    gone = False
    if not is_first.rowcount:
        line = _only(found)
        moved = _moved(line.mark, wanted)
        with one_trip():
            if moved.cancels:
                gone = _let_go(line, wrapping, is_replaced=wanted is Move.CAST_ONLINE)
            _write(line, replace(first, moved=moved))
    return Cast(receipts.receipt_code(vote.edition, receipt), receipt, gone, vote.fingerprint)


@dataclass(frozen=True)
class _Written:
    """What is written on the line of a voter."""

    moved: Moved
    today: date
    sealed: UUID | None
    clerk: int | None
    second: int | None

    @property
    def columns(self) -> list[Any]:
        return [self.moved.mark.value, self.today, self.sealed, self.clerk, self.second]


class _Line(NamedTuple):
    """The line of a voter as it is held, with the sealed ballot it points at."""

    code: UUID
    mark: Mark
    sealed: UUID | None
    second: int | None
    twice: bytes | None


def _write_first(edition: Edition, marks: Sequence[str], written: _Written) -> "Cursor[Any]":
    """Write the line of who has none yet, in one step; it says whether that was so (§ budgets-register).

    A line of the same card that another account is writing is waited for, and found by what comes next.
    """
    line = [uuid4(), edition.pk, marks[0], *written.columns]
    return send(_FIRST, [*line, edition.pk, list(marks)])


def _moved(mark: Mark, wanted: Move) -> Moved:
    """Return what becomes of a line, or raise Refused (§ budgets-register)."""
    moved = voting.move(mark, wanted)
    if isinstance(moved, VotingRefusal):
        raise Refused(moved)
    return moved


def _only(found: "Cursor[Any]") -> _Line:
    """Return the line of a voter, held."""
    lines = found.fetchall()
    if len(lines) > 1:  # an account voted, then brought a card that had voted already
        raise Refused(VotingRefusal.CARD_VOTED)
    ((code, mark, sealed, second, twice),) = lines
    return _Line(code, Mark(mark), sealed, second, twice)


def _let_go(line: _Line, wrapping: bytes, *, is_replaced: bool) -> bool:
    """Take a sealed ballot out of the urn; its receipt says so from now on."""
    if line.sealed is None:
        return False
    # One that came in while the line was waited for did not stand beside it yet.
    found = (line.twice,) if line.twice is not None else send(_TWICE, [line.sealed]).fetchone()
    if found is None:
        return False
    receipt = urn.receipt(urn.unwrapped(bytes(found[0]), wrapping))
    send(_TAKE_OUT, [line.sealed, uuid4(), receipt, is_replaced])
    return True


def _write(line: _Line, written: _Written) -> None:
    send(_MARK, [*written.columns, line.code])


# ---- sheets: the register first


@transaction.atomic
def mark_paper(
    *, edition: Edition, move: Move, clerk: Actor, person: Actor, now: datetime, second: str = ""
) -> Mark:
    """Mark the register before a sheet is handed out, or when it comes back (§ budgets-register).

    Handing one out cancels the sealed ballot that stood there. Which sheet it was is written nowhere
    (§ secrecy-sheets).
    """
    if not clerk.has_role(edition.territory_id, *COUNTER):
        raise Refused(KeepingRefusal.NOT_ALLOWED)
    vote, marks = _hold(edition, person.signer).read(now)
    assert vote.key is not None  # noqa: S101 -- nothing opens without it
    issues = move is Move.ISSUE_PAPER
    helped = None
    if issues:
        helped = register.stands_beside(
            edition, clerk=clerk.signer, person=person.signer, now=now, code=second
        )
    blank = _Written(Moved(Mark.NONE), day_of(now), None, None, None)
    with one_trip():
        _write_first(edition, marks, blank)
        found = send(_LINES, [edition.pk, list(marks)])
    line = _only(found)
    moved = _moved(line.mark, move)
    if moved.cancels:
        _let_go(line, wrapping_key(vote.key), is_replaced=False)
    _write(line, _Written(moved, day_of(now), None, clerk.signer, helped if issues else line.second))
    _record(edition, "mark_paper", Channel.PAPER, now)
    return moved.mark


def _record(edition: Edition, verb: str, channel: str, now: datetime) -> None:
    audit.record(
        actor=Unnamed(channel),
        territory_id=edition.territory_id,
        verb=f"budgets.{verb}",
        subject=f"edition:{edition.pk}",
        now=now,
        anonymous=True,
    )
