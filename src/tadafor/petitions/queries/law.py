"""Named reads of the law: the rows that speak of a territory, and what they ask of a petition."""

import csv
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet

from tadafor.associations.queries import legal_conditions
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.petitions import rules
from tadafor.petitions.models import LegalRule, SigningLimits
from tadafor.territories import queries as territories
from tadafor.territories.rules import PlaceKind

if TYPE_CHECKING:
    from tadafor.associations.rules import Finding
    from tadafor.petitions.models import Petition
    from tadafor.territories.models import Territory

FILE = Path(__file__).resolve().parents[1] / "law.csv"
LONGEST_KEY = 16  # digits of a row's number
_YES = {"yes": True, "no": False, "": None}
_COUNCILS = {
    PlaceKind.COMMUNE: rules.Council.COMMUNE,
    PlaceKind.PROVINCE: rules.Council.PROVINCE,
    PlaceKind.PREFECTURE: rules.Council.PROVINCE,
    PlaceKind.REGION: rules.Council.REGION,
}


@lru_cache(maxsize=1)
def national_laws() -> tuple[rules.Law, ...]:
    """Return the rows that the house ships with, each with its source."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_law(row) for row in csv.DictReader(file))


def _law(row: dict[str, str]) -> rules.Law:
    return rules.Law(
        topic=rules.Topic(row["topic"]),
        council=rules.Council(row["council"]),
        kind=rules.Kind(row["kind"]) if row["kind"] else None,
        subject=row["subject"],
        value=int(row["value"]),
        population_from=int(row["population_from"] or 0),
        population_below=int(row["population_below"]) if row["population_below"] else None,
        arrondissements=_YES[row["arrondissements"]],
        valid_from=date.fromisoformat(row["valid_from"]),
        source=row["source"],
        article=row["article"],
        is_verified=bool(_YES[row["is_verified"]]),
        applies=bool(_YES[row["applies"]]),
        note=row["note"],
    )


def council_of(territory: "Territory") -> rules.Council:
    """Return which council this territory has."""
    return _COUNCILS[PlaceKind(territory.place.kind)]


def place_of(territory: "Territory") -> rules.Place:
    """Return what the law asks of this place, with the census its population comes from."""
    council = council_of(territory)
    population, census = territory.place.population or (0, 0)
    arrondissements = (
        territories.arrondissements(territory.place_id) if council is rules.Council.COMMUNE else 0
    )
    provinces = (
        tuple(place.code for place in territories.provinces_of(territory.place_id))
        if council is rules.Council.REGION
        else ()
    )
    return rules.Place(council, population, census, arrondissements, provinces)


def law_rows(territory: "Territory") -> "QuerySet[LegalRule, LegalRule]":
    """Return every row about this kind of council: the national ones and those the territory recorded."""
    here = Q(territory__isnull=True) | Q(territory_id=territory.pk)
    return LegalRule.objects.filter(here, council=council_of(territory))


def law_row(territory: "Territory", number: str) -> LegalRule | None:
    """Return the row about this kind of council that an address names, or None."""
    known = number.isdecimal() and len(number) < LONGEST_KEY
    return law_rows(territory).filter(pk=int(number)).first() if known else None


class Shown(NamedTuple):
    """A row of law as it is shown, and whether it governs on that day."""

    row: LegalRule
    governs: bool


def law_by_topic(territory: "Territory", *, on: date) -> list[tuple[rules.Topic, list[Shown]]]:
    """Return every row by what it rules, in the order of the path; of each those in force first."""
    rows = list(law_rows(territory))
    laws, place = [row.fact for row in rows], place_of(territory)
    used = {law.key for kind in rules.Kind for law in rules.requirements(laws, kind, place, on=on).laws}
    used |= {law.key for _, law in rules.list_columns(laws, place, on=on)}
    shown = [Shown(row, row.pk in used) for row in rows]
    shown.sort(key=lambda one: (one.row.subject, not one.governs, -one.row.valid_from.toordinal()))
    groups = [(topic, [one for one in shown if one.row.topic == topic]) for topic in rules.Topic]
    return [(topic, found) for topic, found in groups if found]


def laws_of(territory: "Territory") -> list[rules.Law]:
    return [row.fact for row in _laws.all(territory=territory.pk, council=council_of(territory).value)]


@asked_once
def _laws(territory: int, council: str) -> "QuerySet[LegalRule]":
    here = Q(territory__isnull=True) | Q(territory_id=territory)
    return LegalRule.objects.filter(here, council=council)


def asked_of(territory: "Territory", kind: rules.Kind, *, on: date) -> rules.Requirements:
    """Return what the law asks here of a petition of this kind on a day."""
    return rules.requirements(laws_of(territory), kind, place_of(territory), on=on)


def list_columns_of(petition: "Petition") -> list[tuple[rules.Column, rules.Law]]:
    """Return the columns that the law wanted of the list on the day of the deposit."""
    territory = petition.territory
    on = day_of(petition.deposited_at) if petition.deposited_at else petition.drafted_at.date()
    return rules.list_columns(laws_of(territory), place_of(territory), on=on)


def register_says(petition: "Petition", *, now: datetime) -> "list[Finding]":
    """Return what the register of associations says of each condition, on the day of the deposit or today.

    It helps the bureau, which alone finds (§ petitions-30).
    """
    if petition.association_id is None:
        return []
    at = petition.deposited_at or now
    return legal_conditions(petition.association_id, now=at, today=day_of(at), object=())


def limits_of(territory_id: int) -> rules.Limits:
    """Return the limits that this territory set, or those of the house."""
    row = SigningLimits.objects.filter(territory_id=territory_id).first()
    return row.fact if row else rules.Limits()


# ---- what was asked on a day, kept with a petition as it was


def kept(asked: rules.Requirements) -> dict[str, Any]:
    """Return requirements as they are kept: numbers, lists, and the rows that said so."""
    plain = asdict(asked)
    plain["on"] = asked.on.isoformat()
    plain["laws"] = [law | {"valid_from": law["valid_from"].isoformat()} for law in plain["laws"]]
    return plain


def taken_up(plain: dict[str, Any]) -> rules.Requirements:
    """Return requirements that were kept."""
    laws = [
        rules.Law(
            **{
                **law,
                "topic": rules.Topic(law["topic"]),
                "council": rules.Council(law["council"]),
                "kind": rules.Kind(law["kind"]) if law["kind"] else None,
                "valid_from": date.fromisoformat(law["valid_from"]),
            }
        )
        for law in plain["laws"]
    ]
    place = plain["place"]
    return rules.Requirements(
        **{
            **plain,
            "kind": rules.Kind(plain["kind"]),
            "on": date.fromisoformat(plain["on"]),
            "place": rules.Place(
                rules.Council(place["council"]),
                place["population"],
                place["census"],
                place["arrondissements"],
                tuple(place["provinces"]),
            ),
            "conditions": tuple(rules.Condition(one) for one in plain["conditions"]),
            "annexes": tuple(rules.Annex(one) for one in plain["annexes"]),
            "laws": tuple(laws),
        }
    )
