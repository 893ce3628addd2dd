"""Who took part in a vote, in counts that give nobody away; computed once, when the count is made."""

import hmac
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Any

from tadafor.audit.queries import derived_key
from tadafor.budgets.models import Edition, RegisterLine
from tadafor.budgets.rules.voting import Mark
from tadafor.kernel.masking import masked, share
from tadafor.people import queries as people
from tadafor.people.rules import AgeBand, Sex
from tadafor.territories.queries import all_neighbourhoods

VOTED = (Mark.ONLINE, Mark.DESK, Mark.PAPER_RETURNED)
DECLARED: tuple[tuple[str, type[StrEnum]], ...] = (("sex", Sex), ("age_band", AgeBand))


def participation_of(edition: Edition) -> dict[str, Any]:
    """Return the voters by channel, and by what they declared or what their link says, small ones masked.

    The register holds pseudonyms: they are made again here for the people linked to the territory, counted
    and forgotten. What is masked stays so for ever (§ count-participation).
    """
    lines = dict(RegisterLine.objects.filter(edition=edition, mark__in=VOTED).values_list("voter", "mark"))
    voters = set(_people_behind(edition, lines))
    channels = Counter(lines.values())
    counts = masked({"channel": {mark.value: channels[mark.value] for mark in VOTED}})
    return {
        "voters": len(lines),
        "channel": counts["channel"],
        **_declared(voters, len(lines)),
        "neighbourhood": _by_neighbourhood(edition, voters, len(lines)),
    }


def _people_behind(edition: Edition, lines: dict[str, str]) -> Iterator[int]:
    key = derived_key(f"budgets.register.{edition.territory_id}.{edition.pk}")
    for person, cards in people.linked_with_cards(edition.territory_id).items():
        names = [*(f"card:{held}" for held in cards), f"person:{person}"]
        if any(hmac.new(key, name.encode(), sha256).hexdigest() in lines for name in names):
            yield person


def _declared(voters: set[int], whole: int) -> dict[str, Any]:
    facts = people.facts_counted(voters)
    found: dict[str, Any] = {}
    for at, (name, members) in enumerate(DECLARED):
        said: Counter[str] = Counter()
        for *declared, many in facts:
            said[declared[at]] += many
        del said[""]
        counts = masked({name: {member.value: said.get(member.value, 0) for member in members}})
        found[name] = {"share": share(sum(said.values()), whole), "counts": counts[name]}
    return found


def _by_neighbourhood(edition: Edition, voters: set[int], whole: int) -> dict[str, Any]:
    lived = people.neighbourhoods_counted(edition.territory_id, voters)
    names = {one.pk: one.name for one in all_neighbourhoods(edition.territory_id)}
    counts = masked({"all": {name: lived.get(pk, 0) for pk, name in names.items()}}) if names else {"all": {}}
    return {"share": share(sum(lived.values()), whole), "counts": counts["all"]}
