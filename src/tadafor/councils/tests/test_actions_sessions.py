"""The verbs of sessions on the database: days, quorum, votes, steps, minutes."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import Entry
from tadafor.councils import actions, queries, rules
from tadafor.councils.models import Decision, Session
from tadafor.councils.rules import AfterVote, Outcome, Phase, SessionRefusal, VoteRefusal
from tadafor.councils.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    OPENS,
    decide,
    make_body,
    make_opinion,
    make_session,
    sit,
    staff_actor,
    told,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.territories import queries as territories
from tadafor.territories.rules import SessionKind
from tadafor.traces import actions as traces
from tadafor.traces import queries as stories
from tadafor.traces.rules import Visibility
from tadafor.traces.tests.factories import make_trace

pytestmark = pytest.mark.django_db
EXTRAORDINARY = {
    "kind": SessionKind.EXTRAORDINARY,
    "opens_on": date(2024, 3, 4),
    "month": 3,
    "object": "تعديل الميزانية",
    "title": "الدورة الاستثنائية لشهر مارس 2024",
}


@pytest.fixture
def here(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def actor(here):
    return staff_actor(here)


def refusal_of(verb, **facts):
    with pytest.raises(Refused) as refused:
        verb(**facts)
    return refused.value.refusal


def test_a_session_is_hidden_until_its_members_are_convened(here, actor):
    """§ councils-1, § councils-4"""
    session = make_session(here, convened=False)
    assert queries.phase_of(session) is Phase.PREPARED
    assert queries.public_session_at("2024-02") is None
    assert session.trace.visibility == Visibility.HELD
    actions.convene(session=session, actor=actor, now=BEFORE)
    session = queries.public_session_at("2024-02")
    assert queries.phase_of(session) is Phase.CONVENED
    assert session.trace.visibility == Visibility.VISIBLE
    assert queries.item_at(session, 1).trace.visibility == Visibility.VISIBLE
    assert refusal_of(actions.convene, session=session, actor=actor, now=BEFORE) is (
        SessionRefusal.ALREADY_CONVENED
    )


def test_two_sessions_on_one_date_are_refused_by_the_rule_and_by_the_table(here, actor):
    """§ councils-3"""
    made = make_session(here)
    facts = actions.SessionFacts(**(vars_of(EXTRAORDINARY) | {"opens_on": OPENS}))
    found = refusal_of(actions.prepare_session, territory=here, facts=facts, actor=actor, now=BEFORE)
    assert found is SessionRefusal.SAME_DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=make_session(here, **EXTRAORDINARY).pk).update(opens_on=made.opens_on)


def vars_of(changes):
    return {"year": 2024, "place": "مقر الجماعة", "members_in_office": 35} | changes


def test_an_ordinary_session_has_one_file(here, actor):
    make_session(here)
    facts = actions.SessionFacts(
        **vars_of({"kind": SessionKind.ORDINARY, "opens_on": date(2024, 2, 12), "month": 2})
    )
    found = refusal_of(actions.prepare_session, territory=here, facts=facts, actor=actor, now=BEFORE)
    assert found is SessionRefusal.ALREADY_PREPARED


def test_an_extraordinary_session_enters_the_calendar_of_the_territory(here):
    make_session(here, **EXTRAORDINARY)
    fixed = [one for one in territories.sessions(here, range(2024, 2025)) if one.is_fixed]
    assert [(one.opens_on, one.kind) for one in fixed] == [(date(2024, 3, 4), SessionKind.EXTRAORDINARY)]


def test_a_session_put_off_moves_in_the_calendar_and_tells_why(here, actor, salma):
    """§ councils-5"""
    session = make_session(here)
    traces.follow(trace=session.trace, actor=_citizen(salma), now=BEFORE)
    actions.put_off(session=session, to=date(2024, 2, 12), reason="عاصفة", actor=actor, now=DURING)
    session.refresh_from_db()
    assert session.opens_on == date(2024, 2, 12)
    months = {one.month: one.opens_on for one in territories.sessions(here, range(2024, 2025))}
    assert months[2] == date(2024, 2, 12)
    assert told(salma) == ["put_off"]
    extra = make_session(here, **EXTRAORDINARY)
    taken = refusal_of(
        actions.put_off, session=session, to=extra.opens_on, reason="عاصفة", actor=actor, now=DURING
    )
    assert taken is SessionRefusal.SAME_DAY


def test_a_session_begun_by_mistake_is_taken_out_and_all_it_held_is_free(here, actor):
    """§ councils-35"""
    opinion = make_opinion(make_body(here))
    session = make_session(here, convened=False)
    point = actions.PointFacts(kind=rules.ItemKind.OPINION, title="", origin=opinion.trace.code)
    actions.add_point(session=session, facts=point, actor=actor, now=BEFORE)
    actions.put_off(session=session, to=date(2024, 2, 12), reason="عطلة", actor=actor, now=BEFORE)
    taking = {"session": session, "actor": actor, "now": BEFORE}
    assert refusal_of(actions.take_out, reason="", **taking) is SessionRefusal.NO_REASON
    trace = session.trace
    actions.take_out(reason="فُتحت خطأ", **taking)
    assert queries.any_session_at("2024-02") is None
    opinion.refresh_from_db()
    trace.refresh_from_db()
    assert (opinion.item, opinion.placed_on, trace.visibility) == (None, None, Visibility.HIDDEN)
    row = Entry.objects.get(verb="councils.take_out_session")
    assert row.subject == f"session:{taking['session'].pk}"
    again = make_session(here, convened=False)
    actions.add_point(session=again, facts=point, actor=actor, now=BEFORE)


def test_whoever_is_late_is_told_that_the_session_was_taken_out(here, actor):
    """§ councils-35: a second window, opened before."""
    session = make_session(here, convened=False)
    stale, late = queries.any_session_at("2024-02"), {"actor": actor, "now": BEFORE}
    item = queries.item_at(session, 1)
    actions.take_out(session=session, reason="فُتحت خطأ", **late)
    point = actions.PointFacts(kind=rules.ItemKind.OTHER, title="سوق")
    for verb, facts in (
        (actions.take_out, {"session": stale, "reason": "مرة أخرى"}),
        (actions.convene, {"session": stale}),
        (actions.add_point, {"session": stale, "facts": point}),
        (actions.put_off, {"session": stale, "to": date(2024, 2, 12), "reason": "عطلة"}),
        (actions.remove_point, {"item": item}),
    ):
        assert refusal_of(verb, **facts, **late) is SessionRefusal.TAKEN_OUT
    assert Entry.objects.filter(verb="councils.take_out_session").count() == 1


def test_an_extraordinary_session_taken_out_leaves_the_calendar(here, actor):
    """§ councils-35"""
    session = make_session(here, convened=False, **EXTRAORDINARY)
    actions.take_out(session=session, reason="فُتحت خطأ", actor=actor, now=BEFORE)
    assert not [one for one in territories.sessions(here, range(2024, 2025)) if one.is_fixed]
    make_session(here, **EXTRAORDINARY)


def test_a_session_that_its_members_know_is_not_taken_out(here, actor):
    """§ councils-35"""
    taking = {"session": make_session(here), "reason": "فُتحت خطأ", "actor": actor, "now": BEFORE}
    assert refusal_of(actions.take_out, **taking) is SessionRefusal.TOLD
    assert queries.public_session_at("2024-02") is not None


def _citizen(person):
    from tadafor.people.queries import actor_of

    return actor_of(person.pk, now=BEFORE)


def test_without_quorum_nothing_is_voted_until_the_next_convening(here, actor):
    """§ councils-6"""
    session = make_session(here)
    first = sit(session, present=17)
    assert (first.has_quorum, first.needed, first.quorum_verified) == (False, 18, False)
    with pytest.raises(Refused) as refused:
        decide(session)
    assert refused.value.refusal is VoteRefusal.NO_QUORUM
    with pytest.raises(Refused) as refused:
        sit(session, held_on=date(2024, 2, 6))
    assert refused.value.refusal is SessionRefusal.TOO_SOON
    second = sit(session, held_on=date(2024, 2, 9))
    assert (second.convening, second.has_quorum) == (2, True)
    assert decide(session).voted_on == date(2024, 2, 9)


def test_the_excused_are_not_more_than_the_members(here):
    session = make_session(here)
    with pytest.raises(Refused) as refused:
        actions.record_sitting(
            session=session,
            held_on=OPENS,
            present=20,
            women_present=None,
            excused=16,
            actor=staff_actor(here),
            now=AFTER,
        )
    assert refused.value.refusal is SessionRefusal.EXCUSED_BEYOND


def test_a_territory_keeps_its_own_fact_from_its_day_on(here, actor):
    """§ councils-2"""
    fact = rules.QuorumFact(
        assembly=rules.Assembly.COUNCIL,
        convening=1,
        over_percent=66,
        valid_from=date(2024, 1, 1),
        source="النظام الداخلي، المادة 12",
        is_verified=True,
    )
    actions.keep_quorum(territory_id=here.pk, fact=fact, actor=actor, now=BEFORE)
    actions.keep_quorum(territory_id=here.pk, fact=fact, actor=actor, now=BEFORE)
    assert len(queries.kept_rules(here.pk)) == 1
    sitting = sit(make_session(here), present=23)
    assert (sitting.needed, sitting.has_quorum) == (24, False)
    assert (sitting.quorum_source, sitting.quorum_verified) == ("النظام الداخلي، المادة 12", True)


def test_what_an_item_answers_tells_where_it_went(here, actor, salma):
    """§ councils-7"""
    petition = make_trace(here, "عريضة الإنارة", author=salma, room="associations")
    session = make_session(here, points=(), convened=False)
    facts = actions.PointFacts(kind=rules.ItemKind.PETITION, title="", origin=petition.code)
    item = actions.add_point(session=session, facts=facts, actor=actor, now=BEFORE)
    assert item.title == petition.title
    again = refusal_of(actions.add_point, session=session, facts=facts, actor=actor, now=BEFORE)
    assert again is rules.ItemRefusal.ALREADY_ON_AGENDA
    nowhere = actions.PointFacts(kind=rules.ItemKind.PETITION, title="", origin="NOSUCHCODE")
    found = refusal_of(actions.add_point, session=session, facts=nowhere, actor=actor, now=BEFORE)
    assert found is rules.ItemRefusal.UNKNOWN
    assert stories.story_of(petition).is_short
    actions.convene(session=session, actor=actor, now=BEFORE)
    assert [step.successor.pk for step in stories.story_of(petition).after] == [item.trace_id]
    sit(session)
    decide(session)
    assert told(salma) == ["placed", "decided"]


def test_a_point_comes_off_only_while_prepared(here, actor):
    """§ councils-7"""
    session = make_session(here, points=("أولى", "ثانية"), convened=False)
    actions.remove_point(item=queries.item_at(session, 1), actor=actor, now=BEFORE)
    facts = actions.PointFacts(kind=rules.ItemKind.OTHER, title="ثالثة")
    actions.add_point(session=session, facts=facts, actor=actor, now=BEFORE)
    assert [(one.position, one.title) for one in queries.items_of(session)] == [(2, "ثانية"), (3, "ثالثة")]
    actions.convene(session=session, actor=actor, now=BEFORE)
    item = queries.item_at(session, 2)
    assert refusal_of(actions.remove_point, item=item, actor=actor, now=BEFORE) is (
        rules.ItemRefusal.AGENDA_CLOSED
    )
    facts = actions.PointFacts(kind=rules.ItemKind.OTHER, title="رابعة")
    assert refusal_of(actions.add_point, session=session, facts=facts, actor=actor, now=BEFORE) is (
        rules.ItemRefusal.AGENDA_CLOSED
    )


def test_a_decision_number_serves_once_a_year(here):
    """§ councils-8"""
    session = make_session(here, points=("أولى", "ثانية"))
    sit(session)
    made = decide(session)
    with pytest.raises(Refused) as refused:
        decide(session, 2)
    assert refused.value.refusal is VoteRefusal.NUMBER_TAKEN
    other = decide(session, 2, number="13")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=other.pk).update(number=made.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=other.pk).update(in_favour=30)


def test_the_steps_after_the_vote_are_dated_in_order(here, actor):
    """§ councils-9"""
    session = make_session(here)
    sit(session)
    item = decide(session, needs_visa=True).item
    step = {"item": item, "reference": "", "actor": actor, "now": AFTER}
    early = refusal_of(actions.take_step, step=AfterVote.VISA, taken_on=date(2024, 2, 20), **step)
    assert early is VoteRefusal.STEP_ORDER
    actions.take_step(step=AfterVote.SENT, taken_on=date(2024, 2, 12), **step)
    actions.take_step(step=AfterVote.VISA, taken_on=date(2024, 2, 26), **step)
    actions.take_step(step=AfterVote.PUBLISHED, taken_on=date(2024, 3, 1), **step)
    assert set(queries.steps_done(item.decision)) == set(AfterVote) - {AfterVote.REFUSED}


def test_a_decision_that_the_authority_refuses_goes_no_further(here, actor, salma):
    """§ councils-9"""
    session = make_session(here)
    sit(session)
    item = decide(session, needs_visa=True).item
    traces.follow(trace=item.trace, actor=_citizen(salma), now=AFTER)
    step = {"item": item, "reference": "", "actor": actor, "now": AFTER}
    actions.take_step(step=AfterVote.SENT, taken_on=date(2024, 2, 12), **step)
    back = {"step": AfterVote.REFUSED, "taken_on": date(2024, 2, 26)} | step
    assert refusal_of(actions.take_step, **back) is VoteRefusal.NO_REFUSAL_REASON
    made = actions.take_step(reason="اعتماد غير متوفر", **back)
    later = refusal_of(actions.take_step, step=AfterVote.VISA, taken_on=date(2024, 3, 1), **step)
    assert later is VoteRefusal.SENT_BACK
    assert told(salma) == ["sent_back"]
    assert queries.sent_back(item.decision).reason == "اعتماد غير متوفر"
    with pytest.raises(IntegrityError), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(reason="")


def test_a_session_closes_and_its_minutes_wait_for_redaction(here, actor):
    """§ councils-10, § councils-11"""
    session = make_session(here, points=("أولى", "ثانية"))
    sit(session)
    decide(session)
    assert refusal_of(actions.close_session, session=session, actor=actor, now=AFTER) is (
        SessionRefusal.UNDECIDED
    )
    decide(session, 2, number="", outcome=Outcome.POSTPONED, in_favour=0, against=0, abstained=0)
    text = "تدخل عضو (LA123456، 0612345678)."
    session = actions.write_minutes(session=session, text=text, actor=actor, now=AFTER)
    publish = {"session": session, "actor": actor, "now": AFTER}
    early = refusal_of(actions.publish_minutes, kept_because="", **publish)
    assert early is rules.MinutesRefusal.NOT_ENDED
    actions.close_session(session=session, actor=actor, now=AFTER)
    found = refusal_of(actions.publish_minutes, kept_because="", **publish)
    assert found is rules.MinutesRefusal.PERSONAL_DATA
    assert actions.mask_minutes(session=session, actor=actor, now=AFTER) == 2
    session = actions.publish_minutes(kept_because="", **publish)
    assert "LA123456" not in session.minutes
    assert refusal_of(actions.write_minutes, session=session, text="آخر", actor=actor, now=AFTER) is (
        rules.MinutesRefusal.ALREADY_PUBLISHED
    )


def test_every_verb_leaves_its_row(here):
    session = make_session(here)
    sit(session, now=datetime(2024, 2, 6, tzinfo=UTC))
    decide(session)
    verbs = set(Entry.objects.filter(room="councils").values_list("verb", flat=True))
    wanted = {"prepare_session", "add_point", "convene", "record_sitting", "decide"}
    assert {f"councils.{verb}" for verb in wanted} <= verbs


def test_hour_place_and_members_change_until_the_council_sat(here, actor):
    """§ councils-34"""
    session = make_session(here, convened=False)
    facts = actions.PlaceFacts(place="دار الشباب", members_in_office=33, hour=time(10))
    changed = actions.change_session(session=session, facts=facts, actor=actor, now=BEFORE)
    assert (changed.place, changed.members_in_office, changed.hour) == ("دار الشباب", 33, time(10))
    nobody = actions.PlaceFacts(place="دار الشباب", members_in_office=0)
    assert refusal_of(actions.change_session, session=session, facts=nobody, actor=actor, now=BEFORE) is (
        SessionRefusal.NO_MEMBERS
    )
    actions.convene(session=session, actor=actor, now=BEFORE)
    sit(session, present=17)
    late = {"session": session, "facts": facts, "actor": actor, "now": AFTER}
    assert refusal_of(actions.change_session, **late) is SessionRefusal.SAT
    assert Entry.objects.filter(verb="councils.change_session").count() == 1


def test_who_follows_a_session_hears_of_another_place_once_it_is_public(here, actor, salma):
    """§ councils-34"""
    session = make_session(here)
    traces.follow(trace=session.trace, actor=_citizen(salma), now=BEFORE)
    same = actions.PlaceFacts(place=session.place, members_in_office=34)
    actions.change_session(session=session, facts=same, actor=actor, now=BEFORE)
    assert told(salma) == []
    moved = actions.PlaceFacts(place="دار الشباب", members_in_office=34, hour=time(15, 30))
    actions.change_session(session=session, facts=moved, actor=actor, now=BEFORE)
    assert told(salma) == ["moved"]
