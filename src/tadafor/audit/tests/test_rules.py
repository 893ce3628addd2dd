"""The log in numbers: against the vectors of others, and against the definition itself."""

import base64
import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.audit import rules
from tadafor.audit.rules import Frontier

FOLDER = next(
    (found for up in Path(__file__).parents if (found := up / "shared" / "data" / "rfc6962").exists()), None
)
WITHOUT_VECTORS = pytest.mark.skipif(
    FOLDER is None, reason="the vectors of transparency-dev/merkle are not here"
)

LEAVES = [rules.leaf_hash(bytes([n])) for n in range(64)]
SIZES = st.integers(min_value=1, max_value=64)


def vectors(kind):
    return sorted((FOLDER / kind).rglob("*.json")) if FOLDER else []


def named(path):
    return f"{path.parent.name}-{path.stem}"


def decoded(text):
    return base64.b64decode(text)


@WITHOUT_VECTORS
@pytest.mark.parametrize("path", vectors("inclusion"), ids=named)
def test_inclusion_vectors_of_others(path):
    case = json.loads(path.read_text())
    good = rules.includes(
        index=case["leafIdx"],
        size=case["treeSize"],
        leaf=decoded(case["leafHash"]),
        proof=[decoded(step) for step in case["proof"] or []],
        root=decoded(case["root"]),
    )
    assert good is not case["wantErr"]


@WITHOUT_VECTORS
@pytest.mark.parametrize("path", vectors("consistency"), ids=named)
def test_consistency_vectors_of_others(path):
    case = json.loads(path.read_text())
    good = rules.extends(
        first=case["size1"],
        second=case["size2"],
        first_root=decoded(case["root1"]),
        second_root=decoded(case["root2"]),
        proof=[decoded(step) for step in case["proof"] or []],
    )
    assert good is not case["wantErr"]


def test_the_root_of_the_eight_leaves_of_rfc_6962():
    """The eight leaves and the root that implementations of Certificate Transparency share (§ audit-5)."""
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [rules.leaf_hash(bytes.fromhex(text)) for text in data]
    assert rules.root_of([]).hex() == hashlib.sha256(b"").hexdigest()
    assert rules.root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def subtree(place):
    level, position = place
    return rules.root_of(LEAVES[position << level : (position + 1) << level])


@given(SIZES)
def test_growing_leaf_by_leaf_is_the_definition(size):
    frontier, kept = Frontier(), {}
    for leaf in LEAVES[:size]:
        kept |= {(level, position): found for level, position, found in frontier.add(leaf)}
    assert (frontier.size, frontier.root) == (size, rules.root_of(LEAVES[:size]))
    assert all(found == subtree(place) for place, found in kept.items())
    again = Frontier(size, [subtree(place) for place in rules.cover(0, size)])
    assert again == frontier


@given(SIZES, st.data())
def test_every_leaf_is_proven_and_no_other(size, data):
    """§ audit-8"""
    index = data.draw(st.integers(0, size - 1))
    proof = rules.prove(rules.inclusion_ranges(index, size), subtree)
    facts = {"size": size, "proof": proof, "root": rules.root_of(LEAVES[:size])}
    assert rules.includes(index=index, leaf=LEAVES[index], **facts)
    assert not rules.includes(index=index, leaf=rules.leaf_hash(b"another"), **facts)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index)) if size > 1 else size
    assert not rules.includes(index=other, leaf=LEAVES[index], **facts)


@given(SIZES, SIZES, st.data())
def test_a_later_head_only_added(one, other, data):
    """§ audit-8"""
    first, second = sorted((one, other))
    proof = rules.prove(rules.consistency_ranges(first, second), subtree)
    roots = {"first_root": rules.root_of(LEAVES[:first]), "second_root": rules.root_of(LEAVES[:second])}
    assert rules.extends(first=first, second=second, proof=proof, **roots)
    changed = data.draw(st.integers(0, first - 1))
    rewritten = rules.root_of(
        [*LEAVES[:changed], rules.leaf_hash(b"rewritten"), *LEAVES[changed + 1 : second]]
    )
    assert not rules.extends(first=first, second=second, proof=proof, **(roots | {"second_root": rewritten}))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        rules.inclusion_ranges(index, size)
    assert rules.root_from_inclusion(index, size, LEAVES[0], []) is None


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 1)])
def test_nothing_extends_an_empty_or_a_longer_log(first, second):
    with pytest.raises(ValueError, match="at least one leaf"):
        rules.consistency_ranges(first, second)
    assert not rules.extends(first=first, second=second, first_root=b"", second_root=b"", proof=[])


def test_the_commitment_says_nothing_without_its_salt():
    """§ audit-2"""
    facts = {"person_id": 5, "reason": "", "content": {"title": "الميثاق"}}
    assert rules.commitment(b"a" * 32, **facts) == rules.commitment(b"a" * 32, **facts)
    assert rules.commitment(b"a" * 32, **facts) != rules.commitment(b"b" * 32, **facts)
    assert rules.commitment(b"a" * 32, **facts) != rules.commitment(b"a" * 32, **(facts | {"person_id": 6}))


def test_one_spelling_whatever_the_order():
    assert rules.canonical({"b": 1, "a": "é ـ"}) == rules.canonical({"a": "é ـ", "b": 1})
    assert rules.canonical({"b": [True, None], "a": "ع"}).decode() == '{"a":"ع","b":[true,null]}'


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("1500.50"), "1500.50"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), "2026-11-22T09:00:00+00:00"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (rules.FaultKind.LEAF_ALTERED, "leaf_altered"),
        ({1: (2, 3)}, {"1": [2, 3]}),
        ({3, 1}, [1, 3]),
        ("", ""),
    ],
)
def test_what_is_kept_comes_back_the_same(value, kept):
    assert rules.plain(value) == kept
    assert json.loads(rules.canonical(rules.plain(value))) == kept
    assert type(rules.plain(value)) is type(kept)


@pytest.mark.parametrize("value", [0.5, object(), {"a": 0.1}])
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises(TypeError, match="no exact form"):
        rules.plain(value)
