"""§ councils-37: a step after the vote that was typed wrongly is dated otherwise, or taken back."""

from datetime import date

import pytest
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.councils import actions, queries, rules
from tadafor.councils.models import Correction, Decision, StepTaken
from tadafor.councils.rules import AfterVote, CorrectionRefusal, VoteRefusal
from tadafor.councils.tests.factories import AFTER, decide, make_session, sit, staff_actor
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within

TODAY = date(2024, 3, 20)
VOTED = {AfterVote.VOTED: date(2024, 2, 5)}
SENT = VOTED | {AfterVote.SENT: date(2024, 2, 12)}
SEEN = SENT | {AfterVote.VISA: date(2024, 2, 20)}
BACK = SENT | {AfterVote.REFUSED: date(2024, 2, 20)}
OUT = SENT | {AfterVote.PUBLISHED: date(2024, 2, 22)}
REASON = "نُقل التاريخ خطأ من دفتر الإرسال."
POINT = "/larache/councils/desk/sessions/2024-02/points/1/"


@pytest.mark.parametrize(
    ("step", "done", "on", "needs_visa", "refusal"),
    [
        (AfterVote.SENT, SENT, date(2024, 2, 5), True, None),
        (AfterVote.SENT, SENT, date(2024, 2, 4), True, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, SENT, TODAY, True, None),
        (AfterVote.SENT, SENT, date(2024, 3, 21), True, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, SEEN, date(2024, 2, 20), True, None),
        (AfterVote.SENT, SEEN, date(2024, 2, 21), True, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, BACK, date(2024, 2, 21), True, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, OUT, date(2024, 2, 23), False, VoteRefusal.STEP_DATE),
        (AfterVote.VISA, SEEN, date(2024, 2, 12), True, None),
        (AfterVote.VISA, SEEN, date(2024, 2, 11), True, VoteRefusal.STEP_DATE),
        (AfterVote.REFUSED, BACK, date(2024, 2, 13), True, None),
        (AfterVote.PUBLISHED, OUT, date(2024, 2, 11), False, VoteRefusal.STEP_DATE),
    ],
)
def test_a_step_stays_between_the_one_before_and_those_after(step, done, on, needs_visa, refusal):
    facts = {"done": done, "on": on, "needs_visa": needs_visa, "today": TODAY}
    assert rules.refuse_step_again(step, **facts) is refusal


@pytest.mark.parametrize(
    ("step", "done", "needs_visa", "refusal"),
    [
        (AfterVote.SENT, SENT, True, None),
        (AfterVote.SENT, SEEN, True, CorrectionRefusal.FOLLOWED),
        (AfterVote.SENT, OUT, False, CorrectionRefusal.FOLLOWED),
        (AfterVote.VISA, SEEN, True, None),
        (AfterVote.PUBLISHED, OUT, False, None),
        (AfterVote.REFUSED, BACK, True, CorrectionRefusal.STEP_TOLD),
    ],
)
def test_only_the_last_step_is_taken_back_and_no_refusal(step, done, needs_visa, refusal):
    assert rules.refuse_step_undone(step, done=done, needs_visa=needs_visa) is refusal


@pytest.mark.parametrize(
    ("done", "needs_visa", "why"),
    [
        (VOTED, True, None),
        (SEEN, True, None),
        (BACK, True, VoteRefusal.SENT_BACK),
        (OUT, False, VoteRefusal.ALL_STEPS),
    ],
)
def test_what_bars_every_step(done, needs_visa, why):
    """§ councils-9"""
    assert rules.bars_steps(set(done), needs_visa=needs_visa) is why


@pytest.fixture
def item(larache):
    session = make_session(larache)
    sit(session)
    decide(session)
    with within(larache.pk):
        found = queries.item_at(session, 1)
        facts = {"actor": staff_actor(larache), "now": AFTER, "reference": ""}
        actions.take_step(item=found, step=AfterVote.SENT, taken_on=date(2024, 2, 12), **facts)
        yield found


