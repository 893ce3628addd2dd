"""Examination, drafting and ending by the verbs; each refuses what the rules refuse."""

from datetime import UTC, datetime, timedelta

import pytest

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Contribution, Decision
from tadafor.consultations.tests.factories import (
    AFTER,
    BEFORE,
    CLOSES,
    DURING,
    contribute,
    decide,
    make_consultation,
    staff_actor,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db
COMMENT = actions.Words(kind=rules.Kind.COMMENT, body="أجل الشهر طويل جدا.", passage="reply-delays")


@pytest.fixture(autouse=True)
def scope(larache):
    with within(larache.pk):
        yield


@pytest.fixture
def nadia(larache):
    return staff_actor(larache, RoleKind.FOCAL_POINT, name="نادية")


@pytest.fixture
def president(larache):
    return staff_actor(larache, RoleKind.PRESIDENT, name="الرئاسة")


def refusal_of(verb, **facts):
    with pytest.raises(Refused) as caught:
        verb(**facts)
    assert caught.value.sentence
    return caught.value.refusal


class TestExamination:
    def test_no_decision_while_the_window_is_open(self, larache, nadia):
        refusal = refusal_of(
            actions.draft_decision,
            contribution=contribute(make_consultation(larache)),
            draft=rules.Draft(rules.Outcome.ACCEPTED, "مقترح وجيه ومفيد."),
            meeting=None,
            seen=0,
            actor=nadia,
            now=DURING,
        )
        assert refusal is rules.DecisionRefusal.WINDOW_STILL_OPEN

    def test_nobody_approves_their_own_draft(self, larache, president):
        contribution = contribute(make_consultation(larache))
        actions.draft_decision(
            contribution=contribution,
            draft=rules.Draft(rules.Outcome.ACCEPTED, "مقترح وجيه ومفيد."),
            meeting=None,
            seen=0,
            actor=president,
            now=AFTER,
        )
        refusal = refusal_of(
            actions.approve,
            consultation=contribution.consultation,
            numbers=[contribution.number],
            seen={contribution.number: 1},
            actor=president,
            now=AFTER,
        )
        assert refusal is rules.DecisionRefusal.OWN_DRAFT

    def test_a_recorded_delegation_lets_approve(self, larache, nadia, president):
        consultation = make_consultation(larache)
        contribution = contribute(consultation)
        decide(contribution, approved=False)
        deputy = staff_actor(larache, RoleKind.COMMITTEE)
        facts = {
            "consultation": consultation,
            "numbers": [contribution.number],
            "seen": {contribution.number: 1},
            "actor": deputy,
            "now": AFTER,
        }
        assert refusal_of(actions.approve, **facts) is rules.DecisionRefusal.NOT_DELEGATED
        actions.delegate_approval(
            consultation=consultation,
            person_id=deputy.person_id,
            reference="قرار رقم 3",
            actor=president,
            now=AFTER,
        )
        assert len(actions.approve(**facts)) == 1

    def test_the_second_of_two_is_told_and_changes_nothing(self, larache, nadia):
        contribution = contribute(make_consultation(larache))
        decide(contribution, approved=False)
        refusal = refusal_of(
            actions.draft_decision,
            contribution=contribution,
            draft=rules.Draft(rules.Outcome.SPAM, "محتوى دعائي لا علاقة له."),
            meeting=None,
            seen=0,
            actor=nadia,
            now=AFTER,
        )
        assert refusal is rules.DecisionRefusal.CHANGED_MEANWHILE
        assert Decision.objects.get().outcome == rules.Outcome.ACCEPTED

    def test_many_are_decided_together_or_not_at_all(self, larache, nadia):
        consultation = make_consultation(larache)
        numbers = [contribute(consultation).number for _ in range(3)]
        draft = rules.Draft(rules.Outcome.OUT_OF_SCOPE, "لا يدخل في موضوع الميثاق.")
        facts = {"consultation": consultation, "draft": draft, "meeting": None, "actor": nadia, "now": AFTER}
        decide(Contribution.objects.get(number=2), approved=False)
        assert (
            refusal_of(actions.decide_in_bulk, numbers=numbers, **facts)
            is rules.DecisionRefusal.CHANGED_MEANWHILE
        )
        assert Decision.objects.count() == 1
        actions.decide_in_bulk(numbers=[1, 3], **facts)
        assert queries.figures_of(consultation)["in_bulk"] == 2

    def test_a_duplicate_names_another_one(self, larache, nadia):
        consultation = make_consultation(larache)
        contribute(consultation)
        second = contribute(consultation)
        facts = {"contribution": second, "meeting": None, "seen": 0, "actor": nadia, "now": AFTER}
        itself = rules.Draft(rules.Outcome.DUPLICATE, "سبق أن اقتُرحت.", duplicate_of=2)
        assert (
            refusal_of(actions.draft_decision, draft=itself, **facts)
            is rules.DecisionRefusal.DUPLICATE_OF_NOTHING
        )
        good = rules.Draft(rules.Outcome.DUPLICATE, "سبق أن اقتُرحت.", duplicate_of=1)
        assert actions.draft_decision(draft=good, **facts).duplicate_of.number == 1

    def test_sent_back_it_is_drafted_anew(self, larache, nadia, president):
        contribution = contribute(make_consultation(larache))
        decide(contribution, approved=False)
        actions.send_back(contribution=contribution, reason="التعليل غير كاف", actor=president, now=AFTER)
        again = actions.draft_decision(
            contribution=contribution,
            draft=rules.Draft(rules.Outcome.PARTLY, "قُبل الأجل ورُفض الباقي."),
            meeting=None,
            seen=2,
            actor=nadia,
            now=AFTER,
        )
        assert (again.revision, again.sent_back_because) == (3, "")

    def test_similar_ones_are_grouped_and_taken_apart(self, larache, nadia):
        consultation = make_consultation(larache)
        numbers = [contribute(consultation).number for _ in range(2)]
        facts = {"consultation": consultation, "actor": nadia, "now": AFTER}
        group = actions.group_together(**facts, numbers=numbers, title="تقليص الأجل")
        assert group.contributions.count() == 2
        actions.ungroup(**facts, numbers=numbers)
        assert list(queries.groups_of(consultation)) == []


class TestEnding:
    def test_one_without_an_answer_holds_the_conclusion_and_is_counted(self, larache, nadia):
        consultation = make_consultation(larache)
        decide(contribute(consultation))
        decide(contribute(consultation), approved=False)
        contribute(consultation)
        with pytest.raises(Refused) as caught:
            actions.conclude(
                consultation=consultation,
                words="",
                unchanged_because="بقي النص كما هو",
                actor=nadia,
                now=AFTER,
            )
        assert caught.value.refusal is rules.ConclusionRefusal.UNANSWERED
        assert caught.value.facts == {"count": 2}
        assert [one.number for one in queries.unanswered(consultation)] == [2, 3]

    def test_a_window_is_extended_for_a_public_reason(self, larache, nadia):
        consultation = make_consultation(larache)
        facts = {"consultation": consultation, "closes_on": CLOSES + timedelta(days=7), "actor": nadia}
        assert refusal_of(actions.extend, **facts, reason="", now=DURING) is rules.WindowRefusal.NO_REASON
        actions.extend(**facts, reason="عطلة عيد الفطر", now=DURING)
        assert contribute(consultation, now=datetime(2026, 3, 29, 20, tzinfo=UTC)).number == 1

    def test_the_text_never_changes_while_people_read_it(self, larache, nadia):
        refusal = refusal_of(
            actions.open_draft, consultation=make_consultation(larache), actor=nadia, now=DURING
        )
        assert refusal is rules.VersionRefusal.WINDOW_STILL_OPEN

    def test_an_article_is_added_and_another_goes_with_their_causes(self, larache, nadia):
        consultation = make_consultation(larache)
        asked = contribute(
            consultation,
            kind=rules.Kind.NEW_ARTICLE,
            title="لجنة التتبع",
            body="",
            proposed="تُحدث لجنة لتتبع تنفيذ الميثاق.",
            passage=None,
        )
        decide(asked)
        facts = {"consultation": consultation, "actor": nadia, "now": AFTER}
        actions.open_draft(**facts)
        text = actions.PassageText("article", "لجنة التتبع", "تُحدث لجنة لتتبع تنفيذ الميثاق.")
        added = actions.add_passage(**facts, text=text, after="general", causes=[asked.number])
        actions.remove_passage(**facts, key="aims", causes=[])
        assert (
            refusal_of(actions.publish_version, **facts, note="") is rules.VersionRefusal.CHANGE_WITHOUT_CAUSE
        )
        version = actions.publish_version(**facts, note="أُدمجت الأهداف في الديباجة.")
        lines = [(line.sort, line.number, line.title) for line in queries.contents(version)]
        assert lines == [
            ("section", 1, "أحكام عامة"),
            ("article", 1, "لجنة التتبع"),
            ("section", 2, "الجواب"),
            ("article", 2, "آجال الجواب"),
        ]
        assert (
            queries.history_of(consultation, added.passage.key).wordings[0].body
            == "تُحدث لجنة لتتبع تنفيذ الميثاق."
        )

    def test_a_change_rests_on_accepted_contributions_only(self, larache, nadia):
        consultation = make_consultation(larache)
        decide(contribute(consultation), approved=False)
        draft = actions.open_draft(consultation=consultation, actor=nadia, now=AFTER)
        with pytest.raises(Refused) as caught:
            actions.save_wording(
                wording=queries.wording_of(draft, "aims"),
                title="الأهداف",
                body="نص آخر",
                causes=[1, 7],
                seen=0,
                actor=nadia,
                now=AFTER,
            )
        assert caught.value.refusal is rules.VersionRefusal.CAUSE_NOT_ACCEPTED
        assert "#1، #7" in caught.value.sentence

    def test_two_who_edit_one_article_do_not_overwrite_each_other(self, larache, nadia):
        consultation = make_consultation(larache)
        draft = actions.open_draft(consultation=consultation, actor=nadia, now=AFTER)
        wording = queries.wording_of(draft, "aims")
        facts = {"wording": wording, "title": "الأهداف", "causes": [], "actor": nadia, "now": AFTER}
        actions.save_wording(**facts, body="نص أول", seen=0)
        assert (
            refusal_of(actions.save_wording, **facts, body="نص ثان", seen=0)
            is rules.VersionRefusal.CHANGED_MEANWHILE
        )


class TestTelling:
    def test_those_who_follow_are_told_once(self, larache):
        consultation = make_consultation(larache)
        told = [actions.tell_opening(consultation=consultation, now=DURING) for _ in range(2)]
        assert told == [True, False]
        soon = datetime(2026, 3, 21, 9, tzinfo=UTC)
        told = [
            actions.tell_closing_soon(consultation=consultation, now=moment)
            for moment in (DURING, soon, soon)
        ]
        assert told == [False, True, False]

    def test_a_consultation_being_prepared_is_seen_by_nobody(self, larache):
        make_consultation(larache, announced=False)
        assert queries.consultation_at("charter") is None
        assert queries.any_consultation_at("charter").announced_on is None
        assert BEFORE.date() < CLOSES
