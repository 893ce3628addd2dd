"""Shapes computed on the server."""

from tadafor.ui.charts import LARGEST, SMALLEST, bars, matrix
from tadafor.ui.components import Cell


def test_the_surface_of_a_circle_follows_its_number():
    [(_label, cells)] = matrix([("البيئة", [Cell(0), Cell(1), Cell(4), Cell(16, "#")])])
    nothing, one, four, most = (cell.radius for cell in cells)
    assert nothing == 0
    assert SMALLEST < one < four < most == LARGEST
    assert round((four - SMALLEST) / (one - SMALLEST), 1) == 2.0
    assert matrix([]) == []


def test_bars_are_drawn_against_a_whole_where_there_is_one():
    """A quarter of a hundred is a quarter of the bar, not all of it; more than the whole never leaves it."""
    assert [one.width for one in bars([("", 25), ("", 10)])] == [100, 40]
    assert [one.width for one in bars([("", 25), ("", 10)], 100)] == [25, 10]
    assert [one.width for one in bars([("", 200), ("", 100)], 100)] == [100, 50]
