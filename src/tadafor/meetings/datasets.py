"""Meetings as data, CSV and JSON: what everybody reads on their pages, and never a name (§ meetings-data)."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tadafor.kernel.clock import CASABLANCA, day_of
from tadafor.meetings import rules
from tadafor.meetings.queries import Meeting
from tadafor.people.rules import Sex
from tadafor.ui.documents.spreadsheets import csv_line, safe

LICENCE = "CC BY 4.0"
MASKED = "<5"
COUNTS = (
    ("participants", rules.Fact.ALL, ""),
    ("women", rules.Fact.SEX, Sex.WOMAN.value),
    ("men", rules.Fact.SEX, Sex.MAN.value),
    *((one.value, rules.Fact.QUALITY, one.value) for one in rules.Quality),
    ("associations_present", rules.Fact.ASSOCIATIONS, ""),
)
COLUMNS = (
    "code",
    "kind",
    "form",
    "state",
    "title",
    "series",
    "starts",
    "ends",
    "hour_known",
    "place",
    "organiser",
    "partners",
    "audiences",
    "source",
    *(name for name, _fact, _value in COUNTS),
    *(f"made_{one.value}" for one in rules.Product),
    "address",
)


def row(
    one: Meeting, shown: Iterable[rules.Shown], made: Mapping[str, int], *, address: str, now: datetime
) -> dict[str, Any]:
    """Return one meeting as data; a masked count reads «<5», one that was not taken is empty."""
    counts = {(line.fact, line.value): MASKED if line.count is None else line.count for line in shown}
    return {
        "code": one.code,
        "kind": one.kind,
        "form": one.form,
        "state": one.stage(now).value,
        "title": one.title,
        "series": one.series.title if one.series else None,
        **_hours(one),
        "place": one.place or None,
        "organiser": one.organiser or None,
        "partners": "; ".join(one.partners) or None,
        "audiences": "; ".join(one.audiences) or None,
        "source": one.source or None,
        **{name: counts.get((fact, value)) for name, fact, value in COUNTS},
        **{f"made_{product.value}": made.get(product.value) for product in rules.Product},
        "address": address,
    }


def _hours(one: Meeting) -> dict[str, Any]:
    """Return the moments of a meeting; its days alone where the source tells no hour."""
    if not one.hour_is_known:
        first, last = day_of(one.starts_at), day_of(one.ends_at - timedelta.resolution)
        return {"starts": first.isoformat(), "ends": last.isoformat(), "hour_known": False}
    starts, ends = (moment.astimezone(CASABLANCA) for moment in (one.starts_at, one.ends_at))
    return {"starts": starts.isoformat(), "ends": ends.isoformat(), "hour_known": True}


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as a CSV file that spreadsheet programs read and do not run."""
    lines = [csv_line(COLUMNS)]
    for one in rows:
        cells = (one[name] for name in COLUMNS)
        lines.append(csv_line([safe(cell) if isinstance(cell, str) else cell for cell in cells]))
    return "\ufeff" + "".join(lines)


def as_json(rows: Iterable[Mapping[str, Any]], *, made_at: datetime) -> str:
    """Return rows as a JSON file."""
    told = {"licence": LICENCE, "made_at": made_at.astimezone(CASABLANCA).isoformat(), "meetings": list(rows)}
    return json.dumps(told, ensure_ascii=False, indent=1)
