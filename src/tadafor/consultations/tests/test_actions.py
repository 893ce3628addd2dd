"""A consultation lives its whole life by its verbs; each refuses what the rules refuse."""

from datetime import UTC, date, datetime

import pytest

from tadafor.associations.models import Mandate
from tadafor.associations.rules import MandateRefusal
from tadafor.audit.models import Entry
from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Consultation, Contribution
from tadafor.consultations.tests.factories import (
    AFTER,
    CLOSES,
    DURING,
    LATER,
    citizen_actor,
    contribute,
    decide,
    make_consultation,
    staff_actor,
)
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import Channel, RoleKind

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


def test_a_consultation_lives_its_whole_life(larache, nadia, president):
    consultation = make_consultation(larache)
    first = contribute(
        consultation,
        kind=rules.Kind.AMENDMENT,
        body="",
        proposed="تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة.",
    )
    second = contribute(consultation, passage=None, body="نص واضح في مجمله.")
    decide(first)
    decide(second, rules.Outcome.NOT_ACCEPTED, reason="ملاحظة عامة لا تغيّر النص.")
    draft = actions.open_draft(consultation=consultation, actor=nadia, now=AFTER)
    actions.save_wording(
        wording=queries.wording_of(draft, "reply-delays"),
        title="آجال الجواب",
        body="تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة.",
        causes=[first.number],
        seen=0,
        actor=nadia,
        now=AFTER,
    )
    version = actions.publish_version(consultation=consultation, note="", actor=nadia, now=AFTER)
    actions.conclude(
        consultation=consultation, words="شكرا لكل من ساهم.", unchanged_because="", actor=nadia, now=LATER
    )
    actions.record_adoption(
        consultation=consultation,
        session="الدورة العادية لشهر ماي 2026",
        adopted_on=date(2026, 5, 7),
        decision_number="12/2026",
        note="",
        actor=nadia,
        now=datetime(2026, 5, 8, tzinfo=UTC),
    )

    consultation = Consultation.objects.get(pk=consultation.pk)
    assert rules.phase(consultation.window, today=date(2026, 5, 8)) is rules.Phase.ADOPTED
    assert version.number == 2
    changes = queries.differences(*queries.published_versions(consultation))
    changed = [one for one in changes if one.fate is not rules.Fate.SAME]
    assert [(one.key, one.fate, one.causes) for one in changed] == [
        ("reply-delays", rules.Fate.CHANGED, [first.number])
    ]
    assert [change.version.number for change in queries.changes_from(first)] == [2]
    figures = queries.ending_of(consultation).conclusion.figures
    assert figures["contributions"] == 2
    assert figures["by_outcome"]["accepted"] == 1
    assert queries.ending_of(consultation).answered_share == 100


def test_every_verb_left_its_row_in_the_audit(larache, nadia):
    consultation = make_consultation(larache)
    contribution = contribute(consultation)
    decide(contribution)

    assert sorted(Entry.objects.values_list("verb", flat=True)) == [
        "consultations.announce",
        "consultations.approve",
        "consultations.contribute",
        "consultations.draft_consultation",
        "consultations.draft_decision",
        "consultations.write_text",
    ]


