"""Reading a spreadsheet row by row: never all of it in memory, never a formula worked out."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from tadafor.consultations import rules
from tadafor.consultations.rules import Column, Fault, ImportRefusal
from tadafor.kernel.refusals import Refused

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}[0-9]{1,7}):')
_PIECE = 1024 * 1024
_OVERLAP = 200
_FIRST_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")


@dataclass(frozen=True)
class Line:
    """One row: what stands in each column that we know, and in which column (its letters)."""

    number: int
    cells: dict[Column, Any]
    letters: dict[Column, str]
    formulas: frozenset[Column]


def lines(file: IO[bytes], known: Mapping[str, Column]) -> Iterator[Line | list[Fault]]:
    """Give each row that holds something; first of all the faults of the file, when it has any.

    Raises Refused for a file that is no spreadsheet.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 -- loaded by the worker only

    if faults := _merged(file):
        yield faults
        return
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False)
    except Exception as error:  # a broken file breaks its reader in many ways
        raise Refused(ImportRefusal.UNREADABLE) from error
    try:
        yield from _rows(book.worksheets[0], known)
    finally:
        book.close()


def _merged(file: IO[bytes]) -> list[Fault]:
    """Say which cells are merged, which the reader of rows does not tell."""
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(one.file_size for one in packed.infolist()) > rules.LARGEST_UNPACKED:
                raise Refused(ImportRefusal.SWELLS)
            sheets = [name for name in packed.namelist() if _FIRST_SHEET.fullmatch(name)]
            with packed.open(min(sheets, key=lambda name: (len(name), name))) as sheet:
                places = sorted(set(_found(sheet)), key=lambda place: (int(place[1]), place[0]))
    except (zipfile.BadZipFile, ValueError, KeyError, OSError) as error:
        raise Refused(ImportRefusal.UNREADABLE) from error
    return [Fault(int(row), column, ImportRefusal.MERGED_CELLS) for column, row in places]


def _found(sheet: IO[bytes]) -> Iterator[tuple[str, str]]:
    before = b""
    while piece := sheet.read(_PIECE):
        for found in _MERGED.finditer(before + piece):
            corner = found[1].decode()
            yield corner.rstrip("0123456789"), corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        before = piece[-_OVERLAP:]


def _rows(sheet: Any, known: Mapping[str, Column]) -> Iterator[Line | list[Fault]]:  # noqa: ANN401 -- openpyxl's own
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=60)
    try:
        where, faults = rules.understood_header([cell.value for cell in next(rows, ())], known)
        if faults:
            yield faults
            return
        named = {column: rules.letters(place + 1) for place, column in where.items()}
        for number, row in enumerate(rows, 2):
            here = {where[place]: cell for place, cell in enumerate(row) if place in where}
            cells = {column: cell.value for column, cell in here.items()}
            if any(value not in {None, ""} for value in cells.values()):
                formulas = frozenset(column for column, cell in here.items() if cell.data_type == "f")
                yield Line(number, cells, named, formulas)
    except Refused:
        raise
    except Exception as error:
        raise Refused(ImportRefusal.UNREADABLE) from error
