"""The count: settings stated, lot drawn, asked for by one person, made by a job, published by another."""

import secrets
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Counting, Edition, Envelope, Lot, PaperOpened, Project, Result
from tadafor.budgets.queries import opening, participation, results
from tadafor.budgets.rules import cycle, explaining, forming, meta, pabulib, publishing
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.cycle import Act, CycleRefusal, Phase
from tadafor.budgets.rules.publishing import CountingRefusal, LotWay
from tadafor.budgets.rules.settings import CountSettings, refuse_settings
from tadafor.budgets.rules.urn import Said
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor

SEED_BYTES = 20


@transaction.atomic
def state_count(
    *,
    edition: Edition,
    settings: CountSettings,
    unique_limit: Decimal,
    full_file_for_all: bool | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Edition:
    """State how the vote will be counted, before it begins (§ count-stated).

    After the announcement a change needs a reason, and those who follow are told. A lot has its own verb.
    """
    edition = queries.locked(edition)
    days = queries.cycle_of(edition)
    if not cycle.is_open(days, Act.SIMULATE, today=day_of(now)):
        raise Refused(CountingRefusal.VOTE_BEGAN)
    reason = clean(reason)
    announced = cycle.phase(days, today=day_of(now)) is not Phase.DRAFT
    stated = meta.named(replace(settings, lot=results.settings_of(edition).lot))
    changes = stated != meta.named(results.settings_of(edition))
    if announced and changes and not reason:
        raise Refused(CountingRefusal.NO_REASON)
    if refusal := refuse_settings(replace(settings, lot=()), frozenset()):
        raise Refused(refusal)
    edition.count_settings = stated
    edition.unique_limit, edition.full_file_for_all = unique_limit, full_file_for_all
    edition.save(update_fields=["count_settings", "unique_limit", "full_file_for_all"])
    record(edition, actor, "state_count", now, reason=reason, settings=stated)
    if announced and changes:
        notices.count_changed(edition, reason, now=now)
    return edition


# ---- the lot


@transaction.atomic
def prepare_lot(*, edition: Edition, way: LotWay, source: str, actor: Actor, now: datetime) -> Lot:
    """Say where the chance of the lot will come from, before anybody knows it (§ count-lot).

    Sealed: a secret number is drawn now and its hash is public at once. Digits: of a public draw named here.
    """
    edition = queries.locked(edition)
    source = clean_line(source)
    roles = actor.roles_in(edition.territory_id)
    if refusal := publishing.refuse_preparing(results.state_of(edition), way, source=source, roles=roles):
        raise Refused(refusal)
    seed = secrets.token_hex(SEED_BYTES) if way is LotWay.SEALED else ""
    lot = Lot.objects.create(
        edition=edition,
        way=way.value,
        source=source,
        seed=seed,
        commitment=publishing.commitment(seed) if seed else "",
        prepared_at=now,
    )
    record(edition, actor, "prepare_lot", now, way=way.value, source=source, commitment=lot.commitment)
    return lot


@transaction.atomic
def draw_lot(*, edition: Edition, typed: str, actor: Actor, now: datetime) -> Lot:
    """Draw the lot, once: every project on the ballot gets its rank, before the count (§ count-lot)."""
    edition = queries.locked(edition)
    roles = actor.roles_in(edition.territory_id)
    if refusal := publishing.refuse_draw(results.state_of(edition), typed=typed, roles=roles):
        raise Refused(refusal)
    lot = Lot.objects.get(edition=edition)
    if lot.way == LotWay.DIGITS:
        lot.seed = publishing.digits(typed)
    projects = queries.on_the_ballot(edition)
    lot.order = publishing.lot([one.key for one in projects], lot.seed)
    lot.drawn_at = now
    lot.save(update_fields=["seed", "order", "drawn_at"])
    for one in projects:
        one.lot = lot.order.index(one.key) + 1
    Project.objects.bulk_update(projects, ["lot"])
    settings = replace(results.settings_of(edition), lot=tuple(lot.order))
    edition.count_settings = meta.named(settings)
    edition.save(update_fields=["count_settings"])
    record(edition, actor, "draw_lot", now, seed=lot.seed, order=lot.order)
    return lot


# ---- the count


@transaction.atomic
def ask_to_count(*, edition: Edition, actor: Actor, now: datetime) -> Counting:
    """Ask for the count; a job makes it (§ count-acts). Nothing before the urn is opened and loaded."""
    edition = queries.locked(edition)
    if refused := results.refuse_reading(edition):
        raise Refused(refused)
    roles = actor.roles_in(edition.territory_id)
    if refusal := publishing.refuse_count(results.state_of(edition), roles=roles):
        raise Refused(refusal)
    counting = Counting.objects.create(
        edition=edition,
        envelopes=len(queries.envelopes_of(edition)),
        asked_by_id=actor.signer,
        asked_at=now,
    )
    record(edition, actor, "ask_to_count", now)
    return counting


def count_all(*, edition: Edition, now: datetime) -> int:
    """Count every envelope that is not counted yet; a count that was cut off goes on. Returns how many."""
    if results.counting_of(edition) is None or results.refuse_reading(edition):
        return 0
    said = opening.opened_ballots(edition)
    counted = 0
    for envelope in queries.envelopes_of(edition):
        if not Result.objects.filter(envelope=envelope).exists():
            counted += _count_one(edition, envelope, said, now)
    _finish(edition, said, now)
    return counted


def _count_one(edition: Edition, envelope: Envelope, said: list[Said], now: datetime) -> int:
    """Count one envelope and freeze what was found, with its proof and its files."""
    values = _counted(edition, envelope, said)
    with transaction.atomic():
        counting = Counting.objects.select_for_update().get(edition=edition)
        _, is_new = Result.objects.get_or_create(
            envelope=envelope, defaults=values | {"edition": edition, "counted_at": now}
        )
        counting.done = Result.objects.filter(edition=edition).count()
        counting.save(update_fields=["done"])
    return int(is_new)


def _counted(edition: Edition, envelope: Envelope, said: list[Said]) -> dict[str, object]:
    territory = edition.territory.name
    election = results.election_of(edition, envelope, said, territory=territory)
    settings = results.settings_for(edition, envelope)
    found = count(election, settings)
    facts = results.facts_of(edition, envelope, territory=territory, root=edition.urn.root)
    stated = meta.stated(settings, comment=f"root={facts.pop('root')}")
    about = facts | stated | {"description": election.title}
    file = pabulib.write(election, about, winners=found.keys)
    totals = pabulib.write(election, about, winners=found.keys, ballots=False)
    return {
        "winners": found.keys,
        "explained": explaining.explained(found),
        "settings_stated": meta.named(settings),
        "file": file,
        "file_print": sha256(file.encode()).hexdigest(),
        "totals": totals,
        "totals_print": sha256(totals.encode()).hexdigest(),
        "unique_share": Decimal(round(election.unique_share * 10_000)) / 10_000,
    }


def _finish(edition: Edition, said: list[Said], now: datetime) -> None:
    keys = {one.key for one in queries.on_the_ballot(edition)}
    declared = participation.participation_of(edition)
    with transaction.atomic():
        counting = Counting.objects.select_for_update().get(edition=edition)
        if counting.finished_at is not None:
            return
        counting.finished_at = now
        counting.save(update_fields=["finished_at"])
        opened = PaperOpened.objects.select_for_update().get(edition=edition)
        opened.figures |= {"blank": forming.blank(said, keys), "participation": declared}
        opened.save(update_fields=["figures"])
        made = Result.objects.filter(edition=edition).order_by("envelope__position")
        audit.record(
            actor=audit.HOUSE,
            territory_id=edition.territory_id,
            verb="budgets.count_all",
            subject=f"edition:{edition.pk}",
            now=now,
            content={"files": list(made.values_list("file_print", flat=True))},
        )


@transaction.atomic
def publish_result(*, edition: Edition, actor: Actor, now: datetime) -> Edition:
    """Publish the result of every envelope at once; who asked for the count is not who publishes it."""
    edition = queries.locked(edition)
    roles = actor.roles_in(edition.territory_id)
    state = results.state_of(edition)
    if refusal := publishing.refuse_publication(state, person=actor.signer, roles=roles):
        raise Refused(refusal)
    if not cycle.is_open(queries.cycle_of(edition), Act.PUBLISH_RESULT, today=day_of(now)):
        raise Refused(CycleRefusal.NOT_NOW)
    Result.objects.filter(edition=edition).update(published_at=now)
    Counting.objects.filter(edition=edition).update(published_by_id=actor.signer, published_at=now)
    edition.results_on = day_of(now)
    edition.save(update_fields=["results_on"])
    winners = sorted(results.winners_of(edition))
    record(edition, actor, "publish_result", now, winners=winners)
    notices.counted(edition, set(winners), now=now)
    return edition
