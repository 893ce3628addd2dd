"""The map of opinions: agreement with real conversations, and what must hold on made ones."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from tadafor.surveys.rules.opinions import LEAST_PEOPLE, Memory, OpinionMap, Steadiness
from tadafor.surveys.rules.opinions.computing import GRID, labels_of, map_of, table_of
from tadafor.surveys.rules.opinions.grouping import WINS, chosen
from tadafor.surveys.tests.conversations import conversation

STATEMENTS = list(range(100, 112))


def made(sizes=(30, 30), statements=STATEMENTS, gaps=0.2, seed=3):
    """Groups that answer by a pattern of their own; the last two statements are agreed by all."""
    drawing = np.random.default_rng(seed)
    sides = [np.where(drawing.random(len(statements)) < 0.5, 1.0, -1.0) for _ in sizes]
    sides[1] = -sides[0]
    rows = []
    for side, size in zip(sides, sizes, strict=True):
        answers = np.tile(side, (size, 1))
        answers[:, -2:] = 1.0
        flips = drawing.random(answers.shape) < 0.05
        answers = np.where(flips, -answers, answers)
        answers[:, :-2][drawing.random(answers[:, :-2].shape) < gaps] = np.nan
        rows.append(answers)
    return np.concatenate(rows)


# The agreement that docs/rules/opinion-map.md promises.
PUBLISHED = [
    ("canadian-electoral-reform", 2, 0.96),
    ("15-per-hour-seattle", 2, 0.88),
    ("brexit-consensus", 2, 0.87),
    ("vtaiwan.uberx", 2, 0.825),
]


@pytest.mark.parametrize(("name", "many", "least"), PUBLISHED)
def test_the_groups_of_real_conversations_are_found_again(name, many, least):
    """§ opinion-map-groups"""
    one = conversation(name)
    out = np.array([key in one.withdrawn for key in one.statements])
    heavy, labels = labels_of(one.table, out, many)
    told = one.published[heavy] >= 0
    assert adjusted_rand_score(one.published[heavy][told], labels[told]) >= least


@pytest.mark.parametrize(
    ("people", "answers", "is_drawn"),
    [(LEAST_PEOPLE - 1, 12, False), (LEAST_PEOPLE, 12, True), (80, 6, False), (80, 1, False), (0, 12, False)],
)
def test_no_map_before_enough_people_said_enough(people, answers, is_drawn):
    """§ opinion-map-least: thirty people of seven votes; a single statement makes no map."""
    table = made((people // 2, people - people // 2), gaps=0)
    table[:, answers:] = np.nan
    assert (map_of(table, STATEMENTS) is not None) is is_drawn


def test_what_all_share_what_divides_and_what_speaks_for_a_group():
    """§ opinion-map-shared, § opinion-map-speaking"""
    found = map_of(made(), STATEMENTS)
    assert sorted(group.people for group in found.groups) == [30, 30]
    assert {one.statement for one in found.shared} == {110, 111}
    assert all(one.agrees for one in found.shared)
    divides = {one.statement for one in found.dividing}
    assert len(divides) == 5
    assert not divides & {110, 111}
    for group in found.groups:
        assert len(group.speaking) == 5
        assert not {one.statement for one in group.speaking} & {110, 111}
        assert [one.strength for one in group.speaking] == sorted(
            (one.strength for one in group.speaking), reverse=True
        )
    assert found.steadiness is Steadiness.FIRM


def test_fewer_than_five_answers_of_a_group_are_not_told():
    """§ opinion-map-least"""
    table = made(gaps=0)
    table[4:, 0] = np.nan
    found = map_of(table, STATEMENTS)
    told = [one for group in found.groups for one in group.votes if one.statement == STATEMENTS[0]]
    assert [(one.agreed, one.disagreed, one.seen) for one in told] == [(None, None, None)] * 2
    assert STATEMENTS[0] not in {one.statement for one in (*found.shared, *found.dividing)}


def test_the_picture_tells_nobodys_exact_place():
    """§ opinion-map-picture: people stand in squares of a grid, and outlines run along these."""
    found = map_of(made((60, 60)), STATEMENTS)
    for axis in (0, 1):
        places = sorted({dot[axis] for dot in found.dots})
        steps = {
            round((two - one) / (places[-1] - places[0]) * (GRID - 1), 1) for one, two in pairwise(places)
        }
        assert all(step == round(step) for step in steps)
        assert {corner[axis] for group in found.groups for corner in group.outline} <= set(places)
    assert sum(many for *_, many in found.dots) == found.grouped


def test_no_group_is_smaller_than_five():
    """§ opinion-map-groups"""
    found = map_of(made((40, 20, 3)), STATEMENTS)
    assert min(group.people for group in found.groups) >= 5


def test_what_was_withdrawn_moves_nobody_and_speaks_for_nobody():
    """§ opinion-map-withdrawn"""
    table = made()
    other = table.copy()
    other[:, 0] = -other[:, 0]
    gone = frozenset({STATEMENTS[0]})
    one, two = (map_of(told, STATEMENTS, withdrawn=gone) for told in (table, other))
    assert one.dots == two.dots
    named = {said.statement for group in one.groups for said in group.speaking} | {
        said.statement for said in one.dividing
    }
    assert STATEMENTS[0] not in named


@pytest.mark.parametrize("order", ["same", "people shuffled", "statements shuffled"])
def test_the_same_votes_make_the_same_map(order):
    """§ opinion-map-repeat"""
    table, keys = made(), list(STATEMENTS)
    first = map_of(table, keys)
    drawing = np.random.default_rng(9)
    if order == "people shuffled":
        table = table[drawing.permutation(len(table))]
    if order == "statements shuffled":
        way = drawing.permutation(len(keys))
        table, keys = table[:, way], [keys[at] for at in way]
    second = map_of(table, keys, memory=first.memory)
    assert [(group.colour, group.people) for group in second.groups] == [
        (group.colour, group.people) for group in first.groups
    ]
    for one, two in zip(first.groups, second.groups, strict=True):
        assert one.centre == pytest.approx(two.centre, abs=1e-3)


def test_colours_and_sides_stay_while_votes_arrive():
    """§ opinion-map-colours: of the same people, nobody changes colour because the picture was made anew."""
    table = made((60, 50), gaps=0.3)
    drawing = np.random.default_rng(5)
    order = drawing.permutation(len(table))
    maps, memory = [], Memory()
    for many in (40, 60, 80, 110):
        found = map_of(table[order[:many]], STATEMENTS, memory=memory, exact=False)
        maps.append(found)
        memory = found.memory
    for one, two in pairwise(maps):
        for group, later in zip(one.groups, two.groups, strict=True):
            assert group.colour == later.colour
            assert np.dot(group.centre, later.centre) > 0


def test_the_number_of_groups_changes_after_three_wins_only_and_at_once_at_the_close():
    """§ opinion-map-groups"""
    drawing = np.random.default_rng(1)
    middles = np.array([[0, 0], [9, 0], [0, 9]])
    points = np.concatenate([middle + drawing.normal(size=(20, 2)) for middle in middles])
    memory = Memory(centres=((0.0, 0.0), (9.0, 4.0)), colours=(0, 1))
    seen = []
    for _ in range(WINS):
        found, memory = chosen(points, memory, exact=False)
        seen.append(found.many)
    assert seen == [2, 2, 3]
    assert set(found.colours) == {0, 1, 2}
    fresh = Memory(centres=((0.0, 0.0), (9.0, 4.0)), colours=(0, 1))
    assert chosen(points, fresh, exact=True)[0].many == 3


@pytest.mark.parametrize("alike", ["all agree", "nobody answered"])
def test_people_who_cannot_be_told_apart_make_no_groups(alike):
    table = np.full((50, 12), 1.0 if alike == "all agree" else np.nan)
    assert map_of(table, STATEMENTS) is None


def test_people_who_answer_at_random_are_called_unsteady():
    """§ opinion-map-stable"""
    drawing = np.random.default_rng(4)
    found = map_of(drawing.choice([-1.0, 0.0, 1.0], size=(60, 30)), list(range(30)))
    assert found.steadiness is not Steadiness.FIRM


def test_a_map_is_kept_and_taken_up_whole():
    found = map_of(made(), STATEMENTS)
    assert OpinionMap.taken_up(json.loads(json.dumps(found.kept()))) == found
    assert replace(found, again=0.1).steadiness is Steadiness.WEAK


def test_votes_are_laid_out_with_gaps():
    table = table_of(2, [7, 9], [(0, 7, 1), (1, 9, -1), (1, 7, 0)])
    assert table[0, 0] == 1
    assert np.isnan(table[0, 1])
    assert list(table[1]) == [0, -1]
    with pytest.raises(ValueError, match="2 is not a valid Vote"):
        table_of(1, [7], [(0, 7, 2)])
