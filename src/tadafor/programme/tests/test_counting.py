"""§ programme-11: what is kept equals what a full count finds, within the minute."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import day_of, stopped_at
from tadafor.kernel.measures import measured
from tadafor.kernel.scopes import everywhere, within
from tadafor.programme import actions, queries, rules, tasks
from tadafor.programme.models import Count, Counted
from tadafor.programme.tests.factories import BENI_MELLAL, LARACHE, World

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


def kept():
    rows = Count.objects.values_list("territory_id", "measure", "part", "month", "value")
    return {row[:4]: row[4] for row in rows}


def recounted(today):
    """Every row looked at one by one, as a person with a pencil would."""
    found = Counter()
    with everywhere():
        for one in measured(today):
            columns = [one.territory, one.day, one.weight or "pk", *([one.by] if one.by else [])]
            for place, day, weight, *by in one.rows.values_list(*columns):
                month = (day_of(day) if isinstance(day, datetime) else day).replace(day=1)
                part = f"{one.part}:{by[0]}" if one.part else ""
                if not one.part or by[0]:
                    found[place, one.key, part, month] += weight if one.weight else 1
    return {key: value for key, value in found.items() if value}


def furnish(territory, *, slug):
    """Something in the rooms that count, twenty people in a training among it."""
    from tadafor.consultations.tests import factories as consultations
    from tadafor.councils.tests import factories as councils
    from tadafor.meetings import actions as meeting
    from tadafor.meetings import rules as of_meetings
    from tadafor.meetings.tests import factories as meetings
    from tadafor.petitions.tests import factories as petitions

    consultation = consultations.make_consultation(territory, slug=slug)
    for _ in range(2):
        consultations.contribute(consultation)
    petitions.make_petition(territory, until=petitions.rules.State.DEPOSITED, signatures=200)
    councils.make_body(territory, slug="youth", kind=councils.rules.BodyKind.YOUTH)
    councils.make_body(territory, slug="steering", kind=councils.rules.BodyKind.STEERING)
    staff = meetings.staff_actor(territory)
    training = meetings.make_meeting(territory, staff, kind=of_meetings.Kind.TRAINING)
    fact = of_meetings.Fact
    counts = {(fact.ALL, ""): 20, (fact.SEX, "woman"): 12, (fact.SEX, "man"): 8}
    counts |= {(fact.AGE, "18_24"): 7, (fact.AGE, "35_49"): 13}
    with within(territory.pk):
        meeting.tell_counts(meeting=training, counts=counts, actor=staff, now=meetings.AFTER)


def test_every_measure_has_a_name_here():
    """The control: what the rooms count and what indicators may ask for are the same."""
    with everywhere():
        found = {one.key for one in measured(day_of(LATER))}
    assert found == {one.value for one in rules.Measure}


def test_what_is_kept_is_what_a_full_count_finds(larache, beni_mellal):
    """§ programme-11"""
    furnish(larache, slug="one")
    furnish(beni_mellal, slug="two")
    assert actions.catch_up(now=LATER) == 2
    first = kept()
    assert first == recounted(day_of(LATER))
    told = {measure for _place, measure, _part, _month in first}
    assert {"petitions.deposited", "consultations.contributions", "councils.spaces", "meetings.held"} <= told
    spaces = {key[2]: value for key, value in first.items() if key[:2] == (larache.pk, "councils.spaces")}
    assert spaces == {"": 1, "kind:youth": 1}

    assert actions.catch_up(now=LATER + timedelta(minutes=1)) == 0
    with stopped_at(LATER + timedelta(hours=1)):
        from tadafor.consultations.tests import factories as consultations

        window = {"opens_on": date(2026, 11, 10), "closes_on": date(2026, 11, 30)}
        extra = consultations.make_consultation(larache, slug="three", **window)
        consultations.contribute(extra, now=LATER + timedelta(hours=1))
    with stopped_at(LATER + timedelta(hours=1, seconds=50)):
        assert tasks.catch_up(timestamp=0) == 1
    assert kept() == recounted(day_of(LATER)) != first
    assert (
        Counted.objects.get(territory=larache).counted_at
        > Counted.objects.get(territory=beni_mellal).counted_at
    )
    assert actions.catch_up(now=LATER + timedelta(days=1)) == 2, "all of them once a day"


def test_a_figure_leads_to_the_rows_it_came_from(larache, beni_mellal):
    """§ programme-8, § programme-11: from the month in which the commune joined, each row named."""
    furnish(larache, slug="one")
    furnish(beni_mellal, slug="two")
    actions.catch_up(now=LATER)
    world = World(months=84)
    world.region(larache.place.region_id)
    world.region(beni_mellal.place.region_id)
    world.commune(LARACHE, date(2026, 3, 31))
    world.commune(BENI_MELLAL, date(2026, 4, 1))
    petitions = world.indicator("P", measure="petitions.deposited")
    assert queries.sums(world.programme).of(petitions.pk) == 1, "the other joined the month after"
    today = day_of(LATER)
    spans = queries.spans_of(world.programme)
    rows = queries.sources("petitions.deposited", spans, today)
    assert len(rows) == 1
    [source] = rows[0:20]
    assert source.title
    assert source.address.startswith("/larache/petitions/")
    unnamed = queries.sources("suggestions.received", spans, today)
    assert unnamed[0:20] == []
    assert queries.sources("nothing", spans, today) is None


def test_trainings_of_the_communes_are_activities_that_nobody_types(larache, beni_mellal):
    """§ programme-6: listed from the records while each commune took part, in pages and in reports."""
    furnish(larache, slug="one")
    furnish(beni_mellal, slug="two")
    world = World(months=84)
    world.region(larache.place.region_id)
    world.region(beni_mellal.place.region_id)
    ours = world.commune(LARACHE, date(2026, 1, 1))
    actions.catch_up(now=LATER)
    today = day_of(LATER)

    def found(**facts):
        return queries.drawn(world.programme, today, **facts)[0:20]

    [training] = found()
    assert training.kind is rules.ActivityKind.TRAINING
    assert found(kinds=[rules.ActivityKind.EXCHANGE]) == []
    assert found(kinds=[rules.ActivityKind.TRAINING]) == [training]
    held_on = training.source.day
    assert found(within=rules.Span(held_on, held_on)) == [training]
    assert found(within=rules.Span(date(2022, 1, 1), held_on - timedelta(days=1))) == []
    kinds = tuple(rules.DRAWN)
    for day in (today, today + timedelta(days=1), today):
        here = queries.drawn_in(world.programme, larache.pk, kinds, day, most=5)
        assert here == [training]
    assert queries.drawn_in(world.programme, beni_mellal.pk, kinds, today, most=5) == []
    assert queries.drawn_in(world.programme, larache.pk, kinds, held_on, most=5) == [], "not over yet"
    assert queries.drawn_in(world.programme, larache.pk, kinds, today, most=0) == []
    with stopped_at(LATER):
        for address in ("activities/?from=communes", f"communes/{ours.place.digits}/"):
            page = Client().get(f"/programme/tadafor/{address}").content.decode()
            assert training.source.address in page, address
        assert training.source.address not in Client().get("/programme/tadafor/activities/").content.decode()
    frozen = queries.frozen(world.programme, date(2026, 1, 1), date(2026, 12, 31), today)
    assert [one["address"] for one in frozen["drawn"]] == [training.source.address]
    left = {"left_on": date(2026, 1, 20), "because": "قرار", "actor": world.officer, "now": LATER}
    actions.leave(commune=ours, **left)
    assert found() == [] or held_on < date(2026, 2, 1)


@pytest.mark.parametrize(
    ("women", "men", "shown"), [(12, 8, {"woman": 12, "man": 8}), (12, 3, {"woman": None, "man": None})]
)
def test_nobody_is_given_away_by_a_small_count(women, men, shown, larache):
    """§ programme-16"""
    world = World()
    world.region(larache.place.region_id)
    commune = world.commune(LARACHE)
    kept = {"territory": larache, "measure": "meetings.attended", "month": date(2024, 1, 1)}
    for sex, value in (("woman", women), ("man", men)):
        Count.objects.create(part=f"sex:{sex}", value=value, **kept)
    assert queries.profile(commune).came("sex") == shown
