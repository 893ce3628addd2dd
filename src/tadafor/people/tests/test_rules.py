"""The rules of people, roles and codes, as tables a jurist could read."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.people import rules
from tadafor.people.rules import (
    SEPARATE,
    CodeRefusal,
    ContactKind,
    Evidence,
    Level,
    LinkKind,
    LinkRefusal,
    RoleKind,
    RoleRefusal,
    TryRefusal,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ADMINISTRATOR = {RoleKind.ADMINISTRATOR}


class TestRoles:
    """§ roles-given, § roles-apart, § roles-last."""

    @pytest.mark.parametrize(
        ("kind", "giver", "held", "reason", "closed", "refusal"),
        [
            (RoleKind.AGENT, ADMINISTRATOR, set(), "قرار", False, None),
            (RoleKind.AGENT, set(), set(), "قرار", False, RoleRefusal.NOT_ADMINISTRATOR),
            (RoleKind.AGENT, {RoleKind.DIRECTOR}, set(), "قرار", False, RoleRefusal.NOT_ADMINISTRATOR),
            (RoleKind.AGENT, ADMINISTRATOR, set(), "  ", False, RoleRefusal.NO_REASON),
            (RoleKind.AGENT, ADMINISTRATOR, set(), "قرار", True, RoleRefusal.CLOSED),
            (RoleKind.AGENT, ADMINISTRATOR, {RoleKind.AGENT}, "قرار", False, RoleRefusal.ALREADY_HELD),
            (RoleKind.CLERK, ADMINISTRATOR, {RoleKind.APPEAL}, "قرار", False, RoleRefusal.INCOMPATIBLE),
            (RoleKind.CLERK, ADMINISTRATOR, {RoleKind.FOCAL_POINT}, "قرار", False, None),
        ],
    )
    def test_who_may_give_what(self, kind, giver, held, reason, closed, refusal):
        assert rules.refuse_role(kind, giver=giver, held=held, reason=reason, closed=closed) is refusal

    def test_the_four_that_must_not_meet(self):
        expected = {RoleKind.CLERK, RoleKind.COMMITTEE, RoleKind.APPEAL, RoleKind.ADMINISTRATOR}
        for one, other in product(RoleKind, RoleKind):
            if RoleKind.APPEAL in {one, other} and not {one, other} <= expected:
                continue  # what the appeal hears is in test_rules_counter
            apart = one in expected and other in expected and one is not other
            assert bool(rules.clashes(one, {other})) is apart

    @given(st.lists(st.sampled_from(list(RoleKind))))
    def test_however_roles_are_given_two_of_the_four_never_meet(self, wanted):
        held = set()
        for kind in wanted:
            if rules.refuse_role(kind, giver=ADMINISTRATOR, held=held, reason="قرار", closed=False) is None:
                held.add(kind)
        assert len(held & SEPARATE) <= 1

    @pytest.mark.parametrize(
        ("kind", "taker", "held", "administrators", "reason", "refusal"),
        [
            (RoleKind.AGENT, ADMINISTRATOR, True, 1, "نهاية المهمة", None),
            (RoleKind.ADMINISTRATOR, ADMINISTRATOR, True, 2, "نهاية المهمة", None),
            (RoleKind.ADMINISTRATOR, ADMINISTRATOR, True, 1, "نهاية", RoleRefusal.LAST_ADMINISTRATOR),
            (RoleKind.AGENT, {RoleKind.FOCAL_POINT}, True, 2, "نهاية", RoleRefusal.NOT_ADMINISTRATOR),
            (RoleKind.AGENT, ADMINISTRATOR, False, 2, "نهاية", RoleRefusal.NOT_HELD),
            (RoleKind.AGENT, ADMINISTRATOR, True, 2, "", RoleRefusal.NO_REASON),
        ],
    )
    def test_who_may_take_what(self, kind, taker, held, administrators, reason, refusal):
        found = rules.refuse_taking(
            kind, taker=taker, held=held, administrators=administrators, reason=reason
        )
        assert found is refusal


class TestLinks:
    """§ links-seen, § links-own."""

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({}, None),
            ({"staff": {RoleKind.FOCAL_POINT}}, None),
            ({"staff": {RoleKind.ADMINISTRATOR}}, LinkRefusal.NOT_ALLOWED),
            ({"yourself": True}, LinkRefusal.YOURSELF),
            ({"closed": True}, LinkRefusal.CLOSED),
            ({"confirmed": True}, LinkRefusal.ALREADY_CONFIRMED),
        ],
    )
    def test_who_may_confirm(self, facts, refusal):
        usual = {"staff": {RoleKind.CLERK}, "yourself": False, "closed": False, "confirmed": False}
        found = rules.refuse_link(LinkKind.RESIDENCE, Evidence.NATIONAL_CARD, **(usual | facts))
        assert found is refusal

    def test_each_document_proves_one_kind_of_link(self):
        for kind, evidence in product(LinkKind, Evidence):
            refusal = rules.refuse_link(
                kind, evidence, staff={RoleKind.CLERK}, yourself=False, closed=False, confirmed=False
            )
            assert (refusal is None) is (evidence in rules.EVIDENCE_FOR[kind])
        assert set().union(*rules.EVIDENCE_FOR.values()) == set(Evidence)


class TestPhones:
    """§ contacts-phones."""

    @pytest.mark.parametrize(
        "typed",
        [
            "0612345678",
            "06 12 34 56 78",
            "06-12-34-56-78",
            "+212612345678",
            "00212612345678",
            "212612345678",
            "٠٦١٢٣٤٥٦٧٨",
        ],
    )
    def test_one_number_however_it_is_typed(self, typed):
        assert rules.e164(typed) == "+212612345678"

    @pytest.mark.parametrize(
        "typed",
        ["", "06", "0522123456", "0801234567", "+33612345678", "+1 900 555 0100", "abc", "0612345678901"],
    )
    def test_fixed_foreign_premium_or_wrong_numbers_are_none(self, typed):
        assert rules.e164(typed) is None

    def test_an_installation_may_accept_another_country(self):
        assert rules.e164("+33612345678", ("MA", "FR")) == "+33612345678"


class TestCodes:
    """§ codes-limits, § codes-tries, § codes-budget."""

    @pytest.mark.parametrize(
        ("kind", "minutes_ago", "refusal"),
        [
            (ContactKind.PHONE, [], None),
            (ContactKind.PHONE, [5, 10], None),
            (ContactKind.PHONE, [5, 10, 59], CodeRefusal.HOUR),
            (ContactKind.PHONE, [5, 10, 60], None),
            (ContactKind.PHONE, [100, 200, 300, 400, 1439], CodeRefusal.DAY),
            (ContactKind.PHONE, [100, 200, 300, 400, 1440], None),
            (ContactKind.EMAIL, [5, 10, 20, 30], None),
            (ContactKind.EMAIL, [5, 10, 20, 30, 40], CodeRefusal.HOUR),
            (ContactKind.EMAIL, [100 + 10 * n for n in range(12)], CodeRefusal.DAY),
        ],
    )
    def test_limits(self, kind, minutes_ago, refusal):
        sent = [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]
        assert rules.refuse_code(kind, sent=sent, from_address=0, now=NOW) is refusal

    def test_a_flood_and_the_switch(self):
        facts = {"sent": [], "now": NOW}
        most = rules.FLOOD_AN_HOUR
        assert rules.refuse_code(ContactKind.PHONE, from_address=most - 1, **facts) is None
        assert rules.refuse_code(ContactKind.PHONE, from_address=most, **facts) is CodeRefusal.FLOOD
        off = {"from_address": 0, "phones_on": False, **facts}
        assert rules.refuse_code(ContactKind.PHONE, **off) is CodeRefusal.PHONES_OFF
        assert rules.refuse_code(ContactKind.EMAIL, **off) is None

    @given(st.lists(st.integers(0, 2000), max_size=15), st.sampled_from(list(ContactKind)))
    def test_at_the_time_it_names_a_code_is_given(self, minutes_ago, kind):
        sent = [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]
        again = rules.again_at(kind, sent=sent, now=NOW)
        assert rules.refuse_code(kind, sent=sent, from_address=0, now=again) is None
        refused_now = rules.refuse_code(kind, sent=sent, from_address=0, now=NOW) is not None
        assert (again > NOW) is refused_now

    @pytest.mark.parametrize(
        ("right", "tries", "minutes", "used", "refusal"),
        [
            (True, 0, 0, False, None),
            (True, 4, 9, False, None),
            (True, 0, 10, False, TryRefusal.EXPIRED),
            (True, 5, 0, False, TryRefusal.TOO_MANY),
            (True, 0, 0, True, TryRefusal.NONE),
            (False, 0, 0, False, TryRefusal.WRONG),
            (False, 3, 0, False, TryRefusal.WRONG),
            (False, 4, 0, False, TryRefusal.TOO_MANY),
        ],
    )
    def test_tries(self, right, tries, minutes, used, refusal):
        moment = NOW + timedelta(minutes=minutes)
        expires = NOW + rules.CODE_LIFE
        assert rules.refuse_try(right=right, tries=tries, expires=expires, used=used, now=moment) is refusal

    def test_the_alarm(self):
        assert [rules.is_alarming(spent, 200) for spent in (159, 160, 200)] == [False, True, True]

    def test_recycled_numbers(self):
        """§ contacts-recycled."""
        year = rules.PHONE_SILENCE
        later = timedelta(seconds=1)
        assert not rules.is_recycled(ContactKind.PHONE, last_seen=NOW - year, now=NOW)
        assert rules.is_recycled(ContactKind.PHONE, last_seen=NOW - year - later, now=NOW)
        assert not rules.is_recycled(ContactKind.EMAIL, last_seen=NOW - 9 * year, now=NOW)


def test_levels_reach_each_other():
    """§ levels-three."""
    order = [Level.VISITOR, Level.CONTACT, Level.LINK]
    for one, other in product(order, order):
        assert rules.reaches(one, other) is (order.index(one) >= order.index(other))
