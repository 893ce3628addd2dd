"""§ suggestions-21: what machines read, against GeoReport v2 (wiki.open311.org), RFC 7946, RSS 2.0."""

import csv
import json
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.suggestions.rules import Kind
from tadafor.suggestions.tests.factories import POSTED, WORDS, Place

pytestmark = pytest.mark.django_db
AT = "/larache/suggestions/"
OPEN311 = f"{AT}open311/v2/"
SERVICE = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
REQUEST = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(POSTED + timedelta(days=20)):
        yield


@pytest.fixture
def place(larache):
    made = Place(larache)
    point = {"latitude": Decimal("35.19321"), "longitude": Decimal("-6.15569")}
    made.answer(made.made(**point, place="قرب المسجد"))
    made.made(token="b", category=made.waste, now=POSTED + timedelta(days=10))
    made.made(token="c", kind=Kind.COMPLAINT, body="شكاية سرية من قرار إداري.")
    made.post(token="d", body="نص ينتظر من يقرؤه قبل نشره.")
    return made


def got(path, status=200):
    answer = Client().get(f"{OPEN311}{path}")
    assert answer.status_code == status, path
    return json.loads(answer.content) if ".json" in path else fromstring(answer.content)  # noqa: S314 -- our own answer


def test_services_have_the_fields_of_the_specification(place):
    found = got("services.json")

    assert [list(one) for one in found] == [SERVICE] * 2  # not the one that is another body's
    assert {one["type"] for one in found} == {"realtime"}
    xml = got("services.xml")
    assert (xml.tag, xml[0].tag, [field.tag for field in xml[0]]) == ("services", "service", SERVICE)
    assert xml[0].find("metadata").text == "false"
    assert got("services/lighting.json", 404)[0]["code"] == 404


def test_requests_have_the_fields_of_the_specification_and_nothing_secret(place):
    found = got("requests.json")

    assert [one["service_request_id"] for one in found] == ["2", "1"]
    assert all(list(one)[: len(REQUEST)] == REQUEST for one in found)
    first = found[1]
    assert (first["status"], first["status_notes"]) == ("closed", "أُنجزت")
    assert (first["lat"], first["long"]) == (35.19321, -6.15569)
    assert datetime.fromisoformat(first["requested_datetime"]) == POSTED
    assert first["address"] == "قرب المسجد"
    xml = got("requests.xml")
    assert (xml.tag, xml[0].tag) == ("service_requests", "request")
    assert [field.tag for field in xml[0]][: len(REQUEST)] == REQUEST
    assert "سرية" not in Client().get(f"{OPEN311}requests.json").content.decode()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("status=open", ["2"]),
        ("status=closed", ["1"]),
        ("status=open,closed", ["2", "1"]),
        ("service_code=lighting", ["1"]),
        ("service_code=lighting,waste", ["2", "1"]),
        ("service_request_id=1,3,4", ["1"]),
        ("start_date=2026-03-05T00:00:00Z", ["2"]),
        ("end_date=2026-03-05T00:00:00%2B01:00", ["1"]),
        ("start_date=2020-01-01", []),
        ("page_size=1", ["2"]),
        ("page_size=1&page=2", ["1"]),
        ("jurisdiction_id=larache", ["2", "1"]),
    ],
)
def test_requests_are_filtered(place, query, numbers):
    assert [one["service_request_id"] for one in got(f"requests.json?{query}")] == numbers


@pytest.mark.parametrize(
    "query",
    [
        "status=half",
        "service_request_id=one",
        "start_date=yesterday",
        "start_date=2026-01-01&end_date=2026-12-31",
        "start_date=2026-03-02&end_date=2026-03-01",
        "page=0",
        "page_size=many",
    ],
)
def test_what_cannot_be_asked_is_said(place, query):
    (error,) = got(f"requests.json?{query}", 400)

    assert error["code"] == 400
    assert error["description"]
    assert got(f"requests.xml?{query}", 400)[0].tag == "error"


def test_one_request_by_its_identifier(place):
    assert got("requests/1.json")[0]["description"] == WORDS
    assert got("requests/1.xml")[0].find("service_request_id").text == "1"
    for hidden in (3, 4, 99):
        assert got(f"requests/{hidden}.json", 404)[0]["code"] == 404
    assert Client().get(f"{OPEN311}requests/1.yaml").status_code == 404


def test_the_same_rows_as_geojson_csv_and_rss(place):
    found = json.loads(Client().get(f"{AT}all.geojson").content)
    points = {one["id"]: one["geometry"] for one in found["features"]}
    assert points == {2: None, 1: {"type": "Point", "coordinates": [-6.15569, 35.19321]}}
    table = Client().get(f"{AT}all.csv").content.decode("utf-8-sig")
    assert [row["number"] for row in csv.DictReader(StringIO(table))] == ["2", "1"]
    feed = fromstring(Client().get(f"{AT}feeds/lighting.rss").content)  # noqa: S314 -- our own
    assert [item.find("title").text[:1] for item in feed.iter("item")] == ["1"]
    assert Client().get(f"{AT}feeds/none.rss").status_code == 404
    assert Client().get(f"{AT}all.csv?page=x").status_code == 404


def test_what_a_formula_begins_with_is_disarmed(place):
    place.made(token="f", body='=HYPERLINK("http://x")')

    assert "\n=HYPERLINK" not in Client().get(f"{AT}all.csv").content.decode()
    assert ',"=HYPERLINK' not in Client().get(f"{AT}all.csv").content.decode()
