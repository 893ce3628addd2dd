"""How a plan came to be: the steps of each kind in their order, what they need, who may say them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.actions import MessageFacts, PlanFacts
from tadafor.commitments.rules import (
    AssessmentRefusal,
    Degree,
    Held,
    MemberGroup,
    PartRefusal,
    PlanKind,
    PlanRefusal,
    Section,
    Source,
    StepKind,
    StepRefusal,
    Stride,
)
from tadafor.commitments.tests.factories import NOW, Place, citizen_actor
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.traces.tests.factories import make_trace

PAC, OPEN = PlanKind.ACTION_PROGRAMME, PlanKind.OPENNESS
S, No = StepKind, StepRefusal
BEGUN = {(StepKind.DECISION, 0): date(2021, 11, 2)}
VOTED = BEGUN | {(step, 0): date(2022, month, 1) for month, step in enumerate(rules.PATHS[PAC][1:6], 1)}
SEEN = VOTED | {(StepKind.VISA, 0): date(2022, 6, 20)}
WORDS = "ثلاث ورشات في الملحقات حضرها تسعون شخصا."
CASES = [
    (PAC, Stride(S.DECISION, date(2021, 11, 2)), {}, Held(), None),
    (PAC, Stride(S.DECISION, date(2026, 3, 2)), {}, Held(), None),
    (PAC, Stride(S.DECISION, date(2026, 3, 3)), {}, Held(), No.IN_FUTURE),
    (PAC, Stride(S.LAUNCH, date(2021, 11, 2)), {}, Held(), No.NOT_OF_THIS_KIND),
    (PAC, Stride(S.DECISION, date(2021, 11, 2)), BEGUN, Held(), No.TAKEN),
    (PAC, Stride(S.PRIORITIES, date(2022, 1, 1), words=WORDS), BEGUN, Held(), No.SKIPPED),
    (PAC, Stride(S.DIAGNOSIS, date(2022, 1, 1), words=WORDS), BEGUN, Held(), None),
    (PAC, Stride(S.DIAGNOSIS, date(2021, 11, 1), words=WORDS), BEGUN, Held(), No.OUT_OF_ORDER),
    (PAC, Stride(S.DIAGNOSIS, date(2021, 11, 2), words=WORDS), BEGUN, Held(), None),
    (PAC, Stride(S.DIAGNOSIS, date(2022, 1, 1)), BEGUN, Held(), No.WORDS_NEEDED),
    (PAC, Stride(S.DIAGNOSIS, date(2022, 1, 1), words="ا" * 2001), BEGUN, Held(), No.WORDS_TOO_LONG),
    (PAC, Stride(S.VISA, date(2022, 6, 20)), BEGUN, Held(), No.SKIPPED),
    (PAC, Stride(S.VISA, date(2022, 4, 30)), VOTED, Held(), No.OUT_OF_ORDER),
    (PAC, Stride(S.VISA, date(2022, 6, 20)), VOTED, Held(), None),
    (PAC, Stride(S.YEARLY_PLAN, date(2022, 7, 1), 2023), VOTED, Held(), No.SKIPPED),
    (PAC, Stride(S.YEARLY_PLAN, date(2022, 7, 1)), SEEN, Held(), No.NO_YEAR),
    (PAC, Stride(S.YEARLY_PLAN, date(2022, 7, 1), 2028), SEEN, Held(), No.YEAR_OUTSIDE),
    (PAC, Stride(S.YEARLY_PLAN, date(2022, 7, 1), 2021), SEEN, Held(), No.YEAR_OUTSIDE),
    (PAC, Stride(S.YEARLY_PLAN, date(2026, 3, 1), 2027), SEEN, Held(), None),
    (PAC, Stride(S.YEARLY_PLAN, date(2026, 3, 1), 2023), SEEN, Held(), None),
    (PlanKind.CHARTER, Stride(S.CONSULTATIONS, date(2024, 1, 1)), {(S.DRAFT, 0): date(2023, 1, 1)},
     Held(), No.PROOF_NEEDED),
    (PlanKind.CHARTER, Stride(S.CONSULTATIONS, date(2024, 1, 1), has_origin=True),
     {(S.DRAFT, 0): date(2023, 1, 1)}, Held(), None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "stride", "taken", "held", "refusal"), CASES)
def test_no_step_is_skipped_nor_out_of_order_nor_to_come(kind, stride, taken, held, refusal):
    """§ commitments-17"""
    facts = {"starts_on": date(2022, 1, 1), "ends_on": date(2027, 12, 31), "today": date(2026, 3, 2)}
    assert rules.refuse_step(kind, stride, taken=taken, held=held, **facts) is refusal


def test_some_steps_need_what_the_plan_holds():
    """§ commitments-17"""
    facts = {"starts_on": date(2022, 1, 1), "ends_on": date(2027, 12, 31), "today": date(2026, 3, 2)}
    for kind, step, needs, refusal in (
        (
            PAC,
            StepKind.RESOURCES,
            {"estimated_years": frozenset({2022, 2023, 2024})},
            StepRefusal.NO_ESTIMATE,
        ),
        (PlanKind.CHARTER, StepKind.COMMITTEE, {"seats": 1}, StepRefusal.NO_SEATS),
        (PlanKind.STRATEGY, StepKind.COMMUNICATION, {"messages": 1}, StepRefusal.NO_MESSAGES),
        (OPEN, StepKind.SELF_ASSESSMENT, {"sections_left": 0}, StepRefusal.SECTIONS_LEFT),
    ):
        before = rules.PATHS[kind][: rules.PATHS[kind].index(step)]
        taken = {(one, 0): date(2022, 1, 1) for one in before}
        stride = Stride(step, date(2022, 2, 1))
        empty = Held(sections_left=3)
        assert rules.refuse_step(kind, stride, taken=taken, held=empty, **facts) is refusal
        assert rules.refuse_step(kind, stride, taken=taken, held=Held(**needs), **facts) is None
    two = Held(estimated_years=frozenset({2022, 2023}))
    before = {(one, 0): date(2022, 1, 1) for one in rules.PATHS[PAC][:3]}
    stride = Stride(StepKind.RESOURCES, date(2022, 2, 1))
    assert rules.refuse_step(PAC, stride, taken=before, held=two, **facts) is StepRefusal.NO_ESTIMATE


def test_only_the_last_step_is_taken_back():
    """§ commitments-17"""
    assert rules.refuse_taking_back(PAC, StepKind.VOTE, 0, VOTED) is None
    assert rules.refuse_taking_back(PAC, StepKind.VOTE, 0, SEEN) is StepRefusal.LATER_TAKEN
    assert rules.refuse_taking_back(PAC, StepKind.VISA, 0, VOTED) is StepRefusal.NOT_TAKEN
    years = SEEN | {
        (StepKind.YEARLY_PLAN, 2023): date(2022, 12, 1),
        (StepKind.YEARLY_PLAN, 2024): date(2023, 12, 1),
    }
    assert rules.refuse_taking_back(PAC, StepKind.YEARLY_PLAN, 2023, years) is None


@pytest.mark.parametrize(
    ("kind", "degree", "words", "evidence", "closed", "refusal"),
    [
        (OPEN, Degree.YES, WORDS, "محضر", False, None),
        (OPEN, Degree.NO, WORDS, "", False, None),
        (OPEN, Degree.YES, WORDS, "", False, AssessmentRefusal.EVIDENCE_NEEDED),
        (OPEN, Degree.PARTLY, WORDS, "", False, AssessmentRefusal.EVIDENCE_NEEDED),
        (OPEN, Degree.NO, "لا", "", False, AssessmentRefusal.WORDS_NEEDED),
        (OPEN, Degree.NO, "ا" * 2001, "", False, AssessmentRefusal.WORDS_TOO_LONG),
        (OPEN, Degree.NO, WORDS, "", True, AssessmentRefusal.CLOSED),
        (PAC, Degree.NO, WORDS, "", False, AssessmentRefusal.NOT_OPENNESS),
    ],
)
def test_what_a_commune_claims_of_itself_it_shows(kind, degree, words, evidence, closed, refusal):
    """§ commitments-18"""
    facts = {"degree": degree, "words": words, "evidence": evidence, "is_closed": closed}
    assert rules.refuse_assessment(kind, **facts) is refusal


def test_lines_of_parts_belong_to_their_kind_and_their_days():
    """§ commitments-17, § commitments-19"""
    days = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31)}
    refuse = rules.refuse_message
    assert refuse(PlanKind.STRATEGY, on=None, **days) is None
    assert refuse(PlanKind.STRATEGY, on=date(2024, 12, 31), **days) is None
    assert refuse(PlanKind.STRATEGY, on=date(2025, 1, 1), **days) is PartRefusal.DAY_OUTSIDE
    assert refuse(PAC, on=None, **days) is PartRefusal.NOT_STRATEGY
    assert rules.refuse_estimate(PAC, year=2024, starts_on=date(2022, 1, 1)) is None
    assert rules.refuse_estimate(PAC, year=2025, starts_on=date(2022, 1, 1)) is PartRefusal.YEAR_NOT_ESTIMATED
    assert (
        rules.refuse_estimate(OPEN, year=2024, starts_on=date(2024, 1, 1)) is PartRefusal.NOT_ACTION_PROGRAMME
    )


# ---- the verbs and the pages


@pytest.fixture
def place(larache):
    with stopped_at(NOW), within(larache.pk):
        yield Place(larache)


@pytest.fixture
def head(place, client_of):
    return client_of(Person.objects.get(pk=place.director.person_id))


def by(place, actor=None):
    return place.by(actor, NOW)


def plan_of(place, kind, years=2):
    facts = PlanFacts(
        kind=kind, title=f"مخطط {kind}", starts_on=date(2024, 1, 1), ends_on=date(2023 + years, 12, 31)
    )
    return actions.draw_up(territory=place.territory, facts=facts, **place.by())


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as told:
        verb(**facts)
    assert told.value.refusal is refusal
    return told.value.sentence


@pytest.mark.django_db
def test_an_action_programme_goes_its_whole_way(place, head):
    """§ commitments-17"""
    plan = place.plan
    heard = make_trace(place.territory, room="consultations", title="التشاور حول برنامج العمل")
    take = {"plan": plan, **by(place)}
    said = refused(StepRefusal.SKIPPED, actions.take_step, step=StepKind.VOTE, on=date(2022, 5, 5), **take)
    assert "قرار إعداد البرنامج" in said
    actions.take_step(step=StepKind.DECISION, on=date(2021, 11, 2), **take)
    actions.take_step(step=StepKind.DIAGNOSIS, on=date(2022, 1, 15), words=WORDS, **take)
    said = refused(
        StepRefusal.OUT_OF_ORDER,
        actions.take_step,
        step=StepKind.PRIORITIES,
        on=date(2022, 1, 1),
        words=WORDS,
        **take,
    )
    assert "2022-01-15" in said
    actions.take_step(step=StepKind.PRIORITIES, on=date(2022, 2, 1), words=WORDS, **take)
    said = refused(
        StepRefusal.NO_ESTIMATE, actions.take_step, step=StepKind.RESOURCES, on=date(2022, 3, 1), **take
    )
    assert "2022" in said
    assert "2024" in said
    for year in (2022, 2023, 2024):
        actions.keep_resource(year=year, source=Source.COMMUNE, amount=Decimal(1_000), **take)
    actions.keep_resource(year=2024, source=Source.LOAN, amount=Decimal(500), **take)
    actions.keep_resource(year=2024, source=Source.LOAN, amount=Decimal(0), **take)
    actions.take_step(step=StepKind.RESOURCES, on=date(2022, 3, 1), **take)
    refused(
        PartRefusal.CLOSED, actions.keep_resource, year=2022, source=Source.STATE, amount=Decimal(1), **take
    )
    actions.take_step(step=StepKind.CONSULTATIONS, on=date(2022, 4, 1), origin=heard, **take)
    actions.take_step(step=StepKind.VOTE, on=date(2022, 10, 6), words="المجلس الجماعي، دورة أكتوبر", **take)
    plan.refresh_from_db()
    assert (plan.adopted_on, plan.adopted_by) == (date(2022, 10, 6), "المجلس الجماعي، دورة أكتوبر")
    actions.take_step(step=StepKind.VISA, on=date(2022, 11, 1), **take)
    _yearly(take)
    _everybody_reads(place, head)


def _yearly(take):
    for year in (2023, 2024):
        actions.take_step(step=StepKind.YEARLY_PLAN, year=year, on=date(year - 1, 12, 1), **take)
    refused(
        StepRefusal.TAKEN,
        actions.take_step,
        step=StepKind.YEARLY_PLAN,
        year=2024,
        on=date(2023, 12, 2),
        **take,
    )
    refused(StepRefusal.LATER_TAKEN, actions.take_back, step=StepKind.VISA, **take)
    actions.take_back(step=StepKind.YEARLY_PLAN, year=2024, **take)


def _everybody_reads(place, head):
    plan = place.plan
    one = place.promised(1)
    place.money(one, year=2023, planned=1_500)
    assert [(each.total, each.planned, each.missing) for each in queries.estimate_of(plan)] == [
        (1_000, 0, 0), (1_000, 1_500, 500), (1_000, 0, 0),
    ]  # fmt: skip
    address = f"/larache/commitments/{plan.number}/path/"
    assert Client().get(address).status_code == 404
    place.published()
    told = Client().get(address).content.decode()
    for seen in (WORDS, "التشاور حول برنامج العمل", "يفوق الموارد", "البرنامج السنوي"):
        assert seen in told
    assert "ألغوا الخطوة" not in told
    assert "ألغوا الخطوة" in head.get(f"/larache/commitments/desk/{plan.number}/path/").content.decode()


@pytest.mark.django_db
def test_only_who_keeps_plans_says_their_steps_and_only_of_what_stands_here(place, beni_mellal):
    facts = {"plan": place.plan, "step": StepKind.DECISION, "on": date(2022, 1, 1)}
    for actor in (place.agent, citizen_actor()):
        refused(PlanRefusal.NOT_STAFF, actions.take_step, **facts, **by(place, actor))
    with within(beni_mellal.pk):
        elsewhere = make_trace(beni_mellal, room="consultations")
    refused(PlanRefusal.ELSEWHERE, actions.take_step, origin=elsewhere, **facts, **by(place))


@pytest.mark.django_db
def test_an_openness_programme_is_assessed_with_evidence(place, head):
    """§ commitments-18"""
    plan = plan_of(place, OPEN)
    address = f"/larache/commitments/desk/{plan.number}/path/"
    wrong = head.post(f"{address}sections/forum/", {"degree": "yes", "words": WORDS})
    assert wrong.status_code == 400
    assert "دلّوا الناس على الدليل" in wrong.content.decode()
    assert WORDS in wrong.content.decode()
    sent = {"degree": "yes", "words": WORDS, "evidence": "https://example.org/pv"}
    assert head.post(f"{address}sections/forum/", sent).status_code == 303
    assert head.post(f"{address}sections/forum/", sent | {"degree": "partly"}).status_code == 303
    assert [one.degree for one in queries.assessments_of(plan).values()] == ["partly"]
    assert head.get(f"{address}sections/nowhere/").status_code == 404
    told = head.get(address).content.decode()
    assert "أجابت الجماعة عن 1 من 8 أبواب" in told
    assert "https://example.org/pv" in told
    for section in list(Section)[1:]:
        actions.assess(plan=plan, section=section, degree=Degree.NO, words=WORDS, evidence="", **by(place))
    assert queries.held_by(plan).sections_left == 0


@pytest.mark.django_db
def test_a_strategy_has_a_communication_plan_before_its_vote(place, head):
    """§ commitments-19"""
    plan = plan_of(place, PlanKind.STRATEGY, years=3)
    take = {"plan": plan, **by(place)}
    for step, month in ((StepKind.DIAGNOSIS, 1), (StepKind.DRAFT, 2), (StepKind.CONSULTATIONS, 3)):
        actions.take_step(step=step, on=date(2024, month, 1), words=WORDS, **take)
    address = f"/larache/commitments/desk/{plan.number}/path/"
    refusing = head.post(f"{address}communication/", {"on": "2024-04-01", "words": ""})
    assert refusing.status_code == 400
    assert "سطرا واحدا على الأقل" in refusing.content.decode()
    line = {
        "position": 1,
        "audience": "شباب الأحياء",
        "message": "شاركوا",
        "channel": "الإذاعة",
        "on": "2024-05-01",
    }
    assert head.post(f"{address}messages/new/", line).status_code == 303
    twice = head.post(f"{address}messages/new/", line)
    assert (twice.status_code, "هذه الرتبة لسطر آخر" in twice.content.decode()) == (400, True)
    late = head.post(f"{address}messages/1/", line | {"on": "2031-01-01"})
    assert (late.status_code, "خارج مدة المخطط" in late.content.decode()) == (400, True)
    assert head.post(f"{address}communication/", {"on": "2024-04-01", "words": ""}).status_code == 303
    refused(PartRefusal.CLOSED, actions.remove_message, line=queries.message_at(plan, 1), **by(place))
    assert head.post(f"{address}vote/", {"on": "2024-05-03", "words": "دورة ماي"}).status_code == 303
    assert head.post(f"{address}vote/0/back/").status_code == 303
    plan.refresh_from_db()
    assert plan.adopted_on is None
    other = {"facts": MessageFacts(1, "من", "ماذا", "كيف"), **by(place)}
    refused(PartRefusal.NOT_STRATEGY, actions.keep_message, plan=place.plan, **other)


@pytest.mark.django_db
def test_a_charter_names_who_follows_it_last(place, head):
    """§ commitments-14, § commitments-17"""
    plan = plan_of(place, PlanKind.CHARTER)
    take = {"plan": plan, **by(place)}
    for step in (StepKind.DRAFT, StepKind.CONSULTATIONS, StepKind.VOTE):
        actions.take_step(step=step, on=date(2024, 3, 1), words=WORDS, **take)
    refused(StepRefusal.NO_SEATS, actions.take_step, step=StepKind.COMMITTEE, on=date(2024, 4, 1), **take)
    actions.keep_committee(decision="قرار", members=[(MemberGroup.ELECTED, "نائبة الرئيس")], **take)
    actions.take_step(step=StepKind.COMMITTEE, on=date(2024, 4, 1), **take)
    told = head.get(f"/larache/commitments/desk/{plan.number}/path/").content.decode()
    assert "سجلوا هذه الخطوة" not in told
