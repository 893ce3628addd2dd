"""§ councils-33: what was recorded wrongly is corrected in the open, until it is minuted or sent."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.consultations import queries as consultations
from tadafor.consultations.tests.factories import make_consultation
from tadafor.councils import actions, queries, rules
from tadafor.councils.models import Correction, Decision
from tadafor.councils.rules import CorrectionRefusal, Outcome, Reliance
from tadafor.councils.tests.factories import (
    AFTER,
    MEETING,
    decide,
    make_body,
    make_opinion,
    make_session,
    meet,
    sit,
    staff_actor,
)
from tadafor.councils.tests.test_actions_origins import NOW, accepted, add, convened, session_of, voted
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.petitions.models import PetitionAnswer
from tadafor.petitions.tests import factories as asking

OPENS_ON = date(2026, 10, 5)
REASON = "نُقل العدد خطأ من ورقة الحضور."
SESSION = "/larache/councils/desk/sessions/2024-02/"


# ---- the rules


@pytest.mark.parametrize(
    ("stands", "refusal"),
    [
        ({"is_recorded": True, "is_minuted": False}, None),
        ({"is_recorded": False, "is_minuted": False}, CorrectionRefusal.NOT_RECORDED),
        ({"is_recorded": True, "is_minuted": True}, CorrectionRefusal.MINUTED),
        ({"is_recorded": True, "is_minuted": True, "is_sent": True}, CorrectionRefusal.ALREADY_SENT),
    ],
)
def test_what_bars_a_correction(stands, refusal):
    """§ councils-33"""
    assert rules.bars_correction(**stands) is refusal


@pytest.mark.parametrize(
    ("reliance", "present", "had", "has", "refusal"),
    [
        (Reliance(), 0, True, False, None),
        (Reliance(most_voices=18), 18, True, True, None),
        (Reliance(most_voices=18), 17, True, True, CorrectionRefusal.RELIED_ON),
        (Reliance(most_voices=1), 20, True, False, CorrectionRefusal.RELIED_ON),
        (Reliance(has_later=True), 19, True, True, None),
        (Reliance(has_later=True), 17, True, False, CorrectionRefusal.RELIED_ON),
        (Reliance(has_later=True), 19, False, True, CorrectionRefusal.RELIED_ON),
    ],
)
def test_nothing_that_was_built_on_who_came_is_undone(reliance, present, had, has, refusal):
    """§ councils-33"""
    found = rules.refuse_presence(reliance, present=present, had_quorum=had, has_quorum=has)
    assert found is refusal


@pytest.mark.parametrize(
    ("reason", "is_same", "seen", "refusal"),
    [
        (REASON, False, 1, None),
        ("خطأ", False, 1, CorrectionRefusal.NO_REASON),
        (REASON, True, 1, CorrectionRefusal.SAME),
        (REASON, False, 0, CorrectionRefusal.MEANWHILE),
        (REASON, False, 2, CorrectionRefusal.MEANWHILE),
    ],
)
def test_a_correction_changes_something_for_a_reason_over_what_was_read(reason, is_same, seen, refusal):
    """§ councils-33"""
    assert rules.refuse_words(reason=reason, is_same=is_same, seen=seen, made=1) is refusal


def test_an_outcome_that_was_told_stays():
    """§ councils-33"""
    told = {"before": Outcome.ADOPTED, "after": Outcome.REJECTED}
    assert rules.refuse_outcome(**told, answers=False) is None
    assert rules.refuse_outcome(**told, answers=True) is CorrectionRefusal.OUTCOME


# ---- on the database


@pytest.fixture
def here(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def actor(here):
    return staff_actor(here)


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as raised:
        verb(**({"seen": 0} | facts))
    assert raised.value.refusal is refusal
    assert raised.value.sentence


def rows_of(verb):
    return Entry.objects.filter(verb=verb).count()


@pytest.mark.django_db
def test_who_came_to_a_meeting_is_corrected_and_its_quorum_with_it(here, actor):
    """§ councils-33"""
    body = make_body(here)
    meeting = meet(body, present=1)
    assert not meeting.has_quorum
    members = list(queries.members_on(body, meeting.day).values_list("pk", flat=True))
    facts = {"meeting": meeting, "actor": actor, "now": AFTER}
    refused(CorrectionRefusal.SAME, actions.correct_attendance, present=members[:1], reason=REASON, **facts)
    refused(CorrectionRefusal.NO_REASON, actions.correct_attendance, present=members, reason="", **facts)
    stranger = rules.MeetingRefusal.NOT_A_MEMBER
    refused(stranger, actions.correct_attendance, present=[*members, 0], reason=REASON, **facts)
    corrected = actions.correct_attendance(present=members, reason=REASON, seen=0, **facts)
    assert (corrected.present, corrected.has_quorum, corrected.needed) == (3, True, 2)
    assert queries.present_at(meeting) == set(members)
    (kept,) = queries.corrections_of(meeting)
    assert (kept.reason, kept.before) == (REASON, {"present": 1, "has_quorum": False})
    assert rows_of("councils.correct_attendance") == 1


@pytest.mark.django_db
def test_an_opinion_adopted_there_keeps_its_quorum_and_its_voices(here, actor):
    """§ councils-33"""
    body = make_body(here)
    meeting = meet(body)
    make_opinion(body)
    members = list(queries.members_on(body, meeting.day).values_list("pk", flat=True))
    facts = {"meeting": meeting, "reason": REASON, "actor": actor, "now": AFTER}
    for fewer in (members[:2], members[:1]):
        refused(CorrectionRefusal.RELIED_ON, actions.correct_attendance, present=fewer, **facts)
    assert not Correction.objects.exists()


@pytest.mark.django_db
def test_minuted_figures_stay(here, actor):
    """§ councils-33"""
    meeting = meet(make_body(here), present=2)
    actions.write_meeting_minutes(meeting=meeting, text="حضر عضوان.", actor=actor, now=AFTER)
    actions.publish_meeting_minutes(meeting=meeting, kept_because="", actor=actor, now=AFTER)
    facts = {"meeting": meeting, "present": [], "reason": REASON, "actor": actor, "now": AFTER}
    refused(CorrectionRefusal.MINUTED, actions.correct_attendance, **facts)
    called = meet(make_body(here, slug="other"), held=False)
    refused(CorrectionRefusal.NOT_RECORDED, actions.correct_attendance, **(facts | {"meeting": called}))


@pytest.mark.django_db
def test_a_sitting_is_corrected_as_far_as_its_votes_allow(here, actor):
    """§ councils-33"""
    session = make_session(here)
    sitting = sit(session, present=17)
    facts = {"sitting": sitting, "reason": REASON, "actor": actor, "now": AFTER}
    over = actions.Presence(present=36)
    refused(rules.SessionRefusal.MORE_THAN_MEMBERS, actions.correct_sitting, presence=over, **facts)
    over = actions.Presence(present=20, excused=16)
    refused(rules.SessionRefusal.EXCUSED_BEYOND, actions.correct_sitting, presence=over, **facts)
    found = actions.correct_sitting(
        presence=actions.Presence(present=20, women_present=6, excused=1), seen=0, **facts
    )
    assert (found.present, found.has_quorum, found.needed) == (20, True, 18)
    assert queries.phase_of(session) is rules.Phase.HELD
    decide(session)
    for present in (19, 17):
        fewer = actions.Presence(present=present, women_present=6)
        refused(CorrectionRefusal.RELIED_ON, actions.correct_sitting, presence=fewer, seen=1, **facts)
    actions.correct_sitting(presence=actions.Presence(present=21, women_present=6), seen=1, **facts)
    assert [one.before["present"] for one in queries.corrections_at(session)] == [17, 20]


@pytest.mark.django_db
def test_after_a_second_convening_the_first_stays_without_quorum(here, actor):
    """§ councils-33"""
    session = make_session(here)
    first = sit(session, present=17)
    sit(session, held_on=date(2024, 2, 9), present=20)
    facts = {"sitting": first, "reason": REASON, "actor": actor, "now": AFTER}
    enough = actions.Presence(present=18, women_present=6)
    refused(CorrectionRefusal.RELIED_ON, actions.correct_sitting, presence=enough, **facts)
    assert not actions.correct_sitting(presence=actions.Presence(present=16), seen=0, **facts).has_quorum


@pytest.mark.django_db
def test_a_vote_on_a_free_point_is_corrected_whole_until_it_is_sent(here, actor):
    """§ councils-33"""
    session = make_session(here, points=("إنارة", "ماء"))
    sit(session)
    decide(session)
    decide(session, 2, number="13")
    item = queries.item_at(session, 1)
    facts = {"item": item, "reason": REASON, "actor": actor, "now": AFTER}

    def vote(**changes):
        voices = {"in_favour": 3, "against": 15, "abstained": 2, "number": "14"}
        return actions.VoteFacts(**({"outcome": Outcome.REJECTED} | voices | changes))

    taken = vote(number="13")
    refused(rules.VoteRefusal.NUMBER_TAKEN, actions.correct_vote, facts=taken, **facts)
    swapped = vote(outcome=Outcome.ADOPTED)
    refused(rules.VoteRefusal.NO_MAJORITY, actions.correct_vote, facts=swapped, **facts)
    refused(rules.VoteRefusal.MORE_THAN_PRESENT, actions.correct_vote, facts=vote(against=18), **facts)
    decision = actions.correct_vote(facts=vote(), seen=0, **facts)
    assert (decision.outcome, decision.against, decision.number) == (Outcome.REJECTED, 15, "14")
    assert "14" in Decision.objects.get(item=item).search_text
    (kept,) = queries.corrections_of(decision)
    assert (kept.before["outcome"], kept.before["number"]) == ("adopted", "12")
    refused(CorrectionRefusal.SAME, actions.correct_vote, facts=vote(), seen=1, **facts)
    actions.correct_vote(facts=vote(), seen=0, **facts)
    assert queries.corrections_of(decision).count() == 1, "a double click"
    refused(CorrectionRefusal.MEANWHILE, actions.correct_vote, facts=vote(number="16"), **facts)
    sent = {"step": rules.AfterVote.SENT, "taken_on": AFTER.date(), "reference": ""}
    actions.take_step(item=item, **sent, actor=actor, now=AFTER)
    refused(CorrectionRefusal.ALREADY_SENT, actions.correct_vote, facts=vote(number="15"), **facts)


@pytest.mark.django_db
def test_what_a_petition_was_told_follows_the_correction_and_its_result_stays(here, actor):
    """§ councils-33, § petitions-15"""
    petition = accepted(here)
    session = convened(here, petition, actor)
    opens_on = asking.fresh(petition).answer.session_on
    voted(session, opens_on, text="صادق المجلس.")
    facts = {"item": queries.item_at(session, 1), "reason": REASON, "actor": actor}
    facts["now"] = datetime(opens_on.year, opens_on.month, opens_on.day, 16, tzinfo=UTC)
    turned = actions.VoteFacts(outcome=Outcome.REJECTED, in_favour=3, against=15, number="12")
    refused(CorrectionRefusal.OUTCOME, actions.correct_vote, facts=turned, **facts)
    right = actions.VoteFacts(
        outcome=Outcome.ADOPTED, in_favour=14, against=4, number="21", text="صادق المجلس بالأغلبية."
    )
    decision = actions.correct_vote(facts=right, seen=0, **facts)
    told = asking.fresh(petition).answer
    assert (told.in_favour, told.against, told.abstained) == (14, 4, 0)
    assert (told.decision_number, told.deliberation) == ("21", "صادق المجلس بالأغلبية.")
    assert rows_of("petitions.correct_deliberation") == 1
    assert told.by_session
    assert REASON in Client().get(petition.trace.address).content.decode()
    visaed = replace(right, needs_visa=True)
    actions.correct_vote(facts=visaed, seen=1, **facts)
    assert rows_of("petitions.correct_deliberation") == 1, "nothing that the petition says changed"
    PetitionAnswer.objects.update(by_session=False)
    import_module("tadafor.councils.migrations.0009_recorded_by_a_session").say_so(apps, None)
    assert asking.fresh(petition).answer.by_session
    page = Client().get(decision.item.trace.address).content.decode()
    assert REASON in page
    assert "مع: 15 · ضد: 3 · امتناع: 2 · الحاضرون: 20" in page
    assert "نص المقرر قبل التصحيح" in page


@pytest.mark.django_db
def test_the_number_of_a_texts_adoption_follows_too(here, actor):
    """§ councils-33, § consultations-16"""
    held = make_consultation(here)
    type(held).objects.filter(pk=held.pk).update(concluded_on=date(2026, 6, 30))
    session = session_of(here, OPENS_ON)
    add(session, held, actor)
    actions.convene(session=session, actor=actor, now=NOW)
    voted(session, OPENS_ON)
    right = actions.VoteFacts(outcome=Outcome.ADOPTED, in_favour=15, against=3, abstained=2, number="22")
    item, later = queries.item_at(session, 1), datetime(2026, 10, 6, 9, tzinfo=UTC)
    actions.correct_vote(item=item, facts=right, reason=REASON, seen=0, actor=actor, now=later)
    adopted = consultations.consultation_of_trace(held.trace_id)
    assert (adopted.adopted_on, adopted.adoption.decision_number) == (OPENS_ON, "22")
    assert rows_of("consultations.correct_adoption") == 1


# ---- at the desk


@pytest.mark.django_db
def test_a_clerk_mends_a_slip_at_the_desk_and_everybody_reads_why(nadia, client_of, larache):
    """§ councils-33"""
    desk, visitor = client_of(nadia), Client()
    session = make_session(larache)
    sit(session, present=19)
    decide(session, in_favour=15, against=2, abstained=2)
    page = desk.get(SESSION).content.decode()
    for there in ("sittings/1/correct/", "points/1/vote/correct/"):
        assert f"{SESSION}{there}" in page
        assert 'name="reason"' in desk.get(f"{SESSION}{there}").content.decode()
    empty = desk.post(
        f"{SESSION}sittings/1/correct/", {"present": "20", "women_present": "6", "reason": "", "seen": "0"}
    )
    assert empty.status_code == 400
    typed = {"present": "20", "women_present": "6", "excused": "2", "reason": REASON, "seen": "0"}
    assert desk.post(f"{SESSION}sittings/1/correct/", typed).status_code == 303
    votes = {"outcome": "adopted", "in_favour": "16", "against": "2", "abstained": "2", "number": "12"}
    votes |= {"reason": REASON, "seen": "0"}
    assert desk.post(f"{SESSION}points/1/vote/correct/", votes).status_code == 303
    other = desk.post(f"{SESSION}points/1/vote/correct/", votes | {"in_favour": "15"})
    assert other.status_code == 400
    assert "صحّح شخص آخر ما سُجّل" in other.content.decode()
    assert "مع: 16" in other.content.decode()
    assert 'name="seen" value="1"' in other.content.decode()
    again = votes | {"in_favour": "15", "abstained": "3", "seen": "1"}
    assert desk.post(f"{SESSION}points/1/vote/correct/", again).status_code == 303
    public = visitor.get("/larache/councils/sessions/2024-02/").content.decode()
    assert REASON in public
    assert "حضر 19" in public
    assert REASON in visitor.get("/larache/councils/sessions/2024-02/points/1/").content.decode()
    assert desk.get(f"{SESSION}sittings/9/correct/").status_code == 404


@pytest.mark.django_db
def test_a_recorded_attendance_leads_to_its_correction(nadia, client_of, larache):
    """§ councils-33"""
    desk = client_of(nadia)
    body = make_body(larache)
    meet(body, present=1)
    there = "/larache/councils/desk/bodies/equality/"
    form = desk.get(f"{there}meetings/1/attendance/").content.decode()
    assert "سُجّل حضور هذا الاجتماع من قبل." in form
    assert 'name="present"' not in form
    assert f"{there}meetings/1/attendance/correct/" in desk.get(there).content.decode()
    shown = desk.get(f"{there}meetings/1/attendance/correct/").content.decode()
    assert shown.count("checked") == 1
    with within(larache.pk):
        members = list(queries.members_on(body, MEETING.date()).values_list("pk", flat=True))
    typed = {"present": [str(key) for key in members], "reason": REASON, "seen": "0"}
    assert desk.post(f"{there}meetings/1/attendance/correct/", typed).status_code == 303
    late = desk.post(f"{there}meetings/1/attendance/correct/", typed | {"present": typed["present"][:1]})
    assert late.status_code == 400
    page = late.content.decode()
    assert "المسجل الآن" in page
    assert page.count("من حضر؟") == 2
    assert 'name="seen" value="1"' in page
    public = Client().get("/larache/councils/bodies/equality/meetings/1/").content.decode()
    assert REASON in public
    assert "حضر 1" in public
