"""The verbs of forms and conversations on the database, two at a time where something is scarce."""

import json

import pytest
from django.db import connection
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.moderation.models import Case
from tadafor.people.actor import VISITOR
from tadafor.surveys import actions, queries, tasks
from tadafor.surveys.models import Answer, OpinionSnapshot, Participation, SealedAnswer, StatementVote
from tadafor.surveys.rules import editing
from tadafor.surveys.rules.opinions import OpinionMap, Vote
from tadafor.surveys.rules.questions import Form, FormRefusal, Page
from tadafor.surveys.rules.standing import Audience, SurveyRefusal
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    BEFORE,
    a_form,
    citizen_actor,
    make_conversation,
    make_survey,
    organiser,
    question,
    send,
)

pytestmark = pytest.mark.django_db


def refused(run):
    with pytest.raises(Refused) as found:
        run()
    return found.value.refusal


def test_one_answer_each_and_none_after_the_close(larache):
    """§ surveys-once: by the card, by the account, by the code of an invitation."""
    survey = make_survey(larache)
    zineb = citizen_actor(larache)
    assert send(survey, zineb)
    assert refused(lambda: send(survey, zineb)) is SurveyRefusal.ANSWERED
    assert refused(lambda: send(survey, VISITOR)) is SurveyRefusal.SIGN_IN
    assert refused(lambda: send(survey, citizen_actor(larache), now=AFTER)) is SurveyRefusal.CLOSED
    assert refused(lambda: send(survey, citizen_actor(larache), now=BEFORE)) is SurveyRefusal.NOT_YET
    with within(larache.pk):
        row = Answer.objects.get()
        assert (row.values, row.participation.day) == ({"use": "c1"}, ANSWERING.date())
        assert queries.counted(survey) == 1


def test_a_form_for_anybody_takes_a_double_click_once(larache):
    """§ surveys-once"""
    survey = make_survey(larache, audience=Audience.ANYBODY)
    assert send(survey, VISITOR, sent_token="the same")
    assert not send(survey, VISITOR, sent_token="the same")
    assert send(survey, VISITOR)
    with within(larache.pk):
        assert Answer.objects.count() == 2


def test_a_form_answered_several_times_counts_each(larache):
    survey, zineb = make_survey(larache, is_repeated=True), citizen_actor(larache)
    assert send(survey, zineb, sent_token="first-first-first-first")
    assert not send(survey, zineb, sent_token="first-first-first-first")
    assert send(survey, zineb, sent_token="second-second-second")
    with within(larache.pk):
        assert Answer.objects.count() == 2


