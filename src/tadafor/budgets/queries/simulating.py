"""Simulations as pages read them, and the ballots that supports of ideas would make."""

from collections import defaultdict

from tadafor.budgets.models import Edition, IdeaSupport, Simulation
from tadafor.budgets.rules.urn import Said


def simulations_of(edition: Edition) -> list[Simulation]:
    """Return the last simulations of an edition, the newest first."""
    return list(Simulation.objects.filter(edition=edition)[:5])


def simulation_to_make(key: int) -> Simulation | None:
    """Return a simulation for the job that makes it."""
    return Simulation.objects.filter(pk=key).first()


def declared(edition: Edition) -> list[Said]:
    """Return one ballot for each person who backed an idea that became a project, without saying who."""
    rows = IdeaSupport.objects.filter(idea__edition=edition, idea__project__isnull=False)
    backed: dict[int, set[str]] = defaultdict(set)
    for person, number in rows.values_list("person_id", "idea__project__number"):
        backed[person].add(f"p{number}")
    return sorted(tuple((key, 1) for key in sorted(keys)) for keys in backed.values())


__all__ = ["Simulation", "declared", "simulation_to_make", "simulations_of"]
