"""Elections in the Pabulib format (pabulib.org/format), read with distrust and written in full.

One text with three parts, META, PROJECTS and VOTES, separated by semicolons. Nothing of a file is ever
executed; what cannot be understood is refused with its line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tadafor.budgets.rules.election import POINTS, BallotKind, Election, Project, grouped

PARTS = ("META", "PROJECTS", "VOTES")
NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
_BEGINNINGS = frozenset("mpvMPV")
_MONEY = re.compile(r"\d{1,15}(\.\d{1,6})?")
_WHOLE = re.compile(r"-?\d{1,9}(\.0+)?")


class FileRefusal(StrEnum):
    """Why a file is not an election."""

    NOT_TEXT = "not_text"
    BROKEN_ROW = "broken_row"
    NO_PART = "no_part"
    NO_COLUMN = "no_column"
    NO_FACT = "no_fact"
    NOT_MONEY = "not_money"
    NOT_WHOLE = "not_whole"
    VOTE_TYPE = "vote_type"
    PROJECT_TWICE = "project_twice"
    UNKNOWN_PROJECT = "unknown_project"
    NAMED_TWICE = "named_twice"
    POINTS_MISSING = "points_missing"
    NO_PROJECTS = "no_projects"


class BadFile(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """A file that is not an election: ``refusal`` and ``facts`` say why, ``line`` where (0: as a whole)."""

    def __init__(self, refusal: FileRefusal, line: int, **facts: object) -> None:
        super().__init__(f"{refusal.value} at line {line}")
        self.refusal = refusal
        self.line = line
        self.facts = facts


@dataclass(frozen=True)
class Notice:
    """Something in a file that does not stop the count, and that its reader should know."""

    what: str
    said: str
    found: str


@dataclass(frozen=True)
class File:
    """A file that was understood. ``selected``: the result it carries, where it carries one."""

    election: Election
    meta: dict[str, str]
    selected: frozenset[str] | None = None
    notices: tuple[Notice, ...] = ()


@dataclass
class _Rows:
    """The rows of one part, with the line each ends on."""

    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def value(self, row: list[str], column: str) -> str:
        at = self.columns.get(column)
        return row[at].strip() if at is not None and at < len(row) else ""


def read(text: str) -> File:
    """Understand one file; raises BadFile with the line and the reason (§ budgets-files)."""
    parts = _parts(text)
    meta = {row[0].strip(): row[1].strip() if len(row) > 1 else "" for _, row in parts["META"].rows}
    for wanted in ("budget", "vote_type"):
        if not meta.get(wanted):
            raise BadFile(FileRefusal.NO_FACT, 0, fact=wanted)
    kind = _kind(meta["vote_type"])
    projects = tuple(_projects(parts["PROJECTS"]))
    if not projects:
        raise BadFile(FileRefusal.NO_PROJECTS, 0)
    positions = {project.key: at for at, project in enumerate(projects)}
    ballots = grouped(_ballots(parts["VOTES"], kind, positions))
    budget = _money(meta["budget"], _line_of(parts["META"], "budget"), "budget")
    election = Election(projects, ballots, budget, kind, meta.get("description", ""))
    notices = tuple(_notices(parts["PROJECTS"], meta, election))
    return File(election, meta, _selected(parts["PROJECTS"]), notices)


def _parts(text: str) -> dict[str, _Rows]:
    found: dict[str, _Rows] = {}
    current: _Rows | None = None
    name = ""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True)
    try:
        for row in rows:
            if not (word := _first_said(row)):
                continue
            # Nearly every row is a ballot, whose number does not begin like the name of a part.
            if word[:1] in _BEGINNINGS and _opens_a_part(word, row):
                name = word.upper()
                current = found.setdefault(name, _Rows())
            elif current is None:
                raise BadFile(FileRefusal.NO_PART, rows.line_num, part="META")
            elif not current.columns:
                current.columns = _columns(row, name, rows.line_num)
            else:
                current.rows.append((rows.line_num, row))
    except csv.Error:
        raise BadFile(FileRefusal.BROKEN_ROW, rows.line_num) from None
    return _all_there(found)


def _all_there(found: dict[str, _Rows]) -> dict[str, _Rows]:
    for part in PARTS:
        if part not in found or not found[part].columns:
            raise BadFile(FileRefusal.NO_PART, 0, part=part)
    return found


def _first_said(row: list[str]) -> str:
    """Return what the first cell says, or a sign where only later ones say something; empty for no row."""
    word = row[0].strip() if row else ""
    return word or ("-" if _says_something(row) else "")


def _opens_a_part(word: str, row: list[str]) -> bool:
    return word.upper() in PARTS and not _says_something(row[1:])


def _says_something(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _columns(row: list[str], part: str, line: int) -> dict[str, int]:
    columns = {cell.strip().lower(): at for at, cell in reversed(list(enumerate(row))) if cell.strip()}
    for wanted in NEEDED[part]:
        if wanted not in columns:
            raise BadFile(FileRefusal.NO_COLUMN, line, column=wanted, part=part)
    return columns


def _line_of(rows: _Rows, key: str) -> int:
    return next((line for line, row in rows.rows if row[0].strip() == key), 0)


def _kind(word: str) -> BallotKind:
    try:
        return BallotKind(word.lower())
    except ValueError:
        raise BadFile(FileRefusal.VOTE_TYPE, 0, said=word) from None


def _money(text: str, line: int, what: str) -> Fraction:
    if not _MONEY.fullmatch(text):
        raise BadFile(FileRefusal.NOT_MONEY, line, said=text[:40], what=what)
    return Fraction(text)


def _whole(text: str, line: int, what: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadFile(FileRefusal.NOT_WHOLE, line, said=text[:40], what=what)
    return int(text.partition(".")[0])


def listed(text: str) -> list[str]:
    """Return the items of a list in one cell."""
    return [item for item in map(str.strip, text.split(",")) if item]


def _projects(rows: _Rows) -> Iterator[Project]:
    seen: set[str] = set()
    for line, row in rows.rows:
        key = rows.value(row, "project_id")
        if key in seen:
            raise BadFile(FileRefusal.PROJECT_TWICE, line, project=key[:40])
        seen.add(key)
        cost = _money(rows.value(row, "cost"), line, "cost")
        yield Project(key, cost, rows.value(row, "name"), frozenset(listed(rows.value(row, "category"))))


def _ballots(
    rows: _Rows, kind: BallotKind, positions: dict[str, int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Understand every ballot; what was said once already is not understood anew."""
    known: dict[tuple[str, str], tuple[tuple[int, ...], tuple[int, ...]]] = {}
    vote, points = rows.columns["vote"], rows.columns.get("points", -1)
    for line, row in rows.rows:
        width = len(row)
        said = (row[vote] if vote < width else "", row[points] if 0 <= points < width else "")
        ballot = known.get(said)
        if ballot is None:
            choices = _choices(said[0], line, positions)
            ballot = known[said] = choices, _points(said[1], line, kind, len(choices))
        yield ballot


