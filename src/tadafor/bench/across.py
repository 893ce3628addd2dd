"""A programme over every territory of the database, with five years of figures kept and of activities."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tadafor.kernel.clock import day_of
from tadafor.programme import rules

Row = dict[str, Any]
SLUG = "programme-1"
MONTHS = 60
ACTIVITIES = 600
COUNTED = tuple(rules.Measure)[:8]
ENTERED = 8
TABLES = (
    "programme.Programme",
    "programme.Region",
    "programme.Commune",
    "programme.Node",
    "programme.Indicator",
    "programme.Target",
    "programme.Activity",
    "programme.Entry",
    "programme.Count",
    "programme.Counted",
)


class Across:
    """Tells the programme table by table; its communes are the places of the territories."""

    def __init__(self, now: datetime, places: list[str]) -> None:
        self.now, self.places, self.random = now, places, Random(60)
        today = day_of(now)
        self.starts = date(today.year - 5, 1, 1)
        self.regions = sorted({code[:2] for code in places})

    def of(self, label: str) -> Iterator[Row]:
        """Return the rows of one table, named as Django does."""
        makers: Mapping[str, Callable[[], Iterator[Row]]] = {
            "programme.Programme": self._programme,
            "programme.Region": self._regions,
            "programme.Commune": self._communes,
            "programme.Node": self._nodes,
            "programme.Indicator": self._indicators,
            "programme.Target": self._targets,
            "programme.Activity": self._activities,
            "programme.Entry": self._entries,
            "programme.Count": self._counts,
            "programme.Counted": self._counted,
        }
        return makers[label]()

    def _programme(self) -> Iterator[Row]:
        names = {"name_ar": "برنامج القياس", "name_fr": "Programme mesuré", "purpose_ar": "يقاس."}
        period = {"starts_on": self.starts, "months": 72, "ends_on": rules.last_day(self.starts, 72)}
        yield {"id": 1, "slug": SLUG, "purpose_fr": "Mesuré.", "last_number": ACTIVITIES} | names | period

    def _regions(self) -> Iterator[Row]:
        for key, code in enumerate(self.regions, start=1):
            yield {"id": key, "programme_id": 1, "place_id": code}

    def _communes(self) -> Iterator[Row]:
        for key, code in enumerate(self.places, start=1):
            region = self.regions.index(code[:2]) + 1
            facts = {"id": key, "programme_id": 1, "region_id": region, "place_id": code}
            point = {"latitude": 30 + key % 5, "longitude": -9 + key % 7}
            yield facts | point | {"joined_on": self.starts, "source": "اتفاقية"}

    def _nodes(self) -> Iterator[Row]:
        for key, kind in enumerate(("pillar", "objective", "result"), start=1):
            names = {"title_ar": f"عنوان {key}", "title_fr": f"Titre {key}", "code": f"R{key}"}
            yield {"id": key, "programme_id": 1, "above_id": key - 1 or None, "kind": kind} | names

    def _indicators(self) -> Iterator[Row]:
        for key in range(1, len(COUNTED) + ENTERED + 1):
            measure = COUNTED[key - 1].value if key <= len(COUNTED) else ""
            names = {"name_ar": f"مؤشر {key}", "name_fr": f"Indicateur {key}", "unit": "people"}
            said = dict.fromkeys(("definition_ar", "definition_fr", "source_ar", "source_fr"), "قياس")
            facts = {"id": key, "programme_id": 1, "result_id": 3, "code": f"I{key}", "measure": measure}
            yield facts | names | said | {"by_sex": True, "by_age": True}

    def _targets(self) -> Iterator[Row]:
        key = 0
        for indicator in range(1, len(COUNTED) + ENTERED + 1):
            for year in range(self.starts.year, self.starts.year + 6):
                key += 1
                yield {"id": key, "indicator_id": indicator, "year": year, "value": 500}

    def _activities(self) -> Iterator[Row]:
        states = (rules.State.APPROVED,) * 4 + (rules.State.PLANNED,)
        for key in range(1, ACTIVITIES + 1):
            day = self.starts + timedelta(days=3 * key)
            commune = key % len(self.places)
            region = self.regions.index(self.places[commune][:2]) + 1
            where = {"commune_id": commune + 1, "region_id": region, "result_id": 3}
            who = {"entered_by_id": 1, "decided_by_id": 2, "held_on": day, "proof": "لائحة"}
            facts = {"id": key, "programme_id": 1, "number": key, "kind": "training", "planned_on": day}
            yield facts | where | who | {"state": states[key % 5].value, "title_ar": f"نشاط {key}"}

    def _entries(self) -> Iterator[Row]:
        for key in range(1, ACTIVITIES + 1):
            indicator = len(COUNTED) + key % ENTERED + 1
            yield {"id": key, "activity_id": key, "indicator_id": indicator, "count": 20, "women": 9}

    def _counts(self) -> Iterator[Row]:
        key = 0
        for territory in range(1, len(self.places) + 1):
            for at in range(MONTHS):
                month = date(self.starts.year + at // 12, at % 12 + 1, 1)
                for measure in COUNTED:
                    key += 1
                    facts = {"id": key, "territory_id": territory, "measure": measure.value, "month": month}
                    yield facts | {"value": self.random.randint(1, 40)}

    def _counted(self) -> Iterator[Row]:
        for territory in range(1, len(self.places) + 1):
            yield {"territory_id": territory, "counted_at": self.now}
