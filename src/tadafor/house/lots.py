"""`tadafor lot`: prepare a draw by lot, draw with the digits, replace, verify; needs no database."""

import argparse
import csv
import json
import os
from pathlib import Path
from typing import Any

from tadafor.councils.rules import lot
from tadafor.councils.rules.lot import evidence as evidences
from tadafor.house.environment import CannotGoOn, write_whole

SENTENCES = {
    lot.PoolRefusal.TOO_FEW: "there are {there} volunteers for {least} seats",
    lot.PoolRefusal.CELL_SHORT: "«{cell}» has {there} volunteers and at least {least} are wanted",
    lot.PoolRefusal.CELL_ORDER: "the least of «{cell}» is more than its most",
    lot.PoolRefusal.SUM_LOW: "the most of the cells of «{cell}» do not fill the seats",
    lot.PoolRefusal.SUM_HIGH: "the least of the cells of «{cell}» are more than the seats",
}
FAULTS = {
    lot.Fault.FORMAT: "this is no evidence of a draw, or a part of it is missing",
    lot.Fault.POOL_HASH: "the pool, the quotas or the seats are not those that were published",
    lot.Fault.PANELS_HASH: "the panels are not those that were published",
    lot.Fault.HOW_MANY: "there are not a thousand panels",
    lot.Fault.SEATS: "a panel does not fill the seats",
    lot.Fault.STRANGER: "a panel holds somebody who did not volunteer",
    lot.Fault.TWICE: "a panel holds somebody twice",
    lot.Fault.QUOTA: "a panel breaks a quota",
    lot.Fault.HOUSEHOLD: "a panel holds two of one household",
    lot.Fault.CHANCES: "the chances are not those of the panels",
    lot.Fault.DIGITS: "the digits are not three",
    lot.Fault.DRAWN: "the panel is not the one that the digits name",
    lot.Fault.REPLACEMENT: "a replacement is not the one that the digits name",
}
KEPT_EVERY = 20


def describe(command: argparse.ArgumentParser) -> None:
    """Add the commands of the lot."""
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    prepare = verbs.add_parser(
        "prepare",
        help="make the thousand panels of a pool, to be published",
        description="Make a thousand panels in which the smallest chance of a volunteer is as large as "
        "can be. Publish the file before the draw.",
    )
    prepare.add_argument("pool", type=Path, help="CSV: code, household, then one column a fact")
    prepare.add_argument("quotas", type=Path, help="CSV: fact, value, least, most")
    prepare.add_argument("--seats", type=int, required=True, help="how many are drawn")
    prepare.add_argument("--one-per-household", action="store_true", help="no two of one home")
    prepare.add_argument("--out", type=Path, required=True, help="the evidence; taken up again if stopped")
    prepare.set_defaults(run=_prepare)
    draw = verbs.add_parser(
        "draw",
        help="name the panel of the three digits drawn in public",
        description="Name the panel of the three digits drawn in public, and keep them in the file.",
    )
    draw.add_argument("file", type=Path, help="the evidence that was published")
    draw.add_argument("digits", help="000 to 999, as the balls fell")
    draw.set_defaults(run=_draw)
    replace = verbs.add_parser(
        "replace",
        help="replace somebody of the panel from the reserve",
        description="Replace somebody by the one of the reserve whom the digits name.",
    )
    replace.add_argument("file", type=Path, help="the evidence with its digits")
    replace.add_argument("code", help="who cannot sit")
    replace.set_defaults(run=_replace)
    verify = verbs.add_parser(
        "verify",
        help="check panels, chances and digits of a file of evidence",
        description="Check panels, chances and digits of a file of evidence, without drawing again.",
    )
    verify.add_argument("file", type=Path, help="the evidence, as anybody downloads it")
    verify.set_defaults(run=_verify)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CannotGoOn(f"{path} cannot be read: {problem}") from problem


def read_pool(path: Path) -> list[lot.Person]:
    """Read the volunteers; every column but ``code`` and ``household`` is a fact."""
    persons = []
    for line, row in enumerate(_rows(path), start=2):
        code, household = (row.pop("code", "") or "").strip(), (row.pop("household", "") or "").strip()
        if not code or any(value is None for value in row.values()):
            raise CannotGoOn(f"{path}, line {line}: a code or a fact is missing")
        persons.append(lot.Person(code, tuple(sorted(row.items())), household))
    if len({person.code for person in persons}) != len(persons):
        raise CannotGoOn(f"{path}: a code stands twice")
    return persons


