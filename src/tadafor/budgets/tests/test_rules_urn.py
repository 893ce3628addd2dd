"""The urn: nothing can be read before the opening, everything after it, and what was touched is told."""

import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.budgets.rules import urn as rules
from tadafor.budgets.rules.urn import BadUrn, UrnRefusal

SECRET = bytes(range(32))
KEY = rules.public_key(SECRET)
KEYS = [f"p{number}" for number in range(1, 9)]
SIZE = rules.size_for(KEYS, 9)
VOTES = [(("p1", 1), ("p3", 1)), (("p2", 1),), (), (("p1", 1), ("p3", 1))]


def urn_of(votes, **kept):
    return rules.filled(
        "larache-2026", KEY, SIZE, [rules.seal(rules.padded(one, SIZE), KEY) for one in votes], **kept
    )


def refusal(call, *words, **facts):
    with pytest.raises(BadUrn) as caught:
        call(*words, **facts)
    return caught.value.refusal


# ---- shares


@pytest.mark.parametrize("chosen", [(0, 1, 2), (4, 2, 0), (1, 3, 4)])
def test_any_three_of_five_shares_give_the_key_back(chosen):
    """§ secrecy-shares"""
    shares = rules.split(SECRET, shares=5, threshold=3)
    assert {len(share.split()) for share in shares} == {33}
    assert rules.joined([shares[at] for at in chosen]) == SECRET
    assert rules.joined([f"  {shares[at].upper()} \n" for at in chosen]) == SECRET


def test_fewer_shares_than_the_threshold_give_nothing():
    """§ secrecy-shares"""
    shares = rules.split(SECRET, shares=5, threshold=3)
    assert refusal(rules.joined, shares[:2]) is UrnRefusal.SHARES_MISSING
    assert refusal(rules.joined, [shares[0], shares[0], shares[1]]) is UrnRefusal.SHARES_MISSING
    assert refusal(rules.joined, []) is UrnRefusal.SHARES_MISSING


def test_a_word_that_is_wrong_is_told():
    shares = rules.split(SECRET, shares=3, threshold=2)
    words = shares[0].split()
    words[5] = "tadafor"
    assert refusal(rules.joined, [" ".join(words), shares[1]]) is UrnRefusal.SHARE_WORDS
    words[5] = "academic" if shares[0].split()[5] != "academic" else "acid"
    assert refusal(rules.joined, [" ".join(words), shares[1]]) is UrnRefusal.SHARE_WORDS


def test_shares_of_two_keys_do_not_mix():
    one, other = (rules.split(secret, shares=3, threshold=2) for secret in (SECRET, bytes(32)))
    assert refusal(rules.joined, [one[0], other[1]]) is UrnRefusal.SHARE_WORDS


@pytest.mark.parametrize(("shares", "threshold"), [(5, 1), (2, 3), (17, 3), (1, 1)])
def test_a_threshold_of_one_or_beyond_the_shares_is_refused(shares, threshold):
    assert refusal(rules.split, SECRET, shares=shares, threshold=threshold) is UrnRefusal.SHARES


# ---- ballots


@given(st.lists(st.sampled_from(KEYS), unique=True), st.data())
def test_every_ballot_has_one_length_and_comes_back(keys, data):
    """§ secrecy-seal"""
    said = tuple(sorted((key, data.draw(st.integers(1, 9))) for key in keys))
    clear = rules.padded(said, SIZE)
    assert len(clear) == SIZE
    assert rules.opened(urn_of([said]), SECRET).ballots == (said,)


def test_two_ballots_that_say_the_same_look_nothing_alike():
    """§ secrecy-seal"""
    one, other = urn_of([VOTES[0]] * 2).seals
    assert len(one) == len(other)
    assert one != other
    assert rules.receipt(one) != rules.receipt(other)


def test_a_ballot_that_does_not_fit_is_refused():
    assert refusal(rules.padded, (("p" * SIZE, 1),), SIZE) is UrnRefusal.TOO_LONG


def test_the_second_wrapping_holds_until_its_key_is_known():
    key = secrets.token_bytes(32)
    sealed = urn_of(VOTES).seals[0]
    twice = rules.wrapped(sealed, key)
    assert rules.unwrapped(twice, key) == sealed
    assert refusal(rules.unwrapped, twice, bytes(32)) is UrnRefusal.TOUCHED
    assert refusal(rules.unwrapped, twice[:-1] + b"\x00", key) is UrnRefusal.TOUCHED


# ---- the urn and its opening


def test_an_urn_is_written_and_read_back():
    urn = urn_of(VOTES)
    assert rules.read_urn("".join(rules.urn_text(urn))) == urn
    assert rules.read_urn("".join(rules.urn_text(urn)).replace("\n", "\r\n")) == urn


