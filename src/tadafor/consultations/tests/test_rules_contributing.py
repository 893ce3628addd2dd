"""§ consultations-6 to § consultations-11 and § consultations-22: who, what, names, discussion."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations import rules
from tadafor.consultations.rules import (
    Audience,
    ContributionRefusal,
    Contributor,
    Kind,
    NamesShown,
    Phase,
    Proposal,
    SupportRefusal,
)

VISITOR = Contributor(signed_in=False)
CITIZEN = Contributor(signed_in=True)
RESIDENT = Contributor(signed_in=True, linked=True)
IDRIS = Contributor(signed_in=True, associations=frozenset({7}), speaks_for=7)
IMPOSTOR = Contributor(signed_in=True, associations=frozenset({7}), speaks_for=8)
R = ContributionRefusal


@pytest.mark.parametrize(
    ("who", "audience", "refusal"),
    [
        (VISITOR, Audience.CONTACT, R.SIGN_IN_FIRST),
        (CITIZEN, Audience.CONTACT, None),
        (RESIDENT, Audience.CONTACT, None),
        (IDRIS, Audience.CONTACT, None),
        (IMPOSTOR, Audience.CONTACT, R.NOT_YOUR_ASSOCIATION),
        (VISITOR, Audience.LINK, R.SIGN_IN_FIRST),
        (CITIZEN, Audience.LINK, R.LINK_NEEDED),
        (RESIDENT, Audience.LINK, None),
        (IDRIS, Audience.LINK, None),
        (VISITOR, Audience.ASSOCIATIONS, R.SIGN_IN_FIRST),
        (RESIDENT, Audience.ASSOCIATIONS, R.ASSOCIATION_NEEDED),
        (IDRIS, Audience.ASSOCIATIONS, None),
        (IMPOSTOR, Audience.ASSOCIATIONS, R.NOT_YOUR_ASSOCIATION),
    ],
)
def test_who_may_contribute_while_it_is_open(who, audience, refusal):
    """§ consultations-6."""
    assert rules.refuse_contributor(phase=Phase.OPEN, audience=audience, who=who) == refusal


@pytest.mark.parametrize("who", [VISITOR, CITIZEN, RESIDENT, IDRIS, IMPOSTOR])
@pytest.mark.parametrize(
    ("phase", "refusal"),
    [
        (Phase.DRAFT, R.NOT_OPEN_YET),
        (Phase.ANNOUNCED, R.NOT_OPEN_YET),
        (Phase.EXAMINATION, R.CLOSED),
        (Phase.NEW_VERSION, R.CLOSED),
        (Phase.CONCLUDED, R.CLOSED),
        (Phase.ADOPTED, R.CLOSED),
    ],
)
def test_nobody_contributes_outside_the_window(who, phase, refusal):
    """§ consultations-6."""
    assert rules.refuse_contributor(phase=phase, audience=Audience.CONTACT, who=who) == refusal


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (Proposal(Kind.COMMENT, "قصير"), R.TOO_SHORT),
        (Proposal(Kind.COMMENT, "أقترح تقليص الأجل إلى أسبوعين"), None),
        (Proposal(Kind.COMMENT, "ك" * 5001), R.TOO_LONG),
        (Proposal(Kind.COMMENT, "ك" * 5000), None),
        (Proposal(Kind.AMENDMENT, "", proposed="نص"), R.ARTICLE_NEEDED),
        (Proposal(Kind.AMENDMENT, "", proposed=" نص  المادة", current="نص المادة"), R.NOTHING_CHANGED),
        (Proposal(Kind.AMENDMENT, "", proposed="نص جديد", current="نص المادة"), None),
        (Proposal(Kind.AMENDMENT, "", proposed="ك" * 10001, current="نص"), R.TOO_LONG),
        (Proposal(Kind.NEW_ARTICLE, "", proposed="تُحدث لجنة للتتبع"), R.TITLE_MISSING),
        (Proposal(Kind.NEW_ARTICLE, "", title="التتبع", proposed="قصير"), R.TOO_SHORT),
        (Proposal(Kind.NEW_ARTICLE, "", title="ك" * 151, proposed="تُحدث لجنة للتتبع"), R.TOO_LONG),
        (Proposal(Kind.NEW_ARTICLE, "", title="التتبع", proposed="تُحدث لجنة للتتبع"), None),
    ],
)
def test_what_makes_a_contribution(proposal, refusal):
    """§ consultations-7."""
    assert rules.refuse_proposal(proposal, made_today=0) == refusal


def test_forty_a_day_is_the_most():
    """§ consultations-7."""
    comment = Proposal(Kind.COMMENT, "أقترح تقليص الأجل")
    assert rules.refuse_proposal(comment, made_today=39) is None
    assert rules.refuse_proposal(comment, made_today=40) is R.TOO_MANY_TODAY


@pytest.mark.parametrize(
    ("phase", "received", "refusal"),
    [
        (Phase.DRAFT, date(2024, 1, 25), R.NOT_OPEN_YET),
        (Phase.ANNOUNCED, date(2024, 1, 25), R.NOT_OPEN_YET),
        (Phase.OPEN, date(2024, 1, 21), R.RECEIVED_OUTSIDE_THE_WINDOW),
        (Phase.OPEN, date(2024, 1, 22), None),
        (Phase.EXAMINATION, date(2024, 2, 12), None),
        (Phase.EXAMINATION, date(2024, 2, 13), R.RECEIVED_OUTSIDE_THE_WINDOW),
        (Phase.NEW_VERSION, date(2024, 2, 12), None),
        (Phase.CONCLUDED, date(2024, 2, 12), R.ALREADY_CONCLUDED),
        (Phase.ADOPTED, date(2024, 2, 12), R.ALREADY_CONCLUDED),
    ],
)
def test_paper_counts_by_the_day_it_was_received(phase, received, refusal):
    """§ consultations-8."""
    assert (
        rules.refuse_entry(
            phase=phase, received_on=received, opens_on=date(2024, 1, 22), closes_on=date(2024, 2, 12)
        )
        == refusal
    )


@pytest.mark.parametrize(
    ("phase", "is_author", "withdrawn", "refusal"),
    [
        (Phase.OPEN, True, False, None),
        (Phase.OPEN, False, False, R.NOT_YOURS),
        (Phase.OPEN, True, True, R.ALREADY_WITHDRAWN),
        (Phase.EXAMINATION, True, False, R.CLOSED),
    ],
)
def test_only_the_author_takes_it_back_in_time(phase, is_author, withdrawn, refusal):
    """§ consultations-9."""
    assert rules.refuse_withdrawal(phase=phase, is_author=is_author, withdrawn=withdrawn) == refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"phase": Phase.EXAMINATION}, SupportRefusal.NOT_OPEN),
        ({"phase": Phase.ANNOUNCED}, SupportRefusal.NOT_OPEN),
        ({"shown": False}, SupportRefusal.NOT_SHOWN),
        ({"who": VISITOR}, SupportRefusal.SIGN_IN_FIRST),
        ({"is_author": True}, SupportRefusal.YOUR_OWN),
        ({"audience": Audience.LINK}, SupportRefusal.LINK_NEEDED),
        ({"audience": Audience.LINK, "who": RESIDENT}, None),
        ({"audience": Audience.ASSOCIATIONS}, None),
        ({"asked": False}, SupportRefusal.NOT_ASKED_FOR),
        ({"asked": False, "is_author": True}, SupportRefusal.YOUR_OWN),
    ],
)
def test_who_may_support(facts, refusal):
    """§ consultations-10, § consultations-support-desk."""
    usual = {
        "phase": Phase.OPEN,
        "audience": Audience.CONTACT,
        "who": CITIZEN,
        "is_author": False,
        "shown": True,
    }
    assert rules.refuse_support(**{**usual, **facts}) == refusal


@pytest.mark.parametrize(
    ("name", "shown", "expected"),
    [
        ("فاطمة بنعلي", NamesShown.FULL, "فاطمة بنعلي"),
        ("فاطمة بنعلي", NamesShown.INITIAL, "فاطمة ب."),
        ("فاطمة بنعلي", NamesShown.NONE, ""),
        ("عمر العلوي", NamesShown.INITIAL, "عمر ع."),
        ("عبد الرحيم بنعلي", NamesShown.INITIAL, "عبد الرحيم ب."),
        ("فاطمة الزهراء العلوي", NamesShown.INITIAL, "فاطمة الزهراء ع."),
        ("نور الدين ط.", NamesShown.INITIAL, "نور الدين ط."),
        ("Zineb El Amrani", NamesShown.INITIAL, "Zineb A."),
        ("ⵣⵉⵏⴻⴱ ⴰⵎⵔⴰⵏ", NamesShown.INITIAL, "ⵣⵉⵏⴻⴱ ⴰ."),
        ("فاطمة", NamesShown.INITIAL, "فاطمة"),
        ("", NamesShown.FULL, ""),
    ],
)
def test_what_shows_of_a_name(name, shown, expected):
    """§ consultations-11."""
    assert rules.shown_name(name, shown) == expected


@given(st.text(min_size=1, max_size=40))
def test_nothing_shows_of_a_hidden_name(name):
    """§ consultations-11."""
    assert rules.shown_name(name, NamesShown.NONE) == ""


@pytest.mark.parametrize(
    ("phase", "signed_in", "is_staff", "refusal"),
    [
        (Phase.ANNOUNCED, True, True, R.NOT_OPEN_YET),
        (Phase.OPEN, True, False, None),
        (Phase.OPEN, False, False, R.SIGN_IN_FIRST),
        (Phase.EXAMINATION, True, False, R.CLOSED),
        (Phase.EXAMINATION, True, True, None),
        (Phase.CONCLUDED, True, True, R.CLOSED),
    ],
)
def test_who_may_reply(phase, signed_in, is_staff, refusal):
    """§ consultations-22."""
    assert rules.refuse_reply(phase=phase, signed_in=signed_in, is_staff=is_staff) == refusal
