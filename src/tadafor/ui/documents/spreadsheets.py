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
class Chart:
    """Lying bars beside the rows of a sheet: the columns of their names and of their lengths, from 1."""

    title: str
    names: int
    values: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its rows, from which side it is read, and a chart below them."""

    name: str
    rows: Iterable[Sequence[Any]]
    from_the_right: bool = False
    chart: Chart | None = None


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
        if sheet.chart and sheet.chart.count:
            _draw(page, sheet.chart, from_the_right=sheet.from_the_right)
    return book


def _draw(page: Any, chart: Chart, *, from_the_right: bool) -> None:  # noqa: ANN401 -- openpyxl's own
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415 -- see above

    drawn, last = BarChart(), chart.count + 1
    drawn.type, drawn.title, drawn.height, drawn.width = "bar", chart.title, 1.1 * chart.count + 4, 24
    for column in chart.values:
        drawn.add_data(Reference(page, min_col=column, min_row=1, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(page, min_col=chart.names, min_row=2, max_row=last))
    drawn.x_axis.scaling.orientation = "maxMin"  # the first row above, as in the table
    drawn.y_axis.scaling.orientation = "maxMin" if from_the_right else "minMax"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    page.add_chart(drawn, f"A{last + 2}")


def _cell(page: Any, value: object) -> Any:  # noqa: ANN401 -- openpyxl's own cells
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- see above

    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"
    return cell
