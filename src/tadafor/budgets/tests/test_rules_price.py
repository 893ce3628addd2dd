"""The price of one project, where decimals leave hardly any room (§ count-equal-shares)."""

from fractions import Fraction

import numpy as np
import pytest

from tadafor.budgets.rules import equal_shares


@pytest.mark.parametrize(
    ("voters", "worth", "cost", "held", "price"),
    [
        ([2, 1, 1], [4, 5, 3], 5, [4 / 3, 4 / 3, 4 / 3], Fraction(1, 3)),
        ([1, 1, 2, 2, 2], [4, 1, 2, 5, 2], 4, [14 / 39, 23 / 39, 20 / 39, 2 / 3, 20 / 39], Fraction(10, 39)),
        ([2, 2, 2, 2, 1], [1, 5, 3, 5, 4], 10, [2, 27 / 26, 37 / 26, 27 / 26, 2], Fraction(1, 2)),
    ],
)
def test_a_price_at_which_somebody_holds_just_enough_is_found(voters, worth, cost, held, price):
    """In decimals they hold a little less at one price and enough at the next: the search ends."""
    weights = [many * unit for many, unit in zip(voters, worth, strict=True)]
    side = equal_shares.Side(
        groups=np.arange(len(voters)),
        voters=np.array(voters, float),
        worth=np.array(worth, float),
        weights=np.array(weights, float),
        units=float(sum(weights)),
        cost=float(cost),
        factor=1.0,
    )
    assert side.price(np.array(held, float)) == pytest.approx(float(price), rel=1e-12)