def read_quotas(path: Path) -> list[lot.Quota]:
    """Read how many of each value are wanted."""
    try:
        return [
            lot.Quota(row["fact"], row["value"], int(row["least"]), int(row["most"])) for row in _rows(path)
        ]
    except (KeyError, TypeError, ValueError) as problem:
        raise CannotGoOn(f"{path}: fact, value, least and most are wanted on each line") from problem


def _prepare(asked: argparse.Namespace) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if asked.out.is_dir() or not asked.out.parent.is_dir():
        raise CannotGoOn(f"--out names a file in a folder that is there, not {asked.out}")
    persons, quotas = read_pool(asked.pool), read_quotas(asked.quotas)
    if fault := lot.refuse_pool(persons, quotas, asked.seats):
        raise CannotGoOn(SENTENCES[fault.refusal].format(**vars(fault)))
    from tadafor.councils.rules.lot import solving  # noqa: PLC0415 -- numpy weighs much

    kept = asked.out.with_suffix(".part")
    started = lot.digest([[vars(one) for one in persons], [vars(one) for one in quotas], asked.seats])
    work = solving.Solving(
        persons, quotas, asked.seats, asked.one_per_household, found=_taken_up(kept, started)
    )
    try:
        for number, _ in enumerate(work.rounds(), start=1):
            if number % KEPT_EVERY == 0:
                write_whole(kept, json.dumps({"of": started, "found": work.found}).encode())
                print(f"round {number}: smallest chance {work.smallest:.4f}, at best {work.bound:.4f}")
        work.even_out()
    except solving.Infeasible as problem:
        cells = "; ".join(f"«{one.cell}» from {one.least} to {one.most}" for one in problem.relaxed)
        raise CannotGoOn(f"no panel keeps all the quotas together; the nearest: {cells}") from problem
    made = evidences.made(
        persons,
        quotas,
        asked.seats,
        one_per_household=asked.one_per_household,
        columns=work.columns,
        bound=work.bound,
    )
    _write(asked.out, made)
    kept.unlink(missing_ok=True)
    print(f"smallest chance {made['smallest_chance']} in 1000, at best {made['best_smallest_chance']}")
    print(f"publish before the draw: pool {made['pool_sha256']}, panels {made['panels_sha256']}")


def _taken_up(kept: Path, started: str) -> list[tuple[int, ...]]:
    """What a stopped preparation of the same pool and quotas had found."""
    try:
        told = json.loads(kept.read_text())
        return [tuple(panel) for panel in told["found"]] if told["of"] == started else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise CannotGoOn(f"{path} cannot be read: {problem}") from problem
    return told if isinstance(told, dict) else {}


def _write(path: Path, evidence: dict[str, Any]) -> None:
    write_whole(path, (json.dumps(evidence, ensure_ascii=False, indent=1) + "\n").encode())


def _sound(path: Path) -> dict[str, Any]:
    evidence = _read(path)
    if found := lot.faults(evidence):
        raise CannotGoOn(f"{path}: {'; '.join(FAULTS[one] for one in found)}")
    return evidence


def _draw(asked: argparse.Namespace) -> None:
    evidence = _sound(asked.file)
    try:
        drawn = lot.with_digits(evidence, asked.digits)
    except ValueError as problem:
        raise CannotGoOn("three digits from 000 to 999 are wanted, and a draw happens once") from problem
    _write(asked.file, drawn)
    print("\n".join(drawn["drawn"]))


def _replace(asked: argparse.Namespace) -> None:
    evidence = _sound(asked.file)
    try:
        replaced = lot.with_replacement(evidence, asked.code)
    except ValueError as problem:
        raise CannotGoOn(str(problem)) from problem
    _write(asked.file, replaced)
    print(replaced["replacements"][-1]["in"])


def _verify(asked: argparse.Namespace) -> None:
    evidence = _sound(asked.file)
    pool, panels = len(evidence["pool"]), len(evidence["panels"])
    print(f"{pool} volunteers, {panels} panels of {evidence['seats']}: all hold")
    print(f"smallest chance {evidence['smallest_chance']} in 1000")
    print(f"digits {evidence['digits']}" if evidence["digits"] else "not drawn yet")