def corrected(item, taken_on, *, step=AfterVote.SENT, seen=0, reason=REASON, reference="إرسالية 7"):
    actor = staff_actor(item.session.territory)
    words = {"reference": reference, "reason": reason, "seen": seen}
    return actions.correct_step(item=item, step=step, taken_on=taken_on, **words, actor=actor, now=AFTER)


def refusal_of(*asked, **facts):
    with pytest.raises(Refused) as raised:
        corrected(*asked, **facts)
    assert raised.value.sentence
    return raised.value.refusal


@pytest.mark.django_db
def test_a_step_is_dated_otherwise_once_and_what_stood_before_is_kept(item):
    decision = corrected(item, date(2024, 2, 13))
    corrected(item, date(2024, 2, 13))  # a double click
    (taken,) = StepTaken.objects.filter(decision=decision)
    assert (taken.taken_on, taken.reference) == (date(2024, 2, 13), "إرسالية 7")
    (kept,) = queries.corrections_of(decision)
    assert kept.before == {"step": "sent", "taken_on": "2024-02-12", "reference": ""}
    assert Entry.objects.filter(verb="councils.correct_step").count() == 1
    assert refusal_of(item, date(2024, 2, 14)) is CorrectionRefusal.MEANWHILE
    assert refusal_of(item, date(2024, 2, 13), seen=1) is CorrectionRefusal.SAME
    assert refusal_of(item, date(2024, 2, 14), seen=1, reason="خطأ") is CorrectionRefusal.NO_REASON
    assert refusal_of(item, date(2024, 2, 4), seen=1) is VoteRefusal.STEP_DATE
    assert refusal_of(item, date(2024, 2, 14), step=AfterVote.VISA, seen=1) is CorrectionRefusal.NOT_RECORDED
    assert Correction.objects.count() == 1


@pytest.mark.django_db
def test_a_step_that_was_none_is_taken_back_and_the_vote_can_be_corrected_again(item):
    session, decision = item.session, item.decision
    assert queries.bars_vote_correction(session, decision) is CorrectionRefusal.ALREADY_SENT
    corrected(item, None)
    corrected(item, None)
    assert queries.steps_open(Decision.objects.get(pk=decision.pk)) == [AfterVote.SENT]
    assert queries.bars_vote_correction(session, decision) is None
    assert queries.corrections_of(decision).count() == 1
    assert refusal_of(item, None, seen=1) is CorrectionRefusal.SAME
    never = {"step": AfterVote.PUBLISHED, "seen": 0}
    assert refusal_of(item, None, **never) is CorrectionRefusal.NOT_RECORDED


@pytest.mark.django_db
def test_a_clerk_corrects_a_step_at_the_desk_and_everybody_reads_why(item, nadia, client_of):
    desk, visitor = client_of(nadia), Client()
    there = f"{POINT}steps/sent/correct/"
    assert there in desk.get(f"{POINT}step/").content.decode()
    assert 'value="2024-02-12"' in desk.get(there).content.decode()
    typed = {"taken_on": "", "reference": "", "reason": REASON, "seen": "0"}
    empty = desk.post(there, typed)
    assert empty.status_code == 400
    assert "اكتبوا التاريخ، أو بيّنوا" in empty.content.decode()
    assert desk.post(there, typed | {"taken_on": "2024-02-04"}).status_code == 400
    assert desk.post(there, typed | {"taken_on": "2024-02-14"}).status_code == 303
    late = desk.post(there, typed | {"is_none": "on"})
    assert late.status_code == 400
    assert "14 فبراير 2024" in late.content.decode()
    assert desk.post(there, typed | {"is_none": "on", "seen": "1"}).status_code == 303
    public = visitor.get("/larache/councils/sessions/2024-02/points/1/").content.decode()
    assert public.count(REASON) == 2
    assert "12 فبراير 2024" in public
    assert desk.get(there).status_code == 404
    assert desk.get(f"{POINT}steps/voted/correct/").status_code == 404
    assert desk.get(f"{POINT}steps/none/correct/").status_code == 404
    assert visitor.get(there).status_code in {302, 303, 404}
