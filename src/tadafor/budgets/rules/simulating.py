"""How the two rules would differ on the same ballots (§ count-simulation)."""

from dataclasses import replace
from typing import Any

from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.explaining import exact
from tadafor.budgets.rules.settings import CountSettings, Method


def differ(election: Election, settings: CountSettings) -> dict[str, Any]:
    """Count once by each rule, everything else as stated; say how well each serves the voters."""
    found = {
        method: count(election, replace(settings, method=method, comparison=False, ceilings=()))
        for method in Method
    }
    sets = {method: set(result.winners) for method, result in found.items()}
    happier = dict.fromkeys(Method, 0)
    nothing = dict.fromkeys(Method, 0)
    for ballot in election.ballots:
        has = {method: len(sets[method] & set(ballot.choices)) for method in Method}
        for method, other in zip(Method, reversed(Method), strict=True):
            happier[method] += ballot.weight if has[method] > has[other] else 0
            nothing[method] += 0 if has[method] else ballot.weight
    return {
        "voters": election.voters,
        "rules": {
            method.value: {
                "winners": result.keys,
                "cost": exact(result.cost),
                "happier": happier[method],
                "nothing": nothing[method],
            }
            for method, result in found.items()
        },
    }
