"""What every room owes, told on one page: in a house that is furnished, looked at from every side."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tadafor.kernel.clock import day_of, stopped_at
from tests.world import MORNING

MOST_QUERIES = 11


def get(path, at=MORNING):
    with stopped_at(at):
        return Client().get(path)


def test_every_room_says_what_is_owed_here_and_nothing_of_next_door(here, next_door):
    """§ home-owed, § home-one-territory, § home-kept: one furnished house, looked at from every side"""
    page = get("/larache/owed/").content.decode()
    assert "MARKLARACHE" in page
    for hidden in ("MARKMELLAL", "SECRETLARACHE", "SECRETMELLAL"):
        assert hidden not in page
    data = json.loads(get("/larache/owed/owed.json").content)["owed"]
    told = {one["room"] for one in data}
    assert {"petitions", "commitments", "suggestions", "councils"} <= told
    assert told <= {setting.split(".")[1] for setting in settings.TADAFOR_OWED}
    assert [one["day"] for one in data] == sorted(one["day"] for one in data)
    assert all(not one["name"] for one in data if one["room"] in {"suggestions", "moderation"})
    _leads_to_pages_that_anybody_reads(data)
    _is_followed_by_a_telephone(data)
    _asks_few_questions_and_ends_at_midnight()


def _leads_to_pages_that_anybody_reads(data):
    addresses = {one["address"].removeprefix(settings.PUBLIC_ADDRESS.rstrip("/")) for one in data}
    assert {path: get(path).status_code for path in addresses} == dict.fromkeys(addresses, 200)


def _is_followed_by_a_telephone(data):
    first, later = (
        Calendar.from_ical(get("/larache/owed/owed.ics", at=at).content).walk("VEVENT")
        for at in (MORNING, MORNING + timedelta(hours=1))
    )
    assert [event.decoded("dtstart").isoformat() for event in first] == [one["day"] for one in data]
    keys = [str(event["uid"]) for event in first]
    assert len(set(keys)) == len(keys)
    assert keys == [str(event["uid"]) for event in later]
    raw = get("/larache/owed/owed.ics").content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    for line in raw.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    for event, told in zip(first, data, strict=True):
        assert event.errors == []
        assert (event["dtstart"].params["VALUE"], event["dtend"].params["VALUE"]) == ("DATE", "DATE")
        assert (event.decoded("dtend") - event.decoded("dtstart")).days == 1
        assert event.decoded("dtstamp").tzinfo is not None
        assert told["what"] in str(event["summary"])
        alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        assert alarms == ([timedelta(hours=-15)] if event.decoded("dtstart") > day_of(MORNING) else [])


def _asks_few_questions_and_ends_at_midnight():
    night = MORNING.replace(hour=22, minute=59, second=50)  # ten seconds to midnight in Morocco
    for path in ("/larache/owed/", "/fr/larache/owed/", "/larache/owed/owed.json"):
        with CaptureQueriesContext(connection) as asked:
            response = get(path)
        assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
        assert response["Cache-Control"] == "public, max-age=60"
        assert get(path, at=night)["Cache-Control"] == "public, max-age=10"
