"""Simulations of the count, before the vote only: on ballots that nobody cast."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.budgets import queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, Simulation
from tadafor.budgets.queries import results, simulating
from tadafor.budgets.queries.inventing import invented
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.election import Election, Project
from tadafor.budgets.rules.publishing import CountingRefusal, Sample
from tadafor.budgets.rules.simulating import differ
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor

MOST_VOTERS = 20_000


@transaction.atomic
def ask_to_simulate(
    *, edition: Edition, sample: Sample, voters: int, actor: Actor, now: datetime
) -> Simulation:
    """Ask for a simulation; a job makes it. Once the vote began only the binding count tells anything."""
    edition = queries.locked(edition)
    if not cycle.is_open(queries.cycle_of(edition), Act.SIMULATE, today=day_of(now)):
        raise Refused(CountingRefusal.VOTE_BEGAN)
    if not queries.on_the_ballot(edition):
        raise Refused(CountingRefusal.PRICES_FIRST)
    made = Simulation.objects.create(
        edition=edition,
        sample=sample.value,
        voters=min(voters, MOST_VOTERS),
        asked_by_id=actor.signer,
        asked_at=now,
    )
    record(edition, actor, "ask_to_simulate", now, sample=sample.value, voters=made.voters)
    return made


@transaction.atomic
def simulate(*, simulation: Simulation, now: datetime) -> None:
    """Count the invented ballots by both rules and keep how they differ; nothing a second time."""
    held = Simulation.objects.select_for_update(of=("self",)).select_related("edition").get(pk=simulation.pk)
    if held.finished_at is not None:
        return
    edition = held.edition
    held.found = [
        {"envelope": envelope.name, **differ(election, replace(results.settings_of(edition), lot=()))}
        for envelope, election in _elections(held, edition)
    ]
    held.finished_at = now
    held.save(update_fields=["found", "finished_at"])
    audit.record(
        actor=audit.HOUSE,
        territory_id=edition.territory_id,
        verb="budgets.simulate",
        subject=f"edition:{edition.pk}",
        now=now,
        content={"sample": held.sample},
    )


def _elections(held: Simulation, edition: Edition) -> list[tuple[queries.Envelope, Election]]:
    said = simulating.declared(edition) if held.sample == Sample.DECLARED else []
    found = []
    for envelope in queries.envelopes_of(edition):
        projects = queries.on_the_ballot(edition, envelope)
        if not projects:
            continue
        if held.sample == Sample.DECLARED:
            election = results.election_of(edition, envelope, said, territory="")
        else:
            things = [
                Project(one.key, Fraction(one.price or 0), one.title, frozenset(one.marks))
                for one in projects
            ]
            seed = f"{edition.pk} {envelope.pk} {held.pk}"
            election = invented(
                things, Fraction(envelope.amount), held.voters, seed=seed, most=edition.most_choices
            )
        found.append((envelope, election))
    return found
