"""A telephone that follows what a territory owes hears of what moves, of what leaves, and for how long."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tadafor.commitments.rules import Status
from tadafor.commitments.tests.factories import NOW, Place
from tadafor.home import tasks
from tadafor.home.models import Deadline
from tadafor.home.rules import KEPT
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

pytestmark = pytest.mark.django_db
DUE = date(2026, 5, 4)
HOUR = timedelta(hours=1)
MOST_QUERIES = 5


@pytest.fixture
def place(larache):
    larache.session_months = []
    larache.save()
    made = Place(larache)
    made.one = made.promised(ends_on=DUE)
    made.published()
    return made


def events(at=NOW, language=""):
    with stopped_at(at):
        answer = Client().get(f"{language}/larache/owed/owed.ics")
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def event(at=NOW, language=""):
    (found,) = events(at, language).walk("VEVENT")
    return found


def remember(at=NOW):
    with stopped_at(at):
        return tasks.remember.func(timestamp=0)


def put_off(place, day, now=NOW):
    place.moved(place.one, Status.DELAYED, new_day=day, now=now)


def test_a_telephone_is_told_when_to_ask_again(place):
    """§ home-calendar"""
    made = events()
    assert made["x-published-ttl"].to_ical() == b"PT12H"
    assert made["refresh-interval"].to_ical() == b"PT12H"
    assert made["refresh-interval"].params["VALUE"] == "DURATION"
    assert str(made["name"]) == str(made["x-wr-calname"])
    assert str(made["method"]) == "PUBLISH"


def test_what_moves_keeps_its_name_and_says_which_day_it_was(place):
    """§ home-calendar: before the hour's job ran and after it"""
    first = event()
    assert remember() == 1
    assert remember(NOW + HOUR) == 0
    put_off(place, date(2026, 6, 8))
    for _again in range(2):
        moved = event()
        assert (str(moved["uid"]), moved["sequence"]) == (str(first["uid"]), 1)
        assert moved.decoded("dtstart") == date(2026, 6, 8)
        assert "4" in str(moved["description"]).partition("\n")[0]
        assert moved.decoded("last-modified") == NOW
        remember()
    assert "échéance" in str(event(language="/fr")["description"])
    assert str(event(NOW + KEPT)["description"]).startswith("http")
    assert event(NOW + KEPT)["sequence"] == 1


def test_what_leaves_is_said_to_for_thirty_days(place):
    """§ home-calendar"""
    first = event()
    remember()
    place.moved(place.one, Status.CANCELLED)
    for _again in range(2):
        left = event()
        assert str(left["uid"]) == str(first["uid"])
        assert (str(left["status"]), left["sequence"]) == ("CANCELLED", 1)
        assert left.decoded("dtstart") == DUE
        assert place.one.title.strip() in str(left["summary"])
        assert not left.walk("VALARM")
        remember()
    assert str(event(NOW + KEPT - HOUR)["status"]) == "CANCELLED"
    assert not events(NOW + KEPT).walk("VEVENT")
    assert remember(NOW + KEPT) == 1
    with everywhere():
        assert not Deadline.objects.exists()


def test_what_is_hidden_leaves_without_its_name(place):
    """§ home-calendar"""
    remember()
    with within(place.territory.pk):
        traces.set_visibility(item=place.one.trace, visibility=Visibility.HIDDEN)
    left = event()
    assert str(left["status"]) == "CANCELLED"
    assert place.one.title.strip() not in str(left)


def test_what_comes_back_is_no_longer_cancelled(place):
    """§ home-calendar"""
    remember()
    with within(place.territory.pk):
        traces.set_visibility(item=place.one.trace, visibility=Visibility.HIDDEN)
        remember(NOW + HOUR)
        traces.set_visibility(item=place.one.trace, visibility=Visibility.VISIBLE)
    back = event(NOW + HOUR)
    assert ("status" in back, back["sequence"]) == (False, 2)


def test_a_territory_hears_nothing_of_another(place, beni_mellal):
    """§ home-one-territory"""
    other = Place(beni_mellal, mark="MARK")
    gone = other.promised(ends_on=DUE)
    other.published()
    remember()
    other.moved(gone, Status.CANCELLED)
    remember()
    assert b"MARK" not in events().to_ical()
    assert "status" not in event()


def test_counts_without_names_are_not_followed(place):
    """§ home-calendar"""
    place.said(place.one)
    assert len(events().walk("VEVENT")) == 2
    assert remember() == 1


def test_the_file_asks_few_questions(place):
    """One question more when something left: its name."""
    remember()
    event()
    with CaptureQueriesContext(connection) as asked:
        event()
    before = len(asked)
    place.moved(place.one, Status.CANCELLED)
    with CaptureQueriesContext(connection) as asked:
        event()
    assert (before, len(asked)) == (MOST_QUERIES, MOST_QUERIES + 1)


def test_one_row_stands_for_a_deadline(place):
    remember()
    with everywhere():
        row = Deadline.objects.get()
        for wrong in ({"was_on": row.on}, {"pk": None, "was_on": None}):
            twin = Deadline(**{name: getattr(row, name) for name in ("territory_id", "key", "address")})
            twin.on, twin.is_event, twin.changed_at = row.on, False, NOW
            twin.pk, twin.was_on = wrong.get("pk", row.pk), wrong["was_on"]
            with pytest.raises(IntegrityError), transaction.atomic():
                twin.save()


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_keep_each_deadline_once(place):
    """§ home-calendar"""
    at_once(None, remember, remember)
    with everywhere():
        assert [(one.revision, one.on) for one in Deadline.objects.all()] == [(0, DUE)]
