"""The borders that maps draw: whole, of every region, around the towns that lie there."""

import pytest

from tadafor.programme.queries import borders

TOWNS = {
    "تطوان": ("01", -5.37, 35.57),
    "شفشاون": ("01", -5.27, 35.17),
    "وجدة": ("02", -1.91, 34.68),
    "فجيج": ("02", -1.23, 32.11),
    "فاس": ("03", -5.0, 34.03),
    "الخميسات": ("04", -6.07, 33.82),
    "بني ملال": ("05", -6.35, 32.34),
    "سطات": ("06", -7.62, 33.0),
    "مراكش": ("07", -7.99, 31.63),
    "ورزازات": ("08", -6.9, 30.92),
    "تارودانت": ("09", -8.88, 30.47),
    "كلميم": ("10", -10.06, 28.99),
    "السمارة": ("11", -11.67, 26.74),
    "أوسرد": ("12", -14.32, 22.55),
}


def lies_in(code, x, y):
    found = False
    for polygon in borders()[code].shape:
        for ring in polygon:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    found = not found
    return found


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_lies_in_its_region_and_in_no_other(town):
    code, longitude, latitude = TOWNS[town]
    assert [one for one in borders() if lies_in(one, longitude, latitude)] == [code]


def test_every_region_has_a_light_border():
    assert sorted(borders()) == [f"{number:02}" for number in range(1, 13)]
    assert sum(len(ring) for one in borders().values() for polygon in one.shape for ring in polygon) < 1_500
