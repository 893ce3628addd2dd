"""A series and its sums; meetings as open data."""

import csv
import io
import json

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.meetings import actions
from tadafor.meetings.rules import Fact, Kind, Unsaid
from tadafor.meetings.tests.factories import AFTER, BEFORE, ENDS, STARTS, make_meeting, staff_actor

AT = "/larache/meetings/"


@pytest.fixture
def told(larache):
    """Two meetings of a series, one counted with few women, and a draft."""
    staff = staff_actor(larache)
    series = {"series": "ثلاث مجموعات بؤرية", "kind": Kind.FOCUS_GROUP}
    first = make_meeting(larache, staff, title="=المجموعة الأولى", partners=["جمعية", "كلية"], **series)
    make_meeting(larache, staff, title="المجموعة الثانية", unsaid=frozenset({Unsaid.HOUR}), **series)
    make_meeting(larache, staff, announced=False, title="مسودة سرية", **series)
    with within(larache.pk):
        counts = {(Fact.ALL, ""): 20, (Fact.SEX, "woman"): 3, (Fact.SEX, "man"): 17}
        actions.tell_counts(meeting=first, counts=counts, actor=staff, now=AFTER)
    return first


@pytest.mark.django_db
def test_a_series_shows_its_meetings_in_their_order_and_their_sums(larache, told, django_assert_num_queries):
    """§ meetings-series"""
    at = f"{AT}series/{told.series_id}/"
    with stopped_at(AFTER):
        client = Client()
        client.get(at)
        with django_assert_num_queries(6):
            page = client.get(at).content.decode()
        assert page.index("المجموعة الأولى") < page.index("المجموعة الثانية")
        assert "مسودة سرية" not in page
        assert "عدد اللقاءات التي نُشر عدد حاضريها: 1 من 2" in page
        assert at in client.get(f"{AT}{told.code}/").content.decode()
        assert client.get(f"{AT}series/999999/").status_code == 404
        make_meeting(larache, title="الثالثة", series="ثلاث مجموعات بؤرية", starts_at=STARTS, ends_at=ENDS)
        with django_assert_num_queries(6):
            assert "الثالثة" in client.get(f"{at}?again").content.decode()
    lonely = make_meeting(larache, announced=False, series="سلسلة لم يعلن عنها")
    with stopped_at(BEFORE):
        assert Client().get(f"{AT}series/{lonely.series_id}/").status_code == 404


@pytest.mark.django_db
def test_meetings_as_data_say_what_their_pages_say(larache, told):
    """§ meetings-data, § meetings-masking"""
    with stopped_at(AFTER):
        found = Client().get(f"{AT}meetings.json")
        assert found.headers["Content-Type"] == "application/json"
        rows = {one["code"]: one for one in json.loads(found.content)["meetings"]}
        text = Client().get(f"{AT}meetings.csv").content.decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text)))
        figures = Client().get(f"{AT}figures/").content.decode()
        assert all(f"{AT}meetings.{form}" in figures for form in ("csv", "json"))
    one = rows[told.code]
    assert (one["participants"], one["women"], one["men"]) == (20, "<5", "<5")
    assert (one["starts"], one["partners"]) == ("2026-10-20T15:00:00+01:00", "جمعية; كلية")
    (other,) = [row for row in rows.values() if row["code"] != told.code]
    assert (other["starts"], other["ends"], other["hour_known"]) == ("2026-10-20", "2026-10-20", False)
    assert other["participants"] is None
    assert len(lines) == len(rows) == 2
    assert {line["title"] for line in lines} == {"'=المجموعة الأولى", "المجموعة الثانية"}
