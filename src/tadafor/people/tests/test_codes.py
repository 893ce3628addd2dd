"""Codes on PostgreSQL: limits, tries, browsers, budget."""

from datetime import timedelta

import pytest
from django.utils.crypto import salted_hmac

from tadafor.audit.models import Entry
from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere
from tadafor.people import actions, queries
from tadafor.people.models import CodeDay, OneTimeCode
from tadafor.people.rules import Budget, CodeRefusal, Contact, ContactKind, TryRefusal

pytestmark = pytest.mark.django_db

PHONE = Contact(ContactKind.PHONE, "+212612345678")
EMAIL = Contact(ContactKind.EMAIL, "a@example.org")
WRONG = "000000"


def ask(contact=PHONE, *, at=None, budget=None, address="192.0.2.1", **facts):
    return actions.ask_for_code(
        contact=contact, address=address, budget=budget or Budget(), now=at or now(), **facts
    )


def refusal_of(verb, **facts):
    with pytest.raises(Refused) as refused:
        verb(**facts)
    return refused.value


def wrong_for(asked):
    return WRONG if asked.code != WRONG else "111111"


@pytest.mark.parametrize("purpose", ["code", "browser"])
def test_what_is_kept_is_the_keyed_hash_of_django(purpose):
    for secret in ("", "بلدية", "a" * 500):
        ours = queries.keyed_hash(purpose, secret)
        assert ours == salted_hmac(f"tadafor.people.{purpose}", secret, algorithm="sha256").hexdigest()


class TestAsking:
    def test_only_hashes_are_kept(self):
        """§ codes-browser."""
        asked = ask(address="192.0.2.77")
        row = OneTimeCode.objects.values().get()
        kept = " ".join(str(value) for value in row.values())
        assert asked.code not in kept.replace(PHONE.value, "")
        assert asked.browser not in kept
        assert "192.0.2.77" not in kept
        assert asked.code not in repr(asked)
        assert asked.browser not in repr(asked)

    def test_three_an_hour_and_five_a_day_by_phone(self):
        """§ codes-limits."""
        start = now()
        for minutes in (0, 1, 2):
            ask(at=start + timedelta(minutes=minutes))
        refused = refusal_of(ask, at=start + timedelta(minutes=3))
        assert refused.refusal is CodeRefusal.HOUR
        assert refused.facts["again"] == start + timedelta(hours=1)
        for minutes in (60, 61):
            ask(at=start + timedelta(minutes=minutes))
        refused = refusal_of(ask, at=start + timedelta(hours=5))
        assert refused.refusal is CodeRefusal.DAY
        assert refused.facts["again"] == start + timedelta(hours=24)
        ask(at=start + timedelta(hours=24))
        assert OneTimeCode.objects.count() == 6

    def test_one_contact_does_not_spend_the_codes_of_another_on_the_same_address(self):
        for number in range(40):
            ask(Contact(ContactKind.PHONE, f"+2126123456{number:02d}"))
        assert OneTimeCode.objects.count() == 40

    def test_a_flood_from_one_address_is_stopped(self, monkeypatch):
        monkeypatch.setattr("tadafor.people.rules.FLOOD_AN_HOUR", 3)
        for number in range(3):
            ask(Contact(ContactKind.EMAIL, f"p{number}@example.org"))
        assert refusal_of(ask, contact=EMAIL).refusal is CodeRefusal.FLOOD
        ask(EMAIL, address="192.0.2.2")

    def test_what_is_refused_leaves_nothing(self):
        budget = Budget(phones_on=False)
        assert refusal_of(ask, budget=budget).refusal is CodeRefusal.PHONES_OFF
        assert not OneTimeCode.objects.exists()
        assert not CodeDay.objects.exists()

    def test_the_budget_of_the_day(self, larache):
        """§ codes-budget."""
        budget = Budget(larache.pk, daily=5)
        asked = [ask(Contact(ContactKind.PHONE, f"+21261234560{n}"), budget=budget) for n in range(5)]
        assert [one.alarm for one in asked] == [False, False, False, True, False]
        assert refusal_of(ask, budget=budget).refusal is CodeRefusal.BUDGET
        assert CodeDay.objects.get().sent == 5
        ask(EMAIL, budget=budget)
        ask(PHONE)  # the installation's own budget is another
        ask(Contact(ContactKind.PHONE, "+212612345699"), budget=budget, at=now() + timedelta(days=1))
        with everywhere():
            rows = Entry.objects.filter(verb="people.spend_phone_codes")
            assert [row.territory_id for row in rows] == [larache.pk]

    def test_codes_go_after_a_day(self):
        start = now()
        ask(at=start)
        ask(EMAIL, at=start + timedelta(hours=2))
        assert actions.forget_codes(now=start + timedelta(hours=24, seconds=1)) == 1
        assert OneTimeCode.objects.get().contact == EMAIL.value


class TestTrying:
    """§ codes-tries, § codes-browser."""

    def test_a_right_code_once(self):
        asked = ask()
        proven = actions.try_code(browser=asked.browser, typed=asked.code, now=now())
        assert (proven.contact, proven.person_id) == (PHONE, None)
        again = refusal_of(actions.try_code, browser=asked.browser, typed=asked.code, now=now())
        assert again.refusal is TryRefusal.NONE

    def test_five_wrong_tries_kill_it(self):
        asked = ask()
        found = [
            refusal_of(actions.try_code, browser=asked.browser, typed=wrong_for(asked), now=now())
            for _ in range(5)
        ]
        assert [one.refusal for one in found] == [TryRefusal.WRONG] * 4 + [TryRefusal.TOO_MANY]
        assert [one.facts["left"] for one in found] == [4, 3, 2, 1, 0]
        right = refusal_of(actions.try_code, browser=asked.browser, typed=asked.code, now=now())
        assert right.refusal is TryRefusal.TOO_MANY

    def test_ten_minutes(self):
        start = now()
        asked = ask(at=start)
        late = {"browser": asked.browser, "typed": asked.code, "now": start + timedelta(minutes=10)}
        assert refusal_of(actions.try_code, **late).refusal is TryRefusal.EXPIRED
        just = start + timedelta(minutes=9, seconds=59)
        assert actions.try_code(browser=asked.browser, typed=asked.code, now=just).contact == PHONE

    def test_a_code_opens_only_the_browser_that_asked(self):
        mine, theirs = ask(), ask()
        stolen = refusal_of(actions.try_code, browser="", typed=mine.code, now=now())
        assert stolen.refusal is TryRefusal.NONE
        if mine.code != theirs.code:
            crossed = refusal_of(actions.try_code, browser=theirs.browser, typed=mine.code, now=now())
            assert crossed.refusal is TryRefusal.WRONG
        assert actions.try_code(browser=mine.browser, typed=mine.code, now=now()).contact == PHONE

    def test_another_browser_does_not_spend_my_tries(self):
        mine, theirs = ask(), ask()
        for _ in range(5):
            refusal_of(actions.try_code, browser=theirs.browser, typed=wrong_for(theirs), now=now())
        assert actions.try_code(browser=mine.browser, typed=mine.code, now=now()).contact == PHONE