def test_an_invitation_opens_once_and_a_tampered_one_never(larache):
    """§ surveys-invitations"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, audience=Audience.INVITED)
    with within(larache.pk):
        first, second = actions.invite(survey=survey, many=2, label="رسائل", actor=actor, now=BEFORE)
    changed = ("0" if first[0] != "0" else "1") + first[1:]
    assert refused(lambda: send(survey, VISITOR)) is SurveyRefusal.INVITATION_NEEDED
    assert refused(lambda: send(survey, VISITOR, code=changed)) is SurveyRefusal.INVITATION_UNKNOWN
    assert send(survey, VISITOR, code=f" {first[:4].lower()}-{first[4:]} ")
    assert refused(lambda: send(survey, VISITOR, code=first)) is SurveyRefusal.ANSWERED
    assert send(survey, VISITOR, code=second)


@pytest.mark.parametrize("typed", [{"use": "c9"}, {"why": "x"}, {"use": ["c1"], "age": "-4"}])
def test_answers_that_no_page_would_send_are_refused_whole(larache, typed):
    """§ surveys-carried"""
    survey = make_survey(larache)
    assert refused(lambda: send(survey, citizen_actor(larache), typed)) is SurveyRefusal.UNREADABLE
    with within(larache.pk):
        assert not Participation.objects.exists()


def test_only_organisers_build_and_a_form_with_a_fault_does_not_open(larache):
    """§ surveys-form"""
    assert refused(lambda: make_survey(larache, citizen_actor(larache))) is SurveyRefusal.NOT_ALLOWED
    actor = organiser(larache)
    survey = make_survey(larache, actor, opened=False, slug="once")
    assert refused(lambda: make_survey(larache, actor, slug="once")) is SurveyRefusal.ADDRESS_TAKEN
    with within(larache.pk):
        assert queries.survey_at("once") is None
        bad = editing.with_question(a_form(), "p1", question("use", choices=()))
        actions.write_form(survey=survey, form=bad, actor=actor, now=BEFORE)
        start = {"survey": survey, "actor": actor, "now": BEFORE}
        assert refused(lambda: actions.open_survey(**start)) is FormRefusal.FEW_CHOICES
        actions.write_form(survey=survey, form=a_form(), actor=actor, now=BEFORE)
        actions.open_survey(**start)
        assert queries.survey_at("once") == survey
        assert refused(lambda: actions.open_survey(**start)) is SurveyRefusal.ALREADY_OPENED
        last = {"survey": survey, "form": a_form(), "actor": actor, "now": BEFORE}
        assert refused(lambda: actions.write_form(**last)) is SurveyRefusal.ALREADY_OPENED


def test_a_later_version_is_asked_and_says_why(larache):
    """§ surveys-versions: who answers by the old questions is told, and nothing of theirs is taken."""
    actor, zineb = organiser(larache), citizen_actor(larache)
    survey = make_survey(larache, actor)
    with within(larache.pk):
        act = {"survey": survey, "actor": actor, "now": ANSWERING}
        actions.begin_version(**act)
        assert actions.begin_version(**act).number == 2
        fresh = editing.with_question(a_form(), "p1", question("new"))
        actions.write_form(form=fresh, **act)
        actions.publish_version(reason="سؤال طلبته الجمعيات", **act)
        old = actions.Sent(version=1, typed={"use": "c1"}, token=token())
        late = lambda: actions.answer(survey=survey, sent=old, actor=zineb, now=ANSWERING)  # noqa: E731
        assert refused(late) is SurveyRefusal.ANOTHER_VERSION
        assert [one.reason for one in queries.versions_of(survey)] == ["سؤال طلبته الجمعيات", ""]
    assert send(survey, zineb, {"use": "c1", "new": "c2"})


def test_results_come_after_the_close_and_of_sealed_answers_after_the_batch(larache):
    """§ surveys-results, § surveys-sealed"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, is_anonymous=True)
    for _ in range(3):
        send(survey, citizen_actor(larache))
    with within(larache.pk):
        publish = {"survey": survey, "words": "شكرا", "actor": actor}
        assert refused(lambda: actions.publish_results(now=ANSWERING, **publish)) is SurveyRefusal.SEALED
        assert refused(lambda: actions.publish_results(now=AFTER, **publish)) is SurveyRefusal.SEALED
        assert actions.load_sealed(survey=survey, now=ANSWERING) == 0
        assert SealedAnswer.objects.count() == 3
        assert actions.load_sealed(survey=survey, now=AFTER) == 3
        assert actions.load_sealed(survey=survey, now=AFTER) == 0
        assert not SealedAnswer.objects.exists()
        assert actions.destroy_key(survey=survey, now=AFTER)
        assert not actions.destroy_key(survey=survey, now=AFTER)
        assert not queries.has_key(survey)
        assert actions.publish_results(now=AFTER, **publish).results_at == AFTER
        assert [row.answered_on for row in Answer.objects.all()] == [None] * 3
    assert refused(lambda: send(survey, citizen_actor(larache), now=AFTER)) is SurveyRefusal.CLOSED


