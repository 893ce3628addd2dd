"""The one thing an agent does next."""

from dataclasses import replace

import pytest

from tadafor.petitions import rules
from tadafor.petitions.rules import Errand, Kind, PathRefusal, Standing, State
from tadafor.petitions.tests.test_rules_path import COMMUNE, JOINED, TICKED
from tadafor.petitions.words import WHY, WORDS

READY = Standing(counted=200, ticked=TICKED, annexes=JOINED)
NOTHING = Standing(counted=0, unfinished=("object",))


@pytest.mark.parametrize(
    ("state", "kind", "kept", "errand"),
    [
        (State.DRAFT, Kind.CITIZENS, NOTHING, Errand.WRITE),
        (State.DRAFT, Kind.CITIZENS, Standing(counted=0), Errand.TICK),
        (State.DRAFT, Kind.CITIZENS, Standing(counted=0, ticked=TICKED), Errand.OPEN),
        (State.COLLECTING, Kind.CITIZENS, Standing(counted=0, ticked=TICKED), Errand.COLLECT),
        (State.COLLECTING, Kind.CITIZENS, replace(READY, open_sheets=2), Errand.CLOSE_SHEETS),
        (State.COLLECTING, Kind.CITIZENS, replace(READY, annexes=frozenset()), Errand.JOIN),
        (State.COLLECTING, Kind.CITIZENS, READY, Errand.DEPOSIT),
        (State.DRAFT, Kind.ASSOCIATION, NOTHING, Errand.WRITE),
        (State.DRAFT, Kind.ASSOCIATION, READY, Errand.DEPOSIT),
        (State.DEPOSITED, Kind.CITIZENS, READY, None),
        (State.WITHDRAWN, Kind.CITIZENS, READY, None),
        (State.REFUSED, Kind.ASSOCIATION, READY, None),
    ],
)
def test_what_is_next(state, kind, kept, errand):
    """§ petitions-7, § petitions-8"""
    assert rules.errand(state, kind, COMMUNE, kept) is errand


def test_opening_wants_a_whole_form_and_every_condition():
    """§ petitions-7"""
    facts = {"asked": COMMUNE, "ticked": TICKED, "unfinished": ()}
    assert rules.refuse_opening(State.DRAFT, **facts) is None
    assert rules.refuse_opening(State.COLLECTING, **facts) is PathRefusal.NOT_NOW
    assert rules.refuse_opening(State.DRAFT, **facts | {"unfinished": ["aims"]}) is PathRefusal.UNFINISHED
    assert rules.refuse_opening(State.DRAFT, **facts | {"ticked": []}) is PathRefusal.TICKS_MISSING


def test_each_errand_is_said_with_its_reason():
    assert set(WHY) == set(WORDS[Errand]) == set(Errand)
