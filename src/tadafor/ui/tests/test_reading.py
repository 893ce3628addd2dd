"""What is sent as a workbook: read when it is one, refused in one way whatever is wrong with it."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from tadafor.ui.documents.reading import MOST_UNPACKED, NotAWorkbook, first_sheet

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))


def workbook(*rows):
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def with_sheet(change):
    """A workbook whose sheet was changed as text."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("a", "b"), (1, 2)))) as whole,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in whole.namelist():
            text = whole.read(name)
            changed.writestr(name, change(text.decode()) if name == SHEET else text)
    return written.getvalue()


def test_rows_are_as_wide_as_the_widest_and_no_longer_than_asked():
    content = workbook(("a", None, "c"), (1,), (), ("x", "y"))
    read = first_sheet(content, most_rows=3, most_columns=9)
    assert read == [["a", None, "c"], [1, None, None], [None, None, None]]
    assert first_sheet(content, most_rows=9, most_columns=1) == [["a"], [1], [None], ["x"]]


def test_what_a_file_tells_of_its_size_is_not_believed():
    lies = with_sheet(lambda text: text.replace('ref="A1:B2"', 'ref="A1:XFD1048576"'))
    assert first_sheet(lies, most_rows=9, most_columns=9) == [["a", "b"], [1, 2]]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK broken",
        workbook(("a",))[:300],
        with_sheet(lambda text: text.replace("</row>", "", 1)),
        with_sheet(lambda text: text.replace("</sheetData>", f"{' ' * MOST_UNPACKED}</sheetData>")),
        with_sheet(lambda text: f"<!DOCTYPE x [{LAUGHS}]>{text.replace('<v>1<', '<v>&a8;<')}"),
        with_sheet(lambda text: text.replace("<v>1<", "<v>one<")),
    ],
    ids=["empty", "no archive", "cut", "broken inside", "swollen", "laughs", "no number"],
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(NotAWorkbook):
        first_sheet(content, most_rows=9, most_columns=9)