def _choices(said: str, line: int, positions: dict[str, int]) -> tuple[int, ...]:
    keys = listed(said)
    try:
        choices = tuple([positions[key] for key in keys])
    except KeyError as unknown:
        raise BadFile(FileRefusal.UNKNOWN_PROJECT, line, project=str(unknown.args[0])[:40]) from None
    if len(set(choices)) != len(choices):
        raise BadFile(FileRefusal.NAMED_TWICE, line)
    return choices


def _points(said: str, line: int, kind: BallotKind, length: int) -> tuple[int, ...]:
    """Approvals are worth one; ranks count down to one; points are as given."""
    if kind is BallotKind.ORDINAL:
        return tuple(range(length, 0, -1))
    if kind not in POINTS:
        return (1,) * length
    points = tuple(_whole(text, line, "points") for text in listed(said))
    if len(points) != length:
        raise BadFile(FileRefusal.POINTS_MISSING, line, points=len(points), projects=length)
    return points


def _selected(rows: _Rows) -> frozenset[str] | None:
    """Projects the file calls funded: by the envelope (1) or with a reserve (2)."""
    if "selected" not in rows.columns:
        return None
    return frozenset(
        rows.value(row, "project_id") for _, row in rows.rows if rows.value(row, "selected") in {"1", "2"}
    )