def test_the_order_in_which_ballots_came_leaves_no_mark():
    seals = list(urn_of(VOTES).seals)
    other = rules.filled("larache-2026", KEY, SIZE, reversed(seals))
    assert "".join(rules.urn_text(other)) == "".join(
        rules.urn_text(rules.filled("larache-2026", KEY, SIZE, seals))
    )


def test_the_opening_says_the_same_on_every_machine():
    """§ secrecy-opening"""
    urn = urn_of(VOTES)
    first, again = (rules.opened_text(rules.opened(urn, SECRET)) for _ in range(2))
    assert rules.print_of(first) == rules.print_of(again)
    assert first.endswith('[]\n[["p1",1],["p3",1]]\n[["p1",1],["p3",1]]\n[["p2",1]]\n')
    result = rules.read_opened(first)
    assert rules.same(result.ballots, VOTES)
    assert rules.matches(result, root=urn.root, ballots=4)
    assert not rules.matches(result, root=urn.root, ballots=5)
    assert not rules.matches(result, root="0" * 64, ballots=4)


def test_another_key_opens_nothing():
    """§ secrecy-opening"""
    assert refusal(rules.opened, urn_of(VOTES), bytes(32)) is UrnRefusal.WRONG_KEY


def test_what_is_no_ballot_is_counted_and_stops_nothing():
    junk = [
        b"not sealed at all",
        rules.seal(b"\x00\x02[]", KEY),  # another length
        rules.seal((5).to_bytes(2, "big") + b"hello".ljust(SIZE - 2, b"\x00"), KEY),
        rules.seal((10).to_bytes(2, "big") + b'[["p1","x"]]'.ljust(SIZE - 2, b"\x00"), KEY),
        rules.seal((2).to_bytes(2, "big") + b"[]".ljust(SIZE - 2, b"!"), KEY),  # a mark in the padding
        rules.seal((3).to_bytes(2, "big") + b"[] ".ljust(SIZE - 2, b"\x00"), KEY),  # another spelling
    ]
    urn = rules.filled("larache-2026", KEY, SIZE, [*urn_of(VOTES).seals, *junk])
    result = rules.opened(urn, SECRET)
    assert (len(result.ballots), result.unreadable) == (4, 6)
    assert rules.matches(rules.read_opened(rules.opened_text(result)), root=urn.root, ballots=10)


@pytest.mark.parametrize(
    ("touch", "reason"),
    [
        (lambda _text: "", UrnRefusal.NOT_AN_URN),
        (lambda _text: "hello\n\nworld", UrnRefusal.NOT_AN_URN),
        (lambda text: text.replace("size: ", "size: x"), UrnRefusal.NOT_AN_URN),
        (lambda text: text.replace("key: ", "key: AAAA"), UrnRefusal.NOT_AN_URN),
        (lambda text: text.rstrip("\n").rpartition("\n")[0] + "\n", UrnRefusal.TOUCHED),
        (lambda text: text + text.rstrip("\n").rpartition("\n")[2] + "\n", UrnRefusal.TOUCHED),
        (lambda text: text.replace("ballots: 4", "ballots: 5"), UrnRefusal.TOUCHED),
        (lambda text: text + "?\n", UrnRefusal.NOT_AN_URN),
    ],
)
def test_an_urn_that_was_touched_is_refused(touch, reason):
    text = "".join(rules.urn_text(urn_of(VOTES)))
    assert refusal(rules.read_urn, touch(text)) is reason


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("ballots: 4", "ballots: 3", UrnRefusal.TOUCHED),
        ('[["p2",1]]\n', "", UrnRefusal.TOUCHED),
        ('[]\n[["p1",1],["p3",1]]\n', '[["p1",1],["p3",1]]\n[]\n', UrnRefusal.TOUCHED),
        ('[["p2",1]]', '[["p2",1.5]]', UrnRefusal.NOT_AN_URN),
        ('[["p2",1]]', '{"p2":1}', UrnRefusal.NOT_AN_URN),
        ("TADAFOR OPENED URN 1", "TADAFOR URN 1", UrnRefusal.NOT_AN_URN),
    ],
)
def test_an_opened_urn_that_was_touched_is_refused(before, after, reason):
    text = rules.opened_text(rules.opened(urn_of(VOTES), SECRET))
    assert before in text
    assert refusal(rules.read_opened, text.replace(before, after)) is reason


def test_a_rehearsal_is_marked_all_the_way():
    urn = urn_of(VOTES, rehearsal=True)
    result = rules.opened(rules.read_urn("".join(rules.urn_text(urn))), SECRET)
    assert result.rehearsal
    assert rules.read_opened(rules.opened_text(result)) == result
    assert rules.opened_text(replace(result, rehearsal=False)) != rules.opened_text(result)


def test_fingerprints_are_read_aloud_in_groups():
    print_ = rules.fingerprint(KEY)
    assert [len(group) for group in print_.split()] == [4] * 8
    assert print_ != rules.fingerprint(rules.public_key(bytes(32)))
