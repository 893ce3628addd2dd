"""The evaluation of a year, closed with its figures; a new version of a plan, and what it changed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.models import Commitment, Plan
from tadafor.commitments.rules import (
    Gender,
    IndicatorKind,
    MemberGroup,
    PlanKind,
    PlanRefusal,
    RenewalRefusal,
    Status,
    YearlyRefusal,
)
from tadafor.commitments.tests.factories import NOW, PAC, WHY, Place, citizen_actor
from tadafor.kernel import papers
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.traces import actions as traces
from tadafor.traces import queries as stories
from tadafor.traces.models import Follow

AT = "/larache/commitments/"
LATER = datetime(2026, 6, 1, 10, tzinfo=UTC)
READ = "أُنجز نصف المشاريع، وتعثر التطهير بسبب العقار."
DAYS = {"starts_on": date(2022, 1, 1), "ends_on": date(2027, 12, 31)}


@pytest.mark.parametrize(
    ("year", "published", "closed", "words", "today", "refusal"),
    [
        (2025, True, (), READ, date(2026, 1, 1), None),
        (2025, True, (), READ, date(2026, 12, 31), None),
        (2025, True, (2023,), READ, date(2026, 3, 2), None),
        (2025, False, (), READ, date(2026, 3, 2), YearlyRefusal.NOT_PUBLISHED),
        (2021, True, (), READ, date(2026, 3, 2), YearlyRefusal.YEAR_OUTSIDE),
        (2028, True, (), READ, date(2029, 3, 2), YearlyRefusal.YEAR_OUTSIDE),
        (2025, True, (), READ, date(2025, 12, 31), YearlyRefusal.NOT_OVER),
        (2026, True, (), READ, date(2026, 3, 2), YearlyRefusal.NOT_OVER),
        (2024, True, (), READ, date(2026, 1, 1), YearlyRefusal.TOO_LATE),
        (2025, True, (2025,), READ, date(2026, 3, 2), YearlyRefusal.CLOSED),
        (2025, True, (2026,), READ, date(2026, 3, 2), YearlyRefusal.LATER_CLOSED),
        (2025, True, (), "قصير", date(2026, 3, 2), YearlyRefusal.WORDS_NEEDED),
        (2025, True, (), "ا" * 2001, date(2026, 3, 2), YearlyRefusal.WORDS_TOO_LONG),
    ],
)
def test_a_year_is_closed_once_it_is_over_and_while_its_figures_are_known(
    year, published, closed, words, today, refusal
):
    """§ commitments-21"""
    facts = {"is_published": published, "closed": closed, "words": words, "today": today}
    assert rules.refuse_year(year, **facts, **DAYS) is refusal


@pytest.mark.parametrize(
    ("kind", "published", "pending", "reason", "today", "refusal"),
    [
        (PlanKind.ACTION_PROGRAMME, True, False, WHY, date(2024, 1, 1), None),
        (PlanKind.ACTION_PROGRAMME, True, False, WHY, date(2023, 12, 31), RenewalRefusal.TOO_EARLY),
        (PlanKind.CHARTER, True, False, WHY, date(2022, 1, 1), None),
        (PlanKind.CHARTER, False, False, WHY, date(2023, 1, 1), RenewalRefusal.NOT_PUBLISHED),
        (PlanKind.CHARTER, True, True, WHY, date(2023, 1, 1), RenewalRefusal.PENDING),
        (PlanKind.CHARTER, True, False, WHY, date(2028, 1, 1), RenewalRefusal.OVER),
        (PlanKind.CHARTER, True, False, "لا", date(2023, 1, 1), RenewalRefusal.REASON_NEEDED),
        (PlanKind.CHARTER, True, False, "ا" * 2001, date(2023, 1, 1), RenewalRefusal.REASON_TOO_LONG),
    ],
)
def test_a_plan_is_brought_up_to_date_from_its_third_year(kind, published, pending, reason, today, refusal):
    """§ commitments-22"""
    facts = {"is_published": published, "has_next": pending, "reason": reason, "today": today}
    assert rules.refuse_renewal(kind, **facts, **DAYS) is refusal


# ---- the verbs and the pages


@pytest.fixture
def place(larache):
    with stopped_at(NOW), within(larache.pk):
        yield Place(larache)


@pytest.fixture
def head(place, client_of):
    return client_of(Person.objects.get(pk=place.director.person_id))


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as told:
        verb(**facts)
    assert told.value.refusal is refusal
    return told.value.sentence


@pytest.mark.django_db
def test_the_figures_of_a_year_stand_as_they_were(place, head):
    """§ commitments-21"""
    late = place.promised(1, ends_on=date(2026, 1, 5), gender=Gender.TARGETED)
    done = place.promised(2, axis=1)
    gone = place.promised(3, axis=1)
    place.money(late, planned=1_000, committed=500, paid=250)
    desk = f"{AT}desk/1/"
    assert head.post(f"{desk}yearly/", {"year": 2025, "words": READ}).status_code == 400
    place.published()
    place.moved(done, Status.UNDER_WAY, reason="")
    place.moved(done, Status.DONE)
    place.moved(gone, Status.CANCELLED)
    wrong = head.post(f"{desk}yearly/", {"year": 2026, "words": READ})
    assert (wrong.status_code, "لم تنته هذه السنة" in wrong.content.decode()) == (400, True)
    assert READ in wrong.content.decode()
    before = queries.evaluation(place.plan, today=NOW.date())
    assert head.post(f"{desk}yearly/", {"year": 2025, "words": READ}).status_code == 303
    read = queries.thawed(queries.yearly_at(place.plan, 2025))
    assert (read.rates.whole, read.rates.weighted) == (before.rates.whole, before.rates.weighted)
    assert list(read.rates.statuses.items()) == list(before.rates.statuses.items())
    assert [(one.axis.title, one.rates) for one in read.rates.axes] == [
        (one.axis.title, one.rates) for one in before.rates.axes
    ]
    assert (read.gender, read.corrected) == (before.gender, before.corrected)
    assert [(one.number, one.due_on, one.reason) for one in (*read.late, *read.cancelled)] == [
        (1, date(2026, 1, 5), ""), (3, date(2026, 12, 31), WHY),
    ]  # fmt: skip

    place.moved(late, Status.CANCELLED)  # the figures of the plan move on, those of the year do not
    again = queries.thawed(queries.yearly_at(place.plan, 2025))
    assert (
        again.rates.whole
        == before.rates.whole
        != queries.evaluation(place.plan, today=NOW.date()).rates.whole
    )
    refused(
        YearlyRefusal.CLOSED, actions.close_year, plan=place.plan, year=2025, words=READ, **place.by(now=NOW)
    )
    facts = {"plan": place.plan, "year": 2025, "words": READ}
    refused(PlanRefusal.NOT_STAFF, actions.close_year, **facts, **place.by(citizen_actor(), NOW))
    _read_by_all()


def _read_by_all():
    visitor = Client()
    told = visitor.get(f"{AT}1/evaluation/2025/").content.decode()
    for seen in (READ, "لم تقل الجماعة لماذا", WHY, "2025"):
        assert seen in told
    assert visitor.get(f"{AT}1/evaluation/2024/").status_code == 404
    assert "evaluation/2025/" in visitor.get(f"{AT}1/path/").content.decode()
    paper = visitor.get(f"/fr{AT}1/evaluation/2025.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "2025" in text
    assert "demonstration" not in paper["Content-Disposition"]


@pytest.mark.django_db
def test_a_session_is_shown_the_evaluations_of_the_year_before_it(place):
    """§ commitments-21"""
    place.promised(1)
    place.published()
    actions.close_year(plan=place.plan, year=2025, words=READ, **place.by(now=NOW))
    asked = {day: papers.laid_before(place.territory.pk, day) for day in (
        date(2026, 3, 1), date(2026, 3, 2), date(2027, 3, 2), date(2027, 3, 3),
    )}  # fmt: skip
    assert [len(found) for found in asked.values()] == [0, 1, 1, 0]
    paper = asked[date(2026, 3, 2)][0]
    assert (paper.text, "2025" in paper.title, len(paper.lines)) == (READ, True, 3)
    assert paper.address.endswith("/larache/commitments/1/evaluation/2025/")


@pytest.mark.django_db
def test_a_new_version_takes_all_with_it_and_says_what_it_changed(place, head):
    """§ commitments-22"""
    one, two = place.promised(1, cost=Decimal(500)), place.promised(2, axis=1)
    by = place.by(now=NOW)
    goal = actions.keep_objective(axis=place.axes[0], position=1, title="هدف", **by)
    Commitment.objects.filter(pk=one.pk).update(objective=goal)
    place.milestone(one)
    place.milestone(one, 2)
    place.money(one, planned=100)
    facts = actions.IndicatorFacts(position=1, kind=IndicatorKind.IMPACT, name="مؤشر", target=Decimal(9))
    indicator = actions.keep_indicator(commitment=one, facts=facts, **by)
    actions.measure(indicator=indicator, on=date(2026, 2, 1), value=Decimal(3), **by)
    actions.keep_committee(plan=place.plan, decision="قرار", members=[(MemberGroup.BODY, "رئيسة")], **by)
    refused(RenewalRefusal.NOT_PUBLISHED, actions.renew, plan=place.plan, reason=WHY, **by)
    place.published()
    reader = citizen_actor()
    traces.follow(trace=one.trace, actor=reader, now=NOW)

    asked = head.post(f"{AT}desk/1/renew/", {"reason": WHY})
    assert asked.status_code == 303
    new = Plan.objects.get(origin=place.plan)
    assert (new.version, new.number, new.is_public, new.renewed_for) == (2, 2, False, WHY)
    assert Client().get(f"{AT}2/").status_code == 404
    refused(RenewalRefusal.PENDING, actions.renew, plan=place.plan, reason=WHY, **by)
    copy, other = queries.commitment_at(new, 1), queries.commitment_at(new, 2)
    assert (copy.trace.address, copy.objective.title, copy.axis.plan_id) == (f"{AT}2/1/", "هدف", new.pk)
    assert (len(queries.milestones_of(copy)), copy.planned, len(queries.members_of(new))) == (2, 100, 1)
    assert [len(each.measures) for each in queries.indicators_of(copy)] == [1]

    place.moved(two, Status.UNDER_WAY, reason="")  # the old version lives on
    actions.reach_milestone(
        milestone=queries.milestone_at(one, 1),
        done_on=date(2026, 2, 2),
        proof="محضر",
        actor=place.director,
        now=NOW,
    )
    changed = actions.CommitmentFacts(title="مشروع 2 معدل", ends_on=date(2027, 6, 30))
    actions.keep_commitment(commitment=other, axis=other.axis, facts=changed, actor=place.director, now=LATER)
    actions.publish(plan=new, actor=place.director, now=LATER)

    place.plan.refresh_from_db()
    assert place.plan.superseded_at == LATER
    copy, other = queries.commitment_at(new, 1), queries.commitment_at(new, 2)
    assert (copy.progress, [bool(each.done_on) for each in queries.milestones_of(copy)]) == (
        50,
        [True, False],
    )
    assert (other.title, other.status) == ("مشروع 2 معدل", Status.PROGRAMMED)  # touched: as it was drawn up
    assert Follow.objects.filter(trace=copy.trace, person_id=reader.person_id).exists()
    assert stories.story_of(copy.trace)
    told = Client().get(f"{AT}2/versions/").content.decode()
    for seen in (WHY, "مشروع 2 معدل", "31 دجنبر 2026", "30 يونيو 2027"):
        assert seen in told
    assert "هذه أول نسخة" in Client().get(f"{AT}1/versions/").content.decode()
    assert "حلت نسخة جديدة" in Client().get(f"{AT}1/").content.decode()
    refused(PlanRefusal.SUPERSEDED, actions.renew, plan=place.plan, reason=WHY, **by)


@pytest.mark.django_db
def test_a_young_action_programme_says_from_when_it_may_be_renewed(place, head):
    """§ commitments-22"""
    facts = actions.PlanFacts(
        **vars(PAC) | {"title": "برنامج جديد", "starts_on": date(2025, 1, 1), "ends_on": date(2030, 12, 31)}
    )
    plan = actions.draw_up(territory=place.territory, facts=facts, **place.by())
    axis = actions.keep_axis(plan=plan, position=1, title="محور", **place.by())
    told = actions.CommitmentFacts(title="مشروع")
    actions.promise(plan=plan, axis=axis, number=1, facts=told, **place.by())
    actions.publish(plan=plan, **place.by())
    early = head.post(f"{AT}desk/{plan.number}/renew/", {"reason": WHY})
    assert (early.status_code, "2027-01-01" in early.content.decode()) == (400, True)
