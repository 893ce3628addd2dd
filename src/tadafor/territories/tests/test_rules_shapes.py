"""Shapes of neighbourhoods: what a file may hold, what is said of what it may not."""

import json
from decimal import Decimal
from math import cos, pi, sin

import pytest

from tadafor.territories.rules.points import PointRefusal, refuse_point
from tadafor.territories.rules.shapes import (
    MOST_KEPT,
    ShapeFault,
    Wrong,
    area,
    as_geojson,
    centre,
    holds,
    read_shapes,
)

SQUARE = [[-6.16, 35.19], [-6.15, 35.19], [-6.15, 35.20], [-6.16, 35.20], [-6.16, 35.19]]
HOLE = [[-6.157, 35.193], [-6.153, 35.193], [-6.153, 35.197], [-6.157, 35.197], [-6.157, 35.193]]
NAMED = {"حي السلام": 1, "Essalam": 1, "المدينة القديمة": 2}


def feature(name="حي السلام", rings=(SQUARE,), **more):
    geometry = {"type": "Polygon", "coordinates": list(rings)} | more
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def file_of(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_shapes_are_read_by_any_name_and_said_again_as_a_file():
    """§ places-shapes."""
    read = read_shapes(
        b"\xef\xbb\xbf" + file_of(feature("ESSALAM", (SQUARE, HOLE)), feature("المدينه القديمة")), NAMED
    )
    assert read.wrong == []
    assert sorted(read.shapes) == [1, 2]
    shape = read.shapes[1]
    assert holds(shape, -6.159, 35.191)
    assert not holds(shape, -6.155, 35.195)  # in the hole
    assert not holds(shape, -6.14, 35.195)
    assert centre(shape) == (-6.155, 35.195)
    again = json.dumps(as_geojson([("حي السلام", "Essalam", shape)])).encode()
    assert read_shapes(again, NAMED).shapes == {1: shape}


BOW_TIE = [[-6.16, 35.19], [-6.15, 35.20], [-6.15, 35.19], [-6.16, 35.20], [-6.16, 35.19]]
LINE = [[-6.16, 35.19], [-6.15, 35.20], [-6.14, 35.21], [-6.16, 35.19]]


@pytest.mark.parametrize(
    ("odd", "fault"),
    [
        (feature("حي لا نعرفه"), ShapeFault.UNKNOWN_NAME),
        (feature(""), ShapeFault.NO_NAME),
        ({"type": "Feature", "geometry": {}}, ShapeFault.NO_NAME),
        ("حي السلام", ShapeFault.NO_NAME),
        (feature("المدينة القديمة"), ShapeFault.NAMED_TWICE),
        (feature(type="Point", coordinates=[-6.1, 35.1]), ShapeFault.NOT_A_POLYGON),
        (feature(coordinates=[]), ShapeFault.NOT_A_POLYGON),
        (feature(coordinates="x"), ShapeFault.NOT_A_POLYGON),
        (feature(rings=["x"]), ShapeFault.NOT_A_POLYGON),
        ({**feature(), "geometry": None}, ShapeFault.NOT_A_POLYGON),
        (feature(rings=[[*SQUARE[:2], ["x", 35.2], *SQUARE[2:]]]), ShapeFault.BAD_POINT),
        (feature(rings=[[[-6.16], *SQUARE[1:]]]), ShapeFault.BAD_POINT),
        (feature(rings=[[[float("nan"), 35.19], *SQUARE[1:]]]), ShapeFault.BAD_POINT),
        (feature(rings=[[[10**400, 35.19], *SQUARE[1:]]]), ShapeFault.BAD_POINT),
        (feature(rings=[[[True, 35.19], *SQUARE[1:]]]), ShapeFault.BAD_POINT),
        (feature(rings=[SQUARE[:-1]]), ShapeFault.OPEN_RING),
        (feature(rings=[SQUARE[:3]]), ShapeFault.TOO_FEW_POINTS),
        (feature(rings=[SQUARE * 2_000]), ShapeFault.TOO_MANY_POINTS),
        (feature(rings=[[[y, x] for x, y in SQUARE]]), ShapeFault.TURNED_AROUND),
        (feature(rings=[[[461_000.0, 3_893_000.0], *SQUARE[1:]]]), ShapeFault.FAR_AWAY),
        (feature(rings=[[[2.35, 48.85], *SQUARE[1:]]]), ShapeFault.FAR_AWAY),
        (feature(rings=[BOW_TIE]), ShapeFault.NO_AREA),
        (feature(rings=[[*BOW_TIE[:2], [-6.14, 35.18], *BOW_TIE[3:]]]), ShapeFault.CROSSES_ITSELF),
        (feature(rings=[LINE]), ShapeFault.NO_AREA),
    ],
)
def test_a_bad_feature_is_said_and_spoils_no_other(odd, fault):
    good = feature("المدينة القديمة")
    read = read_shapes(file_of(good, odd), NAMED)
    assert list(read.shapes) == [2]
    assert [(one.fault, one.feature) for one in read.wrong] == [(fault, 2)]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", ShapeFault.NOT_JSON),
        (b"PK\x03\x04\xff", ShapeFault.NOT_JSON),
        (b"[" * 100_000, ShapeFault.NOT_JSON),
        (b"[]", ShapeFault.NOT_FEATURES),
        (b'{"type": "Topology"}', ShapeFault.NOT_FEATURES),
        (file_of(), ShapeFault.NO_FEATURE),
        (file_of(*[{}] * 501), ShapeFault.TOO_MANY_FEATURES),
        (b" " * (5 * 1024 * 1024 + 1), ShapeFault.FILE_TOO_LARGE),
    ],
)
def test_a_bad_file_is_said_once(raw, fault):
    assert read_shapes(raw, NAMED).wrong == [Wrong(fault)]


def test_a_fine_shape_is_simplified_and_keeps_its_area():
    turns = [2 * pi * at / 2_000 for at in range(2_000)]
    ring = [[-6.15 + 0.01 * cos(turn), 35.19 + 0.008 * sin(turn)] for turn in turns]
    shape = read_shapes(file_of(feature(rings=[[*ring, ring[0]]])), NAMED).shapes[1]
    assert 40 < len(shape[0][0]) <= MOST_KEPT
    assert area(shape[0][0]) == pytest.approx(pi * 0.01 * 0.008, rel=0.01)


@pytest.mark.parametrize(
    ("point", "refusal"),
    [
        ((None, None), None),
        ((35.19, -6.15), None),
        ((35.19, None), PointRefusal.HALF_A_POINT),
        ((None, -6.15), PointRefusal.HALF_A_POINT),
        ((48.85, 2.35), PointRefusal.FAR_AWAY),
        (("NaN", -6), PointRefusal.FAR_AWAY),
        (("1e9", -6), PointRefusal.FAR_AWAY),
    ],
)
def test_where_a_point_may_lie(point, refusal):
    """§ places-8."""
    assert refuse_point(*(None if one is None else Decimal(str(one)) for one in point)) is refusal
