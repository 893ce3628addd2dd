"""The verbs of the log: record an act, gather what was recorded, erase a clear part."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from tadafor.audit import queries, rules
from tadafor.audit.models import ClearPart, Entry, Leaf, Node, TreeHead, Waiting
from tadafor.audit.rules import Frontier
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.prepared import send

GATHERED_AT_ONCE = 5_000
HELD_AT_ONCE = 250  # entries in memory: what a process once took for itself it mostly keeps
# Two numbers name an advisory lock; the first keeps ours apart from everybody else's.
_LOCK = 0x7ADA


# One statement for the three rows of each act: every verb of the house pays for it.
_WRITE = """
    WITH act AS (
        SELECT * FROM json_to_recordset(%s::json) AS act (id uuid, territory_id bigint, verb text, room text,
            subject text, channel text, moment timestamptz, is_anonymous boolean, commitment text,
            salt text, person_id bigint, reason text, content jsonb, ready_at timestamptz)
    ), line AS (
        INSERT INTO audit_entry
            (id, territory_id, verb, room, subject, channel, moment, is_anonymous, commitment)
        SELECT id, territory_id, verb, room, subject, channel, moment, is_anonymous, commitment FROM act
    ), clear AS (
        INSERT INTO audit_clearpart (entry_id, salt, person_id, reason, content)
        SELECT id, decode(salt, 'hex'), person_id, reason, content FROM act
    )
    INSERT INTO audit_waiting (entry_id, territory_id, ready_at) SELECT id, territory_id, ready_at FROM act
"""


class Who(Protocol):
    """Whoever acts, as far as the log asks; ``people.actor.Actor`` is one."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def channel(self) -> str: ...


@dataclass(frozen=True)
class _House:
    person_id: int | None = None
    channel: str = "house"


HOUSE = _House()
"""Jobs and commands act in nobody's name."""


def record(
    *,
    actor: Who,
    territory_id: int | None,
    verb: str,
    subject: str,
    now: datetime,
    reason: str = "",
    content: Mapping[str, object] | None = None,
    anonymous: bool = False,
) -> Entry:
    """Leave the row of a verb in the caller's own transaction (§ audit-1).

    An anonymous one names nobody and only its day (§ audit-3). Raises TransactionManagementError outside a
    transaction: an act and its row stand or fall together.
    """
    act = Act(actor, territory_id, verb, subject, now, reason, content, anonymous)
    return record_all([act])[0]


@dataclass(frozen=True)
class Act:
    """What the row of one act says; see ``record``."""

    actor: Who
    territory_id: int | None
    verb: str
    subject: str
    now: datetime
    reason: str = ""
    content: Mapping[str, object] | None = None
    anonymous: bool = False


def record_all(acts: Iterable[Act]) -> list[Entry]:
    """Leave the rows of many acts at once, in the caller's own transaction, as ``record`` leaves one."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("an audit row is written in the transaction of its act")
    found = [_row(act) for act in acts]
    if found:
        send(_WRITE, [json.dumps([row for _, row in found], default=str, ensure_ascii=False)])
    return [entry for entry, _ in found]


def _row(act: Act) -> tuple[Entry, dict[str, object]]:
    salt = secrets.token_bytes(rules.SALT_BYTES)
    person_id = None if act.anonymous else act.actor.person_id
    clerk = None if act.anonymous else getattr(act.actor, "clerk_id", None)
    kept = rules.plain({**(act.content or {}), **({"clerk": clerk} if clerk else {})})
    entry = Entry(
        territory_id=act.territory_id,
        verb=act.verb,
        room=act.verb.partition(".")[0],
        subject=act.subject,
        channel=str(act.actor.channel),
        moment=start_of(day_of(act.now)) if act.anonymous else act.now,
        is_anonymous=act.anonymous,
        commitment=rules.commitment(salt, person_id=person_id, reason=act.reason, content=kept),
    )
    entry._state.adding = False  # noqa: SLF001 -- as the ORM does for what it wrote
    line = {name: getattr(entry, name) for name in _LINE}
    clear = {"salt": salt.hex(), "person_id": person_id, "reason": act.reason, "content": kept}
    return entry, line | clear | {"ready_at": _ready_at(act.now, act.anonymous)}


_LINE = (
    "id", "territory_id", "verb", "room", "subject", "channel", "moment", "is_anonymous", "commitment",
)  # fmt: skip


def _ready_at(now: datetime, anonymous: bool) -> datetime:  # noqa: FBT001 -- read once, above
    """Anonymous entries wait for the end of their day, so that no head tells their minute (§ audit-3)."""
    return start_of(day_of(now) + timedelta(days=1)) if anonymous else now


def gather(*, now: datetime) -> int:
    """Give every waiting entry its leaf and sign a head of each log that grew; return how many.

    What waits is read from a list of its own, never by a counter: transactions do not commit in the
    order they began (§ audit-4).
    """
    waiting = Waiting.objects.filter(ready_at__lte=now)
    logs = set(waiting.values_list("territory_id", flat=True).distinct())
    return sum(_gather_log(log, now) for log in logs)


def _gather_log(log: int | None, now: datetime) -> int:
    gathered = 0
    while count := _gather_some(log, now):
        gathered += count
    return gathered


@transaction.atomic
def _gather_some(log: int | None, now: datetime) -> int:
    """One gatherer at a time in a log, or two leaves would want the same place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, (log or 0) % 2**31])
    waiting = Waiting.objects.filter(territory_id=log, ready_at__lte=now)
    chosen = list(waiting.order_by("entry__moment", "pk").values_list("pk", flat=True)[:GATHERED_AT_ONCE])
    if not chosen:
        return 0
    entries = Entry.objects.filter(pk__in=chosen).order_by("moment", "pk").iterator(HELD_AT_ONCE)
    frontier = queries.frontier(log)
    while some := list(islice(entries, HELD_AT_ONCE)):
        _append(log, some, frontier)
    Waiting.objects.filter(pk__in=chosen).delete()
    sign_head(territory_id=log, frontier=frontier, now=now)
    return len(chosen)


def _append(log: int | None, entries: list[Entry], frontier: Frontier) -> None:
    leaves, nodes = [], []
    for entry in entries:
        found = rules.leaf_hash(rules.canonical(entry.line.facts))
        leaves.append(Leaf(territory_id=log, index=frontier.size, entry=entry, hash=found.hex()))
        nodes += [
            Node(territory_id=log, level=level, position=position, hash=node.hex())
            for level, position, node in frontier.add(found)
        ]
    Leaf.objects.bulk_create(leaves)
    Node.objects.bulk_create(nodes)


def sign_head(*, territory_id: int | None, frontier: Frontier, now: datetime) -> TreeHead:
    """Sign the root of a log as it stands."""
    root = frontier.root.hex()
    signed = rules.head_bytes(log=territory_id, size=frontier.size, root=root, moment=now)
    return TreeHead.objects.create(
        territory_id=territory_id,
        size=frontier.size,
        root=root,
        moment=now,
        key=queries.key_name(),
        signature=queries.signing_key().sign(signed).hex(),
    )


@transaction.atomic
def erase_clear(*, entry: Entry, reason: str, actor: Who, now: datetime) -> None:
    """Forget who, why and what of ``entry``; its place in the log stays (§ audit-7)."""
    erased, _ = ClearPart.objects.filter(entry=entry).delete()
    if erased:
        record(
            actor=actor,
            territory_id=entry.territory_id,
            verb=queries.ERASURE,
            subject=f"entry:{entry.pk}",
            now=now,
            reason=reason,
        )
