"""Maps and symbols drawn on the server."""

from math import hypot

from tadafor.ui.maps import HEIGHT, MARGIN, PIN, WIDTH, Place, map_drawing
from tadafor.ui.symbols import COLOURS, SYMBOLS, symbol


def test_north_is_above_and_east_is_to_the_right():
    drawn = map_drawing("خريطة", [Place("جنوب", 35.0, -6.0), Place("شمال", 35.1, -5.9)])
    south, north = drawn["pins"]
    assert north.y < south.y
    assert north.x > south.x
    assert all(MARGIN - 1 <= one.y <= HEIGHT - MARGIN + 1 for one in (south, north))


def test_both_axes_have_one_scale():
    """At 35° a degree of longitude is about 0.82 of a degree of latitude."""
    corner, east, north = map_drawing(
        "خريطة", [Place("", 35.0, -6.0), Place("", 35.0, -5.99), Place("", 35.01, -6.0)]
    )["pins"]
    assert 0.80 < (east.x - corner.x) / (corner.y - north.y) < 0.84


def test_places_at_one_point_do_not_cover_one_another():
    pins = map_drawing("خريطة", [Place("", 35.0, -6.0, number=n) for n in range(1, 21)])["pins"]
    apart = [hypot(a.x - b.x, a.y - b.y) for a in pins for b in pins if a is not b]
    assert min(apart) >= 2 * PIN - 0.2
    assert all(0 < one.x < WIDTH and 0 < one.y < HEIGHT for one in pins)


def test_nothing_is_drawn_of_no_place():
    assert map_drawing("خريطة", [])["pins"] == []


def test_every_symbol_is_drawn_and_said():
    for name in SYMBOLS:
        for colour in COLOURS:
            drawn = symbol(name, colour)
            assert f'aria-label="{SYMBOLS[name][0]} · {COLOURS[colour][0]}"' in drawn
    assert symbol("nothing", "green") == ""