def test_an_anonymous_answer_leaves_no_name_and_no_hour_in_the_log(larache):
    """§ surveys-sealed"""
    survey, zineb = make_survey(larache, is_anonymous=True), citizen_actor(larache)
    send(survey, zineb, {"use": "c2", "why": "سر لا يقال"})
    with within(larache.pk):
        row = Entry.objects.filter(verb="surveys.answer").get()
        assert b"why" not in bytes(SealedAnswer.objects.get().sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM audit_entry e WHERE id = %s", [row.pk])
        told = json.loads(cursor.fetchone()[0])
    assert str(zineb.person_id) not in {str(value) for value in told.values()} - {str(row.pk)}


@pytest.mark.django_db(transaction=True)
def test_the_same_person_twice_at_once_answers_once(larache):
    """§ surveys-once"""
    survey, zineb = make_survey(larache), citizen_actor(larache)

    told = at_once(None, *[lambda: send(survey, zineb)] * 4)
    assert sorted(map(str, told)) == sorted(["True", *["answered"] * 3])


# ---- conversations


def test_a_vote_counts_once_and_the_last_word_counts(larache):
    """§ surveys-pseudonym"""
    one, zineb = make_conversation(larache), citizen_actor(larache)
    with within(larache.pk):
        shown = queries.next_statement(one, zineb)
        for said in (Vote.AGREE, Vote.DISAGREE):
            actions.vote(statement=shown, said=said, actor=zineb, now=ANSWERING)
        row = StatementVote.objects.get()
        assert (row.vote, queries.progress_of(one, zineb).answered) == (-1, 1)
        assert str(zineb.person_id) != row.voter
        assert queries.next_statement(one, zineb) != shown
        late = {"statement": shown, "said": Vote.AGREE, "now": AFTER}
        assert refused(lambda: actions.vote(actor=zineb, **late)) is SurveyRefusal.CLOSED
        early = {"statement": shown, "said": Vote.AGREE, "now": ANSWERING}
        assert refused(lambda: actions.vote(actor=VISITOR, **early)) is SurveyRefusal.SIGN_IN


def test_a_statement_that_is_added_waits_for_a_moderator(larache):
    """§ surveys-statements"""
    one, zineb = make_conversation(larache), citizen_actor(larache)
    sent = {"conversation": one, "body": "نريد محطات فيها ظل للمنتظرين.", "actor": zineb, "now": ANSWERING}
    with within(larache.pk):
        made = actions.propose_statement(token="once", **sent)
        assert actions.propose_statement(token="once", **sent) == made
        assert made not in queries.statements_of(one)
        assert Case.objects.filter(trace=made.trace).exists()
        assert str(refused(lambda: actions.propose_statement(token="twice", **sent))) == "said_already"


def fill(one, people, statements=8):
    """Two sides: half agree with even statements, half with odd ones."""
    with within(one.territory_id):
        rows = queries.statements_of(one)[:statements]
        for at in range(people):
            mark = f"{at:064}"
            StatementVote.objects.bulk_create(
                StatementVote(statement=row, voter=mark, vote=1 if (place + at) % 2 else -1)
                for place, row in enumerate(rows)
            )


def test_the_map_is_drawn_by_the_job_when_votes_change_and_a_last_time_at_the_close(larache):
    """§ opinion-map-least, § opinion-map-groups"""
    one = make_conversation(larache)
    fill(one, 29)
    with clock.stopped_at(ANSWERING):
        tasks.draw(0)
    with within(larache.pk):
        assert queries.snapshot_of(one).drawn is None
        StatementVote.objects.all().delete()
    fill(one, 40)
    with clock.stopped_at(ANSWERING):
        tasks.draw(0)
    with within(larache.pk):
        first = queries.snapshot_of(one)
        found = OpinionMap.taken_up(first.drawn)
        assert ([group.people for group in found.groups], first.is_final) == ([20, 20], False)
        assert queries.to_draw(ANSWERING.date()) == []
    with clock.stopped_at(AFTER):
        tasks.draw(0)
        tasks.draw(0)
    with within(larache.pk):
        last = OpinionSnapshot.objects.get()
        assert (last.is_final, queries.to_draw(AFTER.date())) == (True, [])
        assert Entry.objects.filter(verb="surveys.draw_map").count() == 3


def test_paper_is_entered_until_the_result_is_published(larache):
    """§ surveys-paper"""
    actor = organiser(larache)
    survey = make_survey(larache, actor)
    with within(larache.pk):
        sent = actions.Sent(version=1, typed={"use": "c2", "why": "بعيدة"}, token="")
        enter = lambda who, now: actions.enter_paper(survey=survey, sent=sent, actor=who, now=now)  # noqa: E731
        assert refused(lambda: enter(citizen_actor(larache), ANSWERING)) is SurveyRefusal.NOT_ALLOWED
        assert enter(actor, AFTER)
        row = Answer.objects.get()
        assert (row.channel, row.participation, queries.counted(survey)) == ("paper", None, 1)
        actions.publish_results(survey=survey, words="", actor=actor, now=AFTER)
        assert refused(lambda: enter(actor, AFTER)) is SurveyRefusal.CLOSED
        assert queries.on_paper(survey) == 1
    with clock.stopped_at(AFTER):
        page = Client().get(f"/larache/surveys/{survey.slug}/results/").content.decode()
    assert "منها 1 على الورق" in page


def test_small_counts_are_left_out_of_crossed_tables(larache):
    """§ surveys-masked"""
    form = Form((Page("p1", questions=(question("a"), question("b"))),))
    survey = make_survey(larache, form=form, audience=Audience.ANYBODY)
    for first, second, many in (("c1", "c1", 7), ("c1", "c2", 2), ("c2", "c1", 6), ("c2", "c2", 8)):
        for _ in range(many):
            send(survey, VISITOR, {"a": first, "b": second})
    with within(larache.pk):
        table = queries.crossed(survey, *queries.comparable(form))
    assert table["c1"]["c2"] is None
    assert [list(row.values()).count(None) for row in table.values()][:2] == [2, 2]


def test_the_statements_that_fewest_have_seen_come_first(larache):
    """§ surveys-turn"""
    one, zineb = make_conversation(larache), citizen_actor(larache)
    fill(one, 3, statements=5)
    with within(larache.pk):
        unseen = {row.pk for row in queries.statements_of(one)[5:]}
        assert {queries.next_statement(one, zineb).pk for _ in range(10)} <= unseen
