"""§ councils-17 to § councils-20: quotas, the thousand panels, the evidence."""

import copy
import csv
import random
import time
from pathlib import Path

import pytest

from tadafor.councils.rules import lot
from tadafor.councils.rules.lot import Fault, Person, PoolRefusal, Quota, evidence, solving

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "sortition"
QUOTAS = [Quota("sex", "woman", 4, 6), Quota("sex", "man", 4, 6), Quota("age", "young", 3, 5)]


def volunteers(count=60, *, seed=1, homes=0):
    draw = random.Random(seed)
    return [
        Person(
            f"p{number:04}",
            (("age", draw.choice(["young", "old", "old"])), ("sex", draw.choice(["woman", "man"]))),
            f"h{number % homes}" if homes else "",
        )
        for number in range(count)
    ]


def solved(persons, quotas, seats, *, homes=False):
    work = solving.Solving(persons, quotas, seats, homes)
    for _ in work.rounds():
        pass
    work.even_out()
    return work


def proven(persons, quotas, seats, *, homes=False):
    work = solved(persons, quotas, seats, homes=homes)
    return evidence.made(
        persons, quotas, seats, one_per_household=homes, columns=work.columns, bound=work.bound
    )


@pytest.fixture(scope="module")
def made():
    return proven(volunteers(), QUOTAS, 10)


def test_what_was_made_holds_before_and_after_the_draw(made):
    """§ councils-18, § councils-19, § councils-20"""
    assert lot.faults(made) == []
    drawn = lot.with_digits(made, "042")
    assert drawn["drawn"] == made["panels"][42]
    replaced = lot.with_replacement(drawn, drawn["drawn"][0])
    replaced = lot.with_replacement(replaced, replaced["replacements"][0]["in"])
    assert lot.faults(drawn) == lot.faults(replaced) == []
    with pytest.raises(ValueError, match="once"):
        lot.with_digits(drawn, "043")
    with pytest.raises(ValueError, match="not in the panel"):
        lot.with_replacement(drawn, "nobody")


@pytest.mark.parametrize("digits", ["", "42", "1000", "4a2", "٠٤٢", "-12"])
def test_what_is_no_three_digits_draws_nothing(digits, made):
    with pytest.raises(ValueError, match="three"):
        lot.with_digits(made, digits)


def touched(made, where, what):
    changed = copy.deepcopy(lot.with_digits(made, "042"))
    what(changed)
    assert where in lot.faults(changed)


def test_whatever_is_touched_is_named(made):
    """§ councils-20"""
    touched(made, Fault.POOL_HASH, lambda e: e["pool"][0].update(household="x"))
    touched(made, Fault.POOL_HASH, lambda e: e["quotas"][0].update(most=7))
    touched(made, Fault.PANELS_HASH, lambda e: e["panels"].reverse())
    touched(made, Fault.HOW_MANY, lambda e: e["panels"].pop())
    touched(made, Fault.SEATS, lambda e: e["panels"][0].pop())
    touched(made, Fault.TWICE, lambda e: e["panels"][0].__setitem__(0, e["panels"][0][1]))
    touched(made, Fault.STRANGER, lambda e: e["panels"][0].__setitem__(0, "stranger"))
    touched(made, Fault.CHANCES, lambda e: e["chances"].update(p0001=999))
    touched(made, Fault.DIGITS, lambda e: e.update(digits="4"))
    touched(made, Fault.DRAWN, lambda e: e.update(digits="043"))
    touched(made, Fault.QUOTA, lambda e: e["quotas"][0].update(least=9, most=9))
    touched(made, Fault.REPLACEMENT, lambda e: e.update(replacements=[_wrong(e)]))
    touched(made, Fault.FORMAT, lambda e: e.pop("pool"))
    assert lot.faults({}) == [Fault.FORMAT]


def _wrong(evidence_):
    right = lot.with_replacement(evidence_, evidence_["drawn"][0])["replacements"][0]
    absent = set(evidence_["chances"]) - set(evidence_["drawn"]) - {right["in"]}
    return right | {"in": min(absent)}


def test_chances_are_even_within_a_profile(made):
    """§ councils-19"""
    for profile in lot.profiles_of(volunteers(), one_per_household=False):
        counts = [made["chances"][code] for code in profile.codes]
        assert max(counts) - min(counts) <= 1
    assert sum(made["chances"].values()) == 1000 * 10
    assert made["smallest_chance"] >= made["best_smallest_chance"] - 10


def test_nobody_shares_a_panel_with_their_household():
    """§ councils-20"""
    told = proven(volunteers(40, homes=15), QUOTAS, 10, homes=True)
    assert lot.faults(told) == []
    shared = copy.deepcopy(told) | {"one_per_household": True}
    for row in shared["pool"]:
        row["household"] = "one"
    assert Fault.HOUSEHOLD in lot.faults(shared)


