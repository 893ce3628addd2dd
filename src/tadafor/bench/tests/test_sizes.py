"""The plan of the two databases: what is asked for is there, and a territory looks the same in both."""

from datetime import UTC, datetime

import pytest

from tadafor.bench.load import Tally
from tadafor.bench.rows import Rows
from tadafor.bench.sizes import BUSY_ARTICLE, FULL, TENTH, Size, plans

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SMALL = Size("small", territories=2, contributions=1_600, people=80)


@pytest.mark.parametrize("size", [FULL, TENTH, SMALL], ids=lambda size: size.name)
def test_every_contribution_is_in_a_consultation_that_may_have_some(size):
    planned = list(plans(size, NOW.date()))
    assert len(planned) == size.consultations
    assert sum(plan.contributions for plan in planned) == size.contributions
    assert all(plan.contributions == 0 for plan in planned if plan.state == "coming")
    assert all(plan.opens_on <= plan.closes_on for plan in planned)


def test_the_full_database_is_what_was_promised():
    assert (FULL.territories, FULL.consultations, FULL.contributions, FULL.people) == (
        60,
        300,
        100_000,
        20_000,
    )
    assert (TENTH.territories, TENTH.consultations, TENTH.contributions, TENTH.people) == (
        6,
        30,
        10_000,
        2_000,
    )


def test_a_territory_has_the_same_consultations_at_every_size():
    first = [
        [plan.state for plan in plans(size, NOW.date()) if plan.territory == 1] for size in (FULL, TENTH)
    ]
    assert first[0] == first[1]


def test_the_busy_article_has_its_contributions_and_every_key_is_there_once():
    rows = Rows(SMALL, NOW)
    made = list(rows.of("consultations.Contribution"))
    assert sum(row["passage_id"] == 1 for row in made) == BUSY_ARTICLE
    assert sorted(row["id"] for row in made) == list(range(1, SMALL.contributions + 1))
    assert len({(row["consultation_id"], row["number"]) for row in made}) == SMALL.contributions
    assert all(row["grams"] and row["search_text"] for row in made)
    codes = [row["code"] for row in rows.of("traces.Trace")]
    assert len(set(codes)) == len(codes) == SMALL.contributions + SMALL.consultations
    supports = sum(row["supports_count"] for row in made)
    assert supports == len(list(rows.of("consultations.Support")))


def test_filling_twice_makes_the_same_rows():
    one, other = (list(Rows(SMALL, NOW).of("consultations.Contribution")) for _ in range(2))
    assert one == other


def test_a_percentile_is_a_wait_that_happened():
    tally = Tally(waits=[5.0, 1.0, 4.0, 2.0, 3.0], seconds=2.0)
    assert (tally.percentile(0.5), tally.percentile(0.95), tally.per_second) == (3.0, 5.0, 2.5)


def test_the_register_is_as_long_as_was_promised_and_nothing_else_changes_with_it():
    assert (FULL.associations, TENTH.associations) == (5_000, 500)
    rows = Rows(SMALL, NOW)
    made = list(rows.of("associations.Association"))
    assert len({row["code"] for row in made}) == len(made) == SMALL.associations
    assert {row["territory_id"] for row in made} == {1}
    assert {row["neighbourhood_id"] for row in made} <= {
        row["id"] for row in rows.of("territories.Neighbourhood")
    }
    assert all(row["grams"] and row["themes"] for row in made)
    spoken = [row for row in rows.of("traces.Trace") if row.get("association_id")]
    assert len(spoken) == 33
