"""The register, the mandates and the law's conditions, case by case."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.associations import rules
from tadafor.associations.rules import (
    Check,
    Condition,
    Dates,
    Kind,
    LegalFacts,
    MandateRefusal,
    Mechanism,
    Presence,
    Receipt,
    Refusal,
    Renewal,
    State,
    Theme,
    Verdict,
)
from tadafor.people.rules import RoleKind

TODAY = date(2026, 11, 22)
MONTH = timedelta(days=30)
CLERK = frozenset({RoleKind.CLERK})
ALL = dict.fromkeys(Check, True)


def day(**ago: int) -> date:
    return TODAY - timedelta(**ago)


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (Dates(), State.REQUESTED),
        (Dates(returned_on=TODAY), State.RETURNED),
        (Dates(confirmed_on=TODAY, needs_second=True), State.SECOND),
        (Dates(confirmed_on=TODAY, needs_second=True, seconded_on=TODAY), State.CONFIRMED),
        (Dates(confirmed_on=TODAY), State.CONFIRMED),
        (Dates(confirmed_on=day(days=300), until=TODAY + timedelta(days=30)), State.CONFIRMED),
        (Dates(confirmed_on=day(days=300), until=TODAY + timedelta(days=29)), State.DUE),
        (Dates(confirmed_on=day(days=365), until=TODAY), State.DUE),
        (Dates(confirmed_on=day(days=366), until=day(days=1)), State.LAPSED),
        (Dates(confirmed_on=day(days=9), until=TODAY, ended_on=TODAY), State.ENDED),
    ],
)
def test_where_an_entry_stands(dates, found):
    """§ associations-states."""
    assert rules.state(dates, today=TODAY, warning=MONTH) is found


@given(
    confirmed=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 3000),
    today=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_every_confirmation_comes_to_an_end(confirmed, days, today):
    """§ associations-states."""
    dates = Dates(confirmed_on=confirmed, until=confirmed + timedelta(days=days))
    stands = rules.state(dates, today=today, warning=MONTH)
    assert (stands is State.LAPSED) == (today > dates.until)
    assert rules.state(dates, today=dates.until + timedelta(days=1), warning=MONTH) is State.LAPSED


@pytest.mark.parametrize(
    ("rhythm", "board_until", "until"),
    [
        (Renewal.YEARLY, None, date(2027, 11, 22)),
        (Renewal.YEARLY, date(2027, 3, 1), date(2027, 3, 1)),
        (Renewal.YEARLY, date(2029, 3, 1), date(2027, 11, 22)),
        (Renewal.BOARD_TERM, date(2029, 3, 1), date(2029, 3, 1)),
        (Renewal.BOARD_TERM, None, date(2027, 11, 22)),
    ],
)
def test_until_when_it_is_confirmed(rhythm, board_until, until):
    """§ associations-renewal."""
    assert rules.confirmed_until(rhythm, today=TODAY, board_until=board_until) == until


FACTS = {
    "kind": Kind.ASSOCIATION,
    "receipt": Receipt.FINAL,
    "receipt_number": "12/2019",
    "days": [date(2019, 3, 3), None],
    "assembly_on": date(2025, 3, 3),
    "board_until": date(2028, 3, 3),
    "presence": Presence.SEAT,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"receipt": Receipt.NONE}, Refusal.RECEIPT_NEEDED),
        ({"receipt_number": " "}, Refusal.RECEIPT_NEEDED),
        ({"kind": Kind.COOPERATIVE, "receipt_number": ""}, Refusal.RECEIPT_NEEDED),
        ({"kind": Kind.ACADEMIC, "receipt": Receipt.NONE, "receipt_number": ""}, None),
        ({"kind": Kind.HUB, "receipt": Receipt.NONE, "receipt_number": ""}, None),
        ({"days": [TODAY]}, None),
        ({"days": [TODAY + timedelta(days=1)]}, Refusal.FUTURE),
        ({"days": [date(1914, 5, 23)]}, Refusal.TOO_OLD),
        ({"board_until": date(2025, 3, 3)}, Refusal.RENEWAL_BEFORE_ASSEMBLY),
        ({"board_until": None}, None),
    ],
)
def test_facts_that_cannot_be(facts, refusal):
    """§ associations-receipt, § associations-facts."""
    assert rules.refuse_facts(**(FACTS | facts)) is refusal


CONFIRMING = {
    "staff": CLERK,
    "mine": False,
    "stands": State.REQUESTED,
    "found": ALL,
    "board_until": None,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"staff": {RoleKind.FOCAL_POINT}}, None),
        ({"staff": {RoleKind.ADMINISTRATOR}}, Refusal.NOT_ALLOWED),
        ({"staff": set()}, Refusal.NOT_ALLOWED),
        ({"mine": True}, Refusal.OWN_REQUEST),
        ({"stands": State.CONFIRMED}, Refusal.ALREADY),
        ({"stands": State.RETURNED}, Refusal.ALREADY),
        ({"found": {Check.NAME: True}}, Refusal.CHECKS_MISSING),
        ({"found": ALL | {Check.BOARD: False}}, Refusal.CHECKS_UNMET),
        ({"board_until": TODAY}, None),
        ({"board_until": day(days=1)}, Refusal.BOARD_OVER),
    ],
)
def test_who_confirms_and_when(facts, refusal):
    """§ associations-checks, § associations-own."""
    assert rules.refuse_confirmation(**(CONFIRMING | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"first": True}, Refusal.SAME_PERSON),
        ({"mine": True}, Refusal.OWN_REQUEST),
        ({"staff": {RoleKind.COMMITTEE}}, Refusal.NOT_ALLOWED),
        ({"stands": State.CONFIRMED}, Refusal.ALREADY),
    ],
)
def test_the_second_is_somebody_else(facts, refusal):
    """§ associations-two."""
    asked = {"staff": CLERK, "mine": False, "stands": State.SECOND, "first": False}
    assert rules.refuse_second(**(asked | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"found": {}}, None),
        ({"found": ALL}, Refusal.NO_FAULT),
        ({"reason": " "}, Refusal.NO_REASON),
        ({"stands": State.CONFIRMED}, Refusal.ALREADY),
        ({"stands": State.SECOND}, None),
        ({"staff": set()}, Refusal.NOT_ALLOWED),
    ],
)
def test_one_says_what_is_missing(facts, refusal):
    """§ associations-back."""
    asked = {
        "staff": CLERK,
        "mine": False,
        "stands": State.REQUESTED,
        "found": ALL | {Check.STATUTES: False},
        "reason": "القانون الأساسي غير موقع",
    }
    assert rules.refuse_sending_back(**(asked | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"stands": State.LAPSED}, None),
        ({"stands": State.REQUESTED}, Refusal.NOT_LISTED),
        ({"stands": State.ENDED}, Refusal.NOT_LISTED),
        ({"board_until": day(days=1)}, Refusal.BOARD_OVER),
        ({"mine": True}, Refusal.OWN_REQUEST),
    ],
)
def test_renewed_while_the_board_holds(facts, refusal):
    """§ associations-renewal."""
    asked = {"staff": CLERK, "mine": False, "stands": State.DUE, "board_until": None, "today": TODAY}
    assert rules.refuse_renewal(**(asked | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"reason": ""}, Refusal.NO_REASON),
        ({"stands": State.ENDED}, Refusal.ENDED),
        ({"staff": set()}, Refusal.NOT_ALLOWED),
    ],
)
def test_ended_with_a_reason(facts, refusal):
    """§ associations-end."""
    asked = {"staff": CLERK, "mine": False, "stands": State.CONFIRMED, "reason": "حل الجمعية"}
    assert rules.refuse_ending(**(asked | facts)) is refusal


NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
GIVING = {
    "by_staff": False,
    "by_representative": True,
    "as_representative": False,
    "yourself": False,
    "closed": False,
    "may_act": True,
    "since": NOW,
    "until": NOW + timedelta(days=365),
    "mechanisms": {Mechanism.CONTRIBUTE},
    "delegates": 0,
}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"by_representative": False}, MandateRefusal.NOT_ALLOWED),
        ({"as_representative": True}, MandateRefusal.NOT_ALLOWED),
        ({"as_representative": True, "by_staff": True}, None),
        ({"by_staff": True, "by_representative": False, "until": None}, None),
        ({"yourself": True}, MandateRefusal.YOURSELF),
        ({"closed": True}, MandateRefusal.ACCOUNT_CLOSED),
        ({"may_act": False}, MandateRefusal.NOT_CONFIRMED),
        ({"until": NOW}, MandateRefusal.PERIOD),
        ({"until": None}, MandateRefusal.TOO_LONG),
        ({"until": NOW + timedelta(days=5 * 365)}, MandateRefusal.TOO_LONG),
        ({"mechanisms": set()}, MandateRefusal.NOTHING),
        ({"delegates": 10}, MandateRefusal.TOO_MANY),
        ({"delegates": 10, "as_representative": True, "by_staff": True}, None),
    ],
)
def test_who_lets_whom_act(facts, refusal):
    """§ mandates-given, § mandates-limits, § mandates-period."""
    assert rules.refuse_mandate(**(GIVING | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"by_representative": True}, None),
        ({"by_staff": True, "as_representative": True}, None),
        ({"own": True, "as_representative": True}, None),
        ({"by_representative": True, "as_representative": True}, MandateRefusal.NOT_ALLOWED),
        ({}, MandateRefusal.NOT_ALLOWED),
        ({"by_staff": True, "holds": False}, MandateRefusal.ALREADY_ENDED),
    ],
)
def test_who_takes_it_back(facts, refusal):
    """§ mandates-back."""
    asked = {
        "by_staff": False,
        "by_representative": False,
        "own": False,
        "as_representative": False,
        "holds": True,
    }
    assert rules.refuse_taking_back(**(asked | facts)) is refusal


ABOUT = {Theme.ENVIRONMENT}
SOUND = LegalFacts(
    receipt=Receipt.FINAL,
    founded_on=date(2023, 11, 21),
    themes=frozenset({Theme.ENVIRONMENT}),
    board_until=TODAY,
    is_confirmed=True,
)


def found(condition, **facts):
    now = LegalFacts(**(vars(SOUND) | facts))
    return {one.text.condition: one.verdict for one in rules.conditions(now, TODAY, ABOUT)}[condition]


class TestPetitioning:
    """§ associations-petition."""

    def test_all_is_met(self):
        assert {one.verdict for one in rules.conditions(SOUND, TODAY, ABOUT)} == {Verdict.MET}

    @pytest.mark.parametrize(
        ("condition", "facts", "verdict"),
        [
            (Condition.RECOGNISED, {"receipt": Receipt.TEMPORARY}, Verdict.UNMET),
            (Condition.RECOGNISED, {"kind": Kind.ACADEMIC}, Verdict.UNMET),
            (Condition.RECOGNISED, {"kind": Kind.WOMEN}, Verdict.MET),
            (
                Condition.OLD_ENOUGH,
                {"founded_on": date(2023, 11, 22)},
                Verdict.UNMET,
            ),  # three years, not more
            (Condition.OLD_ENOUGH, {"founded_on": date(2023, 11, 21)}, Verdict.MET),
            (Condition.OLD_ENOUGH, {"founded_on": None}, Verdict.UNKNOWN),
            (Condition.REGULAR, {"is_confirmed": False}, Verdict.UNMET),
            (Condition.SEAT, {"presence": Presence.BRANCH}, Verdict.MET),
            (Condition.SEAT, {"presence": Presence.ACTIVITY}, Verdict.UNMET),
            (Condition.ACTIVITY, {"themes": frozenset({Theme.SPORT})}, Verdict.TO_JUDGE),
            (Condition.BOARD, {"board_until": day(days=1)}, Verdict.UNMET),
            (Condition.BOARD, {"board_until": None}, Verdict.UNKNOWN),
        ],
    )
    def test_each_condition(self, condition, facts, verdict):
        assert found(condition, **facts) is verdict

    def test_a_leap_day_is_old_enough_on_the_second_of_march(self):
        born = LegalFacts(**(vars(SOUND) | {"founded_on": date(2024, 2, 29)}))
        verdicts = {
            today: next(
                one.verdict
                for one in rules.conditions(born, today, ABOUT)
                if one.text.condition is Condition.OLD_ENOUGH
            )
            for today in (date(2027, 3, 1), date(2027, 3, 2))
        }
        assert list(verdicts.values()) == [Verdict.UNMET, Verdict.MET]

    def test_nothing_unread_passes_for_read(self):
        """Until somebody reads the articles, every one of them is marked."""
        assert not any(text.verified for text in rules.CONDITIONS)
        assert all(text.source for text in rules.CONDITIONS)

    def test_a_law_to_come_is_not_asked(self):
        assert rules.conditions(SOUND, date(2015, 7, 22), ABOUT) == []