class TestContributing:
    def test_the_second_click_makes_nothing_new(self, larache):
        consultation = make_consultation(larache)
        salma, same = citizen_actor(larache), token()

        made = [
            actions.contribute(consultation=consultation, words=COMMENT, actor=salma, now=DURING, token=same)
            for _ in range(2)
        ]

        assert made[0] == made[1]
        assert Consultation.objects.get().contributions_count == 1

    @pytest.mark.parametrize(
        ("moment", "refusal"),
        [
            (datetime(2026, 3, 1, 23, 59, 59, 999999, tzinfo=UTC), rules.ContributionRefusal.NOT_OPEN_YET),
            (datetime(2026, 3, 2, tzinfo=UTC), None),
            (datetime(2026, 3, 22, 22, 59, 59, 999999, tzinfo=UTC), None),
            (datetime(2026, 3, 22, 23, tzinfo=UTC), rules.ContributionRefusal.CLOSED),
        ],
    )
    def test_the_last_second_counts_across_the_change_of_ramadan(self, larache, moment, refusal):
        """In 2026 Morocco is at UTC on 2 March, in Ramadan, and at UTC+1 on the evening of 22 March."""
        facts = {
            "consultation": make_consultation(larache),
            "words": COMMENT,
            "actor": citizen_actor(larache),
            "now": moment,
            "token": token(),
        }
        if refusal is None:
            assert actions.contribute(**facts).received_on in {date(2026, 3, 2), CLOSES}
        else:
            assert refusal_of(actions.contribute, **facts) is refusal

    def test_only_those_with_a_link_where_it_is_asked(self, larache):
        consultation = make_consultation(larache, audience=rules.Audience.LINK)
        stranger = citizen_actor(larache, linked=False)
        refusal = refusal_of(
            actions.contribute,
            consultation=consultation,
            words=COMMENT,
            actor=stranger,
            now=DURING,
            token=token(),
        )
        assert refusal is rules.ContributionRefusal.LINK_NEEDED

    def test_an_article_that_is_no_more_cannot_be_commented(self, larache):
        refusal = refusal_of(
            actions.contribute,
            consultation=make_consultation(larache),
            words=actions.Words(kind=rules.Kind.COMMENT, body="تعليق على مادة", passage="gone"),
            actor=citizen_actor(larache),
            now=DURING,
            token=token(),
        )
        assert refusal is rules.ContributionRefusal.ARTICLE_NEEDED

    def test_read_before_it_shows_where_announced_so(self, larache):
        consultation = make_consultation(larache, moderation=rules.Moderation.BEFORE)
        made = contribute(consultation)
        assert made.trace.visibility == "held"
        assert list(queries.shown_contributions(consultation)) == []

    def test_paper_counts_by_the_day_it_was_received(self, larache, nadia):
        consultation = make_consultation(larache)
        facts = {"consultation": consultation, "words": COMMENT, "actor": nadia, "now": AFTER}
        received = actions.Received(Channel.PAPER, date(2026, 3, 20), "حليمة ت.", rules.AuthorKind.CITIZEN)
        made = actions.enter_contribution(**facts, received=received, token=token())
        assert (made.channel, made.received_on, made.author) == (Channel.PAPER, date(2026, 3, 20), None)
        late = actions.Received(Channel.PAPER, date(2026, 3, 23), "", rules.AuthorKind.CITIZEN)
        assert (
            refusal_of(actions.enter_contribution, **facts, received=late, token=token())
            is rules.ContributionRefusal.RECEIVED_OUTSIDE_THE_WINDOW
        )

    def test_supporting_twice_is_supporting_once(self, larache):
        contribution = contribute(make_consultation(larache))
        salma = citizen_actor(larache)
        for _ in range(2):
            actions.support(contribution=contribution, actor=salma, now=DURING)
        assert Contribution.objects.get().supports_count == 1
        actions.withdraw_support(contribution=contribution, actor=salma, now=DURING)
        assert Contribution.objects.get().supports_count == 0

    def test_what_is_taken_back_keeps_its_number_and_needs_no_answer(self, larache):
        consultation = make_consultation(larache)
        salma = citizen_actor(larache)
        contribution = contribute(consultation, salma)
        actions.withdraw(contribution=contribution, actor=salma, now=DURING)
        assert list(queries.shown_contributions(consultation)) == []
        assert queries.progress_of(consultation).unanswered == 0
        assert contribute(consultation).number == 2

    def test_nobody_takes_back_for_another(self, larache):
        contribution = contribute(make_consultation(larache))
        refusal = refusal_of(
            actions.withdraw, contribution=contribution, actor=citizen_actor(larache), now=DURING
        )
        assert refusal is rules.ContributionRefusal.NOT_YOURS

    def test_staff_may_explain_after_the_close_and_citizens_not(self, larache, nadia):
        contribution = contribute(make_consultation(larache))
        facts = {"contribution": contribution, "body": "توضيح من المصلحة.", "now": AFTER}
        assert (
            refusal_of(actions.reply, **facts, actor=citizen_actor(larache), token=token())
            is rules.ContributionRefusal.CLOSED
        )
        assert actions.reply(**facts, actor=nadia, token=token()).number == 1

    def test_an_association_whose_mandate_ended_is_refused(self, larache, idris, actor_of):
        """§ mandates-again: the actor was built before the mandate was taken back."""
        actor = actor_of(idris)
        [(association, _)] = actor.associations_in(larache.pk)
        consultation = make_consultation(larache)
        facts = {"actor": actor, "now": DURING, "speaks_for": association}
        contribution = contribute(consultation)
        sent = actions.contribute(consultation=consultation, words=COMMENT, token=token(), **facts)
        assert sent.association_id == association
        Mandate.objects.filter(person=idris).update(mechanisms=["vote"])
        other = {"consultation": consultation, "words": COMMENT, "token": token()}
        assert refusal_of(actions.contribute, **other, **facts) is MandateRefusal.NOT_FOR_THIS
        Mandate.objects.filter(person=idris).update(until=DURING)
        assert refusal_of(actions.contribute, **other, **facts) is MandateRefusal.NO_MANDATE
        reply = {"contribution": contribution, "body": "رد باسم الجمعية.", "token": token()}
        assert refusal_of(actions.reply, **reply, **facts) is MandateRefusal.NO_MANDATE
