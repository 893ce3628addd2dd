"""A draw by lot of the size that a large commune needs, as the worker prepares it."""

import random
import time

from tadafor.councils import rules
from tadafor.councils.rules import lot
from tadafor.councils.rules.lot import evidence

VOLUNTEERS, SEATS = 1_000, 60
NEIGHBOURHOODS = 17


def pool(volunteers: int = VOLUNTEERS) -> list[lot.Person]:
    """Make volunteers who are unlike the commune: men, the middle-aged and some quarters come more."""
    dice = random.Random(20261122)
    places = [f"quarter {at:02}" for at in range(NEIGHBOURHOODS)]
    crowds = [1 + at % 5 for at in range(NEIGHBOURHOODS)]
    return [
        lot.Person(
            lot.identifier("bench", str(number)),
            (
                ("age", dice.choices(rules.BANDS, [2, 5, 4, 1])[0]),
                ("neighbourhood", dice.choices(places, crowds)[0]),
                ("sex", dice.choices(list(rules.LotSex), [3, 7])[0].value),
            ),
        )
        for number in range(volunteers)
    ]


def quotas(seats: int = SEATS) -> list[lot.Quota]:
    """Propose 23 cells as a census would: even sexes, four bands, seventeen quarters of the same size."""
    places = {f"quarter {at:02}": 1.0 for at in range(NEIGHBOURHOODS)}
    ages = dict(zip(rules.BANDS, (29.0, 31.0, 23.0, 17.0), strict=True))
    sexes = {"woman": 50.4, "man": 49.6}
    return lot.proposed({"sex": sexes, "age": ages, "neighbourhood": places}, seats)


def measured(volunteers: int = VOLUNTEERS, seats: int = SEATS) -> str:
    """Prepare the thousand panels, verify the evidence, and say how long it took and what it gave."""
    from tadafor.councils.rules.lot.solving import Solving  # noqa: PLC0415 -- numpy weighs much

    persons, wanted = pool(volunteers), quotas(seats)
    begun, spent = time.perf_counter(), time.process_time()
    work = Solving(persons, wanted, seats)
    rounds = sum(1 for _ in work.rounds())
    work.even_out()
    made = evidence.made(
        persons, wanted, seats, one_per_household=False, columns=work.columns, bound=work.bound
    )
    took, processor = time.perf_counter() - begun, time.process_time() - spent
    found = lot.faults(lot.with_digits(made, "427"))
    if found:
        raise RuntimeError(f"the evidence does not hold: {found}")
    return (
        f"A draw by lot: {volunteers:,} volunteers for {seats} seats, {len(wanted)} cells: {took:.1f} s "
        f"({processor:.1f} s of processor time, {rounds} rounds); smallest chance "
        f"{made['smallest_chance']} of 1000, {1000 * work.bound:.1f} at most; the evidence holds."
    )
