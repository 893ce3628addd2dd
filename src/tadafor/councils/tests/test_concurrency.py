"""Two people at once: the day of a session, the number of a decision, the last seat, the last words."""

from collections import Counter
from datetime import date
from enum import StrEnum

import pytest

from tadafor.audit.models import Entry
from tadafor.councils import actions, queries, rules
from tadafor.councils.models import Decision, Member, Session
from tadafor.councils.tests.factories import (
    AFTER,
    BEFORE,
    FOUNDED,
    MEETING,
    OPENS,
    decide,
    make_body,
    make_opinion,
    make_session,
    meet,
    sit,
    staff_actor,
)
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.territories.rules import SessionKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SEVERAL = 6


def told(found):
    """Count what was refused, and as None what was done."""
    return Counter(one if isinstance(one, StrEnum) else None for one in found)


def rows_of(verb):
    return Entry.objects.filter(verb=f"councils.{verb}").count()


def test_two_sessions_on_one_day(larache):
    """§ councils-3"""
    actor = staff_actor(larache)

    def preparing(number):
        facts = actions.SessionFacts(
            kind=SessionKind.EXTRAORDINARY,
            opens_on=OPENS,
            year=2024,
            month=2,
            place="مقر الجماعة",
            members_in_office=35,
            title=f"دورة {number}",
        )
        return lambda: actions.prepare_session(territory=larache, facts=facts, actor=actor, now=BEFORE)

    found = told(at_once(larache, *map(preparing, range(SEVERAL))))
    assert found == {None: 1, rules.SessionRefusal.SAME_DAY: SEVERAL - 1}
    with within(larache.pk):
        assert Session.objects.count() == rows_of("prepare_session") == 1


def test_one_number_for_two_decisions(larache):
    """§ councils-8"""
    session = make_session(larache, points=[f"نقطة {number}" for number in range(SEVERAL)])
    sit(session)
    actor = staff_actor(larache)
    facts = actions.VoteFacts(outcome=rules.Outcome.ADOPTED, in_favour=15, number="12")
    with within(larache.pk):
        items = queries.items_of(session)

    def deciding(item):
        return lambda: actions.decide(item=item, facts=facts, actor=actor, now=AFTER)

    found = told(at_once(larache, *map(deciding, items)))
    assert found == {None: 1, rules.VoteRefusal.NUMBER_TAKEN: SEVERAL - 1}
    with within(larache.pk):
        assert Decision.objects.count() == rows_of("decide") == 1


def test_the_last_seat(larache):
    """§ councils-13"""
    body = make_body(larache, seats=4, members=3)
    actor = staff_actor(larache)
    facts = actions.SeatFacts(capacity="ممثل جمعية", charge=rules.Charge.MEMBER, since=FOUNDED)

    def seating(_):
        return lambda: actions.seat_member(body=body, facts=facts, actor=actor, now=BEFORE)

    found = told(at_once(larache, *map(seating, range(SEVERAL))))
    assert found == {None: 1, rules.MemberRefusal.SEATS_FULL: SEVERAL - 1}
    with within(larache.pk):
        assert Member.objects.filter(body=body).count() == 4


def test_two_drafts_over_the_same_words(larache):
    """§ opinions-3"""
    opinion = make_opinion(make_body(larache), adopted=False)
    actor = staff_actor(larache)

    def writing(number):
        return lambda: actions.write_draft(
            opinion=opinion, text=f"صيغة {number}", seen=0, actor=actor, now=MEETING
        )

    found = told(at_once(larache, *map(writing, range(SEVERAL))))
    assert found == {None: 1, rules.OpinionRefusal.CHANGED_MEANWHILE: SEVERAL - 1}


def test_a_vote_and_a_correction_of_who_was_there(larache):
    """§ councils-33: one of the two sees the other, whichever comes first."""
    actor, reason = staff_actor(larache), "نُقل العدد خطأ من ورقة الحضور."
    for turn in range(SEVERAL):
        session = make_session(
            larache,
            kind=SessionKind.EXTRAORDINARY,
            object="إنارة",
            opens_on=OPENS.replace(day=6 + turn),
            title=f"دورة {turn}",
        )
        sitting = sit(session, held_on=session.opens_on)
        with within(larache.pk):
            item = queries.items_of(session)[0]
        facts = actions.VoteFacts(outcome=rules.Outcome.ADOPTED, in_favour=20, number=str(turn))
        found = told(
            at_once(
                larache,
                lambda item=item, facts=facts: actions.decide(item=item, facts=facts, actor=actor, now=AFTER),
                lambda sitting=sitting: actions.correct_sitting(
                    sitting=sitting,
                    presence=actions.Presence(present=18),
                    reason=reason,
                    seen=0,
                    actor=actor,
                    now=AFTER,
                ),
            )
        )
        assert found[None] == 1
        assert set(found) <= {
            None,
            rules.VoteRefusal.MORE_THAN_PRESENT,
            rules.CorrectionRefusal.RELIED_ON,
        }


def test_an_adoption_and_a_correction_of_who_came(larache):
    """§ councils-33, § opinions-4"""
    body, actor = make_body(larache), staff_actor(larache)
    meeting = meet(body)
    opinion = make_opinion(body, adopted=False)
    with within(larache.pk):
        actions.write_draft(opinion=opinion, text="نقترح.", seen=0, actor=actor, now=MEETING)
        one = queries.members_on(body, meeting.day).first().pk
    vote = rules.Vote(0, 3, 0, 0)
    found = told(
        at_once(
            larache,
            lambda: actions.adopt_opinion(
                opinion=opinion, meeting=meeting, vote=vote, actor=actor, now=MEETING
            ),
            lambda: actions.correct_attendance(
                meeting=meeting, present=[one], reason="حضر عضو واحد فقط.", seen=0, actor=actor, now=MEETING
            ),
        )
    )
    assert found[None] == 1


def test_two_corrections_of_one_sitting(larache):
    """§ councils-33: the second was typed over what the first changed."""
    actor, sitting = staff_actor(larache), sit(make_session(larache))

    def correcting(present):
        return lambda: actions.correct_sitting(
            sitting=sitting,
            presence=actions.Presence(present=present),
            reason="نُقل العدد خطأ من ورقة الحضور.",
            seen=0,
            actor=actor,
            now=AFTER,
        )

    found = told(at_once(larache, *(correcting(21 + number) for number in range(SEVERAL))))
    assert found == {None: 1, rules.CorrectionRefusal.MEANWHILE: SEVERAL - 1}
    with within(larache.pk):
        assert rows_of("correct_sitting") == 1


def test_two_corrections_of_one_step_and_one_that_takes_it_back(larache):
    """§ councils-37: one is kept, the others are told."""
    actor, session = staff_actor(larache), make_session(larache)
    sit(session)
    decide(session)
    with within(larache.pk):
        item = queries.item_at(session, 1)
        which = {"item": item, "step": rules.AfterVote.SENT, "reference": "", "actor": actor, "now": AFTER}
        actions.take_step(taken_on=date(2024, 2, 12), **which)

    def correcting(day):
        facts = which | {"reason": "نُقل التاريخ خطأ من دفتر الإرسال.", "seen": 0}
        return lambda: actions.correct_step(taken_on=day, **facts)

    days = [None, *(date(2024, 2, 13 + number) for number in range(SEVERAL - 1))]
    found = told(at_once(larache, *map(correcting, days)))
    assert found.pop(None) == 1
    assert set(found) <= {rules.CorrectionRefusal.MEANWHILE, rules.CorrectionRefusal.NOT_RECORDED}
    with within(larache.pk):
        assert rows_of("correct_step") == 1
