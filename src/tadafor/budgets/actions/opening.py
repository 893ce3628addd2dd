"""The close: the urn is published, opened elsewhere, observed, and loaded as one shuffled batch.

What joined a voter to a ballot is destroyed in the same step.
"""

from datetime import datetime

from django.db import connection, transaction

from tadafor.audit import actions as audit
from tadafor.audit.rules import leaf_hash
from tadafor.budgets import notices
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import (
    BatchEntry,
    Edition,
    OpenedBallot,
    PaperOpened,
    RegisterLine,
    SealedBallot,
    UrnPublication,
)
from tadafor.budgets.queries import batches, register
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.wrapping import wrapping_key
from tadafor.budgets.rules import keeping, urn
from tadafor.budgets.rules.keeping import Keeping, KeepingRefusal
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import Mark
from tadafor.kernel.clock import day_of
from tadafor.kernel.passing import shuffled
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.ui.formatting import number

BATCH = 2_000


def _locked(edition: Edition) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("territory").get(pk=edition.pk)


def _ask(refusal: KeepingRefusal | None, state: Keeping) -> None:
    if refusal is KeepingRefusal.BATCHES_OPEN:
        raise Refused(refusal, batches=number(state.open_batches))
    if refusal is not None:
        raise Refused(refusal)


def _close_urn(edition: Edition) -> None:
    """Wait for the ballots that are going in; whoever comes later finds the urn published."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [register.VOTE_LOCK, edition.pk])


@transaction.atomic
def publish_urn(*, edition: Edition, actor: Actor, now: datetime) -> UrnPublication:
    """Publish every sealed ballot as one file with one root, at the close (§ secrecy-opening)."""
    _close_urn(edition)
    edition = _locked(edition)
    vote = queries.vote_of(edition, today=day_of(now))
    _ask(keeping.refuse_publication(vote.state, roles=actor.roles_in(edition.territory_id)), vote.state)
    assert vote.key is not None  # noqa: S101 -- the rule asked
    wrapping = wrapping_key(vote.key)
    rows = SealedBallot.objects.filter(edition=edition).values_list("twice", flat=True)
    seals = [urn.unwrapped(bytes(twice), wrapping) for twice in rows.iterator(BATCH)]
    made = urn.filled(vote.name, bytes(vote.key.public), vote.key.size, seals)
    published = UrnPublication.objects.create(
        edition=edition,
        text="".join(urn.urn_text(made)),
        root=made.root,
        ballots=len(made.seals),
        leaves=b"".join(leaf_hash(sealed) for sealed in made.seals),
        published_at=now,
    )
    record(edition, actor, "publish_urn", now, root=made.root, ballots=len(made.seals))
    return published


@transaction.atomic
def give_opened(*, edition: Edition, text: str, actor: Actor, now: datetime) -> UrnPublication:
    """Take what the committee opened elsewhere; its hash stands in the minutes (§ secrecy-opening)."""
    edition, vote = _held(edition, now)
    _ask(keeping.refuse_opened(vote.state, roles=actor.roles_in(edition.territory_id)), vote.state)
    published = UrnPublication.objects.get(edition=edition)
    opened = queries.read_opened(text)
    is_it = urn.matches(opened, root=published.root, ballots=published.ballots)
    if opened.rehearsal or opened.edition != vote.name or not is_it:
        raise Refused(KeepingRefusal.OTHER_URN)
    published.opened_text, published.opened_by_id = text, actor.signer
    published.opened_print = urn.print_of(text)
    published.observer_print = published.observer = ""
    published.save(update_fields=["opened_text", "opened_by", "opened_print", "observer_print", "observer"])
    record(edition, actor, "give_opened", now, hash=published.opened_print)
    return published


def _held(edition: Edition, now: datetime) -> tuple[Edition, queries.Vote]:
    edition = _locked(edition)
    return edition, queries.vote_of(edition, today=day_of(now))


@transaction.atomic
def observe(*, edition: Edition, typed: str, observer: str, actor: Actor, now: datetime) -> UrnPublication:
    """Take the hash that an observer found, entered by somebody else (§ secrecy-opening)."""
    edition, vote = _held(edition, now)
    is_opener = vote.urn is not None and vote.urn.opened_by_id == actor.signer
    roles = actor.roles_in(edition.territory_id)
    _ask(keeping.refuse_observing(vote.state, roles=roles, is_opener=is_opener), vote.state)
    published = UrnPublication.objects.get(edition=edition)
    found = "".join(typed.lower().split())
    if not keeping.is_print(found):
        raise Refused(KeepingRefusal.NOT_A_PRINT)
    if found != published.opened_print:
        raise Refused(KeepingRefusal.PRINTS_DIFFER)
    published.observer_print, published.observer = found, observer
    published.save(update_fields=["observer_print", "observer"])
    record(edition, actor, "observe", now, hash=found, observer=observer)
    return published


@transaction.atomic
def ask_to_load(*, edition: Edition, actor: Actor, now: datetime) -> UrnPublication:
    """Say that the ballots may be loaded; a job does it (§ secrecy-loading)."""
    edition, vote = _held(edition, now)
    _ask(keeping.refuse_loading(vote.state, roles=actor.roles_in(edition.territory_id)), vote.state)
    published = UrnPublication.objects.get(edition=edition)
    published.loading_at = now
    published.save(update_fields=["loading_at"])
    record(edition, actor, "ask_to_load", now)
    return published


@transaction.atomic
def load_ballots(*, edition: Edition, now: datetime) -> int:
    """Load the opened ballots and those of paper as one shuffled batch; destroy what joined them to voters.

    Returns how many were loaded; nothing a second time (§ secrecy-loading, § secrecy-destroyed).
    """
    edition, vote = _held(edition, now)
    published = UrnPublication.objects.select_for_update().filter(edition=edition).first()
    ready = published is not None and published.loading_at is not None
    if published is None or not ready or keeping.refuse_loading(vote.state, roles=keeping.KEEPERS):
        return 0
    asked = queries.asked_of(edition)
    opened = queries.read_opened(published.opened_text)
    from_urn = [said for said in opened.ballots if asked.refused(said) is None]
    on_paper = batches.said_on_paper(edition)
    from_paper = [said for said in on_paper if said is not None and asked.refused(said) is None]
    _write(edition, shuffled([*from_urn, *from_paper]))  # § secrecy-loading
    turnout = queries.turnout(edition)
    PaperOpened.objects.update_or_create(
        edition=edition,
        defaults={
            "from_urn": len(from_urn),
            "from_paper": len(from_paper),
            "never_returned": turnout[Mark.PAPER_ISSUED],
            "figures": {
                "unreadable": opened.unreadable + len(opened.ballots) - len(from_urn),
                "void_sheets": len(on_paper) - len(from_paper),
                "turnout": {mark.value: many for mark, many in turnout.items()},
            },
        },
    )
    published.unreadable = opened.unreadable + len(opened.ballots) - len(from_urn)
    published.loaded_at, published.opened_text = now, ""
    published.save(update_fields=["unreadable", "loaded_at", "opened_text"])
    destroyed = _destroy(edition)
    audit_facts = {"from_urn": len(from_urn), "from_paper": len(from_paper)} | destroyed
    _record(edition, "load_ballots", now, audit_facts)
    return len(from_urn) + len(from_paper)


def _write(edition: Edition, ballots: list[Said]) -> None:
    rows = (OpenedBallot(edition=edition, said=[list(one) for one in said]) for said in ballots)
    OpenedBallot.objects.bulk_create(rows, batch_size=BATCH)


def _destroy(edition: Edition) -> dict[str, int]:
    """Destroy pointers, sealed copies and what was read on each sheet; say how many of each."""
    pointers = RegisterLine.objects.filter(edition=edition, sealed__isnull=False).update(sealed=None)
    copies, _ = SealedBallot.objects.filter(edition=edition).delete()
    sheets = BatchEntry.objects.filter(batch__edition=edition).update(ballots=[])
    return {"pointers": pointers, "sealed": copies, "entries": sheets}


@transaction.atomic
def declare_void(*, edition: Edition, reason: str, actor: Actor, now: datetime) -> Edition:
    """Declare the vote void, for a reason everybody reads; nothing of it is opened (§ secrecy-void)."""
    _close_urn(edition)
    edition, vote = _held(edition, now)
    roles = actor.roles_in(edition.territory_id)
    _ask(keeping.refuse_void(vote.state, roles=roles, reason=reason), vote.state)
    edition.voided_on, edition.void_reason = day_of(now), reason
    edition.save(update_fields=["voided_on", "void_reason"])
    UrnPublication.objects.filter(edition=edition).update(opened_text="")
    destroyed = _destroy(edition)
    record(edition, actor, "declare_void", now, reason=reason, destroyed=destroyed)
    notices.voided(edition, now=now)
    return edition


def _record(edition: Edition, verb: str, now: datetime, facts: dict[str, int]) -> None:
    audit.record(
        actor=audit.HOUSE,
        territory_id=edition.territory_id,
        verb=f"budgets.{verb}",
        subject=f"edition:{edition.pk}",
        now=now,
        content=facts,
    )
