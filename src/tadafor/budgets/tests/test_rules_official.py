"""What officials found in published elections comes out here."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tadafor.budgets.rules import meta, pabulib
from tadafor.budgets.rules.count import count
from tadafor.budgets.tests.elections import PUBLISHED, published

NAMES = sorted(path.stem for path in PUBLISHED.glob("*.pb")) or ["Netherlands_Assen_2024"]
STATED = {"Poland_Swiecie_2023": {"least_support": Fraction(3)}}


@pytest.mark.parametrize("name", NAMES)
def test_the_official_result_comes_out(name):
    file = pabulib.read(published(name).read_text(encoding="utf-8"))
    chosen = replace(meta.understood(file.meta).settings, **STATED.get(name, {}))
    result = count(file.election, chosen)
    assert file.notices == ()
    if file.selected is not None:
        assert set(result.keys) == file.selected


def test_the_three_official_equal_shares_are_reproduced_to_the_last_unit():
    found = {}
    for name in ("Netherlands_Assen_2024", "Poland_Swiecie_2023", "Poland_Wieliczka_2023_Green_Budget"):
        file = pabulib.read(published(name).read_text(encoding="utf-8"))
        chosen = replace(meta.understood(file.meta).settings, **STATED.get(name, {}))
        result = count(file.election, chosen)
        assert result.stages[-1].certificate.agreed
        found[name] = (len(result.winners), len(file.election.projects), result.cost)
    assert list(found.values()) == [(9, 14, 76_700), (17, 22, 1_040_337), (30, 64, 995_079)]
