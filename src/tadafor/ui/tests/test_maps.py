"""Maps and symbols drawn on the server."""

from math import hypot

import pytest
from django.template import Context, Template

from tadafor.ui.maps import HIGHEST, MARGIN, PIN, WIDTH, Border, Place, Quarter, Sheet, map_drawing, tiles
from tadafor.ui.symbols import COLOURS, SYMBOLS, symbol


def test_north_is_above_and_east_is_to_the_right():
    drawn = map_drawing("خريطة", [Place("جنوب", 35.0, -6.0), Place("شمال", 35.1, -5.9)])
    south, north = drawn["pins"]
    assert north.y < south.y
    assert north.x > south.x
    assert all(MARGIN - 1 <= one.y <= drawn["height"] - MARGIN + 1 for one in (south, north))


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
    assert all(0 < one.x < WIDTH and 0 < one.y < HIGHEST for one in pins)


def test_nothing_is_drawn_of_no_place():
    assert map_drawing("خريطة", [])["pins"] == []


def test_every_symbol_is_drawn_and_said():
    for name in SYMBOLS:
        for colour in COLOURS:
            drawn = symbol(name, colour)
            assert f'aria-label="{SYMBOLS[name][0]} · {COLOURS[colour][0]}"' in drawn
    assert symbol("nothing", "green") == ""


SQUARE = (((-6.16, 35.19), (-6.15, 35.19), (-6.15, 35.2), (-6.16, 35.2), (-6.16, 35.19)),)


def test_a_border_that_stands_is_drawn_as_any_shape():
    """Worked out once, it says the same; places within it are points of one path."""
    told = {"latitude": 35.195, "longitude": -6.155, "dots": [(-6.155, 35.195), (-6.152, 35.191)]}
    shape, border = (
        map_drawing("خريطة", [], [Quarter("جهة", shape=one, **told)])["quarters"][0]
        for one in ((SQUARE,), Border((SQUARE,)))
    )
    assert border.outline == shape.outline != ""
    assert border.dots == shape.dots
    assert border.dots.count("h0") == 2


def test_shapes_symbols_and_hostile_names_are_drawn():
    """A neighbourhood is drawn by its shape, or by its centre; names stay text."""
    places = [
        Place("<b>", 35.195, -6.155, number=7, href="/x/?a=1&b=2", symbol="tree", colour="green"),
        Place("بلا رمز", 35.191, -6.151, number=8),
    ]
    around = [
        Quarter("<script>", 35.195, -6.155, shape=(SQUARE,), key=3, count=2, href="?neighbourhood=3"),
        Quarter("بلا شكل", 35.18, -6.15),
    ]
    html = Template("{% load ui %}{% map title places around %}").render(
        Context({"title": "خريطة <i>", "places": places, "around": around})
    )
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'href="/x/?a=1&amp;b=2"' in html
    assert "&lt;script&gt; (2)" in html
    assert html.count('<path class="map-quarter') == 1
    assert html.count("map-loose") == 1
    assert html.count("<image") == 0
    outline = map_drawing("", [], around)["quarters"][0].outline
    assert outline.startswith("M")
    assert outline.endswith("Z")
    assert outline.count("L") == 4


def test_no_name_is_cut_by_the_edge():
    around = [Quarter("سوس-ماسة البعيدة جدا", 30.4, -9.6, count=16), Quarter("الشرق", 34.7, -1.9)]
    first, second = map_drawing("", [], around)["quarters"]
    assert first.x < first.name_x == len(first.quarter.label + " (16)") * 7.5 / 2
    assert second.name_x < second.x


def test_no_name_lies_under_a_pin():
    """A tail of a letter below the line counts too; a pin beside the name leaves it where it is."""
    around = [Quarter("حي الميناء", 35.0, -6.0), Quarter("", 35.1, -6.2)]
    table = [([], 14.0), ([(35.0, -6.0)], 17.0), ([(35.0, -6.0)] * 5, 39.0), ([(35.0, -6.1)], 14.0)]
    for places, above in table:
        drawn = map_drawing("", [Place("", *one) for one in places], around)
        first = drawn["quarters"][0]
        assert first.y - first.name_y == pytest.approx(above)


def test_tiles_lie_under_the_whole_sheet_and_where_the_points_are():
    """The Mercator of the sheet is that of the tiles: a tile's corner is where its own degrees fall."""
    sheet = Sheet([(-6.17, 35.17), (-6.13, 35.21)])
    found = list(tiles(sheet, "https://tiles.example/{z}/{x}/{y}.png"))
    assert 4 <= len(found) <= 40
    assert min(one.x for one in found) <= 0
    assert max(one.x + one.side for one in found) >= WIDTH
    assert min(one.y for one in found) <= 0
    assert max(one.y + one.side for one in found) >= sheet.height
    zoom, column, _ = (int(part) for part in found[0].href[len("https://tiles.example/") : -4].split("/"))
    west = column * 360 / 2**zoom - 180
    assert sheet.at(west, 35.19)[0] == pytest.approx(found[0].x, abs=0.1)
    assert list(tiles(sheet, "")) == []


def test_a_named_server_of_tiles_is_the_only_other_host(client, settings):
    settings.TADAFOR_TILES = "https://tiles.example/{z}/{x}/{y}.png"
    settings.TADAFOR_DEMONSTRATION = True
    page = client.get("/ui/")
    assert "img-src 'self' https://tiles.example data:" in page.headers["Content-Security-Policy"]
    assert "https://tiles.example/1" in page.content.decode()
    settings.TADAFOR_TILES = "https://tiles.example; script-src *"
    assert "script-src *" not in client.get("/ui/").headers["Content-Security-Policy"]


def test_a_tall_town_gets_a_tall_drawing():
    def height(*places):
        return map_drawing("", [Place("", *one) for one in places])["height"]

    assert height((35.0, -6.0), (35.1, -6.01)) == 420
    assert height((35.0, -6.0), (35.01, -6.1)) == 240
    assert 240 < height((35.0, -6.0), (35.1, -5.85)) < 420
