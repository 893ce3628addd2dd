"""Files for spreadsheet programs: no cell of them can run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from tempfile import TemporaryFile
from typing import IO, Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BEFORE_IT = " \"'\u00a0"


def safe(value: str) -> str:
    """Return ``value`` so that no spreadsheet program runs it: an apostrophe makes it text."""
    return f"'{value}" if value.lstrip(_BEFORE_IT).startswith(_FORMULA) or value[:1] in _FORMULA else value


def csv_line(cells: Sequence[Any]) -> str:
    """Return one line of a CSV file; None is an empty cell."""
    written = StringIO()
    csv.writer(written).writerow(["" if cell is None else cell for cell in cells])
    return written.getvalue()


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its rows, and from which side it is read."""

    name: str
    rows: Iterable[Sequence[Any]]
    from_the_right: bool = False


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return an XLSX file; its first rows stay in sight, its texts are stored as text."""
    written = BytesIO()
    _book(sheets).save(written)
    return written.getvalue()


def workbook_file(sheets: Iterable[Sheet]) -> IO[bytes]:
    """Return the same as a file of the disk, at its beginning: its rows are never held together."""
    written = TemporaryFile()  # noqa: SIM115 -- the answer that sends it closes it
    _book(sheets).save(written)
    written.seek(0)
    return written


def _book(sheets: Iterable[Sheet]) -> Any:  # noqa: ANN401 -- openpyxl's own
    from openpyxl import Workbook  # noqa: PLC0415 -- a web process that exports nothing does without it

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_view.rightToLeft = sheet.from_the_right
        page.freeze_panes = "A2"
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    return book


def _cell(page: Any, value: object) -> Any:  # noqa: ANN401 -- openpyxl's own cells
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- see above

    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"
    return cell
