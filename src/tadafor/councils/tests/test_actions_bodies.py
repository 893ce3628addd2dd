"""The verbs of bodies and opinions on the database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import Entry
from tadafor.councils import actions, queries, rules
from tadafor.councils.models import Member, Opinion
from tadafor.councils.rules import Answer, Charge, MeetingRefusal, MemberRefusal, OpinionRefusal
from tadafor.councils.tests.factories import (
    AFTER,
    BEFORE,
    MEETING,
    MET,
    decide,
    make_body,
    make_opinion,
    make_session,
    meet,
    place,
    seat,
    sit,
    staff_actor,
    told,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.queries import actor_of
from tadafor.traces import queries as stories
from tadafor.traces.rules import Visibility

pytestmark = pytest.mark.django_db
LATER = MET + timedelta(days=30)


@pytest.fixture
def here(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def actor(here):
    return staff_actor(here)


def refusal_of(verb, *args, **facts):
    with pytest.raises(Refused) as refused:
        verb(*args, **facts)
    return refused.value.refusal


def test_seats_are_counted_and_charges_are_held_by_one(here):
    """§ councils-13"""
    body = make_body(here, seats=4, members=3)
    assert refusal_of(seat, body, charge=Charge.PRESIDENT) is MemberRefusal.CHARGE_TAKEN
    seat(body)
    assert refusal_of(seat, body) is MemberRefusal.SEATS_FULL
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(body=body, charge=Charge.MEMBER).update(charge=Charge.PRESIDENT)


def test_a_mandate_that_ended_frees_its_seat_and_its_charge(here, actor):
    """§ councils-13"""
    body = make_body(here, seats=3, members=3)
    president = Member.objects.get(body=body, charge=Charge.PRESIDENT)
    end = {"member": president, "actor": actor, "now": AFTER}
    assert refusal_of(actions.end_mandate, on=MET, reason="", **end) is MemberRefusal.NO_REASON
    actions.end_mandate(on=MET, reason="استقالة", **end)
    assert refusal_of(actions.end_mandate, on=MET, reason="استقالة", **end) is MemberRefusal.ALREADY_LEFT
    seat(body, charge=Charge.PRESIDENT, since=MET + timedelta(days=1))
    assert [face.is_coming for face in queries.faces(body, MET)] == [False, False, False, True]
    assert queries.faces(body, MET + timedelta(days=1))[0].charge is Charge.PRESIDENT


def test_a_name_is_kept_by_consent_and_erased_when_it_is_taken_back(here, actor):
    """§ councils-13"""
    body = make_body(here, members=0)
    assert refusal_of(seat, body, name="أمل") is MemberRefusal.NO_CONSENT
    member = seat(body, name="أمل", consents=True)
    assert [face.name for face in queries.faces(body, MET)] == ["أمل"]
    actions.hide_name(member=member, actor=actor, now=AFTER)
    assert [face.name for face in queries.faces(body, MET)] == [""]
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(body=body).update(name="أمل")


def test_an_account_sits_once_in_a_body(here, salma):
    body = make_body(here, members=0)
    seat(body, person_id=salma.pk)
    assert refusal_of(seat, body, person_id=salma.pk) is MemberRefusal.ALREADY_SEATED
    assert queries.seat_of(body, salma.pk, MET).capacity == "ممثلة جمعية"
    assert queries.seat_of(body, None, MET) is None


def test_a_body_never_has_fewer_seats_than_members(here, actor):
    """§ councils-12"""
    body = make_body(here)
    facts = {name: getattr(body, name) for name in actions.BodyFacts.__dataclass_fields__}
    change = {"body": body, "actor": actor, "now": AFTER}
    fewer = actions.BodyFacts(**(facts | {"seats": 2}))
    assert refusal_of(actions.change_body, facts=fewer, **change) is rules.BodyRefusal.FEWER_SEATS
    actions.change_body(facts=actions.BodyFacts(**(facts | {"name": "اسم آخر"})), **change)
    assert queries.body_at("equality").name == "اسم آخر"
    assert refusal_of(make_body, here) is rules.BodyRefusal.SLUG_TAKEN
    actions.end_body(body=body, reason="نهاية الانتداب", actor=actor, now=AFTER)
    assert refusal_of(seat, body) is MemberRefusal.BODY_ENDED
    assert refusal_of(meet, body) is MeetingRefusal.BODY_ENDED


def test_a_meeting_without_quorum_calls_a_second_one_that_waits(here):
    """§ councils-14, § councils-15"""
    body = make_body(here, members=4)
    first = meet(body, present=2)
    assert (first.needed, first.has_quorum, first.convening) == (3, False, 1)
    assert refusal_of(meet, body) is MeetingRefusal.SAME_DAY
    soon = MET + timedelta(days=2)
    assert refusal_of(meet, body, day=soon) is MeetingRefusal.TOO_SOON
    moment = datetime(2023, 12, 20, 10, tzinfo=UTC)
    second = meet(body, present=2, day=MET + timedelta(days=3), now=moment)
    assert (second.needed, second.has_quorum, second.convening, second.number) == (1, True, 2, 2)


def test_the_quorum_of_a_body_is_the_one_of_its_own_rules(here):
    """§ councils-15"""
    meeting = meet(make_body(here, members=4, quorum_percent=74), present=3)
    assert (meeting.needed, meeting.has_quorum, meeting.quorum_verified) == (3, True, True)


def test_only_members_of_the_day_are_counted_once(here, actor):
    """§ councils-15"""
    body = make_body(here)
    late = seat(body, since=MET + timedelta(days=1))
    meeting = meet(body, held=False)
    hold = {"meeting": meeting, "actor": actor, "now": MEETING}
    assert refusal_of(actions.hold_meeting, present=[late.pk], **hold) is MeetingRefusal.NOT_A_MEMBER
    here_today = list(queries.members_on(body, MET).values_list("pk", flat=True))
    held = actions.hold_meeting(present=here_today + here_today, **hold)
    assert (held.present, held.in_office) == (3, 3)
    assert refusal_of(actions.hold_meeting, present=here_today, **hold) is MeetingRefusal.ALREADY_HELD


def test_members_with_an_account_are_called(here, salma):
    body = make_body(here)
    seat(body, person_id=salma.pk)
    meet(body, held=False)
    assert told(salma) == ["called"]


def test_a_body_without_quorum_that_adopts_is_refused(here, actor):
    """§ opinions-4"""
    body = make_body(here, members=4)
    meeting = meet(body, present=2)
    opinion = make_opinion(body, adopted=False)
    actions.write_draft(opinion=opinion, text="نقترح.", seen=0, actor=actor, now=MEETING)
    adopt = {"opinion": opinion, "actor": actor, "now": MEETING}
    vote = rules.Vote(0, 2, 0, 0)
    assert refusal_of(actions.adopt_opinion, meeting=meeting, vote=vote, **adopt) is OpinionRefusal.NO_QUORUM
    other = meet(make_body(here, slug="other"))
    assert refusal_of(actions.adopt_opinion, meeting=other, vote=vote, **adopt) is OpinionRefusal.NOT_HELD
    opinion.refresh_from_db()
    assert opinion.adopted_on is None
    assert opinion.trace.visibility == Visibility.HELD
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(adopted_on=MET)


def test_an_opinion_goes_from_its_first_word_to_what_was_done(here, actor, salma):
    """§ opinions-1, § opinions-6, § opinions-7"""
    body = make_body(here)
    seat(body, person_id=salma.pk)
    opinion = make_opinion(body)
    session = make_session(here, points=(), convened=False)
    item = place(opinion, session)
    assert item.kind == rules.ItemKind.OPINION
    actions.convene(session=session, actor=actor, now=BEFORE)
    answer = {"opinion": opinion, "answer": Answer.PARTLY, "actor": actor, "now": AFTER}
    assert refusal_of(actions.answer_opinion, reason="نعم", **answer) is OpinionRefusal.NOT_DELIBERATED
    sit(session)
    decide(session)
    assert refusal_of(actions.answer_opinion, reason="", **answer) is OpinionRefusal.NO_REASON
    actions.answer_opinion(reason="تُبرمج حافلتان سنة 2025.", **answer)
    follow_up = {"opinion": opinion, "actor": actor, "now": AFTER}
    actions.tell_follow_up(happened_on=date(2024, 3, 19), words="أُطلق طلب العروض.", **follow_up)
    assert told(salma)[-2:] == ["answered", "followed_up"]
    assert [step.successor.pk for step in stories.story_of(opinion.trace).after] == [item.trace_id]
    assert queries.register_figures() == queries_figures(adopted=1, answered=1, partly=1, share=0)


def queries_figures(**facts):
    from tadafor.councils.queries.opinions import RegisterFigures

    nothing = {"adopted": 0, "answered": 0, "followed": 0, "partly": 0, "not_followed": 0, "share": None}
    return RegisterFigures(**(nothing | facts))


def test_a_point_taken_off_lets_the_opinion_wait_again(here, actor):
    """§ opinions-5"""
    opinion = make_opinion(make_body(here))
    session = make_session(here, points=(), convened=False)
    item = place(opinion, session)
    other = make_session(here, points=(), convened=False, year=2023, month=10, opens_on=date(2023, 10, 2))
    assert refusal_of(place, opinion, other) is OpinionRefusal.ALREADY_PLACED
    actions.remove_point(item=item, actor=actor, now=BEFORE)
    opinion.refresh_from_db()
    assert opinion.placed_on is None
    assert [one.pk for one in queries.to_place()] == [opinion.pk]
    assert place(opinion, other).session_id == other.pk


def test_an_opinion_that_was_not_sent_is_not_placed(here):
    """§ opinions-5"""
    opinion = make_opinion(make_body(here), sent=False)
    session = make_session(here, points=(), convened=False)
    assert refusal_of(place, opinion, session) is OpinionRefusal.NOT_SENT


def test_who_drafts(here, actor, salma, idris):
    """§ opinions-3"""
    body = make_body(here, members=0)
    rapporteur = seat(body, charge=Charge.RAPPORTEUR, person_id=salma.pk)
    member = seat(body, person_id=idris.pk)
    opinion = make_opinion(body, adopted=False)
    write = {"opinion": opinion, "text": "نقترح.", "now": MEETING}
    assert refusal_of(actions.write_draft, seen=0, actor=_of(idris), **write) is OpinionRefusal.NOT_ITS_MEMBER
    assert refusal_of(actions.write_draft, seen=0, actor=Actor(), **write) is OpinionRefusal.NOT_ITS_MEMBER
    actions.write_draft(seen=0, actor=_of(salma), **write)
    assert refusal_of(actions.write_draft, seen=0, actor=actor, **write) is OpinionRefusal.CHANGED_MEANWHILE
    group = {"opinion": opinion, "actor": actor, "now": MEETING}
    stranger = seat(make_body(here, slug="other", members=0))
    assert refusal_of(actions.form_group, members=[stranger.pk], **group) is OpinionRefusal.NOT_ITS_MEMBER
    actions.form_group(members=[member.pk, rapporteur.pk], **group)
    assert actions.write_draft(seen=1, actor=_of(idris), **write).number == 2


def _of(person):
    return actor_of(person.pk, now=MEETING)


def test_the_year_of_a_body_in_figures(here):
    body = make_body(here, members=4)
    meet(body, present=2)
    report = queries.report_of(body, 2023)
    assert (report.held, report.without_quorum, report.attendance, report.answered) == (1, 1, 50, 0)
    assert queries.report_of(body, 2022).attendance is None
    assert queries.years_of(body, LATER) == [2024, 2023, 2022]


def test_a_call_is_changed_until_the_meeting_was_held(here, actor, salma):
    """§ councils-14"""
    body = make_body(here)
    seat(body, person_id=salma.pk)
    first, other = meet(body, held=False), meet(body, day=date(2023, 12, 19), held=False)
    before = told(salma)
    facts = {"day": date(2023, 12, 14), "place": "دار الشباب", "agenda": "مشروع رأي", "hour": time(16)}
    changing = {"meeting": first, "actor": actor, "now": MEETING}
    changed = actions.change_meeting(facts=actions.MeetingFacts(**facts), **changing)
    assert (changed.day, changed.place, changed.hour) == (date(2023, 12, 14), "دار الشباب", time(16))
    assert told(salma) == [*before, "called"]
    actions.change_meeting(facts=actions.MeetingFacts(**facts), **changing)
    assert told(salma) == [*before, "called"], "nothing changed"
    taken = actions.MeetingFacts(**(facts | {"day": other.day}))
    with pytest.raises(Refused) as refused:
        actions.change_meeting(facts=taken, **changing)
    assert refused.value.refusal is rules.MeetingRefusal.SAME_DAY
    actions.hold_meeting(meeting=changed, present=[], actor=actor, now=AFTER)
    with pytest.raises(Refused) as refused:
        actions.change_meeting(facts=actions.MeetingFacts(**facts), **changing)
    assert refused.value.refusal is rules.MeetingRefusal.ALREADY_HELD
    assert Entry.objects.filter(verb="councils.change_meeting").count() == 1


def test_a_cancelled_call_says_why_and_its_day_is_free_again(here, actor, salma):
    """§ councils-36"""
    body = make_body(here)
    seat(body, person_id=salma.pk)
    meeting, before = meet(body, held=False), told(salma)
    cancelling = {"meeting": meeting, "actor": actor, "now": BEFORE}
    assert refusal_of(actions.cancel_meeting, reason="", **cancelling) is MeetingRefusal.NO_REASON
    actions.cancel_meeting(reason="تعذر حضور أغلب الأعضاء.", **cancelling)
    assert told(salma) == [*before, "called"]
    assert refusal_of(actions.cancel_meeting, reason="مرة أخرى", **cancelling) is MeetingRefusal.CANCELLED
    facts = actions.MeetingFacts(day=meeting.day, place="دار الشباب", agenda="مشروع رأي")
    changing = {"meeting": meeting, "facts": facts, "actor": actor, "now": BEFORE}
    assert refusal_of(actions.change_meeting, **changing) is MeetingRefusal.CANCELLED
    holding = {"meeting": meeting, "present": [], "actor": actor, "now": AFTER}
    assert refusal_of(actions.hold_meeting, **holding) is MeetingRefusal.CANCELLED
    again = meet(body, day=meeting.day)
    assert (again.number, again.convening, again.has_quorum) == (meeting.number + 1, 1, True)
    kept = {"meeting": again, "reason": "متأخر", "actor": actor, "now": AFTER}
    assert refusal_of(actions.cancel_meeting, **kept) is MeetingRefusal.ALREADY_HELD


def test_a_cancelled_meeting_was_not_held(here):
    """§ councils-36"""
    meeting = meet(make_body(here), held=False)
    for facts in ({"held_at": MEETING}, {"cancelled_because": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(meeting).objects.filter(pk=meeting.pk).update(
                **({"cancelled_on": MET, "cancelled_because": "عطلة"} | facts)
            )
