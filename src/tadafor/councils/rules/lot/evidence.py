"""The evidence of a draw: one file that anyone verifies without solving anything again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tadafor.councils.rules.lot.panels import PANELS, chances, panels_of
from tadafor.councils.rules.lot.pool import Person, Quota, digest, profiles_of

FORMAT = "tadafor-lot-1"
DIGITS = 3
Evidence = dict[str, Any]


class Fault(StrEnum):
    """What does not hold in a file of evidence."""

    FORMAT = "format"
    POOL_HASH = "pool_hash"
    PANELS_HASH = "panels_hash"
    HOW_MANY = "how_many"
    SEATS = "seats"
    STRANGER = "stranger"
    TWICE = "twice"
    QUOTA = "quota"
    HOUSEHOLD = "household"
    CHANCES = "chances"
    DIGITS = "digits"
    DRAWN = "drawn"
    REPLACEMENT = "replacement"


@dataclass(frozen=True)
class Terms:
    """What every panel keeps."""

    seats: int
    persons: dict[str, Person]
    quotas: list[Quota]
    one_per_household: bool

    def fault_of(self, panel: Sequence[str]) -> Fault | None:
        """Return what a panel breaks (§ councils-20)."""
        if len(panel) != self.seats:
            return Fault.SEATS
        if len(set(panel)) != len(panel):
            return Fault.TWICE
        if not set(panel) <= self.persons.keys():
            return Fault.STRANGER
        members = [self.persons[code] for code in panel]
        counts = Counter(fact for person in members for fact in person.facts)
        if any(not one.least <= counts[one.fact, one.value] <= one.most for one in self.quotas):
            return Fault.QUOTA
        homes = Counter(person.household for person in members if person.household)
        return Fault.HOUSEHOLD if self.one_per_household and max(homes.values(), default=0) > 1 else None


def made(
    persons: Sequence[Person],
    quotas: Sequence[Quota],
    seats: int,
    *,
    one_per_household: bool,
    columns: Sequence[Any],
    bound: float,
) -> Evidence:
    """Return what is published before the draw: pool, quotas, panels, chances, hashes (§ councils-18)."""
    ordered = sorted(persons, key=lambda person: person.code)
    pool = [{"code": one.code, "facts": dict(one.facts), "household": one.household} for one in ordered]
    terms = {
        "pool": pool,
        "quotas": [vars(quota) for quota in quotas],
        "seats": seats,
        "one_per_household": one_per_household,
    }
    pool_hash = digest(terms)
    profiles = profiles_of(ordered, one_per_household=one_per_household)
    panels = panels_of(profiles, columns, pool=pool_hash)
    counted = chances(panels, [one.code for one in ordered])
    return {
        "format": FORMAT,
        **terms,
        "pool_sha256": pool_hash,
        "panels": panels,
        "panels_sha256": digest(panels),
        "chances": counted,
        "smallest_chance": min(counted.values()),
        "best_smallest_chance": round(bound * PANELS, 3),
        "digits": "",
        "drawn": [],
        "replacements": [],
    }


def _terms(evidence: Evidence) -> Terms:
    persons = {
        row["code"]: Person(row["code"], tuple(sorted(row["facts"].items())), row["household"])
        for row in evidence["pool"]
    }
    quotas = [Quota(**row) for row in evidence["quotas"]]
    return Terms(evidence["seats"], persons, quotas, evidence["one_per_household"])


def is_digits(digits: str) -> bool:
    """Whether these are three digits from 000 to 999."""
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit()


def with_digits(evidence: Evidence, digits: str) -> Evidence:
    """Return the evidence after the draw; raise ValueError for what is no three digits, or a second draw."""
    if not is_digits(digits) or evidence["digits"]:
        raise ValueError("three digits, once")
    return evidence | {"digits": digits, "drawn": evidence["panels"][int(digits)]}


def _next_in(evidence: Evidence, present: Sequence[str], out: str, gone: set[str]) -> str | None:
    """The first of the reserve, in the order of the digits, that keeps what every panel keeps."""
    terms = _terms(evidence)
    reserve = [code for code in terms.persons if code not in present and code not in gone]
    stay = [code for code in present if code != out]
    in_order = sorted(reserve, key=lambda code: digest([evidence["digits"], code]))
    return next((code for code in in_order if terms.fault_of([*stay, code]) is None), None)


def _now(evidence: Evidence) -> tuple[list[str], set[str]]:
    present, gone = list(evidence["drawn"]), set()
    for change in evidence["replacements"]:
        present = [change["in"] if code == change["out"] else code for code in present]
        gone.add(change["out"])
    return present, gone


def with_replacement(evidence: Evidence, out: str) -> Evidence:
    """Return the evidence with ``out`` replaced from the reserve; raise ValueError when nobody can."""
    present, gone = _now(evidence)
    if out not in present:
        raise ValueError("not in the panel")
    found = _next_in(evidence, present, out, gone | {out})
    if found is None:
        raise ValueError("nobody in the reserve keeps the quotas")
    return evidence | {"replacements": [*evidence["replacements"], {"out": out, "in": found}]}


def faults(evidence: Evidence) -> list[Fault]:
    """Return everything that does not hold in a file of evidence; none when it does (§ councils-20)."""
    try:
        return list(dict.fromkeys(_faults(evidence)))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return [Fault.FORMAT]


def _faults(evidence: Evidence) -> list[Fault]:
    found = [] if evidence["format"] == FORMAT else [Fault.FORMAT]
    published = {name: evidence[name] for name in ("pool", "quotas", "seats", "one_per_household")}
    terms, panels = _terms(evidence), evidence["panels"]
    checks = (
        (digest(published) == evidence["pool_sha256"], Fault.POOL_HASH),
        (digest(panels) == evidence["panels_sha256"], Fault.PANELS_HASH),
        (len(panels) == PANELS, Fault.HOW_MANY),
        (chances(panels, list(terms.persons)) == evidence["chances"], Fault.CHANCES),
        (min(evidence["chances"].values()) == evidence["smallest_chance"], Fault.CHANCES),
    )
    found += [fault for holds, fault in checks if not holds]
    found += [fault for panel in panels if (fault := terms.fault_of(panel)) is not None]
    return found + _faults_of_draw(evidence)


def _faults_of_draw(evidence: Evidence) -> list[Fault]:
    if not evidence["digits"]:
        return [Fault.DRAWN] if evidence["drawn"] or evidence["replacements"] else []
    if not is_digits(evidence["digits"]):
        return [Fault.DIGITS]
    if evidence["drawn"] != evidence["panels"][int(evidence["digits"])]:
        return [Fault.DRAWN]
    again = evidence | {"replacements": []}
    for change in evidence["replacements"]:
        again = with_replacement(again, change["out"])
        if again["replacements"][-1] != change:
            return [Fault.REPLACEMENT]
    return []