@pytest.mark.parametrize(
    ("count", "quotas", "seats", "refusal"),
    [
        (60, QUOTAS, 10, None),
        (9, QUOTAS, 10, PoolRefusal.TOO_FEW),
        (60, [Quota("sex", "woman", 50, 60)], 60, PoolRefusal.CELL_SHORT),
        (60, [Quota("sex", "woman", 6, 5)], 10, PoolRefusal.CELL_ORDER),
        (60, [Quota("sex", "woman", 0, 4), Quota("sex", "man", 0, 4)], 10, PoolRefusal.SUM_LOW),
        (60, [Quota("sex", "woman", 6, 9), Quota("sex", "man", 6, 9)], 10, PoolRefusal.SUM_HIGH),
    ],
)
def test_quotas_that_cannot_be_met_name_their_cell(count, quotas, seats, refusal):
    """§ councils-17"""
    found = lot.refuse_pool(volunteers(count), quotas, seats)
    assert (found.refusal if found else None) is refusal


def test_quotas_that_cannot_be_met_together_are_relaxed_as_little_as_can_be():
    """§ councils-17"""
    people = [Person(f"a{n}", (("age", "young"), ("sex", "woman"))) for n in range(10)]
    people += [Person(f"b{n}", (("age", "old"), ("sex", "man"))) for n in range(10)]
    quotas = [Quota("sex", "woman", 2, 3), Quota("age", "young", 5, 6)]
    assert lot.refuse_pool(people, quotas, 8) is None
    with pytest.raises(solving.Infeasible) as problem:
        solved(people, quotas, 8)
    relaxed = problem.value.relaxed
    assert (
        sum(
            (old.least - new.least) + (new.most - old.most)
            for new in relaxed
            for old in quotas
            if new.cell == old.cell
        )
        == 2
    )
    kept = [next((new for new in relaxed if new.cell == old.cell), old) for old in quotas]
    assert proven(people, kept, 8)["smallest_chance"] > 0


def test_quotas_are_proposed_from_shares_of_the_population():
    """§ councils-17"""
    shares = {"sex": {"woman": 50.1, "man": 49.9}, "age": {"young": 25.0, "old": 75.0}}
    assert lot.proposed(shares, 40) == [
        Quota("sex", "woman", 20, 21),
        Quota("sex", "man", 19, 20),
        Quota("age", "young", 10, 10),
        Quota("age", "old", 30, 30),
    ]


def test_a_preparation_that_was_stopped_is_taken_up():
    people = volunteers()
    first = solving.Solving(people, QUOTAS, 10)
    next(first.rounds())
    again = solving.Solving(people, QUOTAS, 10, found=list(first.found))
    for _ in again.rounds():
        pass
    assert again.found[: len(first.found)] == first.found
    assert again.smallest == pytest.approx(solved(people, QUOTAS, 10).smallest, abs=1e-4)


def _csv(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_smallest_chance_is_that_of_the_reference_statistics():
    """§ councils-19: one in ten, where the greedy method gives one in a hundred."""
    rows = _csv("example_small_20/respondents.csv")
    cells = _csv("example_small_20/categories.csv")
    people = [Person(f"p{at:03}", tuple(sorted(row.items()))) for at, row in enumerate(rows)]
    quotas = [Quota(r["category"], r["feature"], int(r["min"]), int(r["max"])) for r in cells]
    assert solved(people, quotas, 20).smallest == pytest.approx(0.1, abs=1e-4)


def test_the_smallest_chance_of_a_pool_of_150():
    """§ councils-19"""
    rows = _csv("pool_150/candidates.csv")
    cells = _csv("pool_150/features.csv")
    facts = {row["feature"] for row in cells}
    people = [
        Person(row["nationbuilder_id"], tuple(sorted((name, row[name]) for name in facts))) for row in rows
    ]
    quotas = [Quota(r["feature"], r["value"], int(r["min"]), int(r["max"])) for r in cells]
    assert solved(people, quotas, 22).smallest == pytest.approx(0.0909, abs=2e-4)


@pytest.mark.slow
def test_a_pool_of_a_thousand_for_sixty_seats_is_ready_within_minutes():
    """The bench measures it on an idle machine; here a busy one is allowed more."""
    draw = random.Random(7)
    weights = {"sex": (("woman", 4), ("man", 6)), "age": (("a", 5), ("b", 3), ("c", 2))}
    areas = [(f"n{number}", 1 + number % 4) for number in range(8)]
    people = [
        Person(
            f"p{number:04}",
            tuple(
                (fact, draw.choices([v for v, _ in values], [w for _, w in values])[0])
                for fact, values in sorted((weights | {"area": tuple(areas)}).items())
            ),
        )
        for number in range(1000)
    ]
    even = {"sex": {"woman": 1, "man": 1}, "age": {"a": 1, "b": 1, "c": 1}, "area": {n: 1 for n, _ in areas}}
    quotas = [Quota(q.fact, q.value, q.least - 1, q.most + 1) for q in lot.proposed(even, 60)]
    started = time.monotonic()
    told = proven(people, quotas, 60)
    assert time.monotonic() - started < 180
    assert lot.faults(told) == []
    assert told["smallest_chance"] > 0
