"""The result of an edition as open data: CSV, XLSX and JSON, one row for each project."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tadafor.budgets.queries import Edition
from tadafor.budgets.queries.following import Followed
from tadafor.budgets.queries.results import Counted
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LICENCE = "CC BY 4.0"
COLUMNS = (
    "envelope", "number", "title", "cost", "votes", "score", "funded", "rank", "how", "price_per_supporter",
    "supporters_held", "money_left", "missing", "last_step", "last_step_on", "progress_percent", "spent",
)  # fmt: skip


def rows_of(counted: Sequence[Counted], followed: Sequence[Followed]) -> list[dict[str, Any]]:
    """Return every project of every envelope, the winners first."""
    since = {one.project.key: one for one in followed}
    return [_row(one, fate.key, since.get(fate.key)) for one in counted for fate in one.fates]


def _row(counted: Counted, key: str, since: Followed | None) -> dict[str, Any]:
    fate = next(one for one in counted.fates if one.key == key)
    project = counted.projects[key]
    last = since.steps[-1] if since and since.steps else None
    values = (
        safe(counted.envelope.name), project.number, safe(project.title), float(fate.cost), fate.votes,
        fate.score, fate.won, fate.order, fate.how.value, _money(fate.price), _money(fate.held),
        _money(fate.left), _money(fate.missing), last.step if last else None,
        last.done_on.isoformat() if last else None, since.percent if since else None,
        float(since.spent) if since else None,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _money(amount: Any) -> float | None:  # noqa: ANN401 -- a fraction or nothing
    return None if amount is None else float(round(amount, 2))


def about(edition: Edition, *, territory: str, address: str) -> dict[str, Any]:
    """Return what a reader of the file must know."""
    return {
        "title": safe(edition.title),
        "territory": territory,
        "address": address,
        "results_on": edition.results_on.isoformat() if edition.results_on else None,
        "licence": LICENCE,
        "demonstration": edition.is_demonstration,
    }


def written(kind: str, rows: list[dict[str, Any]], facts: dict[str, Any], *, language: str) -> str | bytes:
    """Return the file of one format."""
    if kind == "csv":
        lines = (csv_line([row[name] for name in COLUMNS]) for row in rows)
        return "\ufeff" + csv_line(COLUMNS) + "".join(lines)
    if kind == "json":
        return json.dumps({"about": facts, "projects": rows}, ensure_ascii=False, indent=1)
    from_the_right = language == "ar"
    cells = [list(COLUMNS), *([row[name] for name in COLUMNS] for row in rows)]
    told = list(facts.items())
    return workbook(
        [Sheet(_("النتيجة"), cells, from_the_right), Sheet(_("عن هذا الملف"), told, from_the_right)]
    )
