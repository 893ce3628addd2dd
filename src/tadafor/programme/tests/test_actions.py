"""The verbs of a programme: who may, what is kept, what a second person decides."""

from datetime import date

import pytest

from tadafor.audit.models import Entry as Row
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.tests.threads import at_once
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.programme import actions, queries, rules
from tadafor.programme.models import Activity, Role
from tadafor.programme.rules import Charge, EntryRefusal, FrameRefusal, State
from tadafor.programme.tests.factories import BENI_MELLAL, LARACHE, NOW, World

pytestmark = pytest.mark.django_db


def refused(verb, *args, **facts):
    with pytest.raises(Refused) as found:
        verb(*args, **facts)
    return found.value.refusal


@pytest.fixture
def world(larache, beni_mellal):
    made = World()
    made.north = made.region(larache.place.region_id)
    made.larache = made.commune(LARACHE)
    return made


def test_the_frame_is_kept_by_its_officer(world, beni_mellal):
    """§ programme-1, § programme-2, § programme-3: what is refused, to whom, and what is recorded."""
    told = world.told
    stranger = told | {"actor": VISITOR}
    code = beni_mellal.place.region_id
    assert world.programme.ends_on == date(2025, 6, 30)
    assert refused(actions.add_region, code=code, **stranger) is FrameRefusal.NOT_YOURS
    assert refused(world.region, world.north.place_id) is FrameRefusal.ALREADY_IN
    assert refused(world.region, LARACHE) is FrameRefusal.NOT_A_REGION
    assert refused(world.commune, LARACHE) is FrameRefusal.ALREADY_IN
    assert refused(world.commune, BENI_MELLAL) is FrameRefusal.OTHER_REGION
    assert refused(world.commune, world.north.place_id) is FrameRefusal.NOT_A_COMMUNE
    world.region(code)
    assert refused(world.commune, BENI_MELLAL, date(2026, 1, 1)) is FrameRefusal.OUTSIDE_PERIOD
    unnamed = actions.CommuneFacts(code=BENI_MELLAL, joined_on=date(2023, 10, 1))
    assert actions.add_commune(facts=unnamed, **told).is_demonstration
    assert refused(World) is FrameRefusal.SLUG_TAKEN
    assert refused(World, slug="other", months=0) is FrameRefusal.PERIOD
    with everywhere():
        verbs = set(Row.objects.filter(room="programme").values_list("verb", flat=True))
    assert verbs == {"programme.found_programme", "programme.add_region", "programme.add_commune"}


def test_charges_reach_so_far_and_the_last_officer_stays(world):
    """§ programme-3"""
    coordinator = world.charged(Charge.COORDINATOR, region=world.north)
    person = {"person_id": coordinator.person_id, **world.told}
    again = refused(actions.charge, kind=Charge.COORDINATOR, region=world.north, **person)
    assert again is FrameRefusal.ALREADY_CHARGED
    assert refused(actions.charge, kind=Charge.FOCAL_POINT, **person) is FrameRefusal.REACH
    mine = Role.objects.get(charge="officer")
    ending = {"role": mine, "actor": world.officer, "now": NOW}
    assert refused(actions.end_charge, **ending) is FrameRefusal.LAST_OFFICER
    world.charged(Charge.OFFICER)
    actions.end_charge(**ending)
    assert queries.charges_of(world.programme, world.officer.person_id, NOW.date()) == []
    assert refused(world.region, "02.") is FrameRefusal.NOT_YOURS


def test_the_framework_and_its_committees(world):
    """§ programme-4, § programme-5"""
    result = world.result()
    one = world.indicator("I1", result=result, targets={2022: 10, 2023: 20, 2024: None})
    assert {target.year: target.value for target in one.targets.all()} == {2022: 10, 2023: 20}
    assert refused(world.indicator, "I1", result=result) is FrameRefusal.CODE_TAKEN
    assert refused(world.indicator, "I2", result=result.above) is FrameRefusal.NOT_UNDER
    assert refused(world.result, "1") is FrameRefusal.CODE_TAKEN
    late = {"indicator": one, "targets": {2031: 5}, "actor": world.officer, "now": NOW}
    assert refused(actions.set_targets, **late) is FrameRefusal.YEAR
    names = {"name_ar": "لجنة القيادة", "name_fr": "Comité de pilotage"}
    who = {"members_ar": "الاتحاد الأوروبي", "members_fr": "Union européenne"}
    committee = actions.found_committee(**names, **who, **world.told)
    sitting = {"committee": committee, "decisions_ar": "خطة 2024", "decisions_fr": "", "reference": ""}
    sitting |= {"actor": world.officer, "now": NOW}
    actions.record_sitting(held_on=date(2024, 1, 9), **sitting)
    assert refused(actions.record_sitting, held_on=date(2024, 1, 9), **sitting) is FrameRefusal.ALREADY_IN
    assert refused(actions.record_sitting, held_on=date(2024, 9, 9), **sitting) is FrameRefusal.NOT_YET