def _notices(rows: _Rows, meta: dict[str, str], election: Election) -> Iterator[Notice]:
    """What the file says of itself, where its ballots say otherwise."""
    for word, found in (("num_projects", len(election.projects)), ("num_votes", election.voters)):
        if meta.get(word) and meta[word] != str(found):
            yield Notice(word, meta[word], str(found))
    counted = (("votes", election.votes), ("score", election.scores))
    for column, values in counted:
        if column not in rows.columns:
            continue
        for (_, row), project, value in zip(rows.rows, election.projects, values, strict=True):
            said = rows.value(row, column)
            if said and said.removesuffix(".0") != str(value):
                yield Notice(f"{column} of {project.key}", said, str(value))


# ---- writing

ORDER = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes",
    "budget", "vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "max_sum_cost",
    "min_points", "max_points", "max_sum_points", "min_project_score_threshold", "categories", "edition",
    "language", "currency", "comment", "budget_per_category",
)  # fmt: skip


def write(
    election: Election, meta: dict[str, str], *, winners: Iterable[str] | None, ballots: bool = True
) -> str:
    """Return the election as a file. ``meta`` holds its facts and the settings of its count.

    Voters are numbered in the order of what their ballots say, so that their numbers say nothing
    (§ budgets-published).
    ``ballots``: without them, only how many named each project.
    """
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    facts = meta | {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": amount(election.budget),
        "vote_type": election.kind.value,
    }
    rows.writerows([["META"], ["key", "value"]])
    known = [key for key in ORDER if facts.get(key)]
    rows.writerows([key, facts[key]] for key in [*known, *sorted(facts.keys() - set(ORDER))])
    rows.writerows(_project_rows(election, None if winners is None else frozenset(winners)))
    rows.writerows(_vote_rows(election, ballots=ballots))
    return out.getvalue()


def _vote_rows(election: Election, *, ballots: bool) -> Iterator[list[object]]:
    pointed = election.kind in POINTS
    yield ["VOTES"]
    yield ["voter_id", "vote", *(["points"] if pointed else [])]
    for number, (choices, points) in enumerate(_one_by_one(election) if ballots else (), start=1):
        keys = ",".join(election.projects[at].key for at in choices)
        yield [number, keys, *([",".join(map(str, points))] if pointed else [])]


def amount(money: Fraction) -> str:
    """Write money without loss: whole, or with the decimals it has."""
    return str(money.numerator) if money.denominator == 1 else f"{float(money):.6f}".rstrip("0")


def _project_rows(election: Election, winners: frozenset[str] | None) -> Iterator[list[object]]:
    pointed = election.kind in POINTS or election.kind is BallotKind.ORDINAL
    marked = any(project.marks for project in election.projects)
    columns = ["project_id", "cost", "votes", *(["score"] if pointed else []), "name"]
    columns += [*(["category"] if marked else []), *(["selected"] if winners is not None else [])]
    yield ["PROJECTS"]
    yield [*columns]
    order = sorted(range(len(election.projects)), key=lambda at: -election.scores[at])
    for at in order:
        project = election.projects[at]
        row: list[object] = [project.key, amount(project.cost), election.votes[at]]
        row += [*([election.scores[at]] if pointed else []), " ".join(project.name.split())]
        row += [",".join(sorted(project.marks))] if marked else []
        row += [int(project.key in winners)] if winners is not None else []
        yield row


def _one_by_one(election: Election) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Undo the grouping; a ranking is written from the first choice to the last."""
    for ballot in election.ballots:
        said = sorted(zip(ballot.points, ballot.choices, strict=True), key=lambda one: -one[0])
        ordinal = election.kind is BallotKind.ORDINAL
        choices = tuple(at for _, at in said) if ordinal else ballot.choices
        points = tuple(worth for worth, _ in said) if ordinal else ballot.points
        for _ in range(ballot.weight):
            yield choices, points
