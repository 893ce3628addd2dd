"""The verbs of commitments on the database: who may, what is written, who is told."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tadafor.audit.models import Entry
from tadafor.commitments import actions, queries, rules
from tadafor.commitments.actions import IndicatorFacts, MilestoneFacts, Money, PlanFacts
from tadafor.commitments.models import Commitment, Remark
from tadafor.commitments.rules import (
    FundingRefusal,
    IndicatorKind,
    IndicatorRefusal,
    Outcome,
    PlanRefusal,
    Proof,
    RemarkRefusal,
    Source,
    StandingRefusal,
    Status,
)
from tadafor.commitments.tests.factories import NOW, PAC, SET_UP, WHY, Place, citizen_actor, staff_actor
from tadafor.documents.actions import clean_file
from tadafor.documents.models import Document
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.people.rules import RoleKind
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(larache):
    with within(larache.pk):
        yield Place(larache)


def refused(verb):
    with pytest.raises(Refused) as caught:
        verb()
    assert caught.value.sentence
    return caught.value.refusal


def kinds_told(person_id):
    with everywhere():
        return list(Notice.objects.filter(person_id=person_id).values_list("kind", flat=True))


def photo():
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "green").save(drawn, "JPEG")
    sent = SimpleUploadedFile("site.jpg", drawn.getvalue(), "image/jpeg")
    return clean_file(sent=sent, name="site.jpg", size=sent.size)


def test_a_plan_is_drawn_up_out_of_sight_then_published_whole(place, larache):
    """§ commitments-1, § commitments-2"""
    again = actions.draw_up(territory=larache, facts=PAC, **place.by())
    assert again.pk == place.plan.pk
    assert refused(lambda: actions.publish(plan=place.plan, **place.by())) is PlanRefusal.NOTHING_IN_IT
    one = place.promised()
    assert (one.trace.visibility, queries.plans()) == ("held", [])
    place.published()
    assert place.fresh(one).trace.visibility == "visible"
    assert queries.plans() == [place.plan]
    assert place.promised(2).trace.visibility == "visible"
    assert refused(lambda: actions.publish(plan=place.plan, **place.by())) is PlanRefusal.PUBLISHED
    with everywhere():
        assert Entry.objects.filter(verb="commitments.publish").count() == 1


@pytest.mark.parametrize("who", ["agent", "citizen", "visitor", "neighbour"])
def test_only_who_decides_keeps_plans(place, beni_mellal, who):
    """§ commitments-10"""
    actor = {
        "agent": place.agent,
        "citizen": citizen_actor(),
        "visitor": VISITOR,
        "neighbour": staff_actor(beni_mellal, RoleKind.DIRECTOR),
    }[who]
    by = place.by(actor)
    one = place.promised()
    plan = {"plan": place.plan, **by}
    for verb in (
        lambda: actions.draw_up(territory=place.territory, facts=PAC, **by),
        lambda: actions.keep_plan(facts=PAC, **plan),
        lambda: actions.publish(**plan),
        lambda: actions.keep_axis(position=3, title="محور", **plan),
        lambda: actions.remove_axis(axis=place.axes[1], **by),
        lambda: actions.keep_objective(axis=place.axes[0], position=1, title="هدف", **by),
        lambda: actions.keep_committee(decision="", members=[], **plan),
        lambda: place.promised(2, actor=actor),
    ):
        assert refused(verb) is PlanRefusal.NOT_STAFF
    expected = StandingRefusal.NOT_YOURS if who == "agent" else StandingRefusal.NOT_STAFF
    for verb in (
        lambda: place.moved(one, Status.UNDER_WAY, actor=actor),
        lambda: place.milestone(one, actor=actor),
        lambda: place.money(one, planned=1, actor=actor),
        lambda: actions.say_progress(commitment=one, progress=10, **by),
        lambda: actions.explain(commitment=one, words=WHY, **by),
    ):
        assert refused(verb) is expected


def test_the_agent_charged_keeps_that_one_only(place):
    """§ commitments-10"""
    mine, other = place.promised(1, agent_id=place.agent.person_id), place.promised(2)
    place.moved(mine, Status.UNDER_WAY, actor=place.agent)
    assert place.fresh(mine).standing is Status.UNDER_WAY
    assert (
        refused(lambda: place.moved(other, Status.UNDER_WAY, actor=place.agent)) is StandingRefusal.NOT_YOURS
    )
    wrong = {"agent_id": place.director.person_id}
    assert refused(lambda: place.promised(3, **wrong)) is PlanRefusal.NOT_AN_AGENT


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": " \u200f "}, PlanRefusal.NO_TITLE),
        ({"number": 1}, PlanRefusal.NUMBER_TAKEN),
        ({"weight": Decimal(101)}, PlanRefusal.WEIGHT),
        ({"starts_on": date(2027, 1, 1)}, StandingRefusal.ENDS_BEFORE),
        ({"latitude": Decimal("48.85"), "longitude": Decimal("2.35")}, PlanRefusal.POINT_OUTSIDE),
        ({"neighbourhood_id": 99_999_999}, PlanRefusal.ELSEWHERE),
    ],
)
def test_what_is_typed_wrong_writes_nothing(place, facts, refusal):
    place.promised(1)
    assert refused(lambda: place.promised(**({"number": 2} | facts))) is refusal
    assert Commitment.objects.count() == 1


def test_parts_of_another_plan_are_refused(place):
    facts = PlanFacts(**vars(PAC) | {"title": "برنامج آخر"})
    other = actions.draw_up(territory=place.territory, facts=facts, **place.by())
    axis = actions.keep_axis(plan=other, position=1, title="محور", **place.by())
    goal = actions.keep_objective(axis=place.axes[1], position=1, title="هدف", **place.by())
    told = actions.CommitmentFacts(title="مشروع")
    mine = {"plan": place.plan, "number": 1, "facts": told, **place.by()}
    assert refused(lambda: actions.promise(axis=axis, **mine)) is PlanRefusal.ELSEWHERE
    wrong = {"axis": place.axes[0], "objective": goal}
    assert refused(lambda: actions.promise(**wrong, **mine)) is PlanRefusal.ELSEWHERE
    taken = {"plan": place.plan, "position": 1, "title": "ثالث"}
    assert refused(lambda: actions.keep_axis(**taken, **place.by())) is PlanRefusal.PLACE_TAKEN
    place.promised()
    assert refused(lambda: actions.remove_axis(axis=place.axes[0], **place.by())) is PlanRefusal.NOT_EMPTY
    actions.remove_axis(axis=place.axes[1], **place.by())
    assert [one.position for one in queries.axes_of(place.plan)] == [1]


def test_a_delay_has_a_reason_a_new_day_and_is_told_to_who_follows(place):
    """§ commitments-3"""
    one = place.promised(ends_on=date(2026, 2, 1))
    place.published()
    reader = citizen_actor()
    traces.follow(trace=place.fresh(one).trace, actor=reader, now=NOW)
    told = actions.CommitmentFacts(title=one.title, ends_on=date(2027, 1, 1))
    again = {"commitment": one, "axis": one.axis, "facts": told, **place.by(now=NOW)}
    assert refused(lambda: actions.keep_commitment(**again)) is StandingRefusal.TELL_THE_DELAY
    assert refused(lambda: place.moved(one, Status.DELAYED)) is StandingRefusal.NEW_DAY_NEEDED
    place.moved(one, Status.DELAYED, new_day=date(2026, 9, 1))
    held = place.fresh(one)
    assert (held.ends_on, held.first_ends_on, held.due_on) == (
        date(2026, 9, 1),
        date(2026, 2, 1),
        date(2026, 9, 1),
    )
    assert kinds_told(reader.person_id) == ["commitments.moved"]
    assert [(each.status, each.words) for each in queries.steps_of(one)] == [
        ("programmed", ""),
        ("delayed", WHY),
    ]


def test_milestones_make_the_progress_and_the_lateness(place):
    """§ commitments-4, § commitments-5, § commitments-7"""
    one = place.promised(ends_on=date(2026, 12, 31))
    first = place.milestone(one, 1, due_on=date(2026, 2, 1), weight=3)
    second = place.milestone(one, 2, due_on=date(2026, 6, 1))
    today = NOW.date()
    assert rules.lateness(place.fresh(one).dates, today=today) is rules.Lateness.LATE
    assert (
        refused(lambda: actions.say_progress(commitment=one, progress=9, **place.by()))
        is StandingRefusal.COUNTED
    )
    late = date(2026, 3, 3)
    tomorrow = {"milestone": first, "done_on": late, **place.by(now=NOW)}
    assert refused(lambda: actions.reach_milestone(**tomorrow)) is StandingRefusal.DONE_IN_FUTURE
    actions.reach_milestone(**tomorrow | {"done_on": today}, proof="محضر التسلم")
    held = place.fresh(one)
    assert (held.progress, held.due_on) == (75, date(2026, 6, 1))
    place.moved(one, Status.UNDER_WAY, reason="")
    assert refused(lambda: place.moved(one, Status.DONE)) is StandingRefusal.MILESTONES_LEFT
    actions.reach_milestone(milestone=second, done_on=today, **place.by(now=NOW))
    place.moved(one, Status.DONE, reason="فُتح الطريق أمام الجميع يوم الاثنين.")
    assert (place.fresh(one).progress, place.fresh(one).standing) == (100, Status.DONE)
    ended = MilestoneFacts(position=3, title="مرحلة")
    assert (
        refused(lambda: actions.keep_milestone(commitment=one, facts=ended, **place.by()))
        is StandingRefusal.ENDED
    )
    place.moved(one, Status.UNDER_WAY)
    actions.remove_milestone(milestone=second, **place.by(now=NOW))
    assert place.fresh(one).progress == 100
    free = place.promised(2)
    for progress in (40, 40):  # said twice, it is told once
        actions.say_progress(commitment=free, progress=progress, **place.by())
    assert [(step.status, step.progress) for step in queries.steps_of(free)][1:] == [("programmed", 40)]
    place.moved(free, Status.UNDER_WAY, reason="")
    place.moved(free, Status.DONE)
    assert place.moved(free, Status.UNDER_WAY).progress == rules.ALMOST


def test_money_is_summed_by_the_verbs_and_one_line_a_source_and_year(place):
    """§ commitments-8"""
    one = place.promised()
    line = place.money(one, planned="1000.50", committed="400", paid="100")
    place.money(one, source=Source.REGION, planned="500")
    assert (place.fresh(one).planned, place.fresh(one).committed, place.fresh(one).paid) == (
        Decimal("1500.50"), Decimal(400), Decimal(100)
    )  # fmt: skip
    assert refused(lambda: place.money(one, planned=1)) is FundingRefusal.TWICE
    assert refused(lambda: place.money(one, year=2019, planned=1)) is FundingRefusal.OUTSIDE_PERIOD
    more = Money(source=Source.COMMUNE, year=2026, planned=Decimal(2), committed=Decimal(1), paid=Decimal(2))
    keep = {"commitment": one, "line": line, "money": more, **place.by()}
    assert refused(lambda: actions.keep_funding(**keep)) is FundingRefusal.PAID_OVER_COMMITTED
    actions.remove_funding(line=line, **place.by())
    assert place.fresh(one).planned == 500


def test_rates_by_axis_and_neighbourhood_equal_a_recount(place):
    """§ commitments-7"""
    ones = [place.promised(number, axis=number % 2, weight=Decimal(number)) for number in range(1, 5)]
    for one, progress in zip(ones, (10, 20, 30, 40), strict=True):
        actions.say_progress(commitment=one, progress=progress, **place.by())
    place.money(ones[0], planned=200, committed=100, paid=50)
    place.moved(ones[3], Status.CANCELLED)
    found = queries.rates_of(place.plan)
    assert [(each.axis.position, each.rates.count, each.rates.simple) for each in found.axes] == [
        (1, 2, Decimal("20.0")), (2, 2, Decimal("20.0"))
    ]  # fmt: skip
    assert found.axes[1].rates.weighted == Decimal("25.0")  # (10 + 3 * 30) / 4
    assert found.weighted == Decimal("21.3")  # (3 * 20 + 25) / 4
    assert (found.whole.paid_rate, found.whole.cancelled) == (Decimal("25.0"), 1)
    assert queries.rates_of_places(place.plan)[None] == found.whole
    assert found.whole.count == found.statuses[Status.PROGRAMMED] + 1 == 4
    lines = rules.rates(each.line for each in queries.every(place.plan))
    assert found.whole == lines  # added up by the database, and one by one
    place.published()
    with everywhere():
        across = queries.done_in(place.territory.pk)
    assert across == (found.whole.done, found.whole.counted)


def test_an_indicator_has_one_measure_a_day(place):
    """§ commitments-9"""
    one = place.promised()
    facts = IndicatorFacts(
        position=1, kind=IndicatorKind.IMPACT, name="أيام الانتظار", baseline=Decimal(40), target=Decimal(10)
    )
    indicator = actions.keep_indicator(commitment=one, facts=facts, **place.by())
    on = {"indicator": indicator, "on": date(2026, 3, 2), **place.by(now=NOW)}
    actions.measure(value=Decimal(25), note="سجل المصلحة", **on)
    assert refused(lambda: actions.measure(value=Decimal(20), **on)) is IndicatorRefusal.MEASURED_TWICE
    later = on | {"on": date(2026, 3, 3)}
    assert refused(lambda: actions.measure(value=Decimal(20), **later)) is IndicatorRefusal.MEASURED_LATER
    same = IndicatorFacts(**vars(facts) | {"target": Decimal(40), "position": 2})
    assert (
        refused(lambda: actions.keep_indicator(commitment=one, facts=same, **place.by()))
        is IndicatorRefusal.TARGET_IS_BASELINE
    )
    (found,) = queries.indicators_of(one)
    assert (found.reached, found.last.value) == (Decimal("50.0"), 25)


def test_a_correction_comes_with_a_photograph_and_is_answered_once(place):
    """§ commitments-12"""
    one = place.promised(agent_id=place.agent.person_id)
    hidden = citizen_actor("قبل النشر")
    assert refused(lambda: place.said(one, actor=hidden)) is RemarkRefusal.NOT_PUBLIC
    place.published()
    author = citizen_actor()
    remark = place.said(one, actor=author, photo=photo())
    assert place.said(one, actor=author).pk == remark.pk
    assert (Remark.objects.count(), Document.objects.filter(trace=remark.trace).count()) == (1, 1)
    for who in (place.agent, place.director):
        assert "commitments.corrected" in kinds_told(who.person_id)
    told = {"remark": remark, "outcome": Outcome.CONFIRMED, "words": "صحيح: توقفت الأشغال ونستأنفها."}
    assert refused(lambda: actions.answer(**told, **place.by(author))) is StandingRefusal.NOT_STAFF
    assert (
        refused(lambda: actions.answer(**told | {"words": "نعم"}, **place.by()))
        is RemarkRefusal.ANSWER_NEEDED
    )
    answered = actions.answer(**told, **place.by(place.agent, NOW))
    assert (answered.outcome, answered.answered_at) == (Outcome.CONFIRMED, NOW)
    assert refused(lambda: actions.answer(**told, **place.by())) is RemarkRefusal.ANSWERED
    assert "commitments.answered" in kinds_told(author.person_id)
    own = place.said(one, actor=place.director, token="own")
    assert refused(lambda: actions.answer(**told | {"remark": own}, **place.by())) is RemarkRefusal.OWN
    comment = place.said(one, actor=author, claim=None, token="comment")
    assert (
        refused(lambda: actions.answer(**told | {"remark": comment}, **place.by()))
        is RemarkRefusal.NOT_A_CORRECTION
    )


def test_what_is_said_waits_where_the_territory_reads_first(place):
    one = place.promised()
    place.published()
    type(place.territory).objects.filter(pk=place.territory.pk).update(moderation=Moderation.BEFORE)
    remark = place.said(one)
    assert remark.trace.visibility == "held"
    assert list(queries.waiting()) == []
    told = {"remark": remark, "outcome": Outcome.PARTLY, "words": WHY}
    assert refused(lambda: actions.answer(**told, **place.by())) is RemarkRefusal.NOT_VISIBLE


def test_the_desk_is_warned_once_at_each_mark_and_a_word_breaks_the_silence(place):
    """§ commitments-6"""
    one = place.promised(ends_on=date(2026, 1, 20))
    assert actions.warn(commitment=one, now=NOW) == 0, "nobody reads it yet"
    place.published()
    marks = [actions.warn(commitment=one, now=NOW + timedelta(days=days)) for days in (0, 1, 20, 21)]
    assert marks == [30, 0, 0, 0]
    assert actions.warn(commitment=one, now=NOW + timedelta(days=60)) == 90
    assert kinds_told(place.director.person_id).count("commitments.late") == 2
    assert rules.lateness(place.fresh(one).dates, today=NOW.date()) is rules.Lateness.SILENT
    actions.explain(commitment=one, words=WHY, **place.by(now=NOW))
    assert rules.lateness(place.fresh(one).dates, today=NOW.date()) is rules.Lateness.LATE


def test_evidence_and_where_it_comes_from(place):
    """§ commitments-13, § commitments-14"""
    one, origin = place.promised(), place.promised(2)
    add = {"commitment": one, "file": photo(), "kind": Proof.BEFORE, "title": "قبل", **place.by()}
    wrong = add | {"taken_on": SET_UP.date() + timedelta(days=1)}
    assert refused(lambda: actions.add_evidence(**wrong)) is StandingRefusal.DONE_IN_FUTURE
    actions.add_evidence(**add)
    assert [each.kind for each in queries.evidence_of(one)] == ["before"]
    come = {"commitment": one, "trace": origin.trace, **place.by()}
    assert refused(lambda: actions.come_from(**come)) is PlanRefusal.NOT_PUBLISHED
    place.published()
    actions.come_from(**come)
    members = [(rules.MemberGroup.ELECTED, "نائب(ة) الرئيس"), (rules.MemberGroup.BODY, "رئيسة الهيئة")]
    actions.keep_committee(plan=place.plan, decision="قرار 4 ماي 2023", members=members, **place.by())
    assert [each.capacity for each in queries.members_of(place.plan)] == ["نائب(ة) الرئيس", "رئيسة الهيئة"]
