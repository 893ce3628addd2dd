"""Shapes computed on the server."""

from tadafor.ui.charts import LARGEST, SMALLEST, matrix
from tadafor.ui.components import Cell


def test_the_surface_of_a_circle_follows_its_number():
    [(_label, cells)] = matrix([("البيئة", [Cell(0), Cell(1), Cell(4), Cell(16, "#")])])
    nothing, one, four, most = (cell.radius for cell in cells)
    assert nothing == 0
    assert SMALLEST < one < four < most == LARGEST
    assert round((four - SMALLEST) / (one - SMALLEST), 1) == 2.0
    assert matrix([]) == []
