from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import Entry
from tadafor.finances import actions, queries
from tadafor.finances.models import AnnualBudget, BudgetLine
from tadafor.finances.rules import FinanceRefusal, Standing
from tadafor.finances.tests.factories import YEAR, House, lines
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once

pytestmark = pytest.mark.django_db


def refused(refusal, act):
    with pytest.raises(Refused) as raised:
        act()
    assert raised.value.refusal is refusal
    assert "%" not in raised.value.sentence


def test_a_year_is_brought_published_and_replaced(larache):
    """§ finances-1, § finances-3, § finances-4"""
    house = House(larache)
    first = house.published()
    second = house.brought(amount=500_000)
    with within(larache.pk):
        assert house.brought(amount=500_000) == second  # sent twice
        assert (first.version, second.version) == (1, 2)
        assert queries.published_in(YEAR) == first
        refused(FinanceRefusal.OWN_WORK, lambda: actions.publish(budget=second, **house.by()))
        actions.publish(budget=second, **house.by(house.second))
        assert queries.published_in(YEAR) == second
        first.refresh_from_db()
        assert first.state is Standing.REPLACED
        again = {"budget": second, **house.by(house.second)}
        refused(FinanceRefusal.NOT_A_DRAFT, lambda: actions.publish(**again))
        refused(FinanceRefusal.NOT_A_DRAFT, lambda: actions.discard(**again))
    older, newer = house.brought(amount=1), house.brought(amount=2)
    with within(larache.pk):
        actions.publish(budget=newer, **house.by(house.second))
        refused(FinanceRefusal.OLDER, lambda: actions.publish(budget=older, **house.by(house.second)))
        actions.discard(budget=older, **house.by())
    with within(larache.pk):
        verbs = list(Entry.objects.filter(verb__startswith="finances.").values_list("verb", flat=True))
    assert sorted(verbs) == [*["finances.bring"] * 4, "finances.discard", *["finances.publish"] * 3]


def test_all_or_nothing_and_by_its_staff_alone(larache, salma, actors):
    """§ finances-2, § finances-3"""
    house = House(larache)
    bad = [*lines(), replace(lines()[0], row=6, amount=None)]
    with within(larache.pk):
        facts = {"territory": larache, "year": YEAR}
        refused(FinanceRefusal.FAULTS, lambda: actions.bring(lines=bad, **facts, **house.by()))
        for actor in (actors.salma, actors.karim):
            stranger = house.by(actor)
            refused(FinanceRefusal.NOT_STAFF, lambda by=stranger: actions.bring(lines=lines(), **facts, **by))
        assert not AnnualBudget.objects.exists()
        made = house.brought()
        for verb in (actions.publish, actions.discard):
            by = house.by(actors.salma)
            refused(FinanceRefusal.NOT_STAFF, lambda verb=verb, by=by: verb(budget=made, **by))


def test_the_tables_hold_what_the_rules_say(larache):
    """§ finances-4"""
    house = House(larache)
    made = house.brought()
    with within(larache.pk):
        own = {"published_by_id": house.director.person_id, "published_at": house.by()["now"]}
        for broken in (own, {"standing": "published"}, {"inhabitants": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AnnualBudget.objects.filter(pk=made.pk).update(**broken)
        for broken in ({"amount": -1}, {"origin": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                BudgetLine.objects.filter(budget=made, side="revenue").update(**broken)


@pytest.mark.django_db(transaction=True)
def test_two_versions_published_at_once_leave_one(larache):
    """§ finances-4: whatever comes first, one version is published, and it is the last that was"""
    house = House(larache)
    both = [house.brought(amount=1), house.brought(amount=2)]

    def publishing(one):
        return lambda: actions.publish(budget=one, **house.by(house.second)) and None

    told = at_once(larache, *map(publishing, both))
    assert told in ([None, None], [FinanceRefusal.OLDER, None])
    with within(larache.pk):
        assert queries.published_in(YEAR).version == 2


@pytest.mark.django_db(transaction=True)
def test_files_brought_at_once_have_each_their_version(larache):
    """§ finances-3: the same file twice is one draft, whatever comes first; another has its own number"""
    house = House(larache)

    def bringing(amount):
        return lambda: house.brought(amount=amount).version

    same, again, other = at_once(larache, *map(bringing, (5, 5, 6)))
    assert same == again
    assert {same, other} == {1, 2}
    with within(larache.pk):
        assert BudgetLine.objects.count() == 8
