"""A draw by lot lived through by the verbs, what is refused, and what the log keeps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tadafor.audit.models import Entry
from tadafor.councils import actions, queries, rules, tasks
from tadafor.councils.models import Draw, Volunteer
from tadafor.councils.rules import lot
from tadafor.councils.rules.lot import PoolRefusal, Quota
from tadafor.councils.tests.factories import make_body, staff_actor, told
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.actor import Actor
from tadafor.people.rules import Level
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
OPENED = datetime(2024, 3, 1, 10, tzinfo=UTC)
CLOSES = date(2024, 3, 31)
FROZEN = datetime(2024, 4, 2, 10, tzinfo=UTC)
DRAWN = date(2024, 4, 20)
SITS = date(2024, 5, 1)
DRAWING = datetime(2024, 4, 20, 11, tzinfo=UTC)
QUOTAS = (Quota("sex", "woman", 2, 2), Quota("sex", "man", 2, 2))


def person_actor(territory, name="متطوعة"):
    person = make_person(name)
    return Actor(person_id=person.pk, name=person.name, level=Level.LINK, links=frozenset({territory.pk}))


def make_draw(territory, *, volunteers=0, quotas=QUOTAS, seats=4, women=None, body=None, homes=None):
    """A draw of four, with this many volunteers in turn women and men."""
    body = body or make_body(territory, slug="citizens", name="مجلس المواطنات والمواطنين", members=0, seats=9)
    facts = actions.DrawFacts(
        seats=seats,
        closes_on=CLOSES,
        one_per_household=bool(homes),
        quotas=tuple(quotas),
        mandate_since=SITS,
        mandate_until=SITS.replace(year=2026),
    )
    with within(territory.pk):
        draw = actions.open_draw(body=body, facts=facts, actor=staff_actor(territory), now=OPENED)
    women = volunteers // 2 if women is None else women
    for number in range(volunteers):
        enter(
            draw, sex="woman" if number < women else "man", address=f"زنقة {number % homes}" if homes else ""
        )
    return draw


def enter(draw, actor=None, *, sex="woman", address="", consents=True, now=OPENED):
    facts = actions.VolunteerFacts(
        sex=rules.LotSex(sex), age=rules.BANDS[0], address=address, consents=consents
    )
    with within(draw.body.territory_id):
        return actions.volunteer(
            draw=draw, facts=facts, actor=actor or person_actor(draw.body.territory), now=now
        )


def do(draw, verb, *, now=FROZEN, actor=None, **facts):
    territory = draw.body.territory
    with within(territory.pk):
        return getattr(actions, verb)(draw=draw, actor=actor or staff_actor(territory), now=now, **facts)


def prepared(territory, **options):
    draw = make_draw(territory, volunteers=12, **options)
    do(draw, "freeze_pool")
    return made(draw)


def made(draw):
    """The panels, made as the worker makes them."""
    with clock.stopped_at(FROZEN):
        tasks.make_panels(0)
    return again(draw)


def again(draw):
    with within(draw.body.territory_id):
        found = queries.draw_at(draw.body, draw.number)
        found.refresh_from_db(fields=["evidence", "found"])
        return found


def refused(refusal, draw, verb, **facts):
    with pytest.raises(Refused) as raised:
        do(draw, verb, **facts)
    assert raised.value.refusal == refusal
    assert raised.value.sentence
    return raised.value


def test_a_draw_is_lived_through(larache):
    """§ councils-21, § councils-23"""
    draw = prepared(larache)
    assert draw.phase is rules.LotPhase.PREPARED
    do(draw, "publish_panels", drawn_on=DRAWN, place="قاعة الجلسات")
    one, two = staff_actor(larache), staff_actor(larache)
    typed = {"digits": "042", "now": DRAWING}
    assert do(draw, "type_digits", actor=one, **typed) is rules.Typing.FIRST
    refused(rules.LotRefusal.SAME_PERSON, draw, "type_digits", actor=one, **typed)
    assert do(draw, "type_digits", actor=two, **typed) is rules.Typing.DRAWN
    draw = again(draw)
    assert draw.phase is rules.LotPhase.DRAWN
    assert lot.faults(draw.evidence) == []
    assert draw.evidence["drawn"] == draw.evidence["panels"][42]
    out = draw.evidence["drawn"][0]
    entered = do(draw, "replace_drawn", code=out, reason="سافر", now=DRAWING)
    draw = again(draw)
    assert lot.faults(draw.evidence) == []
    assert queries.members_now(draw.evidence).count(entered) == 1
    refused(rules.LotRefusal.NOT_IN_PANEL, draw, "replace_drawn", code=out, reason="سافر", now=DRAWING)
    refused(rules.LotRefusal.NO_REASON, draw, "replace_drawn", code=entered, reason=" ", now=DRAWING)
    refused(rules.LotRefusal.ALREADY_DRAWN, draw, "type_digits", digits="001", now=DRAWING)
    with within(larache.pk):
        steps = [kind for kind, _ in queries.steps_of_draw(draw)]
        chosen = Volunteer.objects.get(code=entered)
    kinds = rules.LotStep
    assert steps == [
        kinds.OPENED,
        kinds.FROZEN,
        kinds.PREPARED,
        kinds.PUBLISHED,
        kinds.DRAWN,
        kinds.REPLACED,
    ]
    assert "drawn_by_lot" in told(chosen.person)
    with everywhere():
        rows = set(Entry.objects.values_list("verb", flat=True))
    for verb in ("open_draw", "freeze_pool", "keep_panels", "publish_panels", "type_digits", "replace_drawn"):
        assert f"councils.{verb}" in rows, verb


def test_digits_that_differ_are_forgotten(larache):
    """§ councils-23"""
    draw = prepared(larache)
    refused(rules.LotRefusal.NOT_PUBLISHED, draw, "type_digits", digits="042", now=DRAWING)
    refused(rules.LotRefusal.DAY_PAST, draw, "publish_panels", drawn_on=CLOSES, place="قاعة")
    do(draw, "publish_panels", drawn_on=DRAWN, place="قاعة الجلسات")
    refused(rules.LotRefusal.TOO_EARLY, draw, "type_digits", digits="042")
    refused(rules.LotRefusal.NOT_DIGITS, draw, "type_digits", digits="42", now=DRAWING)
    do(draw, "type_digits", digits="042", now=DRAWING)
    assert do(draw, "type_digits", digits="043", now=DRAWING) is rules.Typing.DIFFERENT
    draw = again(draw)
    assert (draw.first_digits, draw.first_by_id, draw.drawn_at) == ("", None, None)


def test_a_volunteer_enters_once_and_leaves_until_the_pool_is_frozen(larache):
    """§ councils-22"""
    draw, salma = make_draw(larache, volunteers=12), person_actor(larache)
    with pytest.raises(Refused) as raised:
        enter(draw, salma, consents=False)
    assert raised.value.refusal is rules.LotRefusal.NO_CONSENT
    enter(draw, salma)
    with pytest.raises(Refused) as raised:
        enter(draw, salma)
    assert raised.value.refusal is rules.LotRefusal.ALREADY
    do(draw, "withdraw_volunteer", actor=salma)
    refused(rules.LotRefusal.NOT_THERE, draw, "withdraw_volunteer", actor=salma)
    with pytest.raises(Refused) as raised:
        enter(draw, salma, now=FROZEN)
    assert raised.value.refusal is rules.LotRefusal.IS_OVER
    enter(draw, salma)
    last_day = datetime.combine(CLOSES, time(22), tzinfo=UTC)
    early = refused(rules.LotRefusal.STILL_OPEN, draw, "freeze_pool", now=last_day)
    assert "31 مارس 2024" in early.sentence
    do(draw, "freeze_pool")
    refused(rules.LotRefusal.FROZEN, draw, "freeze_pool")
    with pytest.raises(Refused) as raised:
        enter(draw)
    assert raised.value.refusal is rules.LotRefusal.FROZEN
    with everywhere():
        row = Entry.objects.filter(verb="councils.volunteer").first()
    assert row is not None
    assert "woman" not in str(vars(row))


def test_a_home_is_a_hash_and_two_of_it_never_sit_together(larache):
    """§ councils-22"""
    draw = prepared(larache, homes=8)
    with within(larache.pk):
        one = queries.volunteers_of(draw).first()
    assert "زنقة" not in str(vars(one))
    assert one.household not in str(draw.evidence)
    assert any(row["household"] for row in draw.evidence["pool"])
    assert lot.faults(draw.evidence) == []


def test_what_is_short_is_named_and_the_pool_stays_open(larache):
    """§ councils-17"""
    draw = make_draw(larache, volunteers=6, women=1)
    raised = refused(PoolRefusal.CELL_SHORT, draw, "freeze_pool")
    assert "امرأة" in raised.sentence
    with within(larache.pk):
        persons = queries.pool_of(draw)
    eased = rules.eased(QUOTAS, persons)
    assert [one.least for one in eased] == [1, 2]
    refused(rules.LotRefusal.NO_QUOTA, draw, "set_quotas", quotas=[], source="")
    twice = [QUOTAS[0], QUOTAS[0]]
    refused(rules.LotRefusal.QUOTA_TWICE, draw, "set_quotas", quotas=twice, source="")
    wrong = [Quota("sex", "man", 3, 2)]
    refused(PoolRefusal.CELL_ORDER, draw, "set_quotas", quotas=wrong, source="")
    do(draw, "set_quotas", quotas=[eased[0], Quota("sex", "man", 2, 3)], source="مقرر")
    assert do(draw, "freeze_pool").phase is rules.LotPhase.PREPARING


def test_quotas_that_do_not_meet_are_relaxed_and_told(larache):
    """§ councils-17"""
    young = Quota("age", rules.BANDS[0], 0, 1)
    draw = make_draw(larache, volunteers=12, quotas=(*QUOTAS, young, Quota("age", rules.BANDS[1], 0, 9)))
    refused(rules.LotRefusal.NOT_IMPOSSIBLE, draw, "relax_quotas")
    do(draw, "freeze_pool")
    first = again(draw).evidence["pool_sha256"]
    tasks.make_panels(0)
    draw = again(draw)
    assert draw.phase is rules.LotPhase.IMPOSSIBLE
    assert [(one.fact, one.most) for one in draw.nearest] == [("age", 4)]
    do(draw, "relax_quotas")
    tasks.make_panels(0)
    draw = again(draw)
    assert draw.phase is rules.LotPhase.PREPARED
    assert draw.evidence["pool_sha256"] != first
    assert lot.faults(draw.evidence) == []


def test_a_body_has_one_draw_at_a_time(larache):
    """§ councils-21"""
    draw = make_draw(larache)
    refusals = (
        ({"body": draw.body}, rules.LotRefusal.RUNNING),
        ({"body": make_body(larache, slug="b2"), "seats": 1}, rules.LotRefusal.SEATS),
    )
    for options, refusal in refusals:
        with pytest.raises(Refused) as raised:
            make_draw(larache, **options)
        assert raised.value.refusal is refusal


def test_what_a_stopped_preparation_found_is_taken_up(larache):
    """§ councils-19"""
    draw = make_draw(larache, volunteers=12)
    do(draw, "freeze_pool")
    with within(larache.pk):
        Draw.objects.filter(pk=draw.pk).update(found=[[2, 2]], rounds=7)
    tasks.make_panels(0)
    draw = again(draw)
    assert draw.phase is rules.LotPhase.PREPARED
    assert draw.rounds > 7
    assert draw.found == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_type_at_once_draw_once(larache):
    """§ councils-23"""
    draw = prepared(larache)
    do(draw, "publish_panels", drawn_on=DRAWN, place="قاعة الجلسات")
    actors = [staff_actor(larache) for _ in range(4)]

    def typing(actor):
        return lambda: do(draw, "type_digits", digits="042", actor=actor, now=DRAWING)

    told_ = sorted(map(str, at_once(None, *map(typing, actors))))
    refusal = rules.LotRefusal.ALREADY_DRAWN
    assert told_ == sorted([rules.Typing.FIRST, rules.Typing.DRAWN, refusal, refusal])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"has_ended": True}, rules.LotRefusal.BODY_ENDED),
        ({"is_running": True}, rules.LotRefusal.RUNNING),
        ({"seats": 301, "free": 400}, rules.LotRefusal.SEATS),
        ({"closes_on": CLOSES - timedelta(days=40)}, rules.LotRefusal.CLOSES_PAST),
        ({"mandate": rules.Mandate(CLOSES)}, rules.LotRefusal.MANDATE),
        ({"mandate": rules.Mandate(SITS, DRAWN)}, rules.LotRefusal.MANDATE),
        ({"kept_days": 10}, rules.LotRefusal.KEPT_DAYS),
        ({"free": 3}, rules.LotRefusal.NO_FREE_SEATS),
    ],
)
def test_refusals_to_open(changes, refusal):
    """§ councils-21"""
    facts = {"seats": 4, "free": 4, "closes_on": CLOSES, "has_ended": False, "is_running": False}
    facts |= {"mandate": rules.Mandate(SITS), "kept_days": 90}
    assert rules.refuse_lot(**(facts | {"today": OPENED.date()} | changes)) is refusal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"is_linked": False}, rules.LotRefusal.NOT_LINKED),
        ({"lacks_address": True}, rules.LotRefusal.NO_ADDRESS),
        ({"knows_neighbourhood": False}, rules.LotRefusal.NO_NEIGHBOURHOOD),
    ],
)
def test_refusals_to_volunteer(changes, refusal):
    """§ councils-22"""
    facts = {"closes_on": CLOSES, "today": OPENED.date(), "consents": True, "is_there": False}
    facts |= {"is_linked": True, "lacks_address": False, "knows_neighbourhood": True}
    assert rules.refuse_volunteer(rules.LotPhase.OPEN, **(facts | changes)) is refusal
    assert rules.refuse_volunteer(rules.LotPhase.CANCELLED, **facts) is rules.LotRefusal.CANCELLED


def test_bands_are_cut_from_five_year_groups():
    """§ councils-17"""
    assert rules.band_shares([10] * 13) == pytest.approx([26, 30, 30, 38])
