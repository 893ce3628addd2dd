"""§ translations: which words a reader gets, and who answers for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.translations import rules
from tadafor.translations.rules import Progress, Refusal, Standing

A, B, C = (rules.mark(text) for text in ("نص", "نص آخر", "نص ثالث"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], (Standing.MISSING, None)),  # § translations-fallback
        ([A], (Standing.VERSION, A)),  # § translations-which
        ([B], (Standing.EARLIER, B)),  # § translations-earlier
        ([B, C], (Standing.EARLIER, C)),
        ([A, C], (Standing.VERSION, A)),  # the very words win over what was written later
    ],
)
def test_which_words(found, expected):
    assert rules.standing(source=A, found=found) == expected


@pytest.mark.parametrize(
    ("published", "drafts", "expected"),
    [
        ([], [], Progress.NOTHING),
        ([], [A], Progress.WAITING),
        ([A], [], Progress.DONE),
        ([A], [A], Progress.WAITING),
        ([B], [], Progress.OUTDATED),
        ([B], [A], Progress.WAITING),
        ([], [B], Progress.NOTHING),
        ([B], [B], Progress.OUTDATED),
    ],
)
def test_how_far_a_piece_is(published, drafts, expected):
    assert rules.progress(source=A, published=published, drafts=drafts) is expected


@pytest.mark.parametrize(
    ("source", "asked", "expected"),
    [
        ("ar", "fr", None),
        ("fr", "ar", None),
        ("ar", "zgh", None),
        ("ar", "ar", Refusal.SAME_LANGUAGE),
        ("ar", "en", Refusal.UNKNOWN_LANGUAGE),
    ],
)
def test_in_which_languages(source, asked, expected):
    """§ translations-languages."""
    assert rules.refuse_language(source=source, asked=asked) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", Refusal.EMPTY), ("x" * 200, None), ("x" * 201, Refusal.TOO_LONG)],
)
def test_how_long(text, expected):
    """§ translations-words."""
    assert rules.refuse_words(text=text, longest=200) is expected


WRITING = {
    "is_writer": True,
    "same_territory": True,
    "source": A,
    "seen_source": A,
    "standing": "1.1",
    "seen": "1.1",
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"is_writer": False}, Refusal.NOT_STAFF),
        ({"same_territory": False}, Refusal.ELSEWHERE),
        ({"seen_source": B}, Refusal.SOURCE_CHANGED),
        ({"seen": ""}, Refusal.WRITTEN_SINCE),
        ({"standing": "1.2"}, Refusal.WRITTEN_SINCE),
    ],
)
def test_who_writes_over_what(facts, expected):
    """§ translations-writing."""
    assert rules.refuse_writing(**WRITING | facts) is expected


APPROVAL = {
    "is_approver": True,
    "waits": True,
    "wrote_it": False,
    "source": A,
    "rendered": A,
    "standing": "1.1",
    "seen": "1.1",
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"is_approver": False}, Refusal.NOT_APPROVER),
        ({"waits": False}, Refusal.NOTHING_WAITS),
        ({"wrote_it": True}, Refusal.OWN_WORDS),
        ({"rendered": B}, Refusal.SOURCE_CHANGED),
        ({"seen": "1.0"}, Refusal.WRITTEN_SINCE),
    ],
)
def test_who_publishes_an_official_version(facts, expected):
    """§ translations-official."""
    assert rules.refuse_approval(**APPROVAL | facts) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"is_writer": False}, Refusal.NOT_STAFF),
        ({"exists": False}, Refusal.NOTHING_WAITS),
        ({"reason": ""}, Refusal.REASON_NEEDED),
    ],
)
def test_what_is_taken_away(facts, expected):
    """§ translations-withdrawn."""
    told = {"is_writer": True, "exists": True, "reason": "ترجمة خاطئة"} | facts
    assert rules.refuse_withdrawal(**told) is expected


@given(st.text(), st.text())
def test_a_mark_tells_words_apart_and_fits_its_column(one, other):
    """§ translations-which."""
    assert (rules.mark(one) == rules.mark(other)) == (one == other)
    assert len(rules.mark(one)) == 32
