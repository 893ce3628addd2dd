"""Elections in the Pabulib format (pabulib.org/format), read with distrust and written in full.

One text with three parts, META, PROJECTS and VOTES, separated by semicolons. Nothing of a file is ever
executed; what cannot be understood is refused with its line.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tadafor.budgets.rules.election import POINTS, BallotKind, Election, Project, grouped
from tadafor.budgets.rules.parts import BadFile, FileRefusal, Parts, Rows, parts

# Digits in groups of three, decimals as programs write them, an exponent that stays small.
_MONEY = re.compile(
    r"(\d{1,15}|\d{1,3}([ \u00a0\u2009\u202f]\d{3}){1,4})(\.\d{1,17})?(e\+?(0?\d|1[0-5]))?", re.IGNORECASE
)
_BLANKS = re.compile(r"\s")
DECISIVE = frozenset(
    {
        "budget", "vote_type", "rule", "min_project_score_threshold", "categories", "budget_per_category",
        "fully_funded", "comment",
    }
)  # fmt: skip
FUNDED = frozenset({"1", "2", "1.0", "2.0"})
_WHOLE = re.compile(r"-?\d{1,9}(\.0+)?")


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


def read(text: str) -> File:
    """Understand one file; raises BadFile with the line and the reason (§ budgets-files)."""
    found = parts(text)
    stated, listed_projects, votes = (found.known[part] for part in ("META", "PROJECTS", "VOTES"))
    meta = _meta(stated)
    for wanted in ("budget", "vote_type"):
        if not meta.get(wanted):
            raise BadFile(FileRefusal.NO_FACT, 0, fact=wanted)
    kind = _kind(meta["vote_type"])
    projects = tuple(_projects(listed_projects))
    if not projects:
        raise BadFile(FileRefusal.NO_PROJECTS, 0)
    positions = {project.key: at for at, project in enumerate(projects)}
    ballots = grouped(_ballots(votes, kind, positions))
    budget = _money(meta["budget"], _line_of(stated, "budget"), "budget")
    election = Election(projects, ballots, budget, kind, meta.get("description", ""))
    notices = (*_notices(listed_projects, meta, election), *_unheeded(found, meta, election))
    return File(election, meta, _selected(listed_projects), notices)


def _meta(rows: Rows) -> dict[str, str]:
    """Return what is stated; what a result depends on may not be said in two ways."""
    meta: dict[str, str] = {}
    for line, row in rows.rows:
        key, value = row[0].strip().lower(), row[1].strip() if len(row) > 1 else ""
        if key in DECISIVE and meta.get(key, value) != value:
            raise BadFile(FileRefusal.FACT_TWICE, line, fact=key)
        meta[key] = value
    return meta


def _line_of(rows: Rows, key: str) -> int:
    return next((line for line, row in rows.rows if row[0].strip().lower() == key), 0)


def _kind(word: str) -> BallotKind:
    try:
        return BallotKind(word.lower())
    except ValueError:
        raise BadFile(FileRefusal.VOTE_TYPE, 0, said=word) from None


def _money(text: str, line: int, what: str) -> Fraction:
    if not _MONEY.fullmatch(text):
        raise BadFile(FileRefusal.NOT_MONEY, line, said=text[:40], what=what)
    return Fraction(_BLANKS.sub("", text))


def _whole(text: str, line: int, what: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadFile(FileRefusal.NOT_WHOLE, line, said=text[:40], what=what)
    return int(text.partition(".")[0])


def listed(text: str) -> list[str]:
    """Return the items of a list in one cell."""
    return [item for item in map(str.strip, text.split(",")) if item]


def _projects(rows: Rows) -> Iterator[Project]:
    seen: set[str] = set()
    for line, row in rows.rows:
        key = rows.value(row, "project_id")
        if not key or "," in key:
            raise BadFile(FileRefusal.NO_KEY, line)
        if key in seen:
            raise BadFile(FileRefusal.PROJECT_TWICE, line, project=key[:40])
        seen.add(key)
        cost = _money(rows.value(row, "cost"), line, "cost")
        yield Project(key, cost, rows.value(row, "name"), frozenset(listed(rows.value(row, "category"))))


def _ballots(
    rows: Rows, kind: BallotKind, positions: dict[str, int]
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


def _selected(rows: Rows) -> frozenset[str] | None:
    """Projects the file calls funded: by the envelope (1) or with a reserve (2)."""
    if "selected" not in rows.columns:
        return None
    return frozenset(
        rows.value(row, "project_id") for _, row in rows.rows if rows.value(row, "selected") in FUNDED
    )


def _notices(rows: Rows, meta: dict[str, str], election: Election) -> Iterator[Notice]:
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


def _unheeded(found: Parts, meta: dict[str, str], election: Election) -> Iterator[Notice]:
    """What stands in the file and is not counted, or not as it stands there."""
    for part in found.passed_over:
        yield Notice(f"the part {part}", "something", "nothing of it")
    votes = found.known["VOTES"]
    voters = Counter(votes.value(row, "voter_id") for _, row in votes.rows)
    again = [voter for voter, times in voters.items() if times > 1]
    if again:
        yield Notice("voter_id", f"{again[0][:40]} more than once", "every ballot")
    if "weight" in votes.columns:
        weights = (votes.value(row, "weight") for _, row in votes.rows)
        unlike = next((said for said in weights if said not in {"", "1", "1.0"}), "")
        if unlike:
            yield Notice("weight", unlike[:40], "1 for every ballot")
    if meta.get("default_score", "0") not in {"", "0", "0.0"}:
        yield Notice("default_score", meta["default_score"], "0")
    longest = max((len(ballot.choices) for ballot in election.ballots), default=0)
    if election.kind is BallotKind.CHOOSE_ONE and longest > 1:
        yield Notice("vote_type", election.kind.value, f"ballots that name {longest}")
    if meta.get("max_length", "").isdecimal() and longest > int(meta["max_length"]):
        yield Notice("max_length", meta["max_length"], f"ballots that name {longest}")


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
    if money.denominator == 1:
        return str(money.numerator)
    places = next((places for places in range(1, 18) if 10**places % money.denominator == 0), 0)
    if not places:
        return f"{float(money):.6f}".rstrip("0")
    whole, rest = divmod(money.numerator * 10**places // money.denominator, 10**places)
    return f"{whole}.{rest:0{places}d}"


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
