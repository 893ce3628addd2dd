"""A workbook that somebody sent, read as rows of values: never a formula worked out, never a swollen file."""

import io
import zipfile
from typing import Any

MOST_UNPACKED = 100 * 1024 * 1024


class NotAWorkbook(ValueError):  # noqa: N818 -- reads as what it says
    """What was sent is no workbook, is broken, or swells past what is read."""


def first_sheet(content: bytes, *, most_rows: int, most_columns: int) -> list[list[Any]]:
    """Return the rows of the first sheet, as wide as the widest; what stands beyond is not read."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- a web process that reads no sheet does without it

    try:
        _weigh(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            page = book.worksheets[0]
            page.reset_dimensions()  # what the file tells of its size is not believed
            found = page.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True)
            rows = [_trimmed(row) for row in found]
        finally:
            book.close()
    except Exception as error:  # a broken file breaks its reader in many ways
        raise NotAWorkbook from error
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _weigh(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise NotAWorkbook


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]
