from datetime import UTC, datetime, timedelta

import pytest

from tadafor.kernel.addresses import in_language, without_language
from tadafor.kernel.awaiting import Task, tasks_of
from tadafor.kernel.openings import Became, Found, News, Opening, Outcome, Phase, found_by, told_of

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def opening(title="ميثاق", opens=-DAY, closes=DAY, answered=None, address="/larache/"):
    return Opening(
        room="consultations",
        kind="تشاور",
        title=title,
        address=address,
        territory_id=1,
        opens_at=opens if opens is None else NOW + opens,
        closes_at=closes if closes is None else NOW + closes,
        answered_at=answered,
    )


@pytest.mark.parametrize(
    ("given", "phase", "turns"),
    [
        (opening(opens=DAY, closes=2 * DAY), Phase.COMING, NOW + DAY),
        (opening(), Phase.OPEN, NOW + DAY),
        (opening(opens=timedelta(0)), Phase.OPEN, NOW + DAY),
        (opening(opens=None, closes=None), Phase.OPEN, None),
        (opening(closes=timedelta(0)), Phase.ANSWERING, None),
        (opening(closes=-DAY, answered=NOW), Phase.ANSWERED, None),
    ],
)
def test_the_phase_comes_from_the_dates(given, phase, turns):
    assert given.phase(NOW) is phase
    assert given.turns(NOW) == turns


def no_openings(territory_id, now):
    return []


def two_openings(territory_id, now):
    return [opening("later", closes=2 * DAY), opening("no end", closes=None), opening("sooner", closes=DAY)]


def found_first(query, territory_id, limit):
    return [hit("a1"), hit("a2"), hit("a3")][:limit]


def found_second(query, territory_id, limit):
    return [hit("b1")]


def hit(title):
    return Found(room="x", kind="مادة", title=title, address="/", territory_id=1)


def outcomes_first(territory_id, limit):
    return [outcome("old", -DAY)]


def outcomes_second(territory_id, limit):
    return [outcome("new", timedelta(0)), outcome("oldest", -3 * DAY)]


def outcome(title, since):
    return Outcome(
        room="x", title=title, sentence="", address="/", territory_id=1, at=NOW + since, became=Became.DONE
    )


def both(territory_id, now, limit):
    return News([opening("at the same moment", address="/larache/z/")], [outcome("newest", DAY)])


def tasks_here(actor, territory_id, now):
    return [
        Task(room="a", title="no date", address="/"),
        Task(room="a", title="tomorrow", address="/", due=now + DAY),
        Task(room="a", title="late", address="/", due=now - DAY, late=2, count=3),
        Task(room="a", title="nothing", address="/", count=0),
    ]


HERE = f"{__name__}."


@pytest.fixture
def _rooms(settings):
    settings.TADAFOR_OPENINGS = [HERE + "no_openings", HERE + "two_openings"]
    settings.TADAFOR_OUTCOMES = [HERE + "outcomes_first", HERE + "outcomes_second"]
    settings.TADAFOR_NEWS = [HERE + "both"]
    settings.TADAFOR_FIGURES = []


@pytest.mark.usefixtures("_rooms")
def test_openings_are_ordered_by_what_turns_first():
    titles = [one.title for one in told_of(1, NOW, 2)[0].openings]
    assert titles == ["sooner", "at the same moment", "later", "no end"]


def test_rooms_take_turns_in_a_search(settings):
    settings.TADAFOR_FOUND = [HERE + "found_first", HERE + "found_second"]
    assert [f.title for f in found_by("x", None, 3)] == ["a1", "b1", "a2"]


@pytest.mark.usefixtures("_rooms")
def test_outcomes_are_newest_first_and_limited():
    assert [one.title for one in told_of(None, NOW, 3)[0].outcomes] == ["newest", "new", "old"]


def test_late_work_comes_first_and_empty_heaps_are_silent(settings):
    settings.TADAFOR_AWAITING = [HERE + "tasks_here"]
    assert [t.title for t in tasks_of(None, 1, NOW)] == ["late", "tomorrow", "no date"]


@pytest.mark.parametrize(
    ("path", "language", "there"),
    [
        ("/larache/", "ar", "/larache/"),
        ("/larache/", "fr", "/fr/larache/"),
        ("/fr/larache/", "ar", "/larache/"),
        ("/fr/larache/", "zgh", "/zgh/larache/"),
        ("/french-town/", "fr", "/fr/french-town/"),
        ("https://example.org/fr/", "fr", "https://example.org/fr/"),
        ("//evil.example/", "fr", "//evil.example/"),
    ],
)
def test_a_path_takes_the_language_of_its_reader(path, language, there):
    assert in_language(path, language) == there


def test_a_stored_path_has_no_language():
    assert without_language("/fr/larache/a/") == "/larache/a/"
    assert without_language("/larache/fr/") == "/larache/fr/"
