"""One edition of a participatory budget with 2,000 ideas and 40 projects, the same at every size."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tadafor.bench.texts import Text, Writer
from tadafor.budgets.rules import meta
from tadafor.budgets.rules.settings import CountSettings
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import search_text

Row = dict[str, Any]
IDEAS, PROJECTS = 2_000, 40
SLUG = "budget-1"
TRACES = 50_000_000  # their keys begin far above those of the rest
TABLES = (
    "traces.Trace",
    "budgets.Edition",
    "budgets.PhaseDays",
    "budgets.Envelope",
    "budgets.Project",
    "budgets.Idea",
)


class Budget:
    """Tells the edition table by table; it takes ideas since ten days."""

    def __init__(
        self, now: datetime, *, territory: int = 1, slug: str = "commune-1", quarters: int = 0
    ) -> None:
        self.now, self.territory, self.quarters = now, territory, quarters
        self.address = f"/{slug}/budgets/{SLUG}/"
        self.random = Random(2_000)
        writer = Writer(self.random)
        self.said = [Text(tuple(self.random.choices(writer.asked, k=2))) for _ in range(IDEAS + PROJECTS)]

    def of(self, label: str) -> Iterator[Row]:
        """Return the rows of one table, named as Django does."""
        makers: Mapping[str, Callable[[], Iterator[Row]]] = {
            "traces.Trace": self._traces,
            "budgets.Edition": self._edition,
            "budgets.PhaseDays": self._days,
            "budgets.Envelope": self._envelopes,
            "budgets.Project": self._projects,
            "budgets.Idea": self._ideas,
        }
        return makers[label]()

    def _traces(self) -> Iterator[Row]:
        addresses = [self.address]
        addresses += [f"{self.address}ideas/{number}/" for number in range(1, IDEAS + 1)]
        addresses += [f"{self.address}projects/{number}/" for number in range(1, PROJECTS + 1)]
        for at, address in enumerate(addresses):
            yield {
                "id": TRACES + at,
                "territory_id": self.territory,
                "code": f"B{at:09}",
                "room": "budgets",
                "title": "الميزانية التشاركية" if at == 0 else self.said[at - 1].sentences[0].text[:150],
                "text": "",
                "address": address,
                "language": "ar",
                "visibility": "visible",
                "written_at": self.now,
            }

    def _edition(self) -> Iterator[Row]:
        yield {
            "id": 1,
            "territory_id": self.territory,
            "trace_id": TRACES,
            "slug": SLUG,
            "title": "الميزانية التشاركية",
            "summary": "ألفا فكرة وأربعون مشروعا.",
            "principles": "الشفافية والمساواة.",
            "criteria": "الصالح العام.",
            "ballot_rule": "knapsack",
            "count_settings": meta.named(CountSettings()),
            "announced_on": day_of(self.now) - timedelta(days=20),
        }

    def _days(self) -> Iterator[Row]:
        today = day_of(self.now)
        for key, (phase, opens, closes) in enumerate((("ideas", -10, 20), ("vote", 60, 80)), start=1):
            days = {"opens_on": today + timedelta(days=opens), "closes_on": today + timedelta(days=closes)}
            yield {"id": key, "edition_id": 1, "phase": phase, **days}

    def _envelopes(self) -> Iterator[Row]:
        yield {"id": 1, "edition_id": 1, "name": "الجماعة كلها", "amount": 2_000_000, "position": 1}

    def _said(self, at: int) -> Row:
        text = self.said[at]
        title = text.sentences[0].text[:150]
        return {"title": title, "search_text": search_text(text.body), "grams": text.grams}

    def _place(self) -> Row:
        return {"neighbourhood_id": self.random.randint(1, self.quarters)} if self.quarters else {}

    def _projects(self) -> Iterator[Row]:
        for number in range(1, PROJECTS + 1):
            at = IDEAS + number - 1
            yield {
                "id": number,
                "edition_id": 1,
                "envelope_id": 1,
                "trace_id": TRACES + at + 1,
                "number": number,
                "description": self.said[at].body,
                "standing": "feasible",
                "price": 40_000 + 5_000 * number,
                "months": 6,
                "symbol": "tree",
                "colour": "green",
                "drafted_at": self.now,
                **self._said(at),
                **self._place(),
            }

    def _ideas(self) -> Iterator[Row]:
        for number in range(1, IDEAS + 1):
            yield {
                "id": number,
                "edition_id": 1,
                "trace_id": TRACES + number,
                "number": number,
                "body": self.said[number - 1].body,
                "language": "ar",
                "channel": "online",
                "author_label": "زينب",
                "received_on": day_of(self.now),
                "received_at": self.now,
                "supports_count": self.random.randint(0, 300),
                "project_id": self.random.choice((None, None, None, 1 + number % PROJECTS)),
                **self._said(number - 1),
                **self._place(),
            }
