"""Petitions as open data: JSON and CSV, figures only, never a name."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tadafor.kernel.clock import day_of
from tadafor.petitions import queries, rules
from tadafor.petitions.queries import Petition, Standing
from tadafor.ui.documents.spreadsheets import csv_line, safe

if TYPE_CHECKING:
    from tadafor.petitions.models import DeliberationCorrection

FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
LICENCE = "CC BY 4.0"
VOICES = ("present", "in_favour", "against", "abstained")
COLUMNS = (
    "code",
    "kind",
    "title",
    "state",
    "opened_on",
    "deposited_on",
    "receipt",
    "answer_due",
    "online",
    "online_confirmed",
    "paper",
    "counted_at_deposit",
    "came_by",
    "declared_lines",
    "declared_sheets",
    "answered_on",
    "session_on",
    "deliberated_on",
    "result",
    *VOICES,
    "decision_number",
    "corrected_on",
    "corrected_because",
    "address",
    "demonstration",
)


def figures(petition: Petition) -> dict[str, Any]:
    """Return the counts by way and by day."""
    by_way = queries.figures_of(petition)
    valid = {way.value: by_way.get(way.value, {}).get(rules.Status.VALID.value, 0) for way in rules.Way}
    return {"valid": valid, "days": queries.days_of(petition)}


def row(petition: Petition, corrected: "DeliberationCorrection | None" = None) -> dict[str, Any]:
    """Return one petition as a row, with the last correction of its deliberation."""
    delay, answer = queries.delay_of(petition), getattr(petition, "answer", None)
    counter = petition.by_counter
    return {
        "code": petition.code,
        "kind": petition.kind,
        "title": safe(petition.title),
        "state": petition.state,
        "opened_on": petition.opened_at and day_of(petition.opened_at).isoformat(),
        "deposited_on": petition.deposited_at and day_of(petition.deposited_at).isoformat(),
        "receipt": petition.receipt,
        "answer_due": petition.answer_due and petition.answer_due.isoformat(),
        "online": petition.count.online,
        "online_confirmed": petition.count.confirmed,
        "paper": petition.count.paper,
        "counted_at_deposit": petition.counted_at_deposit if petition.deposited_at else None,
        "came_by": ("counter" if counter else "online") if petition.deposited_at else None,
        "declared_lines": counter and counter.lines,
        "declared_sheets": counter and counter.sheets,
        "answered_on": delay and delay.answered_on and delay.answered_on.isoformat(),
        "session_on": answer and answer.session_on and answer.session_on.isoformat(),
        "deliberated_on": answer and answer.deliberated_on and answer.deliberated_on.isoformat(),
        "result": answer and answer.result,
        **{name: getattr(answer, name) if answer and answer.present else None for name in VOICES},
        "decision_number": safe(answer.decision_number) if answer else None,
        "corrected_on": corrected and day_of(corrected.corrected_at).isoformat(),
        "corrected_because": corrected and safe(corrected.reason),
        "address": petition.trace.address,
        "demonstration": petition.is_demonstration,
    }


def one_as(kind: str, petition: Petition, standing: Standing, *, address: str) -> str:
    """Return one petition with its counts by day."""
    found = figures(petition)
    if kind == "csv":
        lines = [csv_line(("day", "signatures")), *(csv_line(pair) for pair in found["days"])]
        return "\ufeff" + "".join(lines)
    corrections = queries.corrections_of(petition)
    told = row(petition, corrections[-1] if corrections else None) | {
        "address": address,
        "licence": LICENCE,
        "asked": standing.asked.threshold,
        "counted": standing.counted,
        "counted_apart": standing.apart,
        "valid": found["valid"],
        "provinces": [
            {
                "province": code,
                "counted": standing.provinces.get(code, 0),
                "asked": standing.asked.each_province,
            }
            for code in standing.asked.place.provinces
        ],
        "days": [{"day": day, "signatures": count} for day, count in found["days"]],
        "corrections": [_correction(one) for one in corrections],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _correction(one: "DeliberationCorrection") -> dict[str, Any]:
    """Return what stood before a correction, as the petition's page tells it (§ petitions-38)."""
    voices = {name: one.before[name] if one.before["present"] else None for name in VOICES}
    before = voices | {"decision_number": one.before["decision_number"], "text": one.before["deliberation"]}
    return {"on": day_of(one.corrected_at).isoformat(), "because": one.reason, "before": before}


def all_as(kind: str, petitions: Sequence[Petition], *, root: str) -> str:
    """Return every petition, a row each, with the whole address of its page."""
    last = queries.last_corrections(petitions)
    rows = [row(petition, last.get(petition.pk)) for petition in petitions]
    rows = [one | {"address": f"{root}{one['address']}"} for one in rows]
    if kind == "csv":
        lines = [csv_line(COLUMNS), *(csv_line([one[name] for name in COLUMNS]) for one in rows)]
        return "\ufeff" + "".join(lines)
    return json.dumps({"licence": LICENCE, "petitions": rows}, ensure_ascii=False, indent=1)
