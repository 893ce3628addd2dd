"""The rows of a file in the Pabulib format, part by part, and why a file is refused."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

PARTS = ("META", "PROJECTS", "VOTES")
NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
# A word alone on its line, in capitals: a part that this program does not know.
_FOREIGN = re.compile(r"[A-Z][A-Z_ ]{2,40}")


class FileRefusal(StrEnum):
    """Why a file is not an election."""

    NOT_TEXT = "not_text"
    BROKEN_ROW = "broken_row"
    NO_PART = "no_part"
    PART_TWICE = "part_twice"
    NO_COLUMN = "no_column"
    NO_FACT = "no_fact"
    FACT_TWICE = "fact_twice"
    NOT_MONEY = "not_money"
    NOT_WHOLE = "not_whole"
    VOTE_TYPE = "vote_type"
    NO_KEY = "no_key"
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


@dataclass
class Rows:
    """The rows of one part, with the line each ends on."""

    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def value(self, row: list[str], column: str) -> str:
        at = self.columns.get(column)
        return row[at].strip() if at is not None and at < len(row) else ""


@dataclass
class Parts:
    """The three parts of a file, and the names of others that stand in it and were passed over."""

    known: dict[str, Rows] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)

    def opened(self, name: str, line: int) -> Rows:
        """Begin a part; each stands in a file once."""
        if name in self.known:
            raise BadFile(FileRefusal.PART_TWICE, line, part=name)
        self.known[name] = Rows()
        return self.known[name]


def parts(text: str) -> Parts:
    """Return the rows of each part of ``text``; raises BadFile with the line and the reason."""
    text = text.removeprefix("\ufeff")
    try:
        return _all_there(_parted(_strict(text)))
    except _Broken as broken:
        # Quotation marks inside a cell are written in many ways. Without strictness an open one would
        # swallow the lines below, so no cell may then hold more than its line.
        try:
            return _all_there(_parted(_loose(text, broken.line)))
        except _Broken:
            raise BadFile(FileRefusal.BROKEN_ROW, broken.line) from None


class _Broken(Exception):  # noqa: N818 -- not a refusal yet
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _strict(text: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=strict)
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error:
        raise _Broken(rows.line_num) from None


def _loose(text: str, broken: int) -> Iterator[tuple[int, list[str]]]:
    for line, row in _strict(text, strict=False):
        if any("\n" in cell or "\r" in cell for cell in row):
            raise _Broken(broken)
        yield line, row


def _parted(rows: Iterator[tuple[int, list[str]]]) -> Parts:
    found, name = Parts(), ""
    current: Rows | None = None
    for line, row in rows:
        if not (word := _first_said(row)):
            continue
        # Nearly every row is a ballot, whose number is no word.
        if word[:1].isalpha() and (opened := _opens_a_part(word, row)):
            name = opened
            current = found.opened(name, line) if name in PARTS else Rows({"": 0})
            if name not in PARTS:
                found.passed_over.append(name)
        elif current is None:
            raise BadFile(FileRefusal.NO_PART, line, part="META")
        elif not current.columns:
            current.columns = _columns(row, name, line)
        else:
            current.rows.append((line, row))
    return found


def _all_there(found: Parts) -> Parts:
    for part in PARTS:
        if part not in found.known or not found.known[part].columns:
            raise BadFile(FileRefusal.NO_PART, 0, part=part)
    return found


def _first_said(row: list[str]) -> str:
    """Return what the first cell says, or a sign where only later ones say something; empty for no row."""
    word = row[0].strip() if row else ""
    return word or ("-" if _says_something(row) else "")


def _opens_a_part(word: str, row: list[str]) -> str:
    if word.upper() in PARTS and not _says_something(row[1:]):
        return word.upper()
    return word if len(row) == 1 and _FOREIGN.fullmatch(word) else ""


def _says_something(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _columns(row: list[str], part: str, line: int) -> dict[str, int]:
    columns = {cell.strip().lower(): at for at, cell in reversed(list(enumerate(row))) if cell.strip()}
    for wanted in NEEDED[part]:
        if wanted not in columns:
            raise BadFile(FileRefusal.NO_COLUMN, line, column=wanted, part=part)
    return columns
