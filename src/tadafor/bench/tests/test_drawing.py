"""The draw that the bench prepares is a whole one."""

from tadafor.bench import drawing


def test_a_small_draw_is_prepared_and_holds():
    """§ councils-19"""
    said = drawing.measured(120, 20)
    assert "23 cells" in said
    assert "the evidence holds" in said


def test_the_pool_is_the_same_each_time():
    assert drawing.pool(40) == drawing.pool(40)
