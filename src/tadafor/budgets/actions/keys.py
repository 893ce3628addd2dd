"""The committee's key: registered, rehearsed; and the second key, made and destroyed with the vote."""

import random
from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.budgets.models import Edition, EditionKey, Rehearsal
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.wrapping import wrapping_path
from tadafor.budgets.rules import keeping, urn
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel import passing
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor

KEY_OPENING = "TADAFOR URN KEY 1"
REHEARSED = 12
TRIES = 200


def _read_half(text: str) -> tuple[str, bytes]:
    """Return whose key it is and its half that seals; raise Refused for anything else."""
    opening, _, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").strip().partition("\n")
    facts = {
        name.strip(): value.strip() for name, _, value in (line.partition(":") for line in rest.split("\n"))
    }
    try:
        public = bytes.fromhex(facts.get("key", ""))
    except ValueError:
        public = b""
    if opening.strip() != KEY_OPENING or len(public) != urn.KEY_BYTES:
        raise Refused(KeepingRefusal.NOT_A_KEY)
    return facts.get("edition", ""), public


def _locked(edition: Edition) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("territory").get(pk=edition.pk)


@transaction.atomic
def register_key(
    *, edition: Edition, text: str, shares: int, threshold: int, actor: Actor, now: datetime
) -> EditionKey:
    """Take the half of the key that seals, and make the second key beside it (§ secrecy-key)."""
    edition = _locked(edition)
    vote = queries.vote_of(edition, today=day_of(now))
    if refusal := keeping.refuse_key(vote.state, roles=actor.roles_in(edition.territory_id)):
        raise Refused(refusal)
    named, public = _read_half(text)
    if named != vote.name:
        raise Refused(KeepingRefusal.OTHER_VOTE, named=named or "—")
    if not urn.LEAST_THRESHOLD <= threshold <= shares <= urn.MOST_SHARES:
        raise Refused(KeepingRefusal.WRONG_SHARES)
    if vote.key is not None and bytes(vote.key.public) != public:
        passing.shred(wrapping_path(vote.key))
    key, _ = EditionKey.objects.update_or_create(
        edition=edition,
        defaults={
            "public": public,
            "shares": shares,
            "threshold": threshold,
            "size": queries.asked_of(edition).size,
            "registered_by_id": actor.signer,
            "registered_at": now,
            "rehearsed_at": None,
        },
    )
    passing.make_key(wrapping_path(key))
    _record(edition, actor, "register_key", now, fingerprint=urn.fingerprint(public), shares=shares)
    return key


@transaction.atomic
def destroy_wrapping(*, edition: Edition, now: datetime) -> bool:
    """Destroy the second key, with a record, once ballots are loaded or the vote void (§ secrecy-destroyed).

    It may be asked for again: a job that was cut off finds the same end.
    """
    edition = _locked(edition)
    key = EditionKey.objects.select_for_update().filter(edition=edition).first()
    state = queries.vote_of(edition, today=day_of(now)).state
    if key is None or key.unwrapping_destroyed_at is not None or not (state.loaded or state.void):
        return False
    was_there = passing.shred(wrapping_path(key))
    key.unwrapping_destroyed_at = now
    key.save(update_fields=["unwrapping_destroyed_at"])
    _record(edition, audit.HOUSE, "destroy_wrapping", now, was_there=was_there)
    return True


# ---- the rehearsal


@transaction.atomic
def rehearse(*, edition: Edition, actor: Actor, now: datetime) -> Rehearsal:
    """Make a test urn of ballots that are known, which the committee must open (§ secrecy-rehearsal)."""
    edition = _locked(edition)
    vote = queries.vote_of(edition, today=day_of(now))
    if refusal := keeping.refuse_rehearsal(vote.state, roles=actor.roles_in(edition.territory_id)):
        raise Refused(refusal)
    assert vote.key is not None  # noqa: S101 -- the rule asked
    ballots = _known_ballots(queries.asked_of(edition))
    public, size = bytes(vote.key.public), vote.key.size
    seals = [urn.seal(urn.padded(said, size), public) for said in ballots]
    made = urn.filled(vote.name, public, size, seals, rehearsal=True)
    rehearsal = Rehearsal.objects.create(
        edition=edition,
        ballots=ballots,
        urn="".join(urn.urn_text(made)),
        root=made.root,
        made_at=now,
    )
    _record(edition, actor, "rehearse", now, root=made.root)
    return rehearsal


def _known_ballots(asked: queries.Asked) -> list[Said]:
    """Draw ballots that the rule accepts, a blank one among them."""
    drawing = random.SystemRandom()
    found: list[Said] = [()]
    for _ in range(TRIES):
        if len(found) == REHEARSED:
            break
        most = asked.limits.most or len(asked.projects)
        many = drawing.randint(1, max(1, min(most, len(asked.projects))))
        keys = drawing.sample(sorted(asked.costs), many)
        worth = {
            BallotRule.POINTS: [max(1, asked.limits.points // many)] * many,
            BallotRule.RANKING: list(range(1, many + 1)),
        }.get(asked.limits.rule, [1] * many)
        said = tuple(sorted(zip(keys, worth, strict=True)))
        if asked.refused(said) is None:
            found.append(said)
    return found


@transaction.atomic
def pass_rehearsal(*, edition: Edition, text: str, actor: Actor, now: datetime) -> Rehearsal:
    """Compare what the committee opened with the known ballots; equal, and voting may open."""
    edition = _locked(edition)
    vote = queries.vote_of(edition, today=day_of(now))
    if refusal := keeping.refuse_rehearsal(vote.state, roles=actor.roles_in(edition.territory_id)):
        raise Refused(refusal)
    last = queries.last_rehearsal(edition)
    assert vote.key is not None  # noqa: S101 -- the rule asked
    if last is None:
        raise Refused(KeepingRefusal.OTHER_URN)
    opened = queries.read_opened(text)
    if not (opened.rehearsal and opened.edition == vote.name):
        raise Refused(KeepingRefusal.OTHER_URN)
    known: list[Said] = [tuple((key, worth) for key, worth in said) for said in last.ballots]
    if not urn.matches(opened, root=last.root, ballots=len(known)):
        raise Refused(KeepingRefusal.OTHER_URN)
    if not urn.same(opened.ballots, known):
        raise Refused(KeepingRefusal.OTHER_BALLOTS)
    last.passed_at = vote.key.rehearsed_at = now
    last.save(update_fields=["passed_at"])
    vote.key.save(update_fields=["rehearsed_at"])
    _record(edition, actor, "pass_rehearsal", now, root=last.root, opened=urn.print_of(text))
    return last


def _record(edition: Edition, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=edition.territory_id,
        verb=f"budgets.{verb}",
        subject=f"edition:{edition.pk}",
        now=now,
        content=content,
    )