def test_what_was_done_counts_once_a_second_person_approved(world):
    """§ programme-6, § programme-7: entered by a facilitator, sent back, mended, approved."""
    one, counted = world.indicator("I1", by_sex=True), world.indicator("I2", measure="petitions.deposited")
    facilitator = world.charged(Charge.FACILITATOR, region=world.north, name="ميسرة")
    coordinator = world.charged(Charge.COORDINATOR, region=world.north, name="منسق")
    plan = world.plan(facilitator, commune=world.larache, token="once")
    assert world.plan(facilitator, commune=world.larache, token="once") == plan
    assert refused(world.plan, facilitator) is FrameRefusal.NOT_YOURS
    assert refused(world.tell, plan, {one: (20,)}, proof="") is EntryRefusal.NO_PROOF
    assert refused(world.tell, plan, {}) is EntryRefusal.NO_FIGURE
    assert refused(world.tell, plan, {counted: (3,)}) is EntryRefusal.COUNTED_THERE
    assert refused(world.tell, plan, {one: (20, 21)}) is EntryRefusal.PARTS
    told = world.tell(plan, {one: (20, 12)}, facilitator)
    assert queries.sums(world.programme).rows == []
    assert refused(world.approve, told, facilitator) is FrameRefusal.NOT_YOURS
    assert refused(world.approve, told, coordinator, seen=1) is EntryRefusal.CHANGED
    back = {"activity": told, "seen": told.revision, "actor": coordinator, "now": NOW}
    assert refused(actions.return_activity, reason="", **back) is EntryRefusal.NO_REASON
    actions.return_activity(reason="الصفحة الثانية ناقصة", **back)
    told = world.tell(plan, {one: (25, 12)}, coordinator)
    assert refused(world.approve, told, coordinator) is EntryRefusal.OWN_ENTRY
    world.approve(told, world.officer)
    total = queries.sums(world.programme).by_indicator()[one.pk]
    assert (total.count, total.women, dict(total.years)) == (25, 12, {2024: 25})
    assert refused(world.tell, plan, {one: (90,)}) is EntryRefusal.APPROVED
    with everywhere():
        told_of = Notice.objects.filter(kind__startswith="programme.").values_list("kind", "person_id")
    assert ("programme.decided", facilitator.person_id) in told_of
    assert ("programme.waiting", facilitator.person_id) not in told_of


def test_a_commune_outside_the_platform_has_its_figures_entered(world):
    """§ programme-8: with proof, never before it joined; afterwards the source of the count stays."""
    from tadafor.programme.tests.factories import make_place

    make_place("01.331.05.01", region=world.north.place_id)
    away = world.commune("01.331.05.01", date(2023, 10, 1))
    counted = world.indicator("I2", measure="petitions.deposited")
    plan = world.plan(commune=away)
    early = refused(world.tell, plan, {counted: (3,)}, held_on=date(2023, 9, 30))
    assert early is EntryRefusal.BEFORE_JOINING
    told = world.tell(plan, {counted: (3,)})
    assert told.region == world.north
    other = {name: getattr(counted, name) for name in vars(actions.IndicatorFacts(**_facts(counted)))}
    changed = actions.IndicatorFacts(**(other | {"measure": ""}))
    change = {"indicator": counted, "facts": changed, "actor": world.officer, "now": NOW}
    assert refused(actions.change_indicator, **change) is FrameRefusal.HAS_ROWS


def _facts(one):
    names = ("code", "name_ar", "name_fr", "definition_ar", "definition_fr", "source_ar", "source_fr")
    return {name: getattr(one, name) for name in names} | {"unit": rules.Unit(one.unit)}


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_leave_one_decision(larache):
    """§ programme-7: one approves, the other sends back; whoever comes second is told so."""
    world = World()
    world.region(larache.place.region_id)
    one = world.indicator("I1")
    told = world.tell(world.plan(), {one: (20,)})
    others = [world.charged(Charge.OFFICER, name=f"مسؤول {at}") for at in range(2)]

    def decide(at):
        facts = {"activity": told, "seen": told.revision, "actor": others[at], "now": NOW}
        if at:
            return actions.return_activity(reason="ناقص", **facts).state
        return actions.approve_activity(**facts).state

    found = set(at_once(None, lambda: decide(0), lambda: decide(1)))
    kept = Activity.objects.get().state
    assert EntryRefusal.NOT_WAITING in found
    assert kept in {State.APPROVED, State.RETURNED}
    assert found == {kept, EntryRefusal.NOT_WAITING}
